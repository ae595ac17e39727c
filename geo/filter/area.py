"""An area drawn on the map, as a value: a ring, or a distance around a point (WGS 84, longitude before
latitude)."""

import math
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

MAX_CORNERS = 256
"""Corners that a ring may have; the browser thins a lasso to fewer."""
MAX_KM = 5000.0
_DIGITS = 5  # about a metre

Position = tuple[
    Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)],
    Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)],
]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PolygonArea(_Shape):
    """The inside of a ring by the even-odd rule; a box is a ring of four corners.

    The ring is kept open, rounded to about a metre, and starts at its smallest corner, so that the same ring
    drawn from another corner or the other way round is the same value. Raises ValueError under three corners.
    """

    type: Literal["polygon"] = "polygon"
    ring: tuple[Position, ...] = Field(min_length=3, max_length=MAX_CORNERS)

    @field_validator("ring", mode="after")
    @classmethod
    def _canonical(cls, ring: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        corners = _without_repeats((_rounded(lon), _rounded(lat)) for lon, lat in ring)
        if len(set(corners)) < 3:
            raise ValueError("a ring needs three different corners")
        first = corners.index(min(corners))
        turned = corners[first:] + corners[:first]
        other_way = turned[:1] + turned[:0:-1]
        return tuple(min(turned, other_way))


class RadiusArea(_Shape):
    """All that lies within ``km`` kilometres of ``center``, along the surface of the mean sphere."""

    type: Literal["radius"] = "radius"
    center: Position
    km: float = Field(gt=0, le=MAX_KM, allow_inf_nan=False)

    @field_validator("center", mode="after")
    @classmethod
    def _round_center(cls, center: tuple[float, float]) -> tuple[float, float]:
        return _rounded(center[0]), _rounded(center[1])

    @field_validator("km", mode="after")
    @classmethod
    def _round_km(cls, km: float) -> float:
        return max(0.001, round(km, 3))


Area = Annotated[PolygonArea | RadiusArea, Field(discriminator="type")]


def _rounded(degrees: float) -> float:
    return round(degrees, _DIGITS) + 0.0 if math.isfinite(degrees) else degrees


def _without_repeats(corners: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[Any] = []
    for corner in corners:
        if not kept or kept[-1] != corner:
            kept.append(corner)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept
