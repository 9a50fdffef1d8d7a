"""Write the pages of this folder from the code, so that the two always agree.

Run ``python docs/reference/generate.py`` after a change of the models, the rules, the commands, the exit codes or the
values that are printed as JSON; a test compares what is committed with what this gives.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from json_schema import ANSWERS, json_schema
from wording import anchor, code, either, heading, in_words, in_yaml, json_type, link, page, table

from backrelief.cli.app import program
from backrelief.cli.environment import Variable
from backrelief.errors import BackreliefError, Exit
from backrelief.knowledge.models import MODELS
from backrelief.knowledge.models.base import Model
from backrelief.knowledge.reflection import attribute_docstrings
from backrelief.lint import RULES, Rule
from backrelief.lint.examine import load_knowledge

HERE: Final = Path(__file__).parent
COMPLETION: Final = {"install_completion", "show_completion"}
"""Options that Typer adds; their number depends on its version."""


# Fields


def fields() -> str:
    """Describe every field of every kind of entry, then of the parts of entries."""
    parts = (part for part in reached(MODELS.values()) if part not in MODELS.values())
    return page(
        "Fields of the knowledge files",
        "A file holds lists of entries, each list under the name of its kind: "
        + ", ".join(f"[`{kind}`](#{anchor(kind)})" for kind in MODELS)
        + ". Beside them it may say `reviewed` and `status` once for all of its entries. No other field is accepted.",
        *(f"## `{kind}`\n\n{kind_text(model)}" for kind, model in MODELS.items()),
        "## Parts",
        "The fields that several kinds have in common, and the parts of entries.",
        *(f"### {heading(part)}\n\n{model_text(part)}" for part in parts),
    )


def reached(hints: Iterable[Any]) -> list[type[Model]]:
    """Return every model in these annotations, with its bases and its parts, in order of name."""
    found: set[type[Model]] = set()
    ahead = list(hints)
    while ahead:
        hint = ahead.pop()
        ahead += get_args(hint)
        if inspect.isclass(hint) and issubclass(hint, Model) and hint is not Model and hint not in found:
            found.add(hint)
            ahead += [*hint.__bases__, *get_type_hints(hint).values()]
    return sorted(found, key=heading)


def kind_text(kind: Any) -> str:
    """Describe a model, or the several models that the field `kind` distinguishes."""
    if isinstance(kind, type):
        return model_text(kind)
    models = [model for model in reached([kind]) if "kind" in model.model_fields]
    choices = (f"{in_words(get_type_hints(model)['kind'])} is {link(model)}" for model in models)
    return f"The value of `kind` decides: {', '.join(choices)}."


def model_text(model: type[Model]) -> str:
    """Describe a model: its meaning, its bases and its own fields."""
    shared = [link(base) for base in model.__bases__ if base is not Model]
    also = f"Has also the fields of {' and '.join(shared)}." if shared else ""
    shown = table(("field", "required", "type", "default", "meaning"), model_fields(model))
    return "\n\n".join(part for part in (inspect.cleandoc(model.__doc__ or ""), also, shown) if part)


def model_fields(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """Yield the fields that a model does not inherit, each as a row."""
    hints, docs = get_type_hints(model, include_extras=True), attribute_docstrings(model)
    for name in (one for one in model.__annotations__ if one in model.model_fields):
        field = model.model_fields[name]
        required, default = "yes" if field.is_required() else "no", field.get_default(call_default_factory=True)
        written = "" if field.is_required() else in_yaml(default)
        yield code(field.alias or name), required, in_words(hints[name], field.metadata), written, docs.get(name, "")


# Rules


def rules() -> str:
    """Describe every rule of the linter, with its examples."""
    listed = ((f"[`{one.id}`](#{one.id})", one.severity, first(one)) for one in RULES)
    return page(
        "Rules of `knowledge check`",
        "What is checked once every file can be read and every id in it exists. An error makes the exit code 65; a "
        "warning does with `--strict`.",
        table(("rule", "severity", "what it asks for"), listed),
        *(f"## `{one.id}`\n\n{one.severity.capitalize()}. {rule_text(one)}" for one in RULES),
    )


def first(rule: Rule) -> str:
    """Return the first paragraph about a rule."""
    return inspect.cleandoc(rule.documentation).partition("\n\n")[0]


def rule_text(rule: Rule) -> str:
    """Return the documentation of a rule as Markdown."""
    text = inspect.cleandoc(rule.documentation).replace("\nGood: ", "\n**Good:** ").replace("\nBad: ", "\n**Bad:** ")
    return text + (f"\n\nIt needs `{rule.needs}`, which comes with `backrelief[lint]`." if rule.needs else "")


# Exit codes


def exit_codes() -> str:
    """List the exit codes of the program and of the levels in the knowledge."""
    levels = load_knowledge().levels
    raised = [(one.exit_code, f"Level `{one.id}`: {one.headline}", "") for one in levels if one.exit_code]
    calm = code(*(one.id for one in levels if not one.exit_code))
    rows = sorted((*((int(one), text, errors_with(one)) for one, text in meanings()), *raised))
    return page(
        "Exit codes",
        "Every command that is given a case ends with the code of its level. The knowledge holds it as `exit-code` of "
        f"[`levels`](fields.md#levels); those of {calm} are 0.",
        table(("code", "meaning", "`code` of the error"), ((code(number), *more) for number, *more in rows)),
    )


def meanings() -> Iterator[tuple[Exit, str]]:
    """Yield each exit code of the program with its meaning."""
    docs = attribute_docstrings(Exit)
    yield from ((one, docs.get(one.name, "")) for one in Exit)


def errors_with(number: Exit) -> str:
    """Return the errors that end with this code, by their names in JSON."""
    return code(*(error.code for error in BackreliefError.__subclasses__() if error.exit_code is number))


# Commands


def commands() -> str:
    """Describe every command of the program, and the environment variables that it reads."""
    docs = attribute_docstrings(Variable)
    return page(
        "Commands",
        "Every command also takes `-h` and `--help`. A dash in the column of defaults means that nothing is assumed.",
        *described(program(complete=True), "backrelief"),
        "## Environment",
        "An empty variable is the same as none.",
        table(("variable", "what it does"), ((code(one.value), docs[one.name]) for one in Variable)),
    )


def described(command: Any, path: str) -> Iterator[str]:
    """Describe a command and those below it. Typer brings its own copy of Click, which has no types for this."""
    yield f"## `{path}`"
    yield re.sub(r"(?<=\n)(?=backrelief )", "    ", inspect.cleandoc(command.help or "").replace("s:\n", "s:\n\n"))
    taken = (one for one in command.params if one.name not in COMPLETION)
    yield table(("argument or option", "value", "default", "what it is"), map(parameter, taken))
    for name, below in getattr(command, "commands", {}).items():
        yield from described(below, f"{path} {name}")


def parameter(one: Any) -> tuple[str, str, str, str]:
    """Return the row of an argument or option: its names, its value, its default, its help."""
    metavar = code(one.metavar) if one.metavar else ""
    usual = one.default[0] if isinstance(one.default, list) and one.default else one.default
    default = "required" if one.required else code(f"{usual}") if usual else "-"
    if one.param_type_name == "argument":
        return metavar or code(one.name.upper()), "", default, one.help or ""
    choices = [code(getattr(item, "value", item)) for item in getattr(one.type, "choices", ())]
    # If there is a metavar, this command does not accept every choice of the type.
    return (
        code(*one.opts, *one.secondary_opts),
        metavar or (either(choices) if choices else ""),
        default,
        one.help or "",
    )


# JSON


def schema_text() -> str:
    """Return the schema as a file."""
    return json.dumps(json_schema(), indent=2) + "\n"


def json_shape() -> str:
    """Return the fields of what each command answers, then those of the parts."""
    schema = json_schema()
    answers = {command: answer.__name__ for command, answer in ANSWERS.items()}
    parts = (name for name in schema["$defs"] if name not in answers.values())
    return page(
        "JSON, field by field",
        "The same as tables as [`json.schema.json`](../json.schema.json); [`json.md`](../json.md) explains it.",
        f"## The envelope\n\n{shape(schema)}",
        *(
            f"## Of {either(code(one) for one in ANSWERS if answers[one] == name)}\n\n{shape(schema['$defs'][name])}"
            for name in dict.fromkeys(answers.values())
        ),
        "## Parts",
        *(f"### `{name}`\n\n{shape(schema['$defs'][name])}" for name in parts),
    )


def shape(node: Mapping[str, Any]) -> str:
    """Return what a part is, with the fields of an object or the type of anything else."""
    rows = table(("field", "required", "type", "meaning"), json_fields(node))
    return f"{node['description']}\n\n{rows or f'Type: {json_type(node)}.'}"


def json_fields(node: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str, str, str]]:
    """Yield every field; those of objects inside it come below it: `open[].level`."""
    for name, field in node.get("properties", {}).items():
        required = "yes" if name in node.get("required", ()) else "no"
        yield code(above + name), required, json_type(field), field.get("description", "")
        yield from json_fields(field, f"{above}{name}.")
        yield from json_fields(field.get("items", {}), f"{above}{name}[].")


# All of them


def index() -> str:
    """List the other pages."""
    titles = {name: make().partition("\n# ")[2].partition("\n")[0] for name, make in PAGES.items() if make is not index}
    return page(
        "Reference",
        "These pages are made from the code by `python docs/reference/generate.py`; a test checks that they are fresh.",
        "\n".join(f"- [{title}]({name})" for name, title in titles.items()),
    )


PAGES: Final[dict[str, Callable[[], str]]] = {
    "README.md": index,
    "commands.md": commands,
    "exit-codes.md": exit_codes,
    "fields.md": fields,
    "json.md": json_shape,
    "rules.md": rules,
}

WRITTEN: Final = {**PAGES, "../json.schema.json": schema_text}
"""Every file that is made, by its path from here."""

if __name__ == "__main__":
    for name, make in WRITTEN.items():
        (HERE / name).write_text(make(), encoding="utf-8")
