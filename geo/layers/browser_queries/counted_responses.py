"""Responses for a map of hexagons, of density or by area over a stored dataset: packed columns or JSON."""

from __future__ import annotations

import json
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.engine import Engine
from geo.engine.cell_contents import CountedCell
from geo.engine.counted_cells import Sort
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.hexagon_grid import ACROSS, FINE
from geo.layers.area_shapes import areas_for_browser
from geo.layers.array_packing import Array, pack_arrays
from geo.layers.browser_queries.colour_numbers import colour_numbers
from geo.layers.browser_queries.place_shapes import drawn_shapes
from geo.query.timeline_steps import TimeSteps

_PLACE = ["sort", "cell", "shape", "lon", "lat"]
_MOST_KEPT = 64
_one_at_a_time = Lock()


def counted_tile(engine: Engine, view: View, mode: MapMode, place: tuple[int, int, int], steps: TimeSteps) -> bytes:
    """Counts by cell and step, those of signs by colour too; ``place``: the grid's zoom level, x and y of a tile."""
    level, x, y = place
    found = engine.counted_tile(
        view.filter, mode, level, x, y, color_by=view.color_by,
        unit=steps.unit, days=(steps.since, steps.until), cuts=steps.cuts, near=steps.near,
    )  # fmt: skip
    undated = view.filter.model_copy(update={"start": None, "end": None})
    with _one_at_a_time:  # all tiles of a view ask for the same: the first one works it out
        most = _most(engine, undated, level)
    across = (ACROSS << level) * (FINE if mode is MapMode.DENSITY else 1)
    return _cells(engine, found, view, {"level": level, "across": across, "most": most}, steps)


@lru_cache(_MOST_KEPT)
def _most(engine: Engine, filter: Filter, level: int) -> int:
    return engine.most_in_hexagon(filter, level)


def _cells(engine: Engine, found: pa.Table, view: View, told: dict[str, int], steps: TimeSteps) -> bytes:
    """Places (cells, signs, cells in which something is left out), each once, and rows sorted by them. ``told`` of all:
    the grid's level, how many cells are around the world, the highest count of a hexagon."""
    across = told["across"]
    frame = pd.DataFrame({name: found[name].to_numpy() for name in [*_PLACE, "count"]})
    edges = steps.edges()
    frame["begin"] = steps.number(found["begin"].to_numpy())
    frame["end"] = np.minimum(steps.number(found["end"].to_numpy()), len(edges))
    frame["colour"] = colour_numbers(engine, view.color_by, found["color"])
    frame = frame[(frame["end"] > 0) & (frame["begin"] < len(edges))]
    frame["place"] = frame.groupby(_PLACE, sort=True).ngroup()
    keys = ["place", "colour", "begin", "end"]
    rows = frame.groupby(keys, sort=True, as_index=False)["count"].sum()
    places = frame.drop_duplicates("place").sort_values("place")
    columns = {name: places[name].to_numpy() for name in _PLACE}
    is_sign = columns["sort"] == int(Sort.SIGN)
    header = {
        "holds": "counts",
        "n": len(places),
        **told,
        "shapes": drawn_shapes(engine, np.unique(columns["shape"][is_sign]).astype(np.int64)),
    }
    arrays: dict[str, Array] = {
        "edges": edges,
        "place.sort": columns["sort"].astype(np.uint8),
        # As row and column: the number of a hexagon has more digits than an integer of four bytes.
        "place.row": (columns["cell"] // across).astype(np.int32),
        "place.column": (columns["cell"] % across).astype(np.int32),
        "place.shape": columns["shape"].astype(np.int32),
        "place.lon": columns["lon"].astype(np.float32),
        "place.lat": columns["lat"].astype(np.float32),
        "row.place": rows["place"].to_numpy().astype(np.uint32),
        "row.colour": rows["colour"].to_numpy().astype(np.uint8),
        "row.begin": rows["begin"].to_numpy().astype(np.uint32),
        "row.end": rows["end"].to_numpy().astype(np.uint32),
        "row.count": rows["count"].to_numpy().astype(np.uint32),
    }
    return pack_arrays(header, arrays)


def areas(engine: Engine, filter: Filter) -> bytes:
    """The governorates as the browser draws them, and incidents by tie, first and last day."""
    ties, found = engine.area_days(filter)
    arrays: dict[str, Array] = {
        "row.tie": found["tie"].to_numpy().astype(np.uint16),
        "row.start": found["start"].to_numpy().astype(np.int32),
        "row.end": found["end"].to_numpy().astype(np.int32),
        "row.count": found["count"].to_numpy().astype(np.uint32),
    }
    return pack_arrays({"areas": areas_for_browser(ties)}, arrays)


def in_cell(engine: Engine, view: View, cell: CountedCell) -> bytes:
    """How many incidents a cell of the map holds in the filter's dates, and their colours as numbers of the options."""
    counts = engine.colors_in_cell(view.filter, cell, view.color_by)
    number = colour_numbers(engine, view.color_by, pa.chunked_array([pa.array(list(counts), pa.string())])).tolist()
    shares: list[dict[str, Any]] = [
        {"colour": colour, "count": count} for colour, count in zip(number, counts.values(), strict=True)
    ]
    return json.dumps({"count": sum(counts.values()), "shares": shares}).encode()
