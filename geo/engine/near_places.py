"""Near an own layer, as an expression: distances are measured in Python, once for each place that the database holds, and
the places that are near are handed back by their cell of the grid, or by the code of their shape."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import shapely
from cachetools import LRUCache

from geo.engine.combination_codes import Ints
from geo.engine.filter_expression import in_runs
from geo.engine.storage_layout import DEEPEST_LEVEL, NO_NUMBER
from geo.engine.tile_grid import grid_of
from geo.filter.layer_distance import Floats
from geo.filter.near_codes import shapes_of
from geo.filter.near_layer import CERTAINLY, Codes, NearLayer, Period, place_codes
from geo.model.own_layer import layer_of

_KEPT = 8
"""Answers for a layer and a distance that are kept."""
_FAR = 3_000_000
"""A day beyond all days."""


@dataclass(frozen=True, eq=False)
class _Places:
    """The different places of a stored dataset: their geometry, their radius as it is stored (metres; 0 for none), and
    their number: cell of a point, code of a shape."""

    geometries: np.ndarray
    radius: Floats
    number: Ints
    is_point: np.ndarray


class NearPlaces:
    """Which places of a stored dataset lie near a layer. Safe to use from several threads."""

    def __init__(self, places: pa.Table, shapes: pa.Table, wkb: pa.Table) -> None:
        """``places``: lon, lat, radius; ``shapes``: shape, radius; ``wkb``: code, wkb."""
        self._places = _laid_out(places, shapes, wkb)
        self._known: LRUCache[tuple[str, float], tuple[tuple[Period, Codes], ...]] = LRUCache(_KEPT)
        self._lock = Lock()

    def near(self, rows: ir.Table, near: NearLayer) -> ir.BooleanValue:
        """Whether an incident lies near a layer (see ``geo.filter.near_codes``). Raises MissingLayer."""
        found = []
        for period, codes in self._codes(near):
            held = codes >= near.least
            if held.any():
                found.append(_in_period(rows, period, near.least) & self._at(rows, held))
        return ibis.or_(*found) if found else ibis.literal(False)

    def _codes(self, near: NearLayer) -> tuple[tuple[Period, Codes], ...]:
        layer, key = layer_of(near.digest, near.name), (near.digest, near.km)
        with self._lock:
            if key not in self._known:
                radius_km = np.where(self._places.radius > 0, self._places.radius / 1000.0, np.nan)
                self._known[key] = tuple(
                    (period, place_codes(self._places.geometries, radius_km, shapes, near.km))
                    for period, shapes in shapes_of(layer)
                )
            return self._known[key]

    def _at(self, rows: ir.Table, held: np.ndarray) -> ir.BooleanValue:
        """Whether rows stand at one of the places that are held: those of one number together where all of them are, else
        by their radius."""
        places = self._places
        cell = rows.gx.cast("int64") * 2**DEEPEST_LEVEL + rows.gy.cast("int64")
        found = []
        for column, kind, one in (
            (cell, places.is_point, rows["shape"] == NO_NUMBER),
            (rows["shape"], ~places.is_point, rows["shape"] != NO_NUMBER),
        ):
            whole, rest = _parted(places.number, kind & held, kind & ~held)
            parts = [in_runs(column, whole)] if len(whole) else []
            for radius in np.unique(places.radius[rest]).tolist():
                of = places.radius == radius
                numbers, single = _parted(places.number, rest & of, kind & ~held & of)
                same = [in_runs(column, numbers)] if len(numbers) else []
                # Points of one cell (2 m) on both sides of the distance are named one by one.
                same += [
                    (rows.lon == places.geometries[at].x) & (rows.lat == places.geometries[at].y)
                    for at in np.flatnonzero(single).tolist()
                ]
                parts.append((rows.radius == radius) & ibis.or_(*same))
            if parts:
                found.append(one & ibis.or_(*parts))
        return ibis.or_(*found) if found else ibis.literal(False)


def _parted(number: Ints, held: np.ndarray, lost: np.ndarray) -> tuple[Ints, np.ndarray]:
    """The numbers of which all places are held, and a mask of the places that are held beside others that are not."""
    mixed = np.unique(number[lost])
    whole: Ints = np.setdiff1d(number[held], mixed)
    return whole, held & np.isin(number, mixed)


def _in_period(rows: ir.Table, period: Period, least: int) -> ir.BooleanValue:
    start, end = (int(np.clip(day, -_FAR, _FAR)) for day in (period.start, period.end))
    if least == CERTAINLY:
        return (rows.start_day >= start) & (rows.end_day <= end)
    return (rows.start_day <= end) & (rows.end_day >= start)


def _laid_out(places: pa.Table, shapes: pa.Table, wkb: pa.Table) -> _Places:
    lon, lat = (places[name].to_numpy().astype(np.float64) for name in ("lon", "lat"))
    gx, gy = grid_of(lon, lat)
    by_code = dict(
        zip(wkb["code"].to_pylist(), shapely.from_wkb(np.array(wkb["wkb"].to_pylist(), dtype=object)), strict=True)
    )
    codes = shapes["shape"].to_pylist()
    drawn = np.array([*(by_code[code] for code in codes), None], dtype=object)[:-1]
    return _Places(
        np.concatenate([np.asarray(shapely.points(lon, lat), dtype=object), drawn]),
        np.concatenate([places["radius"].to_numpy(), shapes["radius"].to_numpy()]).astype(np.float64),
        np.concatenate([gx.astype(np.int64) * 2**DEEPEST_LEVEL + gy, np.array(codes, dtype=np.int64)]),
        np.concatenate([np.ones(len(lon), dtype=np.bool_), np.zeros(len(codes), dtype=np.bool_)]),
    )
