"""The filter means the same in the browser as in Python, to the last incident.

``filter.js`` and ``columns.js`` run as they are, in Chromium, over the columns that the app sends.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

from geo.count import option_counts
from geo.count.context_counts import context_mask
from geo.filter.apply import prepare, select
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES
from geo.filter.filter import Filter
from geo.filter.filter_table import day_number, search_of
from geo.layers.browser_columns import encode_columns
from geo.model.dataset import Dataset
from geo.web.joining import code_of
from tests.browser.driving import blank_page
from tests.filter_cases import CASES, COLUMNS, PARTIES, Case, around, box, shipped, with_parties, with_source_rows
from tests.generated import dataset_of, filters_of

HOST = "http://127.0.0.1:9"
"""Never asked: every request is answered from the folder of the browser's code."""
SEEDS = range(12)
SIZE = 60
NEVER, ALWAYS = -1_000_000, 1_000_000

LOAD = """async ([name, text]) => {
  const { decodeColumns } = await import("/core/columns.js");
  const { countShown } = await import("/core/count_shown.js");
  const { computeMask, inWindow, optionCounts } = await import("/core/filter.js");
  const { createScanner } = await import("/source/time_order.js");
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const columns = decodeColumns(bytes.buffer);
  const scanner = createScanner(columns);
  const all = (sequence) => Array.from({ length: sequence.length }, (_, k) => columns.ids[sequence.at(k)]);
  const back = (sequence) => columns.ids.map((_, i) => sequence.indexOf(i));
  globalThis.ask ??= {};
  globalThis.ask[name] = ({ filter, window, match }) => {
    const mask = computeMask(columns, filter);
    const ids = columns.ids.filter((_, i) => mask[i] && inWindow(columns, i, window, match));
    const options = columns.header.facets.map(({ id, options }) => [
      id, options.map(({ value }) => value), optionCounts(columns, filter, window, match, id)]);
    let listed;
    scanner.scan(mask, window, match, ({ placed, notPlaced }) => {
      listed = { placed: all(placed), notPlaced: all(notPlaced), back: [back(placed), back(notPlaced)] };
    });
    return { ids, listed, count: countShown(columns, mask, window, match), options };
  };
}"""


