"""Every parser of text refuses a huge value quickly, with one short error."""

from __future__ import annotations

from pathlib import Path

import pytest

from .program import run, run_process

OPTIONS = (
    *("--area", "--condition", "--severity", "--duration", "--side", "--age", "--have", "--not", "--unsure"),
    *("--tool", "--without", "--by", "--minutes", "--position", "--avoid-position", "--pressure"),
)
FINDINGS = ("age", "duration", "severity", "side", "pregnancy", "pregnancy-weeks", "pain-spread", "saddle-numbness")
"""Every kind of answer: numbers of every unit, choices, groups, yes or no."""
LONG = {
    "blanks": f"1{' ' * 20_000}!",
    "digits": "9" * 20_000,
    "ranges": "1-" * 10_000,
    "blanks about a hyphen": f"1{' ' * 10_000}-{' ' * 10_000}x",
    "letters": "a" * 20_000,
    "commas": "," * 20_000,
}


@pytest.mark.parametrize("value", ["blanks", "digits"])
@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_refuses_a_huge_value(option: str, value: str) -> None:
    said = run("suggest", "--no-input", option, LONG[value])
    assert said.code in {2, 3}
    assert len(said.err) < 4000


@pytest.mark.parametrize("value", LONG)
def test_every_answer_refuses_a_huge_value(value: str, tmp_path: Path) -> None:
    """The program runs in a separate process, which can be killed if it hangs."""
    said = run_process("suggest", *(f"--have={name}={LONG[value]}" for name in FINDINGS[:5]))
    assert said.code == 2
    path = tmp_path / "case.yaml"
    for name in FINDINGS:
        path.write_text(f'findings: {{{name}: "{LONG[value]}"}}\n', encoding="utf-8")
        said = run("screen", "--case", path)
        assert said.code == 2, name
        assert len(said.err) < 4000


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_value_of_a_megabyte_is_not_repeated(form: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"findings: {{age: {'x' * 900_000}}}\n", encoding="utf-8")
    said = run("screen", "--case", path, "--format", form)
    assert said.code == 2
    assert len(said.out + said.err) < 8000
    assert "[...]" in said.out + said.err


@pytest.mark.parametrize("length", [255, 256, 305, 5000])
@pytest.mark.parametrize("option", ["--save", "--output", "--case", "--data"])
def test_an_impossible_file_name_is_one_clear_error(option: str, length: int) -> None:
    said = run("suggest", "--area", "lower", "--no-input", option, "n" * length)
    if (option, length) != ("--save", 255) and (option, length) != ("--output", 255):
        assert said.code in {2, 65}
        assert said.err.startswith("backrelief: ")
    assert "mistake of the program" not in said.err
    Path("n" * 255).unlink(missing_ok=True)
