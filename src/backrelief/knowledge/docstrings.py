"""The docstrings below the attributes of a class, which Python itself does not keep.

They are read from the source when a schema or a page is made, and not by pydantic while the program starts.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise


def attribute_docstrings(owner: type) -> dict[str, str]:
    """Attribute -> the docstring below it, those of base classes included; empty where there is no source."""
    found: dict[str, str] = {}
    for one in reversed(owner.__mro__):
        if one.__module__.partition(".")[0] == __name__.partition(".")[0]:
            found |= _own(one)
    return found


def _own(owner: type) -> dict[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(owner))
    except OSError:
        return {}
    body = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)).body
    return {
        name: inspect.cleandoc(below.value.value)
        for above, below in pairwise(body)
        if (name := _assigned(above))
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }


def _assigned(statement: ast.stmt) -> str:
    target = (
        statement.target
        if isinstance(statement, ast.AnnAssign)
        else statement.targets[0]
        if isinstance(statement, ast.Assign)
        else None
    )
    return target.id if isinstance(target, ast.Name) else ""
