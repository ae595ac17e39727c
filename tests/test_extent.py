"""Cameras for the whole globe: finite, across the antimeridian where that is shorter, and with every incident in them."""

from __future__ import annotations

import json
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geo.count.opening_bounds import opening_bounds
from geo.extent import EVERYWHERE, MERCATOR_EDGE, extent, roomy
from geo.filter.filter import Filter
from geo.filter.view import Size, View
from geo.importing import import_files
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.build_scene import plan_of
from geo.scene.picture_options import Picture
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests" / "extent_cases.json").read_text(encoding="utf-8"))
WORLD_TABLE = {
    "Suva": (178.4419, -18.1416, "FJ"),
    "Honolulu": (-157.8583, 21.3069, "US"),
    "Baghdad": (44.3661, 33.3152, "IQ"),
    "Lima": (-77.0428, -12.0464, "PE"),
    "Reykjavik": (-21.9426, 64.1466, "IS"),
}
PICTURE = Picture(size=Size(width=960, height=540))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_narrowest_box(case: dict[str, Any]) -> None:
    places = np.array(case["places"], dtype=float).reshape(-1, 2)
    box = extent(np.hstack([places, places]))
    assert box == (None if case["box"] is None else pytest.approx(tuple(case["box"])))


def test_what_is_not_finite_is_left_aside() -> None:
    found = extent(np.array([[np.nan, 0, 0, 0], [10, 20, 10, 20], [np.inf, 1, np.inf, 1]]))
    assert found == (10, 20, 10, 20)


@pytest.mark.parametrize("box", [(0, 85, 0, 85), (0, -85, 0, -85), (-180, -85, 180, 85), (179, 0, 181, 0)])
def test_a_margin_stays_on_the_map(box: tuple[float, float, float, float]) -> None:
    west, south, east, north = roomy(box, 0.5, 4.0)
    assert -MERCATOR_EDGE <= south < north <= MERCATOR_EDGE
    assert south <= box[1]
    assert north >= box[3]
    assert -180 <= west < east <= west + 360


def opened(folder: Path, places: dict[str, tuple[float, float, str]]) -> Dataset:
    """A table of one incident a place, imported as anybody's."""
    rows = [f"{n},Attack in {name},2021-03-0{n},{y},{x}" for n, (name, (x, y, _)) in enumerate(places.items(), 1)]
    table = folder / "table.csv"
    table.write_text("\n".join(["id,title,date,latitude,longitude", *rows]), encoding="utf-8")
    import_files([table], folder / "copy.parquet")
    return open_dataset(folder / "copy.parquet")


def on_the_map(dataset: Dataset) -> tuple[int, int]:
    """Incidents in the opening picture, and beyond its edge."""
    found = plan_of(dataset, View(dataset=dataset.id), PICTURE)
    camera = found.projector.camera
    assert all(isfinite(value) for value in (camera.longitude, camera.latitude, camera.zoom))
    left, top, right, bottom = found.box
    assert ((found.found.home >= (left, top)) & (found.found.home <= (right, bottom))).all()
    return len(found.found.incidents), found.found.outside


@pytest.mark.parametrize(
    "places",
    [
        WORLD_TABLE,
        {"Jakarta": (106.8, -6.2, "ID")},
        {"Auckland": (174.76, -36.85, "NZ")},
        {"Anchorage": (-149.9, 61.2, "US")},
        {"Gaza": (34.45, 31.5, "PS")},
        {"Suva": (178.44, -18.14, "FJ"), "Lau": (-178.8, -18.2, "FJ")},
        {"Anadyr": (177.5, 64.7, "RU"), "Provideniya": (-173.2, 64.4, "RU")},
    ],
    ids=lambda places: " ".join(places),
)
def test_the_opening_picture_holds_every_incident(tmp_path: Path, places: dict[str, tuple[float, float, str]]) -> None:
    dataset = opened(tmp_path, places)
    placed = int(dataset.incidents.geometry.notna().sum())
    assert placed >= 1
    assert on_the_map(dataset) == (placed, 0)


def test_gaza_opens_on_gaza(tmp_path: Path) -> None:
    west, south, east, north = opening_bounds(opened(tmp_path, {"Gaza": (34.45, 31.5, "PS")}))
    assert (west + east) / 2 == pytest.approx(34.4, abs=0.2)
    assert (south + north) / 2 == pytest.approx(31.4, abs=0.2)
    assert east - west < 3


def test_nothing_placed_shows_the_inhabited_world(dataset_without_places: Dataset) -> None:
    assert opening_bounds(dataset_without_places) == EVERYWHERE


@pytest.fixture
def dataset_without_places(tmp_path: Path) -> Dataset:
    """A table of which no row has a place."""
    table = tmp_path / "table.csv"
    table.write_text("id,title,date\n1,Attack,2021-03-01\n", encoding="utf-8")
    import_files([table], tmp_path / "copy.parquet")
    return open_dataset(tmp_path / "copy.parquet")


def test_a_filter_that_leaves_nothing_changes_no_camera(tmp_path: Path) -> None:
    dataset = opened(tmp_path, {"Jakarta": (106.8, -6.2, "ID")})
    empty = plan_of(dataset, View(dataset=dataset.id, filter=Filter(text="nothing of the kind")), PICTURE)
    usual = plan_of(dataset, View(dataset=dataset.id), PICTURE)
    assert empty.projector.camera == usual.projector.camera
