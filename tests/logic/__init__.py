"""Criteria: their truth and residual, and how they are written and linked."""
