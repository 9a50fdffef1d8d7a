"""What can be known about a person, and how it is asked (`findings.yaml`)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from backrelief.knowledge.models.base import Area, CaseCriterion, Entry, FindingId, Model, Slug, Text, Texts

UNPLACED: Final = "unplaced"
"""A member of every `sites` finding: yes, but the place is not known."""

Role = Literal["danger", "context", "comfort"]
StandsFor = Literal[
    "areas",
    "conditions",
    "age",
    "duration",
    "severity",
    "side",
    "giver",
    "first-time",
    "agreed",
    "minutes",
    "tools",
    "positions",
    "pressure",
]


class Asked(Entry):
    """What all findings that are asked have in common."""

    role: Role
    """`danger` can only raise the level; `comfort` may stand under `not` in a red flag or caution."""
    ask: Text
    """The question, or the line in an "any of these?" list, in plain words that need no training."""
    line: Text | None = None
    """How it stands in a list to tick, where its question asks for a value."""
    clause: Text
    """Completes "because ..." and "not if ...", in the second person: "you take a blood thinner".
    `{}` stands for the value of a number, a choice or a group."""
    words: Texts = ()
    """What people say for it."""
    only_if: CaseCriterion | None = None
    """False: the question does not arise and the finding is false."""
    true_when: CaseCriterion | None = None
    """True: the finding is true without being asked."""
    asked_in: tuple[Area, ...] | None = None
    """The areas where it is asked; everywhere when left out. A stated finding counts in every area."""
    window: Text | None = None
    """The time that the question is about, such as `14d`."""
    unsure_as: Literal["yes", "lower", "open"] = "lower"
    """What "not sure" counts as: a yes; the dangerous answer one level lower; nothing."""
    stands_for: StandsFor | None = None
    """The option of the command line, or the wish, that gives this finding its value."""
    note: Text | None = None
    """For the people who write the knowledge; not printed to a person."""

    @property
    def as_line(self) -> str:
        """The finding as a line to tick."""
        return self.line or self.ask


class YesNo(Asked):
    """True or false."""

    kind: Literal["yes-no"]
    """Says that it is true or false."""


class Spoken(Model):
    """What people say for a part of a scale: "mild" for 1 to 3."""

    words: Annotated[Texts, Field(min_length=1)]
    """What people say."""
    least: float
    """The smallest value that they mean by it."""
    most: float
    """The largest value that they mean by it."""


class Number(Asked):
    """A number with a unit, or a range."""

    kind: Literal["number"]
    """Says that it is a number."""
    unit: Literal["years", "days", "weeks", "minutes", "score"]
    """What is counted."""
    least: float = 0
    """The smallest value that makes sense."""
    most: float
    """The largest value that makes sense."""
    spoken: tuple[Spoken, ...] = ()
    """Words in place of a number; a word stands for one range."""


class Choice(Asked):
    """One of a set."""

    kind: Literal["choice"]
    """Says that it is one of a set."""
    choices: dict[Slug, Text] = Field(default_factory=dict)
    """Id -> the words that stand for `{}` and in the list."""
    choice_words: dict[Slug, Texts] = Field(default_factory=dict)
    """Id of a choice -> what people say for it."""
    choices_from: Literal["pressures"] | None = None
    """The kind whose entries are the choices, where they are not written here."""
    ordered: bool = False
    """The choices form a scale, so that a criterion may compare them."""


class Several(Asked):
    """Any number of a set: a group of yes/no members."""

    kind: Literal["several"]
    """Says that it is any number of a set."""
    choices: dict[Slug, Text] = Field(default_factory=dict)
    """Id -> the words that stand for `{}` and in the list."""
    choice_words: dict[Slug, Texts] = Field(default_factory=dict)
    """Id of a choice -> what people say for it."""
    choices_from: Literal["areas", "conditions", "cautions", "tools", "positions"] | None = None
    """The kind whose entries are the choices, where they are not written here."""


class Sites(Asked):
    """Places on the body: a group of yes/no members; none at all is a no."""

    kind: Literal["sites"]
    """Says that it is places on the body."""


class Derived(Entry):
    """Stands for a criterion under a name; never asked and never set."""

    kind: Literal["derived"]
    """Says that it follows from others."""
    when: CaseCriterion
    """What it stands for."""


AskedFinding = YesNo | Number | Choice | Several | Sites
Finding = Annotated[AskedFinding | Derived, Field(discriminator="kind")]


class Line(Model):
    """One line of a screen: a "no" to it is a "no" to each of its findings."""

    any: tuple[FindingId, ...] = Field(min_length=1)
    """The findings that a yes could be about."""
    text: Text | None = None
    """The line as it is printed; a line of one finding may leave it to the finding."""
    follow_up: tuple[FindingId, ...] = ()
    """Asked after a yes, where their own `only-if` allows it."""


class Screen(Entry):
    """One page of the interview. The order in the file is the order of asking."""

    kind: Literal["start", "danger", "precautions"]
    """`start` asks one value a line; the others are "any of these?" lists."""
    ask: Text
    """The question above the lines."""
    only_if: CaseCriterion | None = None
    """False: the page is passed over."""
    lines: tuple[Line, ...] = Field(min_length=1)
    """What stands to tick, in order."""
