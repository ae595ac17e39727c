"""Hexagons and squares of the density as expressions on longitude and latitude: the sums of ``geo.layers.hexagons`` and
``geo.layers.density``, in the same order. ``tests/hexagon_cases.json`` holds all of them together."""

from __future__ import annotations

import math

import ibis
import ibis.expr.types as ir

from geo.hexagon_grid import ACROSS, EQUATOR_M, FINE, ROW, WORLD

_EDGE = 85.0511287798
"""The latitude at which the world of the map ends, as in ``geo.scene.projection``."""
# Each step is a column of its own: put into one expression, what is used twice would be worked out many times. Few steps,
# and of few columns: to write a question down takes time for each.


def with_place(rows: ir.Table, by_x: float = 1.0, by_y: float = 1.0) -> ir.Table:
    """Rows with ``u`` and ``v``: their position (degrees, EPSG:4326) in pixels of the world at zoom 0, each by a factor."""
    latitude = ibis.greatest(ibis.least(rows.lat, _EDGE), -_EDGE).radians()
    x = (rows.lon + 180.0) * WORLD / 360.0
    y = ((latitude / 2 + math.pi / 4).tan().ln() * -1 + math.pi) * WORLD / (2 * math.pi)
    return rows.mutate(u=x * by_x, v=y * by_y)


def with_hexagon(rows: ir.Table, level: int) -> ir.Table:
    """Rows with ``cell``: the number of the hexagon that their position is in (see ``cells_of``)."""
    columns = ACROSS << level
    rows = with_place(rows, columns / WORLD, columns / WORLD)
    rows = rows.mutate(v=rows.v / ROW, above=(rows.v / ROW).floor().cast("int64"))
    shift = (rows.above % 2) * 0.5
    rows = rows.mutate(shift=shift, column=_column(rows.u, shift), other=_column(rows.u, -shift + 0.5))
    far = _away(rows.u - rows.shift - rows.column, (rows.v - rows.above) * ROW)
    farther = _away(rows.u - (-rows.shift + 0.5) - rows.other, (rows.v - (rows.above + 1)) * ROW)
    rows = rows.mutate(below=farther < far)
    row, column = rows.below.ifelse(rows.above + 1, rows.above), rows.below.ifelse(rows.other, rows.column)
    return rows.mutate(cell=row * columns + column % columns)


def _column(u: ir.FloatingValue, shift: ir.FloatingValue) -> ir.IntegerValue:
    """Of one row the column of the nearest hexagon."""
    return (u - shift + 0.5).floor().cast("int64")


def _away(across: ir.FloatingValue, down: ir.FloatingValue) -> ir.FloatingValue:
    """The square of how far the middle of a hexagon is (widths)."""
    return across * across + down * down


def with_square(rows: ir.Table, level: int) -> ir.Table:
    """Rows with ``cell``: the number of the density's square that their position is in (``squareOf`` in
    ``geo/web/map/density.js``)."""
    columns = (ACROSS * FINE) << level
    side = WORLD / columns
    rows = with_place(rows)
    column = (rows.u / side).floor().cast("int64") % columns
    return rows.mutate(cell=(rows.v / side).floor().cast("int64") * columns + column)


def felt_in(rows: ir.Table, square: int, level: int) -> ir.Table:
    """Rows that are felt in the middle of a square: no farther from it than a hexagon is wide."""
    east, south = square_middle(square, level)
    rows = with_place(rows)
    rows = rows.mutate(beside=rows.u - east, down=rows.v - south)
    # The world is round: what is farther than half of it lies nearer the other way.
    around = (rows.beside < -WORLD / 2).ifelse(rows.beside + WORLD, rows.beside)
    rows = rows.mutate(across=(rows.beside > WORLD / 2).ifelse(rows.beside - WORLD, around))
    return rows.filter(_away(rows.across, rows.down).sqrt() <= WORLD / (ACROSS << level))


def square_middle(square: int, level: int) -> tuple[float, float]:
    """The middle of a square in pixels of the world at zoom 0."""
    columns = (ACROSS * FINE) << level
    row, column = divmod(square, columns)
    return (column + 0.5) * WORLD / columns, (row + 0.5) * WORLD / columns


def is_close_enough(radius: ir.FloatingValue, lat: ir.FloatingValue, level: int) -> ir.BooleanValue:
    """Whether a place that is known to a radius (metres) counts in a hexagon (see ``geo.layers.hexagons``)."""
    return radius <= lat.radians().cos() * EQUATOR_M / (ACROSS << level)
