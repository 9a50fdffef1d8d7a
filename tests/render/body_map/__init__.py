"""The body map."""
