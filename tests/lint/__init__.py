"""One file a rule: what it finds and what it leaves alone."""
