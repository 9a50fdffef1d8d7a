"""Tests of the worked cases, one per case, and of the rules that they cover."""
