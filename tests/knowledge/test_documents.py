"""YAML files are read strictly: no value is silently converted, and every fault has its location."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from backrelief.knowledge.documents import DEEPEST, Document, parse_bytes, parse_document, read_document
from backrelief.knowledge.faults import MOST_FAULTS, Fault
from backrelief.knowledge.folders import LARGEST_FILE
from logic.worlds import thorough

FILE = Path("some.yaml")

fewer = settings(thorough, max_examples=200)
"""For tests that use PyYAML itself, which is slow."""


def data_of(text: str) -> object:
    """Parse a text that has no faults."""
    document = parse_document(FILE, text)
    assert not document.faults
    return document.data


def fault_of(text: str) -> Fault:
    """Return the only fault of a text."""
    faults = parse_document(FILE, text).faults
    assert len(faults) == 1, faults
    return faults[0]


# What is read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("word", "word"),
        ("two words", "two words"),
        ("'yes'", "yes"),
        ('"on"', "on"),
        ("'012'", "012"),
        ('"1:30"', "1:30"),
        ("''", ""),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-7", -7),
        ("120", 120),
        ("999999999999999", 999999999999999),
        ("0.5", 0.5),
        ("-12.25", -12.25),
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 10:00:00", "2026-11-20 10:00:00"),
        ("14d", "14d"),
        ("12 weeks", "12 weeks"),
        ("y", "y"),
        ("n", "n"),
        ("yes and no", "yes and no"),
        ("[a, 1, true]", ["a", 1, True]),
        ("{b: c}", {"b": "c"}),
        ("[]", []),
        ("{}", {}),
        (">-\n  folded\n  text", "folded text"),
        ("|\n  kept\n  apart", "kept\napart\n"),
        ("plain text\n  that goes on", "plain text that goes on"),
    ],
)
def test_a_value_is_read_as_it_is_written(written: str, value: object) -> None:
    data = data_of(f"a: {written}\n")
    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("key", ["12", "012", "0x1f", "1_000", "2026-11-20", "'no'", '"true"', "'~'"])
def test_a_key_is_read_as_text(key: str) -> None:
    assert data_of(f"{key}: a\n") == {key.strip("'\""): "a"}


def test_comments_and_document_markers_are_ignored() -> None:
    assert data_of("# first\n---\na: 1 # last\n...\n") == {"a": 1}


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    document = read_document(file)
    assert (document.data, document.faults) == ({"a": 1}, [])


def test_windows_line_endings_are_accepted() -> None:
    document = parse_document(FILE, "a: 1\r\nb:\r\n  - c\r\n")
    assert document.data == {"a": 1, "b": ["c"]}
    assert document.locations["b", 0] == (3, 5)


# Locations


def test_every_value_and_every_key_has_its_line_and_column() -> None:
    document = parse_document(FILE, "a:\n  - b: x\n    c: [1, 22]\n")
    assert document.locations["a",] == (2, 3)
    assert document.locations["a", 0, "b"] == (2, 8)
    assert document.keys["a", 0, "b"] == (2, 5)
    assert document.locations["a", 0, "c", 1] == (3, 12)


def test_a_fault_points_at_the_deepest_part_that_the_file_has() -> None:
    document = parse_document(FILE, "a:\n  b: 1\n")
    fault = document.fault(("a", "b", "c", 0), "wrong", "rule", "hint")
    assert (fault.line, fault.column, fault.excerpt) == (2, 6, "  b: 1")


def test_a_fault_about_a_key_points_at_the_key() -> None:
    document = parse_document(FILE, "a:\n  b: 1\n")
    fault = document.fault(("a", "b"), "wrong", "rule", at_key=True)
    assert (fault.line, fault.column) == (2, 3)


def test_a_fault_about_an_empty_file_has_no_line() -> None:
    assert Document(FILE).fault(("a",), "wrong", "rule").line == 0


def test_an_unprintable_character_is_shown_as_a_question_mark_in_the_excerpt() -> None:
    document = parse_document(FILE, 'a: "x\u202ey"\n')
    assert document.fault(("a",), "wrong", "rule").excerpt == 'a: "x?y"'


def test_the_excerpt_of_a_long_line_is_cut_off() -> None:
    document = parse_document(FILE, f"a: {'x' * 500}\n")
    assert len(document.fault(("a",), "wrong", "rule").excerpt) == 120


# What is refused, each with one fault at its location

REFUSED: list[tuple[str, str, int, int, str]] = [
    # Words that YAML reads as another type
    *((f"a: {word}\n", "surprise", 1, 4, f"`{word}`") for word in ("yes", "no", "on", "off", "Yes", "NO", "On", "OFF")),
    *((f"a: {word}\n", "surprise", 1, 4, f"`{word}`") for word in ("null", "Null", "NULL", "~", "True", "FALSE")),
    *(
        (f"b: 1\n{word}: a\n", "surprise", 2, 1, f"`{word}`")
        for word in ("yes", "no", "on", "off", "null", "~", "true")
    ),
    ("a: [x, no]\n", "surprise", 1, 8, "`no`"),
    # Numbers that YAML reads as other numbers
    *(
        (f"a:\n  b: {number}\n", "surprise", 2, 6, f"`{number}`")
        for number in ("012", "0o14", "1_000", "0x1f", "0b11", "1:30", "1:30:59", "1:30.5", "1e3", "1.5e+3", ".5", "5.")
    ),
    *((f"a: {number}\n", "surprise", 1, 4, f"`{number}`") for number in ("+5", "-.5", "-012", ".inf", "-.Inf", ".NaN")),
    ("a: 1234567890123456\n", "surprise", 1, 4, "`1234567890123456`"),
    *(
        (f"a: {number}\n", "surprise", 1, 4, f"`{number}`")
        for number in ("1_000.5", "012.5", "1_1:30", "+1_000", f"{'1' * 31}.5")
    ),
    # Missing values
    ("a:\n", "empty-value", 1, 3, "there is no value here"),
    ("a: 1\nb:\nc: 2\n", "empty-value", 2, 3, "there is no value here"),
    ("a:\n  - \n  - b\n", "empty-value", 2, 4, "there is no value here"),
    ("{a}\n", "empty-value", 1, 3, "there is no value here"),
    ("? a\n", "empty-value", 2, 1, "there is no value here"),
    # Keys
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "the first is on line 1"),
    ("x: {a: 1, b: 2, 'a': 3}\n", "duplicate-key", 1, 17, "`a`"),
    ("? [a]\n: b\n", "key", 1, 3, "a key must be a plain word"),
    ("? {a: 1}\n: b\n", "key", 1, 3, "a key must be a plain word"),
    # Anchors, aliases, merge keys, tags
    ("a: &x [1]\nb: *x\n", "alias", 1, 4, "anchors and aliases"),
    ("a: &x {b: *x}\n", "alias", 1, 4, "anchors and aliases"),
    ("<<: {a: 1}\n", "alias", 1, 1, "merge keys"),
    ("a:\n  <<: {b: 1}\n  b: 2\n", "alias", 2, 3, "merge keys"),
    ("a: !!python/object/apply:os.getcwd []\n", "tag", 1, 4, "python/object/apply:os.getcwd"),
    ("a: !mine b\n", "tag", 1, 4, "`!mine`"),
    ("a: !!set {b: c}\n", "tag", 1, 4, "set"),
    ("a: !!binary aGk=\n", "tag", 1, 4, "binary"),
    ("a: !!omap [b: 1]\n", "tag", 1, 4, "omap"),
    # Not YAML
    ("a:\n\t- b\n", "yaml-syntax", 2, 1, "a text cannot begin with this"),
    ("a: [1\n", "yaml-syntax", 2, 1, "not YAML"),
    ("a: 'x\n", "yaml-syntax", 1, 4, "not YAML"),
    ("a:\n  b: 1\n c: 2\n", "yaml-syntax", 3, 2, "not YAML"),
    ("a: *nowhere\n", "alias", 1, 4, "anchors and aliases"),
    ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1, "one document"),
    ("a: b: c\n", "yaml-syntax", 1, 5, "a colon where no field can start"),
    ("- a\nb: 1\n", "yaml-syntax", 2, 1, "does not line up with the items of the list"),
    ("a: 'b' c\n", "yaml-syntax", 1, 8, "goes on after a closing quote"),
    ("a: b\nc\n", "yaml-syntax", 3, 1, "a line above has no colon"),
    ("a: {x: 1\nb: 2\n", "yaml-syntax", 2, 2, "a bracket is open"),
    ('a: "\\q"\n', "yaml-syntax", 1, 5, "a backslash in double quotes"),
    ("a: *\n", "yaml-syntax", 1, 5, "did not find expected alphabetic"),
    ('a: "\\ud800"\n', "yaml-syntax", 1, 7, "not YAML"),
    ("a: @b\n", "yaml-syntax", 1, 4, "not YAML"),
    ("a: `b`\n", "yaml-syntax", 1, 4, "not YAML"),
    ("a: %b\n", "yaml-syntax", 1, 4, "not YAML"),
]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"), REFUSED, ids=[repr(one[0])[:40] for one in REFUSED]
)
def test_each_surprise_is_reported_once_at_its_line_and_column(
    text: str, rule: str, line: int, column: int, words: str
) -> None:
    fault = fault_of(text)
    assert (fault.rule, fault.line, fault.column) == (rule, line, column)
    assert words in fault.message
    assert fault.hint
    assert fault.path == FILE


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\n",
        "a: &x {b: 1}\n",
        "&x a: 1\n",
        "a: &x b\n*x : c\n",
    ],
)
def test_an_anchor_is_refused_even_if_no_alias_uses_it(text: str) -> None:
    assert [fault.rule for fault in parse_document(FILE, text).faults] == ["alias"]


@pytest.mark.parametrize("text", ["a: !!str 12\n", "a: !!int '12'\n", "!mine a: 1\n"])
def test_a_tag_is_refused_anywhere_in_a_file(text: str) -> None:
    assert [fault.rule for fault in parse_document(FILE, text).faults] == ["tag"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: x\x07\n", 2), ("a: \x1b[31mred\n", 1), ("a: 1\n\nb: \x00\n", 3), ("a: \x7f\n", 1), ("a: \ufffe\n", 1)],
)
def test_a_control_character_is_reported_at_its_line(text: str, line: int) -> None:
    fault = fault_of(text)
    assert fault.rule == "yaml-syntax"
    assert fault.line == line


@pytest.mark.parametrize(
    "text", ["a: 1\nb: \x1b]0;title\x07\n", "a: \x1b[2J*x\n", "\x1b[31m: 1\n", '"\\e[31m": 1\n"\\e[31m": 2\n']
)
def test_a_fault_never_repeats_a_control_character(text: str) -> None:
    for fault in parse_document(FILE, text).faults:
        assert all(letter.isprintable() or letter == "\n" for letter in str(fault))


def test_every_surprise_in_a_file_is_reported() -> None:
    faults = parse_document(FILE, "a: yes\nb: 012\nc:\n  a: 1\n  a: 2\nno: 1\n").faults
    assert [(fault.line, fault.rule) for fault in faults] == [
        (1, "surprise"),
        (2, "surprise"),
        (5, "duplicate-key"),
        (6, "surprise"),
    ]


def test_a_text_without_data_is_an_empty_file() -> None:
    for text in ("", "\n\n", "# only a comment\n"):
        assert fault_of(text).rule == "empty-file"


@pytest.mark.parametrize("text", ["---\n", "null\n", "~\n"])
def test_a_file_without_data_is_reported_once(text: str) -> None:
    assert fault_of(text).line > 0


# Comparison with PyYAML


_NUMBERS = st.from_regex(r"[-+]?[0-9_]{0,3}([.:][0-9_]{0,2}){0,2}([eE][-+]?[0-9]{1,2})?", fullmatch=True)
_WORDS = st.text(alphabet="0123456789_.:+-eExobInfNaYy~s", min_size=1, max_size=9)


@fewer
@given(_NUMBERS | _WORDS)
def test_a_bare_word_is_read_as_yaml_reads_it_or_refused(word: str) -> None:
    text = f"a: {word}\n"
    try:
        theirs = yaml.safe_load(text)["a"]
    except (yaml.YAMLError, ValueError, TypeError):
        return
    document = parse_document(FILE, text)
    if not document.faults and not isinstance(theirs, date):
        assert isinstance(document.data, dict)
        assert (document.data["a"], type(document.data["a"])) == (theirs, type(theirs))


@thorough
@given(st.text(alphabet="ab:-#?,[]{}&*!|>'\"%@ \n\t01~<", max_size=40))
def test_any_text_gives_data_or_faults(text: str) -> None:
    document = parse_document(FILE, text)
    assert document.faults or document.data is not None
    for fault in document.faults:
        assert 0 <= fault.line <= text.count("\n") + 2


@fewer
@given(
    st.recursive(
        st.booleans() | st.integers(-9999, 9999) | st.text(alphabet="ab cé:#-'\"\n", max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="abc-", min_size=1), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_plain_data_survives_a_round_trip(data: object) -> None:
    text = yaml.safe_dump({"data": data}, allow_unicode=True, default_style='"' if isinstance(data, str) else None)
    assert data_of(text) == {"data": data}


# Size and depth


def bomb(levels: int, width: int) -> str:
    """Write aliases of aliases: a few lines that expand to ``width`` to the power of ``levels`` values."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels + 1)]
    return "\n".join(lines) + "\n"


