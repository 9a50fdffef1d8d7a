"""`python -m backrelief`."""

from __future__ import annotations

from backrelief.cli import run

run()
