"""Maps that count: hexagons and density follow one table of cases with the browser, add up to what is on the map, say
their scale, and are in every picture."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from pptx import Presentation

from geo.export.export_request import ExportRequest, Film, FilmMode
from geo.export.film_frames import frames_of, pictures
from geo.export.pptx import pptx_bytes
from geo.export.svg import svg_text
from geo.filter.filter import Filter
from geo.filter.view import Camera, MapMode, Theme, View
from geo.filter.view_link import from_query
from geo.layers.density import outlines, reach_km, steps, surface
from geo.layers.hexagons import (
    cells_of,
    class_bounds,
    class_of,
    class_words,
    is_close_enough,
    level_of,
    middles_of,
    width_km,
)
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.legend_of_counts import distance_words
from geo.scene.picture_options import Callout, Picture
from geo.scene.projection import WORLD, world
from geo.scene.scene_items import Group, Path, Scene, Text, flat
from geo.style.sequential import CLASS_COLOURS, SEQUENTIAL, class_colours, letters_colour, ramp
from geo.style.tokens import THEMES, tokens
from geo.ui.state.view_codec import view_from_browser, view_to_browser
from tests.conftest import ROOT
from tests.generated import dataset_of

CASES = json.loads((ROOT / "tests" / "hexagon_cases.json").read_text(encoding="utf-8"))
KIRKUK = "2019-12-27-kirkuk-rockets"


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


@pytest.fixture(scope="module")
def made_up() -> Dataset:
    return dataset_of(7, 300)


def view_of(dataset: Dataset, show: str, **more: object) -> View:
    return View.model_validate({"dataset": dataset.id, "show": show, **more})


def groups_of(scene: Scene, name: str) -> list[Group]:
    def walk(items: tuple[object, ...]) -> Iterator[Group]:
        for item in items:
            if isinstance(item, Group):
                yield from [item] if item.name == name else walk(item.items)

    return list(walk(scene.groups))


def words_of(scene: Scene, name: str) -> list[str]:
    return [shape.reading for group in groups_of(scene, name) for shape in flat(group.items) if isinstance(shape, Text)]


@pytest.mark.parametrize("case", CASES["cells"], ids=[case["name"] for case in CASES["cells"]])
def test_a_place_is_in_the_cell_of_the_table(case: dict[str, object]) -> None:
    point = world(np.array([[case["lon"], case["lat"]]], dtype=np.float64))
    level = int(str(case["level"]))
    assert cells_of(point, level).tolist() == [case["cell"]]
    assert middles_of(cells_of(point, level), level)[0].tolist() == pytest.approx(case["middle"])


def test_a_place_is_in_the_cell_whose_middle_is_nearest() -> None:
    random = np.random.default_rng(3)
    points = random.uniform(100, 400, (400, 2))
    middles = middles_of(cells_of(points, 4), 4)
    away = np.hypot(*(points - middles).T)
    wide = WORLD / 12 / 16
    assert away.max() <= wide / np.sqrt(3) + 1e-9
    every = np.unique(middles, axis=0)
    nearest = np.min(np.hypot(points[:, None, 0] - every[None, :, 0], points[:, None, 1] - every[None, :, 1]), axis=1)
    assert away == pytest.approx(nearest)


def test_the_grid_follows_whole_zoom_levels_and_its_classes_are_round() -> None:
    assert [level_of(zoom) for zoom, _ in CASES["levels"]] == [level for _, level in CASES["levels"]]
    for case in CASES["classes"]:
        assert list(class_bounds(case["most"])) == case["bounds"]
    bounds = class_bounds(904)
    assert class_of(np.array([1, 4, 5, 499, 500, 904]), bounds).tolist() == [0, 0, 1, 3, 4, 4]
    assert class_words(bounds) == ["1–4", "5–19", "20–99", "100–499", "500 or more"]
    assert class_words((1, 2, 5)) == ["1", "2–4", "5 or more"]


def test_a_radius_counts_as_long_as_it_is_no_longer_than_a_hexagon_is_wide() -> None:
    for case in CASES["radii"]:
        radius, latitude = np.array([case["radius"]]), np.array([case["lat"]])
        found = [bool(is_close_enough(radius, latitude, level)[0]) for level in range(13)]
        assert found == case["counted"]
    for case in CASES["widths"]:
        assert width_km(case["level"], case["lat"]) == pytest.approx(case["km"])
        assert reach_km(case["level"], case["lat"]) == pytest.approx(case["half"])
    assert [distance_words(km) for km in (87.525, 5.47, 5.0, 0.342)] == ["88 km", "5.5 km", "5 km", "340 m"]


def test_the_surface_is_that_of_the_table() -> None:
    case = CASES["density"]
    found = surface(world(np.array(case["points"])), case["level"])
    assert found is not None
    assert found.values.shape == (case["high"], case["wide"])
    assert (found.left - found.side / 2, found.top - found.side / 2) == pytest.approx((case["left"], case["top"]))
    assert (float(found.values.max()), float(found.values.sum())) == pytest.approx((case["highest"], case["sum"]))
    for row, column, value in case["at"]:
        assert found.values[row, column] == pytest.approx(value)
    assert surface(np.zeros((0, 2)), 5) is None


def test_outlines_are_closed_and_lie_in_one_another() -> None:
    found = surface(np.array([[300.0, 200.0], [300.1, 200.0], [310.0, 205.0]]), 5)
    assert found is not None
    areas = []
    for value in steps(10)[:4]:
        rings = outlines(found, value)
        assert all((ring[0] == ring[-1]).all() for ring in rings)
        areas.append(sum(abs(float(np.trapezoid(ring[:, 1], ring[:, 0]))) for ring in rings))
    assert len(outlines(found, steps(10)[0])) == 2  # the third stands by itself
    assert all(outer > inner > 0 for outer, inner in itertools.pairwise(areas))
    assert outlines(found, 5.0) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_scale_goes_one_way_and_letters_can_be_read_on_it(theme: str) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = SEQUENTIAL[theme]
    lightness = [116 * light(colour) ** (1 / 3) - 16 for colour in colours]
    gaps = [later - earlier for earlier, later in itertools.pairwise(lightness)]
    assert all(gap < -7 for gap in gaps) if theme == "light" else all(gap > 7 for gap in gaps)
    ground = light(tokens(theme).land_focus)  # type: ignore[arg-type]
    ends = (light(colours[0]), light(colours[-1]))
    assert abs(ends[0] - ground) < abs(ends[1] - ground)
    ink, paper = tokens(theme).ink, tokens(theme).paper  # type: ignore[arg-type]
    for colour in colours:
        letters = light(letters_colour(colour, ink, paper))
        assert (max(letters, light(colour)) + 0.05) / (min(letters, light(colour)) + 0.05) > 4.2
    assert [len(class_colours(theme, classes)) for classes in range(len(CLASS_COLOURS))] == list(range(7))
    assert (ramp(theme, 0), ramp(theme, 1)) == (colours[0], colours[-1])


def told(scene: Scene) -> int:
    """All that is counted in the drawing."""
    return sum(map(int, re.findall(r'data-count="(\d+)"', svg_text(scene, embed=False))))


CAMERAS = {
    "all": None,
    "near": Camera(longitude=44.4, latitude=33.3, zoom=7.7),
    "nearer": Camera(longitude=44.4, latitude=33.3, zoom=10.2),
    "turned": Camera(longitude=44.4, latitude=33.3, zoom=6.2, bearing=37),
}


@pytest.mark.parametrize("camera", CAMERAS.values(), ids=CAMERAS.keys())
@pytest.mark.parametrize("seed", [7, 8])
def test_hexagons_symbols_and_what_is_left_out_add_up_to_what_is_on_the_map(camera: Camera | None, seed: int) -> None:
    dataset = dataset_of(seed, 300)
    view = view_of(dataset, "hexagons", camera=camera)
    scene = build_scene(dataset, view)
    found = plan_of(dataset, view, Picture()).found
    assert len(scene.incidents) > 0
    assert told(scene) + found.left_out == len(scene.incidents)
    if found.left_out:
        assert f"{found.left_out:,} of them not drawn (known less closely than a hexagon is wide)" in scene.subtitle
        assert "Not drawn: known less closely" in words_of(scene, "Legend")


def test_areas_keep_their_sign_and_vague_places_are_no_hexagon(made_up: Dataset) -> None:
    plan = plan_of(made_up, view_of(made_up, "hexagons", camera=CAMERAS["nearer"]), Picture())
    wide = made_up.incidents["location_precision"].isin(["admin1", "admin2", "country"]).to_numpy()
    radius = made_up.incidents["radius_km"].astype("float64").fillna(0).to_numpy()
    grid = plan.found.grid
    assert grid is not None
    assert grid.level == level_of(plan.projector.camera.zoom)
    assert not (grid.counted & wide).any()
    assert not (grid.left_out & wide).any()
    assert radius[grid.counted].max(initial=0) <= width_km(grid.level, 30.0)
    assert (radius[grid.left_out] > width_km(grid.level, 37.0)).all()
    assert grid.left_out.any()


def test_colours_mean_the_same_on_any_date(shipped: Dataset) -> None:
    legends = [
        words_of(build_scene(shipped, view_of(shipped, "hexagons", filter=asked)), "Legend")[:4]
        for asked in (Filter(), Filter(start=date(2019, 12, 27), end=date(2019, 12, 28)))
    ]
    assert legends[0] == legends[1]
    assert legends[0] == ["Incidents per hexagon, 174 km wide", "1", "2–4", "5 or more"]


def test_a_hexagon_stands_at_its_middle_with_its_number(shipped: Dataset) -> None:
    scene = build_scene(shipped, view_of(shipped, "hexagons"))
    (hexagons,) = groups_of(scene, "Hexagons")
    five = next(item for item in hexagons.items if isinstance(item, Group) and dict(item.data)["count"] == "5")
    assert five.name == "5 incidents in one hexagon"
    shape, number = five.items
    assert isinstance(shape, Path)
    assert isinstance(number, Text)
    assert number.reading == "5"
    assert shape.parts[0].mean(axis=0) == pytest.approx(five.at)
    assert (float(dict(five.data)["lon"]), float(dict(five.data)["lat"])) == pytest.approx((43.6, 33.4), abs=0.6)
    assert "counted by hexagon: at most 5 in one" in scene.alt
    assert names_before("Hexagons", "Incidents", scene)
    assert names_before("Hexagons", "Place names", scene)


def names_before(first: str, second: str, scene: Scene) -> bool:
    names = [group.name for group in scene.groups]
    return names.index(first) < names.index(second)


def test_density_is_a_few_outlines_with_fewer_and_more(shipped: Dataset) -> None:
    scene = build_scene(shipped, view_of(shipped, "density"))
    (density,) = groups_of(scene, "Density")
    assert 3 <= len(density.items) <= 10
    assert words_of(scene, "Legend")[:4] == [
        "Density of incidents",
        "fewer",
        "more",
        "An incident 67 km away counts half",
    ]
    assert svg_text(scene) == svg_text(build_scene.__wrapped__(shipped, view_of(shipped, "density")))
    assert "<image" not in svg_text(scene)
    assert "shown as density" in scene.alt


@pytest.mark.parametrize("show", ["hexagons", "density"])
def test_what_is_open_or_pointed_at_stands_above_with_its_symbol(shipped: Dataset, show: str) -> None:
    view = view_of(shipped, show, selection=KIRKUK)
    scene = build_scene(shipped, view, Picture(callouts=(Callout(incident="2020-01-08-al-asad-erbil-missiles"),)))
    (incidents,) = groups_of(scene, "Incidents")
    counted = [dict(item.data).get("count") for item in incidents.items if isinstance(item, Group)]
    assert counted.count("0") >= 2  # their hexagon counts them
    assert groups_of(scene, "Chosen incident")
    plain = build_scene(shipped, view_of(shipped, show))
    assert not groups_of(plain, "Chosen incident")


def test_a_link_holds_what_the_map_shows_and_old_views_show_symbols(shipped: Dataset) -> None:
    assert view_of(shipped, "density").show is MapMode.DENSITY
    assert View.model_validate({"dataset": "d"}).show is MapMode.SYMBOLS
    scene = build_scene(shipped, view_of(shipped, "hexagons"))
    assert scene.stamp["view"]["show"] == "hexagons"
    query = {"show": "hexagon"}
    assert from_query(query, view_of(shipped, "symbols")) == (
        view_of(shipped, "symbols"),
        ["The address says show=hexagon, which is not symbols, hexagons, density or areas; it was ignored."],
    )


def test_the_browser_is_told_and_tells_what_the_map_shows(shipped: Dataset) -> None:
    view = view_of(shipped, "density")
    message = view_to_browser(view, view, (date(2019, 1, 1), date(2020, 12, 31)))
    assert message["show"] == "density"
    for told, understood in (("hexagons", MapMode.HEXAGONS), ("symbols", MapMode.SYMBOLS)):
        found = view_from_browser({**message, "show": told}, view)
        assert found is not None
        assert found.show is understood
    assert view_from_browser({**message, "show": "pie"}, view) is None


def test_before_and_after_share_the_scale(shipped: Dataset) -> None:
    before, after = split_at_day(view_of(shipped, "hexagons"), date(2020, 1, 3))
    scene = build_pair(shipped, before, after)
    assert len(groups_of(scene, "Hexagons")) == 2
    legend = words_of(scene, "Legend")
    assert legend[0].startswith("Incidents per hexagon, ")
    assert legend.count(legend[0]) == 1


def test_slides_hold_hexagons_and_density_as_shapes(shipped: Dataset) -> None:
    for show, name in (("hexagons", "Hexagons"), ("density", "Density")):
        scene = build_scene(shipped, view_of(shipped, show, theme=Theme.DARK))
        (slide,) = Presentation(io.BytesIO(pptx_bytes([scene], "T"))).slides
        group = next(shape for shape in slide.shapes if shape.name == name)
        assert len(group.shapes) == len(groups_of(scene, name)[0].items)


def test_a_film_counts_day_by_day(shipped: Dataset) -> None:
    film = Film(mode=FilmMode.CUMULATIVE, seconds=1, fps=4, width=640)
    request = ExportRequest(shipped, view_of(shipped, "hexagons"), Picture(legend=False, inset=False), film)
    frames = frames_of(request)
    first, *_, last = pictures(request, frames)
    changed = (np.asarray(first) != np.asarray(last)).any(axis=2)
    top = round(plan_of(shipped, request.view, request.picture).box[1] * 640 / request.scene.width)
    assert changed[top + 10 :].sum() > 400  # hexagons have come
