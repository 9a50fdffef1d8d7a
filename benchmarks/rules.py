"""The rules about people as the rules of other engines, to compare how fast they decide.

`python rules.py ENGINE FILE RUNS` is run by a Python that has the engine (`zen-engine` or `clipspy`); it prints the
CPU seconds of each decision, and the rules that hold. The other engines say of each rule whether it holds; CLIPS
looks only at the rules that a fact touches, which are none without answers. Ours also says what is still open and what
to ask, chooses among the techniques, and composes a routine; its part `assess` is what comes nearest to their work.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backrelief.advice.assess import Assessment
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.logic import Criterion, Facts


Answer = tuple[list[float], list[str]]
"""The CPU seconds of each decision, and the rules that hold."""


def rules_of(knowledge: KnowledgeBase) -> dict[str, Criterion]:
    """Return every criterion about people that can decide an answer.

    They are those of the red flags, the cautions, the conditions, and the stages that evidence for techniques is about.
    """
    flags = {f"{flag.id}-{line.level}": line.when for flag in knowledge.red_flags for line in flag.levels}
    entries = (*knowledge.cautions, *knowledge.conditions)
    stages = {
        f"{technique.id}-{number}": row.when
        for technique in knowledge.techniques
        for number, row in enumerate(technique.evidence)
        if row.when is not None
    }
    return flags | {one.id: one.when for one in entries if one.when is not None} | stages


def written(assessment: Assessment) -> str:
    """Return the rules as plain data, with what is known of the case."""
    rules = [(name, _plain(when)) for name, when in rules_of(assessment.knowledge).items()]
    return json.dumps({"rules": rules, "known": _known(assessment.facts)})


def _known(facts: Facts) -> dict[str, Any]:
    """Return what is stated: yes or no, a choice, the middle of a number, or the members of a group."""
    from backrelief.logic import Interval

    values: dict[str, Any] = {}
    for name, value in facts.stated.items():
        match value:
            case bool() | str():
                values[name] = value
            case dict():
                values[name] = {member: held for member, held in value.items() if held}
            case Interval():
                values[name] = (value.low + value.high) / 2
            case _:
                values[name] = False
    return values


def _plain(criterion: Criterion) -> list[Any]:
    """Return a criterion as a list: its type, then its fields."""
    fields = (getattr(criterion, name) for name in criterion.__struct_fields__)
    return [type(criterion).__name__, *map(_part, fields)]


def _part(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_part(one) for one in value]
    return _plain(value) if hasattr(value, "__struct_fields__") else value


def zen(data: dict[str, Any], runs: int) -> Answer:
    """Let zen decide with a decision table with a row for each rule."""
    import zen as engine

    rows = [{"_id": name, "when": _zen(rule), "then": json.dumps(name)} for name, rule in data["rules"]]
    place = {"x": 0, "y": 0}
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "then", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": place, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [("in", "table"), ("table", "out")]
    decision = engine.ZenEngine().create_decision(
        json.dumps(
            {
                "contentType": "application/vnd.gorules.decision",
                "nodes": nodes,
                "edges": [
                    {"id": str(number), "type": "edge", "sourceId": start, "targetId": end}
                    for number, (start, end) in enumerate(edges)
                ],
            }
        )
    )
    known = {name.replace("-", "_"): _under(value) for name, value in data["known"].items()}
    times = _timed(lambda: decision.evaluate({"f": known}), runs)
    return times, [one["rule"] for one in decision.evaluate({"f": known})["result"]]


def _under(value: Any) -> Any:
    return {key.replace("-", "_"): one for key, one in value.items()} if isinstance(value, dict) else value


def _zen(rule: list[Any]) -> str:
    """Return a rule in the language of zen, in which a name has no hyphens and what is unknown is null."""
    kind, *fields = rule
    finding = f"f.{str(fields[0]).replace('-', '_')}"
    match kind:
        case "Constant":
            return str(fields[0]).lower()
        case "Holds":
            return f"{finding} == true"
        case "Member":
            return f"{finding}.{fields[1].replace('-', '_')} == true"
        case "OneOf":
            return f"{finding} in {json.dumps(fields[1])}"
        case "Between":
            bounds = [f"{finding} >= {fields[1]}" if fields[1] is not None else "", f"{finding} <= {fields[2]}"]
            known = [f"{finding} != null", *(one for one in bounds[: 1 if fields[2] is None else 2] if one)]
            return f"({' and '.join(known)})"
        case "Not":
            return f"not ({_zen(fields[0])})"
        case "All" | "AnyOf":
            return "(" + (" and " if kind == "All" else " or ").join(map(_zen, fields[0])) + ")"
        case _:
            return f"len(filter([{', '.join(map(_zen, fields[1]))}], # == true)) >= {fields[0]}"


def clips(data: dict[str, Any], runs: int) -> Answer:
    """Let zen decide with a defrule for each rule: reset, assert what is known, run."""
    import clips as engine

    environment = engine.Environment()
    environment.build("(deftemplate known (slot name) (slot value))")
    for name, rule in data["rules"]:
        environment.build(f'(defrule {name} {_clips(rule)} => (assert (rule "{name}")))')
    template = environment.find_template("known")
    facts: list[tuple[str, Any]] = []
    for name, value in data["known"].items():
        if isinstance(value, dict):
            facts += [(f"{name}/{member}", "yes") for member in value]
        else:
            facts.append((name, ("yes" if value else "no") if isinstance(value, bool) else value))

    def decide() -> None:
        environment.reset()
        for name, value in facts:
            template.assert_fact(name=name, value=value)
        environment.run()

    times = _timed(decide, runs)
    return times, [str(fact[0]) for fact in environment.facts() if fact.template.name == "rule"]


def _clips(rule: list[Any]) -> str:
    """Return a rule as conditional elements of CLIPS."""
    kind, *fields = rule
    match kind:
        case "Constant":
            return "(test (eq yes yes))" if fields[0] else "(test (eq yes no))"
        case "Holds":
            return f'(exists (known (name "{fields[0]}") (value "yes")))'
        case "Member":
            return f'(exists (known (name "{fields[0]}/{fields[1]}") (value "yes")))'
        case "OneOf":
            return f'(exists (known (name "{fields[0]}") (value {"|".join(json.dumps(one) for one in fields[1])})))'
        case "Between":
            bounds = [f"(>= ?v {fields[1]})"] if fields[1] is not None else []
            bounds += [f"(<= ?v {fields[2]})"] if fields[2] is not None else []
            return f'(exists (known (name "{fields[0]}") (value ?v&:(and (numberp ?v) {" ".join(bounds)}))))'
        case "Not":
            return f"(not {_clips(fields[0])})"
        case "All" | "AnyOf":
            return f"({'and' if kind == 'All' else 'or'} {' '.join(map(_clips, fields[0]))})"
        case _:
            several = (f"(and {' '.join(map(_clips, some))})" for some in combinations(fields[1], fields[0]))
            return f"(or {' '.join(several)})"


def _timed(decide: Any, runs: int) -> list[float]:
    """Return the CPU seconds of each of some decisions, after one that is not counted."""
    decide()
    times = []
    for _ in range(runs):
        start = time.process_time()
        decide()
        times.append(time.process_time() - start)
    return times


if __name__ == "__main__":
    chosen, file, count = sys.argv[1:]
    data = json.loads(Path(file).read_text(encoding="utf-8"))
    print(json.dumps({"zen": zen, "clips": clips}[chosen](data, int(count))))
