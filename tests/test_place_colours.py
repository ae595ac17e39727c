"""Countries and governorates as colours: those of the most incidents have a hue of their own, whatever is filtered."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import numpy as np
import pytest
from PIL import Image

from geo.cli.view_argument import requested_view
from geo.count.trend import TrendPart
from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.trend_report import part_hues
from geo.filter.apply import prepare
from geo.filter.colour_order import colour_order
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import Filter
from geo.filter.view import Camera, ColorBy, Size, View
from geo.filter.view_link import from_query, to_query
from geo.layers.browser_facets import facet_entry
from geo.layers.browser_queries.colour_numbers import narrow
from geo.model.dataset import Dataset
from geo.query import MemorySource
from geo.scene.build_scene import plan_of
from geo.scene.facet_values import values_of
from geo.scene.legend import legend_sections
from geo.scene.picture_options import Picture
from geo.scene.visible_incidents import colour_of
from geo.style.column_hues import VALUE_HUES
from geo.style.fixed_hues import OTHER_HUE
from geo.style.hues import GREY
from tests.filter_cases import shipped
from tests.generated import dataset_of

PLACES = ("country", "admin1")
SIZE = Size(width=500, height=400)


@pytest.fixture(scope="module")
def made_up() -> Dataset:
    return dataset_of(11, 700)


def counts(dataset: Dataset, facet: str) -> dict[str, int]:
    """How many incidents have each value, counted once more."""
    found: dict[str, int] = {}
    for values in FACET_BY_ID[facet].values(dataset):
        for value in set(values) - {"not_stated"}:
            found[value] = found.get(value, 0) + 1
    return found


@pytest.mark.parametrize("facet", PLACES)
def test_the_most_incidents_come_first_and_ties_go_by_name(made_up: Dataset, facet: str) -> None:
    held = counts(made_up, facet)
    label = {option.value: option.label for option in FACET_BY_ID[facet].options(made_up)}
    assert colour_order(made_up, facet) == tuple(
        sorted(held, key=lambda value: (-held[value], label[value].casefold()))
    )
    assert colour_order(made_up, "kind") == ()


def looks(dataset: Dataset, facet: str) -> dict[str, str]:
    """By incident its hue."""
    view = View(dataset=dataset.id, color_by=ColorBy(facet))
    colours = [colour_of(value, view) for value in values_of(dataset, view).by_incident]
    return dict(zip(map(str, dataset.incidents.index), colours, strict=True))


@pytest.mark.parametrize("facet", PLACES)
def test_seven_have_a_hue_the_others_share_one_and_what_is_not_stated_is_grey(made_up: Dataset, facet: str) -> None:
    order, found = colour_order(made_up, facet), looks(made_up, facet)
    for incident, values in zip(made_up.incidents.index, FACET_BY_ID[facet].values(made_up), strict=True):
        place = order.index(values[0]) if values[0] in order else -1
        wanted = GREY if place < 0 else VALUE_HUES[place] if place < len(VALUE_HUES) else OTHER_HUE
        assert found[str(incident)] == wanted["light"], values
    assert len(set(found.values())) == (9 if facet == "admin1" else len(set(order)) + 1)


@pytest.mark.parametrize("facet", PLACES)
def test_a_hue_stays_on_an_earlier_day(made_up: Dataset, facet: str) -> None:
    earlier = looks(prepare(made_up, Filter(as_known_on=date(2019, 6, 1))), facet)
    now = looks(made_up, facet)
    assert 0 < len(earlier) < len(now)
    assert earlier == {incident: now[incident] for incident in earlier}


def legend_words(dataset: Dataset, view: View) -> list[str]:
    """The first part of a picture's legend, without its numbers."""
    plan = plan_of(dataset, view, Picture())
    first = legend_sections(plan.found, plan.view, plan.projector, plan.colours)[0]
    return [first.heading, *(entry.words for entry in first.entries)]


