"""What the server's answers forbid a browser, nothing of the atlas needs: no page, picture, chart or story is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve
from tests.browser.driving import ready, settled, tick
from tests.browser.test_data import bring
from tests.browser.test_present import PICTURE, download
from tests.conftest import ROOT
from tests.importing.conftest import FIXTURES

PAGES = ("incidents", "actors", "compare", "trends", "present", "data", "sources")
TELL = """addEventListener("securitypolicyviolation", (event) => console.error(
  `Content Security Policy: ${event.effectiveDirective} stopped ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber} ${event.sample}`
))"""


def watched(open_page: Callable[..., Page]) -> tuple[Page, list[str]]:
    """An empty window, and what its browser will have refused, those of threads included (they speak on the console)."""
    page, refused = open_page("about:blank", bypass_csp=False), []
    page.add_init_script(TELL)

    def hear(text: str) -> None:
        if "Content Security Policy" in text or "Permissions policy" in text or "MIME type" in text:
            refused.append(text)

    page.on("console", lambda message: hear(message.text))
    page.context.on("weberror", lambda error: hear(str(error.error)))
    return page, refused


def test_the_test_hears_what_is_refused(server: str, open_page: Callable[..., Page]) -> None:
    page, refused = watched(open_page)
    page.goto(server)
    ready(page)
    page.evaluate("""() => {
      const link = document.createElement("a");
      link.setAttribute("onclick", "window.ran = true");
      document.body.append(link);
      link.click();
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
    }""")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None, "neither an attribute nor a script that was put in runs"
    assert any("script-src" in text for text in refused)


def test_the_map_opens_twice(server: str, open_page: Callable[..., Page]) -> None:
    """The second time the map is drawn before Streamlit is there."""
    page, refused = watched(open_page)
    for theme in ("", "", "?theme=dark"):
        page.goto(f"{server}/{theme}")
        ready(page)
        page.wait_for_selector(".ia-map[data-idle]", state="attached")
    tick(page, "kind", "attack")
    page.locator(".ia-row").first.click()
    settled(page)
    assert refused == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(server: str, open_page: Callable[..., Page], name: str) -> None:
    page, refused = watched(open_page)
    page.goto(f"{server}/{name}")
    expect(page.locator(".ia-facets").first).to_be_attached(timeout=60_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    if name == "trends":
        expect(page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first).to_be_visible()
    page.wait_for_timeout(1000)
    assert refused == []


def test_many_incidents_have_a_thread_of_their_own(stress: str, open_page: Callable[..., Page]) -> None:
    page, refused = watched(open_page)
    page.goto(stress)
    page.wait_for_selector(".ia-map[data-idle]", state="attached", timeout=60_000)
    page.wait_for_timeout(1500)
    assert refused == []


def test_a_picture_a_story_and_an_upload(server: str, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page, refused = watched(open_page)
    page.goto(f"{server}/present")
    expect(page.locator(PICTURE).first).to_be_visible()
    assert download(page, "SVG drawing", tmp_path / "map.svg").startswith(b"<svg")
    page.get_by_role("radio", name="Story").click()
    settled(page)
    page.get_by_role("button", name="Add this view").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Play full screen").click()
    story = opened.value
    expect(story.locator("section.shown svg")).to_be_visible()
    expect(story.locator("#where")).to_have_text("1 / 1")
    assert story.evaluate("window.origin") == "null", "a story reaches nothing of the atlas"
    page.goto(f"{server}/data")
    bring(page, FIXTURES / "acled_new.csv")
    page.get_by_role("button", name="Open in the atlas").click()
    ready(page)
    assert refused == []


@pytest.mark.parametrize("named", [False, True])
def test_another_site_shows_it_in_a_frame_only_where_it_is_named(
    open_page: Callable[..., Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    """127.0.0.1 and localhost are two sites; a page of the one holds a frame of the other."""
    with other_site() as (site, folder):
        monkeypatch.setenv("ATLAS_FRAME_ANCESTORS", site if named else "")
        process, address = serve(ROOT / "app.py", tmp_path / "log.txt")
        try:
            frame = f'<!doctype html><iframe src="{address}/" width="1200" height="800"></iframe>'
            (folder / "wiki.html").write_text(frame)
            page, _ = watched(open_page)
            page.goto(f"{site}/wiki.html")
            app = page.frame_locator("iframe").get_by_test_id("stApp")
            if named:
                expect(app).to_be_attached(timeout=60_000)
            else:
                page.wait_for_timeout(4000)
                expect(app).to_have_count(0)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def other_site() -> Iterator[tuple[str, Path]]:
    """The address of a second site on this machine, and the folder that it shows."""
    with (
        TemporaryDirectory() as folder,
        ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)) as served,
    ):
        Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://localhost:{served.server_port}", Path(folder)
        served.shutdown()
