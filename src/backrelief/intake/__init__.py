"""From options, answers files and words to a case, and what to ask next. Nothing here talks to a terminal."""
