"""The commands ``schema`` and ``codebook``: what the files hold, for machines and for people."""

import json
from typing import Annotated

import typer

from geo.model.codebook_markdown import codebook_text
from geo.model.file_models import FILES, INCIDENTS, json_schema


def schema(
    file: Annotated[str, typer.Argument(help=f"One of {', '.join(FILES)}.")] = INCIDENTS,
) -> None:
    """Print the JSON Schema of one of the three files."""
    schemas = json_schema()
    if file not in schemas:
        raise typer.BadParameter(f"there is no file '{file}'; choose one of {', '.join(schemas)}.")
    typer.echo(json.dumps(schemas[file], indent=2, ensure_ascii=False))


def codebook() -> None:
    """Print the codebook: every field and every word of the vocabularies, as Markdown."""
    typer.echo(codebook_text(), nl=False)