def test_an_alias_bomb_gives_only_faults() -> None:
    document = parse_document(FILE, bomb(levels=30, width=9))
    assert {fault.rule for fault in document.faults} == {"alias"}
    assert len(document.faults) <= 30 * 9


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "[" * 50_000 + "]" * 50_000,
        "a: " + "{b: " * 50_000,
        "- " * 50_000 + "a",
        "? " * 50_000 + "a",
        "\n".join(" " * depth + "a:" for depth in range(1, 300)),
    ],
    ids=["open brackets", "brackets", "braces", "dashes", "question marks", "indents"],
)
def test_deep_nesting_is_reported_once(text: str) -> None:
    assert fault_of(text).rule == "too-deep"


@pytest.mark.parametrize(
    "text",
    [
        "[\n#]\n" * 300 + "]" * 300,
        '["]", ' * 300 + "]" * 300,
        "[']', " * 300 + "]" * 300,
    ],
    ids=["brackets in comments", "brackets in double quotes", "brackets in quotes"],
)
def test_unmatched_closing_brackets_do_not_hide_deep_nesting(text: str) -> None:
    """Ten times this depth overflows the stack of the parser, which kills the program."""
    assert fault_of(text).rule == "too-deep"


@pytest.mark.parametrize("text", ["[" * DEEPEST + "]" * DEEPEST, "- " * DEEPEST + "a"], ids=["brackets", "dashes"])
def test_nesting_up_to_the_limit_is_read(text: str) -> None:
    assert not parse_document(FILE, text).faults


