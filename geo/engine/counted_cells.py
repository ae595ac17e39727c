"""Counts for a map of hexagons, of density or by area: by cell and step of time, by area and day; and what one cell holds.

An incident counts once, at its first site, if its place is known to within one hexagon's width. One that is known to an
area only keeps the sign of the area; what is known to a wider circle is told by itself (see ``geo.scene.count_grid``).
"""

from __future__ import annotations

import math
from enum import IntEnum

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geo.count.area_ties import CLOSER, AreaTies, ties_from
from geo.count.focus_countries import focus_of
from geo.count.histogram import Unit
from geo.engine.filter_expression import in_runs
from geo.engine.hexagon_expressions import is_close_enough, with_hexagon, with_square
from geo.engine.map_aggregates import WIDE, first_day_of, step_column, words_of
from geo.engine.query_context import QueryContext
from geo.engine.storage_layout import DEEPEST_LEVEL, NO_NUMBER
from geo.engine.stored_metadata import StoredMetadata
from geo.engine.tile_grid import grid_of
from geo.filter.filter import Filter
from geo.filter.view import MapMode
from geo.hexagon_grid import ACROSS, FINE, ROW, WORLD

MOST_LEVEL = 20
"""The last zoom level whose hexagons are counted: they are 3 metres wide there."""
_ROUND = 1
"""Cells of the deepest grid by which a box is wider, so that no rounding cuts off what it should hold."""


class Sort(IntEnum):
    """How an incident with a place is told on a map of counts."""

    COUNTED = 0
    SIGN = 1
    """By the sign of the area or the line that its place is."""
    LEFT_OUT = 2
    """In words only: known less closely than a hexagon is wide."""


def tile_level(level: int) -> int:
    """The level of the tiles in which hexagons of a zoom level are told: 48 hexagons are as wide as one."""
    return max(0, level - 2)


def counted_tile(
    context: QueryContext,
    filter: Filter,
    mode: MapMode,
    place: tuple[int, int, int],
    color_by: str,
    unit: Unit,
    days: tuple[int, int],
    cuts: tuple[int, ...] = (),
    near: tuple[int, int] | None = None,
) -> pa.Table:
    """Counts by hexagon, or by square of the density, and step; the filter's dates are left aside.

    ``place``: zoom level of the grid, and x and y of a tile (``tile_level``): cells whose middle lies in it, with all
    that they hold. Columns: ``sort`` (``Sort``), ``cell`` (its number; -1 for a sign), ``shape``, ``lon``, ``lat`` and
    ``color`` (of a sign; ``shape`` is -1 where it stands at a point), ``begin`` and ``end`` (see ``map_aggregates.tile``),
    ``count``.
    """
    level, x, y = place
    _check(mode, place)
    rows = context.incidents(filter, dates=False)
    rows = rows.filter(rows.lon.notnull(), *in_box(rows, _box_of_tile(level, x, y)))
    rows = rows.filter(rows.start_day <= days[1], rows.end_day >= days[0])
    # Of the forty columns only what is needed goes through the steps of the expression.
    is_sign = is_sign_of(context, rows)
    rows = rows.select(
        "lon", "lat", is_sign=is_sign, close=is_close_enough(rows.radius, rows.lat, level),
        shape=is_sign.ifelse(rows["shape"], NO_NUMBER).cast("int32"),
        color=is_sign.ifelse(rows[f"f_{color_by}"], NO_NUMBER).cast("int32"),
        begin=step_column(rows, "start", unit, cuts, near), end=step_column(rows, "end", unit, cuts, near),
    )  # fmt: skip
    rows = (with_hexagon if mode is MapMode.HEXAGONS else with_square)(rows, level)
    narrow = rows.select(
        "shape", "color", "begin", "end",
        sort=rows.is_sign.ifelse(int(Sort.SIGN), rows.close.ifelse(int(Sort.COUNTED), int(Sort.LEFT_OUT))).cast("int32"),
        cell=rows.is_sign.ifelse(ibis.literal(NO_NUMBER, type="int64"), rows["cell"]).cast("int64"),
        lon=rows.is_sign.ifelse(rows.lon, 0.0), lat=rows.is_sign.ifelse(rows.lat, 0.0),
    )  # fmt: skip
    keys = ["sort", "cell", "shape", "lon", "lat", "color", "begin", "end"]
    found = context.run(narrow.group_by(keys).aggregate(count=ibis._.count()))
    found = found.filter(pa.array(_in_tile(found, mode, place)))
    for name in ("begin", "end"):
        first = pa.array(first_day_of(found[name].to_numpy().astype("int64"), unit))
        found = found.set_column(found.schema.get_field_index(name), name, first)
    signs = pc.equal(found["sort"], int(Sort.SIGN))
    known = found.filter(signs)
    words = pa.array(words_of(context, f"f_{color_by}", known, column="color"), type=pa.string())
    others = found.filter(pc.invert(signs))
    at = found.schema.get_field_index("color")
    parts = [known.set_column(at, "color", words), others.set_column(at, "color", pa.nulls(len(others), pa.string()))]
    return pa.concat_tables(parts)


def most_in_hexagon(context: QueryContext, filter: Filter, level: int) -> int:
    """The highest count of a hexagon of a zoom level on any date: classes of colours follow from it."""
    rows = context.incidents(filter, dates=False)
    rows = rows.filter(rows.lon.notnull(), ~is_sign_of(context, rows), is_close_enough(rows.radius, rows.lat, level))
    held = with_hexagon(rows.select("lon", "lat"), level).group_by("cell").aggregate(count=ibis._.count())
    return int(context.run(held.aggregate(most=held["count"].max()))["most"][0].as_py() or 0)


