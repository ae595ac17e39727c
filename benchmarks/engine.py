"""What the engine costs: every question under every filter, on made-up incidents.

    python -m benchmarks.engine make 1000000 /tmp/1m.duckdb
    python -m benchmarks.engine measure /tmp/1m.duckdb --plain

``make`` takes any address, also a server's. Each figure is the best of some tries, in milliseconds, of the whole call:
writing the question, asking, and putting the answer together.
"""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import typer

from benchmarks.synthetic_incidents import make as make_up
from geo.engine import Engine, EngineError, connect
from geo.engine.database_address import read_address
from geo.engine.loading.publish import metadata_of, publish
from geo.engine.loading.staging import StagingDatabase
from geo.filter.area import PolygonArea, RadiusArea
from geo.filter.filter import DateMatch, Filter

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
CLOCK: Callable[[], float] = time.perf_counter
OPENING_TILES = [(5, x, y) for x in (19, 20) for y in (12, 13)]
"""The tiles of a first look at Iraq."""
BOX = PolygonArea(ring=((43.5, 33.0), (45.0, 33.0), (45.0, 34.0), (43.5, 34.0)))
LASSO = PolygonArea(
    ring=tuple(
        (44.4 + 1.5 * math.cos(k * math.pi / 20) * (1 + 0.2 * (k % 3)), 33.3 + 1.2 * math.sin(k * math.pi / 20))
        for k in range(40)
    )
)
YEAR: dict[str, Any] = {"start": date(2015, 1, 1), "end": date(2015, 12, 31)}
FILTERS: dict[str, Filter] = {
    "no filter": Filter(),
    "kind": Filter(kind=("attack",)),
    "two facets": Filter(kind=("attack", "strike"), verification=("reported",)),
    "country": Filter(country=("SY",)),
    "a year, possibly": Filter(**YEAR),
    "a year, certainly": Filter(**YEAR, match=DateMatch.CERTAINLY),
    "an actor": Filter(actors=("actor_0",)),
    "a rare word": Filter(text="wadshi"),
    "a common word": Filter(text="rocket"),
    "two words, a name": Filter(text="harakat qadar"),
    "box": Filter(area=BOX),
    "ring of 40 corners": Filter(area=LASSO),
    "50 km around": Filter(area=RadiusArea(center=(44.36, 33.31), km=50)),
    "as known on a day": Filter(as_known_on=date(2021, 7, 1)),
    "seven parts": Filter(**YEAR, kind=("attack",), weapon=("rocket",), country=("IQ",), actors=("actor_0",), text="rocket", area=BOX),
}  # fmt: skip


@app.callback()
def main() -> None:
    """Benchmarks of the engine."""


def address_of(text: str) -> str:
    """An address, or a path as one."""
    return text if ":" in text else f"duckdb://{Path(text).resolve()}"


@app.command()
def make(
    size: int,
    into: Annotated[str, typer.Argument(help="A path ending in .duckdb, or the address of a database.")],
    documents: bool = True,
    skew: Annotated[bool, typer.Option(help="As many on a point as real exports have.")] = False,
) -> None:
    """Make up incidents and store them."""
    address = read_address(address_of(into))
    began = time.perf_counter()
    with StagingDatabase(memory="4GB") as staging:
        head = make_up(staging, size, documents=documents, crowded=skew)
        typer.echo(f"made in {time.perf_counter() - began:.0f} s")
        staging.finish()
        typer.echo(f"sorted after {time.perf_counter() - began:.0f} s")
        publish(staging, metadata_of(staging, head), address, head.dataset.id, lambda told: typer.echo(f"  {told}"))
    typer.echo(f"stored after {time.perf_counter() - began:.0f} s: {address.shown}")


