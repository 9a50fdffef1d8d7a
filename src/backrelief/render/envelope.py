"""The JSON that every command speaks, failures included; `docs/json.md` and the schema beside it describe it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from backrelief.advice.routine.compose import ComposedRoutine
from backrelief.case.data import case_data

if TYPE_CHECKING:
    from backrelief.advice.advise import Advice
    from backrelief.advice.assess import Screening
    from backrelief.advice.rank import Suggestion
    from backrelief.advice.reasons import NotIf, Reason
    from backrelief.case.case import Case
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.faults import Fault

SCHEMA: Final = "backrelief/1"


def success(command: str, exit_code: int, data: dict[str, Any]) -> str:
    """The envelope of an answer."""
    return _dump({"schema": SCHEMA, "command": command, "exit_code": exit_code, "data": data, "errors": []})


def failure(command: str, code: str, message: str, hint: str, exit_code: int) -> str:
    """The envelope of a failure; it holds no data."""
    errors = [{"code": code, "message": message, "hint": hint}]
    return _dump({"schema": SCHEMA, "command": command, "exit_code": int(exit_code), "data": None, "errors": errors})


def _dump(envelope: dict[str, Any]) -> str:
    return json.dumps(envelope, indent=2, ensure_ascii=True) + "\n"


def reason_data(reason: Reason) -> dict[str, Any]:
    """One reason, in the one shape that all reasons have."""
    return {
        "rule": reason.rule,
        "because": list(reason.because),
        "sources": list(reason.sources),
        "text": reason.text,
        "points": reason.points,
    }


def screening_data(knowledge: KnowledgeBase, case: Case, screening: Screening) -> dict[str, Any]:
    """The answer of ``screen``."""
    level = knowledge.levels[screening.level]
    return {
        "case": case_data(case),
        "screening": _screening(screening),
        "overrides": list(knowledge.overrides),
        "text": {"headline": level.headline, "advice": list(level.advice)},
    }


def _screening(screening: Screening) -> dict[str, Any]:
    return {
        "level": screening.level,
        "answered": screening.answered,
        "raised": [
            {
                "red_flag": hit.red_flag,
                "level": hit.level,
                "because": list(hit.because),
                "sources": list(hit.sources),
                "text": hit.text,
                "lowered": hit.lowered,
            }
            for hit in screening.raised
        ],
        "open": [
            {"red_flag": flag.red_flag, "level": flag.level, "ask": list(flag.ask), "unsure": list(flag.unsure)}
            for flag in screening.open
        ],
        "cleared": list(screening.cleared),
        "cautions": [
            {
                "caution": held.caution,
                "level": held.level,
                "because": list(held.because),
                "sources": list(held.sources),
                "text": held.text,
            }
            for held in screening.cautions
        ],
    }


def advice_data(knowledge: KnowledgeBase, advice: Advice) -> dict[str, Any]:
    """The answer of ``suggest``."""
    return {
        **screening_data(knowledge, advice.case, advice.screening),
        "conditions": [
            {"condition": fit.condition, "how": fit.how, "because": list(fit.because)} for fit in advice.fits
        ],
        "cautions": [reason_data(reason) for reason in advice.cautions],
        "suggestions": [suggestion_data(one) for one in advice.suggestions],
        "omissions": [
            {"technique": omission.technique, "reason": reason_data(omission.reason)} for omission in advice.omissions
        ],
        "routine": _routine(advice.routine) if isinstance(advice.routine, ComposedRoutine) else None,
        "stop_rules": [
            {
                "stop_rule": rule.id,
                "moment": rule.moment,
                "level": rule.level,
                "sign": rule.sign,
                "act": rule.act,
                "sources": list(rule.sources),
            }
            for rule in (knowledge.stop_rules[one] for one in advice.stop_rules)
        ],
        "tips": [
            {"tip": tip.id, "moment": tip.moment, "name": tip.name, "text": tip.text, "sources": list(tip.sources)}
            for tip in (knowledge.tips[one] for one in advice.tips)
        ],
        "obstacles": [
            {"wish": obstacle.wish, "text": obstacle.text, "brings": obstacle.brings} for obstacle in advice.obstacles
        ],
        "text": {"headline": advice.headline, "advice": list(advice.advice)},
    }


def suggestion_data(one: Suggestion) -> dict[str, Any]:
    """One suggestion with everything that is behind it."""
    return {
        "technique": one.technique,
        "points": one.points,
        "reasons": [reason_data(reason) for reason in one.reasons],
        "evidence": [
            {
                "condition": row.condition,
                "grade": row.grade,
                "direction": row.direction,
                "sources": list(row.sources),
                "text": row.text,
            }
            for row in one.evidence
        ],
        "by": one.by,
        "pressure": one.pressure,
        "positions": list(one.positions),
        "keep_off": list(one.keep_off),
        "tools": [{"tool": use.tool, "at_hand": use.at_hand, "stand_in": use.stand_in} for use in one.tools],
        "changes": [
            {
                **reason_data(change.reason),
                "what": change.what,
                "from": list(change.before),
                "to": list(change.after),
                "open": change.open,
            }
            for change in one.changes
        ],
        "not_if": [_note(note) for note in one.not_if],
        "says": [reason_data(reason) for reason in one.says],
    }


def _note(note: NotIf) -> dict[str, Any]:
    return {
        note.kind.replace("-", "_"): note.rule,
        "effect": note.effect,
        "because": list(note.because),
        "text": note.text,
    }


def _routine(routine: ComposedRoutine) -> dict[str, Any]:
    return {
        "id": routine.id,
        "name": routine.name,
        "adapted": routine.adapted,
        "minutes": round(routine.total_seconds / 60, 1),
        "total_seconds": routine.total_seconds,
        "not_if": [_note(note) for note in routine.not_if],
        "adaptations": [
            {"what": one.what, "technique": one.technique, "by": one.by, "reason": reason_data(one.reason)}
            for one in routine.adaptations
        ],
        "steps": [
            {
                "phase": step.phase,
                "technique": step.technique,
                "target": step.target,
                "side": step.side,
                "setup": step.setup,
                "seconds": step.seconds,
                "rest": step.rest,
                "pressure": step.pressure,
                "position": step.position,
                "cue": step.cue,
            }
            for step in routine.steps
        ],
    }


def fault_data(fault: Fault) -> dict[str, Any]:
    """One fault of a data file."""
    return {
        "path": str(fault.path),
        "line": fault.line,
        "column": fault.column,
        "severity": fault.severity,
        "rule": fault.rule,
        "message": fault.message,
        "hint": fault.hint,
    }
