"""The command line: every command returns a reply; only this package handles streams, prompts and exit codes."""

from __future__ import annotations

from backrelief.cli.boundary import main

__all__ = ["main"]
