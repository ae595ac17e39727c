"""A layer of a person's own is read from the usual files; what is wrong in it is told with its place."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from geo.errors import AtlasError
from geo.importing import read_own_layer
from geo.importing.read_own_layer import ReadLayer, read_layer

CAMP, ROAD, ZONE = Point(44.3, 33.3), LineString([(44.4, 33.3), (43.9, 34.2)]), box(43, 33, 43.8, 33.7)


def frame(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    columns = {
        "name": ["Camp", "Road", " Zone  west "],
        "from": ["2019-10", "2020-01-01", None],
        "to": ["2020", None, None],
    }
    return gpd.GeoDataFrame(columns, geometry=[CAMP, ROAD, ZONE], crs="EPSG:4326").to_crs(crs)


def geojson(path: Path, *features: tuple[dict[str, Any], Any]) -> Path:
    made = [{"type": "Feature", "properties": told, "geometry": shape} for told, shape in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": made}), encoding="utf-8")
    return path


def point(lon: float = 44.3, lat: float = 33.3) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def refusal(path: Path) -> str:
    with pytest.raises(AtlasError) as caught:
        read_layer(path)
    return str(caught.value)


def told(read: ReadLayer) -> str:
    return " ".join(read.notices)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_features_with_label_and_days(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"own{suffix}"
    frame().to_file(path)
    read = read_layer(path)
    camp, road, zone = read.layer.features
    assert [one.label for one in read.layer.features] == ["Camp", "Road", "Zone west"]
    assert (camp.start, camp.end) == (date(2019, 10, 1), date(2020, 12, 31)), "a month begins with its first day"
    assert (road.start, road.end) == (date(2020, 1, 1), None)
    assert (zone.start, zone.end) == (None, None)
    assert camp.geometry.equals(CAMP)
    assert "without a first day are shown from the beginning: entry 3." in told(read)
    assert "without a last day are shown to the end: entries 2, 3." in told(read)


def test_one_content_is_one_layer_whatever_the_file(tmp_path: Path) -> None:
    frame().to_file(tmp_path / "one.geojson")
    frame("EPSG:32638").to_file(tmp_path / "two.gpkg")
    one, two = read_layer(tmp_path / "one.geojson"), read_layer(tmp_path / "two.gpkg")
    assert two.layer.digest == one.layer.digest
    assert "two.gpkg: 3 features converted from WGS 84 / UTM zone 38N to WGS 84." in told(two)
    frame().iloc[:2].to_file(tmp_path / "three.geojson")
    assert read_layer(tmp_path / "three.geojson").layer.digest != one.layer.digest


def test_a_zipped_shapefile(tmp_path: Path) -> None:
    frame().iloc[[0]].to_file(tmp_path / "camps.shp")
    with zipfile.ZipFile(tmp_path / "camps.zip", "w") as archive:
        for part in tmp_path.glob("camps.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    (camp,) = read_layer(tmp_path / "camps.zip").layer.features
    assert (camp.label, camp.start) == ("Camp", date(2019, 10, 1))


def test_kml_with_a_span_of_time(tmp_path: Path) -> None:
    path = tmp_path / "own.kml"
    path.write_text(
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Post</name>'
        "<TimeSpan><begin>2020-01</begin><end>2020-02-10</end></TimeSpan><Point><coordinates>44,33</coordinates></Point>"
        "</Placemark></Document></kml>"
    )
    (post,) = read_layer(path).layer.features
    assert (post.label, post.start, post.end) == ("Post", date(2020, 1, 1), date(2020, 2, 10))


def test_a_table_with_coordinates(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Label,Latitude,Longitude,Since\nA,33.3,44.3,2020-03-01\nB,,,\nC,36.2,43.1,\n")
    read = read_layer(path)
    assert [(one.row, one.label, one.start) for one in read.layer.features] == [
        (1, "A", date(2020, 3, 1)),
        (3, "C", None),
    ]
    assert "own.csv: 1 feature without a geometry, which can't be drawn: entry 2." in told(read)


def test_what_crosses_the_antimeridian_stays_whole(tmp_path: Path) -> None:
    ring = [[179, 10], [-179, 10], [-179, 12], [179, 12], [179, 10]]
    path = geojson(tmp_path / "own.geojson", ({"name": "Strait"}, {"type": "Polygon", "coordinates": [ring]}))
    read = read_layer(path)
    assert read.layer.features[0].geometry.equals(box(179, 10, 181, 12))
    assert "taken the short way across the antimeridian: entry 1." in told(read)


def test_an_area_that_crosses_itself_is_repaired_and_told(tmp_path: Path) -> None:
    bow = Polygon([(43, 33), (44, 34), (44, 33), (43, 34)])
    gpd.GeoDataFrame({"name": ["Bow"]}, geometry=[bow], crs="EPSG:4326").to_file(tmp_path / "own.geojson")
    read = read_layer(tmp_path / "own.geojson")
    assert read.layer.features[0].geometry.is_valid
    assert "areas that cross themselves were repaired: entry 1." in told(read)


def test_a_day_that_cannot_be_understood(tmp_path: Path) -> None:
    path = geojson(tmp_path / "own.geojson", ({"from": "spring"}, point()), ({"to": "03/04/2020"}, point()))
    said = refusal(path)
    assert 'own.geojson, entry 1, from: "spring" is no day that can be understood. Allowed: a day such as' in said
    assert 'own.geojson, entry 2, to: "03/04/2020" can be read with the day or the month first.' in said
    backwards = geojson(tmp_path / "two.geojson", ({"from": "2020-05", "to": "2020-04-30"}, point()))
    assert 'two.geojson, entry 1, to: "2020-05 to 2020-04-30" ends before it begins.' in refusal(backwards)


def test_places_that_are_none(tmp_path: Path) -> None:
    far = geojson(tmp_path / "far.geojson", ({}, point()), ({}, point(500_000, 3_600_000)))
    assert (
        'far.geojson, entry 2, geometry: "500000, 3.6e+06" lies outside of the world. Allowed: longitude -180'
        in refusal(far)
    )
    (tmp_path / "half.csv").write_text("name,lat,lon\nA,33.3,\n")
    assert 'half.csv, entry 1, lat and lon: "33.3, " is no place.' in refusal(tmp_path / "half.csv")
    nothing = geojson(tmp_path / "none.geojson", ({"name": "A"}, None))
    assert refusal(nothing).startswith("none.geojson: holds no feature with a place.")


def test_files_that_are_no_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.pdf").write_bytes(b"%PDF")
    assert "own.pdf: is no file of a layer; allowed are .geojson" in refusal(tmp_path / "own.pdf")
    assert "gone.geojson: there is no such file." in refusal(tmp_path / "gone.geojson")
    frame().to_file(tmp_path / "own.geojson")
    monkeypatch.setattr(read_own_layer, "MOST_VERTICES", 5)
    assert "holds 3 features with 8 corners, which is more than a layer may have" in refusal(tmp_path / "own.geojson")
    monkeypatch.setattr(read_own_layer, "MOST_BYTES", 10)
    assert "A layer holds at most 20 MiB, 20,000 features and 200,000 corners." in refusal(tmp_path / "own.geojson")


def test_a_long_label_is_cut_and_told(tmp_path: Path) -> None:
    read = read_layer(geojson(tmp_path / "own.geojson", ({"name": "x" * 200}, point())))
    assert read.layer.features[0].label == "x" * 79 + "…"
    assert "1 label cut off after 80 characters." in told(read)
