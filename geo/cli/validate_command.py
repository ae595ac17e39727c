"""``validate``: all faults of files, for people or for machines; 0 clean, 1 faults, 2 unreadable."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from geo.errors import Fault, UnreadableFile
from geo.load import Inspection, inspect

CLEAN, FAULTY, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class Result:
    """What came of one file."""

    path: Path
    found: Inspection | None
    """What was read, or ``None`` where the file can't be read."""
    faults: tuple[Fault, ...]

    @property
    def status(self) -> int:
        """The exit status that this file alone would give."""
        if self.found is None:
            return UNREADABLE
        return FAULTY if self.faults else CLEAN


def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Files of incidents (.geojson), or working copies (.parquet).")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for machines.")] = False,
) -> None:
    """Check files of incidents, with actors.json and sources.json beside them, or working copies of an import, and
    tell all faults.

    Exit status: 0 no faults, 1 faults, 2 a file can't be read.
    """
    results = [_check(path) for path in files]
    if as_json:
        typer.echo(json.dumps(_machine(results), indent=2, ensure_ascii=False))
    else:
        console = Console(soft_wrap=True, highlight=False)
        for line in (line for result in results for line in _human(result)):
            console.print(line)
    raise typer.Exit(_status(results))


def _check(path: Path) -> Result:
    try:
        found = inspect(path)
    except UnreadableFile as error:
        return Result(path, None, error.faults)
    return Result(path, found, found.all_faults())


def _status(results: list[Result]) -> int:
    return max(result.status for result in results)


def _machine(results: list[Result]) -> dict[str, Any]:
    files = [
        {
            "file": str(result.path),
            "status": result.status,
            **_counts(result),
            "faults": [fault.to_dict() for fault in result.faults],
        }
        for result in results
    ]
    return {"status": _status(results), "files": files}


def _counts(result: Result) -> dict[str, int | str | None]:
    found = result.found
    if found is None:
        return {"version": None, "incidents": None, "set_aside": None, "actors": None, "sources": None}
    return {
        "version": found.version,
        "incidents": len(found.features.incidents),
        "set_aside": len(found.features.set_aside),
        "actors": len(found.context.actors),
        "sources": len(found.context.sources),
    }


def _human(result: Result) -> Iterator[Text]:
    found = result.found
    if found is None:
        yield Text.assemble(("✗ ", "bold red"), (str(result.path), "bold"), " can't be read")
        yield from (Text(f"  {fault.sentence()}") for fault in result.faults)
        return
    good, aside = len(found.features.incidents), len(found.features.set_aside)
    if not result.faults:
        held = f"{_count(good, 'incident')}, {_count(len(found.context.actors), 'actor')}"
        held += f", {_count(len(found.context.sources), 'source')}"
        yield Text.assemble(("✓ ", "bold green"), (str(result.path), "bold"), f": no faults in {held}")
        return
    told = f": {_count(len(result.faults), 'fault')}, {aside} of {_count(good + aside, 'incident')} rejected"
    yield Text.assemble(("✗ ", "bold red"), (str(result.path), "bold"), told)
    for place, faults in groupby(result.faults, key=lambda fault: (fault.file, fault.row, fault.feature)):
        yield Text()
        yield Text.assemble("  ", (_place(*place), "bold"))
        yield from (line for fault in faults for line in _fault(fault))


def _place(file: str, row: int | None, feature: str | None) -> str:
    if row is None:
        return f"{file} as a whole"
    return f"{file}, entry {row}" + (f": {feature}" if feature else "")


def _fault(fault: Fault) -> Iterator[Text]:
    value = "" if fault.value is None else f" {fault.value}"
    yield Text.assemble("    ", (fault.field or "entry", "cyan"), f"{value} {fault.problem}.")
    if fault.allowed:
        yield Text(f"      Allowed: {fault.allowed}.", style="dim")
    yield Text(f"      {fault.remedy}", style="dim")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
