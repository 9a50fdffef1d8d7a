"""Lead a routine step by step: a pure state machine, the frame and the words that show it, and the terminal."""
