"""``import``: any incident file becomes a working copy of the atlas, with an account of every row."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from geo.disk.whole_files import write_whole
from geo.errors import AtlasError
from geo.importing import ColumnMapping, Imported, Progress, import_files, read_mapping
from geo.importing.reasons import Notice, Reason, Unplaced
from geo.importing.rejects import rejects_csv

DONE, NO_DATA = 0, 2


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of incidents, of any known format.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The working copy: .parquet or .geojson.")],
    title: Annotated[
        str | None, typer.Option("--title", help="Title of the dataset; else made of schema, countries and period.")
    ] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="A mapping that was kept.")] = None,
    aside: Annotated[Path | None, typer.Option("--set-aside", help="A CSV for the rows that were rejected.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object for machines.")] = False,
) -> None:
    """Import files of incidents into a working copy of the atlas, and account for every row.

    Exit status: 0 all rows are accounted for, 2 a file is no incident data, the mapping doesn't fit, or nothing can be written.
    """
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        wanted = read_mapping(mapping) if mapping else None
        found = _run(files, out, wanted, title, console)
        if aside:
            write_whole(aside, rejects_csv(found.rejects))
    except AtlasError as error:
        _refuse(error, as_json, console)
        raise typer.Exit(NO_DATA) from None
    except OSError as error:
        console.print(
            f"{error.filename or out}: can't be written ({(error.strerror or str(error)).lower()}).", markup=False
        )
        raise typer.Exit(NO_DATA) from None
    except Exception as error:
        kept = " ".join(str(error).split())[:200]
        console.print(
            f"{', '.join(file.name for file in files)}: can't be read ({kept or type(error).__name__}). "
            "Save the file as CSV with the program that made it, and try again.",
            markup=False,
        )
        raise typer.Exit(NO_DATA) from None
    for remark in found.remarks:
        console.print(remark, markup=False)
    if as_json:
        typer.echo(json.dumps(_machine(found), ensure_ascii=False))
    else:
        _human(found, Console(soft_wrap=True, highlight=False))
    raise typer.Exit(DONE)


def _run(files: list[Path], out: Path, mapping: ColumnMapping | None, title: str | None, console: Console) -> Imported:
    if not console.is_terminal:
        return import_files(files, out, mapping=mapping, title=title)
    with console.status("Reading …") as status:

        def told(progress: Progress) -> None:
            of = f" of {progress.of:,}" if progress.of else ""
            status.update(f"{progress.step.capitalize()} {progress.file}: {progress.rows:,}{of} rows")

        return import_files(files, out, mapping=mapping, title=title, on_progress=told)


def _machine(found: Imported) -> dict[str, Any]:
    return {
        **found.account.to_dict(),
        "mapping": found.about.mapping,
        "licence": found.licence.to_dict(),
        "out": str(found.path),
        "version": found.about.version,
        "title": found.about.title,
    }


def _refuse(error: AtlasError, as_json: bool, console: Console) -> None:
    for fault in error.faults:
        console.print(fault.sentence(), markup=False)
    if as_json:
        empty = {"read": 0, "accepted": 0, "placed": 0, "not_placed": 0, "set_aside": 0, "reasons": {}}
        faults = [fault.to_dict() for fault in error.faults]
        typer.echo(json.dumps({**empty, "mapping": None, "faults": faults}, ensure_ascii=False))


def _human(found: Imported, console: Console) -> None:
    account = found.account
    for entry in found.about.mapping:
        columns = ", ".join(f"{prop} ← {column}" for prop, column in entry.get("columns", {}).items())
        console.print(f"{entry['file']}: {entry['schema']}{' (' + columns + ')' if columns else ''}", markup=False)
    console.print(f"{account.read:,} rows read = {account.accepted:,} accepted + {account.set_aside:,} rejected")
    _counts(console, account.reasons, {word.value: word.label for word in Reason})
    console.print(
        f"{account.accepted:,} accepted = {account.placed:,} placed + {account.not_placed:,} without a map location"
    )
    _counts(console, account.not_placed_reasons, {word.value: word.label for word in Unplaced})
    if account.reported:
        console.print("Noticed, and left as it stands:")
        _counts(console, account.reported, {word.value: word.label for word in Notice}, account.details)
    console.print(f"Licence: {found.licence.name}. Citation: {found.licence.citation}", markup=False)
    console.print(f"{account.incidents:,} incidents in {found.path}: {found.about.title}", markup=False)


def _counts(
    console: Console, counts: dict[str, int], labels: dict[str, str], details: dict[str, str] | None = None
) -> None:
    for word, count in counts.items():
        detail = (details or {}).get(word)
        console.print(f"  {count:>9,}  {labels.get(word, word)}{f': {detail}' if detail else ''}", markup=False)
