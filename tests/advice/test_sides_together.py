"""The two sides of a step belong together wherever it is shown; nothing else does."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.advice.routine.plan import TimedStep, sides_together
from backrelief.knowledge.base import KnowledgeBase
from backrelief.player.script import script_of
from backrelief.render.sheet.make import rows

LEFT = TimedStep("main", "ball-wall", "back", "left", 10, 60, 5, "light", "standing", "")
RIGHT = replace(LEFT, side="right", setup=0)
BOTH = replace(RIGHT, side="both")

GROUPS: dict[str, tuple[tuple[TimedStep, ...], ...]] = {
    "left-and-right": ((LEFT, RIGHT),),
    "right-and-left": ((RIGHT, replace(LEFT, setup=0)),),
    "both-sides-twice": ((BOTH,), (BOTH,)),
    "one-side-twice": ((RIGHT,), (RIGHT,)),
    "left-and-right-twice": ((LEFT, RIGHT), (replace(LEFT, setup=0), RIGHT)),
    "left-and-both": ((LEFT,), (BOTH,)),
    "getting-ready-again": ((LEFT,), (replace(RIGHT, setup=10),)),
    "another-pressure": ((LEFT,), (replace(RIGHT, pressure="moderate"),)),
    "another-rest": ((LEFT,), (replace(RIGHT, rest=0),)),
    "another-time": ((LEFT,), (replace(RIGHT, seconds=30),)),
    "another-cue": ((LEFT,), (replace(RIGHT, cue="slowly"),)),
    "another-place": ((LEFT,), (replace(RIGHT, target="neck"),)),
    "none": (),
}


@pytest.mark.parametrize("groups", GROUPS.values(), ids=GROUPS)
def test_the_two_sides_of_a_step_are_one_step_of_a_sheet_and_of_the_clock(
    knowledge: KnowledgeBase, groups: tuple[tuple[TimedStep, ...], ...]
) -> None:
    steps = tuple(step for group in groups for step in group)
    assert sides_together(steps) == groups
    assert len(rows(knowledge, steps, ())) == len(groups)
    assert script_of(knowledge, ComposedRoutine("any", "Any", (), steps)).steps == len(groups)
