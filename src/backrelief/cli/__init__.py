"""The program as people meet it: every command gives back a reply; streams, prompts and exit codes are here alone."""
