"""From suggestions to timed steps: a curated routine that is adapted, or a routine that is built."""
