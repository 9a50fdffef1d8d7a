"""The program as people meet it: every command gives back a reply; streams, prompts and exit codes are here alone."""

from __future__ import annotations

from backrelief.cli.boundary import main

__all__ = ["main"]
