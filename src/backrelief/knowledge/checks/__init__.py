"""Rules over knowledge that loads: what the models and the cross-references cannot see."""

from __future__ import annotations

from backrelief.knowledge.checks import (
    asked_once,
    home_pressure,
    never,
    routine_steps,
    routine_time,
    sources,
    zones,
)
from backrelief.knowledge.checks.rule import Problem, Rule

RULES: tuple[Rule, ...] = (
    zones.RULE,
    never.RULE,
    home_pressure.RULE,
    sources.RULE,
    routine_time.RULE,
    routine_steps.RULE,
    asked_once.RULE,
)

__all__ = ["RULES", "Problem", "Rule"]
