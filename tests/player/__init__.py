"""A routine led step by step: its script, its state machine, its lines and its screen."""
