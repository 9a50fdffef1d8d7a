"""What narrows the choice of techniques for this person: red flags, cautions, areas and wishes, in one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from backrelief.advice.reasons import Reason
from backrelief.advice.screen import Screening, questions
from backrelief.case.case import Case, facts_of, stated_members
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.findings import UNPLACED
from backrelief.knowledge.wording import say_criterion
from backrelief.logic import TRUE, Criterion, evaluate, simplify
from backrelief.logic.criteria import support

if TYPE_CHECKING:
    from backrelief.knowledge.models.effects import Effects
    from backrelief.knowledge.models.rules import Caution


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule at work. Every field narrows; an open limit says what would follow were its question answered yes."""

    reason: Reason
    kind: Literal["red-flag", "caution", "area", "screening", "wish"]
    forbid: Criterion | None = None
    """A test over the properties of a technique; always true forbids everything."""
    cap_pressure: str | None = None
    cap_givers: frozenset[str] | None = None
    """Whose pressure is capped; everybody's where it says nothing."""
    cap_minutes: int | None = None
    cap_minutes_for: Criterion | None = None
    """The techniques that the cap of minutes is about; all where it says nothing."""
    cap_heat_minutes: int | None = None
    positions: frozenset[str] | None = None
    surfaces: frozenset[str] | None = None
    givers: frozenset[str] | None = None
    keep_off: frozenset[str] = frozenset()
    keep_off_for: Criterion | None = None
    """The techniques that the keep-off is about; all where it says nothing."""
    keep_off_named: bool = False
    """Open: which places is for the person to say, so it concerns every technique that touches any."""
    say: str | None = None
    say_for: Criterion | None = None
    open: bool = False
    clause: str = ""
    """Of an open limit: what would make it hold, as it stands after "not if"."""


def limits_on(knowledge: KnowledgeBase, case: Case, screening: Screening) -> tuple[Limit, ...]:
    """Every limit that acts on the case or could, the most serious first."""
    return (
        *_from_red_flags(knowledge, screening),
        *sorted(_from_cautions(knowledge, case), key=lambda limit: limit.open),
        *_from_areas(knowledge, case),
        *_from_screening(knowledge, screening),
    )


def _from_red_flags(knowledge: KnowledgeBase, screening: Screening) -> Iterator[Limit]:
    for hit in screening.raised:
        flag = knowledge.red_flags[hit.red_flag]
        reason = Reason(hit.red_flag, hit.text, hit.because, hit.sources)
        if hit.level in {"today", "emergency"}:
            yield Limit(reason, "red-flag", forbid=TRUE)
        elif hit.level == "soon":
            yield limit_of("red-flag", reason, knowledge.allowances[flag.allows].do)
            if flag.keep_off:
                yield Limit(reason, "red-flag", keep_off=frozenset(flag.keep_off))


def _from_cautions(knowledge: KnowledgeBase, case: Case) -> Iterator[Limit]:
    facts = facts_of(knowledge, case, "dangerous", unasked_as_no=True)
    agreed = stated_members(knowledge, case, "agreed")
    for caution in knowledge.cautions:
        worth = evaluate(caution.when, facts)
        if worth is False:
            continue
        is_open = worth is None
        left = simplify(caution.when, facts)
        clause = say_criterion(knowledge, left) if is_open else ""
        if is_open:
            text, because = f"It is not known yet whether {clause}.", questions(knowledge, left, facts)
        else:
            text, because = caution.text, support(caution.when, facts)
        reason = Reason(caution.id, text, because, caution.sources)
        for effects in _effects(caution, agreed=caution.id in agreed):
            yield limit_of(
                "caution",
                reason,
                effects,
                clause=clause,
                places=_places(knowledge, case, caution, effects, is_open=is_open),
                default_cap=_default_cap(knowledge, caution),
            )


def _effects(caution: Caution, *, agreed: bool) -> Iterator[Effects]:
    """What acts: a clinician's agreement lifts `until-agreed` and nothing else."""
    if caution.until_agreed is not None and not agreed:
        yield caution.until_agreed
    if caution.do is not None:
        yield caution.do


def _default_cap(knowledge: KnowledgeBase, caution: Caution) -> str | None:
    """A class T caution that says nothing of pressure is careful of it."""
    every = [effects for effects in (caution.until_agreed, caution.do) if effects is not None]
    if caution.class_ != "T" or any(effects.cap_pressure or effects.forbid == "everything" for effects in every):
        return None
    return knowledge.careful_pressure


@dataclass(frozen=True, slots=True)
class Places:
    """Where a keep-off acts."""

    named: frozenset[str] = frozenset()
    for_the_person_to_say: bool = False


def _places(knowledge: KnowledgeBase, case: Case, caution: Caution, effects: Effects, *, is_open: bool) -> Places:
    if effects.keep_off is None:
        return Places()
    if isinstance(effects.keep_off, tuple):
        return Places(frozenset(effects.keep_off))
    if is_open:
        return Places(for_the_person_to_say=True)
    known = case.findings.get(effects.keep_off.sites_of)
    if not isinstance(known, Mapping):
        known = {UNPLACED: True}
    places = {place for place, held in known.items() if held and place != UNPLACED}
    if known.get(UNPLACED) and caution.if_unplaced == "pain-area":
        places |= knowledge.places_of(case.areas)
    return Places(frozenset(places), for_the_person_to_say=not places)


def limit_of(
    kind: Literal["red-flag", "caution"],
    reason: Reason,
    effects: Effects,
    *,
    clause: str = "",
    places: Places | None = None,
    default_cap: str | None = None,
) -> Limit:
    """The effects of a rule as a limit: an open one with a ``clause``; without ``places`` those that it names."""
    if places is None:
        named = effects.keep_off if isinstance(effects.keep_off, tuple) else ()
        places = Places(frozenset(named), for_the_person_to_say=effects.keep_off is not None and not named)
    return Limit(
        reason,
        kind,
        forbid=TRUE if effects.forbid == "everything" else effects.forbid,
        cap_pressure=effects.cap_pressure or default_cap,
        cap_minutes=effects.cap_minutes,
        cap_minutes_for=effects.cap_minutes_for,
        positions=None if effects.position is None else frozenset(effects.position.any_of),
        surfaces=None if effects.surface is None else frozenset(effects.surface.any_of),
        givers=None if effects.by is None else frozenset(effects.by.any_of),
        keep_off=places.named,
        keep_off_for=effects.keep_off_for,
        keep_off_named=places.for_the_person_to_say,
        say=effects.say,
        say_for=effects.say_for,
        open=bool(clause),
        clause=clause,
    )


def _from_areas(knowledge: KnowledgeBase, case: Case) -> Iterator[Limit]:
    """Places of areas whose danger questions are asked only when they are sore."""
    for area in knowledge.areas:
        if area.worked_only_when_sore and area.id not in case.areas:
            reason = Reason(area.id, area.worked_only_when_sore, (), area.sources)
            yield Limit(reason, "area", keep_off=frozenset(area.places))


def _from_screening(knowledge: KnowledgeBase, screening: Screening) -> Iterator[Limit]:
    """While danger questions are open the stronger pressures stay out."""
    if screening.open:
        allowed = [pressure.id for pressure in knowledge.pressures if pressure.unscreened]
        asked = dict.fromkeys(name for flag in screening.open for name in flag.ask)
        text = "Firm pressure is left out until the questions about danger signs are answered."
        yield Limit(Reason("unscreened", text, tuple(asked)), "screening", cap_pressure=allowed[-1])
