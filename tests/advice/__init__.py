"""What the reasoning promises, for every case."""
