"""Hexagons, density and areas of a database: the same in every engine as those of the incidents in memory."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from geo.count.area_ties import area_ties
from geo.count.histogram import Unit
from geo.engine import Engine
from geo.engine.cell_contents import CountedCell, read_counted_cell
from geo.engine.counted_cells import Sort, tile_level
from geo.engine.hexagon_expressions import is_close_enough, square_middle, with_hexagon, with_square
from geo.filter.apply import select
from geo.filter.filter import DateMatch, Filter
from geo.filter.filter_table import day_number
from geo.filter.view import MapMode, View
from geo.hexagon_grid import ACROSS, FINE, WORLD
from geo.layers.hexagons import cells_of
from geo.model.dataset import Dataset
from geo.query import MemorySource
from geo.query.stored import StoredSource
from geo.scene.count_grid import grid_of, most_in_a_cell
from geo.scene.dataset_marks import marks_of
from geo.scene.projection import world
from tests.conftest import ROOT
from tests.engine.test_parity import MADE_UP

EVERY = Filter(background=True)
DAYS = (0, 40_000)
YEAR = Filter(start=date(2019, 1, 10), end=date(2019, 10, 3), kind=("attack", "strike", "protest"))
ASKED = [EVERY, YEAR, YEAR.model_copy(update={"match": DateMatch.CERTAINLY}), Filter(as_known_on=date(2019, 6, 1))]
IDS = ["every", "dates", "certainly", "known"]


def own_tiles(level: int) -> list[tuple[int, int]]:
    """The tiles in which the incidents lie."""
    z = tile_level(level)
    x0, y0 = (int(side) for side in world(np.array([[35.0, 39.0]]))[0] / (WORLD / 2**z))
    x1, y1 = (int(side) for side in world(np.array([[52.0, 27.0]]))[0] / (WORLD / 2**z))
    return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def told(engine: Engine, asked: Filter, mode: MapMode, level: int) -> tuple[Counter[int], int, int]:
    """By cell how many it holds in the filter's dates; how many are in signs and how many are left out."""
    low = day_number(asked.start) if asked.start else DAYS[0]
    high = day_number(asked.end) if asked.end else DAYS[1]
    cells: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for x, y in own_tiles(level):
        table = engine.counted_tile(asked, mode, level, x, y, color_by="kind", unit=Unit.DAY, days=DAYS)
        for row in table.to_pylist():
            begin, end = row["begin"], row["end"]
            inside = (
                begin >= low and end <= high if asked.match is DateMatch.CERTAINLY else begin <= high and end >= low
            )
            if inside and row["sort"] == Sort.COUNTED:
                cells[row["cell"]] += row["count"]
            elif inside:
                others[row["sort"]] += row["count"]
    return cells, others[Sort.SIGN], others[Sort.LEFT_OUT]


def in_memory(dataset: Dataset, asked: Filter, level: int) -> tuple[pd.Series, int]:
    """By incident that a cell counts the cell and its place; how many are left out."""
    shown = dataset if asked.as_known_on is None else dataset.as_known_on(asked.as_known_on)
    grid = grid_of(shown, View(dataset=dataset.id, filter=asked, show=MapMode.HEXAGONS), level)
    assert grid is not None
    mask, marks = select(shown, asked).mask, marks_of(shown)
    some = np.flatnonzero((mask & grid.counted)[marks.incident])
    incident, first = np.unique(marks.incident[some], return_index=True)
    # The browser and the database have positions as exactly as this.
    places = world(marks.position[some[first]].astype(np.float32).astype(np.float64))
    ids = shown.incidents.index[incident].astype(str)
    return pd.Series(list(places), index=ids, dtype=object), int((mask & grid.left_out).sum())


@pytest.mark.parametrize("asked", ASKED, ids=IDS)
def test_hexagons_hold_what_they_hold_in_memory(
    engines: dict[str, Engine], datasets: dict[str, Dataset], asked: Filter
) -> None:
    dataset, engine = datasets[MADE_UP], engines[MADE_UP]
    cells, signs, left_out = told(engine, asked, MapMode.HEXAGONS, 5)
    places, expected_left = in_memory(dataset, asked, 5)
    expected = Counter(cells_of(np.stack(places.to_list()), 5).tolist())
    assert cells == expected
    assert left_out == expected_left
    source = StoredSource(engine, 0)
    counted = source.summary(asked)
    assert sum(cells.values()) + signs + left_out == counted.count - counted.not_placed
    undated = asked.model_copy(update={"start": None, "end": None})
    shown = dataset if asked.as_known_on is None else dataset.as_known_on(asked.as_known_on)
    assert engine.most_in_hexagon(undated, 5) == most_in_a_cell(shown, View(dataset=dataset.id, filter=undated), 5)


