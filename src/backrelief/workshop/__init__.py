"""Tools for authors of the knowledge: worked cases, coverage, and the effects of a change."""
