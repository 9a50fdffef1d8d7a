"""Rules about the content of a text: no refuted claim, no promise, no reassurance, no diagnosis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from backrelief.knowledge.base import KnowledgeBase
from backrelief.lint.content import passages
from backrelief.lint.rule import Problem, rule

PROMISE: Final = re.compile(
    r"(?i)\b(cures?|cured|curing|guarantee[sd]?|miracles?|miraculous(ly)?|for good|once and for all|pain[- ]free"
    r"|(always|never fails? to) (works?|helps?|heals?|cures?)|(gets?|getting) rid of|100 ?(%|percent)"
    r"|(instant|permanent|complete|total|lasting) (relief|cure|fix)|permanently"
    r"|will (surely |certainly |definitely )?(fix|heal|cure|end|stop|remove|relieve|help)"
    r"|(fix|heal|repair)(es|s)? (the|your|a) (back|spine|disc|neck|muscles?|pain|nerves?|posture))\b"
)
DENIAL: Final = re.compile(r"(?i)\b(no|not|never|nobody|nothing|none|cannot|neither|nor|without|nowhere)\b|n't\b")
_SENTENCE_END: Final = re.compile(r"(?<=[.?!;])\s+")

CALMING: Final = re.compile(
    r"(?i)\b(harmless|risk-free|rest assured|you(?: are|'re) (?:\w+ )?safe"
    r"|(?:perfectly|completely|totally|quite|entirely|absolutely|always) safe"
    r"|(?:nothing|not|isn't|never) (?:\w+ )?(?:serious|dangerous|sinister)|no (?:\w+ )?(?:danger|risk)"
    r"|(?:do not|don't|no need to|nothing to|no reason to|never) (?:worry|panic|be afraid|be alarmed|be concerned)"
    r"|no cause for (?:alarm|concern|worry)|nothing is wrong|nothing wrong|(?:do|does|can do) no harm"
    r"|(?:cannot|can't|won't|will not) (?:hurt|harm) you|(?:everything|all) is (?:fine|well|normal|all right))\b"
)

_BETWEEN_NAMES: Final = re.compile(r"[,;:()./]|\b(?:or|and)\b")
_BEFORE_A_NAME: Final = re.compile(r"^(?:(?:an?|the|also|other|another|possible|typical|including|new|think of)\s+)+")
_A_WORD: Final = re.compile(r"[\w'-]+")
_SHORTEST_NAME: Final = 3
ASKED: Final = ("findings", "screens", "areas", "places")
"""The kinds whose words a person is assumed to know."""


@rule("refuted-claim", "error")
def refuted_claim(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Repeat no claim that is not true.

    Claims list the phrases that express them under `avoid`. All text that a person reads is searched for them, except
    the claims themselves, which quote them. `words` may contain them, because people type them.

    Good: `Drink if you are thirsty.`

    Bad: `Drink plenty, so that the toxins are washed out.`
    """
    texts = [(passage, " ".join(passage.text.lower().split())) for passage in passages(knowledge)]
    everything = "\n".join(text for _, text in texts)
    phrases = [(phrase.lower(), claim.id) for claim in knowledge.claims for phrase in claim.avoid]
    # Few phrases occur at all, so searching the joined texts for each is many times faster than searching every text.
    repeated = [(phrase, claim) for phrase, claim in phrases if phrase in everything]
    for passage, text in texts:
        for phrase, claim in repeated:
            if phrase in text:
                message = f"`{phrase}` repeats the claim `{claim}`, which does not hold"
                yield passage.problem(message, f"`backrelief show {claim}` has the wording to use instead.")


@rule("promise", "warning", "Say what was found, in how many people, or how it feels.")
def promise(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Promise no cure.

    Most of what helps a sore back helps a little and for a while; some of it helps no more than time does. A text says
    what was found, or what people feel, and leaves out what cannot be promised.

    Good: `Many people feel looser for an hour or two.`

    Bad: `This cures back pain for good.`
    """
    for passage in passages(knowledge):
        for sentence in _SENTENCE_END.split(passage.text):
            found = PROMISE.search(sentence)
            # A sentence may deny a promise that it names; the promise itself may contain a negation.
            if found and not DENIAL.search(sentence.replace(found[0], "")):
                yield passage.problem(f"`{found[0]}` promises what nobody can")


@rule("reassurance", "warning", "Say what to do, and when to get help.")
def reassurance(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Do not tell anybody that all is well.

    The program knows a few answers and examines nobody. A reassuring sentence can keep at home a person who should see
    a clinician. A sentence that says what to do and when to come back reassures as well, and is true.

    Good: `It has to be checked today and not next week.`

    Bad: `This is harmless.`, `Do not worry.`, `You are safe to go on.`
    """
    for passage in passages(knowledge):
        if found := CALMING.search(passage.text):
            yield passage.problem(f"`{found[0]}` reassures a person whom nobody has examined")


@rule("diagnosis", "warning", "Say in plain words what it can mean; leave the name to `may-indicate`.")
def diagnosis(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Name no disease in the texts of a red flag that a person reads.

    `may-indicate` is for clinicians and has the names. `name` and `text` are read by a frightened person and say
    in plain words what the sign can mean. A name counts as plain if a question of the interview uses it too: a person
    can say that they had cancer.

    Good: `text: It can mean that nerves to the bladder are under pressure, so get help now.`

    Bad: `text: This may be cauda equina syndrome.` beside `may-indicate: Cauda equina syndrome.`
    """
    said = _plain(" ".join(passage.text for passage in passages(knowledge, ASKED)))
    names = [name for name in _names_of_diseases(knowledge) if not _holds(said, name)]
    for flag in knowledge.red_flags:
        for field, text in (("name", _plain(flag.name)), ("text", _plain(flag.text))):
            for name in names:
                if _holds(text, name):
                    yield Problem("red-flags", flag.id, (field,), f"`{name}` is a diagnosis")


def _names_of_diseases(knowledge: KnowledgeBase) -> dict[str, None]:
    """Return the names of diseases, each once, in the order of the file."""
    parts = (
        _BEFORE_A_NAME.sub("", part.strip())
        for flag in knowledge.red_flags
        for part in _BETWEEN_NAMES.split(flag.may_indicate.lower())
    )
    return dict.fromkeys(name for name in parts if len(name) >= _SHORTEST_NAME)


def _plain(text: str) -> str:
    """Return the words of a text in lower case, each between two spaces."""
    return f" {' '.join(_A_WORD.findall(text.lower()))} "


def _holds(text: str, name: str) -> bool:
    return f" {name} " in text or f" {name}s " in text
