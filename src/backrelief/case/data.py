"""A case as plain data: what a file of answers and `data.case` of the JSON output hold, in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from backrelief.case.case import UNSURE, Answer, Case
from backrelief.logic import NOTHING, Interval

NONE: Final = "none"
"""How a file says that the question of a number or a choice does not arise."""


def case_data(case: Case) -> dict[str, Any]:
    """The case as plain data, in a fixed order."""
    wishes = {
        key.replace("_", "-"): sorted(value) if isinstance(value, tuple) else value
        for key, value in asdict(case.wishes).items()
        if value not in (None, (), False) or (key == "tools" and value is not None)
    }
    findings = {name: _plain(case.findings[name]) for name in sorted(case.findings)}
    return {"areas": list(case.areas), "findings": findings, "wishes": wishes}


def _plain(answer: Answer) -> Any:  # JSON
    if answer is UNSURE:
        return "unsure"
    if answer is NOTHING:
        return NONE
    if isinstance(answer, Interval):
        low, high = (int(end) if end == int(end) else end for end in (answer.low, answer.high))
        return low if low == high else [low, high]
    return dict(sorted(answer.items())) if isinstance(answer, Mapping) else answer
