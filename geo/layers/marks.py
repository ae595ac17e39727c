"""Marks and lines: what of an incident's place is drawn, and how, never more exactly than the place is known.

A symbol stands where a site, a town or a stretch of land is known. A route is a line, several sites are several
symbols joined by a line, a governorate is an outline with a sign in it, and an incident without a place has no mark.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.layers.grouping import Floats, Ints
from geo.layers.placement import site_groups
from geo.model.coded import coded_column
from geo.model.vocabularies import CONTEXT_KINDS, LocationPrecision, Verification
from geo.style.symbol_styles import SIZE_CLASSES
from geo.style.symbols import CONTEXT_FORM, FORM_BY_VERIFICATION, Form

LineRole = Literal["route", "joint", "area"]

WIDE = frozenset({LocationPrecision.ADMIN1, LocationPrecision.ADMIN2, LocationPrecision.COUNTRY})
"""Precisions that are an area: drawn as a sign, never as a symbol at a spot."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the map: which incident (position in the dataset), what it is, and its course (lon, lat, EPSG:4326).
    Across the antimeridian longitudes run on beyond 180, so that the line takes the short way."""

    incident: int
    role: LineRole
    path: list[list[float]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Symbols, one row each: incident (position in the dataset), place (lon, lat), radius of uncertainty in metres,
    size class, form, and a number that marks at one place share."""

    incident: Ints
    position: Floats
    radius: Floats
    size: Ints
    form: Ints
    site: Ints
    lines: tuple[Line, ...]

    @property
    def site_badges(self) -> dict[int, str]:
        """By row, where its incident has several sites: which of them it is and of how many, such as "1/2". Signs of
        areas are no sites."""
        rows = np.flatnonzero(self.form != int(Form.AREA))
        rows = rows[np.argsort(self.incident[rows], kind="stable")]
        _, first, count = np.unique(self.incident[rows], return_index=True, return_counts=True)
        several = np.flatnonzero(count > 1)
        return {
            int(rows[first[at] + number]): f"{number + 1}/{count[at]}" for at in several for number in range(count[at])
        }

    def take(self, order: Ints) -> Marks:
        """The marks in another order; the lines stay."""
        columns = {f.name: getattr(self, f.name)[order] for f in fields(self) if f.name != "lines"}
        return Marks(**columns, lines=self.lines)


def build_marks(incidents: gpd.GeoDataFrame) -> Marks:
    """Marks and lines of all incidents, in the order of the frame."""
    points, lines = _geometry_parts(incidents)
    incident = points["incident"].to_numpy(dtype=np.int64)
    position = points[["lon", "lat"]].to_numpy(dtype=np.float64)
    areas = coded_column(incidents, "location_precision").isin(map(str, WIDE))
    wide = areas[incident] | points["sign"].to_numpy()
    size = size_classes(incidents["killed_min"])[incident]
    form = np.where(wide, int(Form.AREA), _forms(incidents)[incident])
    km = incidents["radius_km"].astype("float64").fillna(0.0).to_numpy()
    radius = np.where(wide, 0.0, km[incident] * 1000.0)
    return Marks(incident, position, radius, size, form, site_groups(position), tuple(lines))


def size_classes(killed_min: pd.Series) -> Ints:
    """The size class of each incident: by the least number of killed that a source states; unknown is the smallest."""
    least = killed_min.astype("Float64").fillna(-1).to_numpy(dtype=np.float64)
    bounds = [size_class.at_least for size_class in SIZE_CLASSES[1:]]
    classes: Ints = np.searchsorted(np.array(bounds, dtype=np.float64), least, side="right").astype(np.int64)
    return classes


def _forms(incidents: gpd.GeoDataFrame) -> Ints:
    by_word = {str(word): int(form) for word, form in FORM_BY_VERIFICATION.items()}
    usual, said = by_word[str(Verification.REPORTED)], coded_column(incidents, "verification")
    acts = np.array([by_word.get(word, usual) for word in said.different], dtype=np.int64)[said.number]
    context = np.array([int(CONTEXT_FORM.get(form, form)) for form in Form], dtype=np.int64)
    forms: Ints = np.where(coded_column(incidents, "kind").isin(map(str, CONTEXT_KINDS)), context[acts], acts)
    return forms


def _geometry_parts(incidents: gpd.GeoDataFrame) -> tuple[pd.DataFrame, list[Line]]:
    """Points (with whether each is a sign inside an area) and lines of the incidents' geometries."""
    geometry = incidents.geometry.to_numpy()
    kinds = shapely.get_type_id(geometry)
    simple = np.flatnonzero(kinds == shapely.GeometryType.POINT)
    coordinates = shapely.get_coordinates(geometry[simple])
    frames = [pd.DataFrame({"incident": simple, "lon": coordinates[:, 0], "lat": coordinates[:, 1], "sign": False})]
    lines: list[Line] = []
    for position in np.flatnonzero(kinds > shapely.GeometryType.POINT):
        points, found = parts_of(int(position), geometry[position])
        frames.append(points)
        lines.extend(found)
    parts = pd.concat(frames, ignore_index=True).sort_values("incident", kind="stable", ignore_index=True)
    return parts.astype({"incident": "int64", "sign": "bool"}), lines


def parts_of(incident: int, geometry: BaseGeometry) -> tuple[pd.DataFrame, list[Line]]:
    """Points (``lon``, ``lat``, whether each is a sign inside an area) and lines of one geometry that is more than a
    point."""
    points: list[tuple[float, float, bool]] = []
    lines: list[Line] = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Point":
            points.append((part.x, part.y, False))
        elif part.geom_type in ("LineString", "LinearRing"):
            lines.append(Line(incident, "route", _path(part)))
        elif part.geom_type == "Polygon":
            inner = part.representative_point()
            points.append((inner.x, inner.y, True))
            lines.append(Line(incident, "area", _path(part.exterior)))
        elif not part.is_empty:
            deeper, found = parts_of(incident, part)
            points.extend(deeper[["lon", "lat", "sign"]].itertuples(index=False, name=None))
            lines.extend(found)
    sites = sorted({(lon, lat) for lon, lat, sign in points if not sign})
    if len(sites) > 1:
        lines.append(Line(incident, "joint", _unbroken(np.array(sites))))
    frame = pd.DataFrame(points, columns=["lon", "lat", "sign"])
    return frame.assign(incident=incident), lines


def _path(line: BaseGeometry) -> list[list[float]]:
    return _unbroken(shapely.get_coordinates(line))


def _unbroken(course: Floats) -> list[list[float]]:
    longitudes = np.unwrap(course[:, 0], period=360.0)
    return [[round(float(lon), 6), round(float(lat), 6)] for lon, lat in zip(longitudes, course[:, 1], strict=True)]
