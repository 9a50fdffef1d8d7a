"""What `show` says of red flags, cautions and findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backrelief.advice.effects import Limit, effects_of
from backrelief.advice.limits import stages_of
from backrelief.advice.reasons import Reason
from backrelief.advice.verdict import judge
from backrelief.knowledge.wording import say_criterion
from backrelief.logic import findings
from backrelief.render.blocks import Block, Heading, Item, Listing, Paragraph
from backrelief.render.phrases import sources

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase


def red_flag_blocks(knowledge: KnowledgeBase, flag: Any) -> Iterator[Block]:
    """When it is raised, where it is asked, what stands behind it."""
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
    yield from _disagreement(flag)


def _disagreement(rule: Any) -> Iterator[Block]:
    if rule.disagreement:
        yield Heading("Where guidelines differ")
        yield Paragraph(rule.disagreement.positions)
        yield Paragraph(f"Chosen here: {rule.disagreement.choice}")


def caution_blocks(knowledge: KnowledgeBase, caution: Any) -> Iterator[Block]:
    """When it holds and what it takes out."""
    yield Paragraph(caution.text)
    yield Paragraph(f"It holds when {say_criterion(knowledge, caution.when)}.")
    if caution.until_agreed is not None:
        yield Paragraph("Some of it holds only until a clinician has agreed.")
    if caution.adaptation:
        yield Heading("What to do instead")
        yield Listing(tuple(Item(one) for one in caution.adaptation))
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
    yield from _disagreement(caution)


def finding_blocks(knowledge: KnowledgeBase, finding: Any) -> Iterator[Block]:
    """How it is asked and what uses it."""
    if finding.kind == "derived":
        yield Paragraph(f"It follows from other findings: {say_criterion(knowledge, finding.when)}.")
        return
    yield Paragraph(finding.ask)
    shape = knowledge.shapes[finding.id]
    if shape.choices:
        yield Paragraph(f"Values: {', '.join(shape.choices)}.")
    elif finding.kind == "number":
        yield Paragraph(f"A number of {finding.unit}, {finding.least:g} to {finding.most:g}, or a range.")
    names = [
        entry.id
        for kind in ("red-flags", "cautions", "conditions")
        for entry in knowledge.table(kind)
        if _uses(entry, finding.id)
    ]
    yield Paragraph(f"Used by: {', '.join(names)}." if names else "No rule uses it.")


def _uses(entry: Any, finding: str) -> bool:
    criteria = [line.when for line in getattr(entry, "levels", ())] + [getattr(entry, "when", None)]
    return any(finding in findings(criterion) for criterion in criteria if criterion is not None)
