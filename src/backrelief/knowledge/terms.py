"""Closed sets of words that the models and the reasoning share; the knowledge gives each word its text."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal["open", "clear", "care", "soon", "today", "emergency"]
RaisedLevel = Literal["care", "soon", "today", "emergency"]
Giver = Literal["self", "partner", "therapist"]
Phase = Literal["warm-up", "main", "cool-down"]
Side = Literal["middle", "each", "left", "right", "both", "sore", "other", "tight", "upper-side"]
Grade = Literal["high", "moderate", "low", "very-low", "traditional"]
Direction = Literal["benefit", "small-benefit", "mixed", "no-difference", "advised-against", "unknown"]

OPPOSITE: Final = {"left": "right", "right": "left"}

UNPLACED: Final = "unplaced"
"""A member of every `sites` finding: the answer is yes, but the place is not known."""
