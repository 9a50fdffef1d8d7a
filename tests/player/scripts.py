"""A script for tests."""

from __future__ import annotations

from backrelief.player.script import Script, Segment

WORDS = ("Lean in lightly.", "Roll slowly.")


def ball(kind: str, seconds: int, side: str, following: str = "") -> Segment:
    """Return a segment of the step with the ball."""
    return Segment(kind, seconds, 1, "Ball", side, "muscle", WORDS, "Light pressure.", following)  # type: ignore[arg-type]


SCRIPT = Script(
    "Short one",
    (
        ball("ready", 10, "left", "Left side, 1 minute"),
        ball("work", 60, "left", "Right side, 1 minute"),
        ball("change", 5, "right", "Right side, 1 minute"),
        ball("work", 60, "right", "Walk, 30 seconds"),
        ball("rest", 5, "right", "Walk, 30 seconds"),
        Segment("ready", 10, 2, "Walk", "middle", "", ("Walk.",), "", "Walk, 30 seconds"),
        Segment("work", 30, 2, "Walk", "middle", "", ("Walk.",)),
    ),
    2,
)
"""Two steps, the first on both sides."""
SECONDS = sum(segment.seconds for segment in SCRIPT.segments)