def area_days(context: QueryContext, about: StoredMetadata, filter: Filter) -> tuple[AreaTies, pa.Table]:
    """How incidents are tied to governorates, and how many of each first and last day in each way (see
    ``Engine.area_days``). The governorates are those of all that was known on the filter's day, whatever else it asks."""
    table = context.tables.incidents
    every = table.filter(*context.filters.known(table, filter), ibis.literal(True))
    known = context.run(every.select(code=_tie_code(context, every)).distinct())
    codes = np.sort(known["code"].to_numpy()).astype(np.int64)
    named = context.run(every.group_by("f_country").aggregate(count=ibis._.count()))
    countries = context.sets["f_country"].counts(named["f_country"].to_numpy(), named["count"].to_numpy())
    held = context.sets["areas"].combinations()
    ways = [(held[code // 2], bool(code % 2)) for code in codes.tolist()]
    tied = {area for combination, _ in ways for area, _ in combination}
    none = np.zeros(0, dtype=np.int64)
    ties = ties_from(ways, tied, focus_of(countries), about.admin1_names, none)
    rows = context.incidents(filter, dates=False)
    narrow = rows.select(code=_tie_code(context, rows), start=rows.start_day, end=rows.end_day)
    found = context.run(narrow.group_by(["code", "start", "end"]).aggregate(count=ibis._.count()))
    found = found.sort_by([(key, "ascending") for key in ("code", "start", "end")])
    tie = pa.array(np.searchsorted(codes, found["code"].to_numpy()).astype(np.int32))
    return ties, found.drop_columns(["code"]).append_column("tie", tie)


def is_sign_of(context: QueryContext, rows: ir.Table) -> ir.BooleanValue:
    """Whether an incident is known to an area or a line, which has a sign of its own and no place in a cell."""
    wide = context.sets["f_location_precision"].holding(map(str, WIDE))
    is_wide = context.filters.coded(rows, "f_location_precision", wide)
    drawn = context.shapes.without_sites
    return is_wide | in_runs(rows["shape"], drawn) if len(drawn) else is_wide


def _tie_code(context: QueryContext, rows: ir.Table) -> ir.IntegerValue:
    """Twice the code of the governorates, and one more where nothing closer is known (see ``geo.count.area_ties``)."""
    closer = context.sets["f_location_precision"].holding(CLOSER)
    is_closer = context.filters.coded(rows, "f_location_precision", closer)
    return (rows.areas * 2 + is_closer.ifelse(0, 1)).cast("int32")


def _check(mode: MapMode, place: tuple[int, int, int]) -> None:
    level, x, y = place
    if mode not in (MapMode.HEXAGONS, MapMode.DENSITY) or not 0 <= level <= MOST_LEVEL:
        raise ValueError(
            f"nothing is counted as {mode} at level {level}: hexagons and density, level 0 to {MOST_LEVEL}"
        )
    if not (0 <= x < 2 ** tile_level(level) and 0 <= y < 2 ** tile_level(level)):
        raise ValueError(f"there is no tile {x}/{y} of hexagons of level {level}")


Box = tuple[float, float, float, float]


def _in_tile(found: pa.Table, mode: MapMode, place: tuple[int, int, int]) -> npt.NDArray[np.bool_]:
    """Which rows are a tile's own: cells by their middle, signs by their place."""
    level, x, y = place
    side = WORLD / 2 ** tile_level(level)
    cell, is_sign = found["cell"].to_numpy(), found["sort"].to_numpy() == int(Sort.SIGN)
    columns = (ACROSS << level) * (FINE if mode is MapMode.DENSITY else 1)
    row, column = np.divmod(cell, columns)
    if mode is MapMode.DENSITY:
        east, south = (column + 0.5) * WORLD / columns, (row + 0.5) * WORLD / columns
    else:
        east, south = (column + 0.5 * (row % 2)) * WORLD / columns, row * ROW * WORLD / columns
    gx, gy = grid_of(found["lon"].to_numpy(), found["lat"].to_numpy())
    cells = WORLD / 2**DEEPEST_LEVEL
    last = 2 ** tile_level(level) - 1
    across = np.clip(np.where(is_sign, gx * cells, east) // side, 0, last)
    down = np.clip(np.where(is_sign, gy * cells, south) // side, 0, last)
    own: npt.NDArray[np.bool_] = (across == x) & (down == y)
    return own


def _box_of_tile(level: int, x: int, y: int) -> Box:
    """A tile in pixels of the world at zoom 0, and as much around it as cells reach beyond their middle."""
    side, reach = WORLD / 2 ** tile_level(level), WORLD / (ACROSS << level) / math.sqrt(3)
    return x * side - reach, y * side - reach, (x + 1) * side + reach, (y + 1) * side + reach


def in_box(rows: ir.Table, box: Box) -> list[ir.BooleanValue]:
    """Whether a place lies in a box, by its cell of the deepest grid; around the world, and beyond its poles."""
    size = 2**DEEPEST_LEVEL
    west, north, east, south = (side / WORLD * size for side in box)
    left, right = math.floor(west) - _ROUND, math.ceil(east) + _ROUND
    top, bottom = max(0, math.floor(north) - _ROUND), min(size - 1, math.ceil(south) + _ROUND)
    sides = [rows.gx.between(max(0, left), min(size - 1, right))]
    if left < 0:
        sides.append(rows.gx >= left + size)
    if right >= size:
        sides.append(rows.gx <= right - size)
    return [ibis.or_(*sides), rows.gy.between(top, bottom)]