def test_close_up_what_is_known_less_closely_is_left_out(
    engines: dict[str, Engine], datasets: dict[str, Dataset]
) -> None:
    dataset, engine = datasets[MADE_UP], engines[MADE_UP]
    level, busiest = 9, (44.36, 33.31)
    z = tile_level(level)
    x, y = (int(side) for side in world(np.array([busiest]))[0] / (WORLD / 2**z))
    table = engine.counted_tile(EVERY, MapMode.HEXAGONS, level, x, y, color_by="kind", unit=Unit.MONTH, days=DAYS)
    counted = table.filter(np.array(table["sort"]) == int(Sort.COUNTED))
    cells: Counter[int] = Counter()
    for cell, count in zip(counted["cell"].to_pylist(), counted["count"].to_pylist(), strict=True):
        cells[cell] += count
    places, left_out = in_memory(dataset, EVERY, level)
    expected = Counter(cells_of(np.stack(places.to_list()), level).tolist())
    assert cells
    assert {cell: expected[cell] for cell in cells} == cells
    assert left_out > 0
    assert Sort.LEFT_OUT in table["sort"].to_pylist()


def test_squares_of_the_density_hold_the_same(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    squares, _, _ = told(engines[MADE_UP], YEAR, MapMode.DENSITY, 5)
    places, _ = in_memory(datasets[MADE_UP], YEAR, 5)
    columns = (ACROSS * FINE) << 5
    at = np.floor(np.stack(places.to_list()) / (WORLD / columns)).astype(int)
    assert squares == Counter((at[:, 1] * columns + at[:, 0]).tolist())


@pytest.mark.parametrize("asked", ASKED, ids=IDS)
@pytest.mark.parametrize("name", [MADE_UP, "placed"])
def test_areas_of_every_window_are_those_of_the_source(
    engines: dict[str, Engine], datasets: dict[str, Dataset], name: str, asked: Filter
) -> None:
    dataset, engine = datasets[name], engines[name]
    ties, found = engine.area_days(asked)
    low = day_number(asked.start) if asked.start else DAYS[0]
    high = day_number(asked.end) if asked.end else DAYS[1]
    begin, end = found["start"].to_numpy(), found["end"].to_numpy()
    certainly = asked.match is DateMatch.CERTAINLY
    inside = (begin >= low) & (end <= high) if certainly else (begin <= high) & (end >= low)
    code = np.repeat(found["tie"].to_numpy()[inside], found["count"].to_numpy()[inside]).astype(np.int64)
    tally = type(ties)(ties.areas, ties.ties, code).tally(np.ones(len(code), dtype=np.bool_))
    shown = dataset if asked.as_known_on is None else dataset.as_known_on(asked.as_known_on)
    own = area_ties(shown)
    assert (ties.areas, set(ties.ties)) == (own.areas, set(own.ties))
    assert tally == own.tally(select(shown, asked).mask)
    by_id = {area.id: area for area in StoredSource(engine, 0).area_counts(asked).areas}
    for area, certain, possible in zip(ties.areas, tally.certain, tally.possible, strict=True):
        held = by_id.get(area.id)
        assert (certain, possible) == ((held.certain, held.possible) if held else (0, 0))


def ids_in(engine: Engine, asked: Filter, cell: CountedCell) -> list[str]:
    return sorted(engine.rows(asked, limit=1000, cell=cell)["id"].to_pylist())


@pytest.mark.parametrize("asked", ASKED[1:3], ids=IDS[1:3])
def test_a_cell_lists_what_its_number_says(
    engines: dict[str, Engine], datasets: dict[str, Dataset], asked: Filter
) -> None:
    dataset, engine = datasets[MADE_UP], engines[MADE_UP]
    places, _ = in_memory(dataset, asked, 5)
    points = np.stack(places.to_list())
    cells = cells_of(points, 5)
    [(cell, count)] = Counter(cells.tolist()).most_common(1)
    assert count > 1
    hexagon = read_counted_cell(f"hexagons:5:{cell}")
    assert ids_in(engine, asked, hexagon) == sorted(places.index[cells == cell])
    colours = engine.colors_in_cell(asked, hexagon, "kind")
    assert sum(colours.values()) == count
    kinds = Counter(dataset.incidents.loc[places.index[cells == cell], "kind"].astype(str))
    assert colours == dict(kinds)
    columns = (ACROSS * FINE) << 5
    column, row = (int(side) for side in points[0] / (WORLD / columns))
    square = row * columns + column
    away = np.hypot(*(points - square_middle(square, 5)).T)
    felt = sorted(places.index[away <= WORLD / (ACROSS << 5)])
    assert len(felt) >= 1
    assert ids_in(engine, asked, read_counted_cell(f"density:5:{square}")) == felt
    ties = area_ties(dataset)
    tally = ties.tally(select(dataset, asked).mask)
    busiest = int(np.argmax(tally.certain))
    inside = dataset.incidents.index[ties.inside([busiest]) & select(dataset, asked).mask].astype(str)
    assert len(inside) == tally.certain[busiest] > 0
    assert ids_in(engine, asked, read_counted_cell(f"areas::{ties.areas[busiest].id}")) == sorted(inside)


def test_a_sign_lists_what_is_known_to_its_area(engines: dict[str, Engine]) -> None:
    engine = engines[MADE_UP]
    z = own_tiles(5)[0]
    table = engine.counted_tile(EVERY, MapMode.HEXAGONS, 5, *z, color_by="kind", unit=Unit.MONTH, days=DAYS)
    signs: Counter[str] = Counter()
    for row in table.to_pylist():
        if row["sort"] == Sort.SIGN:
            signs[f"{row['shape']}" if row["shape"] >= 0 else f"{row['lon']},{row['lat']}"] += row["count"]
    points = [key for key in signs if "," in key]
    shapes = [key for key in signs if "," not in key]
    assert points
    assert shapes
    for key in (points[0], shapes[0]):
        assert len(ids_in(engine, EVERY, read_counted_cell(f"signs::{key}"))) == signs[key]


def test_a_page_of_a_cell_is_in_the_order_of_the_list(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    engine, memory = engines[MADE_UP], MemorySource(datasets[MADE_UP])
    ties = area_ties(datasets[MADE_UP])
    area = read_counted_cell(
        f"areas::{ties.areas[int(np.argmax(ties.tally(select(datasets[MADE_UP], EVERY).mask).certain))].id}"
    )
    every = engine.rows(EVERY, order="killed", descending=True, limit=1000, cell=area)["id"].to_pylist()
    expected = [one for one in memory.rows(EVERY, "killed", True, 0, 1000).ids if one in set(every)]
    assert every == expected
    page = engine.rows(EVERY, order="killed", descending=True, limit=3, offset=2, cell=area)["id"].to_pylist()
    assert page == every[2:5]


@pytest.mark.parametrize(
    "words",
    ["", "hexagons", "hexagons:5:", "hexagons:x:1", "hexagons:40:1", "hexagons:5:-1", "areas:", "areas:1:IQ", "squares:5:1",
     "signs::", "signs::1,2,3", "hexagons:5:" + "9" * 30],
)  # fmt: skip
def test_a_cell_that_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="is no hexagon, no place of the density, no area"):
        read_counted_cell(words)


def test_a_tile_that_is_none(engines: dict[str, Engine]) -> None:
    ask = engines[MADE_UP].counted_tile
    with pytest.raises(ValueError, match="there is no tile 9/0 of hexagons of level 5"):
        ask(EVERY, MapMode.HEXAGONS, 5, 9, 0, color_by="kind", unit=Unit.MONTH, days=DAYS)
    with pytest.raises(ValueError, match="nothing is counted as symbols at level 5"):
        ask(EVERY, MapMode.SYMBOLS, 5, 1, 0, color_by="kind", unit=Unit.MONTH, days=DAYS)


def test_the_grid_is_that_of_the_shared_cases() -> None:
    cases = json.loads((ROOT / "tests" / "hexagon_cases.json").read_text(encoding="utf-8"))
    database = ibis.duckdb.connect()
    for level in sorted({case["level"] for case in cases["cells"]}):
        some = [case for case in cases["cells"] if case["level"] == level]
        rows = ibis.memtable(pa.table({"lon": [c["lon"] for c in some], "lat": [c["lat"] for c in some]}))
        found = database.to_pyarrow(with_hexagon(rows, level))["cell"].to_pylist()
        assert found == [case["cell"] for case in some], level
        squares = database.to_pyarrow(with_square(rows, level))["cell"].to_pylist()
        side = WORLD / ((ACROSS * FINE) << level)
        points = world(np.array([[c["lon"], c["lat"]] for c in some]))
        at = np.floor(points / side).astype(np.int64)
        assert squares == (at[:, 1] * ((ACROSS * FINE) << level) + at[:, 0] % ((ACROSS * FINE) << level)).tolist()


def test_a_radius_as_long_as_a_hexagon_is_wide_counts() -> None:
    rows = ibis.memtable(pa.table({"radius": [0.0, 100_000.0, 104_000.0, 105_000.0], "lat": [0.0] * 4}))
    found = ibis.duckdb.connect().to_pyarrow(rows.mutate(close=is_close_enough(rows.radius, rows.lat, 5)))
    assert found["close"].to_pylist() == [True, True, True, False]
