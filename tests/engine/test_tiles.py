"""Cells of the map: the same in every engine, cell by cell, and never more exact than what is known."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.count.histogram import Unit
from geo.engine import Engine
from geo.engine.storage_layout import DEEPEST_LEVEL
from geo.engine.tile_grid import grid_of
from geo.filter.apply import passing, select
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import DateMatch, Filter
from geo.filter.filter_table import day_number
from geo.filter.within import drawn_shapes_of
from geo.layers.marks import WIDE
from geo.model.dataset import Dataset
from tests.engine.test_parity import MADE_UP

ASKED = Filter(kind=("attack", "strike", "protest"), background=True)
TILE = (5, 19, 12)
"""Around Baghdad."""


def plain_cells(dataset: Dataset, mask: np.ndarray, place: tuple[int, int, int], color_by: str, unit: Unit) -> Counter:
    """The cells of a tile counted one incident at a time, by the textbook's formula."""
    z, x, y = place
    values = FACET_BY_ID[color_by].values(dataset)
    found: Counter = Counter()
    for number, (_, row) in enumerate(dataset.incidents.iterrows()):
        shape = row.geometry
        if shape is None or shape.is_empty:
            continue
        point = shape.geom_type == "Point"
        if not mask[number]:
            continue
        drawn = drawn_shapes_of([shape])
        lon, lat = drawn.points[0] if len(drawn.points) else np.float32(shape.representative_point().coords[0])
        gx = (float(lon) + 180) / 360
        gy = (1 - math.asinh(math.tan(math.radians(float(lat)))) / math.pi) / 2
        if (int(gx * 2**z), int(gy * 2**z)) != (x, y):
            continue
        level = min(z + 5, finest(float(lat), row))
        cell = (level, int(gx * 2**level), int(gy * 2**level)) if point else (-1, -1, -1)
        value = values[number] if isinstance(values[number], str) else values[number][0]
        steps = [first_of_step(row[name], unit) for name in ("date_start", "date_end")]
        found[(*cell, "point" if point else shape.wkt, *steps, value)] += 1
    return found


def finest(lat: float, row: pd.Series) -> int:
    least = {"admin1": 50.0, "admin2": 15.0, "country": 250.0}.get(str(row["location_precision"]), 0.0)
    across = 2 * max(least, 0.0 if pd.isna(row["radius_km"]) else float(row["radius_km"]))
    if not across:
        return DEEPEST_LEVEL
    return min(DEEPEST_LEVEL, max(0, math.floor(math.log2(40075.016686 * math.cos(math.radians(lat)) / across))))


def first_of_step(day: pd.Timestamp, unit: Unit) -> date:
    frequency = {Unit.DAY: "D", Unit.WEEK: "W-SUN", Unit.MONTH: "M"}[unit]
    return day.to_period(frequency).start_time.date()


def told_cells(
    engine: Engine, place: tuple[int, int, int], color_by: str, unit: Unit, asked: Filter = ASKED
) -> Counter:
    """The engine's cells in the same words."""
    import shapely

    found: Counter = Counter()
    for row in engine.tile(asked, *place, color_by=color_by, unit=unit).to_pylist():
        shape = "point" if row["shape"] < 0 else shapely.geometry.shape(engine.shape(row["shape"])).wkt
        steps = [date.fromordinal(date(1970, 1, 1).toordinal() + row[name]) for name in ("begin", "end")]
        found[(row["level"], row["cx"], row["cy"], shape, *steps, row["color"])] += row["count"]
    return found


@pytest.mark.parametrize("unit", list(Unit))
def test_cells_are_those_counted_one_by_one(
    engines: dict[str, Engine], datasets: dict[str, Dataset], unit: Unit
) -> None:
    dataset = datasets[MADE_UP]
    mask = passing(dataset, ASKED)
    for place, color_by in ((TILE, "weapon"), ((0, 0, 0), "kind"), ((7, 79, 51), "verification")):
        expected = plain_cells(dataset, mask, place, color_by, unit)
        assert sum(expected.values()) > 0, "a tile without incidents would show nothing"
        assert told_cells(engines[MADE_UP], place, color_by, unit) == expected


