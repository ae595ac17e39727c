"""Collects every name of the basemap and has them placed: towns, countries, provinces, seas, lakes,
airports."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from geo.style.basemap_layers import AREA_SIZES, DOT_GAP, DOT_SIZES, PLACE_SIZES
from scripts.basemap.gazetteer import AIRPORTS, COUNTRY_SPOTS, LAKES, PRESS_NAMES, SEAS, TWO_LINES, UNNAMED
from scripts.basemap.label_placement import Name, place, text_width
from scripts.basemap.output import TOWNS, feature

EARLIEST = {1: 3.5, 2: 4.5, 3: 5.0, 4: 6.0, 5: 7.0, 6: 8.0}
"""First zoom at which a town of a rank may begin; Iraq's own begin half a zoom earlier."""
LARGE_UNTIL = 4.5
"""Countries whose name fits by this zoom keep their spot; smaller ones make room for capitals and large
towns."""


def collect(
    towns: list[dict[str, Any]],
    world: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    nations: gpd.GeoDataFrame,
    airports: Path,
) -> list[Name]:
    """Every name, placed: large things first, since small ones can step aside."""
    nation_names = _country_names(nations)
    fixed = [*_sea_names(), *(n for n in nation_names if n.first < math.inf)]
    small = [n for n in nation_names if n.first == math.inf]
    placed = place([*small, *map(_town, towns), *_world_towns(world, towns)], fixed)
    lakes = place(_lake_names(), fixed + placed)
    provinces = place(_province_names(units), fixed + placed + lakes)
    fields = place(_airport_names(airports), fixed + placed + lakes + provinces)
    return [*fixed, *placed, *lakes, *provinces, *fields]


def _sea_names() -> list[Name]:
    face, size, spacing = AREA_SIZES["sea"]
    return [
        Name(text, lon, lat, (0,), face, size, zoom, anchor="center", spacing=spacing, first=zoom,
             until=9.0, properties={"kind": "sea"})
        for text, lon, lat, zoom in SEAS
    ]  # fmt: skip


def _country_names(nations: gpd.GeoDataFrame) -> list[Name]:
    names = []
    for row in nations.itertuples():
        if row.country in UNNAMED:
            continue
        face, size, spacing = AREA_SIZES["country_focus" if row.iso == "IQ" else "country"]
        text = TWO_LINES.get(row.country, row.country)
        lon, lat, room = _widest(row.geometry)
        lon, lat = COUNTRY_SPOTS.get(row.country, (lon, lat))
        width = max(text_width(line.upper(), face, size(4.0), spacing) for line in text.split("\n"))
        first = _first_zoom(room, width)
        if first > 7.0:
            continue
        small = first > LARGE_UNTIL
        names.append(
            Name(text, lon, lat, (1.5,), face, size, first, anchors=("center",), anchor="center",
            spacing=spacing, upper=True,
                 first=math.inf if small else first, until=8.5, properties={"kind": "country",
                 "iso": row.iso},
                 spots=((lon, lat), *_spots(row.geometry, 0.0)) if small else ())
        )  # fmt: skip
    return names


def _widest(shape: BaseGeometry) -> tuple[float, float, float]:
    """Centre of the largest circle inside the largest part, and how wide (degrees) the part is there."""
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: float(part.area))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.05), 0)
    west, _, east, _ = largest.bounds
    across = box(west, middle.y - 0.05, east, middle.y + 0.05).intersection(largest)
    strip = max(getattr(across, "geoms", [across]), key=lambda part: float(part.area))
    return float(middle.x), float(middle.y), float(strip.bounds[2] - strip.bounds[0])


def _first_zoom(room: float, width: float) -> float:
    for step in range(4, 17):
        if room * 512 * 2 ** (step / 2) / 360 > width * 0.95:
            return max(2.0, step / 2)
    return 8.5


def _town(town: dict[str, Any]) -> Name:
    rank = town["rank"]
    face, size = PLACE_SIZES[rank]
    dot, rim = DOT_SIZES[rank]
    own = town["iso"] == "IQ"
    earliest = EARLIEST[rank] - (0.5 if own else 0.0)
    properties = {"kind": "town", "rank": rank, "iso": town["iso"], "name_ar": town["name_ar"]}
    return Name(
        town["name"], town["lon"], town["lat"], (rank, 0 if own else 1, town["row"]), face, size, earliest,
        gap=dot + rim + DOT_GAP, dot=dot + rim, properties=properties, anchors=_anchors(town["side"]),
    )  # fmt: skip


def _anchors(side: str) -> tuple[str, ...]:
    """All anchors, the one that names.csv asks for first; a text right of its dot is anchored left."""
    usual = ("left", "right", "bottom", "top")
    first = {"right": "left", "left": "right", "above": "bottom", "below": "top"}.get(side, "left")
    return (first, *(anchor for anchor in usual if anchor != first))


