"""For the people who write the knowledge: coverage, and what a change does."""
