"""The map in a real browser: what a person sees, clicks and drags."""

from __future__ import annotations

import io
from collections.abc import Callable
from math import log, pi, radians, tan
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geo.style.symbol_styles import SELECTION, SIZE_CLASSES, strokes_of
from geo.style.symbols import hue

OpenPage = Callable[..., Page]
KIRKUK = "2019-12-27-kirkuk-rockets"
MISSILES = "2020-01-08-al-asad-erbil-missiles"
AL_ASAD, ERBIL = (42.4412, 33.7856), (43.9632, 36.2376)
AT_KIRKUK = (44.2842, 35.5125)
CLOSE = "at=44.2842,35.5125,9"


def drawn(page: Page) -> Page:
    """Wait until the ground and the incidents are drawn."""
    page.wait_for_selector(".st-key-stage .ia-map[data-idle=true]", timeout=60_000)
    page.wait_for_function("document.querySelector('.ia-count')?.textContent.includes('incidents')")
    page.wait_for_timeout(400)
    return page


def picture(page: Page) -> Image.Image:
    """What the window shows."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def rgb(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def near(one: tuple[int, ...], other: tuple[int, ...], within: int = 6) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def pixel_of(page: Page, lonlat: tuple[float, float], camera: tuple[float, float, float]) -> tuple[float, float]:
    """Where a place lies in the window: Web Mercator, 512 pixels at zoom 0."""

    def world(lon: float, lat: float) -> tuple[float, float]:
        scale = 512 * 2 ** camera[2]
        return scale * (lon + 180) / 360, scale * (1 - log(tan(pi / 4 + radians(lat) / 2)) / pi) / 2

    box = page.locator(".ia-map").bounding_box()
    assert box is not None
    (x, y), (cx, cy) = world(*lonlat), world(*camera[:2])
    return box["x"] + box["width"] / 2 + x - cx, box["y"] + box["height"] / 2 + y - cy


def count_line(page: Page) -> str:
    return " ".join(page.locator(".ia-count").inner_text().split())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_incident_s_pixel_has_its_colour(server: str, open_page: OpenPage, theme: str) -> None:
    page = drawn(open_page(f"{server}/?{CLOSE}&theme={theme}", theme=theme))
    x, y = pixel_of(page, AT_KIRKUK, (*AT_KIRKUK, 9.0))
    color = hue("perpetrator_kind", "armed_group")
    assert color is not None
    assert near(picture(page).getpixel((round(x), round(y))), rgb(color[theme]))


def test_sites_are_joined_only_while_their_incident_is_open(server: str, open_page: OpenPage) -> None:
    camera = (43.2, 34.9, 6.3)
    found = []
    for selection in ("", f"&incident={MISSILES}"):
        page = drawn(open_page(f"{server}/?at={camera[0]},{camera[1]},{camera[2]}&theme=light{selection}"))
        pixels = np.asarray(picture(page)).astype(int)
        ends = [pixel_of(page, site, camera) for site in (AL_ASAD, ERBIL)]
        x, y = (round(sum(part) / 2) for part in zip(*ends, strict=True))
        around = pixels[y - 4 : y + 5, x - 4 : x + 5].reshape(-1, 3)
        found.append((np.abs(around - rgb(SELECTION.colour)).max(axis=1) < 40).any())
        # At the upper right of each symbol its badge, in ink on paper.
        radius = SIZE_CLASSES[0].radius
        for end in ends:
            left, bottom = (round(end[0] + 0.72 * radius), round(end[1] - 0.72 * radius))
            badge = pixels[bottom - 9 : bottom - 2, left + 3 : left + 14].sum(axis=2)
            assert badge.min() < 200 < 500 < badge.max()
    assert found == [False, True]


def test_a_route_has_smooth_edges(server: str, open_page: OpenPage) -> None:
    middle, camera = (45.15, 31.555), (45.15, 31.555, 9.0)  # on the road from Samawah to Diwaniyah
    shots = []
    for start in ("2020-07-01", "2020-08-01"):
        page = drawn(open_page(f"{server}/?at=45.15,31.555,9&theme=light&from={start}&to=2020-08-31"))
        x, y = pixel_of(page, middle, camera)
        shots.append(
            np.asarray(picture(page).crop((round(x) - 9, round(y) - 9, round(x) + 9, round(y) + 9))).astype(int)
        )
    color = hue("perpetrator_kind", "armed_group")
    assert color is not None
    line, ground = np.array(rgb(color["light"])), shots[1]
    channel = int(np.abs(line - ground).sum(axis=(0, 1)).argmax())
    strength = ((shots[0] - ground) / (line - ground))[:, :, channel]
    assert (strength > 0.2).mean() > 0.3, "the route passes here"
    casing, _ = strokes_of("route")
    edge = (strength > 0.03) & (strength < casing.opacity - 0.05)
    assert edge.sum() > 10, "between the ground and the line's soft casing lie pixels that are partly covered"


def test_ground_is_painted_in_both_themes(server: str, open_page: OpenPage) -> None:
    corner = (0.5, 0.5)
    seen = []
    for theme in ("light", "dark"):
        page = drawn(open_page(f"{server}/?at=42.0,31.5,7&theme={theme}"))
        box = page.locator(".ia-map").bounding_box()
        assert box is not None
        at = (round(box["x"] + box["width"] * corner[0]), round(box["y"] + box["height"] * corner[1]))
        seen.append(sum(picture(page).getpixel(at)) / 3)
    assert seen[0] > 225
    assert seen[1] < 60


def test_a_click_on_kirkuk_opens_it_with_the_denial(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(f"{server}/?{CLOSE}"))
    x, y = pixel_of(page, AT_KIRKUK, (*AT_KIRKUK, 9.0))
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    expect(page.locator(".ia-card-title")).to_contain_text("hit a base near Kirkuk")
    card = page.locator(".ia-card")
    expect(card).to_contain_text("denied by Kataib Hezbollah")
    denial = page.locator(".ia-ledger-entry[data-stance^=denied], .ia-ledger-entry[data-stance^=Denied]")
    expect(denial).to_have_count(1)
    expect(denial).to_contain_text("¶ 31")
    page.wait_for_url(f"**/*incident={KIRKUK}*")


def test_hovering_tells_the_essentials(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(f"{server}/?{CLOSE}"))
    x, y = pixel_of(page, AT_KIRKUK, (*AT_KIRKUK, 9.0))
    page.mouse.move(x - 60, y - 60)
    page.mouse.move(x, y)
    tooltip = page.locator(".ia-tooltip")
    expect(tooltip).to_contain_text("27 December 2019")
    expect(tooltip).to_contain_text("denied by Kataib Hezbollah")


def test_the_slider_changes_the_count(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(server))
    assert (
        count_line(page)
        == "19 of 21 incidents · 1 September 2019 – 11 July 2020 · 9 of them context · 10 without a map location"
    )
    end = page.get_by_role("slider", name="End date")
    end.focus()
    end.press("Home")
    start = page.get_by_role("slider", name="Start date")
    assert "2019" in (start.get_attribute("aria-valuetext") or "")
    page.wait_for_function("!document.querySelector('.ia-count').textContent.startsWith('19 of')")
    page.wait_for_url("**/*to=*")


def test_a_link_s_dates_are_counted(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(f"{server}/?from=2019-12-27&to=2020-01-08"))
    assert (
        count_line(page)
        == "11 of 21 incidents · 27 December 2019 – 8 January 2020 · 5 of them context · 5 without a map location"
    )


def test_the_camera_stays_whatever_is_filtered(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(f"{server}/?at=44,34,7"))
    page.locator("[data-facet=kind] [data-value=strike] input").check()
    page.wait_for_url("**/*kind=strike*")
    page.wait_for_timeout(600)
    assert "at=44,34,7" in unquote(page.url)
    expect(page.locator(".ia-count")).to_contain_text("3 of 21 incidents")


def test_fit_moves_the_camera_and_python_hears_it(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(f"{server}/?at=20,20,3&incident={KIRKUK}"))
    page.get_by_role("button", name="Fit to what is shown").click()
    page.wait_for_url(lambda url: "at=20" not in url and "at=" in url)


def test_both_incidents_at_the_airport_are_seen_and_reachable(server: str, open_page: OpenPage) -> None:
    camera = (44.2346, 33.2625, 9.0)
    page = drawn(open_page(f"{server}/?at=44.2346,33.2625,9"))
    x, y = pixel_of(page, camera[:2], camera)
    titles = set()
    for side in (-1, 1):
        page.mouse.click(x + 10 * side, y)
        expect(page.locator(".ia-card-title")).to_be_visible()
        page.wait_for_timeout(500)
        titles.add(page.locator(".ia-card-title").inner_text())
        expect(page.locator(".ia-site-item")).to_have_count(1)
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
    assert len(titles) == 2


def test_what_has_no_place_is_listed_and_opens(server: str, open_page: OpenPage) -> None:
    page = drawn(open_page(server))
    page.locator(".ia-tab[data-tab=notPlaced]").click()
    expect(page.locator(".ia-tab[data-tab=notPlaced] .ia-tab-count")).to_have_text("10")
    page.locator(".ia-row[data-id='2020-06-claimed-convoy-attack']").click()
    expect(page.locator(".ia-card")).to_contain_text("in June 2020, day not known")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080)])
def test_map_and_timeline_are_wholly_visible(server: str, open_page: OpenPage, width: int, height: int) -> None:
    page = drawn(open_page(server, width=width, height=height))
    for selector in (".ia-map", ".ia-stage-timeline"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_equal_views_give_equal_pictures(server: str, open_page: OpenPage) -> None:
    shots = []
    for _ in range(2):
        page = drawn(open_page(f"{server}/?{CLOSE}"))
        page.wait_for_timeout(1500)
        shots.append(page.locator(".ia-map").screenshot())
    assert shots[0] == shots[1]
