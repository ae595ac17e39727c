"""The scene: what stands in a picture, in which words, and that nothing lies on anything else."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from geo.errors import AtlasError
from geo.filter.filter import Filter
from geo.filter.view import Camera, Size, View
from geo.layers.marks import build_marks
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.picture_options import Callout, Picture, PlaceNames
from geo.scene.projection import Projector, unworld, world
from geo.scene.scene_items import Group, Path, Scene, Text, flat
from geo.scene.text_layout import line, width, wrapped
from geo.style.fonts import REGULAR
from tests.conftest import ROOT
from tests.generated import dataset_of
from tests.samples import CONVOY, KIRKUK, MISSILES

WINTER = Filter(start=date(2019, 12, 27), end=date(2020, 1, 8))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def texts(scene: Scene) -> list[Text]:
    return [shape for shape in flat(scene.groups) if isinstance(shape, Text)]


def words(scene: Scene, name: str) -> list[str]:
    """The lines of one group."""
    group = next(group for group in scene.groups if group.name == name)
    return [shape.reading for shape in flat(group.items) if isinstance(shape, Text)]


def named(groups: tuple[Group, ...]) -> list[Group]:
    """The parts of a picture; of several maps the parts of each."""
    parts = [group.items if group.role == "map" else (group,) for group in groups]
    return [item for items in parts for item in items if isinstance(item, Group)]


def names_in(groups: tuple[Group, ...]) -> list[str]:
    return [group.name for group in named(groups)]


def test_title_dates_and_count_are_those_of_the_frame(dataset: Dataset) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id, filter=WINTER))
    assert scene.title == "Security incidents in Iraq, 2019–2020"
    assert scene.subtitle.startswith("27 December 2019 – 8 January 2020 · 6 incidents on this map, ")
    assert len(scene.incidents) == 6
    close = View(dataset=dataset.id, filter=WINTER, camera=Camera(longitude=44.3, latitude=35.5, zoom=9))
    assert build_scene(dataset, close).incidents == (KIRKUK,)
    assert "1 incident on this map, 5 beyond its edge" in build_scene(dataset, close).subtitle


def test_the_legend_holds_only_what_is_in_the_frame(dataset: Dataset) -> None:
    close = View(dataset=dataset.id, filter=WINTER, camera=Camera(longitude=44.3, latitude=35.5, zoom=9))
    assert words(build_scene(dataset, close), "Legend")[:3] == ["Perpetrator", "Armed group", "1"]
    assert "Iran" not in words(build_scene(dataset, close), "Legend")


def test_notice_sources_version_and_access_stand_under_the_map(dataset: Dataset) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id), Picture(accessed=date(2026, 5, 2)))
    foot = " ".join(words(scene, "Sources and notice"))
    assert foot.startswith("Reported incidents, not a census. Sources: Attacks near Baghdad, ")
    assert f"Data {dataset.version} · View {scene.stamp['view_id']} · Accessed 2 May 2026" in foot


def test_the_alternative_text_is_written_from_the_view(dataset: Dataset) -> None:
    view = View(dataset=dataset.id, filter=WINTER, camera=Camera(longitude=44.3, latitude=35.5, zoom=9))
    alt = build_scene(dataset, view).alt
    assert alt == (
        "Map of Iraq with 1 incident between 27 December 2019 and 8 January 2020: "
        "More than 30 rockets hit a base near Kirkuk (27 December 2019). Reported incidents, not a census."
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("bearing", [0.0, 30.0])
@pytest.mark.parametrize("zoom", [4.0, 5.5, 7.5, 9.0])
def test_no_name_lies_over_another(dataset: Dataset, theme: str, bearing: float, zoom: float) -> None:
    camera = Camera(longitude=44.3, latitude=33.3, zoom=zoom, bearing=bearing)
    view = View.model_validate({"dataset": dataset.id, "camera": camera, "theme": theme})
    scene = build_scene(dataset, view, Picture(callouts=(Callout(incident=KIRKUK),)))
    group = next(group for group in scene.groups if group.name == "Place names")
    boxes = [shape.box for shape in flat(group.items) if isinstance(shape, Text) and not shape.turn]
    assert len(boxes) >= 3
    hits = [
        (a, b)
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if a[0] + 1 < b[2] and b[0] + 1 < a[2] and a[1] + 4 < b[3] and b[1] + 4 < a[3]
    ]
    assert hits == []


def test_empty_views_say_so() -> None:
    dataset = dataset_of(1, 0)
    scene = build_scene(dataset, View(dataset=dataset.id))
    assert scene.incidents == ()
    assert "0 incidents on this map" in scene.subtitle
    assert "Sources: none, because no incident is on this map." in " ".join(words(scene, "Sources and notice"))
    assert "Legend" not in names_in(scene.groups)


def test_a_long_title_stays_in_the_picture(dataset: Dataset) -> None:
    for times in (1, 2, 8, 35):
        title = ("Rockets, missiles and air strikes in Iraq in the winter " * times).strip()
        scene = build_scene(dataset, View(dataset=dataset.id), Picture(title=title))
        assert all(text.box[0] >= 0 and text.box[2] <= scene.width for text in texts(scene))
        assert " ".join(words(scene, "Title")) == title


def test_callouts_are_numbered_and_listed_and_a_label_stands_by_itself(dataset: Dataset) -> None:
    picture = Picture(callouts=(Callout(incident=KIRKUK), Callout(incident=CONVOY, label="Road")))
    scene = build_scene(dataset, View(dataset=dataset.id), picture)
    assert words(scene, "Callout 1") == ["1"]
    assert words(scene, "Callout Road") == ["Road"]
    listed = words(scene, "List of callouts")
    assert " ".join(listed) == "1 27 December 2019: More than 30 rockets hit a base near Kirkuk"


def test_an_unknown_callout_is_an_error(dataset: Dataset) -> None:
    with pytest.raises(AtlasError, match="“nothing” is no incident of this dataset"):
        build_scene(dataset, View(dataset=dataset.id), Picture(callouts=(Callout(incident="nothing"),)))


def test_a_letter_that_no_font_has_is_a_box_and_said(dataset: Dataset) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id), Picture(title="漢"))
    assert "□" in [run.text for shape in flat(scene.groups) if isinstance(shape, Text) for run in shape.runs]
    assert any("no font for (CJK)" in said for said in words(scene, "Sources and notice"))


def test_arabic_names_are_asked_for(dataset: Dataset) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id), Picture(names=PlaceNames.ARABIC))
    assert {"بغداد", "كركوك", "العراق"} <= {text.reading for text in texts(scene)}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Kirkuk", ["Kirkuk"]),
        ("الحوادث الأمنية", ["الحوادث الأمنية"]),
        ("Kirkuk · كركوك", ["Kirkuk · ", "كركوك"]),
        ("كركوك 2020", ["2020", " ", "كركوك"]),
        ("(عربي)!", ["!(", "عربي", ")"]),
        ("Kirkuk · كركوك (2020)", ["Kirkuk · ", "(", "2020", ") ", "كركوك"]),
    ],
)
def test_lines_of_two_directions_are_cut_into_runs(text: str, seen: list[str]) -> None:
    runs = line(text, 10, 20, 12, "#000000").runs
    assert [run.text for run in runs] == seen
    assert runs[0].x == 10
    for left, right in itertools.pairwise(runs):
        assert right.x == pytest.approx(left.x + left.width)


def test_wrapped_lines_fit() -> None:
    lines = wrapped("one two three four five six seven " * 5, REGULAR, 12, 90, 4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(width(one, REGULAR, 12) <= 90 for one in lines)


def test_places_go_to_pixels_and_back() -> None:
    camera = Camera(longitude=44.0, latitude=33.0, zoom=6.3, bearing=30)
    projector = Projector(camera, (0.0, 80.0, 1280.0, 690.0))
    places = np.array([[44.0, 33.0], [42.5, 36.1], [48.0, 30.0]])
    assert projector(places)[0] == pytest.approx([640.0, 385.0])
    assert unworld(projector.to_world(projector(places))) == pytest.approx(places)
    assert unworld(world(places)) == pytest.approx(places)


def test_a_size_is_kept_to_the_pixel(dataset: Dataset) -> None:
    scene = build_scene(dataset, View(dataset=dataset.id), Picture(size=Size(width=1001, height=777)))
    assert scene.pixels == (1001, 777)


def test_before_and_after_share_scale_and_legend(dataset: Dataset) -> None:
    before, after = split_at_day(View(dataset=dataset.id), date(2020, 1, 3))
    scene = build_pair(dataset, before, after)
    assert [text for text in words(scene, "Headings") if "2020" in text] == [
        "1 September 2019 – 2 January 2020",
        "3 January 2020 – 11 July 2020",
    ]
    assert words(scene, "Legend")[:3] == ["Perpetrator", "Armed group", "2 / 2"]
    assert names_in(scene.groups).count("Scale bar") == 1
    assert scene.alt.startswith("Two maps side by side. Left: Map of Iraq and Syria with ")


@pytest.mark.parametrize(
    ("bearing", "said"),
    [(30.0, "North is 30° to the left of up."), (-45.0, "North is 45° to the right of up."), (0.0, ""), (0.2, "")],
)
def test_a_turned_map_says_where_north_is(dataset: Dataset, bearing: float, said: str) -> None:
    camera = Camera(longitude=44.3, latitude=33.3, zoom=6, bearing=bearing)
    scene = build_scene(dataset, View(dataset=dataset.id, camera=camera))
    arrows = [group for group in scene.groups if group.name == "North arrow"]
    assert [arrow.words for arrow in arrows] == ([said] if said else [])
    assert ("North is" in scene.alt) is bool(said)
    if said:
        assert said in scene.alt
        letter = next(item for item in arrows[0].items if isinstance(item, Text))
        shapes = [item for item in arrows[0].items if isinstance(item, Path)]
        middle = np.concatenate([part for shape in shapes for part in shape.parts]).mean(axis=0)
        projector = Projector(camera, (0, 0, 1280, 720))
        north = projector(np.array([[44.3, 34.3]]))[0] - projector(np.array([[44.3, 33.3]]))[0]
        pointed = np.array([(letter.box[0] + letter.box[2]) / 2, (letter.box[1] + letter.box[3]) / 2]) - middle
        cosine = float(north @ pointed / np.linalg.norm(north) / np.linalg.norm(pointed))
        assert cosine > 0.97


def test_a_turned_pair_and_a_turned_cut_out_say_it_too(dataset: Dataset) -> None:
    view = View(dataset=dataset.id, camera=Camera(longitude=44.3, latitude=33.3, zoom=6, bearing=90))
    pair = build_pair(dataset, *split_at_day(view, date(2020, 1, 3)))
    assert names_in(pair.groups).count("North arrow") == 1
    cut = build_scene(dataset, view, Picture(cut_out=True))
    assert "North is 90° to the left of up." in " ".join(words(cut, "Notice"))


def test_a_cropped_picture_shows_only_what_the_screen_showed(dataset: Dataset) -> None:
    camera, screen = Camera(longitude=44.3, latitude=33.3, zoom=6.5, bearing=20), Size(width=800, height=700)
    view = View(dataset=dataset.id, camera=camera)
    whole = plan_of(dataset, view, Picture(viewport=screen))
    cropped = plan_of(dataset, view, Picture(viewport=screen, cropped=True))
    for plan, wide, high in ((whole, 1e9, 700), (cropped, 800, 1e9)):
        left, top, right, bottom = plan.box
        shown = plan.projector.scale / 2.0**camera.zoom
        assert (right - left) / shown <= wide + 1
        assert (bottom - top) / shown <= high + 1
        assert (right - left) / shown > 795
    assert len(cropped.found.incidents) < len(whole.found.incidents)


def test_what_is_selected_has_its_ring_above_symbols_and_along_its_route(dataset: Dataset) -> None:
    def parts(selection: str | None, name: str) -> list[str]:
        camera = Camera(longitude=44.8, latitude=33.5, zoom=6.0)
        scene = build_scene(dataset, View(dataset=dataset.id, camera=camera, selection=selection), Picture())
        group = next(group for group in named(scene.groups) if group.name == name)
        return [item.name for item in group.items if isinstance(item, Group)]

    assert "Chosen incident" not in parts(None, "Incidents")
    assert parts(KIRKUK, "Incidents")[-2:] == ["Chosen incident", "Sites of one incident"]
    assert "Chosen incident's lines" not in parts(KIRKUK, "Uncertainty")
    assert parts(CONVOY, "Uncertainty")[-1] == "Chosen incident's lines"


def test_sites_of_one_incident_have_badges_and_no_line_that_reads_as_a_flight_path(dataset: Dataset) -> None:
    camera = Camera(longitude=43.2, latitude=35.0, zoom=6.0)
    for selection, lines in ((None, 0), (KIRKUK, 0), (MISSILES, 1)):
        scene = build_scene(dataset, View(dataset=dataset.id, camera=camera, selection=selection), Picture())
        incidents = next(group for group in named(scene.groups) if group.name == "Incidents")
        badges = next(group for group in named(incidents.items) if group.name == "Sites of one incident")
        written = [item for item in badges.items if isinstance(item, Text)]
        assert sorted(item.reading for item in written) == ["1/2", "2/2"]
        grounds = next(group for group in named(scene.groups) if group.name == "Uncertainty")
        titled = [name for name in names_in(grounds.items) if name.startswith("Sites of Ballistic missiles")]
        assert len(titled) == lines
        assert "1/2: first of an incident's two sites" in words(scene, "Legend")


def test_a_site_has_a_badge_only_where_its_incident_has_several(dataset: Dataset) -> None:
    marks = build_marks(dataset.incidents)
    badges = marks.site_badges
    assert {str(dataset.incidents.index[marks.incident[mark]]) for mark in badges} == {MISSILES}
    assert sorted(badges.values()) == ["1/2", "2/2"]
