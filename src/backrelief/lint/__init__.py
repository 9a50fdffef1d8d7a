"""Rules over knowledge that loads: faults that the models and the cross-references cannot see."""

from __future__ import annotations

from backrelief.lint import cautions, danger, interview, reading_level, routines, statements, techniques, wording
from backrelief.lint.rule import Problem, Rule

RULES: tuple[Rule, ...] = tuple(
    value
    for module in (techniques, interview, danger, cautions, routines, statements, wording, reading_level)
    for value in vars(module).values()
    if isinstance(value, Rule)
)


def left_out() -> tuple[Rule, ...]:
    """Return the rules that are skipped because a library that they need is not installed."""
    return tuple(rule for rule in RULES if not rule.is_available)


__all__ = ["RULES", "Problem", "Rule", "left_out"]
