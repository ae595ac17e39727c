"""The SVG read as a program reads it: every symbol stands at its true place, or tied to it, and all are counted."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from geo.export.svg import svg_text
from geo.filter.filter import Filter
from geo.filter.view import Camera, Size, Theme, View
from geo.importing import import_files
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture, Preset
from geo.scene.scene_items import Scene
from tests.acled_like import write_acled_like
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
WEEKS = Filter(start=date(2020, 1, 1), end=date(2020, 1, 14))


def camera(longitude: float, latitude: float, zoom: float, bearing: float = 0.0, pitch: float = 0.0) -> Camera:
    return Camera(longitude=longitude, latitude=latitude, zoom=zoom, bearing=bearing, pitch=pitch)


CAMERAS = {
    "country": (Filter(), None),
    "two weeks": (WEEKS, None),
    "city": (Filter(), camera(44.39, 33.34, 10)),
    "world": (Filter(), camera(20, 20, 1)),
    "turned": (Filter(), camera(44.4, 33.3, 6.2, 37.0, 45.0)),
}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("export")
    out = folder / "out.parquet"
    import_files([write_acled_like(folder / "export.csv")], out, today=date(2026, 11, 21))
    return open_dataset(out)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


@dataclass(frozen=True)
class Symbol:
    """A symbol of the drawing, and where its true place is on the drawing by the drawing's own camera."""

    x: float
    y: float
    diameter: float
    true_x: float
    true_y: float
    count: int
    leader: bool

    @property
    def away(self) -> float:
        return math.hypot(self.x - self.true_x, self.y - self.true_y)


def project(longitude: float, latitude: float, node: Xml.Element) -> tuple[float, float]:
    """Web Mercator with tiles of 512 pixels, written once more, by what the drawing says about itself."""
    at = [float(part) for part in node.attrib["data-camera"].split(",")]
    left, top, wide, high = (float(part) for part in node.attrib["data-map"].split(","))
    scale = 512 * 2 ** at[2]
    dx = (longitude - at[0] + 180) % 360 / 360 - 0.5

    def down(degrees: float) -> float:
        return 0.5 - math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2)) / (2 * math.pi)

    dx, dy = dx * scale, (down(latitude) - down(at[1])) * scale
    turn = math.radians(at[3])
    return (
        left + wide / 2 + dx * math.cos(turn) + dy * math.sin(turn),
        top + high / 2 - dx * math.sin(turn) + dy * math.cos(turn),
    )


def maps_of(scene: Scene) -> list[Xml.Element]:
    """The elements that carry a camera: the drawing itself, or each of several maps."""
    root = Xml.fromstring(svg_text(scene, embed=False, scaled=False))  # noqa: S314
    return [node for node in root.iter() if "data-camera" in node.attrib]


def symbols_of(node: Xml.Element) -> tuple[list[Symbol], int]:
    """The symbols of a map, and how many incidents only its lines stand for."""
    symbols, on_lines = [], 0
    for group in node.iter(f"{SVG}g"):
        if "data-count" not in group.attrib:
            continue
        count = int(group.attrib["data-count"])
        placed = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", group.attrib.get("transform", ""))
        if placed is None:
            on_lines += count
            continue
        radii = [float(circle.attrib["r"]) for circle in group.iter(f"{SVG}circle")]
        # Of a square or diamond how far it reaches to the side.
        paths = [sideways(part) for path in group.iter(f"{SVG}path") for part in path.attrib["d"].split("M")[1:]]
        true = project(float(group.attrib["data-lon"]), float(group.attrib["data-lat"]), node)
        diameter = 2 * max(radii, default=max(paths, default=0.0))
        x, y = float(placed[1]), float(placed[2])
        symbols.append(Symbol(x, y, diameter, *true, count, group.attrib.get("data-leader") == "1"))
    return symbols, on_lines


def sideways(outline: str) -> float:
    """How far a path, a point and steps from there, reaches to the left or right of the origin."""
    steps = re.findall(r"(-?[\d.]+)[ ,]?(-?[\d.]+)", outline)
    return max(abs(x) for x in itertools.accumulate(float(x) for x, _ in steps))


def check(node: Xml.Element, subtitle: str) -> list[Symbol]:
    """What must hold of every map; gives its symbols."""
    symbols, on_lines = symbols_of(node)
    left, top, wide, high = (float(part) for part in node.attrib["data-map"].split(","))
    for one in symbols:
        assert one.away <= one.diameter * (3 if one.leader else 1), one
        assert left <= one.x <= left + wide, one
        assert top <= one.y <= top + high, one
        assert left - 0.02 <= one.true_x <= left + wide + 0.02, one
        assert top - 0.02 <= one.true_y <= top + high + 0.02, one
    found = re.search(r"([\d,]+) incidents? on this map", subtitle)
    assert found is not None
    assert sum(one.count for one in symbols) + on_lines == int(found[1].replace(",", ""))
    return symbols


