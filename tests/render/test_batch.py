"""The answer to a line is the envelope of `suggest`; there is one whatever the line holds, and a danger comes first."""

from __future__ import annotations

import json
import pickle
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backrelief
from backrelief.advice.advise import advise
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.folders import LARGEST_FILE
from backrelief.render import batch
from backrelief.render.batch import BEGINNING, answer, answers, has_errors
from case.shipped import examples, shipped

DANGER = '"saddle-numbness": true'
FAULTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "blanks": (b" \t\r", "is empty"),
    "words": (b"lower back", "not JSON"),
    "YAML": (b"areas: [lower-back]", "not JSON"),
    "half of an object": (b'{"areas": ["lower-back"], "findings": {', "not JSON"),
    "two objects": (b'{"areas": ["lower-back"]} {}', r"not JSON: Extra data \(column 27\)"),
    "a list": (b"[1]", "a case is a mapping"),
    "null": (b"null", "a case is a mapping"),
    "a surprise": (b'{"areas": ["lower-back"], "surprise": 1}', "`surprise` is no part of a case"),
    "an unknown finding": (b'{"areas": ["neck"], "findings": {"leg-week": true}}', "`leg-week`"),
    "an unknown area": (b'{"areas": ["loer"]}', "no `loer` among the areas"),
    "an area that is no list": (b'{"areas": "neck"}', "`areas` is a list"),
    "a bad age": (b'{"areas": ["neck"], "findings": {"age": 400}}', "`age` goes from"),
    "an age that is no number": (b'{"areas": ["neck"], "findings": {"age": NaN}}', "`age` goes from"),
    "a bad wish": (b'{"areas": ["neck"], "wishes": {"minutes": "soon"}}', "does not fit `minutes`"),
    "no area": (b"{}", "not clear where it hurts"),
    "a contradiction": (
        b'{"areas": ["neck"], "findings": {"pregnancy": "none", "pregnancy-weeks": 20}}',
        "`pregnancy-weeks` cannot be so",
    ),
    "a key twice": (b'{"areas": ["neck"], "areas": ["leg"]}', "`areas` is used a second time"),
    "Latin 1": (b'{"areas": ["neck\xe9"]}', "not UTF-8"),
    "binary": (bytes(range(256)), "not UTF-8"),
    "NULs": (b"\0\0\0", "not JSON"),
    "deep nesting": (b"[" * 200_000, "too deep"),
    "a long number": (b'{"areas": ["neck"], "findings": {"age": ' + b"1" * 5000 + b"}}", "too long"),
    "too long": (b'{"areas": ["neck' + b"x" * LARGEST_FILE + b'"]}', "longer than 1 MB"),
    "a long word": (b'{"areas": ["neck"], "' + b"x" * 900_000 + b'": 1}', "no part of a case"),
}
DANGEROUS = {
    "an unknown area": f'{{"areas": ["loer"], "findings": {{{DANGER}}}}}',
    "a bad age": f'{{"areas": ["neck"], "findings": {{"age": 400, {DANGER}}}}}',
    "a bad wish": f'{{"findings": {{{DANGER}}}, "wishes": {{"minutes": "soon"}}}}',
    "a surprise": f'{{"findings": {{{DANGER}}}, "surprise": 1}}',
    "half of an object": f'{{"findings": {{{DANGER}',
    "white space": '{"findings": {"saddle-numbness" : true ',
    "a wrong bracket": f'{{"findings": [{DANGER}]}}',
    "YAML": "findings: {saddle-numbness: yes}",
    "a list": f'[{{"findings": {{{DANGER}}}}}]',
    "at the top": f"{{{DANGER}}}",
    "said twice": f'{{"findings": {{{DANGER}, {DANGER}}}}}',
    "a contradiction": f'{{"findings": {{"pregnancy": "none", "pregnancy-weeks": 20, {DANGER}}}}}',
    "not sure": '{"findings": {"saddle-numbness": "unsure", "age": "old"}}',
    "an escaped letter": r'{"findings": {"saddle\u002dnumbness": true}, "surprise": 1}',
    "too long": f'{{"findings": {{{DANGER}}}, "note": "{"x" * LARGEST_FILE}"}}',
}


