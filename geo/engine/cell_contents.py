"""What one hexagon, one place of the smooth surface, one governorate or one sign of a map of counts holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import ibis
import ibis.expr.types as ir

from geo.admin1 import CERTAIN
from geo.engine.counted_cells import MOST_LEVEL, Box, in_box, is_sign_of
from geo.engine.hexagon_expressions import felt_in, is_close_enough, square_middle, with_hexagon
from geo.engine.map_aggregates import words_of
from geo.engine.query_context import QueryContext
from geo.engine.storage_layout import NO_NUMBER
from geo.filter.filter import Filter
from geo.hexagon_grid import ACROSS, ROW, WORLD

_SIGN = re.compile(r"[0-9]{1,9}|-?[0-9]{1,3}(\.[0-9]{1,20})?,-?[0-9]{1,2}(\.[0-9]{1,20})?")


class CellKind(StrEnum):
    """What of a map of counts has a list of incidents."""

    HEXAGONS = "hexagons"
    DENSITY = "density"
    """A place of the smooth surface."""
    AREAS = "areas"
    """A governorate, with what is in it for certain."""
    SIGNS = "signs"
    """The sign of an area or a line: what is known to it only."""


@dataclass(frozen=True, slots=True)
class CountedCell:
    """One hexagon, one place of the smooth surface, one governorate or one sign."""

    kind: CellKind
    level: int
    """The grid's zoom level; 0 for what lies in none."""
    key: str
    """Number of the hexagon or of the square whose middle is meant; id of a governorate (``geo.admin1.boundaries``); code
    of a shape, or longitude and latitude of a sign at a point."""


def read_counted_cell(words: str) -> CountedCell:
    """``hexagons:5:68591``, ``density:5:3360959``, ``areas::IQ-BG``, ``signs::12``, ``signs::44.25,33.5``. Raises
    ValueError."""
    mode, level, key = [*words.split(":", 2), "", ""][:3]
    if mode == str(CellKind.AREAS) and not level and key:
        return CountedCell(CellKind.AREAS, 0, key)
    if mode == str(CellKind.SIGNS) and not level and _SIGN.fullmatch(key):
        return CountedCell(CellKind.SIGNS, 0, key)
    numbers = level.isascii() and level.isdecimal() and key.isascii() and key.isdecimal() and len(key) < 19
    if mode in (str(CellKind.HEXAGONS), str(CellKind.DENSITY)) and numbers and int(level) <= MOST_LEVEL:
        return CountedCell(CellKind(mode), int(level), key)
    raise ValueError(f"“{words[:60]}” is no hexagon, no place of the density, no area and no sign of one.")


def within_cell(context: QueryContext, rows: ir.Table, cell: CountedCell) -> ir.Table:
    """Of some incidents those that a cell counts, those that are felt at a place of the surface, or those that are in a
    governorate for certain."""
    if cell.kind is CellKind.SIGNS:
        return rows.filter(is_sign_of(context, rows), *_at_sign(rows, cell.key))
    if cell.kind is CellKind.AREAS:
        codes = context.sets["areas"].where(lambda area, how: area == cell.key and how in CERTAIN)
        return rows.filter(context.filters.coded(rows, "areas", codes))
    number, level = int(cell.key), cell.level
    near = rows.filter(rows.lon.notnull(), *in_box(rows, _box_of_cell(cell.kind, number, level)))
    near = near.filter(~is_sign_of(context, near), is_close_enough(near.radius, near.lat, level))
    near = near.select("key", "lon", "lat")
    if cell.kind is CellKind.DENSITY:
        return rows.filter(rows.key.isin(felt_in(near, number, level).key))
    held = with_hexagon(near, level)
    return rows.filter(rows.key.isin(held.filter(held["cell"] == number).key))


def colors_in_cell(context: QueryContext, filter: Filter, cell: CountedCell, color_by: str) -> dict[str, int]:
    """How many incidents of a cell there are of each value that gives the colour; the filter's dates count."""
    rows = within_cell(context, context.incidents(filter), cell)
    found = context.run(rows.group_by(color=rows[f"f_{color_by}"]).aggregate(count=ibis._.count()))
    sums: dict[str, int] = {}
    for word, count in zip(
        words_of(context, f"f_{color_by}", found, column="color"), found["count"].to_pylist(), strict=True
    ):
        sums[str(word)] = sums.get(str(word), 0) + int(count)
    return sums


def _at_sign(rows: ir.Table, key: str) -> list[ir.BooleanValue]:
    if "," not in key:
        return [rows["shape"] == int(key)]
    lon, lat = map(float, key.split(","))
    return [rows["shape"] == NO_NUMBER, rows.lon == lon, rows.lat == lat]


def _box_of_cell(kind: CellKind, number: int, level: int) -> Box:
    columns = ACROSS << level
    wide = WORLD / columns
    if kind is CellKind.DENSITY:
        x, y = square_middle(number, level)
    else:
        row, column = divmod(number, columns)
        x, y = (column + 0.5 * (row % 2)) * wide, row * ROW * wide
    return x - wide, y - wide, x + wide, y + wide