def test_the_legend_names_them_in_that_order(made_up: Dataset) -> None:
    view = View(dataset=made_up.id, filter=Filter(background=True), color_by=ColorBy.ADMIN1)
    order = colour_order(made_up, "admin1")
    rest = f"Other ({len(order) - 7} values)"
    assert legend_words(made_up, view) == ["Governorate", *order[:7], rest, "Not stated"]
    few = view.model_copy(update={"filter": Filter(background=True, admin1=order[5:8])})
    assert legend_words(made_up, few) == ["Governorate", *order[5:7], rest], "as on the map, whatever is filtered"
    country = view.model_copy(update={"color_by": ColorBy.COUNTRY})
    assert legend_words(made_up, country) == ["Country", "Iran", "Syria", "Iraq", "Not stated"]


def test_the_browser_is_told_the_same(made_up: Dataset) -> None:
    entry = facet_entry(FACET_BY_ID["admin1"], made_up)
    order = colour_order(made_up, "admin1")
    listed = [entry["options"][place] for place in entry["legend"]]
    assert [option["value"] for option in listed[:7]] == list(order[:7])
    assert [option["color"] for option in listed[:7]] == list(VALUE_HUES)
    assert {option["other"] for option in listed[7:-1]} == {f"Other ({len(order) - 7} values)"}
    assert (listed[-1]["value"], listed[-1]["color"]) == ("not_stated", GREY)
    assert "legend" not in facet_entry(FACET_BY_ID["kind"], made_up)


@pytest.mark.parametrize("facet", PLACES)
def test_the_pixel_at_an_incident_has_the_hue(facet: str) -> None:
    dataset = shipped()
    one = "2019-12-27-kirkuk-rockets"
    place = dataset.incidents.geometry[one]
    camera = Camera(longitude=place.x, latitude=place.y, zoom=9)
    view = View(dataset=dataset.id, camera=camera, color_by=ColorBy(facet))
    picture = Picture(bare=True, size=SIZE, viewport=SIZE, inset=False)
    image = Image.open(io.BytesIO(FORMAT_BY_NAME["png"].write(ExportRequest(dataset, view, picture)))).convert("RGB")
    project, scale = plan_of(dataset, view, picture).projector, image.width / SIZE.width
    x, y = (project(np.array([[place.x, place.y]]))[0] * scale).tolist()
    around = {image.getpixel((round(x) + dx, round(y) + dy)) for dx in range(-30, 31) for dy in range(-30, 31)}
    hue = VALUE_HUES[colour_order(dataset, facet).index({"country": "IQ", "admin1": "Kirkuk"}[facet])]["light"]
    assert tuple(int(hue[at : at + 2], 16) for at in (1, 3, 5)) in around


@pytest.mark.parametrize("facet", PLACES)
@pytest.mark.parametrize("format", ["svg", "pptx", pytest.param("html", marks=pytest.mark.full)])
def test_every_format_has_hue_and_legend(format: str, facet: str) -> None:
    dataset = shipped()
    view = View(dataset=dataset.id, color_by=ColorBy(facet))
    content = FORMAT_BY_NAME[format].write(ExportRequest(dataset, view, Picture()))
    if format == "pptx":
        held = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(held.read(name) for name in held.namelist() if name.endswith(".xml"))
    text = content.decode()
    assert VALUE_HUES[0]["light"].lstrip("#").lower() in text.lower()
    assert {"country": "Country", "admin1": "Governorate"}[facet] in text


@pytest.mark.parametrize("facet", PLACES)
def test_a_link_says_it(facet: str) -> None:
    assert requested_view(f"?colour={facet}", MemorySource(shipped())).view.color_by is ColorBy(facet)
    start = View(dataset="here")
    view = start.model_copy(update={"color_by": ColorBy(facet)})
    assert to_query(view, start) == {"colour": [facet]}
    assert from_query({"colour": [facet]}, start) == (view, [])


def test_trends_have_the_maps_hues(made_up: Dataset) -> None:
    order = colour_order(made_up, "country")
    parts = [TrendPart((value,), value, ()) for value in reversed(order)]
    assert part_hues("country", parts, sorted(order), order) == tuple(reversed(VALUE_HUES[: len(order)]))


def test_many_governorates_fit_into_two_bytes() -> None:
    assert (narrow(255), narrow(256)) == (np.uint8, np.uint16)
