"""Maps by governorate: one table of cases with the browser, the numbers of the list of governorates, in every picture."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from pptx import Presentation

from geo.count.area_counts import area_counts
from geo.count.area_ties import AreaTies, MapArea, Tie, area_ties
from geo.export.export_request import ExportRequest, Film, FilmMode
from geo.export.film_frames import frames_of, pictures
from geo.export.pptx import pptx_bytes
from geo.export.svg import svg_text
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.filter.view import Camera
from geo.layers.browser_columns import encode_columns
from geo.layers.hexagons import area_bounds
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.build_scene import build_scene, plan_of
from geo.scene.counted_areas import number_words, range_words
from geo.scene.picture_options import Callout, Picture
from geo.scene.projection import unworld
from geo.scene.scene_items import Group, Scene, Text, flat
from tests.conftest import ROOT
from tests.generated import dataset_of
from tests.test_map_counts import groups_of, view_of, words_of

CASES = json.loads((ROOT / "tests" / "area_count_cases.json").read_text(encoding="utf-8"))
TIES = AreaTies(
    tuple(MapArea(name, name, "IQ") for name in CASES["areas"]),
    tuple(Tie(tuple(within), tuple(maybe), *rest) for within, maybe, *rest in CASES["ties"]),
    np.array(CASES["code"], dtype=np.int64),
)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def governorates(scene: Scene) -> dict[str, dict[str, str]]:
    """What each governorate of a picture says to programs, by its id."""
    told = [
        dict(item.data) for group in groups_of(scene, "Governorates") for item in group.items if isinstance(item, Group)
    ]
    return {one["area"]: one for one in told}


def numbers(scene: Scene) -> list[str]:
    return sorted(
        item.reading for group in groups_of(scene, "Governorates") for item in group.items if isinstance(item, Text)
    )


@pytest.mark.parametrize("case", CASES["tallies"], ids=[case["name"] for case in CASES["tallies"]])
def test_a_window_holds_what_the_table_says(case: dict[str, object]) -> None:
    mask = np.array(case["mask"], dtype=np.bool_)
    found = TIES.tally(mask)
    assert list(found.certain) == case["certain"]
    assert list(found.possible) == case["possible"]
    assert (found.drawn, found.several, found.unsure) == (case["drawn"], case["several"], case["unsure"])
    assert [list(one) for one in found.placed] == case["placed"]
    assert [list(one) for one in found.unmatched] == case["unmatched"]
    assert list(found.unknown) == case["unknown"]
    assert TIES.coarse(np.flatnonzero(mask & TIES.inside([0, 1, 2]))) == case["coarse"]
    assert found.drawn + found.without_boundary + found.unsure == mask.sum()


def test_classes_are_round_and_ranges_are_words() -> None:
    for case in CASES["bounds"]:
        assert list(area_bounds(case["most"])) == case["bounds"]
    for certain, possible, words in CASES["ranges"]:
        assert range_words(certain, possible) == words


def test_where_a_range_has_no_room_a_number_says_that_it_is_the_least() -> None:
    """As in tests/web_unit/area_counts.test.mjs."""
    area = TIES.areas[0]
    assert number_words(TIES, area, 1215, 354) == ("1,215–1,569", "1,215+")
    assert number_words(TIES, area, 41, 0) == ("41",)


@pytest.mark.parametrize(
    "asked", [Filter(), Filter(start=date(2019, 6, 1), end=date(2019, 12, 31))], ids=["all", "half a year"]
)
def test_numbers_are_those_of_the_counts_by_area(asked: Filter) -> None:
    dataset = dataset_of(7, 300)
    selection = select(dataset, asked)
    counts, tally = area_counts(dataset, selection), area_ties(dataset).tally(selection.mask)
    assert tally.drawn > 10
    told = {area.id: (area.certain, area.possible) for area in counts.areas if area.certain or area.possible}
    drawn = zip(area_ties(dataset).areas, tally.certain, tally.possible, strict=True)
    found = {area.id: (certain, possible) for area, certain, possible in drawn if certain or possible}
    assert found == {area: pair for area, pair in told.items() if area is not None}
    assert tally.drawn + tally.without_boundary == counts.certain
    assert tally.unsure == counts.possible + counts.coarse + counts.outside
    assert tally.several == counts.several


def test_the_picture_draws_every_governorate_with_its_number(shipped: Dataset) -> None:
    scene = build_scene(shipped, view_of(shipped, "areas"))
    found = governorates(scene)
    assert sum(area.startswith("IQ-") for area in found) == 18
    assert (found["IQ-BG"]["count"], found["IQ-BG"]["possible"]) == ("2", "3")
    assert (found["IQ-AN"]["count"], found["IQ-AN"]["possible"]) == ("1", "3")
    assert found["IQ-MU"]["count"] == "0"
    assert "1–4" in numbers(scene)
    assert "0" in numbers(scene)
    assert 'data-area="IQ-BG"' in svg_text(scene, embed=False)
    assert "Anbar: 1 incident, possibly 3 more" in svg_text(scene, embed=False)
    assert scene.subtitle.endswith(
        "5 incidents in the governorates on this map, 1 of them context, 14 not in a governorate for certain"
    )
    assert "counted by governorate: at most 2 in Baghdad" in scene.alt
    assert words_of(scene, "Legend") == [
        "Incidents per governorate", "0", "1", "2 or more", "1–4: 1 for certain, 3 more possibly",
        "In more than one, counted in each", "1", "Not in a governorate for certain", "14", "Boundaries: Natural Earth",
    ]  # fmt: skip
    assert not [item for group in groups_of(scene, "Incidents") for item in group.items]
    names = [group.name for group in scene.groups]
    assert names.index("Governorates") < names.index("Place names")


@pytest.mark.parametrize("camera", [None, Camera(longitude=44.4, latitude=33.3, zoom=8.5)], ids=["all", "near"])
def test_all_that_is_selected_is_told(camera: Camera | None) -> None:
    dataset = dataset_of(8, 300)
    plan = plan_of(dataset, view_of(dataset, "areas", camera=camera), Picture())
    found, tally = plan.found, plan.found.tally
    assert tally is not None
    beyond = tally.drawn - len(found.incidents)
    assert (beyond > 0) is (camera is not None)
    assert len(found.incidents) + beyond + tally.without_boundary + tally.unsure == found.selection.count
    scene = build_scene(dataset, view_of(dataset, "areas", camera=camera))
    assert f"{tally.unsure:,} not in a governorate for certain" in scene.subtitle
    assert (f"{beyond:,} in governorates beyond its edge" in scene.subtitle) is (beyond > 0)


def test_what_is_known_to_the_governorate_only_counts_without_a_place(shipped: Dataset) -> None:
    incidents = shipped.incidents.copy()
    nowhere = incidents.index[
        incidents["location_precision"].eq("country") & incidents["country"].map(lambda codes: "IQ" in codes)
    ][0]
    incidents.loc[nowhere, "admin1"] = "Muthanna"
    scene = build_scene(replace(shipped, incidents=incidents), view_of(shipped, "areas"))
    assert governorates(scene)["IQ-MU"]["count"] == "1"
    assert (
        "6 incidents in the governorates on this map, 2 of them context, 1 of them known to the governorate only"
        in scene.subtitle
    )
    legend = words_of(scene, "Legend")
    assert legend[legend.index("Known to the governorate only") + 1] == "1"


def test_a_stated_governorate_without_a_boundary_is_told_and_no_governorate_is_called_empty(shipped: Dataset) -> None:
    incidents = shipped.incidents.copy()
    incidents["admin1"] = pd.Series("Province 07", index=incidents.index, dtype=incidents["admin1"].dtype)
    incidents["country"] = pd.Series([("IQ",)] * len(incidents), index=incidents.index, dtype=object)
    incidents["location_precision"] = pd.Series("country", index=incidents.index, dtype=object)
    scene = build_scene(replace(shipped, incidents=incidents), view_of(shipped, "areas"))
    assert {one["count"] for one in governorates(scene).values()} == {"0"}
    assert numbers(scene) == []
    assert scene.subtitle.endswith(
        "0 incidents in the governorates on this map, 19 in governorates without a boundary here"
    )
    assert words_of(scene, "Legend")[:4] == [
        "Incidents per governorate",
        "0, or not known",
        "Governorate without boundary",
        "19",
    ]
    assert "(Province 07)" in words_of(scene, "Legend")


def test_a_stated_name_without_a_boundary_counts_by_its_place_and_says_so(shipped: Dataset) -> None:
    known = build_scene(shipped, view_of(shipped, "areas"))
    incidents = shipped.incidents.copy()
    incidents["admin1"] = pd.Series("Province 07", index=incidents.index, dtype=incidents["admin1"].dtype)
    strange = replace(shipped, incidents=incidents)
    scene = build_scene(strange, view_of(shipped, "areas"))
    told = {area: (one["count"], one["possible"]) for area, one in governorates(scene).items()}
    places = {area: (one["count"], one["possible"]) for area, one in governorates(known).items()}
    # One of the shipped incidents states its governorate, and its route lies in two: it stays with the name.
    assert {area: (count, told[area]) for area, count in places.items() if told[area] != count} == {
        "IQ-MU": (("0", "0"), ("0", "1")),
        "IQ-QA": (("1", "0"), ("0", "1")),
    }
    assert "4 of them by their place, 15 in governorates without a boundary here" in scene.subtitle
    legend = words_of(scene, "Legend")
    place = legend.index("By their place, name unknown")
    assert legend[place : place + 3] == ["By their place, name unknown", "4", "(Province 07)"]
    tally = area_ties(strange).tally(select(strange, Filter()).mask)
    counts = area_counts(strange, select(strange, Filter()))
    assert (tally.by_place, tally.without_boundary, tally.unsure) == (4, 15, 0)
    assert tally.drawn + tally.without_boundary == counts.certain == 19
    by_id = {area.id: (str(area.certain), str(area.possible)) for area in counts.areas if area.certain or area.possible}
    assert {area: count for area, count in by_id.items() if area and area in told} == {
        area: count for area, count in told.items() if count != ("0", "0")
    }


def test_colours_mean_the_same_on_any_date(shipped: Dataset) -> None:
    week = Filter(start=date(2019, 12, 27), end=date(2019, 12, 28))
    scenes = [build_scene(shipped, view_of(shipped, "areas", filter=asked)) for asked in (Filter(), week)]
    legends = [words_of(scene, "Legend")[:4] for scene in scenes]
    assert legends[0] == legends[1] == ["Incidents per governorate", "0", "1", "2 or more"]
    assert governorates(scenes[1])["IQ-TS"]["count"] == "1"
    assert governorates(scenes[1])["IQ-BG"]["count"] == "0"


def test_what_is_open_or_pointed_at_stands_above_with_its_symbol(shipped: Dataset) -> None:
    view = view_of(shipped, "areas", selection="2019-12-27-kirkuk-rockets")
    scene = build_scene(shipped, view, Picture(callouts=(Callout(incident="2020-01-08-al-asad-erbil-missiles"),)))
    (incidents,) = groups_of(scene, "Incidents")
    counted = {dict(item.data).get("count") for item in incidents.items if isinstance(item, Group)} - {None}
    assert counted == {"0"}  # their governorates count them
    assert governorates(scene)["IQ-TS"]["count"] == "1"


def test_pairs_slides_and_cut_outs_hold_the_governorates(shipped: Dataset) -> None:
    view = view_of(shipped, "areas")
    pair = build_pair(shipped, *split_at_day(view, date(2020, 1, 3)))
    assert len(groups_of(pair, "Governorates")) == 2
    assert words_of(pair, "Legend").count("Incidents per governorate") == 1
    scene = build_scene(shipped, view)
    (slide,) = Presentation(io.BytesIO(pptx_bytes([scene], "T"))).slides
    group = next(shape for shape in slide.shapes if shape.name == "Governorates")
    assert len(group.shapes) == len(groups_of(scene, "Governorates")[0].items)
    assert "Baghdad: 2 incidents, possibly 3 more" in [shape.name for shape in group.shapes]
    cut = build_scene(shipped, view, Picture(cut_out=True))
    assert {area[:2] for area in governorates(cut)} == {"IQ"}


def test_a_film_counts_day_by_day(shipped: Dataset) -> None:
    film = Film(mode=FilmMode.CUMULATIVE, seconds=1, fps=4, width=640)
    request = ExportRequest(shipped, view_of(shipped, "areas"), Picture(legend=False, inset=False), film)
    first, *_, last = pictures(request, frames_of(request))
    changed = (np.asarray(first) != np.asarray(last)).any(axis=2)
    top = round(plan_of(shipped, request.view, request.picture).box[1] * 640 / request.scene.width)
    assert changed[top + 10 :].sum() > 2000  # governorates have another colour


def test_the_browser_gets_shapes_and_how_each_incident_is_tied(shipped: Dataset) -> None:
    content = encode_columns(shipped)
    header = json.loads(content[4 : 4 + int.from_bytes(content[:4], "little")])
    told = {area["id"]: area for area in header["areas"]["list"]}
    assert sum(area.startswith("IQ-") for area in told) == 18
    assert told["IQ-QA"]["name"] == "Diwaniyah"
    ring = np.array(told["IQ-BG"]["rings"][0]).reshape(-1, 2)
    assert unworld(ring).mean(axis=0) == pytest.approx((44.4, 33.3), abs=0.3)
    assert header["arrays"]["areas.code"]["length"] == len(shipped.incidents)
    assert len(header["areas"]["borders"]) == 1  # Iraq, without slits between its governorates


def test_the_same_view_gives_the_same_bytes(shipped: Dataset) -> None:
    view = view_of(shipped, "areas")
    assert svg_text(build_scene(shipped, view)) == svg_text(build_scene.__wrapped__(shipped, view))
    assert all(
        np.isfinite(part).all()
        for shape in flat(build_scene(shipped, view).groups)
        for part in getattr(shape, "parts", ())
    )
