"""`print` and `suggest -o` write sheets, but never instead of a warning and never over another file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from backrelief.knowledge.base import KnowledgeBase

from .person import Person
from .program import answer, run
from .terminal import Terminal

UNANSWERED = "The questions about danger signs were not answered."
FORMATS = "html, markdown or pdf"
ROUTINE = "lower-back-quick"


@pytest.fixture(scope="session")
def _pdf() -> None:
    """Skip a test if WeasyPrint or the system library that it needs is missing."""
    try:
        import weasyprint  # noqa: F401  # only to see if it works
    except OSError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"WeasyPrint does not run here: {error}")


def names(folder: Path) -> list[str]:
    """List the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_routine_is_printed_as_markdown_by_default() -> None:
    said = answer("print", ROUTINE)
    assert said.code == 0
    assert said.out.startswith("# Lower back, quick\n")
    assert said.out.index("STOP") < said.out.index("```text") < said.out.index("### Step 1")
    assert "This sheet does not know you." in said.out
    assert "Not without asking a clinician: " in said.out
    assert said.err.startswith(UNANSWERED)


@pytest.mark.parametrize("arguments", [("print", ROUTINE), ("suggest", "--area", "lower", "--no-input")])
def test_html_on_standard_output_is_one_page_and_nothing_else(arguments: tuple[str, ...]) -> None:
    said = answer(*arguments, "--format", "html")
    assert said.code == 0
    assert said.out.startswith("<!DOCTYPE html>\n")
    assert said.out.endswith("</html>\n")


@pytest.mark.usefixtures("_pdf")
@pytest.mark.parametrize(
    ("name", "begins"), [("a.html", b"<!DOCTYPE html>"), ("a.md", b"# "), ("a.pdf", b"%PDF-"), ("sheet", b"<!DOCTYPE")]
)
def test_the_format_follows_from_the_name_of_the_file(name: str, begins: bytes, tmp_path: Path) -> None:
    said = run("print", ROUTINE, "-o", name, cwd=tmp_path)
    assert (said.code, said.out) == (0, "")
    assert f"The sheet was written to {name}.\n" in said.err
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert names(tmp_path) == [name], "nothing is left beside it"


