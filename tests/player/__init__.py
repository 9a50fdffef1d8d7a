"""Leading a routine: its script, its state machine, its lines and its screen."""
