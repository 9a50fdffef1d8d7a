"""The tools for authors of the knowledge: coverage, worked cases, and the effects of a change."""
