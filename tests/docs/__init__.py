"""Tests of the documentation, which follow it as a reader would."""
