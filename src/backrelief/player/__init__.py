"""A routine led step by step: a pure state machine, one picture of its state, and a terminal that shows it."""
