"""Tests of what the command line does with files."""
