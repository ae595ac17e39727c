"""A person's own boundaries are read from the usual files, or refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import Point, Polygon, box

from geo.errors import UnreadableFile
from geo.importing.own_boundaries import boundary_columns, own_areas, read_boundaries

NORTH, SOUTH, ISLAND = box(44, 34, 46, 36), box(44, 32, 46, 34), box(47, 30, 47.5, 30.5)


def frame(crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    """Two areas, of which one has an island."""
    columns = {"pcode": ["IQ01", "IQ02", "IQ02"], "label": ["North", " South ", "South"], "number": [1.0, 2.0, 2.0]}
    return gpd.GeoDataFrame(columns, geometry=[NORTH, SOUTH, ISLAND], crs=crs)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_areas_with_their_names(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"own{suffix}"
    frame().to_file(path)
    found = read_boundaries(path, "label")
    assert found.crs == "EPSG:4326"
    assert list(found["name"]) == ["North", "South"]
    assert found.geometry[0].equals(NORTH)
    assert found.geometry[1].equals(SOUTH.union(ISLAND)), "rows of one name are one area"
    assert list(read_boundaries(path, "pcode")["name"]) == ["IQ01", "IQ02"]
    assert list(read_boundaries(path, "number")["name"]) == ["1", "2"]


def test_another_reference_system_is_brought_to_degrees(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    frame().to_crs("EPSG:32638").to_file(path)
    found = read_boundaries(path, "label")
    assert found.crs == "EPSG:4326"
    assert found.total_bounds == pytest.approx([44, 30, 47.5, 36], abs=0.02)


def test_a_ring_that_crosses_itself_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    bow = Polygon([(44, 34), (46, 36), (46, 34), (44, 36)])
    gpd.GeoDataFrame({"label": ["Bow"]}, geometry=[bow], crs=4326).to_file(path)
    (shape,) = read_boundaries(path, "label").geometry
    assert shape.is_valid
    assert shape.area == pytest.approx(2)


def refused(path: Path, column: str = "label") -> str:
    with pytest.raises(UnreadableFile) as told:
        read_boundaries(path, column)
    return str(told.value)


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    good = tmp_path / "own.geojson"
    frame().to_file(good)
    assert refused(tmp_path / "gone.geojson").startswith("gone.geojson: is not there. Check its name and folder.")
    assert "is no file of boundaries; allowed are .geojson, .json, .gpkg, .shp" in refused(tmp_path / "own.docx")
    assert "has no column “name”; its columns are “pcode”, “label”, “number”" in refused(good, "name")
    assert "has no column “geometry”" in refused(good, "geometry")
    (tmp_path / "broken.geojson").write_text('{"type": "FeatureCollection", "features": [')
    assert "can't be read as boundaries (" in refused(tmp_path / "broken.geojson")
    (tmp_path / "junk.gpkg").write_text("junk")
    assert "(junk.gpkg not recognized as being in a supported file format)" in refused(tmp_path / "junk.gpkg")


def test_rows_that_are_no_areas_are_named(tmp_path: Path) -> None:
    points = frame()
    points.loc[1, "geometry"] = Point(44, 33)
    points.to_file(tmp_path / "points.geojson")
    assert "holds Point where an area is expected, in row 2" in refused(tmp_path / "points.geojson")
    nameless = frame()
    nameless.loc[[0, 2], "label"] = [" ", None]
    nameless.to_file(tmp_path / "nameless.geojson")
    assert "has no name in the column “label” in rows 1, 3" in refused(tmp_path / "nameless.geojson")
    empty = {"type": "FeatureCollection", "features": []}
    (tmp_path / "empty.geojson").write_text(json.dumps(empty))
    assert refused(tmp_path / "empty.geojson").startswith("empty.geojson: holds no areas.")


def test_metres_without_a_reference_system_are_no_degrees(tmp_path: Path) -> None:
    path = tmp_path / "own.shp"
    frame().to_crs("EPSG:32638").to_file(path)
    path.with_suffix(".prj").unlink()
    told = refused(path)
    assert "has coordinates outside of the world (" in told
    assert "(a Shapefile keeps it in the .prj file)" in told


def test_how_many_people_live_there(tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    told = frame()
    told["people"] = ["1,200", "3400", "3400"]
    told.to_file(path)
    assert own_areas(path, "pcode", "people").people == (1200, 3400)
    assert own_areas(path, "pcode").people is None
    told["people"] = [None, 0, 0]
    told.to_file(path)
    assert own_areas(path, "pcode", "people").people == (None, None), "no rate can be told of 0 people"
    told["people"] = ["many", "3400", "3400"]
    told.to_file(path)
    with pytest.raises(
        UnreadableFile, match="says “many” in the column “people” in row 1, which is no number of people"
    ):
        own_areas(path, "pcode", "people")
    told["people"] = [1, 2, 3]
    told.to_file(path)
    with pytest.raises(UnreadableFile, match="says more than one population of “IQ02”"):
        own_areas(path, "pcode", "people")
    assert boundary_columns(path) == ("pcode", "label", "number", "people")
