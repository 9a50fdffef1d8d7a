"""The findings about a person and the screens that ask for them (`findings.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backrelief.knowledge.models.base import Area, CaseCriterion, Entry, FindingId, Model, Slug, Text, Texts

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
    """The fields that all asked findings have in common."""

    role: Role
    """`danger` can only raise the level; only `comfort` may be used under `not` in a red flag or caution."""
    ask: Text
    """The question, or the line in an "any of these?" list, in plain words that need no training."""
    line: Text | None = None
    """Its line in a list to tick, if its question asks for a value."""
    clause: Text
    """Completes "because ..." and "not if ...", in the second person: "you take a blood thinner".
    `{}` is replaced by the value of a number, a choice or a group."""
    words: Texts = ()
    """Words that people use for it."""
    only_if: CaseCriterion | None = None
    """If this is false, the question does not arise and the finding is false."""
    true_when: CaseCriterion | None = None
    """If this is true, the finding is true without being asked."""
    asked_in: tuple[Area, ...] | None = None
    """The areas in which it is asked; every area if left out. An answer that is given anyway counts in every area."""
    window: Text | None = None
    """The time that the question is about, such as `14d`."""
    unsure_as: Literal["yes", "lower", "open"] = "lower"
    """How "not sure" counts: as a yes; as the dangerous answer, one level lower; as no answer."""
    stands_for: StandsFor | None = None
    """The option of the command line, or the wish, that gives this finding its value."""
    note: Text | None = None
    """A remark for the people who write the knowledge; it is never printed for the person who asks."""

    @property
    def as_line(self) -> str:
        """The finding as a line to tick."""
        return self.line or self.ask


class YesNo(Asked):
    """True or false."""

    kind: Literal["yes-no"]
    """Marks a finding that is true or false."""


class Spoken(Model):
    """Words for a part of a scale: "mild" for 1 to 3."""

    words: Annotated[Texts, Field(min_length=1)]
    """The words that people use."""
    least: float
    """The smallest value that they mean by it."""
    most: float
    """The largest value that they mean by it."""


class Number(Asked):
    """A number with a unit, or a range."""

    kind: Literal["number"]
    """Marks a finding that is a number."""
    unit: Literal["years", "days", "weeks", "minutes", "score"]
    """The unit of the number."""
    least: float = 0
    """The smallest value that makes sense."""
    most: float
    """The largest value that makes sense."""
    spoken: tuple[Spoken, ...] = ()
    """Words that people use instead of a number; each word means one range."""


class Choice(Asked):
    """One of a set of choices."""

    kind: Literal["choice"]
    """Marks a finding that is one of a set of choices."""
    choices: dict[Slug, Text] = Field(default_factory=dict)
    """Id of a choice -> its words, in the list and in place of `{}`."""
    choice_words: dict[Slug, Texts] = Field(default_factory=dict)
    """Id of a choice -> other words that people use for it."""
    choices_from: Literal["pressures"] | None = None
    """The kind whose entries are the choices, if the choices are not written here."""
    ordered: bool = False
    """True if the choices form a scale, so that a criterion may compare them."""


class Several(Asked):
    """Any number of a set of choices: a group of yes/no members."""

    kind: Literal["several"]
    """Marks a finding that is any number of a set of choices."""
    choices: dict[Slug, Text] = Field(default_factory=dict)
    """Id of a choice -> its words, in the list and in place of `{}`."""
    choice_words: dict[Slug, Texts] = Field(default_factory=dict)
    """Id of a choice -> other words that people use for it."""
    choices_from: Literal["areas", "conditions", "cautions", "tools", "positions"] | None = None
    """The kind whose entries are the choices, if the choices are not written here."""


class Sites(Asked):
    """Places on the body: a group of yes/no members; none at all is a no."""

    kind: Literal["sites"]
    """Marks a finding that is places on the body."""


class Derived(Entry):
    """A criterion with a name; it is never asked and never set."""

    kind: Literal["derived"]
    """Marks a finding that follows from others."""
    when: CaseCriterion
    """The criterion; the finding is true if it is."""


AskedFinding = YesNo | Number | Choice | Several | Sites
Finding = Annotated[AskedFinding | Derived, Field(discriminator="kind")]


class Line(Model):
    """One line of a screen; a "no" to the line is a "no" to each of its findings."""

    any: tuple[FindingId, ...] = Field(min_length=1)
    """The findings that a yes can be about."""
    text: Text | None = None
    """The line as it is printed; a line with a single finding may leave it to that finding."""
    follow_up: tuple[FindingId, ...] = ()
    """The findings that are asked after a yes, if their own `only-if` allows it."""


class Screen(Entry):
    """One page of the interview. The order in the file is the order of asking."""

    kind: Literal["start", "danger", "precautions"]
    """The sort of screen: `start` asks for a value in each line; the others are "any of these?" lists."""
    ask: Text
    """The question above the lines."""
    only_if: CaseCriterion | None = None
    """If this is false, the page is skipped."""
    lines: tuple[Line, ...] = Field(min_length=1)
    """The lines to tick, in order."""
