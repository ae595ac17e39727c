"""Collects every name of the basemap and has them placed: towns, countries, provinces, seas, lakes, airports."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from geo.style.basemap_layers import AREA_SIZES, DOT_SIZES, PLACE_SIZES

from .frame import TOWNS, feature
from .labels import Name, place, text_width

EARLIEST = {1: 3.5, 2: 4.0, 3: 5.0, 4: 5.5, 5: 6.5, 6: 7.5}
"""First zoom at which a town of a rank may begin; Iraq's own begin half a zoom earlier."""
SEAS = (
    ("Mediterranean\nSea", 31.5, 33.9, 3.0), ("Black Sea", 34.5, 43.2, 3.0), ("Caspian\nSea", 50.9, 40.1, 3.0),
    ("Persian Gulf", 51.3, 27.3, 4.0), ("Red Sea", 37.6, 21.6, 3.5), ("Arabian Sea", 64.0, 15.5, 3.0),
    ("Gulf of Oman", 58.9, 24.7, 4.5), ("Gulf of Aden", 48.0, 12.3, 4.0), ("North\nAtlantic\nOcean", -40.0, 32.0, 1.5),
    ("South\nAtlantic\nOcean", -15.0, -25.0, 1.5), ("Indian\nOcean", 78.0, -22.0, 1.5),
    ("Pacific\nOcean", -140.0, 8.0, 1.5), ("Baltic Sea", 19.3, 57.5, 4.0), ("North Sea", 3.2, 56.3, 3.5),
    ("Sea of Azov", 36.6, 46.2, 5.0), ("Gulf of Guinea", 2.5, 2.5, 3.0), ("Caribbean Sea", -75.0, 15.0, 3.0),
    ("Bay of\nBengal", 88.5, 14.0, 3.0), ("South China\nSea", 114.0, 14.0, 3.0), ("Gulf of\nMexico", -91.0, 25.0, 3.0),
)  # fmt: skip
"""Name, longitude, latitude, first zoom."""
COUNTRY_SPOTS = {
    "Iraq": (42.55, 32.35), "Iran": (53.6, 33.1), "Saudi Arabia": (44.2, 25.9), "Syria": (38.9, 35.15),
    "Turkey": (37.6, 39.35), "Jordan": (36.9, 31.15), "Kuwait": (47.6, 29.25), "Egypt": (29.6, 27.0),
    "Lebanon": (36.0, 34.15), "Cyprus": (33.0, 34.95), "United States": (-98.6, 39.6), "France": (2.4, 46.7),
    "Azerbaijan": (47.9, 40.55), "Armenia": (44.9, 40.25), "Georgia": (43.6, 42.1), "Turkmenistan": (58.6, 39.6),
    "Norway": (9.0, 61.3), "Russia": (97.0, 62.0), "Canada": (-106.0, 57.5), "Israel": (34.95, 31.05),
    "Palestine": (35.25, 32.0), "Ukraine": (31.6, 49.25), "Mali": (-2.6, 17.6), "Colombia": (-73.1, 3.6),
}  # fmt: skip
TWO_LINES = {
    "Saudi Arabia": "Saudi\nArabia", "United Arab Emirates": "United Arab\nEmirates", "DR Congo": "DR Congo",
    "Central African Republic": "Central African\nRepublic", "South Sudan": "South\nSudan",
    "Western Sahara": "Western\nSahara", "Burkina Faso": "Burkina\nFaso", "South Africa": "South\nAfrica",
    "Papua New Guinea": "Papua\nNew Guinea", "New Zealand": "New\nZealand", "Bosnia and Herzegovina": "Bosnia and\nHerzegovina",
    "Dominican Republic": "Dominican\nRepublic", "United Kingdom": "United\nKingdom", "North Korea": "North\nKorea",
    "South Korea": "South\nKorea", "Sierra Leone": "Sierra\nLeone", "Costa Rica": "Costa\nRica",
    "North Macedonia": "North\nMacedonia", "Equatorial Guinea": "Equatorial\nGuinea",
}  # fmt: skip
UNNAMED = {"West Bank", "Gaza Strip", "Crimea", "Siachen Glacier", "Cyprus No Mans Area", "Akrotiri", "Dhekelia"}
LAKES = (
    ("Lake\nTharthar", 43.25, 34.05), ("Lake\nRazazah", 43.60, 32.72), ("Lake\nUrmia", 45.45, 37.65), ("Lake Van", 42.9, 38.6),
    ("Lake\nHabbaniyah", 43.48, 33.28), ("Lake Assad", 38.15, 36.05), ("Mosul\nReservoir", 42.75, 36.75),
    ("Haditha\nReservoir", 42.35, 34.27), ("Hammar\nMarshes", 46.85, 30.80), ("Lake\nDukan", 44.93, 36.13),
)  # fmt: skip
AIRPORTS = {
    "ORBI": "Baghdad International Airport", "ORER": "Erbil International Airport", "ORAA": "Al-Asad Air Base",
    "ORMM": "Basra International Airport", "ORNI": "Najaf International Airport", "ORSU": "Sulaymaniyah International Airport",
    "ORKK": "Kirkuk Airport", "ORBR": "Bashur Airfield", "ORTL": "Imam Ali Air Base", "ORBD": "Balad Air Base",
    "ORQW": "Qayyarah Airfield West", "ORUB": "Kut Airfield", "ORTI": "Camp Taji", "ORBM": "Mosul International Airport",
    "ORSH": "Al-Sahra Airfield", "ORAT": "Al-Taqaddum Air Base",
}  # fmt: skip


