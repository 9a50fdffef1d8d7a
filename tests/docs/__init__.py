"""The pages of the documentation, tried as a reader would."""
