"""Another version of the renderer, in which something that the map uses has another name: the page says so in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.driving import blank_page

SENTENCE = re.compile(
    r"The map cannot be drawn: this version of Incident Atlas does not work with the installed version of pydeck\. "
    r"The list, the timeline, the filters and the exports still work\. .*pip install -r requirements\.txt"
)
RENAMED = (
    "createDeck",  # the wheel's function that makes the map
    "onAdd",  # what the map asks of a control
    "getViewports",
    "setVertexCount",
    "project_position_to_clipspace",  # in the shaders
    "isActive",  # in the shaders, found when they are compiled
    "initializeState",  # what a layer is asked for
    "bufferLayout",  # how a layer describes its data
    "renderPass",  # what a layer is given to draw with
)
"""Words of the bundle, each renamed throughout; the ones at the end are found only when something is drawn."""


def with_renamed(word: str, route: Route) -> None:
    """The renderer with one word renamed wherever it stands."""
    answer = route.fetch()
    text, found = re.subn(rf"\b{word}\b", f"{word}Renamed", answer.text())
    assert found, f"the renderer does not know “{word}”"
    route.fulfill(response=answer, body=text)


@pytest.mark.parametrize("word", RENAMED)
def test_a_renamed_part_is_told_on_the_map(server: str, browser: Browser, word: str) -> None:
    page = blank_page(browser)
    page.route("**/renderer/**/index.js", partial(with_renamed, word))
    page.goto(server)
    expect(page.locator(".ia-message")).to_have_text(SENTENCE, timeout=60_000)
    expect(page.locator(".ia-message")).to_be_visible()
    works_without_a_map(page)
    page.context.close()


def works_without_a_map(page: Page) -> None:
    """List, timeline and filters answer."""
    expect(page.locator(".ia-list-count b")).to_have_text("19")
    page.locator("[data-facet=kind] [data-value=strike] input").check()
    expect(page.locator(".ia-count")).to_contain_text("3 of 21 incidents")


def test_a_map_that_is_drawn_says_nothing(server: str, open_page: Callable[..., Page]) -> None:
    page = open_page(server)
    page.wait_for_selector(".st-key-stage .ia-map[data-idle=true]", timeout=60_000)
    page.wait_for_timeout(5000)  # longer than the map waits before it looks at itself
    expect(page.locator(".ia-message")).to_be_hidden()
