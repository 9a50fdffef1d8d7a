"""Rules about the questions of the interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.models.base import Names
from backrelief.knowledge.reflection import marked
from backrelief.lint.content import every_criterion
from backrelief.lint.rule import Problem, rule
from backrelief.logic import findings
from backrelief.logic.criteria import nodes


@rule("asked-once", "error")
def asked_once(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Ask about every danger in exactly one line of the interview.

    A finding that no line asks about stays open for ever; a finding in two lines is asked about twice. A follow-up may
    belong to several lines.

    Good: `any: [chest-pain, pain-with-heart-signs]` in one line of one screen.

    Bad: a finding that a red flag names and no screen asks about.
    """
    counts = Counter(name for screen in knowledge.screens for line in screen.lines for name in dict.fromkeys(line.any))
    follow_ups = {name for screen in knowledge.screens for line in screen.lines for name in line.follow_up}
    for name, count in counts.items():
        if count > 1:
            yield Problem("findings", name, (), f"`{name}` is in {count} lines of the interview")
    for flag in knowledge.red_flags:
        if flag.asked_in == ():
            continue
        for name in dict.fromkeys(name for line in flag.levels for name in findings(line.when)):
            if name not in counts and name not in follow_ups and not knowledge.asked(name).stands_for:
                message = f"`{flag.id}` waits for `{name}`, which no line of the interview asks for"
                yield Problem("red-flags", flag.id, (), message, "Add it to a screen.")


@rule("unused-finding", "warning")
def unused_finding(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Make it possible to know every finding, and use every finding.

    A finding becomes known if a screen asks about it, if an option sets it (`stands-for`), or if a person can say it in
    everyday words (`words`). It is used if a red flag, caution, condition, row of evidence, routine, ranking or
    stop rule, a gate, a screen or a derived finding names it. A finding that an option sets needs no rule.

    Good: `words: [comes and goes]` on a finding that a condition uses and no screen asks about.

    Bad: a finding that is asked and that no criterion names; a derived finding that nothing uses.
    """
    asked = {name for screen in knowledge.screens for line in screen.lines for name in (*line.any, *line.follow_up)}
    criteria = [
        (kind == "findings" and place == ("when",), criterion)
        for kind, _, place, criterion in every_criterion(knowledge)
    ]
    used = {name for _, criterion in criteria for name in findings(criterion)}
    for table in (knowledge.red_flags, knowledge.cautions, knowledge.allowances):
        # An effect can keep off the places that a finding names.
        marks = (found for entry in table for found in marked(entry, Names))
        used.update(value for _, mark, value in marks if mark == Names("findings"))
    # Linking replaces a derived finding by its criterion wherever it is used; its definition does not count as a use.
    parts = {part for is_derived, whole in criteria for part in islice(nodes(whole), int(is_derived), None)}
    for finding in knowledge.findings:
        if finding.kind == "derived":
            if finding.when not in parts:
                hint = "Use it in a criterion, or leave it out."
                yield Problem("findings", finding.id, (), f"nothing uses the derived finding `{finding.id}`", hint)
            continue
        if finding.stands_for:
            continue
        if finding.id not in used:
            yield Problem("findings", finding.id, (), f"nothing follows from `{finding.id}`", "Name it in a rule.")
        if finding.id not in asked and not finding.words:
            message = f"nobody asks for `{finding.id}`, and it has no words by which a person could say it"
            yield Problem("findings", finding.id, (), message, "Add it to a screen, or give it `words`.")
