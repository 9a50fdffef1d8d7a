"""Reasoning: screen, select, rank, compose. Pure functions from a case to one frozen `Advice`."""
