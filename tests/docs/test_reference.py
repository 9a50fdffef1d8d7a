"""The reference agrees with the code, and describes everything that it lists."""

from __future__ import annotations

import re
from pathlib import Path

import generate
import pytest
from wording import anchor, table

REFERENCE = Path(generate.__file__).parent
MEANING = {
    "commands.md": "what it",
    "exit-codes.md": "meaning",
    "fields.md": "meaning",
    "json.md": "meaning",
    "rules.md": "what it asks for",
}
"""Page -> the start of the title of the column that describes each row."""


@pytest.mark.parametrize("name", generate.WRITTEN)
def test_a_file_is_up_to_date(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == generate.WRITTEN[name](), "run: python docs/reference/generate.py"


def test_every_page_is_generated() -> None:
    assert {path.name for path in REFERENCE.glob("*.md")} == set(generate.PAGES)


@pytest.mark.parametrize("name", MEANING)
def test_everything_that_is_listed_is_described(name: str) -> None:
    tables = rows_of(generate.PAGES[name]())
    assert tables
    for head, *rows in tables:
        column = next(place for place, title in enumerate(head) if title.startswith(MEANING[name]))
        assert rows
        assert [row[0] for row in rows if not row[column]] == []


def rows_of(text: str) -> list[list[list[str]]]:
    """Return the tables of a page as rows of cells, without the line below the header."""
    tables = re.findall(r"(?:^\|.*\|$\n?)+", text, flags=re.MULTILINE)
    lines = ([line for line in found.splitlines() if not line.startswith("| ---")] for found in tables)
    return [[[cell.strip() for cell in line.strip("|").split(" | ")] for line in found] for found in lines]


@pytest.mark.parametrize("name", MEANING)
def test_the_rows_of_a_table_have_as_many_cells_as_its_header(name: str) -> None:
    for found in rows_of(generate.PAGES[name]()):
        assert {len(row) for row in found} == {len(found[0])}


@pytest.mark.parametrize("name", generate.PAGES)
def test_every_link_leads_to_a_heading_or_a_file(name: str) -> None:
    pages = {one: make() for one, make in generate.PAGES.items()}
    for target in re.findall(r"\]\(([^)]+)\)", pages[name]):
        file, _, heading = target.partition("#")
        assert (REFERENCE / (file or name)).is_file(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", pages[file or name], flags=re.MULTILINE)
            assert [anchor(one) for one in headings].count(heading) == 1, target


def test_a_cell_cannot_break_its_table() -> None:
    assert table(("a", "b"), [("one|two", "three\nfour")]).splitlines()[-1] == "| one&#124;two | three four |"
    assert table(("a", "b"), []) == ""


def test_every_command_with_its_options_is_listed() -> None:
    page = generate.commands()
    assert "## `backrelief knowledge diff`" in page
    assert re.search(r"^\| `--color` \| `auto`, `always` or `never` \| `auto` \| .+ \|$", page, flags=re.MULTILINE)
    assert re.search(r"^\| `TECHNIQUE` \|  \| required \| .+ \|$", page, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("stretch-feel", "| no | whole number, 0 to 10 |  |"),
        ("family", "| yes | id of [`families`](#families) |  |"),
        ("phases", "| yes | list of 1 or more: `warm-up`, `main` or `cool-down` |  |"),
        ("until-agreed", "| no | [Effects](#effects) |  |"),
        ("cap-minutes-for", "| no | criterion over the properties of a technique |  |"),
        ("asked-in", "| no | `everywhere` or list of id of [`areas`](#areas) |  |"),
        ("reviewed", "| no | date |  |"),
        ("zones", "| no | list of id of [`zones`](#zones) |  |"),
        ("side", "| no | `each` or `middle` | `middle` |"),
    ],
)
def test_the_type_of_a_field_is_described_in_words(field: str, said: str) -> None:
    assert f"| `{field}` {said}" in generate.fields()
