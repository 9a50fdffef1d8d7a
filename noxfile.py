"""Run the suite against every Python and both ends of every dependency (`nox`), or mutate it (`nox -s mutation`)."""

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
"""The supported versions of Python. A cell whose interpreter is not on this machine is skipped with a message."""


# pyenv offers only the versions that are switched on; here they all are.
_installed = sorted(
    path.name for path in Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob("3.*")
)
if _usable := [name for name in _installed if name.startswith(tuple(f"{version}." for version in PYTHONS))]:
    os.environ.setdefault("PYENV_VERSION", ":".join(_usable))


@nox.session(python=PYTHONS)
@nox.parametrize("resolution", ["lowest-direct", "highest"], ids=["lowest", "newest"])
def tests(session: nox.Session, resolution: str) -> None:
    """Run pytest with the lowest or the newest release of everything that pyproject.toml names."""
    session.install("--upgrade", "--resolution", resolution, "--requirements", "pyproject.toml", "--extra", "dev")
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-m", "pytest", *(session.posargs or ("-n", "auto", "--dist", "worksteal")))


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the reasoning line by line, and list each change that no test notices; arguments name the mutants."""
    session.install("--editable", ".[dev]", "mutmut>=3.8")
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")
