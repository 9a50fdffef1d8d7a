"""From what was released to timed steps: a curated routine adapted, or one built."""
