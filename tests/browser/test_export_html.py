"""The HTML file in a real browser, from disk, with the network shut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.story import Chapter, Story, story_html
from geo.filter.view import Camera, View
from geo.load import open_dataset
from geo.scene.picture_options import Picture
from tests.conftest import ROOT


def opened(browser: Browser, path: Path) -> tuple[Page, list[str], Callable[[], None]]:
    """The file in a window without a network, with every request and failure that it makes."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    expect.set_options(timeout=20_000)
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    return page, told, context.close


def test_the_player_works_from_a_memory_stick(browser: Browser, tmp_path: Path) -> None:
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    path = tmp_path / "map.html"
    path.write_bytes(FORMAT_BY_NAME["html"].write(ExportRequest(dataset, View(dataset=dataset.id), Picture())))
    assert path.stat().st_size < 5_000_000
    page, told, close = opened(browser, path)
    page.wait_for_selector("#map[data-ready]")
    expect(page.locator("#count")).to_have_text("19 of 19")
    before = page.screenshot()
    page.mouse.move(400, 350)
    page.mouse.wheel(0, -600)
    page.mouse.down()
    page.mouse.move(500, 420, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert page.screenshot() != before
    assert float(page.get_attribute("#map", "data-zoom") or 0) > 5.5
    page.get_by_role("button", name="More than 30 rockets hit a base near Kirkuk").click()
    expect(page.locator("#evidence")).to_contain_text("denied by Kataib Hezbollah")
    page.get_by_role("button", name="All incidents").click()
    page.locator("#to").evaluate("(input) => { input.value = input.min; input.dispatchEvent(new Event('input')); }")
    expect(page.locator("#dates")).to_have_text("1 September 2019 – 1 September 2019")
    expect(page.get_by_role("slider", name="First day")).to_have_attribute("aria-valuetext", "1 September 2019")
    expect(page.get_by_role("slider", name="Last day")).to_have_attribute("aria-valuetext", "1 September 2019")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#dates")).not_to_have_text("1 September 2019 – 1 September 2019")
    close()
    assert told == [path.as_uri()]


def test_a_turned_map_says_where_north_is(browser: Browser, tmp_path: Path) -> None:
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    for bearing, arrows in ((30, 1), (0, 0)):
        camera = Camera(longitude=44.4, latitude=33.3, zoom=7, bearing=bearing)
        path = tmp_path / f"map-{bearing}.html"
        path.write_bytes(FORMAT_BY_NAME["html"].write(ExportRequest(dataset, View(dataset=dataset.id, camera=camera))))
        page, told, close = opened(browser, path)
        page.wait_for_selector("#map[data-ready]")
        north = page.get_by_role("img", name="North is 30° to the left of up.")
        expect(north).to_have_count(arrows)
        if arrows:
            expect(north).to_be_visible()
            letter, middle = north.locator("text").bounding_box(), north.bounding_box()
            assert letter is not None
            assert middle is not None
            assert letter["x"] + letter["width"] < middle["x"] + middle["width"] / 2
        close()
        assert told == [path.as_uri()]


def test_a_story_is_turned_with_the_arrow_keys(browser: Browser, tmp_path: Path) -> None:
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    view = View(dataset=dataset.id)
    story = Story(title="Steps", chapters=(Chapter(view=view, headline="First"), Chapter(view=view, headline="Second")))
    path = tmp_path / "story.html"
    path.write_bytes(story_html(dataset, story))
    page, told, close = opened(browser, path)
    expect(page.locator("section.shown")).to_have_attribute("aria-label", "First")
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.shown")).to_have_attribute("aria-label", "Second")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("section.shown")).to_have_attribute("aria-label", "First")
    close()
    assert told == [path.as_uri()]
