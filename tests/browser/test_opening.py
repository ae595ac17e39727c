"""What the page's head foretells is there, and is what the map then asks for."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from geo.style.tokens import tokens
from geo.ui.server import first_view, preload
from tests.browser.driving import tick, without_streamlit


@pytest.fixture
def open_page(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """What opens for the first time has nothing at hand."""
    return partial(open_page, fresh=True)


def rgb(colour: str) -> str:
    """As a browser writes ``#rrggbb``."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def head_of(address: str) -> list[str]:
    """Addresses that a document's head names for the map."""
    asked = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        document = answer.read().decode()
    return re.findall(r'(?:href|src)=["\']\.(/(?:atlas|static/js)/[^"\']+)["\']', document)


@pytest.mark.parametrize("path", ["/", "/map", "/?from=2020-01-01"])
def test_every_address_in_the_head_is_answered(server: str, path: str) -> None:
    found = head_of(server + path)
    assert any("/renderer/" in address for address in found)
    for address in found:
        with urllib.request.urlopen(server + address, timeout=20) as answer:
            assert answer.status == 200, address


def test_what_the_map_asks_for_was_foretold(server: str, open_page: Callable[..., Page]) -> None:
    open_page(server).wait_for_selector(".ia-map[data-idle]", state="attached")  # the server knows its columns now
    foretold = set(head_of(server))
    page = open_page(server)
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    kept: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => new URL(e.name).pathname).filter((p) => p.includes('/kept/'))"
    )
    assert len(set(kept) & foretold) == 2  # what never changes, and the columns
    assert len(kept) == len(set(kept)), "asked for twice"


def test_other_pages_and_other_data_foretell_less(server: str) -> None:
    assert not any("/renderer/" in address for address in head_of(f"{server}/incidents"))
    usual = [address for address in head_of(server) if "/kept/" in address]
    known = [address for address in head_of(f"{server}/?known=2020-01-03") if "/kept/" in address]
    assert set(known) < set(usual)


@pytest.fixture
def known(server: str, open_page: Callable[..., Page]) -> str:
    """The server has been asked for its page before, and knows what nobody asks anything of."""
    open_page(server).wait_for_selector(".ia-map[data-idle]", state="attached")
    return server


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_is_there_before_streamlit_and_moves_over_as_it_is(
    known: str, open_page: Callable[..., Page], theme: str
) -> None:
    page = open_page("about:blank", theme=theme)
    held = without_streamlit(page, known)
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    expect(page.locator(".ia-count")).to_contain_text("19 of 21 incidents")
    assert page.locator(".ia-stage").get_attribute("data-theme") == theme
    assert page.locator("[data-testid=stApp]").count() == 0
    filters = page.locator('.ia-block[data-facet="kind"]')
    expect(filters.locator(".ia-opt").first).to_be_visible()
    before, filters_before = page.locator(".ia-map").bounding_box(), filters.bounding_box()
    page.evaluate("document.querySelector('.ia-map canvas').dataset.mine = 'yes'")
    for route in held:
        route.continue_()
    expect(page.locator(".st-key-stage .ia-map canvas[data-mine]")).to_have_count(1)
    assert page.locator(".ia-map").bounding_box() == before
    expect(page.get_by_test_id("stSidebar").locator(filters)).to_have_count(1)
    assert filters.bounding_box() == filters_before
    assert page.locator("body > div:not(#root):has(:is(.ia-stage, .ia-facets))").count() == 0


OPENING = "Incident Atlas is opening …"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_slow_page_says_that_it_opens_until_it_has(
    server: str, open_page: Callable[..., Page], theme: Literal["light", "dark"]
) -> None:
    page = open_page("about:blank", theme=theme)
    held = without_streamlit(page, f"{server}/sources")
    words = page.get_by_text(OPENING)
    expect(words).to_be_visible()
    expect(words).to_have_css("background-color", rgb(tokens(theme).paper))
    for route in held:
        route.continue_()
    expect(words).to_be_hidden()
    expect(page.get_by_role("heading", name="Sources").first).to_be_visible()


def test_the_map_says_that_it_loads(known: str, open_page: Callable[..., Page]) -> None:
    page, held = open_page("about:blank"), []
    page.route("**/renderer/**", lambda route: held.append(route))
    page.goto(known, wait_until="commit")
    words = page.locator(".ia-message")
    expect(words).to_have_text("The map is loading …")
    expect(page.get_by_text(OPENING)).to_be_hidden()
    for route in held:
        route.continue_()
    page.wait_for_selector(".st-key-stage .ia-map[data-idle]", state="attached")
    expect(words).to_be_hidden()


def test_what_somebody_does_before_streamlit_is_there_is_kept(known: str, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    held = without_streamlit(page, known)
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    page.locator(".ia-tl-handle").first.focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".ia-count")).to_contain_text("22 September 2019")
    tick(page, "kind", "strike")
    expect(page.locator(".ia-count")).to_contain_text("3 of 21 incidents")
    for route in held:
        route.continue_()
    page.wait_for_url(re.compile("kind=strike"))
    assert "from=2019-09-22" in page.url
    page.wait_for_timeout(500)
    expect(page.locator(".ia-count")).to_contain_text("3 of 21 incidents · 22 September 2019")


def test_streamlit_comes_also_where_the_map_does_not(known: str, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    page.route("**/web/**/early.js", lambda route: route.abort())
    page.goto(known)
    expect(page.locator("[data-testid=stApp]")).to_have_count(1)
    page.wait_for_selector(".st-key-stage .ia-map[data-idle]", state="attached")


def test_a_page_that_takes_no_stage_is_not_hidden_by_it(known: str, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    page.route(re.compile(r"/static/js/BidiComponent\."), lambda route: route.abort())
    page.goto(known)
    page.wait_for_selector("body > div:not(#root) .ia-map", state="attached")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_have_count(1)
    expect(page.locator("body > div:not(#root):has(.ia-stage)")).to_have_count(0)


def test_data_in_the_head_is_never_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_view, "map_properties", lambda: {"view": "</script><script>alert(1)</script>"})
    monkeypatch.setattr(first_view, "columns_address", lambda: None)
    page = '<head><script type="module" crossorigin src="./static/js/index.abc.js"></script></head>'
    found = preload.with_head(page, "/")
    assert "alert(1)</script>" not in found
    assert '{"view": "\\u003c/script>\\u003cscript>alert(1)\\u003c/script>"}' in found
