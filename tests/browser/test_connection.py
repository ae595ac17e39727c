"""The connection to the server is lost and comes back: nothing that was asked meanwhile is lost, and the page says so."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from benchmarks.server_process import free_port
from tests.browser.conftest import serve
from tests.browser.driving import count, ready, search, shows, tick
from tests.conftest import ROOT

BANNER = ".ia-connection"


class Line:
    """The websocket of a page, which can be cut."""

    def __init__(self, page: Page) -> None:
        self.cut = False
        self.open: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("_stcore/stream"), self._take)

    def _take(self, socket: WebSocketRoute) -> None:
        if self.cut:
            socket.close(code=1001)
            return
        socket.connect_to_server()
        self.open.append(socket)

    def drop(self) -> None:
        """Close it, and let no new one through."""
        self.cut = True
        for socket in self.open:
            socket.close(code=1001)
        self.open.clear()


@pytest.fixture
def wired(server: str, open_page: Callable[..., Page]) -> tuple[Page, Line]:
    """The map page, and its line."""
    page = open_page("about:blank")
    line = Line(page)
    page.goto(server)
    ready(page)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    return page, line


def test_what_was_asked_meanwhile_is_sent_when_the_line_is_back(wired: tuple[Page, Line]) -> None:
    page, line = wired
    expect(page.locator(BANNER)).to_have_count(0)
    line.drop()
    expect(page.locator(BANNER)).to_contain_text("Disconnected")
    tick(page, "weapon", "rocket")
    left = count(page)
    assert "weapon" not in page.url
    line.cut = False
    expect(page.locator(BANNER)).to_have_count(0)
    expect(page).to_have_url(re.compile("weapon=rocket"))
    page.reload()
    ready(page)
    shows(page, left)


def test_a_search_does_not_pretend_to_go_on(wired: tuple[Page, Line]) -> None:
    page, line = wired
    line.drop()
    expect(page.locator(BANNER)).to_be_visible()
    search(page, "Baghdad")
    expect(page.locator(".ia-search-answer")).to_have_text(
        "Not searched yet: the page is disconnected from the server."
    )
    line.cut = False
    expect(page.locator(BANNER)).to_have_count(0)
    expect(page).to_have_url(re.compile("Baghdad"))
    expect(page.locator(".ia-search-answer")).to_have_text("")
    assert 0 < count(page) < 21


def test_a_link_that_could_not_be_made_is_not_copied(wired: tuple[Page, Line]) -> None:
    page, line = wired
    line.drop()
    expect(page.locator(BANNER)).to_be_visible()
    tick(page, "weapon", "rocket")
    page.get_by_role("button", name="Copy link").first.click()
    told = page.locator(".ia-copied", has_text="Nothing was copied")
    expect(told.first).to_be_visible()
    expect(page.get_by_text("Link copied")).to_have_count(0)


def test_a_browser_that_is_offline_says_so(server: str, open_page: Callable[..., Page]) -> None:
    page = ready(open_page(server))
    page.context.set_offline(True)
    expect(page.locator(BANNER)).to_contain_text("Disconnected")
    page.context.set_offline(False)
    expect(page.locator(BANNER)).to_have_count(0)


def test_a_server_that_was_started_anew_is_told_what_was_changed(
    open_page: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, port = tmp_path_factory.mktemp("anew") / "log.txt", free_port()
    process, address = serve(ROOT / "app.py", log, port=port)
    try:
        page = ready(open_page(address))
        tick(page, "weapon", "rocket")
        expect(page).to_have_url(re.compile("weapon=rocket"))
        _end(process)
        expect(page.locator(BANNER)).to_be_visible()
        tick(page, "weapon", "drone")
        left = count(page)
        time.sleep(1)
        process, _ = serve(ROOT / "app.py", log, port=port)
        expect(page.locator(BANNER)).to_have_count(0, timeout=60_000)
        expect(page).to_have_url(re.compile("weapon=.*drone"), timeout=60_000)
        shows(page, left)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=20)
