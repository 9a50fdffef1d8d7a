"""One frame of a session: a pure function of the session and the size of the terminal.

The digits of the clock are our own: rich has none, and a library of banner fonts is too much for eleven characters. So
is the layout, which drops parts step by step from 120 columns down to 20; the layouts of rich cannot do that.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, assert_never

from rich.style import Style
from rich.text import Text

from backrelief.player.session import Session
from backrelief.render.body_map.figure import figures, legend
from backrelief.render.body_map.terminal import Mode, draw
from backrelief.render.phrases import SIDES

if TYPE_CHECKING:
    from backrelief.knowledge.base import KnowledgeBase

PICTURE_FROM: Final = (66, 18)
"""Columns and rows of the smallest terminal with a picture."""
PICTURE_COLUMNS: Final = 34
WIDEST: Final = 72
"""Columns of text; longer lines are tiring to read, especially from the floor."""
LONG_KEYS_FROM: Final = 64
"""Columns."""
TALL_CLOCK_FROM: Final = 24
"""Rows between the title and the keys."""
PAGE_SECONDS: Final = 10
"""Seconds for which each page of the instructions is shown if they do not fit at once."""
TURN_SECONDS: Final = 5
"""Seconds for which a change of sides is announced if it has no time of its own."""
SMALLEST: Final = (20, 4)

_STYLES: Final = {"GET READY": "yellow", "CHANGE SIDES": "magenta", "REST": "cyan", "PAUSED": "", "DONE": "green"}
_KEYS: Final = "space pause   n next   b back   + 15 s more   q quit"
_SHORT_KEYS: Final = "space pause n next b back +15s q quit"
_DIGITS: Final = "0123456789:"
_TALL: Final = (
    "###  #  ### ### # # ### ### ### ### ###  ",
    "# # ##    #   # # # #   #     # # # # # #",
    "# #  #  ### ### ### ### ###   # ### ###  ",
    "# #  #  #     #   #   # # #   # # #   # #",
    "### ### ### ###   # ### ###   # ### ###  ",
)
_LOW: Final = (
    " _       _   _       _   _   _   _   _   ",
    "| |   |  _|  _| |_| |_  |_    | |_| |_| .",
    "|_|   | |_   _|   |  _| |_|   | |_|  _| .",
)
_HALVES: Final = {"  ": " ", "# ": "▀", " #": "▄", "##": "█"}
"""The upper and the lower dot -> one letter."""

Picture = Callable[[str, str, int, int], Sequence[Text]]
"""Draws a target on a side, at most so many columns wide and rows high."""


def pictures(knowledge: KnowledgeBase, mode: Mode) -> Picture:
    """Return a function that draws targets with their legends; it draws nothing for a target that the map lacks."""

    @cache
    def picture(target: str, side: str, columns: int, rows: int) -> tuple[Text, ...]:
        shown = figures(knowledge, [(target, side)])
        if not shown:
            return ()
        words = [part for entry in legend(shown[0]) for part in textwrap.wrap(entry, columns, subsequent_indent="  ")]
        drawn = draw(shown[0], columns, max(1, rows - len(words)), mode)
        lines = [
            Text.assemble(*((span.text, Style(color=span.ink, bgcolor=span.paper)) for span in row)) for row in drawn
        ]
        return tuple((*lines, *(Text(line, "dim") for line in words))[:rows])

    return picture


def clock_face(text: str, *, rows: int = 3, blocks: bool = True) -> tuple[str, ...]:
    """Return digits and colons in large letters, as 3 or 5 ``rows`` of equal length, readable from the floor."""
    digits = [slice(4 * index, 4 * index + 3) for index in map(_DIGITS.index, text)]
    if rows == 3 and not blocks:
        return tuple(" ".join(line[digit] for digit in digits) for line in _LOW)
    # A dot is two columns wide because a cell is about twice as high as it is wide.
    dots = ["  ".join("".join(dot * 2 for dot in line[digit]) for digit in digits) for line in _TALL]
    if rows == 5:
        return tuple(line.replace("#", "█") if blocks else line for line in dots)
    dots.append(" " * len(dots[0]))
    return tuple(
        "".join(_HALVES[above + below] for above, below in zip(dots[row], dots[row + 1], strict=True))
        for row in (0, 2, 4)
    )


def word(session: Session) -> str:
    """Return what the person is doing, in a word or two."""
    segment = session.segment
    if session.ended:
        return "DONE"
    if session.paused:
        return "PAUSED"
    match segment.kind:
        case "ready":
            return "GET READY"
        case "rest":
            return "REST"
        case "change":
            return "CHANGE SIDES"
        case "work":
            turns = segment.turns and session.elapsed < TURN_SECONDS
            return "CHANGE SIDES" if turns else SIDES.get(segment.side, "now").upper()
        case _:
            assert_never(segment.kind)


def frame(
    session: Session, columns: int, rows: int, picture: Picture | None = None, *, blocks: bool = True
) -> tuple[Text, ...]:
    """Return one line for each row of the terminal; none is as wide as it, because the last column may wrap.

    Without ``blocks`` the clock and the bars are drawn in ASCII.
    """
    width, rows = max(SMALLEST[0], columns) - 1, max(SMALLEST[1], rows)
    air = [Text()] if rows >= PICTURE_FROM[1] else []
    top = [_title(session, width), *air]
    bottom = [*air, _total(session, width, blocks=blocks), _keys(session, columns)]
    height = max(1, rows - len(top) - len(bottom))
    wide = max(PICTURE_COLUMNS, min(2 * height, width * 2 // 5))
    left: Sequence[Text] = ()
    if picture is not None and columns >= PICTURE_FROM[0] and rows >= PICTURE_FROM[1]:
        left = picture(session.segment.target, session.segment.side, wide, height)
    body = _column(session, min(width - (wide + 3 if left else 0), WIDEST), height, blocks=blocks)
    if left:
        body = _beside(left, wide + 3, body)
    body = [*body[:height], *(Text() for _ in range(height - len(body)))]
    lines = [*top, *body, *bottom][-rows:]
    for line in lines:
        line.truncate(width)
    return tuple(lines)


def _beside(left: Sequence[Text], wide: int, right: Sequence[Text]) -> list[Text]:
    lines = []
    for picture, text in zip_longest(left, right, fillvalue=Text()):
        line = picture.copy()
        line.append(" " * max(0, wide - line.cell_len))
        lines.append(line + text)
    return lines


def _title(session: Session, width: int) -> Text:
    step = f"step {session.segment.step} of {session.script.steps}"
    name = Text(session.script.name, "bold")
    name.truncate(max(0, width - len(step) - 2), overflow="ellipsis" if width > 30 else "crop")
    return name.append(f"  {step}", "dim not bold")


def _column(session: Session, width: int, height: int, *, blocks: bool) -> list[Text]:
    """Return the step, word, clock, bar, instructions and what comes next, spaced out if there is room."""

    def wrapped(text: str, style: str, lines: int | None = None) -> list[Text]:
        return [Text(line, style) for line in textwrap.wrap(text, width)[:lines]]

    segment = session.segment
    few = 2 if height > 12 else 1
    now = word(session)
    style = _STYLES.get(now, "green")
    minutes, seconds = divmod(session.seconds_left, 60)
    face = clock_face(f"{minutes}:{seconds:02}", rows=5 if height >= TALL_CLOCK_FROM else 3, blocks=blocks)
    if height < 8 or len(face[0]) > width:
        face = (f"{minutes}:{seconds:02}",)
    banner = Text(f" {now} ", "bold reverse") if now == "PAUSED" else Text(now, f"bold {style}")
    share = session.elapsed / session.length if session.length else 1.0
    clock = [Text(line, style) for line in face]
    groups = [wrapped(segment.name, "bold", few), [banner], clock, [_bar(share, width, style, blocks=blocks)]]
    tail = wrapped(f"Next: {segment.next}" if segment.next else "This is the last part.", "dim", few)
    room = height - sum(map(len, groups)) - len(tail)
    if segment.pressure and room > 3:
        pressure = wrapped(segment.pressure, "cyan")
        tail, room = [*pressure, *tail], room - len(pressure)
    # Instructions come before space: they get at least five rows before any row is left empty.
    air = max(0, min(len(groups) + 1, room - 5))
    words = _page(segment.words, width, room - air, session.elapsed)
    lines: list[Text] = []
    for index, group in enumerate((*groups, [*map(Text, words)], tail)):
        if index and air and (group or index == len(groups) + 1):
            lines.append(Text())
            air -= 1
        lines += group
    return lines


def _page(words: Sequence[str], width: int, height: int, elapsed: float) -> list[str]:
    """Return the sentences; if they do not fit, return one page of them after another as time passes."""
    if height <= 0:
        return []
    pages: list[list[str]] = [[]]
    for sentence in words:
        lines = textwrap.wrap(sentence, width)
        if len(pages[-1]) + len(lines) > height and pages[-1]:
            pages.append([])
        while len(lines) > height:
            pages[-1], lines = lines[:height], lines[height:]
            pages.append([])
        pages[-1] += lines
    return pages[int(elapsed // PAGE_SECONDS) % len(pages)]


def _bar(share: float, width: int, style: str, *, blocks: bool) -> Text:
    full = round(max(0.0, min(1.0, share)) * width)
    done, left = ("━", "─") if blocks else ("=", "-")
    return Text(done * full, style).append(left * (width - full), "dim")


def _total(session: Session, width: int, *, blocks: bool) -> Text:
    elapsed, left = session.total_elapsed, session.total_left
    label = f"{-(-left // 60)} min left" if left else "done"
    share = elapsed / (elapsed + left) if elapsed + left else 1.0
    return _bar(share, max(1, width - len(label) - 2), "cyan", blocks=blocks).append(f"  {label}", "not dim")


def _keys(session: Session, columns: int) -> Text:
    text = _KEYS if columns >= LONG_KEYS_FROM else _SHORT_KEYS
    return Text(text.replace("pause", "go on") if session.paused else text, "dim")
