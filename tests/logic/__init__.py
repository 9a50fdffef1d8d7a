"""Criteria: what they are worth, what is left of them, how they are written and linked."""
