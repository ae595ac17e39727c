"""For everybody: axe on every page, the keyboard all the way, small screens, direction of writing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import driving as on
from tests.conftest import ROOT
from tests.filter_cases import JULY, KIRKUK, MISSILES

FULL = f"?incident={MISSILES}&area=44.36,33.31,300km&known=2020-06-01&kind=strike&bogus=1"
WITH_MORE = {"incidents": f"incidents?incident={KIRKUK}", "actors": "actors?who=kataib_hezbollah"}
"""Pages that show more at another address than their own."""
PAGES = [
    "",
    FULL,
    *(WITH_MORE.get(path.stem, path.stem) for path in sorted((ROOT / "pages").glob("*.py")) if path.stem != "map"),
]
STREAMLITS_OWN = ("presentation-role-conflict", "stFileUploaderDropzone")
"""Minor, and out of our reach: Streamlit's box for files says that it is no part of the page, yet has a name."""
LOOKS = [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light"), (390, 844, "dark")]


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[2]}")
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height, theme = request.param
    phone = width < 500
    page = on.new_window(
        browser, "about:blank", width=width, height=height, color_scheme=theme, has_touch=phone, is_mobile=phone
    )
    yield page
    page.context.close()


def _drawn(page: Page) -> None:
    """Wait until the page is drawn, in the place that Streamlit has for it, and stands still."""
    expect(page.locator(".st-key-sheet h1, .ia-tl-plot").first).to_be_visible()
    expect(page.locator(".ia-facets .ia-block").first).to_be_attached()
    page.wait_for_function("document.querySelectorAll('.ia-plate:empty, [data-stale=true]').length === 0")
    page.wait_for_function("[...document.querySelectorAll('.ia-stage')].every((stage) => stage.closest('main'))")
    page.wait_for_timeout(500)


def _faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    faults = [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]
    return [fault for fault in faults if not all(part in fault for part in STREAMLITS_OWN)]


def _fits(page: Page) -> None:
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], "the page scrolls sideways"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "full" if path == FULL else path.split("?")[0] or "map")
def test_axe_finds_nothing(server: str, window: Page, path: str) -> None:
    window.goto(f"{server}/{path}")
    _drawn(window)
    assert _faults(window) == []
    _fits(window)


def test_what_is_drawn_before_streamlit_answers_lies_in_landmarks(server: str, open_page: Callable[..., Page]) -> None:
    on.ready(open_page(server))  # a server knows what a page opens with once it has opened one
    page = open_page("about:blank")
    page.route_web_socket(re.compile("_stcore/stream"), lambda socket: None)
    page.goto(server)
    expect(page.locator(".ia-map-buttons, .ia-tl-plot, .ia-scalebar")).to_have_count(3)
    expect(page.locator("main .ia-stage")).to_have_count(0)
    found = Axe().run(page, options={"runOnly": ["region"]}).response["violations"]
    outside = [node["html"] for fault in found for node in fault["nodes"]]
    assert [html for html in outside if "ia-" in html] == []


def test_axe_finds_nothing_in_what_unfolds(server: str, window: Page) -> None:
    window.goto(server)
    _drawn(window)
    if window.viewport_size and window.viewport_size["width"] < 500:
        window.get_by_test_id("stExpandSidebarButton").tap()
        expect(window.locator(".ia-search-input")).to_be_in_viewport()
    for facet in ("known", "weapon", "admin1"):
        on.block(window, facet)
    window.get_by_label("Add an actor").fill("k")
    assert _faults(window) == []
    _fits(window)
    if window.viewport_size and window.viewport_size["width"] < 500:
        window.get_by_test_id("stSidebarCollapseButton").locator("button").tap()
        expect(window.locator(".ia-search-input")).not_to_be_in_viewport()
    window.get_by_role("button", name="Area on the map", exact=True).click()
    expect(window.get_by_label("Around a place")).to_be_visible()
    assert _faults(window) == []
    _fits(window)


