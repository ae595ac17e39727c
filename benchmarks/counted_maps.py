"""How long a database takes for a map of hexagons, of density or by area, and how large its answers are.

    python -m benchmarks.engine make 300000 /tmp/300k.duckdb
    python -m benchmarks.counted_maps /tmp/300k.duckdb

Each figure is a whole answer as the browser gets it, the best of three.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from datetime import date

import typer

from benchmarks.engine import address_of
from geo.count.histogram import Unit
from geo.engine import connect
from geo.engine.cell_contents import read_counted_cell
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.layers.browser_columns import day_number
from geo.layers.browser_queries import counted_responses, responses
from geo.query.timeline_steps import TimeSteps

TILES = {5: (4, 3), 7: (19, 12), 10: (159, 102)}
"""A tile around Baghdad, by zoom level."""
CELLS = ("hexagons:5:68591", "density:5:3360959", "areas::IQ-BG")
YEAR = Filter(start=date(2015, 1, 1), end=date(2015, 12, 31))


def main(address: str) -> None:
    """Measure."""
    engine = connect(address_of(address))
    typer.echo(f"{engine.where}: {engine.about.count:,} incidents")
    view = View(dataset=engine.about.id)
    first, last = engine.about.spans.whole
    steps = TimeSteps(Unit.MONTH, day_number(first.replace(day=1)), day_number(last))
    _tell("squares, a tile", lambda: responses.tile(engine, view, (5, 19, 12), steps))
    for level, (x, y) in TILES.items():
        for mode in (MapMode.HEXAGONS, MapMode.DENSITY):

            def tile(mode: MapMode = mode, level: int = level, x: int = x, y: int = y) -> bytes:
                return counted_responses.counted_tile(engine, view, mode, (level, x, y), steps)

            _tell(f"{mode}, a tile of level {level}", tile)
    _tell("all areas by day", lambda: counted_responses.areas(engine, view.filter))
    year = View(dataset=engine.about.id, filter=YEAR)
    for words in CELLS:
        cell = read_counted_cell(words)
        _tell(f"what {words} holds in a year", lambda cell=cell: counted_responses.in_cell(engine, year, cell))
        _tell("  its list", lambda cell=cell: responses.rows(engine, year, 0, 50, "date", False, cell))


def _tell(name: str, ask: Callable[[], bytes]) -> None:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - began)
    sizes = f"{len(answer) / 1000:,.0f} kB, {len(zlib.compress(answer, 1)) / 1000:,.0f} kB on the wire"
    typer.echo(f"{name}: {min(times) * 1000:,.0f} ms; {sizes}")


if __name__ == "__main__":
    typer.run(main)