@app.command()
def measure(address: str, tries: int = 3, plain: bool = False, cpu: bool = False) -> None:
    """Measure every question under every filter; ``--plain`` also as frames in memory, in the same run.

    ``--cpu`` gives the processor's time instead of the clock's, for machines that have other work too (an engine
    inside of this process only: DuckDB).
    """
    global CLOCK
    CLOCK = time.process_time if cpu else time.perf_counter
    address = address_of(address)
    opening = _opening(address)
    engine = connect(address)
    typer.echo(
        f"\n{engine.where}: {engine.about.count:,} incidents, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
    )
    _table("engine", lambda asked: _questions(engine, asked), tries)
    typer.echo(
        f"\nopening in a new process (imports, connection, summary, histogram, {len(OPENING_TILES)} tiles): {opening}"
    )
    typer.echo(f"memory of this process: {_memory():,.0f} MB")
    for unit in ("month", "week", "day"):
        typer.echo(f"tiles of the first look, by {unit}: {_bytes(engine, unit)}")
    if plain:
        _plain(engine, tries)


def _questions(engine: Engine, filter: Filter) -> dict[str, Callable[[], Any]]:
    return {
        "summary": lambda: engine.summary(filter),
        "rows": lambda: engine.rows(filter),
        "option counts": lambda: engine.option_counts(filter),
        "histogram": lambda: engine.histogram(filter),
        "cells": lambda: engine.tile(filter, *OPENING_TILES[0], color_by="perpetrator_kind", unit="month"),
    }


def _plain(engine: Engine, tries: int) -> None:
    from benchmarks.pandas_engine import PlainFrames

    before, began = _memory(), time.perf_counter()
    frames = PlainFrames(engine)
    typer.echo(
        f"\nplain frames: built in {time.perf_counter() - began:.1f} s from columns, {_memory() - before:,.0f} MB\n"
    )
    _table(
        "plain pandas and GeoPandas",
        lambda asked: {
            "summary": lambda: frames.mask(asked).sum(),
            "rows": lambda: frames.rows(asked),
            "option counts": lambda: frames.option_counts(asked),
            "histogram": lambda: frames.histogram(asked),
            "cells": lambda: frames.cells(asked, 5, "perpetrator_kind"),
        },
        tries,
    )


def _table(title: str, questions: Callable[[Filter], dict[str, Callable[[], Any]]], tries: int) -> None:
    names = list(questions(Filter()))
    typer.echo(f"| {title}, ms | " + " | ".join(names) + " |\n|---|" + "--:|" * len(names))
    for name, asked in FILTERS.items():
        typer.echo(f"| {name} | " + " | ".join(_best(ask, tries) for ask in questions(asked).values()) + " |")


def _best(ask: Callable[[], Any], tries: int) -> str:
    times = []
    for _ in range(tries):
        began = CLOCK()
        try:
            ask()
        except EngineError as error:
            return error.trouble
        times.append(CLOCK() - began)
    return f"{min(times) * 1000:,.0f}"


def _opening(address: str) -> str:
    """From nothing to all that the first map shows, in a process of its own; the best of three."""
    command = [sys.executable, "-m", "benchmarks.engine", "first", address]
    found = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1] for _ in range(3)
    ]
    return min(found, key=lambda text: float(text.split()[0]))


@app.command(hidden=True)
def first(address: str) -> None:
    """Open, and ask all that the first map shows."""
    began = time.perf_counter()
    engine = connect(address)
    opened = time.perf_counter() - began
    engine.summary(Filter())
    engine.histogram(Filter())
    for tile in OPENING_TILES:
        engine.tile(Filter(), *tile, color_by="perpetrator_kind", unit="month")
    drawn = time.perf_counter() - began
    typer.echo(f"{drawn:.2f} s, of them {opened:.2f} s to open; {_memory():,.0f} MB")


def _bytes(engine: Engine, unit: str) -> str:
    sizes, rows = [], 0
    for tile in OPENING_TILES:
        table = engine.tile(Filter(), *tile, color_by="perpetrator_kind", unit=unit)
        out = pa.BufferOutputStream()
        with pa.ipc.new_stream(out, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_table(table)
        sizes.append(out.getvalue().size)
        rows += table.num_rows
    return f"{rows:,} rows, {sum(sizes) / 1e6:.2f} MB as compressed Arrow"


def _memory() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    app()
