"""`backrelief knowledge`: for the people who write the YAML."""

from __future__ import annotations

import typer

from backrelief.cli.knowledge.check import check
from backrelief.cli.knowledge.coverage import coverage
from backrelief.cli.knowledge.diff import diff
from backrelief.cli.knowledge.path import path
from backrelief.cli.knowledge.schema import schema

knowledge_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="For the people who write the YAML.")
for command in (check, coverage, diff, schema, path):
    knowledge_app.command(command.__name__)(command)
