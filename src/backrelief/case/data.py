"""A case as plain data and back: the shape of a file of answers and of ``data.case`` in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, assert_never

from msgspec.structs import asdict, replace

from backrelief.case.answers import chosen_by, read_answer, what_fits, whole
from backrelief.case.case import MOST_MINUTES, UNSURE, WISHES, Answer, Case, Wishes
from backrelief.case.options import OPTION_OF, check_consistent, resolve_finding
from backrelief.errors import UsageError
from backrelief.knowledge.faults import found_instead
from backrelief.knowledge.lexicon import did_you_mean, resolve
from backrelief.knowledge.properties import GIVERS
from backrelief.logic import NOTHING, Interval
from backrelief.logic.values import Special

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase
    from backrelief.knowledge.documents import Location
    from backrelief.knowledge.models.findings import Number

KEYS: Final = ("areas", "findings", "wishes")
NONE: Final = "none"
"""How a file writes that the question of a number or a choice does not arise."""


class MisfitError(UsageError):
    """A misfit in the data of a case; ``location`` is the path to it from the root of the data."""

    def __init__(self, location: Location, message: str, hint: str = "") -> None:
        """Keep the path to what is wrong."""
        super().__init__(message, hint=hint)
        self.location = location


def case_data(case: Case) -> dict[str, Any]:
    """Return the case as plain data, in a fixed order."""
    wishes = {
        key.replace("_", "-"): sorted(value) if isinstance(value, tuple) else value
        for key, value in asdict(case.wishes).items()
        if value not in (None, (), False) or (key == "tools" and value is not None)
    }
    findings = {name: _plain(case.findings[name]) for name in sorted(case.findings)}
    return {"areas": list(case.areas), "findings": findings, "wishes": wishes}


def _plain(answer: Answer) -> object:
    if answer is UNSURE:
        return "unsure"
    if answer is NOTHING:
        return NONE
    if isinstance(answer, Interval):
        low, high = (int(end) if end == int(end) else end for end in (answer.low, answer.high))
        return low if low == high else [low, high]
    return dict(sorted(answer.items())) if isinstance(answer, Mapping) else answer


def case_of(knowledge: KnowledgeBase, data: object) -> Case:
    """Return the case of plain data.

    Raises:
        MisfitError: something in the data does not fit.
        UsageError: the answers contradict each other.
    """
    if not isinstance(data, dict) or not set(data) <= set(KEYS):
        extra = min(map(str, set(data) - set(KEYS))) if isinstance(data, dict) else ""
        message = f"`{extra}` is no part of a case" if extra else "a case is a mapping"
        raise MisfitError((extra,) if extra else (), message, "It holds areas, findings and wishes.")
    areas = tuple(_ids(knowledge, ("areas",), ("areas",), data.get("areas", [])))
    findings = data.get("findings", {})
    if not isinstance(findings, dict):
        raise MisfitError(("findings",), "findings are a mapping from ids to answers")
    answers = {name: answer_of(knowledge, name, value) for name, value in findings.items()}
    case = Case(areas, answers, _wishes(knowledge, data.get("wishes", {})))
    check_consistent(knowledge, case)
    return case


def _ids(knowledge: KnowledgeBase, location: Location, kinds: tuple[str, ...], data: object) -> list[str]:
    if not isinstance(data, list | tuple):
        raise MisfitError(location, f"`{location[-1]}` is a list of ids")
    for index, entry in enumerate(data):
        if not isinstance(entry, str) or not any(entry in knowledge.table(kind) for kind in kinds):
            known = [known_id for kind in kinds for known_id in knowledge.table(kind).ids]
            message = f"there is no `{entry}` among the {' and '.join(kinds)}"
            raise MisfitError((*location, index), message, did_you_mean(str(entry), known))
    return list(data)


def answer_of(knowledge: KnowledgeBase, name: str, value: object) -> Answer:
    """Return the answer that plain data give a finding; texts are read as on the command line.

    Raises:
        MisfitError: no finding has this name, the value does not fit its kind, or it is out of its range.
    """
    location = ("findings", name)
    if name not in knowledge.shapes:
        message = f"no finding that is asked is called `{name}`"
        raise MisfitError(location, message, did_you_mean(name, knowledge.shapes))
    finding, choices = knowledge.asked(name), knowledge.shapes[name].choices
    if finding.stands_for in OPTION_OF:
        raise MisfitError(location, f"`{name}` is said with areas or wishes", "Move it there.")
    if value is UNSURE or value == "unsure":
        return UNSURE
    if isinstance(value, Special):
        return value
    match finding.kind:
        case "yes-no":
            fits = "true or false"
            if isinstance(value, bool):
                return value
            if isinstance(value, str):
                return _spoken(knowledge, name, value)
        case "number":
            in_days = finding.unit == "days"
            fits = "days, or a time such as 3w, or [low, high] in days" if in_days else "a number or [low, high]"
            if value == NONE:
                return NOTHING
            if isinstance(value, str):
                return _spoken(knowledge, name, value)
            if isinstance(value, Interval):
                return value
            if (ends := _ends(value)) is not None:
                return _range(finding, *ends)
        case "choice":
            fits = f"one of {', '.join(choices)}"
            if value in choices:
                return str(value)
            if value == NONE:
                return NOTHING
        case "several" | "sites":
            fits = f"a list of ids, or ids with true or false: {', '.join(choices)}"
            if isinstance(value, list | Mapping):
                return _members(knowledge, name, value)
        case _:
            assert_never(finding)
    raise MisfitError(location, f"{found_instead(value)} does not fit `{name}`", f"It is {fits}, or unsure.")


def _spoken(knowledge: KnowledgeBase, name: str, text: str) -> Answer:
    """Read a text as on the command line: `yes`, `3d`, `2w`, `4-6w`, or a word that people use for a value."""
    try:
        return read_answer(knowledge, name, text)
    except UsageError as error:
        raise MisfitError(("findings", name), error.message, error.hint) from error


def _ends(value: object) -> tuple[float, float] | None:
    """Return the ends of a number or a range; ``None`` for anything else."""
    match value if isinstance(value, list) else [value, value]:
        case [bool(), _] | [_, bool()]:
            return None
        case [int() | float() as low, int() | float() as high]:
            return low, high
        case _:
            return None


def _range(finding: Number, low: float, high: float) -> Interval:
    if not finding.least <= low <= high <= finding.most:
        message = f"`{finding.id}` goes from {finding.least:g} to {finding.most:g}"
        raise MisfitError(("findings", finding.id), message)
    return whole(finding, float(low), float(high))


def _members(knowledge: KnowledgeBase, name: str, value: list[object] | Mapping[str, object]) -> dict[str, bool]:
    """Read the members of a group: those missing from a list are a no, those missing from a mapping are unknown."""
    choices = knowledge.shapes[name].choices
    items = value.items() if isinstance(value, Mapping) else ((str(member), True) for member in value)
    members: dict[str, bool] = {}
    for index, (member, held) in enumerate(items):
        if member not in choices:
            location = ("findings", name, member if isinstance(value, Mapping) else index)
            raise MisfitError(location, f"`{member}` does not fit `{name}`", _member_hint(knowledge, name, member))
        if not isinstance(held, bool):
            message = f"{found_instead(held)} does not fit `{member}`"
            raise MisfitError(("findings", name, member), message, "Say true or false.")
        members[member] = held
    return members if isinstance(value, Mapping) else dict.fromkeys(choices, False) | members


def _member_hint(knowledge: KnowledgeBase, name: str, word: str) -> str:
    """Return the member that the word may mean, and all that there are."""
    finding = knowledge.asked(name)
    meant = chosen_by(knowledge, finding, word)
    near = f"Did you mean `{meant}`?" if meant else did_you_mean(word, knowledge.shapes[name].choices)
    return f"{near} {what_fits(knowledge, finding)}".strip()


def _wishes(knowledge: KnowledgeBase, data: object) -> Wishes:
    known = {name.replace("_", "-"): name for name in WISHES}
    if not isinstance(data, dict):
        raise MisfitError(("wishes",), "wishes are a mapping")
    for key in data:
        if key not in known:
            raise MisfitError(("wishes", key), f"`{key}` is no wish", did_you_mean(key, known))
    values: dict[str, Any] = {known[key]: _wish(knowledge, key, known[key], value) for key, value in data.items()}
    return Wishes(**values)


def _wish(knowledge: KnowledgeBase, key: str, name: str, value: object) -> object:
    location = ("wishes", key)
    if isinstance(getattr(Wishes(), name), tuple) or name == "tools":
        return tuple(_ids(knowledge, location, WISHES[name].kinds, value))
    fits = {
        "minutes": isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_MINUTES,
        "first_time": isinstance(value, bool),
        "by": value in GIVERS,
        "pressure": isinstance(value, str) and value in knowledge.pressures,
    }
    if not fits[name]:
        raise MisfitError(location, f"this does not fit `{key}`")
    return value


def validated(knowledge: KnowledgeBase, case: Case) -> Case:
    """Return a case that a caller made with every value as the program holds it and every word as its id.

    Raises:
        UsageError: the case holds a word or a value that neither the command line nor a file would accept.
    """
    areas = tuple(resolve(knowledge, "areas", area, noun="area") for area in case.areas)
    findings: dict[str, Answer] = {}
    for word, value in case.findings.items():
        name = word if word in knowledge.shapes else resolve_finding(knowledge, word)
        findings[name] = answer_of(knowledge, name, value)
    given = {key: value for key, value in asdict(case.wishes).items() if value != getattr(Wishes(), key)}
    wishes = _wishes(knowledge, {key.replace("_", "-"): value for key, value in given.items()})
    return replace(case, areas=areas, findings=findings, wishes=wishes)
