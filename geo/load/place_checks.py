"""Checks a location against its precision: what may be drawn, and how far off it may be."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import Fault
from geo.load.fault_messages import FaultReporter, listed
from geo.load.partial_record import PartialRecord
from geo.model.vocabularies import LocationPrecision as Precision

_POINTS = ("Point", "MultiPoint")
_LINES = ("LineString", "MultiLineString")
_AREAS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """What one precision allows."""

    geometries: tuple[str, ...]
    """Types of geometry that may be drawn; empty where nothing may."""
    needed: bool
    """Whether a geometry must be there."""
    most_km: float | None
    """The largest radius in km; ``None`` where the radius must be null."""


RULES: dict[Precision, PlaceRule] = {
    Precision.SITE: PlaceRule(_POINTS + _AREAS, True, 10),
    Precision.VICINITY: PlaceRule(_POINTS + _AREAS, True, 100),
    Precision.SETTLEMENT: PlaceRule(_POINTS + _AREAS, True, 50),
    Precision.ROUTE: PlaceRule(_LINES, True, 100),
    Precision.FEATURE: PlaceRule(_POINTS + _LINES + _AREAS, True, 300),
    Precision.ADMIN2: PlaceRule(_AREAS, False, None),
    Precision.ADMIN1: PlaceRule(_AREAS, False, None),
    Precision.COUNTRY: PlaceRule(_AREAS, False, None),
    Precision.UNKNOWN: PlaceRule((), False, None),
}
_NO_PIN = "Draw nothing (null) or the whole area: what is known only so far is never a pin."


def check_place(record: PartialRecord, report: FaultReporter) -> Iterator[Fault]:
    """Geometry, radius, basis, country and governorate against the precision of the location."""
    if record.has("location_precision", "geometry"):
        yield from _geometry(record, report, RULES[record.location_precision])
    if record.has("location_precision", "radius_km", "geometry"):
        yield from _radius(record, report, RULES[record.location_precision])
    if record.has("geometry", "location_basis") and record.geometry is not None and not record.location_basis:
        yield report.fault(
            "location_basis",
            ...,
            "is missing although something is drawn",
            "",
            "Say how the coordinates came about and from whom.",
        )
    if record.has("location_precision"):
        yield from _named(record, report)


def _geometry(record: PartialRecord, report: FaultReporter, rule: PlaceRule) -> Iterator[Fault]:
    word = record.location_precision.value
    if record.geometry is None:
        if rule.needed:
            yield report.fault(
                "geometry",
                ...,
                f"is missing, while the precision is '{word}'",
                listed(rule.geometries),
                "Add the geometry, or choose the precision that the sources allow.",
            )
        return
    kind = record.geometry.type
    if kind not in rule.geometries:
        allowed = listed((*rule.geometries, "null") if not rule.needed else rule.geometries)
        remedy = _NO_PIN if not rule.needed else "Draw one of these, or choose another precision."
        yield report.fault("geometry.type", kind, f"does not go with the precision '{word}'", allowed, remedy)
    try:
        shape = shapely.geometry.shape(record.geometry.model_dump())
    except (ValueError, shapely.errors.ShapelyError):
        allowed = "positions of two or of three numbers, the same throughout"
        yield report.fault("geometry.coordinates", ..., "makes no shape", allowed, "Correct the positions.")
        return
    yield from _shape(shape, report)


def _shape(shape: BaseGeometry, report: FaultReporter) -> Iterator[Fault]:
    if shape.is_empty:
        yield report.fault("geometry.coordinates", [], "is empty", "at least one position", "Write null instead.")
        return
    yield from _range(shape, report)
    if not shape.is_valid:
        yield report.fault(
            "geometry.coordinates",
            ...,
            f"is no valid shape ({shapely.is_valid_reason(shape)})",
            "",
            "Redraw it so that no line crosses itself.",
        )
    if any(not part.exterior.is_ccw or any(ring.is_ccw for ring in part.interiors) for part in _polygons(shape)):
        yield report.fault(
            "geometry.coordinates",
            ...,
            "winds against the right-hand rule of RFC 7946",
            "outer rings counterclockwise, holes clockwise",
            "Turn the order of the positions round.",
        )


def _range(shape: BaseGeometry, report: FaultReporter) -> Iterator[Fault]:
    for longitude, latitude in shapely.get_coordinates(shape).tolist():
        inside = math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90
        if not inside:
            yield report.fault(
                "geometry.coordinates",
                [longitude, latitude],
                "lies outside of the world",
                "longitude -180 to 180, then latitude -90 to 90",
                "Correct it; check that longitude comes first.",
            )
            return


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, shapely.Polygon)]


def _radius(record: PartialRecord, report: FaultReporter, rule: PlaceRule) -> Iterator[Fault]:
    word, radius = record.location_precision.value, record.radius_km
    if rule.most_km is None:
        if radius is not None:
            yield report.fault(
                "radius_km", radius, f"says more than the precision '{word}' knows", "null", "Write null."
            )
    elif radius is None:
        if record.geometry is not None:
            yield report.fault(
                "radius_km",
                ...,
                "is missing although something is drawn",
                f"more than 0, up to {rule.most_km:g} km for the precision '{word}'",
                "Say how far off the true place may lie.",
            )
    elif radius > rule.most_km:
        yield report.fault(
            "radius_km",
            radius,
            f"is too far for the precision '{word}'",
            f"more than 0, up to {rule.most_km:g} km",
            "Correct it, or choose a coarser precision.",
        )


def _named(record: PartialRecord, report: FaultReporter) -> Iterator[Fault]:
    precision = record.location_precision
    at_sea = record.has("geometry") and record.geometry is not None
    if record.has("country", "geometry") and not record.country and not at_sea and precision is not Precision.UNKNOWN:
        yield report.fault(
            "country",
            [],
            f"is empty, while nothing is drawn and the precision is '{precision.value}'",
            "at least one code of ISO 3166-1",
            "Add the country, or choose the precision 'unknown'.",
        )
    if record.has("admin1") and precision is Precision.ADMIN1 and not record.admin1:
        yield report.fault(
            "admin1",
            ...,
            "is missing, while the precision is 'admin1'",
            "the name of the governorate",
            "Add it as the source names it.",
        )
    if record.has("place") and precision is Precision.ADMIN2 and not record.place:
        yield report.fault(
            "place",
            ...,
            "is missing, while the precision is 'admin2'",
            "the name of the district",
            "Add it as the source names it.",
        )
