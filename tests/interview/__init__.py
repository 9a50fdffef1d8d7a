"""The lists and questions that are still open."""
