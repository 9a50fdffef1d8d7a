"""What `show` says of each kind of entry that has a description of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backrelief.advice.effects import Limit, effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import judge
from backrelief.knowledge.wording import say_criterion
from backrelief.logic import findings
from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph, Picture
from backrelief.render.body_map.figure import figures
from backrelief.render.caution_effects import caution_effects
from backrelief.render.phrases import evidence_line, first_dangers, minutes, sentence, sources

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.models.findings import AskedFinding, Derived
    from backrelief.knowledge.models.practice import Condition, Routine, Technique
    from backrelief.knowledge.models.rules import Caution, Disagreement, RedFlag


def on_the_body(knowledge: KnowledgeBase, targets: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """Yield a picture of the targets (a muscle or place, and a side), if the map shows any."""
    if shown := figures(knowledge, targets):
        yield Picture(shown)


def areas_on_the_body(knowledge: KnowledgeBase, areas: tuple[str, ...]) -> Iterator[Block]:
    """Yield a picture of the places of the areas, in the order of the vocabulary."""
    places = knowledge.places_of(knowledge.expand_areas(areas))
    return on_the_body(knowledge, ((place.id, "both") for place in knowledge.places if place.id in places))


def technique_blocks(knowledge: KnowledgeBase, technique: Technique) -> Iterator[Block]:
    """Yield what it is, what it takes, how it is done and what is known of it."""
    yield Paragraph(technique.summary)
    yield from _before_you_start(knowledge)
    yield from _cautions(knowledge, [technique])
    pressures = [
        f"{giver} ({pressure.lightest} to {pressure.strongest})" if pressure else giver
        for giver, pressure in technique.by.items()
    ]
    needed = [" or ".join(knowledge.tools[tool].name for tool in choices) for choices in technique.tools]
    positions = [knowledge.positions[position].name for position in technique.position]
    targets = (target.muscle or target.at for target in technique.targets)
    yield from on_the_body(knowledge, ((target, "both") for target in targets if target))
    yield Heading("What it takes")
    takes = [f"Applied by: {', '.join(pressures)}", f"Positions: {', '.join(positions)}"]
    if needed:
        takes.append(f"Needs: {', '.join(needed)}")
    if technique.dose:
        side = " each side" if technique.side == "each" else ""
        takes.append(f"Time: {minutes(technique.dose.seconds)}{side}. {technique.dose.often}")
    yield Listing(tuple(map(Item, takes)))
    if technique.steps:
        yield Heading("Steps")
        yield Listing(tuple(map(Item, technique.steps)), "number")
    else:
        yield Paragraph("There are no steps for home: it is given by a professional.")
    yield Heading("How it should feel, and when to stop")
    yield Paragraph(sentence(technique.feel))
    yield Listing(tuple(Item(f"Stop: {sentence(sign)}") for sign in technique.stop))
    yield Paragraph(f"Gentler: {sentence(technique.gentler)}")
    yield Heading("What people get wrong")
    yield Listing(tuple(Item(sentence(mistake)) for mistake in technique.mistakes))
    yield Heading("Evidence")
    yield Listing(tuple(Item(evidence_line(knowledge, row)) for row in technique.evidence))


def _before_you_start(knowledge: KnowledgeBase) -> Iterator[Block]:
    """Yield the emergencies that are asked everywhere, in one list: a description is not a screening."""
    lines = first_dangers(knowledge)
    if lines:
        yield Heading("Before you start", 2, "warn")
        yield Paragraph(
            "This page describes; it does not know you. `backrelief suggest` and `backrelief screen` ask about danger "
            "signs. Do none of this, and get help, if for example:"
        )
        yield Listing(tuple(map(Item, lines)), "box")


def _cautions(knowledge: KnowledgeBase, techniques: Iterable[Technique]) -> Iterator[Block]:
    """Yield every caution that would take one of the techniques out, or change it, by name."""
    out: dict[str, None] = {}
    changed: dict[str, None] = {}
    for _, caution, effects in caution_effects(knowledge, techniques):
        (out if "forbid" in effects else changed)[caution.name] = None
    if out or changed:
        yield Heading("Cautions")
    if out:
        yield Paragraph(f"Leave it out, or ask a clinician first, with: {'; '.join(out)}.")
    if only_changed := [name for name in changed if name not in out]:
        yield Paragraph(f"Another position, place or time with: {'; '.join(only_changed)}.")


def routine_blocks(knowledge: KnowledgeBase, routine: Routine) -> Iterator[Block]:
    """Yield a curated routine as it is written, for nobody in particular."""
    yield Paragraph(f"{routine.summary} {routine.minutes} minutes, {routine.level}, applied by: {routine.by}.")
    yield from _before_you_start(knowledge)
    yield from _cautions(knowledge, [knowledge.techniques[step.technique] for step in routine.steps])
    yield Heading("Steps")
    targets = (step.target or step.at for step in routine.steps)
    yield from on_the_body(knowledge, ((target, "both") for target in targets if target))
    items = []
    for step in routine.steps:
        technique = knowledge.techniques[step.technique]
        side = {"each": ", each side", "middle": ""}.get(step.side[0], f", {' then '.join(step.side)} side")
        head = f"{step.phase}: {technique.name}{side}, {minutes(step.seconds)}"
        items.append(Item(head, (sentence(step.cue), f"`backrelief show {technique.id}` has the steps.")))
    yield Listing(tuple(items), "number")
    yield Paragraph(sentence(routine.aftercare))
    yield Paragraph(sentence(routine.ask_first))


def condition_blocks(knowledge: KnowledgeBase, condition: Condition) -> Iterator[Block]:
    """Yield what the condition is like, what suits it, and the techniques that there is evidence for."""
    yield Paragraph(f"{condition.plain} A pattern, not a diagnosis.")
    yield from areas_on_the_body(knowledge, condition.areas)
    for title, text in (
        ("What it is like", condition.symptoms),
        ("Worse with", condition.worse_with),
        ("Easier with", condition.eases_with),
        ("What usually suits", condition.fits),
        ("What guidelines say", condition.note),
        ("How it goes on", condition.course),
        ("See a clinician", condition.see_clinician),
    ):
        if text:
            yield Heading(title)
            yield Paragraph(sentence(text))
    if condition.avoid:
        yield Heading("Better not")
        yield Listing(tuple(Item(sentence(text)) for text in condition.avoid))
    yield Heading("Techniques")
    yield Listing(
        tuple(
            Item(f"{technique.name} ({technique.id})", (evidence_line(knowledge, row),))
            for technique in knowledge.techniques
            for row in technique.evidence
            if row.condition == condition.id
        )
    )
    if condition.codes:
        codes = "; ".join(
            f"{code.system} {code.code} {code.title}{'' if code.verified else ' (not verified)'}"
            for code in condition.codes
        )
        yield Paragraph(f"Labels of this entry, never a result for a person: {codes}.", "quiet")


def red_flag_blocks(knowledge: KnowledgeBase, flag: RedFlag) -> Iterator[Block]:
    """Yield when it is raised, where it is asked, and what clinicians think of."""
    yield Paragraph(flag.text)
    yield Heading("Raised when")
    yield Listing(
        tuple(
            Item(
                f"{line.level}: {say_criterion(knowledge, line.when)}",
                (sources(knowledge, line.sources),) if line.sources else (),
            )
            for line in flag.levels
        )
    )
    areas = "everywhere" if flag.asked_in is None else ", ".join(flag.asked_in) or "nowhere; it counts when it is said"
    yield Paragraph(f"Asked in: {areas}.")
    yield Paragraph(f"Clinicians think of: {flag.may_indicate}")
    if flag.values:
        yield Paragraph(f"Reported figures: {flag.values}")
    yield from _disagreement(flag.disagreement)


def _disagreement(differing: Disagreement | None) -> Iterator[Block]:
    if differing:
        yield Heading("Where guidelines differ")
        yield Paragraph(differing.positions)
        yield Paragraph(f"Chosen here: {differing.choice}")


def caution_blocks(knowledge: KnowledgeBase, caution: Caution) -> Iterator[Block]:
    """Yield when it holds, what to do instead, and the techniques that it takes out."""
    yield Paragraph(caution.text)
    yield Paragraph(f"It holds when {say_criterion(knowledge, caution.when)}.")
    if caution.until_agreed is not None:
        yield Paragraph("Some of it holds only until a clinician has agreed.")
    if caution.adaptation:
        yield Heading("What to do instead")
        yield Listing(tuple(map(Item, caution.adaptation)))
    out = [
        technique.name
        for technique in knowledge.techniques
        for _, effects in stages_of(caution)
        if judge(
            knowledge, technique, [Limit(Reason(caution.id, ""), "caution", effects_of(effects, frozenset()))]
        ).refused
    ]
    if out:
        yield Paragraph(f"It takes out: {', '.join(dict.fromkeys(out))}.")
    yield from _disagreement(caution.disagreement)


def finding_blocks(knowledge: KnowledgeBase, finding: AskedFinding | Derived) -> Iterator[Block]:
    """Yield how it is asked and which rules use it."""
    if finding.kind == "derived":
        yield Paragraph(f"It follows from other findings: {say_criterion(knowledge, finding.when)}.")
        return
    yield Paragraph(finding.ask)
    choices = knowledge.shapes[finding.id].choices
    if choices:
        yield Paragraph(f"Values: {', '.join(choices)}.")
    elif finding.kind == "number":
        yield Paragraph(f"A number of {finding.unit}, {finding.least:g} to {finding.most:g}, or a range.")
    criteria = (
        *((flag.id, line.when) for flag in knowledge.red_flags for line in flag.levels),
        *((caution.id, caution.when) for caution in knowledge.cautions),
        *((condition.id, condition.when) for condition in knowledge.conditions),
    )
    names = dict.fromkeys(rule for rule, when in criteria if when is not None and finding.id in findings(when))
    yield Paragraph(f"Used by: {', '.join(names)}." if names else "No rule uses it.")
