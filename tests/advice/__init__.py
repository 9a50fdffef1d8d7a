"""The promises of the reasoning, for every case."""