def collect(
    towns: list[dict[str, Any]],
    world: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    nations: gpd.GeoDataFrame,
    airports: Path,
) -> list[Name]:
    """Every name, placed: large things first, since small ones can step aside."""
    fixed = [*_sea_names(), *_country_names(nations)]
    capitals = [_town(t) for t in towns] + _world_towns(world, towns)
    placed = place(capitals, fixed)
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
        names.append(
            Name(text, lon, lat, (0,), face, size, first, anchor="center", spacing=spacing, upper=True, first=first,
                 until=8.5, properties={"kind": "country", "iso": row.iso})
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
        town["name"], town["lon"], town["lat"], (rank, 0 if own else 1), face, size, earliest,
        gap=dot + rim + 3.5, dot=dot + rim, properties=properties,
    )  # fmt: skip


def _world_towns(places: gpd.GeoDataFrame, towns: list[dict[str, Any]]) -> list[Name]:
    """Natural Earth's places outside the countries that names.csv covers, or inside but far from any of its towns."""
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
        earliest = max(EARLIEST[rank] - 1.0 if rank < 4 else EARLIEST[rank] - 0.5, 2.5)
        out.append(
            Name(row.name, round(row.geometry.x, 3), round(row.geometry.y, 3), order, face, size, earliest,
                 gap=dot + rim + 3.5, dot=dot + rim, properties=properties)
        )  # fmt: skip
    return out


def _world_rank(scale: int, capital: bool) -> int:
    if capital:
        return 1
    return {0: 2, 1: 2, 2: 2, 3: 3, 4: 3, 5: 4, 6: 4, 7: 5}.get(scale, 6)


def _lake_names() -> list[Name]:
    face, size, spacing = AREA_SIZES["lake"]
    return [
        Name(text, lon, lat, (0,), face, size, 6.5, anchors=("center",), spacing=spacing, properties={"kind": "lake"})
        for text, lon, lat in LAKES
    ]


def _province_names(units: gpd.GeoDataFrame) -> list[Name]:
    """Provinces of Iraq, each tried at many spots inside, nearest to its middle first."""
    face, size, spacing = AREA_SIZES["province"]
    names = []
    for row in units[units.iso == "IQ"].itertuples():
        spots = _spots(row.geometry)
        names.append(
            Name(row.province, *spots[0], (float(-row.geometry.area),), face, size, 5.5, anchors=("center",), spacing=spacing,
                 upper=True, until=9.0, spots=spots, properties={"kind": "province", "iso": row.iso, "name_ar": row.province_ar})
        )  # fmt: skip
    return names


def _spots(shape: BaseGeometry) -> tuple[tuple[float, float], ...]:
    middle = shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=0.01), 0)
    west, south, east, north = shape.buffer(-0.06).bounds
    grid = [
        Point(west + (east - west) * i / 24, south + (north - south) * j / 24) for i in range(25) for j in range(25)
    ]
    inner = shape.buffer(-0.08)
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
            properties = {"kind": "airport", "iso": "IQ", "icao": code}
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
        parts[file].append(feature(point, 4, name=name.text, z=_number(name.first), anchor=anchor, until=until, **stated))
    return parts


def _number(value: float) -> float:
    return int(value) if value.is_integer() else value
