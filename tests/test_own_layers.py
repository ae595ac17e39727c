"""Own layers in views, links and pictures, and on the command line."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import LineString, Point, box
from typer.testing import CliRunner, Result

from geo.cli import app
from geo.export.player_data import player_data
from geo.filter.filter import Filter
from geo.filter.near_layer import NearLayer, PlaceMatch
from geo.filter.view import Camera, ShownLayer, Size, View
from geo.filter.view_link import from_query, to_query
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.own_layer import LayerColour, OwnFeature, OwnLayer, hold
from geo.query import MemorySource, validated_view
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.own_layer_labels import labels_on
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Circle, Group, Rect, Scene, Text, flat
from geo.scene.scene_items import Path as Course
from geo.style.own_layer_style import layer_colour
from tests.conftest import ROOT

LAYER = hold(
    OwnLayer(
        (
            OwnFeature(1, Point(42.0, 33.0), "Camp", date(2019, 10, 1), date(2019, 11, 30)),
            OwnFeature(2, LineString([(43.0, 35.0), (42.0, 36.0)]), "Road", date(2020, 1, 1)),
            OwnFeature(3, box(41.0, 32.0, 43.0, 32.8), "Zone"),
        )
    )
)
SHOWN = ShownLayer(digest=LAYER.digest, name="Own places", colour=LayerColour.MAGENTA)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def view_of(dataset: Dataset, **asked: object) -> View:
    return View(dataset=dataset.id, filter=Filter.model_validate(asked), layers=(SHOWN,))


def group(scene: Scene, name: str) -> Group:
    return next(one for one in scene.groups if one.name == name)


def names(scene: Scene) -> list[str]:
    return [one.name for one in scene.groups]


def words(items: Group) -> list[str]:
    return [shape.reading for shape in flat(items.items) if isinstance(shape, Text)]


def test_a_layer_lies_between_basemap_and_incidents(dataset: Dataset) -> None:
    scene = build_scene(dataset, view_of(dataset))
    assert names(scene).index("Basemap") < names(scene).index("Own layers") < names(scene).index("Uncertainty")
    shapes = list(flat(group(scene, "Own layers").items))
    assert [type(shape) for shape in shapes] == [Course, Course, Course, Rect]
    assert not any(isinstance(shape, Circle) for shape in shapes), "a circle is an incident"
    assert {shape.paint.fill or shape.paint.stroke for shape in shapes if isinstance(shape, (Course, Rect))} == {
        layer_colour(LayerColour.MAGENTA, "light")
    }
    assert words(group(scene, "Own layers: labels")) == ["Camp", "Road", "Zone"]


def test_the_legend_names_it_and_says_that_ends_are_open(dataset: Dataset) -> None:
    told = group(build_scene(dataset, view_of(dataset)), "Legend")
    assert told.words.endswith("Own layers: Own places, (no date on one side: open-ended)")
    undated = hold(OwnLayer((OwnFeature(1, Point(42, 33)),)))
    view = View(dataset=dataset.id, layers=(ShownLayer(digest=undated.digest, name="Posts"),))
    assert group(build_scene(dataset, view), "Legend").words.endswith("Own layers: Posts")


def test_features_are_shown_in_their_days_only(dataset: Dataset) -> None:
    autumn = build_scene(dataset, view_of(dataset, start=date(2019, 11, 30), end=date(2019, 12, 31)))
    assert words(group(autumn, "Own layers: labels")) == ["Camp", "Zone"]
    spring = build_scene(dataset, view_of(dataset, start=date(2020, 2, 1), end=date(2020, 3, 1)))
    assert words(group(spring, "Own layers: labels")) == ["Road", "Zone"]
    whole = view_of(dataset)
    (some,) = labels_on(build_scene(dataset, whole).groups, whole, (date(2020, 2, 1), date(2020, 2, 1)))
    assert words(some) == ["Road", "Zone"], "a picture of a film has the labels of its days"


def test_labels_lie_on_nothing(dataset: Dataset) -> None:
    many = hold(OwnLayer(tuple(OwnFeature(at, Point(44.0 + at / 40, 33.3), f"Post number {at}") for at in range(40))))
    view = View(dataset=dataset.id, layers=(ShownLayer(digest=many.digest, name="Posts"),))
    scene = build_scene(dataset, view)
    plan = plan_of(dataset, view, Picture())
    boxes = [shape.box for shape in flat(group(scene, "Own layers: labels").items) if isinstance(shape, Text)]
    names_ = [shape.box for shape in flat(group(scene, "Place names").items) if isinstance(shape, Text)]
    discs = [(x - r, y - r, x + r, y + r) for x, y, r in plan.found.discs]
    assert 0 < len(boxes) < 40
    for at, one in enumerate(boxes):
        for other in [*boxes[at + 1 :], *names_, *discs]:
            assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def test_a_layer_across_the_date_line_is_seen_on_both_sides(dataset: Dataset) -> None:
    strait = hold(OwnLayer((OwnFeature(1, box(178, -1, 182, 1)),)))
    shown = (ShownLayer(digest=strait.digest, name="Strait"),)
    for longitude in (179.0, -179.0):
        camera = Camera(longitude=longitude, latitude=0, zoom=6)
        size = Size(width=600, height=400)
        scene = build_scene(
            dataset, View(dataset=dataset.id, camera=camera, layers=shown), Picture(bare=True, size=size, viewport=size)
        )
        fill = next(shape for shape in flat(group(scene, "Own layers").items) if isinstance(shape, Course))
        assert (fill.parts[0][:, 0] < 300).any(), longitude
        assert (fill.parts[0][:, 0] > 300).any(), longitude


def test_the_html_player_gets_shapes_labels_and_days(dataset: Dataset) -> None:
    (own,) = player_data(plan_of(dataset, view_of(dataset), Picture()))["own"]
    camp, road, zone = own["features"]
    assert [one["words"] for one in own["features"]] == ["Camp", "Road", "Zone"]
    assert (camp["from"], camp["to"]) == (18170, 18230)
    assert (road["from"], road["to"], zone["from"]) == (18262, None, None)
    assert (len(camp["points"]), len(road["lines"]), len(zone["areas"])) == (2, 1, 1)


def test_a_link_names_layers_and_distance_by_content_and_name(dataset: Dataset) -> None:
    near = NearLayer(digest=LAYER.digest, name="Own: places", km=12.5, match=PlaceMatch.CERTAINLY)
    defaults = View(dataset=dataset.id)
    view = view_of(dataset, near=near)
    query = to_query(view, defaults)
    assert query == {
        "near": [f"12.5km:certainly:{LAYER.digest}:Own: places"], "layer": [f"{LAYER.digest}:magenta:Own places"],
    }  # fmt: skip
    assert from_query(query, defaults) == (view, [])
    found, ignored = from_query({"layer": ["nonsense"], "near": [f"900km:possibly:{LAYER.digest}:A"]}, defaults)
    assert found == defaults
    assert ignored == [
        "The address says near=900km:possibly:"
        + LAYER.digest
        + ":A, which is not a distance of 1 to 200 km and an own "
        "layer such as 10km:possibly:3f2a90bc11de8847:Camps; it was ignored.",
        "The address says layer=nonsense, which is not an own layer such as 3f2a90bc11de8847:teal:Camps; it was ignored.",
    ]


def test_a_layer_that_is_not_here_is_told_and_left_out(dataset: Dataset) -> None:
    gone = ShownLayer(digest="f" * 16, name="Roads")
    view = View(dataset=dataset.id, layers=(gone, SHOWN))
    found, said = validated_view(view, View(dataset=dataset.id), MemorySource(dataset))
    assert found.layers == (SHOWN,)
    assert said == ["The layer “Roads” is not here, so the map is shown without it; add its file to see it."]


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    place = {"type": "Point", "coordinates": [44.3, 33.3]}
    features = [
        {"type": "Feature", "properties": {"name": "Depot"}, "geometry": place},
        {"type": "Feature", "properties": {"name": "Unplaced"}, "geometry": None},
    ]
    path = tmp_path / "sites.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def render(out: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["render", "?", "-o", str(out), *more], env={"COLUMNS": "400"})


def said(done: Result) -> str:
    assert done.exit_code == 2
    return " ".join(re.sub("[│╭╮╰╯─]", " ", done.output).split())


def test_a_picture_from_the_shell(sites: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    done = render(out, "--layer", f"{sites}:Depots:teal", "--within", "20")
    assert done.exit_code == 0, done.output
    assert "sites.geojson: 1 feature without a geometry, which can't be drawn: entry 2." in done.output
    drawn = out.read_text(encoding="utf-8")
    assert "Within 20 km of Depots (4 certain, 1 possible)" in drawn
    assert "Own layers: Depots" in drawn


def test_what_the_shell_refuses(sites: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    assert "“red” is no colour of a layer. Allowed: teal, violet" in said(render(out, "--layer", f"{sites}:Depots:red"))
    assert "there is no such file" in said(render(out, "--layer", "gone.geojson:Depots"))
    assert "“5” doesn't say of which layer. Allowed: none: give --layer too." in said(render(out, "--within", "5"))
    wide = said(render(out, "--layer", f"{sites}:Depots", "--within", "500:Depots"))
    assert "“500:Depots” gives no such distance. Allowed: 1 to 200 kilometres." in wide
    other = said(render(out, "--layer", f"{sites}:Depots", "--within", "5:Roads"))
    assert "names no layer of this picture (“Roads”). Allowed: Depots." in other
