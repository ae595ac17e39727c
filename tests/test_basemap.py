"""The built basemap: small, valid, licensed, and with names that do not touch."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, shape

from geo.basemap import DATA, DETAIL_BOUNDS, FILE_LIMIT, LICENCES, MAX_ZOOM, PACKED, TOTAL_LIMIT
from geo.basemap.basemap_features import features as packed_features
from geo.style.attribution import ATTRIBUTION, BORDERS_NOTE, CREDITS
from geo.style.basemap_layers import LAYERS, UNCHECKED_UNTIL

FILES = sorted(DATA.glob("*.geojson"))
BAGHDAD = Point(44.40, 33.33)


@cache
def _features(name: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((DATA / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    return features


def _named(file: str, name: str) -> dict[str, Any]:
    return next(feature for feature in _features(file) if feature["properties"].get("name") == name)


def test_every_file_is_drawn_or_known_to_be_for_signs() -> None:
    assert {path.stem for path in FILES} == {layer.file for layer in LAYERS} | {"region_provinces"}


def test_sizes() -> None:
    sizes = {path.name: path.stat().st_size for path in FILES}
    assert {name: size for name, size in sizes.items() if size > FILE_LIMIT} == {}
    assert sum(sizes.values()) <= TOTAL_LIMIT


def test_pictures_are_drawn_from_the_same_features_as_the_map() -> None:
    """Run ``scripts.basemap.output.pack(DATA, PACKED)`` after a change of the data."""
    assert {path.stem for path in PACKED.iterdir()} == {path.stem for path in FILES}
    for path in FILES:
        found = _features(path.stem)
        properties, shapes = packed_features(path.stem)
        assert list(properties) == [feature["properties"] for feature in found], path.name
        assert all(one.equals_exact(shape(f["geometry"])) for one, f in zip(shapes, found, strict=True)), path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_valid_geojson(path: Path) -> None:
    features = _features(path.stem)
    assert features
    for feature in features:
        assert set(feature) == {"type", "properties", "geometry"}
        geometry = shape(feature["geometry"])
        west, south, east, north = geometry.bounds
        assert not geometry.is_empty
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        if "Polygon" in geometry.geom_type:
            assert geometry.is_valid, feature["properties"]


def test_detail_stays_in_its_frame() -> None:
    west, south, east, north = DETAIL_BOUNDS
    for name in ("region_land", "region_sea", "region_lines", "region_rivers", "region_roads_osm"):
        for feature in _features(name):
            x0, y0, x1, y1 = shape(feature["geometry"]).bounds
            assert west <= x0 <= x1 <= east, name
            assert south <= y0 <= y1 <= north, name


def test_the_world_is_there() -> None:
    codes = {feature["properties"].get("iso") for feature in _features("world_land")}
    assert {"IQ", "UA", "ML", "CO", "NZ", "GL", "FR", "NO"} <= codes
    assert len(codes) > 190


def test_iraq_has_its_eighteen_governorates() -> None:
    found = {f["properties"]["name"] for f in _features("region_provinces") if f["properties"].get("iso") == "IQ"}
    assert found == {
        "Anbar", "Babil", "Baghdad", "Basra", "Dhi Qar", "Diyala", "Duhok", "Erbil", "Karbala", "Kirkuk",
        "Maysan",
        "Muthanna", "Najaf", "Nineveh", "Qadisiyah", "Salah al-Din", "Sulaymaniyah", "Wasit",
    }  # fmt: skip


def test_towns_lie_in_their_governorates() -> None:
    inside = {"Mosul": "Nineveh", "Fallujah": "Anbar", "Samawah": "Muthanna", "Tikrit": "Salah al-Din"}
    for town, province in inside.items():
        place = shape(_named("places", town)["geometry"])
        assert shape(_named("region_provinces", province)["geometry"]).contains(place), town


def test_arabic_names() -> None:
    assert _named("places", "Baghdad")["properties"]["name_ar"] == "بغداد"
    assert _named("places", "Al-Qaim")["properties"]["name_ar"] == "القائم"
    without = [
        feature["properties"]["name"]
        for feature in _features("places")
        if feature["properties"].get("iso") == "IQ" and "name_ar" not in feature["properties"]
    ]
    assert without == []


def test_capitals_come_first() -> None:
    first = {name: _named("places", name)["properties"]["z"] for name in ("Baghdad", "Basra", "Rutbah", "Afak")}
    assert first["Baghdad"] <= first["Basra"] < first["Rutbah"] < first["Afak"]


def test_every_name_has_an_anchor_and_a_first_zoom() -> None:
    for feature in [*_features("places"), *_features("airports")]:
        assert feature["properties"]["anchor"] in {"left", "right", "top", "bottom"}
        assert 0 < feature["properties"]["z"] <= MAX_ZOOM
        assert (feature["properties"]["z"] * 2).is_integer() if isinstance(feature["properties"]["z"], float) else True


@pytest.mark.parametrize("zoom", [3, 4.5, 5, 6, 7, 8.5])
def test_dots_do_not_touch(zoom: float) -> None:
    """Two places whose dots would touch are never shown at the same zoom."""
    scale = 512 * 2**zoom / 360
    shown = [
        (feature["geometry"]["coordinates"], feature["properties"]["name"])
        for feature in _features("places")
        if feature["properties"]["z"] <= zoom
    ]
    shown.sort()
    for i, ((x, y), name) in enumerate(shown):
        for (other_x, other_y), other in shown[i + 1 : i + 60]:
            if (other_x - x) * scale > 8:
                break
            apart = math.hypot(other_x - x, (other_y - y) / math.cos(math.radians(y))) * scale
            assert apart >= 4, (name, other, zoom)


def test_the_tigris_in_baghdad_is_marked_unchecked_and_left_out_close_up() -> None:
    marked = [f for f in _features("region_rivers") if f["properties"].get("unchecked")]
    assert [feature["properties"]["name"] for feature in marked] == ["Tigris"]
    assert shape(marked[0]["geometry"]).distance(BAGHDAD) < 0.1
    checked = [f for f in _features("region_rivers") if "unchecked" not in f["properties"]]
    assert min(shape(feature["geometry"]).distance(BAGHDAD) for feature in checked) > 0.1
    layers = [layer for layer in LAYERS if any(w.name == "unchecked" and w.values == (True,) for w in layer.where)]
    assert layers
    assert all(layer.max_zoom == UNCHECKED_UNTIL < MAX_ZOOM for layer in layers)


def test_crimea_belongs_to_nobody_and_its_line_is_disputed() -> None:
    assert "iso" not in _named("world_land", "Crimea")["properties"]
    edge = [f for f in _features("world_borders") if f["properties"].get("b") == "UA" and "a" not in f["properties"]]
    assert [feature["properties"]["disputed"] for feature in edge] == [True]


def test_river_names_fit_into_a_tile() -> None:
    for feature in _features("river_names"):
        points = feature["geometry"]["coordinates"]
        assert points[0][0] < points[-1][0], "reads from west to east"
        z = feature["properties"]["z"]
        assert shape(feature["geometry"]).length * 512 * 2**z / 360 < 256


@pytest.mark.parametrize("credit", CREDITS, ids=lambda credit: credit.source)
def test_licences_are_there(credit: Any) -> None:
    text = (LICENCES / credit.licence_file).read_text(encoding="utf-8")
    assert len(text) > 200


def test_attribution() -> None:
    assert ATTRIBUTION == "Natural Earth · © OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL)"
    assert "Natural Earth" in BORDERS_NOTE
    notice = (LICENCES / "NOTICE").read_text(encoding="utf-8")
    assert [path.stem for path in FILES if path.stem not in notice] == []
    assert "airportsdata" in notice
