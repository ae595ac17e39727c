"""How the incidents of a dataset lie to an own layer, worked out once for each layer and distance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from geo.filter.filter_table import Ints, table_of
from geo.filter.layer_distance import LayerShapes
from geo.filter.near_layer import CERTAINLY, POSSIBLY, Codes, NearLayer, Period, date_codes, periods, place_codes
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.own_layer import OwnLayer, layer_of

_MOST = 16
"""Answers that are kept for each dataset."""


@lru_cache(maxsize=8)
def shapes_of(layer: OwnLayer) -> tuple[tuple[Period, LayerShapes], ...]:
    """The features of a layer by their days, laid out for distances."""
    return tuple((period, LayerShapes.of(period.geometries)) for period in periods(layer))


def near_codes(dataset: Dataset, near: NearLayer) -> Codes:
    """By position in the dataset: 0 not within, 1 possibly, 2 certainly. A feature with days counts for the incidents of
    these days only: certainly for those that were wholly in them. Raises MissingLayer."""
    found = _kept(dataset)
    layer = layer_of(near.digest, near.name)
    key = (near.digest, near.km)
    if key not in found:
        while len(found) >= _MOST:
            found.pop(next(iter(found)))
        found[key] = _codes(dataset, layer, near.km)
    return found[key]


@kept_by_dataset
def _kept(dataset: Dataset) -> dict[tuple[str, float], Codes]:
    return {}


def _codes(dataset: Dataset, layer: OwnLayer, km: float) -> Codes:
    geometries = _as_stored(dataset.incidents.geometry.to_numpy())
    radius = dataset.incidents["radius_km"].astype("float64").to_numpy(dtype=np.float64, na_value=np.nan)
    radius = radius * 1000.0 / 1000.0  # as a database, which keeps metres
    table = table_of(dataset)
    return joined_codes(
        ((period, place_codes(geometries, radius, shapes, km)) for period, shapes in shapes_of(layer)),
        table.start, table.end,
    )  # fmt: skip


def _as_stored(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Single points as exact as databases and browsers have them (32 bits, half a metre), so that all count alike."""
    found = geometries.copy()
    points = (shapely.get_type_id(found) == shapely.GeometryType.POINT) & ~shapely.is_empty(found)
    found[points] = shapely.points(shapely.get_coordinates(found[points]).astype(np.float32).astype(np.float64))
    return found


def near_tally(dataset: Dataset, mask: npt.NDArray[np.bool_], near: NearLayer) -> str:
    """Of some incidents (a mask over the dataset's) how many are within for certain, and how many possibly."""
    codes = near_codes(dataset, near)[mask]
    certain, possible = int((codes == CERTAINLY).sum()), int((codes == POSSIBLY).sum())
    return f"{certain:,} certain, {possible:,} possible"


def joined_codes(by_period: Iterable[tuple[Period, Codes]], start: Ints, end: Ints) -> Codes:
    """The best of all periods: place and days together are as sure as the less sure of them."""
    found = np.zeros(len(start), dtype=np.uint8)
    for period, places in by_period:
        np.maximum(found, np.minimum(places, date_codes(period, start, end)), out=found)
    return found
