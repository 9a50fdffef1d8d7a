"""The suite against every Python and both ends of every dependency (`nox`), and mutation testing (`nox -s mutation`)."""

from __future__ import annotations

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests"]

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The supported versions of Python. A cell whose interpreter is not on this machine is skipped with a message."""


@nox.session(python=PYTHONS)
@nox.parametrize("resolution", ["lowest-direct", "highest"], ids=["lowest", "newest"])
def tests(session: nox.Session, resolution: str) -> None:
    """Run pytest with the lowest or the newest release of everything that pyproject.toml names."""
    session.install("--upgrade", "--resolution", resolution, "--requirements", "pyproject.toml", "--extra", "dev")
    session.install("--no-deps", "--editable", ".")
    session.run("python", "-m", "pytest", *(session.posargs or ("-n", "auto", "--dist", "worksteal")))
