"""The lists and questions that an assessment leaves open. Nothing here uses a terminal."""
