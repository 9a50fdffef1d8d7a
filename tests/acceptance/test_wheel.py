"""The wheel is complete: it works in an empty environment away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .program import CHECKOUT

PATIENCE = 600.0
pytestmark = pytest.mark.slow


def pip() -> tuple[str, ...]:
    """Find a pip that works: the README makes an environment without one, so try the Python that made it as well."""
    made_by = Path(sys.base_prefix, "python.exe" if os.name == "nt" else "bin/python3")
    for interpreter in (sys.executable, str(made_by), shutil.which("python3") or "python3"):
        found = subprocess.run([interpreter, "-m", "pip", "--version"], capture_output=True, check=False)
        if found.returncode == 0:
            return interpreter, "-m", "pip"
    pytest.fail("there is no pip to build the wheel with")


def do(*command: str | Path, cwd: Path) -> str:
    """Run a command in an environment that has no access to the checkout; return its output."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    do(*pip(), "wheel", "--quiet", "--no-deps", "--wheel-dir", out, CHECKOUT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and its dependencies in a new environment; return its interpreter."""
    home = tmp_path_factory.mktemp("elsewhere")
    do(sys.executable, "-m", "venv", "--without-pip", home / "env", cwd=home)
    interpreter = home / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    do(*pip(), "--python", interpreter, "install", "--quiet", wheel, cwd=home)
    return interpreter


def test_the_wheel_contains_the_knowledge_and_the_licence_but_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    shipped = {f"backrelief/data/{path.name}" for path in (CHECKOUT / "data").glob("*.yaml")}
    assert shipped <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "backrelief/py.typed" in names
    assert "backrelief/data/compiled.json" in names
    assert "backrelief/render/sheet/sheet.css" in names
    assert not [name for name in names if name.startswith(("tests", "benchmarks"))]


def test_suggest_runs_in_an_empty_environment_away_from_the_checkout(python: Path, tmp_path: Path) -> None:
    said = do(python, "-m", "backrelief", "suggest", "--area", "lower", "--no-input", cwd=tmp_path)
    assert "OPEN" in said
    assert "Walking" in said
    shipped = Path(do(python, "-m", "backrelief", "knowledge", "path", cwd=tmp_path).strip())
    assert shipped.is_relative_to(python.parents[1])


def test_it_answers_from_the_knowledge_that_the_wheel_carries_compiled(python: Path, tmp_path: Path) -> None:
    script = (
        "import os, sys; os.environ['XDG_CACHE_HOME'] = '/dev/null'; from backrelief.cli.boundary import main; "
        "main(['list', 'areas']); print(*{'pydantic', 'yaml'} & set(sys.modules), sep='')"
    )
    said = do(python, "-c", script, cwd=tmp_path)
    assert "lower-back" in said
    assert not said.endswith(("pydantic\n", "yaml\n"))


def test_the_console_script_is_installed(python: Path, tmp_path: Path) -> None:
    assert do(python.with_name("backrelief"), "--version", cwd=tmp_path).startswith("backrelief ")
