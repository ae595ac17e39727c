"""Maps by a person's own boundaries: what sources state, what places tell, and incidents per 100,000 people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

from geo.admin1.boundaries import boundaries
from geo.cli import app
from geo.count.area_rates import rate_class_words, rate_tenths, rate_words
from geo.count.area_ties import area_ties
from geo.export.svg import svg_text
from geo.importing import import_files
from geo.layers.browser_columns import encode_columns
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.own_areas import OwnAreas
from geo.model.source_rows import MemorySourceRows, SourceRow
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from tests.conftest import ROOT
from tests.test_map_by_area import CASES, governorates, numbers
from tests.test_map_counts import view_of, words_of


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def governorate(area: str) -> Any:
    known = boundaries()
    number = next(at for at, one in enumerate(known.areas) if one.id == area)
    return shapely.union_all(known.polygons[known.area_of == number])


def own(named: dict[str, Any], people: tuple[int | None, ...] | None = None) -> OwnAreas:
    shapes = np.empty(len(named), dtype=object)
    shapes[:] = list(named.values())
    return OwnAreas("districts.geojson", tuple(named), shapes, people)


def halves(area: str) -> tuple[Any, Any]:
    """A governorate cut in two, west and east."""
    shape = governorate(area)
    west, south, east, north = shape.bounds
    middle = (west + east) / 2
    return shape & shapely.box(west, south, middle, north), shape & shapely.box(middle, south, east, north)


def tally(dataset: Dataset) -> dict[str, tuple[int, int]]:
    ties = area_ties(dataset)
    found = ties.tally(np.ones(len(dataset.incidents), dtype=np.bool_))
    assert found.drawn + found.unsure == len(dataset.incidents)
    return {
        area.name: pair
        for area, *pair_ in zip(ties.areas, found.certain, found.possible, strict=True)
        if any(pair := tuple(pair_))
    }


def one_place(shipped: Dataset, precision: str, geometry: Any, radius: float | None, admin1: str | None) -> Dataset:
    """One incident of the shipped ones, somewhere else."""
    incidents = shipped.incidents.iloc[:1].copy()
    incidents["geometry"] = gpd.GeoSeries([geometry], index=incidents.index, crs=incidents.crs)
    incidents["country"] = pd.Series([("IQ",)], index=incidents.index, dtype=object)
    incidents["location_precision"] = precision
    incidents["radius_km"] = pd.Series([radius], index=incidents.index, dtype="Float64")
    incidents["admin1"] = pd.Series([admin1], index=incidents.index, dtype=incidents["admin1"].dtype)
    return replace(shipped, incidents=incidents)


def with_cells(dataset: Dataset, **cells: str) -> Dataset:
    row = SourceRow("own.csv", 1, tuple(cells.items()))
    return replace(dataset, source_rows=MemorySourceRows({str(dataset.incidents.index[0]): (row,)}))


def test_governorates_as_a_persons_own_count_as_governorates_do(shipped: Dataset) -> None:
    named = {one.name: governorate(one.id) for one in boundaries().areas if one.country == "IQ"}
    found = tally(shipped.counted_by(own(named)))
    ties = area_ties(shipped)
    as_they_are = ties.tally(np.ones(len(shipped.incidents), dtype=np.bool_))
    certain = {
        area.id: count for area, count in zip(ties.areas, as_they_are.certain, strict=True) if area.country == "IQ"
    }
    for one in boundaries().areas:
        if one.country == "IQ":
            assert found.get(one.name, (0, 0))[0] >= certain[one.id]  # a person's own is nearer to the drawn line


def test_what_a_place_tells(shipped: Dataset) -> None:
    west, east = halves("IQ-AN")
    areas = own({"West": west, "East": east})
    inside = shapely.point_on_surface(west)
    near = one_place(shipped, "settlement", inside, 1.0, None).counted_by(areas)
    assert tally(near) == {"West": (1, 0)}
    border = shapely.Point((west.bounds[2], inside.y))
    assert tally(one_place(shipped, "settlement", border, 5.0, None).counted_by(areas)) == {
        "West": (0, 1),
        "East": (0, 1),
    }
    assert tally(one_place(shipped, "settlement", inside, None, None).counted_by(areas)) == {"West": (0, 1)}
    assert tally(one_place(shipped, "country", None, None, None).counted_by(areas)) == {}
    assert tally(one_place(shipped, "settlement", shapely.Point(30, 0), 1.0, None).counted_by(areas)) == {}


def test_what_is_known_to_a_governorate_is_possibly_in_each_of_its_areas(shipped: Dataset) -> None:
    west, east = halves("IQ-NA")
    districts = own({"Najaf": west, "Other": east, "Far": governorate("IQ-BA")})
    known = one_place(shipped, "admin1", None, None, "Najaf")
    assert tally(known.counted_by(districts)) == {"Najaf": (0, 1), "Other": (0, 1)}, "no district is the governorate"
    whole = own({"An Najaf": governorate("IQ-NA"), "Basrah": governorate("IQ-BA")})
    assert tally(known.counted_by(whole)) == {"An Najaf": (1, 0)}


def test_what_sources_state_stands_by_name_or_by_code(shipped: Dataset) -> None:
    west, east = halves("IQ-NA")
    place = one_place(shipped, "settlement", shapely.point_on_surface(west), 90.0, "Najaf")
    assert tally(place.counted_by(own({"Kufa": west, "Other": east}))) == {"Kufa": (0, 1), "Other": (0, 1)}
    assert tally(with_cells(place, admin2="kufa").counted_by(own({"Kufa": west, "Other": east}))) == {"Kufa": (1, 0)}
    coded = with_cells(place, adm2_pcode="IQG12Q02", admin2="Kufa")
    assert tally(coded.counted_by(own({"IQG12Q02": west, "IQG12Q03": east}))) == {"IQG12Q02": (1, 0)}
    noted = with_cells(place, notes="kufa")
    assert tally(noted.counted_by(own({"Kufa": west, "Other": east}))) == {"Kufa": (0, 1), "Other": (0, 1)}


def test_an_imported_table_states_the_areas_as_well(tmp_path: Path) -> None:
    west, east = halves("IQ-NA")
    x, y = west.bounds[2], shapely.point_on_surface(west).y
    rows = [f"{row},2020-01-0{row},Rockets fell,{y},{x},{told}" for row, told in ((1, "kufa"), (2, ""), (3, "?"))]
    table = tmp_path / "own.csv"
    table.write_text("\n".join(["id,date,title,latitude,longitude,district", *rows]), encoding="utf-8")
    result = import_files([table], tmp_path / "own.parquet")
    assert result.path is not None
    imported = open_dataset(result.path)
    found = tally(imported.counted_by(own({"Kufa": west, "Other": east})))
    assert found == {"Kufa": (1, 2), "Other": (0, 2)}, (
        "between both areas: the one row that names its district is in it"
    )


def test_the_picture_tells_incidents_per_100_000_people(shipped: Dataset) -> None:
    named = {
        "Baghdad": governorate("IQ-BG"), "Anbar": governorate("IQ-AN"), "Muthanna": governorate("IQ-MU"),
        "Salah al-Din": governorate("IQ-SD"),
    }  # fmt: skip
    by_people = shipped.counted_by(own(named, (8_000_000, 1_000_000, 900_000, None)))
    scene = build_scene(by_people, view_of(shipped, "areas"), Picture())
    found = governorates(scene)
    assert found["own:0"]["count"] == "2"
    assert found["own:1"]["rate"] == "0.1–0.4"
    assert "rate" not in found["own:3"]
    svg = svg_text(scene, embed=False)
    assert "Anbar: 1 incident, possibly 3 more; 0.1–0.4 per 100,000 people" in svg
    assert "Salah al-Din: 0 incidents" in svg
    assert "no population known" in svg
    legend = words_of(scene, "Legend")
    assert legend[:3] == ["Incidents per 100,000 people", "No population known", "0"]
    assert "Boundaries: districts.geojson" in legend
    assert "0.1–0.4" in numbers(scene)
    assert "incidents in the areas on this map" in scene.subtitle
    assert "not in an area for certain" in scene.subtitle
    counted = build_scene(shipped.counted_by(own(named)), view_of(shipped, "areas"), Picture())
    assert words_of(counted, "Legend")[0] == "Incidents per area"
    assert "1–4" in numbers(counted)


def test_the_browser_gets_the_persons_areas_with_their_people(shipped: Dataset) -> None:
    west, east = halves("IQ-AN")
    content = encode_columns(shipped.counted_by(own({"West": west, "East": east}, (1000, None))))
    areas = json.loads(content[4 : 4 + int.from_bytes(content[:4], "little")])["areas"]
    assert [(one["name"], one["people"]) for one in areas["list"]] == [("West", 1000), ("East", None)]
    assert (areas["noun"], areas["basis"], areas["perPeople"]) == ("area", "districts.geojson", True)


def test_rates_are_those_of_the_table() -> None:
    for case in CASES["rates"]:
        assert rate_tenths(case["incidents"], case["people"]) == case["tenths"]
        if case["people"] is not None:
            assert rate_words(case["incidents"], case["people"], case["more"]) == case["words"]
    for case in CASES["rate_classes"]:
        assert rate_class_words(case["bounds"]) == case["words"]


def rendered(*options: str) -> tuple[int, str]:
    found = CliRunner(env={"COLUMNS": "400", "TERM": "dumb"}).invoke(app, ["render", "?", *options])
    return found.exit_code, " ".join(found.output.split())


@pytest.mark.full
def test_the_command_line_draws_by_a_file_or_says_what_is_wrong(tmp_path: Path) -> None:
    west, east = halves("IQ-AN")
    file, out = tmp_path / "own.geojson", tmp_path / "map.svg"
    frame = gpd.GeoDataFrame({"label": ["West", "East"], "people": [1000, None]}, geometry=[west, east], crs=4326)
    frame.to_file(file)
    named = ("-o", str(out), "--boundaries", str(file))
    assert rendered(*named, "--show", "areas", "--boundaries-name", "label", "--population", "people")[0] == 0
    assert "Incidents per 100,000 people" in out.read_text(encoding="utf-8")
    status, told = rendered(*named, "--boundaries-name", "name")
    assert status == 2
    assert "own.geojson: has no column “name”; its columns are “label”, “people”." in told
    assert "its columns are “label”, “people”. Name it with --boundaries-name COLUMN." in rendered(*named)[1]
    told = rendered(*named, "--boundaries-name", "label", "--population", "inhabitants")[1]
    assert "has no column “inhabitants”; its columns are “label”, “people”." in told
    told = rendered(*named, "--boundaries-name", "label", "--show", "density")[1]
    assert "are for a map by area, not for one of density. Leave --show out, or say --show areas." in told
    assert "Give the file with --boundaries FILE." in rendered("-o", str(out), "--population", "people")[1]