def test_the_phone_filters_in_the_folded_sidebar(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server, width=390, height=844, is_mobile=True, has_touch=True))
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(page.locator(".ia-search-input")).to_be_in_viewport()
    page.locator('.ia-opt[data-value="strike"] label').tap()
    page.get_by_test_id("stSidebarCollapseButton").locator("button").tap()
    on.shows(page, 3)
    expect(page.locator(".ia-search-input")).not_to_be_in_viewport()
    assert on.address(page).endswith("?kind=strike")
    small = page.evaluate(
        "[...document.querySelectorAll('.ia-map-button, .ia-tab, .ia-list-order')].filter((b) => b.checkVisibility())"
        ".map((b) => b.getBoundingClientRect()).filter((r) => r.height < 44).length"
    )
    assert small == 0, "too small for a finger"


def test_skip_links_lead_past_the_filters_and_the_map(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server))
    skip = page.get_by_role("button", name="Skip the filters")
    skip.focus()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    to_list = page.get_by_role("button", name="Skip to the list of incidents")
    expect(to_list).to_be_focused()
    expect(to_list).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox", name="Incidents by date")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ia-card-title")).to_be_focused()
    assert "incident=2019-12-09-baghdad-airport-rockets" in on.address(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Incidents by date")).to_be_focused()
    assert "incident=" not in on.address(page)


def test_the_map_moves_by_keyboard(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server))
    page.locator(".maplibregl-canvas").focus()
    before = on.state(page)["camera"]
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(900)
    right = on.state(page)["camera"]
    assert right[0] > before[0] + 0.1
    page.keyboard.press("Equal")
    page.wait_for_timeout(900)
    assert on.state(page)["camera"][2] > right[2] + 0.5
    ring = page.evaluate("getComputedStyle(document.querySelector('.ia-map'), '::after').boxShadow")
    assert ring != "none"


FOCUS = """() => {
  const e = document.activeElement;
  const look = (n, p) => { const c = getComputedStyle(n, p); return [c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) > 0, c.boxShadow !== 'none'].some(Boolean); };
  const near = [e, ...e.querySelectorAll('*'), e.nextElementSibling, e.parentElement, e.parentElement?.parentElement?.closest('.ia-tl-match')].filter(Boolean);
  const map = e.closest('.ia-map');
  const seen = near.some((n) => look(n)) || (map && look(map, '::after'));
  const name = e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.title || '';
  return [e.tagName, name.trim().split('\\n')[0].slice(0, 50), Boolean(seen), e.className];
}"""


def test_every_stop_of_the_keyboard_is_seen_and_named(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server))
    expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()  # comes after the stage
    stops = []
    for _ in range(95):
        page.keyboard.press("Tab")
        stops.append(tuple(page.evaluate(FOCUS)))
        if stops[-1][0] == "BODY":
            break
    names = [name for _, name, _, _ in stops]
    for wanted in (
        "Search incidents",
        "Incidents",
        "Zoom in",
        "Area on the map",
        "Start date",
        "Play",
        "Incidents by date",
    ):
        assert wanted in names
    assert [stop for stop in stops if stop[0] != "BODY" and not stop[2]] == []
    assert [stop for stop in stops if stop[0] != "BODY" and not stop[1]] == []


def test_arabic_stands_in_its_own_direction(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(f"{server}/?incident={JULY}"))
    name = page.locator(".ia-card bdi[lang=ar]").first
    expect(name).to_be_attached()
    assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_no_meaning_by_hue_alone(server: str, open_page: Callable[..., Page]) -> None:
    page = on.ready(open_page(server))
    for key in ("form:corroborated", "form:reported"):
        expect(page.locator(f'.ia-legend-entry[data-key="{key}"]')).to_be_visible()
    page.locator(".ia-row").first.click()
    expect(page.locator(".ia-card-headline")).not_to_be_empty()
