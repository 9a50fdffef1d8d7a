"""Tests of the body map."""
