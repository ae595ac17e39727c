"""Countries, their borders, states and provinces, all from one coverage so that every shared line is one
line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from scripts.basemap.output import REGION, REGION_BOX, REGION_DIGITS, TOWNS_BOX, WORLD_DIGITS, feature, snapped

WORLD_TOLERANCE, PROVINCE_TOLERANCE, REGION_TOLERANCE = 0.055, 0.06, 0.006
SMALLEST_ISLAND = {"world": 0.03, "region": 0.0004}
"""Islands below this (square degrees) are left out, a country's largest part never."""
SEPARATE = {"Autonomous Republic of Crimea": "Crimea", "Sevastopol": "Crimea"}
"""Units kept apart from the country that Natural Earth counts them to: their line is drawn as disputed."""
DISPUTED = frozenset(
    {
        "Crimea",
        "West Bank",
        "Gaza Strip",
        "Northern Cyprus",
        "Western Sahara",
        "Somaliland",
        "Kosovo",
        "Taiwan",
    }
    | {"Kashmir", "Siachen Glacier", "Aksai Chin", "Abkhazia", "South Ossetia", "Transnistria"}
)
"""A border with one of these on either side is drawn as disputed."""
SHOWN_NAMES = {
    "United States of America": "United States", "Ivory Coast": "Côte d’Ivoire",
    "United Republic of Tanzania": "Tanzania", "Republic of Serbia": "Serbia", "Czech Republic": "Czechia",
    "Republic of Congo": "Congo", "Democratic Republic of the Congo": "DR Congo", "The Bahamas": "Bahamas",
    "Macedonia": "North Macedonia", "Swaziland": "Eswatini", "East Timor": "Timor-Leste",
    "Guinea Bissau": "Guinea-Bissau", "Cape Verde": "Cabo Verde",
    "S. Sudan": "South Sudan", "Baikonur Cosmodrome": "Kazakhstan", "Baykonur Cosmodrome": "Kazakhstan",
    "Baikonur": "Kazakhstan", "Cyprus No Mans Area": "Cyprus",
}  # fmt: skip
PROVINCE_NAMES = {
    "Al Anbar": "Anbar", "Saladin": "Salah al-Din", "Babylon": "Babil", "Al-Qādisiyyah": "Qadisiyah",
    "Al Muthanna": "Muthanna", "Nineveh": "Nineveh", "Dhi Qar": "Dhi Qar",
}  # fmt: skip


def read_units(package: Path) -> gpd.GeoDataFrame:
    """States and provinces of the world (Natural Earth 10m): iso, province, country, code, name_ar,
    geometry."""
    raw = gpd.read_file(package / "package/data/states/admin1.json")
    separate = raw["name_en"].map(SEPARATE)
    units = gpd.GeoDataFrame(
        {
            "code": raw["iso_3166_2"],
            "province": raw["name_en"].fillna(raw["name"]).replace(PROVINCE_NAMES),
            "province_ar": raw["name_ar"].str.removeprefix("محافظة "),
            "country": separate.fillna(raw["admin"].replace(SHOWN_NAMES)),
            "iso": raw["iso_a2"].where(separate.isna(), "").where(raw["iso_a2"].str.fullmatch("[A-Z]{2}"), ""),
        },
        geometry=raw.geometry,
        crs=4326,
    )
    return units[units.country != "Antarctica"].sort_values(["country", "code", "province"]).reset_index(drop=True)


def simplified(units: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """The coverage with fewer points; shared edges stay shared."""
    shapes = shapely.coverage_simplify(units.geometry.to_numpy(), tolerance)
    out: gpd.GeoDataFrame = units.set_geometry(gpd.GeoSeries(shapes, index=units.index, crs=4326))
    return out


def countries(units: gpd.GeoDataFrame, scale: str) -> gpd.GeoDataFrame:
    """One row a country: the union of its units without specks."""
    digits = WORLD_DIGITS if scale == "world" else REGION_DIGITS
    rows = []
    for (country, iso), group in units.groupby(["country", "iso"], sort=True):
        shape = snapped(shapely.union_all(shapely.buffer(group.geometry.to_numpy(), 0.0)), digits)
        if not shape.is_empty:
            rows.append({"country": country, "iso": iso, "geometry": _without_specks(shape, SMALLEST_ISLAND[scale])})
    return gpd.GeoDataFrame(rows, crs=4326)


def _without_specks(shape: BaseGeometry, smallest: float) -> BaseGeometry:
    parts = sorted(_polygons(shape), key=lambda part: -part.area)
    kept = parts[:1] + [part for part in parts[1:] if part.area >= smallest]
    # A hole of a few pixels is a lake's trace or a rounding gap: lakes are drawn from their own file.
    filled = [Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area >= smallest]) for p in kept]
    return MultiPolygon(filled) if len(filled) != 1 else filled[0]


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(shape, Polygon):
        yield shape
    for part in getattr(shape, "geoms", ()):
        yield from _polygons(part)


