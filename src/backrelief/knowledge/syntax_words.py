"""What the YAML parser says of a broken file, in the words of somebody who writes one."""

from __future__ import annotations

from typing import Final

_LINE_UP: Final = "Give it the same indentation, in blanks, as the line that it belongs beside."

_SAID: Final = (
    (
        "mapping values are not allowed",
        "there is a colon where no field can start",
        "The colon makes this a field; put the whole text in quotes, or check the indentation.",
    ),
    ("did not find expected '-'", "this line does not line up with the items of the list above it", _LINE_UP),
    (
        "did not find expected key",
        "this line does not line up with the fields above it, or goes on after a closing quote",
        f"{_LINE_UP} A text that holds quotes goes whole into the other kind of quotes.",
    ),
    ("could not find expected ':'", "a line above has no colon after its field, or is not indented enough", _LINE_UP),
    (
        "did not find expected ',' or",
        "a bracket is open, and here stands neither a comma nor its end",
        "Close the bracket that opens above, or put a comma between its items.",
    ),
    (
        "cannot start any token",
        "a text cannot begin with this character",
        "Put the text in quotes.",
    ),
    ("unknown escape character", "a backslash in double quotes has a meaning of its own", "Use single quotes."),
    ("unexpected end", "a quote is never closed", "Put the closing quote at the end of the text."),
)
"""Part of what the parser says, what it means, and what to do."""


def syntax_in_plain_words(problem: str) -> tuple[str, str]:
    """What is wrong and what to do; the parser's own words where there are none of ours."""
    for part, meaning, hint in _SAID:
        if part in problem:
            return meaning, hint
    return problem, "Check the indentation, the quotes and the brackets here and on the line above."
