"""The basemap of towns: what is made of an extract, and what is said where none can be made."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from typer.testing import CliRunner, Result

from geo.basemap import town_map_build
from geo.basemap.osm_extract import Extract
from geo.basemap.town_map import SETTING, TOWN_FILES, open_town_map, town_map
from geo.basemap.town_map_build import Built, build_town_map
from geo.basemap.town_places import parse_box
from geo.cli import app
from geo.errors import AtlasError
from geo.ui.datasets import served_app
from tests.conftest import ROOT
from tests.made_up_extract import AIRPORT, CENTRE, RIVER, frame_of, layers, write_extract
from tests.towns import made_towns

X, Y = CENTRE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The made-up extract's basemap, and what was told of it."""
    return made_towns(tmp_path_factory)


def basemap(*words: str) -> Result:
    return CliRunner().invoke(app, ["basemap", *words], env={"COLUMNS": "300"})


def told(*words: str) -> str:
    """What the command says instead of writing a file."""
    done = basemap(*words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    return done.stderr.strip()


def test_main_streets_water_built_up_areas_and_airports_are_taken(made: tuple[Path, Built]) -> None:
    path, built = made
    assert built.towns == ("Baghdad", "Abu Ghraib")
    assert built.features == {
        "town_land": 1, "town_built": 1, "town_airports": 1, "town_water": 3, "town_rivers": 2,
        "town_runways": 0, "town_streets": 2, "town_bridges": 1,
    }  # fmt: skip
    frames = {name: gpd.read_file(path, layer=name) for name in TOWN_FILES}
    assert sorted(frames["town_streets"]["rank"]) == [1, 3], "a motorway and a secondary street; none that nobody sees"
    assert shapely.box(*frames["town_bridges"].total_bounds).within(RIVER.buffer(1e-5))
    assert frames["town_airports"].geometry.iloc[0].equals_exact(shapely.MultiPolygon([AIRPORT]), 1e-4, normalize=True)
    assert not frames["town_rivers"].intersects(RIVER.buffer(-1e-5)).any(), (
        "where the river has an area it needs no line"
    )
    assert all(frame.crs == 4326 and frame.is_valid.all() for frame in frames.values())
    assert built.size == path.stat().st_size < 200_000


def test_what_could_not_be_used_is_told(made: tuple[Path, Built]) -> None:
    assert made[1].notices == (
        "Geofabrik's free files hold no runways: those of the atlas are drawn; an .osm.pbf has them.",
        "1 feature of water areas without a usable geometry left out.",
    )


def test_another_reference_system_gives_the_same_map(made: tuple[Path, Built], tmp_path: Path) -> None:
    build_town_map(write_extract(tmp_path, crs=32638), tmp_path / "towns.gpkg")
    for name in TOWN_FILES:
        one, other = (gpd.read_file(path, layer=name) for path in (made[0], tmp_path / "towns.gpkg"))
        assert len(one) == len(other), name
        assert np.allclose(one.total_bounds, other.total_bounds, atol=2e-4, equal_nan=True), name


def test_the_same_extract_gives_the_same_bytes(made: tuple[Path, Built], tmp_path: Path) -> None:
    build_town_map(write_extract(tmp_path), tmp_path / "towns.gpkg")
    assert (tmp_path / "towns.gpkg").read_bytes() == made[0].read_bytes()


def test_layers_that_are_missing_are_told(tmp_path: Path) -> None:
    found = {name: rows for name, rows in layers().items() if "landuse" not in name and "transport" not in name}
    done = basemap(str(write_extract(tmp_path, found)), "-o", str(tmp_path / "towns.gpkg"))
    assert done.exit_code == 0
    name = "made-up-latest-free.shp.zip"
    assert f"{name} has no layer gis_osm_landuse_a_free_1: no built-up areas are drawn." in done.stderr
    assert f"{name} has no layer gis_osm_transport_a_free_1: no airports are drawn." in done.stderr
    assert "2 towns: Baghdad, Abu Ghraib" in done.stdout
    assert "© OpenStreetMap contributors, ODbL." in done.stdout


@pytest.mark.full
def test_a_file_of_openstreetmap_itself_has_runways(tmp_path: Path) -> None:
    places = [(X - 0.1, Y), (X, Y), (X + 0.01, Y), (X + 0.05, Y - 0.02), (X + 0.08, Y - 0.02), (X + 0.08, Y - 0.04)]
    nodes = "".join(f'<node id="{at}" lat="{lat}" lon="{lon}"/>' for at, (lon, lat) in enumerate(places, 1))

    def way(number: int, ends: tuple[int, ...], **tags: str) -> str:
        return (
            f'<way id="{number}">' + "".join(f'<nd ref="{at}"/>' for at in ends)
            + "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items()) + "</way>"
        )  # fmt: skip

    ways = [
        way(1, (1, 2), highway="primary"), way(2, (2, 3), highway="primary", bridge="yes"),
        way(3, (4, 5, 6, 4), natural="water"), way(4, (1, 4), aeroway="runway"), way(5, (1, 5), highway="footway"),
    ]  # fmt: skip
    bounds = f'<bounds minlat="{Y - 0.2}" minlon="{X - 0.2}" maxlat="{Y + 0.2}" maxlon="{X + 0.2}"/>'
    source = tmp_path / "town.osm"
    source.write_text(f'<?xml version="1.0"?><osm version="0.6">{bounds}{nodes}{"".join(ways)}</osm>', encoding="utf-8")
    # In a process of its own: where the atlas has opened what a person brought, GDAL reads no such file any more.
    command = [sys.executable, "-m", "geo", "basemap", str(source), "-o", str(tmp_path / "towns.gpkg")]
    done = subprocess.run(
        [*command, "--around", "Baghdad", "--km", "20"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert {name: int(count) for count, name in lines if count != "0"} == {
        "land": 1, "water": 1, "runways": 1, "streets": 1, "bridges": 1,
    }  # fmt: skip
    assert done.stdout.startswith("1 town: Baghdad\n")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--around", "Atlantis"), "--around: “Atlantis” is no such town. Allowed: names of towns on the map that lie in the "
         "extract, such as Baghdad, "),
        (("--around", "Kirkuk"), "--around: “Kirkuk” is no such town."),
        (("--km", "500"), "--km: “500” is no distance around a town. Allowed: 1 to 60 kilometres. Choose one."),
        (("--box", "44,33,43,34"), "--box: “44,33,43,34” is no box. Allowed: WEST,SOUTH,EAST,NORTH in degrees, such as "
         "44.2,33.1,44.6,33.5. Correct it."),
        (("--box", "10,10,11,11"), "made-up-latest-free.shp.zip: holds no main street in the box. Choose places that lie in "
         "the extract."),
    ],
)  # fmt: skip
def test_places_that_are_not_in_the_extract_are_refused(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    out = tmp_path / "towns.gpkg"
    assert told(str(write_extract(tmp_path)), "-o", str(out), *words).startswith(sentence)
    assert not out.exists()


def _broken(folder: Path) -> Path:
    path = folder / "broken.shp.zip"
    path.write_bytes(b"<html>Service unavailable</html>")
    return path


def _page(folder: Path) -> Path:
    path = folder / "saved.osm.pbf"
    path.write_bytes(b"<html>Service unavailable</html>")
    return path


def _without_streets(folder: Path) -> Path:
    return write_extract(
        folder, {name: rows for name, rows in layers().items() if "landuse" in name or "transport" in name}
    )


def _of_no_layer(folder: Path) -> Path:
    found = {name: [(shape, {"kind": "x"}) for shape, _ in rows] for name, rows in layers().items()}
    return write_extract(folder, found)


AGAIN = "Download it anew from https://download.geofabrik.de."


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_broken, f"broken.shp.zip: is no zip file, or a download that broke off. {AGAIN}"),
        (_page, f"saved.osm.pbf: is no .osm.pbf file, or a download that broke off. {AGAIN}"),
        (lambda folder: folder / "absent.osm.pbf", "absent.osm.pbf: there is no such file in {folder}. Check the name."),
        (lambda folder: ROOT / "README.md", "README.md: is no extract of OpenStreetMap; allowed: files that end in .shp.zip, "
         f".gpkg.zip, .gpkg, .osm.pbf, .osm. {AGAIN}"),
        (_without_streets, "made-up-latest-free.shp.zip: has no layer gis_osm_roads_free_1, gis_osm_waterways_free_1, "
         f"gis_osm_water_a_free_1. {AGAIN}"),
        (_of_no_layer, f"made-up-latest-free.shp.zip, gis_osm_roads_free_1: has no column fclass. {AGAIN}"),
        (lambda folder: write_extract(folder, crs=None), "made-up-latest-free.shp.zip, gis_osm_roads_free_1: doesn't say its "
         f"coordinate reference system (a Shapefile: .prj). {AGAIN}"),
    ],
    ids=["no zip", "a page", "not there", "another file", "no layers", "no classes", "no reference system"],
)  # fmt: skip
def test_a_file_that_is_no_extract_is_refused(make: Callable[[Path], Path], sentence: str, tmp_path: Path) -> None:
    out = tmp_path / "towns.gpkg"
    assert told(str(make(tmp_path)), "-o", str(out)) == sentence.format(folder=tmp_path)
    assert not out.exists()