def test_brackets_inside_text_do_not_count_as_nesting() -> None:
    assert data_of("a: '[see there]'\n" + "b: 'a [note] and {more}'\n") == {
        "a": "[see there]",
        "b": "a [note] and {more}",
    }


# Not a regular file, or not text


def one_fault(file: Path) -> Fault:
    """Return the only fault of a file that cannot be read."""
    document = read_document(file)
    assert document.data is None
    assert len(document.faults) == 1
    assert document.faults[0].path == file
    return document.faults[0]


def test_a_file_larger_than_the_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text("a: " + "x" * LARGEST_FILE, encoding="utf-8")
    assert (one_fault(file).rule, one_fault(file).message) == ("too-large", "larger than 1 MB")


def test_a_file_of_unknown_size_is_read_up_to_the_limit() -> None:
    """Files under /proc report no size, and other files may grow while they are read."""
    proc = Path("/proc/self/status")
    if not proc.exists():
        pytest.skip("there is no /proc here")
    assert proc.stat().st_size == 0
    assert read_document(proc).lines


def test_bytes_are_limited_in_size_like_a_file() -> None:
    assert [fault.rule for fault in parse_bytes(FILE, b" " * (LARGEST_FILE + 1)).faults] == ["too-large"]
    assert [fault.rule for fault in parse_bytes(FILE, b"a: \xff").faults] == ["encoding"]


