"""Run the suite on every Python with the oldest and newest dependencies (`nox`), or mutate the code (`-s mutation`)."""

from __future__ import annotations

import os
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests"]

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The supported versions of Python. nox skips a version that this machine does not have, and says so."""


# pyenv offers only the versions that PYENV_VERSION names, so name all that are installed and supported.
_installed = sorted(
    path.name for path in Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob("3.*")
)
if _usable := [name for name in _installed if name.startswith(tuple(f"{version}." for version in PYTHONS))]:
    os.environ.setdefault("PYENV_VERSION", ":".join(_usable))


@nox.session(python=PYTHONS)
@nox.parametrize("resolution", ["lowest-direct", "highest"], ids=["lowest", "newest"])
def tests(session: nox.Session, resolution: str) -> None:
    """Run pytest with the lowest or the newest release of every dependency in pyproject.toml."""
    session.install("--upgrade", "--resolution", resolution, "--requirements", "pyproject.toml", "--extra", "dev")
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-m", "pytest", *(session.posargs or ("-n", "auto", "--dist", "worksteal")))


@nox.session
def coverage(session: nox.Session) -> None:
    """Require that the tests of the packages that reason about a case cover all of their branches."""
    session.install("--editable", ".[dev]", "pytest-cov>=6")
    packages = ("logic", "case", "advice", "interview")
    measured = [f"--cov=backrelief.{package}" for package in packages]
    tests = [f"tests/{package}" for package in packages]
    report = ("--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100")
    session.run("python", "-m", "pytest", "-n", "auto", *tests, *measured, *report, *session.posargs)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the reasoning line by line and list every change that no test notices; arguments select mutants."""
    session.install("--editable", ".[dev]", "mutmut>=3.8")
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")
