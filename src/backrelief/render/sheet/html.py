"""A sheet as one HTML page: no script, no other file, made to be read on a phone and printed on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Final

from backrelief.render.body_map.figure import Figure, legend
from backrelief.render.body_map.svg import figure_svg
from backrelief.render.sheet.parts import Told
from backrelief.render.sheet.sheet import Sheet
from backrelief.render.sheet.steps import Row
from backrelief.render.sheet.words import (
    WEEK,
    ask_first_lines,
    closing,
    facts,
    list_pages,
    signs_lead,
)
from backrelief.render.text import printable

STYLE: Final = Path(__file__).with_name("sheet.css")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever somebody may write into the file later."""


def render_html(sheet: Sheet, *, large: bool = False) -> str:
    """The page. ``large`` is for tired eyes: it takes more than one sheet of paper."""
    read = f'<div class="read">\n{_joined(one for one in (_stop(sheet), _how_hard(sheet)) if one)}\n</div>'
    top = (_map(sheet), read) if sheet.screened else (read, _map(sheet))
    body = "\n".join(
        part
        for part in (
            _header(sheet),
            *(_notice(one.lead, one.lines) for one in sheet.notices),
            f'<div class="{_top_class(sheet)}">\n{_joined(top)}\n</div>',
            _steps(sheet.steps),
            _person(sheet),
            _ask_first(sheet),
            _log(),
            _lists(sheet),
            _later(sheet),
            _footer(sheet),
        )
        if part
    )
    return f"""<!DOCTYPE html>
<html lang="en"{' class="large"' if large else ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_text(sheet.title)}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _text(text: str) -> str:
    """Text that is never anything but text."""
    return escape(printable(text))


def _listed(lines: Iterable[str], kind: str = "") -> str:
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    return f"<ul{f' class={kind!r}' if kind else ''}>{items}</ul>"


def _header(sheet: Sheet) -> str:
    minutes, *others = facts(sheet)
    rest = "".join(f" &middot; {_text(one)}" for one in others)
    return (
        f"<header>\n<h1>{_text(sheet.title)}</h1>\n<p>{_text(sheet.purpose)} "
        f"<strong>{_text(minutes)}</strong>{rest}.</p>\n</header>"
    )


def _notice(headline: str, lines: Iterable[str]) -> str:
    paragraphs = " ".join(_text(line) for line in lines)
    return f'<section class="notice">\n<h2>{_text(headline)}</h2>\n<p>{paragraphs}</p>\n</section>'


def _top_class(sheet: Sheet) -> str:
    if not sheet.figures:
        return "top bare"
    return "top" if sheet.screened else "top unscreened"


def _map(sheet: Sheet) -> str:
    pictures = [_figure(one, number) for number, one in enumerate(sheet.figures, start=1)]
    return f'<div class="map">\n{_joined(pictures)}\n</div>' if pictures else ""


def _how_hard(sheet: Sheet) -> str:
    lines = (*sheet.how_hard, *sheet.never)
    return f'<section class="box hard">\n<h2>How hard</h2>\n{_listed(lines)}\n</section>' if lines else ""


def _figure(figure: Figure, number: int) -> str:
    return (
        f"<figure>\n{printable(figure_svg(figure, prefix=f'map{number}'))}\n"
        f"<figcaption>{_text(figure.caption)}</figcaption>\n{_listed(legend(figure), 'legend')}\n</figure>"
    )


def _stop(sheet: Sheet) -> str:
    parts = []
    if sheet.dangers:
        parts.append(f"<h3>{_text(signs_lead(sheet))}</h3>\n{_listed(sheet.dangers)}")
    parts += [_told(one, 3) for one in sheet.stop]
    return f'<section class="box stop">\n<h2>Stop</h2>\n{_joined(parts)}\n</section>'


def _told(one: Told, level: int) -> str:
    return f"<h{level}>{_text(one.lead)}</h{level}>\n{_listed(one.lines)}"


def _steps(rows: tuple[Row, ...]) -> str:
    return f'<section>\n<h2>Steps</h2>\n<ol class="steps">\n{_joined(map(_row, rows))}\n</ol>\n</section>'


def _row(row: Row) -> str:
    spots = "".join(f' <span class="spot"><span class="unseen">place </span>{number}</span>' for number in row.numbers)
    boxes = "".join(f'<span class="tick"><span class="square"></span> {_text(one)}</span>' for one in row.boxes)
    small = "".join(
        f"{gap}<small>{_text(one)}</small>" for gap, one in ((" ", row.note), ("<br>", row.pressure)) if one
    )
    how = "".join(f"<p>{_text(one)}</p>" for one in _in_full(row))
    return (
        f"<li>\n<div><h3>{_text(row.title)}{spots} <small>{_text(row.position)}</small></h3>\n"
        f"<p>{_text(row.brief)}</p>\n"
        f"<details><summary>How, and when to stop</summary>{how}</details></div>\n"
        f'<p class="time"><strong>{_text(row.time)}</strong>{small}</p>\n<p class="ticks">{boxes}</p>\n</li>'
    )


def _in_full(row: Row) -> Iterator[str]:
    yield " ".join(row.how)
    yield f"It should feel like this: {row.feel}"
    yield f"Stop: {' '.join(row.stop)}"


def _person(sheet: Sheet) -> str:
    parts = []
    if sheet.cautions:
        items = "".join(f"<li><strong>{_text(one.name)}.</strong> {_text(one.text)}</li>" for one in sheet.cautions)
        parts.append(f"<h2>Your cautions</h2>\n<ul>{items}</ul>")
    if sheet.changes:
        parts.append(f"<h2>Changed for you</h2>\n{_listed(sheet.changes)}")
    return f'<section class="box person">\n{_joined(parts)}\n</section>' if parts else ""


def _ask_first(sheet: Sheet) -> str:
    on_paper, on_screen = ask_first_lines(sheet)
    if not (on_paper or on_screen):
        return ""
    paragraphs = " ".join(f"<p>{_text(line)}</p>" for line in on_paper)
    more = "".join(f'<p class="screen">{_text(line)}</p>' for line in on_screen)
    return f'<section class="first">\n<h2>Ask first, and afterwards</h2>\n{paragraphs}{more}\n</section>'


def _log() -> str:
    numbers = "".join(f"<li>{number}</li>" for number in range(11))
    scales = "".join(
        f'<div><h3>{when}</h3><ol class="scale" start="0">{numbers}</ol></div>' for when in ("Before", "After")
    )
    days = "".join(f'<th scope="col">{day}</th>' for day in WEEK)
    grid = "".join(f'<tr><th scope="row">{what}</th>{"<td></td>" * len(WEEK)}</tr>' for what in ("Done", "Pain"))
    return (
        f'<div class="log">\n<section class="box">\n<h2>Pain, 0 to 10</h2>\n{scales}\n</section>\n'
        f'<section class="box">\n<h2>This week</h2>\n<table><thead><tr><td></td>{days}</tr></thead>'
        f"<tbody>{grid}</tbody></table>\n</section>\n</div>"
    )


def _lists(sheet: Sheet) -> str:
    """Everything that was not answered: on the screen; on paper the box at the top stands for it."""
    parts = [f"<h3>{_text(one.lead)}</h3>\n{_listed(one.lines, 'boxes')}" for one in list_pages(sheet)]
    if not parts:
        return ""
    return f'<section class="screen">\n<h2>Before you start</h2>\n{_joined(parts)}\n</section>'


def _later(sheet: Sheet) -> str:
    parts = [_told(one, 2) for one in sheet.later]
    return f'<section class="screen">\n{_joined(parts)}\n</section>' if parts else ""


def _footer(sheet: Sheet) -> str:
    return f"<footer>\n{_joined(f'<p>{_text(line)}</p>' for line in closing(sheet))}\n</footer>"