def test_reading_stops_after_too_many_faults() -> None:
    document = parse_document(FILE, "a:\n" + "  - yes\n" * 10_000)
    assert len(document.faults) == MOST_FAULTS + 1
    assert document.data is None


def test_a_file_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text("a: 1\n" + "#" * (LARGEST_FILE - 6) + "\n", encoding="utf-8")
    assert read_document(file).data == {"a": 1}


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"a: \xff\n", 1), (b"a: 1\nb: caf\xe9\n", 2), ("a: 1\n".encode("utf-16"), 1), (b"a: \xed\xa0\x80\n", 1)],
    ids=["no letter", "latin-1", "utf-16", "half of a pair"],
)
def test_invalid_utf8_is_reported_at_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    file = tmp_path / "bytes.yaml"
    file.write_bytes(content)
    assert (one_fault(file).rule, one_fault(file).line) == ("encoding", line)


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    assert one_fault(tmp_path).rule == "unreadable"


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert one_fault(pipe).rule == "unreadable"


def test_a_device_is_not_read_as_a_file() -> None:
    assert one_fault(Path("/dev/zero")).rule == "unreadable"


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    fault = one_fault(tmp_path / "missing.yaml")
    assert fault.rule == "unreadable"
    assert "No such file" in fault.message


def test_a_broken_or_circular_link_is_unreadable(tmp_path: Path) -> None:
    lost, loop = tmp_path / "lost.yaml", tmp_path / "loop.yaml"
    lost.symlink_to(tmp_path / "missing.yaml")
    loop.symlink_to(loop)
    assert one_fault(lost).rule == one_fault(loop).rule == "unreadable"


def test_an_impossible_file_name_is_unreadable() -> None:
    assert one_fault(Path("a\0b.yaml")).rule == "unreadable"


def test_an_empty_file_is_reported_once(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.touch()
    assert one_fault(file).rule == "empty-file"


def test_text_that_cannot_be_encoded_is_reported() -> None:
    """Standard input contains lone surrogates if its bytes are not UTF-8 and the locale is plain C."""
    assert parse_document(FILE, "a: \udcff\n").faults
