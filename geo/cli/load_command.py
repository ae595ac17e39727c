"""``load``: put a dataset into a database, from which everybody opens it without reading the file again."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from geo.engine import EngineError
from geo.engine.loading import load_file
from geo.errors import AtlasError
from geo.model.file_columns import MOST_COLUMNS

LOADED, REFUSED, UNREADABLE = 0, 1, 2


def load(
    file: Annotated[Path, typer.Argument(help="A file of incidents (GeoJSON), or an import's working copy (Parquet).")],
    into: Annotated[
        str,
        typer.Option(
            "--into",
            metavar="ADDRESS",
            help="duckdb:///path/file.duckdb, postgres://user@host/database or spark:local[*]?warehouse=/path. "
            "The password comes from ATLAS_DATABASE_PASSWORD.",
        ),
    ],
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Name to store it under; else its own id.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="NAME",
            help=f"Column of the file's rows to filter and colour by; up to {MOST_COLUMNS} times.",
        ),
    ] = None,
) -> None:
    """Load a file into a database. What was stored under the name is replaced once the new one is whole.

    Exit status: 0 loaded, 1 the database refuses or does not answer, 2 the file can't be read, or a disk has no room.
    """
    console = Console(soft_wrap=True, highlight=False)
    columns = list(dict.fromkeys(column or ()))
    if len(columns) > MOST_COLUMNS:
        told = f"{len(columns)} columns are named with --column; a stored dataset keeps up to {MOST_COLUMNS}."
        console.print(told, style="red", markup=False)
        raise typer.Exit(UNREADABLE)
    try:
        with console.status("opening the file") as status:
            about = load_file(file, into, name=name, on_step=lambda told: status.update(f"{told} …"), columns=columns)
    except AtlasError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(UNREADABLE) from None
    except EngineError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(REFUSED) from None
    console.print(f"{about.count:,} incidents of “{about.title}” are stored.", markup=False)
    aside = about.extra.get("set_aside", ())
    if aside:
        console.print(
            f"{len(aside)} faulty entries were left out: python -m geo validate tells why.",
            style="yellow",
            markup=False,
        )
