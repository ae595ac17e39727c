"""Within some kilometres of an own layer: distances everywhere on Earth, and what is certain of an uncertain place."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import LineString, MultiPoint, Point, box

from geo.filter.apply import filter_problems, select, without_unknown
from geo.filter.filter import Filter
from geo.filter.filter_parts import restrictions
from geo.filter.layer_distance import LayerShapes
from geo.filter.near_codes import near_codes, near_tally
from geo.filter.near_layer import CERTAINLY, NOT, POSSIBLY, NearLayer, PlaceMatch, place_codes
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.own_layer import MissingLayer, OwnFeature, OwnLayer, hold
from tests.conftest import ROOT

GEOD = Geod(ellps="WGS84")
BAGHDAD = Point(44.3, 33.3)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def shapes_of(*geometries: Any) -> LayerShapes:
    return LayerShapes.of(np.array([*geometries, None], dtype=object)[:-1])


def code(place: Any, radius: float, layer: LayerShapes, km: float) -> int:
    return int(place_codes(np.array([place, None], dtype=object)[:-1], np.array([radius]), layer, km)[0])


def beside(start: Any, bearing: float, km: float) -> Any:
    lon, lat, _ = GEOD.fwd(start.x, start.y, bearing, km * 1000)
    return Point(lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"), [(44.3, 33.3), (0, 0), (179.9, 52), (-180, -17), (20, 89.5), (-120, -89.9), (10, 90)]
)
def test_distances_are_geodesic_also_at_the_date_line_and_the_poles(lon: float, lat: float) -> None:
    layer = shapes_of(Point(lon, lat))
    for km in (0.5, 10, 60, 199):
        places = np.array([GEOD.fwd(lon, lat, bearing, km * 1000)[:2] for bearing in range(0, 360, 15)])
        away = layer.within(places, np.full(len(places), 210.0))
        assert np.abs(away - km).max() < 0.002, (km, away)
    assert np.isinf(layer.within(np.array([[lon - 180.0, -lat]]), np.array([200.0]))).all()


def test_distances_from_lines_and_areas() -> None:
    line = shapes_of(LineString([(179, 0), (181, 0)]))
    away = line.within(np.array([[-179.5, 0.5], [179.5, -0.5], [178.0, 0.0]]), np.full(3, 200.0))
    expected = [GEOD.inv(0, 0, 0, 0.5)[2] / 1000] * 2 + [GEOD.inv(0, 0, 1, 0)[2] / 1000]
    assert away == pytest.approx(expected, abs=0.01)
    ring = shapes_of(box(43, 33, 45, 35).difference(box(43.5, 33.5, 44.5, 34.5)))
    inside, hole = ring.within(np.array([[43.2, 34.0], [44.0, 34.0]]), np.full(2, 200.0))
    assert inside == 0
    assert hole == pytest.approx(GEOD.inv(44, 34, 44.5, 34)[2] / 1000, abs=0.05), "inside of a hole is outside"


def test_an_uncertain_place_is_within_for_certain_or_possibly() -> None:
    layer = shapes_of(BAGHDAD)
    assert code(beside(BAGHDAD, 30, 4.9), 5.0, layer, 10) == CERTAINLY
    assert code(beside(BAGHDAD, 30, 5.1), 5.0, layer, 10) == POSSIBLY, "the disc reaches beyond"
    assert code(beside(BAGHDAD, 30, 14.9), 5.0, layer, 10) == POSSIBLY, "the disc reaches in"
    assert code(beside(BAGHDAD, 30, 15.1), 5.0, layer, 10) == NOT
    assert code(BAGHDAD, 30.0, layer, 10) == POSSIBLY, "a disc larger than the distance"
    assert code(BAGHDAD, float("nan"), layer, 10) == POSSIBLY, "nobody knows how far off"
    assert code(None, float("nan"), layer, 10) == NOT, "what is not placed lies nowhere"


def test_several_sites_are_each_a_place() -> None:
    layer = shapes_of(BAGHDAD)
    assert code(MultiPoint([(0, 0), (44.3, 33.3)]), 1.0, layer, 10) == CERTAINLY
    assert code(MultiPoint([(0, 0), (10, 10)]), 1.0, layer, 10) == NOT


def test_a_route_or_an_area_counts_as_a_whole() -> None:
    layer = shapes_of(BAGHDAD)
    assert code(LineString([(44.29, 33.3), (44.31, 33.31)]), 1.0, layer, 10) == CERTAINLY
    assert code(LineString([(44.29, 33.3), (44.9, 33.31)]), 1.0, layer, 10) == POSSIBLY
    assert code(box(44.28, 33.28, 44.32, 33.32), float("nan"), layer, 10) == CERTAINLY
    assert code(box(43, 32, 45, 35), float("nan"), layer, 10) == POSSIBLY, "the layer lies inside of it"
    assert code(box(46, 32, 47, 35), float("nan"), layer, 10) == NOT
    around = shapes_of(shapely.buffer(BAGHDAD, 0.5).exterior)
    assert code(shapely.buffer(BAGHDAD, 0.49), float("nan"), around, 10) == POSSIBLY, "its middle is far from the line"


def layer_at(*features: OwnFeature) -> OwnLayer:
    return hold(OwnLayer(features))


def asked(layer: OwnLayer, km: float = 20, **more: Any) -> NearLayer:
    return NearLayer(digest=layer.digest, name="Camps", km=km, **more)


def test_the_filter_counts_certain_and_possible(dataset: Dataset) -> None:
    layer = layer_at(OwnFeature(1, BAGHDAD))
    near = asked(layer)
    all_, sure = (select(dataset, Filter(near=asked(layer, match=match))) for match in PlaceMatch)
    codes = near_codes(dataset, near)
    assert (all_.count, sure.count) == (5, 4)
    assert near_tally(dataset, all_.mask, near) == "4 certain, 1 possible"
    assert set(sure.ids) < set(all_.ids)
    assert not codes[dataset.incidents.geometry.isna().to_numpy()].any(), "no governorate stands for a place"
    part = next(part for part in restrictions(Filter(near=near)) if part.id == "near")
    assert part.label == "within 20 km of Camps"
    assert part.without.near is None


def test_features_with_days_count_for_the_incidents_of_these_days(dataset: Dataset) -> None:
    early = layer_at(OwnFeature(1, BAGHDAD, "", None, date(2019, 12, 31)))
    late = layer_at(OwnFeature(1, BAGHDAD, "", date(2020, 1, 1), None))
    both = layer_at(*early.features, *late.features)
    ids = [select(dataset, Filter(near=asked(one))).ids for one in (early, late, both)]
    assert "2020-01-03-baghdad-airport-strike" in ids[1]
    assert "2020-01-03-baghdad-airport-strike" not in ids[0]
    assert set(ids[2]) == set(ids[0]) | set(ids[1])
    assert len(ids[2]) == 5


def test_a_layer_that_is_not_here_filters_nothing_and_is_named(dataset: Dataset) -> None:
    wanted = Filter(near=NearLayer(digest="0" * 16, name="Roads", km=5))
    assert filter_problems(wanted, dataset) == [
        "The layer “Roads” is not here, so nothing is filtered by it; add its file first."
    ]
    assert without_unknown(wanted, dataset).near is None
    with pytest.raises(MissingLayer, match=r"“Roads” is not here\. Add its file again"):
        select(dataset, wanted)


@pytest.mark.parametrize("km", [0.5, 201, float("nan")])
def test_distances_that_are_not_allowed(km: float) -> None:
    with pytest.raises(ValueError, match="km"):
        NearLayer(digest="0" * 16, name="Roads", km=km)
