"""Tests of how the command line writes files."""
