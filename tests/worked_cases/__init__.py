"""The worked cases of the knowledge, each a test."""