def lines(units: gpd.GeoDataFrame, smallest: float, digits: int) -> list[dict[str, Any]]:
    """Every edge of the coverage once, told apart by whom it separates: coast, border or province."""
    owners: dict[tuple[tuple[float, float], tuple[float, float]], set[int]] = defaultdict(set)
    for number, shape in enumerate(units.geometry):
        for part in _polygons(shape):
            if part.area < smallest and shape.area > part.area:
                continue
            for ring in (part.exterior, *part.interiors):
                points = [(round(x, digits), round(y, digits)) for x, y in ring.coords]
                for a, b in pairwise(points):
                    if a != b:
                        owners[(a, b) if a < b else (b, a)].add(number)
    return _grouped(units, owners)


def _grouped(units: gpd.GeoDataFrame, owners: dict[Any, set[int]]) -> list[dict[str, Any]]:
    country, iso = units.country.to_list(), units.iso.to_list()
    groups: dict[tuple[str, str, str, bool], list[LineString]] = defaultdict(list)
    for edge, sides in owners.items():
        others = len(sides) > 1
        between = sorted({country[side] for side in sides})
        codes = sorted({iso[side] for side in sides})
        kind = "coast" if not others else "province" if len(between) == 1 else "border"
        disputed = kind == "border" and bool(DISPUTED & set(between))
        groups[(kind, codes[0], codes[-1], disputed)].append(LineString(edge))
    out = []
    for (kind, a, b, disputed), edges in sorted(groups.items()):
        merged = shapely.line_merge(shapely.union_all(edges))
        out.append({"kind": kind, "a": a, "b": b, "disputed": disputed, "geometry": merged})
    return out


def world_files(units: gpd.GeoDataFrame) -> dict[str, list[dict[str, Any]]]:
    """Countries and lines of the world in low detail."""
    coarse = simplified(units, WORLD_TOLERANCE)
    land = [
        feature(row.geometry, WORLD_DIGITS, name=row.country, iso=row.iso)
        for row in countries(coarse, "world").itertuples()
    ]
    edges = lines(coarse, SMALLEST_ISLAND["world"], WORLD_DIGITS)
    # The coast is the outline of world_land: no need to ship it twice.
    borders = [edge for edge in edges if edge["kind"] == "border"]
    inner = [edge for edge in edges if edge["kind"] == "province"]
    for edge in inner:
        edge["geometry"] = edge["geometry"].simplify(PROVINCE_TOLERANCE)
    return {
        "world_land": land,
        "world_borders": list(_line_features(borders, WORLD_DIGITS, None)),
        "world_provinces": list(_line_features(inner, WORLD_DIGITS, None)),
    }


def region_files(units: gpd.GeoDataFrame) -> dict[str, list[dict[str, Any]]]:
    """Land, sea, lines and provinces of the region in high detail, cut at its frame."""
    near = units.cx[REGION[0] : REGION[2], REGION[1] : REGION[3]].reset_index(drop=True)
    fine = simplified(near, REGION_TOLERANCE)
    nations = countries(fine, "region")
    land = nations.clip(REGION_BOX).sort_values("country")
    sea = REGION_BOX.difference(shapely.union_all(land.geometry.to_numpy()))
    return {
        "region_land": [feature(r.geometry, REGION_DIGITS, name=r.country, iso=r.iso) for r in land.itertuples()],
        "region_sea": [feature(snapped(sea, REGION_DIGITS), REGION_DIGITS)],
        "region_lines": list(
            _line_features(lines(fine, SMALLEST_ISLAND["region"], REGION_DIGITS), REGION_DIGITS, REGION_BOX)
        ),
        "region_provinces": provinces(fine),
    }


def provinces(fine: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Whole provinces that touch the towns' frame, for signs that mean "somewhere in this province"."""
    touched = fine[fine.intersects(TOWNS_BOX)].copy()
    touched["geometry"] = shapely.simplify(touched.geometry.to_numpy(), 0.01)
    return [
        feature(
            r.geometry,
            REGION_DIGITS,
            code=r.code,
            name=r.province,
            name_ar=r.province_ar,
            iso=r.iso,
            country=r.country,
        )
        for r in touched.itertuples()
    ]


def _line_features(edges: list[dict[str, Any]], digits: int, clip: BaseGeometry | None) -> Iterator[dict[str, Any]]:
    for edge in edges:
        shape = edge["geometry"] if clip is None else edge["geometry"].intersection(clip)
        if shape.is_empty or shape.length < 10.0**-digits:
            continue
        yield feature(shape, digits, kind=edge["kind"], a=edge["a"], b=edge["b"], disputed=edge["disputed"])
