"""Fixtures that run the program with the knowledge of another field."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import backrelief

from .program import CHECKOUT, Outcome, run_process

FIELD = CHECKOUT / "tests" / "advice" / "other_field"


@pytest.fixture(scope="session")
def bicycles(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Outcome]:
    """Copy the program, give it the made-up knowledge of bicycles, and return a function that runs it."""
    home = tmp_path_factory.mktemp("bicycles")
    program = home / "backrelief"
    shutil.copytree(Path(backrelief.__file__).parent, program, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(FIELD, program / "data")
    (program / "data" / "work.yaml").rename(
        program / "data" / "techniques.yaml"
    )  # the name by which the program recognizes its data

    def run_with_bicycles(*arguments: str, columns: int = 80) -> Outcome:
        return run_process(*arguments, env={"PYTHONPATH": str(home), "COLUMNS": str(columns)})

    return run_with_bicycles