def test_every_placed_incident_is_in_one_tile(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    found = select(datasets[MADE_UP], ASKED)
    z = 4
    tiles = [(z, x, y) for x in (9, 10) for y in (5, 6)]
    sums = [engines[MADE_UP].tile_count(ASKED, *tile) for tile in tiles]
    assert sum(sums) == found.placed_count
    assert (
        sum(sum(told_cells(engines[MADE_UP], tile, "kind", Unit.MONTH).values()) for tile in tiles)
        == found.placed_count
    )


@pytest.mark.parametrize("match", list(DateMatch))
def test_windows_of_whole_steps_are_exact(
    engines: dict[str, Engine], datasets: dict[str, Dataset], match: DateMatch
) -> None:
    """What a browser adds up out of one tile while the slider moves is what the filter gives for each window."""
    table = engines[MADE_UP].tile(ASKED, 0, 0, 0, color_by="kind", unit="month")
    begin, end, count = (table[name].to_numpy() for name in ("begin", "end", "count"))
    for first, last in ((date(2018, 3, 1), date(2018, 3, 31)), (date(2019, 1, 1), date(2020, 6, 30))):
        asked = ASKED.model_copy(update={"start": first, "end": last, "match": match})
        low, high = day_number(first), day_number(last)
        within = (begin <= high) & (end >= low) if match is DateMatch.POSSIBLY else (begin >= low) & (end <= high)
        # A step ends where the next begins: an incident that ends within the last step ends within the window.
        assert int(count[within].sum()) == select(datasets[MADE_UP], asked).placed_count


def test_what_is_known_to_a_governorate_is_in_no_small_cell(engines: dict[str, Engine]) -> None:
    dear = Filter(location_precision=tuple(str(word) for word in WIDE), background=True)
    table = engines[MADE_UP].tile(dear, *TILE, color_by="kind", unit="month")
    assert table.num_rows > 0
    deepest = max(level for level in table["level"].to_pylist())
    assert deepest <= math.floor(math.log2(40075.016686 * math.cos(math.radians(30)) / 30)), "30 km across at the least"


def test_single_incidents_of_a_tile(engines: dict[str, Engine], datasets: dict[str, Dataset]) -> None:
    from geo.layers.marks import build_marks

    dataset, engine = datasets[MADE_UP], engines[MADE_UP]
    table = engine.incidents_in(ASKED, *TILE, color_by="perpetrator_kind")
    rows = {row["id"]: row for row in table.to_pylist()}
    assert len(rows) == engine.tile_count(ASKED, *TILE) > 50
    marks = build_marks(dataset.incidents)
    first_mark = {int(incident): place for place, incident in reversed(list(enumerate(marks.incident)))}
    for number, (incident, told) in enumerate(dataset.incidents.iterrows()):
        if incident not in rows:
            continue
        row = rows[str(incident)]
        assert row["title"] == told["title"]
        assert row["color"] == told["perpetrator_kind"]
        assert row["start"] == day_number(told["date_start"].date())
        assert row["end"] == day_number(told["date_end"].date())
        if row["shape"] < 0:
            mark = first_mark[number]
            assert (row["size"], row["form"]) == (marks.size[mark], marks.form[mark])
            assert row["radius"] == pytest.approx(marks.radius[mark])
            assert (row["lon"], row["lat"]) == pytest.approx(tuple(marks.position[mark]), abs=1e-5)


def test_a_tile_that_is_not_there(engines: dict[str, Engine]) -> None:
    with pytest.raises(ValueError, match="there is no tile 3/8/0"):
        engines[MADE_UP].tile(Filter(), 3, 8, 0, color_by="kind", unit="day")
    with pytest.raises(ValueError, match="no facet 'hue'"):
        engines[MADE_UP].tile(Filter(), 3, 1, 0, color_by="hue", unit="day")


def test_the_grid_at_its_edges() -> None:
    gx, gy = grid_of(np.array([-180.0, 180.0, 0.0, np.nan]), np.array([89.0, -89.0, 0.0, 0.0]))
    last = 2**DEEPEST_LEVEL - 1
    assert gx.tolist() == [0, last, 2 ** (DEEPEST_LEVEL - 1), -1]
    assert gy.tolist() == [0, last, 2 ** (DEEPEST_LEVEL - 1), -1]
