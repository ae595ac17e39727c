"""Dragging through dates: the map follows at once, says nothing to the server, and shows only what it should."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import ARGUMENTS
from tests.browser.driving import blank_page
from tests.browser.stress import commits, drag, opened, picture, ready, reset, settled, window

START, END = "2019-06-01", "2019-12-31"

SPOT = """([role, after, unsure]) => {
  // Something alone on its stretch of the map, until some days later: its place in pixels and its days.
  const { store, project } = atlas;
  const { columns, camera } = store.get();
  const box = document.querySelector(".ia-map").getBoundingClientRect();
  const [cx, cy] = project(camera.longitude, camera.latitude);
  const scale = 2 ** camera.zoom;
  const at = ([lon, lat]) => {
    const [x, y] = project(lon, lat);
    return [box.width / 2 + (x - cx) * scale, box.height / 2 + (y - cy) * scale];
  };
  const { marks } = columns;
  const places = [];
  for (let m = 0; m < marks.n; m++) places.push(at([marks.position[2 * m], marks.position[2 * m + 1]]));
  const inside = ([x, y]) => x > 60 && x < box.width - 120 && y > 170 && y < box.height - 120;
  const lines = columns.header.lines.map(({ incident, path }) => [incident, path.map(at)]);
  const near = (values, value) => value > Math.min(...values) - 30 && value < Math.max(...values) + 30;
  const touches = ([x, y], path) => near(path.map(([px]) => px), x) && near(path.map(([, py]) => py), y);
  const clash = (point, from, to, i) => {
    const meets = (k) => k !== i && columns.start[k] <= to && columns.end[k] >= from;
    return places.some(([x, y], m) => Math.hypot(x - point[0], y - point[1]) < 60 && meets(marks.incident[m])) ||
      lines.some(([k, path]) => touches(point, path) && meets(k));
  };
  const found = (point, i, extra = {}) => ({
    x: box.x + point[0], y: box.y + point[1], incident: i, start: columns.start[i], end: columns.end[i], ...extra });
  const wanted = (i, point) =>
    inside(point) && columns.end[i] - columns.start[i] < 8 && (!unsure || columns.end[i] > columns.start[i]) &&
    !clash(point, columns.start[i], columns.end[i] + after, i);
  if (role === "point" || role === "disc" || role === "sign") {
    for (let m = 0; m < marks.n; m++) {
      const i = marks.incident[m];
      const isSign = marks.form[m] === 4;
      if (role === "point" && (marks.radius[m] > 0 || isSign || marks.form[m] > 1)) continue;
      if (role === "disc" && marks.radius[m] < 15000) continue;
      if (role === "sign" && !isSign) continue;
      const metres = 40075016.686 * Math.cos(marks.position[2 * m + 1] * Math.PI / 180) / (512 * scale);
      const reach = role === "disc" ? 0.85 * marks.radius[m] / metres
        : role === "sign" ? columns.header.sizes[marks.size[m]].radius * 0.7 : 0;
      if (wanted(i, places[m])) return found([places[m][0] + reach, places[m][1]], i);
    }
  }
  for (const { incident, role: own, path } of columns.header.lines) {
    if (own !== role) continue;
    const middle = at([(path[0][0] + path[1][0]) / 2, (path[0][1] + path[1][1]) / 2]);
    if (wanted(incident, middle)) return found(middle, incident);
  }
  return null;
}"""


@pytest.fixture(scope="module")
def sheet(browser: Browser, stress: str) -> Iterator[Page]:
    with opened(browser, f"{stress}/?n=1000&window=10") as page:
        yield page


@pytest.fixture
def page(sheet: Page) -> Page:
    reset(sheet, START, END)
    return sheet


def alone(page: Page, role: str, *, after: int = 1, unsure: bool = False) -> dict[str, Any]:
    """A place where only one incident is painted."""
    found: dict[str, Any] | None = page.evaluate(SPOT, [role, after, unsure])
    assert found is not None, f"no {role} stands alone"
    return found


class Wire:
    """What goes over the websocket from now on."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.heard: list[int] = []

    def listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(len(frame)))
        socket.on("framereceived", lambda frame: self.heard.append(len(frame)))

    def clear(self) -> None:
        self.sent.clear()
        self.heard.clear()


def choose(page: Page, start: int, end: int, **more: Any) -> None:
    """Another window, as a hand would set it."""
    patch = {"window": {"start": start, "end": end}, **more}
    page.evaluate("(patch) => atlas.store.set(patch)", patch)
    settled(page)