def parsed(line: str) -> Any:
    """Return an answer as data, which must be on one line."""
    assert line.isascii()
    assert "\n" not in line
    assert line.startswith(BEGINNING)
    return json.loads(line)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_line_is_answered_by_its_error(knowledge: KnowledgeBase, fault: str) -> None:
    line, message = FAULTS[fault]
    text = answer(knowledge, line)
    said = parsed(text)
    assert has_errors(text)
    assert (said["command"], said["exit_code"], said["data"]) == ("suggest", 2, None)
    (error,) = said["errors"]
    assert error["code"] == "usage"
    assert error["hint"]
    assert len(error["message"]) < 1100
    assert re.search(message, error["message"])


@pytest.mark.parametrize("fault", DANGEROUS)
def test_no_fault_of_a_line_hides_a_danger_in_it(knowledge: KnowledgeBase, fault: str) -> None:
    text = answer(knowledge, DANGEROUS[fault])
    said = parsed(text)
    assert said["exit_code"] == 12
    assert said["data"]["screening"]["level"] == "emergency"
    assert [error["code"] for error in said["errors"]] == ["usage"]
    assert has_errors(text)


def test_a_denied_danger_beside_a_fault_is_none(knowledge: KnowledgeBase) -> None:
    said = parsed(answer(knowledge, '{"findings": {"saddle-numbness": false, "age": "old"}}'))
    assert (said["exit_code"], said["data"]) == (2, None)


def test_text_and_bytes_and_the_end_of_a_line_make_no_difference(knowledge: KnowledgeBase) -> None:
    line = '{"areas": ["lower-back"]}'
    same = {answer(knowledge, one) for one in (line, line.encode(), f"{line}\r\n", b"\xef\xbb\xbf" + line.encode())}
    assert len(same) == 1
    assert not has_errors(same.pop())


def test_a_line_is_read_when_its_answer_is_asked_for(knowledge: KnowledgeBase) -> None:
    taken = []

    def lines() -> Any:
        for number in range(10):
            taken.append(number)
            yield "{}"

    several = answers(knowledge, lines())
    assert taken == []
    next(several)
    next(several)
    assert taken == [0, 1]


def test_a_mistake_of_the_program_costs_nobody_else_an_answer(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(knowledge: KnowledgeBase, case: Any) -> Any:
        return advise(knowledge, case) if case.areas == ("neck",) else 1 / 0

    monkeypatch.setattr(batch, "advise", broken)
    bad, dangerous, good = (
        parsed(one)
        for one in answers(knowledge, ['{"areas": ["leg"]}', f'{{"findings": {{{DANGER}}}}}', '{"areas": ["neck"]}'])
    )
    assert (bad["exit_code"], bad["errors"][0]["code"]) == (1, "unexpected")
    assert (dangerous["exit_code"], dangerous["errors"][0]["code"]) == (12, "unexpected")
    assert (good["exit_code"], good["errors"]) == (0, [])


def test_a_mistake_in_the_search_for_a_danger_is_told_too(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "assess", lambda *_: 1 / 0)
    said = parsed(answer(knowledge, "x"))
    assert [error["code"] for error in said["errors"]] == ["usage", "unexpected"]
    assert said["exit_code"] == 1


@examples(150)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_is_raised_whatever_a_line_holds(line: bytes | str) -> None:
    assert has_errors(answer(shipped(), line))


def test_the_functions_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps((answer, answers))) == (answer, answers)  # noqa: S301  # made here


def test_they_are_part_of_the_public_library() -> None:
    assert backrelief.answer is answer
    assert backrelief.answers is answers
    assert backrelief.load_layers().techniques.ids
