"""A made-up export with hundreds of incidents at one place, in the app: no symbol leaves its place, all are counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from math import cos, pi, sin
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from geo.importing import import_files
from geo.style.symbols import PERPETRATOR_HUES
from tests.acled_like import write_acled_like
from tests.browser.conftest import serving
from tests.browser.driving import new_window, ready
from tests.browser.test_map import near, rgb
from tests.conftest import ROOT

CAMERAS = {
    "country": "",
    "two weeks": "from=2020-01-01&to=2020-01-14",
    "city": "at=44.39,33.34,9.5",
    "far out": "at=44,33,3.2",
    "turned": "at=44.4,33.3,6.2,37",
}
SYMBOLS = """async () => {
  const base = [...document.querySelectorAll("link")].map((l) => l.href).find((href) => href.includes("/atlas.css"));
  const from = (name) => import(new URL(name, base).href);
  const [{ store }, { onMap }, { pixelOf, screenOf }, { inWindow }] = await Promise.all(
    ["core/store.js", "map/overlay.js", "map/ground.js", "core/filter.js"].map(from));
  const { columns, mask, window, match, camera, theme } = store.get();
  const box = document.querySelector(".ia-map").getBoundingClientRect();
  const screen = screenOf({ ...camera, width: box.width, height: box.height });
  const { incident, position, n } = columns.marks;
  const home = (m) => pixelOf(screen, position[2 * m], position[2 * m + 1]);
  const here = new Set();
  for (let m = 0; m < n; m++) {
    const [x, y] = home(m);
    const shows = mask[incident[m]] && inWindow(columns, incident[m], window, match);
    if (shows && x >= 0 && y >= 0 && x <= box.width && y <= box.height) here.add(incident[m]);
  }
  const symbols = onMap.symbols().map(({ x, y, r, leader, count, marks, group }) => ({
    x, y, r, leader, count, counted: group >= 0,
    away: Math.max(...Array.from(marks, (m) => Math.hypot(home(m)[0] - x, home(m)[1] - y))),
    ids: [...new Set(Array.from(marks, (m) => columns.idOf(incident[m])))],
  }));
  return { symbols, here: here.size, theme, box: [box.x, box.y, box.width, box.height] };
}"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app that opens with the export."""
    folder = tmp_path_factory.mktemp("export")
    out = folder / "export.parquet"
    import_files([write_acled_like(folder / "export.csv")], out, today=date(2026, 11, 21))
    before = os.environ.get("ATLAS_DATASET")
    os.environ["ATLAS_DATASET"] = str(out)
    try:
        with serving(ROOT / "app.py", tmp_path_factory) as address:
            yield address
    finally:
        os.environ.pop("ATLAS_DATASET")
        if before is not None:
            os.environ["ATLAS_DATASET"] = before


@pytest.fixture(scope="module")
def page(browser: Browser, crowded: str) -> Iterator[Page]:
    page = new_window(browser, crowded)
    yield page
    page.context.close()


def shown(page: Page, address: str) -> dict[str, Any]:
    """What stands on the map at an address, once it has come to rest."""
    page.goto(address)
    page.wait_for_selector(".st-key-stage .ia-map", state="attached", timeout=120_000)
    ready(page)
    page.wait_for_selector(".ia-map[data-idle=true]", timeout=60_000)
    page.wait_for_timeout(800)
    found: dict[str, Any] = page.evaluate(SYMBOLS)
    return found


@pytest.mark.parametrize("camera", CAMERAS)
def test_no_symbol_leaves_its_place_and_all_are_counted(page: Page, crowded: str, camera: str) -> None:
    found = shown(page, f"{crowded}/?{CAMERAS[camera]}")
    symbols = found["symbols"]
    assert any(one["counted"] for one in symbols)
    for one in symbols:
        most = 6 * one["r"] if one["leader"] else 2 * one["r"]
        assert one["away"] <= most + 0.01
    assert sum(one["count"] for one in symbols) == found["here"] > 100
    assert len({each for one in symbols for each in one["ids"]}) == found["here"]
    for at, one in enumerate(symbols):
        for other in symbols[:at]:
            apart = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert apart > 0.75 * max(one["r"], other["r"]), "no symbol lies beneath another"


def test_a_click_on_a_number_lists_exactly_its_incidents(page: Page, crowded: str) -> None:
    found = shown(page, f"{crowded}/?at=44.39,33.34,7.5")
    left, top, width, height = found["box"]
    inside = [
        one for one in found["symbols"]
        if one["counted"] and 60 < one["x"] < width - 120 and 200 < one["y"] < height - 120
    ]  # fmt: skip
    one = max(inside, key=lambda one: one["count"])
    x, y = left + one["x"], top + one["y"]

    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    band = one["r"] - 1.7 - min(5.0, max(2.4, 0.21 * one["r"])) / 2  # the middle of the band of shares
    turns = [2 * pi * (k + 0.5) / 16 for k in range(16)]
    around = [picture.getpixel((round(x + band * cos(turn)), round(y + band * sin(turn)))) for turn in turns]
    known = [rgb(PERPETRATOR_HUES[kind][found["theme"]]) for kind in PERPETRATOR_HUES]
    coloured = sum(any(near(pixel, other, 12) for other in known) for pixel in around)
    assert coloured >= 12, "a band of the view's colours is painted around the place"

    page.mouse.move(x, y)
    expect(page.locator(".ia-tooltip")).to_contain_text(f"{one['count']:,} incidents")
    page.mouse.click(x, y)
    expect(page.locator(".ia-list-count")).to_contain_text(f"{one['count']:,} incidents at or near one place")
    rows = page.locator(".ia-list-rows .ia-row")
    assert int(rows.first.get_attribute("aria-setsize") or 0) == len(one["ids"])
    assert set(rows.evaluate_all("(rows) => rows.map((row) => row.dataset.id)")) <= set(one["ids"])
    rows.first.click()
    expect(page.locator(".ia-card-title")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".ia-list-count")).to_contain_text(f"{one['count']:,} incidents at or near one place")
    page.keyboard.press("Escape")
    expect(page.locator(".ia-list-count")).not_to_contain_text("at or near")


def test_names_lie_above_and_let_the_pointer_through(page: Page, crowded: str) -> None:
    shown(page, crowded)
    order = page.locator(".ia-map > .ia-map-symbols, .ia-map > .ia-map-names").evaluate_all(
        "(all) => all.map((one) => [one.className, getComputedStyle(one).pointerEvents])"
    )
    assert order == [["ia-map-symbols", "none"], ["ia-map-names", "none"]]