def patch_of(page: Page, spot: dict[str, Any], reach: int = 4) -> np.ndarray[Any, Any]:
    """The pixels around a place."""
    clip = {"x": spot["x"] - reach, "y": spot["y"] - reach, "width": 2 * reach, "height": 2 * reach}
    shot = page.screenshot(clip=clip)  # type: ignore[arg-type]
    return np.asarray(Image.open(BytesIO(shot)).convert("RGB"), dtype=float)


def bare(page: Page, spot: dict[str, Any]) -> np.ndarray[Any, Any]:
    """The ground of a place, on a day on which certainly nothing happened."""
    empty = page.evaluate(
        """() => {
          const { start, header } = atlas.store.get().columns;
          const known = new Set(start);
          let day = header.dense.start;
          while (known.has(day)) day++;
          return day;
        }"""
    )
    choose(page, empty, empty, match="certainly")
    return patch_of(page, spot)


def hovered(page: Page, spot: dict[str, Any]) -> int | None:
    """The incident that the pointer finds at a place."""
    page.mouse.move(spot["x"] - 30, spot["y"] - 40)
    page.wait_for_timeout(80)
    page.mouse.move(spot["x"], spot["y"], steps=2)
    page.wait_for_timeout(350)
    found: int | None = page.evaluate("atlas.store.get().hovered")
    page.mouse.move(5, 5)
    page.wait_for_timeout(80)
    return found


def test_dragging_changes_map_and_count_and_says_nothing_to_the_server(browser: Browser, stress: str) -> None:
    wire = Wire()
    with opened(browser, "about:blank", wait=False) as page:
        page.on("websocket", wire.listen)
        page.goto(f"{stress}/?n=10000&window=10")
        ready(page)
        page.wait_for_timeout(800)
        settled(page)
        seen, counts, lists = set(), set(), set()
        wire.clear()
        for step in range(6):
            drag(page, ".ia-tl-window", -60, release=False) if step == 0 else page.mouse.move(1200 - 90 * step, 820)
            page.wait_for_timeout(500)
            seen.add(picture(page))
            counts.add(page.locator(".ia-count-shown").inner_text())
            lists.add(page.locator(".ia-list-count").inner_text())
        page.wait_for_timeout(700)
        assert wire.sent == []
        assert len(seen) >= 5
        assert len(counts) >= 5
        assert len(lists) >= 5
        page.mouse.up()
        page.wait_for_timeout(1500)
        assert len(wire.sent) >= 1, "the server hears when the pointer is let go"
        assert sum(wire.heard) < 10_000


@pytest.mark.parametrize("kind", ["point", "disc", "sign", "route", "area"])
def test_what_lies_outside_is_neither_painted_nor_picked(page: Page, kind: str) -> None:
    spot = alone(page, kind)
    ground = bare(page, spot)
    assert hovered(page, spot) is None
    choose(page, spot["start"], spot["end"], match="possibly")
    assert np.abs(patch_of(page, spot) - ground).max() > 12, "it is painted"
    assert hovered(page, spot) == spot["incident"]
    choose(page, spot["end"] + 1, spot["end"] + 1)
    assert np.abs(patch_of(page, spot) - ground).max() <= 2, "it is gone"
    assert hovered(page, spot) is None


def test_certainly_within_hides_what_may_lie_outside(page: Page) -> None:
    spot = alone(page, "point", unsure=True)
    ground = bare(page, spot)
    choose(page, spot["start"], spot["end"] - 1, match="possibly")
    assert np.abs(patch_of(page, spot) - ground).max() > 12
    choose(page, spot["start"], spot["end"] - 1, match="certainly")
    assert np.abs(patch_of(page, spot) - ground).max() <= 2
    choose(page, spot["start"], spot["end"], match="certainly")
    assert np.abs(patch_of(page, spot) - ground).max() > 12


def test_a_filter_acts_on_the_map_like_the_window(page: Page) -> None:
    spot = alone(page, "point")
    ground = bare(page, spot)
    page.evaluate("atlas.store.set({ match: 'possibly' })")
    choose(page, spot["start"], spot["end"])
    page.evaluate(
        """(i) => {
      const { store } = atlas, { columns, filter } = store.get();
      const { options } = columns.header.facets.find(({ id }) => id === "kind");
      const other = options.filter((_, k) => k !== columns.facet("kind").values[i]).map(({ value }) => value);
      store.set({ filter: { ...filter, facets: { kind: other }, background: true } });
    }""",
        spot["incident"],
    )
    settled(page)
    assert np.abs(patch_of(page, spot) - ground).max() <= 2
    assert hovered(page, spot) is None


