"""For the people who write the knowledge: worked cases, what is covered, what a change does."""
