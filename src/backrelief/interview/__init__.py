"""What to ask next, read off what the answers leave open. Nothing here talks to a terminal."""
