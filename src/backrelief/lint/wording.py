"""Rules about the form of a text: complete, short, imperative, distinct, plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.lexicon import choice_spellings, normal, spellings
from backrelief.lint.content import Passage, passages
from backrelief.lint.rule import Problem, rule

UNFINISHED: Final = re.compile(
    r"(?i)\b(todo|tb[dca]|fixme|xxx+|lorem ipsum|placeholder)\b|\bto be (written|added|filled in)\b"
)
EMPTY_WORDS: Final = re.compile(
    r"(?i)(n/?a|none|nothing|not applicable|unknown|nil|same|as above|see (above|below|there)|[-.?]+)[.]?"
)
IN_FULL: Final = frozenset({"summary", "steps", "feel", "mistakes", "stop", "gentler"})
"""Fields of a technique that must not have a placeholder."""

MOST_WORDS: Final = 15
_WORD: Final = re.compile(r"\S*\w\S*")
_FIRST_WORD: Final = re.compile(r"[\w'-]+")

_NO_ORDER: Final = (
    "a an the i you he she it we they one your his her its our their my this these that those there some any "
    "is are was were be been being should must may might will would could shall people"
)
_ORDER_ALL_THE_SAME: Final = (
    "bring cling fling ring sing sling spring sting string swing wring during nothing "
    "always as across towards afterwards sideways backwards forwards upwards downwards outwards inwards "
    "besides sometimes perhaps focus yes plus unless thus need feed speed shed embed"
)
NOT_A_START: Final = frozenset(_NO_ORDER.split())
YET_A_START: Final = frozenset(_ORDER_ALL_THE_SAME.split())
"""Imperatives and words for places and times that only look like another form of a verb."""
ENDS_LIKE_ANOTHER_FORM: Final = re.compile(r"\w{2,}(ing|[^s]s|[^e]ed)")

SAYS_WHAT_IT_IS: Final = frozenset({"summary", "text", "plain", "feel", "gentler", "where", "sign", "claim"})
ALWAYS_COMPARED: Final = frozenset({"name", "ask"})
"""Fields that are compared however short they are."""
LONG: Final = 40
"""Characters. Two equal sentences that are longer are no coincidence."""

TOGETHER: Final = ("areas", "conditions")
"""Kinds that people do not distinguish, so that they may share words."""

AS_THEY_ARE: Final = frozenset({"sources", "cases", "statements", "listed-flags", "typical-people"})
"""Kinds that are quotations or are not printed as sentences."""
NO_SENTENCES: Final = frozenset({"findings", "screens"})
"""Kinds of questions and lines of lists, which need no full stop."""
_OF_SENTENCES: Final = """
summary steps feel mistakes stop gentler often cue aftercare ask-first
text say adaptation act sign claim plain symptoms worse-with eases-with fits avoid note course see-clinician
find referral may-indicate values positions choice where headline advice worked-only-when-sore never
"""
SENTENCES: Final = frozenset(_OF_SENTENCES.split())
"""Fields of whole sentences."""
LABELS: Final = frozenset({("claims", "avoid"), ("levels", "sign")})
SPACE_BEFORE: Final = re.compile(r"\s[,.;:?](\s|$)")


@rule("placeholder", "warning")
def placeholder(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Describe fully how a technique feels, what people get wrong, when to stop and what the gentler way is.

    A placeholder passes the check of fields but helps nobody. A technique for home also needs steps and a dose.

    Good: `gentler: Sit in a chair and let the ball only rest against you.`

    Bad: `gentler: none`, `stop: [TODO]`, or a technique for home without steps.
    """
    for passage in passages(knowledge):
        is_empty = passage.kind == "techniques" and passage.field in IN_FULL and EMPTY_WORDS.fullmatch(passage.text)
        if is_empty or UNFINISHED.search(passage.text):
            yield passage.problem(f"`{passage.text[:40]}` is a placeholder", "Say it in a sentence.")
    for technique in knowledge.techniques:
        for field, value in (("steps", technique.steps), ("dose", technique.dose)):
            if not value and not technique.referral_only:
                message = f"`{technique.id}` is for home and has no `{field}`"
                yield Problem("techniques", technique.id, (), message, "Add it, or say `referral-only: true`.")


