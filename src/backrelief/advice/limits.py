"""The limits on a case: the red flags, cautions, areas and wishes that narrow the choice, all in one shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from backrelief.advice.assess import AssessedCaution, Assessment
from backrelief.advice.effects import (
    CapPressure,
    Effect,
    Forbid,
    KeepGivers,
    KeepOff,
    KeepPositions,
    KeepSurfaces,
    Limit,
    effects_of,
)
from backrelief.advice.reasons import Reason
from backrelief.knowledge.properties import AT_HOME
from backrelief.knowledge.terms import UNPLACED
from backrelief.knowledge.wording import say_criterion
from backrelief.logic import TRUE

if TYPE_CHECKING:
    from backrelief.case.case import Wishes
    from backrelief.knowledge.base import KnowledgeBase, Table
    from backrelief.knowledge.models.base import Named
    from backrelief.knowledge.models.rules import Caution, Effects


def limits_on(assessment: Assessment) -> tuple[Limit, ...]:
    """Return every limit that acts on the case or could, the most serious first; wishes come last."""
    return (
        *_from_red_flags(assessment),
        *sorted(_from_cautions(assessment), key=lambda limit: limit.clause is not None),
        *_from_areas(assessment),
        *_from_screening(assessment),
        *limits_of_wishes(assessment.knowledge, assessment.case.wishes),
    )


def _from_red_flags(assessment: Assessment) -> Iterator[Limit]:
    for raised in assessment.screening.raised:
        flag = assessment.knowledge.red_flags[raised.red_flag]
        reason = Reason(raised.red_flag, raised.text, raised.because, raised.sources)
        if raised.level in {"today", "emergency"}:
            yield Limit(reason, "red-flag", (Forbid(TRUE),))
        elif raised.level == "soon":
            yield Limit(reason, "red-flag", effects_of(assessment.knowledge.allowances[flag.allows].do))
            if flag.keep_off:
                yield Limit(reason, "red-flag", (KeepOff(frozenset(flag.keep_off)),))


def _from_cautions(assessment: Assessment) -> Iterator[Limit]:
    for assessed in assessment.cautions:
        caution = assessed.caution
        if assessed.truth is False:
            continue
        clause = None if assessed.truth else say_criterion(assessment.knowledge, assessed.residual)
        text = caution.text if clause is None else f"It is not known yet whether {clause}."
        reason = Reason(caution.id, text, assessed.because, caution.sources)
        for _, effects in stages_of(caution, agreed=caution.id in assessment.agreed):
            named = _named_places(assessment, assessed, effects)
            yield Limit(reason, "caution", effects_of(effects, named), clause)


def stages_of(caution: Caution, *, agreed: bool = False) -> Iterator[tuple[str, Effects]]:
    """Yield each set of effects of a caution with the field that holds it.

    If a clinician has agreed, ``until-agreed`` is lifted, and nothing else.
    """
    if caution.until_agreed is not None and not agreed:
        yield "until-agreed", caution.until_agreed
    if caution.do is not None:
        yield "do", caution.do


def _named_places(assessment: Assessment, assessed: AssessedCaution, effects: Effects) -> frozenset[str] | None:
    """Return the places that the person named for a local caution; ``None`` if it is open or not local."""
    if effects.keep_off is None or isinstance(effects.keep_off, tuple) or assessed.truth is None:
        return None
    known = assessment.case.findings.get(effects.keep_off.sites_of)
    if not isinstance(known, Mapping):
        known = {UNPLACED: True}
    places = {place for place, held in known.items() if held and place != UNPLACED}
    if known.get(UNPLACED) and assessed.caution.if_unplaced == "pain-area":
        places |= assessment.knowledge.places_of(assessment.case.areas)
    return frozenset(places)


def _from_areas(assessment: Assessment) -> Iterator[Limit]:
    """Keep off the areas whose danger questions are asked only when they are sore."""
    for area in assessment.knowledge.areas:
        if area.worked_only_when_sore and area.id not in assessment.case.areas:
            reason = Reason(area.id, area.worked_only_when_sore, (), area.sources)
            yield Limit(reason, "area", (KeepOff(frozenset(area.places)),))


def _from_screening(assessment: Assessment) -> Iterator[Limit]:
    """Keep the stronger pressures out while danger questions are open."""
    if assessment.screening.open:
        allowed = [pressure.id for pressure in assessment.knowledge.pressures if pressure.unscreened]
        asked = dict.fromkeys(name for flag in assessment.screening.open for name in flag.ask)
        text = "Firm pressure is left out until the questions about danger signs are answered."
        yield Limit(Reason("unscreened", text, tuple(asked)), "screening", (CapPressure(allowed[-1]),))


def limits_of_wishes(knowledge: KnowledgeBase, wishes: Wishes) -> Iterator[Limit]:
    """Yield the wishes for a giver, a pressure and positions as limits like any other."""

    def limit(option: str, text: str, effect: Effect) -> Limit:
        return Limit(Reason(f"wish-{option}", text), "wish", (effect,))

    def names(table: Table[Named], ids: tuple[str, ...]) -> str:
        return " or ".join(table[entry].name for entry in ids)

    if wishes.by is not None:
        text = f"You asked for something that is applied by: {wishes.by}."
        yield limit("by", text, KeepGivers(frozenset({wishes.by})))
    if wishes.positions:
        text = f"You asked for: {names(knowledge.positions, wishes.positions)}."
        yield limit("position", text, KeepPositions(frozenset(wishes.positions)))
    if wishes.surfaces:
        text = f"You asked for: {names(knowledge.surfaces, wishes.surfaces)}."
        yield limit("position", text, KeepSurfaces(frozenset(wishes.surfaces)))
    if wishes.avoid_positions:
        text = f"You asked to avoid: {names(knowledge.positions, wishes.avoid_positions)}."
        yield limit(
            "avoid-position", text, KeepPositions(frozenset(knowledge.positions.ids) - {*wishes.avoid_positions})
        )
    if missing := frozenset(wishes.without).intersection(knowledge.surfaces.ids):
        text = f"You are without: {', '.join(sorted(missing))}."
        yield limit("without", text, KeepSurfaces(frozenset(knowledge.surfaces.ids) - missing))
    if wishes.first_time:
        text = "You have not done this before, so it stays light."
        yield limit("first-time", text, CapPressure(knowledge.careful_pressure))
    if wishes.pressure is None:
        usual = [pressure.id for pressure in knowledge.pressures if not pressure.on_request]
        text = "Firmer pressure at home is for those who ask for it."
        yield limit("pressure", text, CapPressure(usual[-1], AT_HOME))
    else:
        text = f"You asked for pressure that is {names(knowledge.pressures, (wishes.pressure,))} at most."
        yield limit("pressure", text, CapPressure(wishes.pressure))