@pytest.mark.parametrize("name", CAMERAS)
def test_every_symbol_of_an_export_stands_at_its_place(export: Dataset, name: str) -> None:
    asked, at = CAMERAS[name]
    view = View(dataset=export.id, filter=asked, camera=at)
    scene = build_scene(export, view, Picture(preset=Preset.A4, size=Size(width=1280, height=720)))
    (node,) = maps_of(scene)
    symbols = check(node, scene.subtitle)
    assert len(symbols) >= (1 if name == "world" else 20)
    assert len(symbols) < 900, "crowds are counted, not drawn one over the other"
    inside = {"data-count", "clip-path"}
    clipped = [group for group in node.iter(f"{SVG}g") if group.attrib.get("data-name") == "Incidents"]
    assert all(inside & set(group.attrib) for group in clipped)


def test_symbols_do_not_cover_each_other(export: Dataset) -> None:
    scene = build_scene(export, View(dataset=export.id), Picture())
    symbols = check(maps_of(scene)[0], scene.subtitle)
    for at, one in enumerate(symbols):
        for other in symbols[:at]:
            apart = math.hypot(one.x - other.x, one.y - other.y)
            assert apart > 0.7 * (one.diameter + other.diameter) / 2, (one, other)


@pytest.mark.parametrize("text_size", [0.5, 2.0])
def test_larger_symbols_hold_it_too(export: Dataset, text_size: float) -> None:
    scene = build_scene(export, View(dataset=export.id, filter=WEEKS), Picture(text_size=text_size))
    check(maps_of(scene)[0], scene.subtitle)


@pytest.mark.parametrize("zoom", [5.0, 6.4, 8.0, 10.0])
@pytest.mark.parametrize("bearing", [0.0, 75.0])
def test_the_shipped_incidents_stand_at_their_places(shipped: Dataset, zoom: float, bearing: float) -> None:
    view = View(dataset=shipped.id, camera=camera(44.3, 33.3, zoom, bearing))
    scene = build_scene(shipped, view, Picture())
    check(maps_of(scene)[0], scene.subtitle)


def test_no_symbol_of_baghdad_stands_at_ramadi(shipped: Dataset) -> None:
    scene = build_scene(shipped, View(dataset=shipped.id), Picture())
    (node,) = maps_of(scene)
    x, y = project(43.31, 33.42, node)
    assert all(math.hypot(one.x - x, one.y - y) > one.diameter / 2 for one in check(node, scene.subtitle))


def test_each_of_two_maps_says_where_it_lies(export: Dataset) -> None:
    before, after = split_at_day(View(dataset=export.id, filter=WEEKS), date(2020, 1, 7))
    scene = build_pair(export, before, after)
    nodes = maps_of(scene)
    assert len(nodes) == 2
    for node, heading in zip(nodes, scene.subtitle.split(" / "), strict=True):
        check(node, heading)


def test_discs_never_pile_up(export: Dataset) -> None:
    scene = build_scene(export, View(dataset=export.id, theme=Theme.DARK), Picture())
    (node,) = maps_of(scene)
    (ground,) = (group for group in node.iter(f"{SVG}g") if group.attrib.get("data-name") == "Uncertainty")
    fills = [path.attrib["fill"] for path in ground.iter(f"{SVG}path") if path.attrib["fill"] != "none"]
    assert 1 <= len(fills) == len(set(fills)), "one coat a colour"
    assert not list(ground.iter(f"{SVG}circle"))


def test_names_stand_above_symbols(shipped: Dataset) -> None:
    order = [group.name for group in build_scene(shipped, View(dataset=shipped.id), Picture()).groups]
    assert order.index("Uncertainty") < order.index("Incidents") < order.index("Place names")


def test_the_legend_explains_what_is_shown_and_nothing_else(export: Dataset, shipped: Dataset) -> None:
    def legend(dataset: Dataset, asked: Filter) -> str:
        groups = build_scene(dataset, View(dataset=dataset.id, filter=asked), Picture()).groups
        return next(group.words for group in groups if group.name == "Legend")

    assert "n incidents at or near one place" in legend(export, Filter())
    assert "n incidents at or near one place" not in legend(shipped, Filter())
    assert "Beside its place, the dot" in legend(shipped, Filter())
    assert "Beside its place, the dot" not in legend(shipped, Filter(start=date(2019, 12, 27), end=date(2019, 12, 28)))