class Window:
    """The browser's side: datasets loaded by name, and what it says to a filter."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._loaded: set[str] = set()

    def ask(self, dataset: Dataset, asked: Filter) -> dict[str, Any]:
        """What the browser finds: ids, counts, and what each option would leave."""
        name = f"{dataset.id} {dataset.version} {dataset.known_on}"
        if name not in self._loaded:
            self.page.evaluate(LOAD, [name, base64.b64encode(encode_columns(dataset)).decode()])
            self._loaded.add(name)
        message = [name, as_the_browser_holds_it(dataset, asked)]
        found: dict[str, Any] = self.page.evaluate("([name, view]) => globalThis.ask[name](view)", message)
        return found


def as_the_browser_holds_it(dataset: Dataset, asked: Filter) -> dict[str, Any]:
    """The filter in the shape of the browser's store, with the text's matches as the server finds them."""
    found = search_of(dataset).search(asked.text).ids
    matches = np.flatnonzero(dataset.incidents.index.isin(found)).tolist()
    return {
        "filter": {
            "facets": {facet.id: list(asked.chosen(facet.id)) for facet in FACETS},
            "actors": {
                "ids": list(asked.actors),
                "role": str(asked.actor_role),
                "stances": list(asked.stances),
            },
            "figures": {name: people.model_dump() for name in FIGURES if (people := asked.figure(name))},
            "background": asked.background,
            "text": asked.text,
            "textMatches": matches if asked.text else None,
            "area": asked.area.model_dump() if asked.area else None,
        },
        "window": {
            "start": day_number(asked.start) if asked.start else NEVER,
            "end": day_number(asked.end) if asked.end else ALWAYS,
        },
        "match": str(asked.match),
    }


def answer(route: Route) -> None:
    """A module, or an empty page."""
    name = route.request.url.removeprefix(HOST).lstrip("/")
    if not name:
        route.fulfill(body="<!doctype html><title>filters</title>", content_type="text/html")
    else:
        route.fulfill(body=code_of(name), content_type="text/javascript")


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    page = blank_page(browser)
    page.route("**/*", answer)
    page.goto(f"{HOST}/")
    yield Window(page)
    page.context.close()


def compare(window: Window, dataset: Dataset, asked: Filter) -> None:
    """Everything that the browser says must be what Python says."""
    chosen = select(dataset, asked)
    found = window.ask(dataset, asked)
    assert tuple(found["ids"]) == chosen.ids
    assert found["count"] == {
        "shown": chosen.count,
        "total": chosen.total,
        "notPlaced": chosen.not_placed_count,
        "context": int((context_mask(dataset) & chosen.mask).sum()),
    }
    by_date(dataset, tuple(found["ids"]), found["listed"])
    for facet_id, values, counts in found["options"]:
        assert dict(zip(values, counts, strict=True)) == option_counts(dataset, asked, facet_id)


def by_date(dataset: Dataset, ids: tuple[str, ...], listed: dict[str, Any]) -> None:
    """The list beside the map: what is shown by its first day, apart by whether it is placed, each in its position."""
    starts = dataset.incidents["date_start"]
    places = {incident: place for place, incident in enumerate(dataset.incidents.index)}
    ordered = sorted(ids, key=lambda one: (starts[one], places[one]))
    assert sorted([*listed["placed"], *listed["notPlaced"]]) == sorted(ids)
    for tab, back in zip(("placed", "notPlaced"), listed["back"], strict=True):
        assert listed[tab] == [one for one in ordered if one in set(listed[tab])]
        positions = {one: k for k, one in enumerate(listed[tab])}
        assert back == [positions.get(one, -1) for one in places]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(window: Window, case: Case) -> None:
    dataset = prepare(shipped(), case.filter)
    compare(window, dataset, case.filter)
    assert sorted(window.ask(dataset, case.filter)["ids"]) == sorted(case.expected)


@pytest.mark.parametrize("case", PARTIES, ids=lambda case: case.name)
def test_cases_of_parties(window: Window, case: Case) -> None:
    compare(window, with_parties(), case.filter)
    assert sorted(window.ask(with_parties(), case.filter)["ids"]) == sorted(case.expected)


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case.name)
def test_cases_of_columns(window: Window, case: Case) -> None:
    compare(window, with_source_rows(), case.filter)
    assert sorted(window.ask(with_source_rows(), case.filter)["ids"]) == sorted(case.expected)


@cache
def filters_for(seed: int) -> st.SearchStrategy[Filter]:
    return filters_of(dataset_of(seed, SIZE))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(SEEDS))
def test_any_filter_on_made_up_incidents(window: Window, data: st.DataObject, seed: int) -> None:
    compare(window, dataset_of(seed, SIZE), data.draw(filters_for(seed)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_filter_on_the_shipped_incidents(window: Window, data: st.DataObject) -> None:
    compare(window, shipped(), data.draw(filters_of(shipped())))


def test_a_small_area_inside_a_large_land(window: Window) -> None:
    """Only a part of a governorate is asked for: the incident can have been there."""
    asked = 0
    for seed in SEEDS:
        dataset = dataset_of(seed, SIZE)
        for incident, shape in dataset.incidents.geometry.items():
            if shape is None or shape.geom_type != "Polygon" or shape.length < 1:
                continue
            west, south, *_ = shape.bounds
            for area in (
                box(west + 0.02, south + 0.02, west + 0.04, south + 0.04),
                around(west + 0.03, south + 0.03, 1),
            ):
                corner = Filter(area=area, background=True)
                assert incident in select(dataset, corner).ids
                compare(window, dataset, corner)
                asked += 1
    assert asked > 20


def test_made_up_incidents_reach_what_matters() -> None:
    """The generator makes what the comparison is about; else agreeing would say little."""
    made = [dataset_of(seed, SIZE) for seed in SEEDS]
    kinds = {shape.geom_type for data in made for shape in data.incidents.geometry if shape is not None}
    assert kinds == {"Point", "MultiPoint", "LineString", "Polygon", "GeometryCollection"}
    unsure = sum(int((data.incidents["date_start"] != data.incidents["date_end"]).sum()) for data in made)
    assert unsure > 100
    assert all(data.incidents.geometry.isna().any() for data in made)
