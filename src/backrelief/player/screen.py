"""One frame of a session: a pure function of where it stands and of the size of the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from backrelief.player.digits import clock_face
from backrelief.player.script import Segment
from backrelief.player.session import Session
from backrelief.render.phrases import SIDES

PICTURE_FROM: Final = (66, 18)
"""Columns and rows below which there is no picture."""
PICTURE_COLUMNS: Final = 34
WIDEST: Final = 72
"""Columns of text; longer lines are tiring to read, and more so from the floor."""
LONG_KEYS_FROM: Final = 64
TALL_CLOCK_FROM: Final = 30
"""Rows."""
PAGE_SECONDS: Final = 10
"""How long a page of the words stands where they do not fit at once."""
TURN_SECONDS: Final = 5
"""How long a change of side is told where no time was set aside for it."""
SMALLEST: Final = (20, 4)

_STYLES: Final = {
    "GET READY": "yellow",
    "CHANGE SIDES": "magenta",
    "REST": "cyan",
    "PAUSED": "reverse",
    "DONE": "green",
}
_KEYS: Final = "space pause   n next   b back   + 15 s more   q quit"
_SHORT_KEYS: Final = "space pause n next b back +15s q quit"

Picture = Callable[[Segment, int, int], Sequence[Text]]
"""The picture of a part, at most so many columns wide and so many rows high."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show."""

    color: bool = True
    blocks: bool = True
    """Block elements and lines; ASCII otherwise."""


def word(session: Session) -> str:
    """What is going on, in a word or two."""
    one = session.segment
    if session.ended:
        return "DONE"
    if session.paused:
        return "PAUSED"
    if one.kind == "work" and not (one.turns and session.gone < TURN_SECONDS):
        return SIDES.get(one.side, "now").upper()
    return {"ready": "GET READY", "rest": "REST"}.get(one.kind, "CHANGE SIDES")


def frame(session: Session, columns: int, rows: int, look: Look, picture: Picture | None = None) -> tuple[Text, ...]:
    """As many lines as the terminal has rows, none of them as wide as it: the last column may wrap."""
    width, rows = max(SMALLEST[0], columns) - 1, max(SMALLEST[1], rows)
    airy = rows >= PICTURE_FROM[1]
    top = [_title(session, width), *([Text()] if airy else [])]
    bottom = [*([Text()] if airy else []), _total(session, width, look), _keys(session, columns)]
    height = max(1, rows - len(top) - len(bottom))
    wide = max(PICTURE_COLUMNS, min(2 * height, width * 2 // 5))
    has_room = columns >= PICTURE_FROM[0] and rows >= PICTURE_FROM[1]
    left = [*picture(session.segment, wide, height)] if picture is not None and has_room else []
    body = _column(session, min(width - (wide + 3 if left else 0), WIDEST), height, look)
    if left:
        body = _beside(left, wide + 3, body)
    body = [*body[:height], *(Text() for _ in range(height - len(body)))]
    lines = [*top, *body, *bottom][-rows:]
    for line in lines:
        line.truncate(width)
    return tuple(lines)


def _beside(left: list[Text], wide: int, right: list[Text]) -> list[Text]:
    lines = []
    for place in range(max(len(left), len(right))):
        line = left[place].copy() if place < len(left) else Text()
        line.append(" " * max(0, wide - line.cell_len))
        lines.append(line + right[place] if place < len(right) else line)
    return lines


def _title(session: Session, width: int) -> Text:
    step = f"step {session.segment.step} of {session.script.steps}"
    name = Text(session.script.name, "bold")
    name.truncate(max(0, width - len(step) - 2), overflow="ellipsis" if width > 30 else "crop")
    return name.append(f"  {step}", "dim not bold")


def _column(session: Session, width: int, height: int, look: Look) -> list[Text]:
    """The step, the word, the clock, the bar, the words and what comes next; air only where there is room for it."""
    one = session.segment
    now = word(session)
    style = _STYLES.get(now, "green")
    minutes, seconds = divmod(session.seconds_left, 60)
    face = clock_face(f"{minutes}:{seconds:02}", rows=5 if height >= TALL_CLOCK_FROM - 6 else 3, blocks=look.blocks)
    if height < 8 or len(face[0]) > width:
        face = (f"{minutes}:{seconds:02}",)
    name = [Text(line, "bold") for line in textwrap.wrap(one.name, width)[: 2 if height > 12 else 1]]
    clock = [Text(line, style if style != "reverse" else "") for line in face]
    banner = [Text(f" {now} " if style == "reverse" else now, f"bold {style}")]
    share = session.gone / session.length if session.length else 1.0
    groups = [name, banner, clock, [_bar(share, width, style if style != "reverse" else "", look)]]
    coming = f"Next: {one.next}" if one.next else "This is the last part."
    tail = [Text(line, "dim") for line in textwrap.wrap(coming, width)[: 2 if height > 12 else 1]]
    room = height - sum(map(len, groups)) - len(tail)
    if one.pressure and room > 3:
        tail = [*(Text(line, "cyan") for line in textwrap.wrap(one.pressure, width)), *tail]
        room = height - sum(map(len, groups)) - len(tail)
    air = max(0, min(len(groups) + 1, room - 5))
    words = _page(one.words, width, room - air, session.gone)
    lines: list[Text] = []
    for place, group in enumerate((*groups, [*map(Text, words)], tail)):
        if place and air and (group or place == len(groups) + 1):
            lines.append(Text())
            air -= 1
        lines += group
    return lines


def _page(words: Sequence[str], width: int, height: int, gone: float) -> list[str]:
    """The sentences, as many whole ones as fit; where not all of them do, page after page."""
    if height <= 0:
        return []
    pages: list[list[str]] = [[]]
    for one in words:
        lines = textwrap.wrap(one, width)
        if len(pages[-1]) + len(lines) > height and pages[-1]:
            pages.append([])
        while len(lines) > height:
            pages[-1], lines = lines[:height], lines[height:]
            pages.append([])
        pages[-1] += lines
    return pages[int(gone // PAGE_SECONDS) % len(pages)]


def _bar(share: float, width: int, style: str, look: Look) -> Text:
    full = round(max(0.0, min(1.0, share)) * width)
    done, left = ("━", "─") if look.blocks else ("=", "-")
    return Text(done * full, style).append(left * (width - full), "dim")


def _total(session: Session, width: int, look: Look) -> Text:
    gone, left = session.total_gone, session.total_left
    told = f"{-(-left // 60)} min left" if left else "done"
    share = gone / (gone + left) if gone + left else 1.0
    return _bar(share, max(1, width - len(told) - 2), "cyan", look).append(f"  {told}", "not dim")


def _keys(session: Session, columns: int) -> Text:
    text = _KEYS if columns >= LONG_KEYS_FROM else _SHORT_KEYS
    return Text(text.replace("pause", "go on") if session.paused else text, "dim")
