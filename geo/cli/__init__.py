"""The command line: check files, print their schema and their codebook."""

import typer

from geo.cli.import_command import import_
from geo.cli.load_command import load
from geo.cli.render_command import render
from geo.cli.schema_and_codebook import codebook, schema
from geo.cli.validate_command import validate

app = typer.Typer(
    name="geo",
    help="Incident Atlas: check files of incidents, and describe what they hold.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(validate)
app.command()(schema)
app.command()(codebook)
app.command()(render)
app.command()(load)
app.command("import")(import_)
