"""The picture of the body."""
