"""Tests of the player, which leads through a routine: its script, state machine, lines and screen."""