@pytest.mark.usefixtures("_pdf")
def test_the_pdf_is_one_tagged_page(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert run("print", ROUTINE, "-o", path).code == 0
    read = PdfReader(path)
    assert len(read.pages) == 1
    assert "Lower back, quick" in read.pages[0].extract_text()
    assert "/StructTreeRoot" in read.root_object


def test_without_weasyprint_a_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # importing it raises ImportError
    said = run("print", ROUTINE, "-o", tmp_path / "a.pdf")
    assert said.code == 2
    assert "backrelief[pdf]" in said.err
    assert "--format html" in said.err
    assert not (tmp_path / "a.pdf").exists()


def test_an_existing_file_is_not_replaced_without_force(tmp_path: Path) -> None:
    path = tmp_path / "sheet.html"
    path.write_text("mine", encoding="utf-8")
    said = run("print", ROUTINE, "-o", path)
    assert said.code == 2
    assert "--force" in said.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("print", ROUTINE, "-o", path, "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE")
    assert names(tmp_path) == ["sheet.html"]


def test_a_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    said = run("print", ROUTINE, "-o", tmp_path / "none" / "a.html")
    assert (said.code, said.out) == (2, "")
    assert "no folder" in said.err


def test_a_sheet_can_have_large_letters(tmp_path: Path) -> None:
    assert run("print", ROUTINE, "--large", "-o", tmp_path / "a.html").code == 0
    assert '<html lang="en" class="large">' in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_sheet_has_its_own_formats(form: str) -> None:
    said = answer("print", ROUTINE, "--format", form)
    assert said.code == 2
    assert FORMATS in said.out + said.err


def test_suggest_writes_only_sheets_to_files(tmp_path: Path) -> None:
    said = run("suggest", "--area", "lower", "--format", "plain", "-o", tmp_path / "a")
    assert said.code == 2
    assert FORMATS in said.err
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", ROUTINE, "--format", "html"),
        ("list", "tools", "--format", "pdf"),
        ("screen", "--area", "lower", "--format", "html"),
        ("why", "ball-wall", "--area", "lower", "--format", "html"),
        ("knowledge", "coverage", "--format", "html"),
    ],
)
def test_other_commands_name_the_formats_that_they_have(arguments: tuple[str, ...]) -> None:
    said = answer(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "text, plain, markdown or json" in said.err


def test_no_format_hides_a_danger() -> None:
    for command in (("screen",), ("why", "ball-wall")):
        said = run(*command, "--have", "saddle-numbness", "--format", "html")
        assert said.code == 12
        assert "EMERGENCY" in said.out
        assert "--format takes" in said.err


@pytest.mark.parametrize(("finding", "code"), [("saddle-numbness", 12), ("cancer-ever", 11)])
@pytest.mark.parametrize("command", [("print", ROUTINE), ("print", "no-such-routine"), ("suggest", "--area", "lower")])
def test_a_danger_is_reported_and_nothing_is_written(
    command: tuple[str, ...], finding: str, code: int, tmp_path: Path
) -> None:
    told = ["--have", finding, *(["--have", "spine-tender-over-bone"] if code == 11 else [])]
    said = run(*command, *told, "-o", tmp_path / "a.html", "--no-input")
    assert said.code == code
    assert said.lines[0].startswith("[!!!")
    assert "Steps" not in said.out
    assert names(tmp_path) == []


def test_a_danger_is_reported_even_if_the_file_cannot_be_written(tmp_path: Path) -> None:
    said = run("print", ROUTINE, "--have", "saddle-numbness", "-o", tmp_path / "none" / "a.html")
    assert said.code == 12
    assert "EMERGENCY" in said.lines[0]


def test_the_level_soon_is_on_the_sheet_and_in_the_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    said = run("suggest", "--area", "lower", "--have", "night-sweats-or-exhaustion", "-o", path)
    assert said.code == 10
    assert "Book an appointment in the next days" in path.read_text(encoding="utf-8")


def test_unanswered_questions_come_first_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "back.html"
    said = run("suggest", "--area", "lower", "--minutes", "10", "--tool", "tennis-ball", "-o", path)
    assert (said.code, said.out) == (0, "")
    assert UNANSWERED in said.err
    page = path.read_text(encoding="utf-8")
    assert page.index("Some questions are not answered yet.") < page.index('class="box stop"') < page.index("<figure>")


def test_a_printed_routine_is_adapted_to_the_person(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    said = run("print", ROUTINE, "--have", "blood-thinner", "--no-red-flags", "-o", path)
    assert said.code == 0
    sheet = path.read_text(encoding="utf-8")
    assert "## Your cautions\n\n- Blood thinners" in sheet
    assert "Replaced: ball against the wall by " in sheet


def test_a_routine_that_is_not_for_this_giver_is_not_printed(tmp_path: Path) -> None:
    said = run("print", ROUTINE, "--by", "partner", "-o", tmp_path / "a.html")
    assert said.code == 3
    assert "nothing was written" in said.err
    assert said.out
    assert names(tmp_path) == []


def test_an_unknown_routine_is_reported_with_a_similar_one() -> None:
    for more in ((), ("--area", "lower")):
        said = run("print", "lower-back-quikc", *more)
        assert (said.code, said.out) == (3, "")
        assert "`lower-back-quick`" in said.err


def test_suggest_asks_in_a_terminal_before_it_writes(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "back.html"
    with Terminal("suggest", "--area", "lower", "-o", path) as terminal:
        asked = terminal.answer_all(Person(knowledge))
        assert len(asked) > 4
        assert terminal.end() == 0
    assert "The sheet was written to" in terminal.shown
    assert UNANSWERED not in terminal.shown
    page = path.read_text(encoding="utf-8")
    assert page.index("<figure>") < page.index('class="box stop"')


def test_an_existing_file_is_reported_before_any_question(tmp_path: Path) -> None:
    path = tmp_path / "back.html"
    path.touch()
    with Terminal("suggest", "--area", "lower", "-o", path) as terminal:
        assert terminal.prompt() is None
        assert terminal.end() == 2


@pytest.mark.usefixtures("_pdf")
def test_a_pdf_is_not_written_to_a_terminal() -> None:
    with Terminal("print", ROUTINE, "--format", "pdf") as terminal:
        assert terminal.end() == 2
        assert "-o FILE.pdf" in terminal.shown
