"""A sheet as an HTML page without scripts or other files, made to be read on a phone and printed on one sheet of paper.

It is built from strings because a template language would be another dependency for a single page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Final

from backrelief.render.body_map.figure import Figure, legend
from backrelief.render.body_map.svg import figure_svg
from backrelief.render.sheet.sheet import WEEK, Row, Sheet
from backrelief.render.text import printable

STYLE: Final = Path(__file__).with_name("sheet.css")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever the file may contain."""


def render_html(sheet: Sheet, *, large: bool = False) -> str:
    """Return the page. With ``large`` it has large print, and may take more than one sheet of paper."""
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
{_joined(_parts(sheet))}
</main>
</body>
</html>
"""


def _parts(sheet: Sheet) -> Iterator[str]:
    yield _header(sheet)
    for notice in sheet.notices:
        yield _section("notice", _headed(notice.lead, f"<p>{' '.join(map(_text, notice.lines))}</p>"))
    yield _top(sheet)
    yield _section("", _headed("Steps", f'<ol class="steps">\n{_joined(map(_row, sheet.steps))}\n</ol>'))
    cautions = "".join(
        f"<li><strong>{_text(group.lead)}.</strong> {_text(' '.join(group.lines))}</li>" for group in sheet.cautions
    )
    yield _section(
        "box person",
        _headed("Your cautions", f"<ul>{cautions}</ul>" if cautions else ""),
        _headed("Changed for you", _listed(sheet.changes)),
    )
    on_paper = (*sheet.aftercare, *sheet.too_long, *sheet.ask_first_counted)
    on_screen = "".join(f'<p class="screen">{_text(line)}</p>' for line in sheet.ask_first)
    first = " ".join(f"<p>{_text(line)}</p>" for line in on_paper) + on_screen
    yield _section("first", _headed("Ask first, and afterwards", first))
    yield _log()
    # On paper the box at the top takes the place of these lists.
    lists = _joined(_headed(group.lead, _listed(group.lines, "boxes"), 3) for group in sheet.lists)
    yield _section("screen", _headed("Before you start", lists))
    yield _section("screen", *(_headed(group.lead, _listed(group.lines)) for group in sheet.later))
    yield f"<footer>\n{_joined(f'<p>{_text(line)}</p>' for line in sheet.closing)}\n</footer>"


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _section(kind: str, *parts: str) -> str:
    body = _joined(parts)
    start = f'<section class="{kind}">' if kind else "<section>"
    return f"{start}\n{body}\n</section>" if body else ""


def _headed(lead: str, content: str, level: int = 2) -> str:
    return f"<h{level}>{_text(lead)}</h{level}>\n{content}" if content else ""


def _text(text: str) -> str:
    """Return text escaped for HTML, without control characters."""
    return escape(printable(text))


def _listed(lines: Iterable[str], kind: str = "") -> str:
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    return f"<ul{f' class={kind!r}' if kind else ''}>{items}</ul>" if items else ""


def _header(sheet: Sheet) -> str:
    minutes, *others = sheet.facts
    rest = "".join(f" &middot; {_text(fact)}" for fact in others)
    return (
        f"<header>\n<h1>{_text(sheet.title)}</h1>\n<p>{_text(sheet.purpose)} "
        f"<strong>{_text(minutes)}</strong>{rest}.</p>\n</header>"
    )


def _top(sheet: Sheet) -> str:
    """Return the map next to when to stop; the map comes second if the danger signs have not been asked."""
    dangers = _headed(sheet.dangers_lead, _listed(sheet.dangers), 3)
    stop = _section(
        "box stop", "<h2>Stop</h2>", dangers, *(_headed(group.lead, _listed(group.lines), 3) for group in sheet.stop)
    )
    hard = _section("box hard", _headed("How hard", _listed(sheet.how_hard)))
    read = f'<div class="read">\n{_joined((stop, hard))}\n</div>'
    pictures = _joined(_figure(figure, number) for number, figure in enumerate(sheet.figures, start=1))
    drawn = f'<div class="map">\n{pictures}\n</div>' if pictures else ""
    kind = " bare" if not drawn else "" if sheet.screened else " unscreened"
    return f'<div class="top{kind}">\n{_joined((drawn, read) if sheet.screened else (read, drawn))}\n</div>'


def _figure(figure: Figure, number: int) -> str:
    return (
        f"<figure>\n{printable(figure_svg(figure, prefix=f'map{number}'))}\n"
        f"<figcaption>{_text(figure.caption)}</figcaption>\n{_listed(legend(figure), 'legend')}\n</figure>"
    )


def _row(row: Row) -> str:
    spots = "".join(f' <span class="spot"><span class="unseen">place </span>{number}</span>' for number in row.numbers)
    boxes = "".join(f'<span class="tick"><span class="square"></span> {_text(label)}</span>' for label in row.boxes)
    small = "".join(
        f"{gap}<small>{_text(text)}</small>" for gap, text in ((" ", row.note), ("<br>", row.pressure)) if text
    )
    how = "".join(f"<p>{_text(line)}</p>" for line in row.in_full)
    return (
        f"<li>\n<div><h3>{_text(row.title)}{spots} <small>{_text(row.position)}</small></h3>\n"
        f"<p>{_text(row.brief)}</p>\n"
        f"<details><summary>How, and when to stop</summary>{how}</details></div>\n"
        f'<p class="time"><strong>{_text(row.time)}</strong>{small}</p>\n<p class="ticks">{boxes}</p>\n</li>'
    )


def _log() -> str:
    numbers = "".join(f"<li>{number}</li>" for number in range(11))
    scales = "".join(
        f'<div><h3>{when}</h3><ol class="scale" start="0">{numbers}</ol></div>' for when in ("Before", "After")
    )
    days = "".join(f'<th scope="col">{day}</th>' for day in WEEK)
    grid = "".join(f'<tr><th scope="row">{what}</th>{"<td></td>" * len(WEEK)}</tr>' for what in ("Done", "Pain"))
    table = f"<table><thead><tr><td></td>{days}</tr></thead><tbody>{grid}</tbody></table>"
    boxes = _section("box", _headed("Pain, 0 to 10", scales)), _section("box", _headed("This week", table))
    return f'<div class="log">\n{_joined(boxes)}\n</div>'
