"""Three-valued (Kleene) criteria over findings. Standard library only.

A criterion is true, false or unknown (``None``) on a set of facts. ``evaluate`` says which; ``simplify`` says
what is left of it once the known facts are put in; and the two agree: one is decided exactly when the other is.
"""

from __future__ import annotations

from backrelief.logic.criteria import (
    FALSE,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Between,
    Constant,
    Criterion,
    Holds,
    Member,
    Not,
    OneOf,
    evaluate,
    findings,
    simplify,
)
from backrelief.logic.facts import Facts, Gate
from backrelief.logic.grammar import CriterionError, parse_criterion
from backrelief.logic.linking import FindingShape, LinkError, link
from backrelief.logic.values import ANYTHING, NOTHING, Interval, Truth, Value

__all__ = [
    "ANYTHING",
    "FALSE",
    "NOTHING",
    "TRUE",
    "All",
    "AnyOf",
    "AtLeast",
    "Between",
    "Constant",
    "Criterion",
    "CriterionError",
    "Facts",
    "FindingShape",
    "Gate",
    "Holds",
    "Interval",
    "LinkError",
    "Member",
    "Not",
    "OneOf",
    "Truth",
    "Value",
    "evaluate",
    "findings",
    "link",
    "parse_criterion",
    "simplify",
]