@rule("long-step", "warning", "Shorten it, or make two steps of it.")
def long_step(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Write steps that can be read while doing them: 15 words at most.

    The cues of a routine are read in the same way and have the same limit. A number with its unit counts as two words.

    Good: `Roll slowly between belt and ribs for 30 seconds.`

    Bad: `After you have found a comfortable position, which may take a while, begin to roll very slowly to and fro.`
    """
    steps = [("techniques", one.id, place, step) for one in knowledge.techniques for place, step in one.every_step()]
    cues = [
        ("routines", routine.id, ("steps", index, "cue"), step.cue)
        for routine in knowledge.routines
        for index, step in enumerate(routine.steps)
    ]
    for kind, entry, place, text in (*steps, *cues):
        count = len(_WORD.findall(text))
        if count > MOST_WORDS:
            message = f"{count} words are too many to read while doing it; {MOST_WORDS} is the most"
            yield Problem(kind, entry, place, message)


@rule("not-imperative", "warning", "Begin with the thing to do: `Press ...`, `Hold ...`.")
def not_imperative(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Begin a step with the thing to do, or with the place or time to do it.

    Only a step that is plainly something else is refused: one that begins with an article, a person, or a verb in
    another form (`pressing`, `presses`, `pressed`). The words before a colon, such as `Sore on one side:`, say when
    to do the step and may be anything.

    Good: `Press slowly.`, `On the buttock, use loose fists.`, `Knees apart: lean forward.`

    Bad: `You press slowly.`, `Pressing slowly.`, `The partner presses slowly.`
    """
    for technique in knowledge.techniques:
        for place, step in technique.every_step():
            words = [_FIRST_WORD.search(part.lower()) for part in step.split(": ", 1)]
            first, *after_colon = (word[0] if word else "" for word in words)
            if not any(map(_can_begin_an_order, (first, *after_colon))):
                message = f"a step says what to do; this one begins with `{first}`"
                yield Problem("techniques", technique.id, place, message)


def _can_begin_an_order(word: str) -> bool:
    """Judge a word by its form alone."""
    return word in YET_A_START or not (word in NOT_A_START or ENDS_LIKE_ANOTHER_FORM.fullmatch(word))


@rule("same-words", "warning", "Say what sets the two apart, or make one entry of them.")
def same_words(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Give no two entries of a kind the same name, question, or sentence that says what they are.

    Texts that are equal mean the same to a person. Most often they are left over from copying an entry. Sentences that
    may recur, such as the result of a trial or when to stop, are exempt.

    Good: `name: Ball on the wall` and `name: Ball under the buttock`.

    Bad: two techniques with `summary: A soft ball between the body and the wall, leant on at sore spots.`
    """
    first: dict[tuple[str, str, str], str] = {}
    for passage in passages(knowledge, tuple(kind for kind in knowledge.tables if kind != "sources")):
        if len(passage.location) != 1:
            continue
        field = passage.field
        if field not in ALWAYS_COMPARED and (field not in SAYS_WHAT_IT_IS or len(passage.text) <= LONG):
            continue
        key = passage.kind, field, " ".join(passage.text.lower().strip(" .").split())
        other = first.setdefault(key, passage.entry)
        if other != passage.entry:
            yield passage.problem(f"`{other}` has the same `{field}`")


@rule("lay-term", "warning", "Leave it to one of them, or make it longer.")
def lay_term(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Give every word that people type a single meaning.

    Within a kind, and between areas and conditions, which people do not distinguish, no two entries share a name or
    one of their `words`; nor do two choices of a finding. Small and capital letters, hyphens and apostrophes make no
    difference, as when a person types them.

    Good: `words: [brain shunt]` on one caution and `words: [kidney shunt]` on another.

    Bad: `words: [shunt]` on both.
    """
    kinds = [kind for kind in knowledge.tables if kind not in TOGETHER and kind != "sources"]
    for group in (TOGETHER, *((kind,) for kind in kinds)):
        meaning: dict[str, tuple[str, str]] = {}
        for kind in group:
            for entry in knowledge.table(kind):
                for place, word in spellings(entry):
                    this = kind, entry.id
                    other = meaning.setdefault(normal(word), this)
                    if other != this:
                        message = f"`{word}` is also a word for `{other[1]}` of the {other[0]}"
                        yield Problem(kind, entry.id, place, message)
    for finding in knowledge.asked_findings:
        meant: dict[str, str] = {choice: choice for _, choice, _ in choice_spellings(finding)}
        for place, choice, word in choice_spellings(finding):
            other_choice = meant.setdefault(normal(word), choice)
            if other_choice != choice and place[0] == "choice-words":
                message = f"`{word}` is also a word for the choice `{other_choice}`"
                yield Problem("findings", finding.id, place, message)


@rule("typography", "warning")
def typography(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Write plain text: straight quotes, hyphens, single spaces, no exclamation marks, a full stop after a sentence.

    It is printed on terminals that support only ASCII, read aloud by screen readers, and joined to other text. Letters
    of other languages in a name are welcome; only the marks have to be plain.

    Good: `Press for 20-30 seconds, then let go.`

    Bad: an en dash in `20-30`, curly quotes, `Well done!`, two spaces in a row, or a sentence without its stop.
    """
    kinds = tuple(kind for kind in knowledge.tables if kind not in AS_THEY_ARE)
    for passage in passages(knowledge, kinds, frozenset({"id", "codes", "identifiers"})):
        for message, hint in _marks_that_are_not_plain(passage):
            yield passage.problem(message, hint)


def _marks_that_are_not_plain(passage: Passage) -> Iterator[tuple[str, str]]:
    text, is_label = passage.text, (passage.kind, passage.field) in LABELS
    for letter in dict.fromkeys(letter for letter in text if ord(letter) > 127):
        if unicodedata.category(letter)[0] in "PSZ":
            name = unicodedata.name(letter, "a mark without a name").lower()
            yield f"`{letter}` ({name}) is not plain ASCII", "Write a straight quote, a hyphen or words."
    if "!" in text and not is_label:
        yield "an exclamation mark shouts", "End with a full stop."
    if "  " in text:
        yield "two spaces in a row", "Leave one."
    if SPACE_BEFORE.search(text):
        yield "a space before a mark", "Leave it out."
    is_sentence = passage.kind not in NO_SENTENCES and passage.field in SENTENCES and not is_label
    if is_sentence and not text.rstrip("\"')").endswith((".", "?", ":", "!")):
        yield "the sentence has no full stop", "Add it."