def _world_towns(places: gpd.GeoDataFrame, towns: list[dict[str, Any]]) -> list[Name]:
    """Natural Earth's places outside the countries that names.csv covers, or inside but far from any of its
    towns."""
    known = shapely.union_all([Point(t["lon"], t["lat"]).buffer(0.25) for t in towns])
    west, south, east, north = TOWNS
    out = []
    for row in places.itertuples():
        inside = west <= row.geometry.x <= east and south <= row.geometry.y <= north
        if known.contains(row.geometry) or (inside and row.iso_a2 == "IQ"):
            continue
        rank = _world_rank(int(row.scalerank), row.adm0cap == 1)
        if rank > (4 if inside else 5):
            continue
        face, size = PLACE_SIZES[rank]
        dot, rim = DOT_SIZES[rank]
        properties = {"kind": "town", "rank": rank, "iso": row.iso_a2 if len(row.iso_a2) == 2 else ""}
        order = (rank, 2, int(row.scalerank), -float(row.pop_max))
        earliest = _capital_from(int(row.scalerank)) if rank == 1 else EARLIEST[rank] - 0.5
        out.append(
            Name(PRESS_NAMES.get(row.name, row.name), round(row.geometry.x, 3), round(row.geometry.y, 3),
            order, face, size, earliest,
                 gap=dot + rim + DOT_GAP, dot=dot + rim, properties=properties)
        )  # fmt: skip
    return out


def _capital_from(scale: int) -> float:
    """Capitals of large countries come first, those of the smallest last."""
    return 3.0 if scale <= 1 else 4.0 if scale <= 3 else 5.5


def _world_rank(scale: int, capital: bool) -> int:
    if capital:
        return 1
    return {0: 2, 1: 2, 2: 2, 3: 3, 4: 3, 5: 4, 6: 4, 7: 5}.get(scale, 6)


def _lake_names() -> list[Name]:
    face, size, spacing = AREA_SIZES["lake"]
    return [
        Name(
            text,
            lon,
            lat,
            (0,),
            face,
            size,
            6.5,
            anchors=("center",),
            spacing=spacing,
            properties={"kind": "lake"},
        )
        for text, lon, lat in LAKES
    ]


def _province_names(units: gpd.GeoDataFrame) -> list[Name]:
    """Provinces of Iraq, each tried at many spots inside, nearest to its middle first."""
    face, size, spacing = AREA_SIZES["province"]
    names = []
    for row in units[units.iso == "IQ"].itertuples():
        spots = _spots(row.geometry)
        names.append(
            Name(row.province, *spots[0], (float(-row.geometry.area),), face, size, 5.5,
            anchors=("center",), spacing=spacing,
                 upper=True, until=9.0, spots=spots, properties={"kind": "province", "iso": row.iso,
                 "name_ar": row.province_ar})
        )  # fmt: skip
    return names


def _spots(shape: BaseGeometry, inset: float = 0.08) -> tuple[tuple[float, float], ...]:
    middle = shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=0.01), 0)
    west, south, east, north = shape.bounds
    grid = [
        Point(west + (east - west) * i / 24, south + (north - south) * j / 24) for i in range(25) for j in range(25)
    ]
    inner = shape.buffer(-inset)
    inside = sorted((p.distance(middle), p.x, p.y) for p in grid if inner.contains(p))
    return ((round(middle.x, 3), round(middle.y, 3)), *((round(x, 3), round(y, 3)) for _, x, y in inside))


def _airport_names(path: Path) -> list[Name]:
    face, size, _ = AREA_SIZES["airport"]
    with path.open(encoding="utf-8", newline="") as rows:
        known = {row["icao"]: row for row in csv.DictReader(rows)}
    out = []
    for code, text in AIRPORTS.items():
        if code in known:
            lon, lat = round(float(known[code]["lon"]), 4), round(float(known[code]["lat"]), 4)
            properties: dict[str, object] = {"kind": "airport", "iso": "IQ", "icao": code}
            out.append(Name(text, lon, lat, (0,), face, size, 7.5, gap=5.0, dot=2.5, properties=properties))
    return out


def read_world_places(magics: Path) -> gpd.GeoDataFrame:
    """Natural Earth's populated places down to towns that a map of one country needs."""
    places = gpd.read_file(magics / "10m/ne_10m_populated_places_simple.shp")
    wanted = (places["scalerank"] <= 7) | (places["adm0cap"] == 1)
    return places[wanted].sort_values(["scalerank", "name"])


def files(names: list[Name]) -> dict[str, list[dict[str, Any]]]:
    """The three files of names, in the order of first zoom."""
    ordered = sorted(names, key=lambda n: (n.first, n.order, n.text, n.lon))
    parts: dict[str, list[dict[str, Any]]] = {"places": [], "areas": [], "airports": []}
    for name in ordered:
        kind = str(name.properties["kind"])
        file = {"town": "places", "airport": "airports"}.get(kind, "areas")
        stated = {key: value for key, value in name.properties.items() if file == "areas" or key != "kind"}
        until = name.until if name.until < 24 else None
        anchor = name.anchor if name.anchor != "center" else None
        point = Point(name.lon, name.lat)
        parts[file].append(
            feature(point, 4, name=name.text, z=_number(name.first), anchor=anchor, until=until, **stated)
        )
    return parts


def _number(value: float) -> float:
    return int(value) if value.is_integer() else value