def test_an_extract_that_does_not_say_where_it_lies_wants_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Extract, "bounds", lambda extract: None)
    source, out = str(write_extract(tmp_path)), str(tmp_path / "towns.gpkg")
    assert told(source, "-o", out) == (
        "made-up-latest-free.shp.zip: doesn't say where it lies. Name towns (--around), or give a box: "
        "--box WEST,SOUTH,EAST,NORTH."
    )
    assert basemap(source, "-o", out, "--around", "Baghdad").exit_code == 0


def test_what_is_too_large_for_a_browser_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town_map_build, "MOST_POINTS", 100)
    out = tmp_path / "towns.gpkg"
    sentence = told(str(write_extract(tmp_path)), "-o", str(out))
    start = "made-up-latest-free.shp.zip: gives a basemap of "
    end = " corners; at most 100 can be shown. Choose fewer towns (--around) or a smaller distance (--km)."
    assert sentence.startswith(start)
    assert sentence.endswith(end)
    assert not out.exists()


def test_a_box_is_four_numbers() -> None:
    assert parse_box("44.2,33.1,44.6,33.5") == (44.2, 33.1, 44.6, 33.5)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: None, "there is no such file in {folder}"),
        (lambda path: path.write_text("no database"), "can't be read"),
        (lambda path: gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 1)], crs=4326).to_file(path),
         "is no basemap of towns of this version of the atlas"),
    ],
    ids=["not there", "no GeoPackage", "another GeoPackage"],
)  # fmt: skip
def test_a_setting_that_names_no_such_file_is_told(
    make: Callable[[Path], object], problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "towns.gpkg"
    make(path)
    with pytest.raises(AtlasError) as caught:
        open_town_map(path)
    again = "Make it with: python -m geo basemap EXTRACT -o towns.gpkg."
    assert str(caught.value) == f"ATLAS_BASEMAP, towns.gpkg: {problem.format(folder=tmp_path)}. {again}"


def test_the_file_carries_its_credit(made: tuple[Path, Built]) -> None:
    about = pyogrio.read_info(made[0], layer="town_land")["dataset_metadata"]
    assert about["attribution"] == "© OpenStreetMap contributors"
    assert about["licence"] == "Open Database License 1.0 (ODbL)"


def test_the_server_does_not_start_with_such_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "towns.gpkg"))
    town_map.cache_clear()
    served_app.settings.cache_clear()
    with pytest.raises(SystemExit, match=r"^ATLAS_BASEMAP, towns\.gpkg: there is no such file in "):
        served_app.settings()


def test_geofabrik_s_geopackage_is_read_too(made: tuple[Path, Built], tmp_path: Path) -> None:
    source = tmp_path / "made-up-latest-free.gpkg"
    for name, rows in layers().items():
        frame_of(rows).to_file(source, layer=name.removesuffix("_1"), driver="GPKG", engine="pyogrio")
    packed = tmp_path / "made-up-latest-free.gpkg.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(source, source.name)
    for path in (source, packed):
        assert build_town_map(path, tmp_path / "towns.gpkg").features == made[1].features
