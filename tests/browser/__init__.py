"""Tests of the sheet in a real browser."""
