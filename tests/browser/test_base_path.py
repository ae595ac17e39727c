"""The atlas somewhere else than at the root of its host: under a base path, and behind a proxy that takes a prefix away."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import serve
from tests.browser.driving import count, ready, shows, tick
from tests.browser.proxy import proxied
from tests.browser.test_present import PICTURE, download
from tests.conftest import ROOT

PAGES = ("incidents", "actors", "compare", "trends", "present", "data", "sources")


@pytest.fixture(scope="module")
def under(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The atlas under the base path ``maps``."""
    log = tmp_path_factory.mktemp("base") / "log.txt"
    process, address = serve(ROOT / "app.py", log, "--server.baseUrlPath", "maps")
    try:
        yield f"{address}/maps"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def behind(server: str) -> Iterator[str]:
    """The atlas behind a proxy under a prefix of which the atlas knows nothing."""
    with proxied(server) as address:
        yield address


@pytest.fixture(params=["under", "behind"])
def place(request: pytest.FixtureRequest) -> str:
    """Each of both."""
    return str(request.getfixturevalue(request.param))


def answer(address: str) -> tuple[int, str, str]:
    """Status, kind and beginning of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=20) as found:
            return found.status, found.headers["content-type"], found.read(200).decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["content-type"], error.read(200).decode()


@pytest.mark.parametrize(
    "path", ["/atlas", "/atlas/", "/atlas/nothing", "/atlas/web/x/nothing.js", "/atlas/engine/a/b/c"]
)
def test_an_unknown_address_of_the_atlas_is_not_the_page(server: str, under: str, path: str) -> None:
    for root in (server, under):
        status, kind, text = answer(root + path)
        assert status in (404, 410), (root, path)
        assert "<html" not in text
        assert not kind.startswith("text/html")


def test_the_map_draws_and_is_filtered(place: str, open_page: Callable[..., Page]) -> None:
    failed: list[str] = []
    page = open_page("about:blank")

    def look(response: Response) -> None:
        if response.status >= 400 and "_stcore" not in response.url:
            failed.append(response.url)

    page.on("response", look)
    page.goto(f"{place}/")
    ready(page)
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    before = count(page)
    assert before > 10
    tick(page, "weapon", "rocket")
    expect(page).to_have_url(re.compile(r"weapon=rocket"))
    assert page.url.startswith(f"{place}/")
    assert 0 < count(page) < before
    left = count(page)
    page.reload()
    ready(page)
    shows(page, left)
    assert failed == []


def test_what_the_head_foretells_is_what_the_map_asks_for(place: str, open_page: Callable[..., Page]) -> None:
    open_page(f"{place}/").wait_for_selector(".ia-map[data-idle]", state="attached")
    page = open_page(f"{place}/")
    page.wait_for_selector(".ia-map[data-idle]", state="attached")
    kept: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => name.includes('/kept/'))"
    )
    foretold: list[str] = page.evaluate("[...document.querySelectorAll('link[rel=preload]')].map((link) => link.href)")
    assert len(kept) == len(set(kept)) > 1
    assert set(kept) <= {*foretold, *kept}
    assert len(set(kept) & set(foretold)) == 2
    assert all(address.startswith(f"{place}/atlas/") for address in kept)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(place: str, open_page: Callable[..., Page], name: str) -> None:
    failed: list[str] = []
    page = open_page("about:blank")
    page.on("response", lambda r: failed.append(r.url) if r.status >= 400 and "_stcore" not in r.url else None)
    page.goto(f"{place}/{name}")
    expect(page.locator(".ia-facets").first).to_be_attached(timeout=60_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert failed == []


def test_a_picture_can_be_downloaded(place: str, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(f"{place}/present")
    expect(page.locator(PICTURE)).to_be_visible()
    assert download(page, "SVG drawing", tmp_path / "map.svg").startswith(b"<svg")
