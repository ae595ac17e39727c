"""The command line. A command's module, and all that it needs, is loaded when that command is called: ``--help`` reads
only the table here."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class LazyCommand(NamedTuple):
    """Where a command's function is, and what it does in one sentence, as its docstring begins (a test holds it)."""

    module: str
    function: str
    summary: str


COMMANDS = {
    "validate": LazyCommand(
        "geo.cli.validate_command",
        "validate",
        "Check files of incidents, with actors.json and sources.json beside them, or working copies of an import, and "
        "tell all faults.",
    ),
    "schema": LazyCommand("geo.cli.schema_and_codebook", "schema", "Print the JSON Schema of one of the three files."),
    "codebook": LazyCommand(
        "geo.cli.schema_and_codebook",
        "codebook",
        "Print the codebook: every field and every word of the vocabularies, as Markdown.",
    ),
    "render": LazyCommand(
        "geo.cli.render_command",
        "render",
        "Draw a view: PNG, SVG, PDF, PPTX, HTML, GIF or MP4, by the end of the file's name.",
    ),
    "load": LazyCommand(
        "geo.cli.load_command",
        "load",
        "Load a file into a database. What was stored under the name is replaced once the new one is whole.",
    ),
    "import": LazyCommand(
        "geo.cli.import_command",
        "import_",
        "Import files of incidents into a working copy of the atlas, and account for every row.",
    ),
    "basemap": LazyCommand(
        "geo.cli.basemap_command",
        "basemap",
        "Make a detailed basemap of towns from an OpenStreetMap extract: streets, water, built-up areas, airports.",
    ),
}
_OPTIONS: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False}


class LazyGroup(TyperGroup):
    """Commands that are listed with their sentence, and loaded when they are called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = {name: TyperCommand(name, help=found.summary) for name, found in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the base class, once the command that is called is loaded."""
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = _loaded(args[0])
        return super().resolve_command(ctx, args)


def _loaded(name: str) -> Any:
    """The whole command, with its options."""
    found = COMMANDS[name]
    alone = typer.Typer(**_OPTIONS)
    alone.command(name)(getattr(import_module(found.module), found.function))
    return typer.main.get_command(alone)


app = typer.Typer(name="geo", cls=LazyGroup, no_args_is_help=True, **_OPTIONS)


@app.callback()
def geo() -> None:
    """Incident Atlas: check files of incidents, and describe what they hold."""