def test_while_time_plays_what_came_in_fades_by_age(page: Page) -> None:
    spot = alone(page, "point", after=25)
    ground = bare(page, spot)
    page.evaluate("atlas.store.set({ match: 'possibly' })")

    def strength(age: float, trace: str, start: int) -> float:
        end = spot["end"] + int(age)
        choose(page, start, end, playing=True, trace=trace, pace=2, glide=age % 1)
        found = float(np.abs(patch_of(page, spot, 3) - ground[1:-1, 1:-1]).mean())
        page.evaluate("atlas.store.set({ playing: false, glide: 0 })")
        return found

    before = spot["start"]
    fresh, later, much_later = (strength(age, "fade", before) for age in (0, 2.5, 5))
    assert fresh > later * 1.1 > much_later * 1.1 > 5
    assert strength(2.5, "none", before) == pytest.approx(fresh, rel=0.02)
    past = spot["end"] + 12
    assert strength(20, "none", past) < 1
    assert strength(20, "fade", past) < 1
    assert 1 < strength(20, "keep", past) < much_later
    assert hovered(page, spot) is None


def test_a_lost_graphics_context_is_told_and_comes_back_with_everything(page: Page) -> None:
    settled(page)
    before = picture(page)
    for number in (0, 1):
        page.evaluate(
            "(k) => document.querySelectorAll('.ia-map canvas')[k].getContext('webgl2')"
            ".getExtension('WEBGL_lose_context').loseContext()",
            number,
        )
        message = page.locator(".ia-message")
        expect(message).to_have_text(
            "The graphics card has dropped the map. It is being drawn again; the timeline and the list go on working."
        )
        expect(message).to_be_hidden(timeout=20_000)
        page.wait_for_timeout(800)
        settled(page)
        assert picture(page) == before
    spot = alone(page, "point")
    choose(page, spot["start"], spot["end"])
    assert hovered(page, spot) == spot["incident"]


def test_without_webgl_the_page_says_so_and_the_rest_works(browser: Browser, stress: str) -> None:
    flags = [flag for flag in ARGUMENTS.split() if "gl" not in flag and "swiftshader" not in flag]
    plain = browser.browser_type.launch(
        executable_path=browser_path(), args=[*flags, "--disable-gpu", "--disable-3d-apis"]
    )
    try:
        page = blank_page(plain)
        page.goto(f"{stress}/?n=1000&window=10")
        expect(page.locator(".ia-message")).to_have_text(
            "This browser cannot draw the map: WebGL 2 is switched off or missing. "
            "The timeline and the list still work."
        )
        count = page.locator(".ia-list-count")
        before = count.inner_text()
        page.get_by_role("slider", name="Start date").focus()
        for _ in range(3):
            page.keyboard.press("PageUp")
        expect(count).not_to_have_text(before)
        expect(page.locator(".ia-count")).to_contain_text(count.inner_text().split()[0])
    finally:
        plain.close()


def browser_path() -> str | None:
    """Where Chromium is."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def test_a_million_open_on_the_newest_and_scrub(browser: Browser, stress: str) -> None:
    with opened(browser, f"{stress}/?n=1000000&window=1") as page:
        expect(page.locator(".ia-count")).to_contain_text("14,541 of 1,000,000 incidents", timeout=20_000)
        settled(page)
        before = picture(page)
        start, end = window(page)
        choose(page, start - 2000, end - 2000)
        assert picture(page) != before
        expect(page.locator(".ia-count-shown")).not_to_have_text("14,541 of 1,000,000 incidents")
        choose(page, start, end)
        assert picture(page) == before


def test_view_survives_reruns_and_pages_and_the_canvas_stays(browser: Browser, server: str) -> None:
    with opened(browser, server) as page:
        # All but those of the names: closer, other towns are named.
        canvases_of = "document.querySelectorAll('.ia-map canvas:not(.ia-map-names canvas)')"
        page.evaluate(f"{canvases_of}.forEach((canvas) => (canvas.dataset.kept = 'yes'))")
        page.get_by_role("button", name="Zoom in").first.click()
        drag(page, ".ia-tl-start", 180)
        page.wait_for_timeout(1500)
        state = "(({ window, camera, selection, match }) => JSON.stringify({ window, camera, selection, match }))"
        before = page.evaluate(f"{state}(atlas.store.get())")
        kept = f"[...{canvases_of}].map((canvas) => canvas.dataset.kept)"
        canvases = page.evaluate(kept)
        assert set(canvases) == {"yes"}
        page.get_by_role("link", name="Incidents").first.click()
        page.wait_for_function("!document.querySelector('.ia-map canvas')")
        page.get_by_role("link", name="Map").first.click()
        page.wait_for_selector(".ia-map canvas", state="attached")
        page.wait_for_timeout(800)
        assert page.evaluate(kept) == canvases
        assert page.evaluate(f"{state}(atlas.store.get())") == before
        assert commits(page) >= 1
