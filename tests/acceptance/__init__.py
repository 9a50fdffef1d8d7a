"""Tests of the program as a person runs it: its streams, its exit codes, a real terminal."""
