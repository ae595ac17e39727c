"""Within some kilometres of an own layer: what is asked for, and which places are so for certain, and which possibly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import numpy as np
import numpy.typing as npt
import shapely
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from geo.filter.layer_distance import STEP_KM, Floats, Ints, LayerShapes, single_parts_of, stretches
from geo.model.own_layer import DIGEST, MOST_NAME, OwnLayer
from geo.vocabulary import Vocabulary

LEAST_KM, MOST_KM = 1.0, 200.0
NOT, POSSIBLY, CERTAINLY = 0, 1, 2
"""How a place lies to a layer."""
Codes = npt.NDArray[np.uint8]
_EPOCH = date(1970, 1, 1)
_FINE = 20
"""How many steps go into the distance when it is asked whether all of a line or an area lies within it."""


class PlaceMatch(Vocabulary):
    """How an incident whose place isn't known exactly meets a distance."""

    POSSIBLY = "possibly", "Include uncertain places", "It can have been within the distance."
    CERTAINLY = "certainly", "Certain places only", "Wherever it was, it was within the distance."


class NearLayer(BaseModel):
    """All within ``km`` kilometres of the features of an own layer, along the surface of the Earth (WGS 84)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: Annotated[str, StringConstraints(pattern=DIGEST)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=MOST_NAME)]
    km: float = Field(ge=LEAST_KM, le=MOST_KM, allow_inf_nan=False)
    match: PlaceMatch = PlaceMatch.POSSIBLY

    def words(self) -> str:
        """What is asked for, for a sentence: ``certainly within 10 km of Camps``."""
        sure = "certainly " if self.match is PlaceMatch.CERTAINLY else ""
        return f"{sure}within {self.km:g} km of {self.name}"

    @property
    def least(self) -> int:
        """The code from which an incident passes."""
        return CERTAINLY if self.match is PlaceMatch.CERTAINLY else POSSIBLY


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """The features of a layer that were there on the same days: numbers since 1970-01-01, infinite where open."""

    start: float
    end: float
    geometries: npt.NDArray[np.object_]


def periods(layer: OwnLayer) -> tuple[Period, ...]:
    """The features of a layer by their days, in order."""
    by_days: dict[tuple[float, float], list[int]] = {}
    for at, one in enumerate(layer.features):
        days = (_number(one.start, -np.inf), _number(one.end, np.inf))
        by_days.setdefault(days, []).append(at)
    return tuple(Period(*days, layer.geometries[held]) for days, held in sorted(by_days.items()))


def _number(day: date | None, else_: float) -> float:
    return else_ if day is None else float((day - _EPOCH).days)


def date_codes(period: Period, start: Ints, end: Ints) -> Codes:
    """Whether incidents were in a period, by the first and last day that each can have been (days since 1970-01-01)."""
    met = (start <= period.end) & (end >= period.start)
    held = (start >= period.start) & (end <= period.end)
    return (met.astype(np.uint8) + held).astype(np.uint8)


def place_codes(geometries: npt.NDArray[np.object_], radius_km: Floats, shapes: LayerShapes, km: float) -> Codes:
    """How places lie to a layer. ``radius_km`` says how far off the true place of each may be; not a number where nobody
    knows.

    A place is its geometry and all within its radius: *certainly* where all of that lies within the distance, *possibly*
    where a part of it does. Of several points each is a place, and the best of them counts. A route or an area counts as a
    whole, so it is certainly within only where it is from end to end; this is judged by steps of a twentieth of the
    distance and never too generously. What has no geometry lies nowhere.
    """
    found = np.zeros(len(geometries), dtype=np.uint8)
    kinds = shapely.get_dimensions(geometries)
    dots = np.flatnonzero((kinds == 0) & ~shapely.is_empty(geometries))
    at, of = shapely.get_coordinates(geometries[dots], return_index=True)
    if len(at):
        np.maximum.at(found, dots[of], _of_points(at, radius_km[dots[of]], shapes, km))
    known: dict[tuple[bytes, float], int] = {}
    for place in np.flatnonzero(kinds > 0).tolist():
        key = (shapely.to_wkb(geometries[place]), float(np.nan_to_num(radius_km[place], nan=-1.0)))
        if key not in known:
            known[key] = _of_shape(geometries[place], float(radius_km[place]), shapes, km)
        found[place] = known[key]
    return found


def _of_points(at: Floats, radius_km: Floats, shapes: LayerShapes, km: float) -> Codes:
    both = np.column_stack([at, np.nan_to_num(radius_km, nan=-1.0)])
    different, number = np.unique(both, axis=0, return_inverse=True)
    radius = np.maximum(different[:, 2], 0.0)
    away = shapes.within(different[:, :2], km + radius)
    sure = (away + radius <= km) & (different[:, 2] >= 0)
    codes: Codes = (np.isfinite(away).astype(np.uint8) + sure).astype(np.uint8)
    return codes[number.ravel()]


def _of_shape(shape: shapely.Geometry, radius: float, shapes: LayerShapes, km: float) -> int:
    is_area = int(shapely.get_dimensions(shape)) == 2
    reach = 0.0 if np.isnan(radius) else radius
    if not shapes.may_reach(shape.bounds, km + reach):
        return NOT
    parts = single_parts_of(np.array([shape], dtype=object))
    courses = np.concatenate(
        [shapely.get_rings(parts[shapely.get_dimensions(parts) == 2]), parts[shapely.get_dimensions(parts) == 1]]
    )
    # Steps no longer than the distance miss no crossing; what does not cross is nearest at a corner of one of the two.
    away = _from_steps(courses, min(STEP_KM, km), shapes, km + reach)
    if not np.isfinite(away).any():
        # A part of the layer may lie inside of the area, or beside the middle of a step.
        own = LayerShapes.of(parts)
        back = own.within(shapes.corners, np.full(len(shapes.corners), km + reach))
        return POSSIBLY if np.isfinite(back).any() else NOT
    known = is_area or not np.isnan(radius)
    if not known or bool((away + reach > km).any()):
        return POSSIBLY
    step = km / _FINE
    fine = _from_steps(courses, step, shapes, km)
    sure = bool((fine + step / 2 + reach <= km).all()) and _inside_too(parts, shapes, km - reach, step)
    return CERTAINLY if sure else POSSIBLY


def _from_steps(courses: npt.NDArray[np.object_], step_km: float, shapes: LayerShapes, most_km: float) -> Floats:
    """How far the ends of all steps of some lines are from a layer; infinite beyond ``most_km``."""
    ends = np.unique(np.concatenate(stretches(courses, step_km)), axis=0)
    return shapes.within(ends, np.full(len(ends), most_km))


def _inside_too(parts: npt.NDArray[np.object_], shapes: LayerShapes, km: float, step: float) -> bool:
    """Whether the inside of areas lies within a distance, by places a step apart."""
    for area in parts[shapely.get_dimensions(parts) == 2]:
        west, south, east, north = area.bounds
        high = step / 111.7
        wide = high / max(0.01, float(np.cos(np.radians(max(abs(south), abs(north))))))
        lon, lat = np.meshgrid(np.arange(west, east + wide, wide), np.arange(south, north + high, high))
        grid = np.column_stack([lon.ravel(), lat.ravel()])
        grid = grid[shapely.contains_xy(area, grid)]
        away = shapes.within(grid, np.full(len(grid), km))
        if not bool((away + 0.71 * step <= km).all()):
            return False
    return True
