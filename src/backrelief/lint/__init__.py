"""Rules over knowledge that loads: what the models and the cross-references cannot see."""

from __future__ import annotations

from backrelief.lint import (
    asked_once,
    caution_class,
    cautions_together,
    complete,
    contradicts,
    diagnosis,
    dose_range,
    home_pressure,
    imperative,
    lay_terms,
    long_steps,
    memory_only,
    never,
    never_fires,
    never_matters,
    presses_nowhere,
    promises,
    reading_level,
    reassures,
    refuted,
    routine_limits,
    routine_phases,
    routine_steps,
    routine_time,
    same_words,
    soon_effects,
    sources,
    typography,
    unguarded,
    unused_findings,
    zones,
)
from backrelief.lint.rule import Problem, Rule

RULES: tuple[Rule, ...] = (
    # What must never be, and what a technique may do where
    zones.RULE,
    never.RULE,
    home_pressure.RULE,
    presses_nowhere.RULE,
    dose_range.RULE,
    unguarded.RULE,
    # Danger: asked, sourced, decided, free of contradiction
    asked_once.RULE,
    unused_findings.RULE,
    sources.RULE,
    memory_only.RULE,
    soon_effects.RULE,
    never_fires.RULE,
    never_matters.RULE,
    caution_class.RULE,
    contradicts.RULE,
    cautions_together.RULE,
    # Routines
    routine_phases.RULE,
    routine_time.RULE,
    routine_steps.RULE,
    routine_limits.RULE,
    # What is said
    refuted.RULE,
    promises.RULE,
    reassures.RULE,
    diagnosis.RULE,
    # How it is said
    complete.RULE,
    long_steps.RULE,
    imperative.RULE,
    same_words.RULE,
    lay_terms.RULE,
    typography.RULE,
    reading_level.RULE,
)


def left_out() -> tuple[Rule, ...]:
    """The rules that find nothing, because a library that they need is not installed."""
    return tuple(rule for rule in RULES if not rule.is_available)


__all__ = ["RULES", "Problem", "Rule", "left_out"]
