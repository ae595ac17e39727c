"""The page Present: what the map shows is on the picture, in every file that a button gives, and comes back from it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pptx import Presentation

from geo.export.png import CarriedView, read_png
from tests.browser import driving as on

Open = Callable[..., Page]
DATES = "27 December 2019 – 8 January 2020"
PICTURE = ".st-key-present_preview img"


def to_present(page: Page) -> None:
    """From the map to the page Present by its link, as a person goes."""
    on.address(page)
    page.get_by_role("link", name="Present", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Present")).to_be_visible()
    expect(page.locator(PICTURE)).to_be_visible()


def shown(page: Page, *words: str) -> str:
    """The words of the picture, once they are these."""
    for part in words:
        expect(page.locator(PICTURE)).to_have_attribute("alt", re.compile(re.escape(part)))
    return str(page.locator(PICTURE).get_attribute("alt"))


def download(page: Page, name: str, to: Path) -> bytes:
    """What a button gives."""
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_visible(timeout=60_000)
    with page.expect_download(timeout=60_000) as started:
        button.click()
    started.value.save_as(to)
    return to.read_bytes()


def write(page: Page, label: str, words: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Enter")
    on.settled(page)


def slide_words(content: bytes) -> str:
    """All words of a slide."""
    slide = Presentation(io.BytesIO(content)).slides[0]
    return " ".join(text for text in slide.shapes._spTree.xpath(".//a:t/text()"))


@pytest.fixture
def winter(server: str, open_page: Open) -> Page:
    """The map with dates and a filter, moved by a person."""
    page = on.ready(open_page(f"{server}/?from=2019-12-27&to=2020-01-08&kind=attack&kind=strike"))
    page.get_by_role("button", name="Zoom in").click()
    on.stands(page)
    return page


def test_the_files_hold_the_view_of_the_map(winter: Page, tmp_path: Path) -> None:
    held = on.state(winter)
    box = winter.locator(".ia-map").bounding_box()
    to_present(winter)
    alt = shown(winter, "between 27 December 2019 and 8 January 2020")
    number = int(re.search(r"with (\d+) incidents?", alt).group(1))  # type: ignore[union-attr]
    assert 0 < number <= 7
    write(winter, "Title", "Winter of 2019–20")
    counted = f"{number} incidents on this map"
    content = download(winter, "PNG picture", tmp_path / "map.png")
    picture, carried = Image.open(io.BytesIO(content)), read_png(content)
    assert picture.size == (1920, 1080)
    assert picture.info["Title"] == "Winter of 2019–20"
    assert picture.info["Description"] == alt
    assert sorted(carried.view.filter.kind) == ["attack", "strike"]
    assert carried.view.camera is not None
    assert [carried.view.camera.longitude, carried.view.camera.latitude, carried.view.camera.zoom] == pytest.approx(
        held["camera"][:3],
        abs=0.0006,  # a camera is told in thousandths
    )
    assert box is not None
    assert carried.picture.viewport is not None
    assert (carried.picture.viewport.width, carried.picture.viewport.height) == (
        round(box["width"]),
        round(box["height"]),
    )
    slide = download(winter, "PowerPoint slide", tmp_path / "map.pptx")
    words = slide_words(slide)
    drawing = download(winter, "SVG drawing", tmp_path / "map.svg").decode()
    page = pypdf.PdfReader(io.BytesIO(download(winter, "PDF page", tmp_path / "map.pdf")))
    printed = " ".join(page.pages[0].extract_text().split())
    assert Presentation(io.BytesIO(slide)).slides[0].shapes.title.text == "Winter of 2019–20"
    for text in (words, drawing, printed):
        assert "Winter of 2019–20" in text
        assert DATES in text
        assert counted in text
    assert len(page.attachments["incidents.csv"][0].decode("utf-8-sig").splitlines()) >= number


def test_a_button_of_the_map_leads_to_its_picture(winter: Page) -> None:
    winter.get_by_role("button", name="Picture of this map").click()
    expect(winter.get_by_role("heading", level=1, name="Present")).to_be_visible()
    shown(winter, "between 27 December 2019 and 8 January 2020")
    winter.get_by_role("link", name="Map", exact=True).click()
    on.ready(winter)
    expect(winter.get_by_role("button", name="Picture of this map")).to_be_visible()


def test_a_size_of_one_s_own_and_a_callout_with_words(server: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{server}/present?from=2019-12-27&to=2020-01-08")
    expect(page.locator(PICTURE)).to_be_visible()
    on.choose(page, "Shape", "Size of your own")
    for label, pixels in (("Width (pixels)", "1000"), ("Height (pixels)", "700")):
        write(page, label, pixels)
    page.get_by_text("Callouts, sources, alternative text").click()
    on.settled(page)
    on.choose(page, "Add callouts", re.compile("More than 30"), typed="More than 30")
    on.settled(page)
    write(page, "Label of More than 30 rockets hit a base near Kirkuk", "Where it began")
    content = download(page, "PNG picture", tmp_path / "map.png")
    assert Image.open(io.BytesIO(content)).size == (1000, 700)
    assert [callout.label for callout in read_png(content).picture.callouts] == ["Where it began"]
    assert "Where it began" in download(page, "SVG drawing", tmp_path / "map.svg").decode()


def test_what_was_written_stays_while_the_person_looks_at_the_map(winter: Page) -> None:
    to_present(winter)
    write(winter, "Title", "My own title")
    winter.get_by_role("link", name="Map", exact=True).click()
    on.ready(winter)
    to_present(winter)
    expect(winter.get_by_label("Title", exact=True)).to_have_value("My own title")


def test_a_picture_brings_its_view_back_in_another_window(
    winter: Page, server: str, open_page: Open, tmp_path: Path
) -> None:
    to_present(winter)
    alt = shown(winter, "27 December 2019")
    write(winter, "Title", "Carried along")
    content = download(winter, "PNG picture", tmp_path / "map.png")
    assert read_png(content).picture.title == "Carried along"
    other = open_page(f"{server}/present")
    expect(other.locator(PICTURE)).to_be_visible()
    other.locator("[class*=st-key-present_open] input[type=file]").set_input_files(tmp_path / "map.png")
    assert shown(other, "between 27 December 2019 and 8 January 2020") == alt
    expect(other.get_by_label("Title", exact=True)).to_have_value("Carried along")
    other.get_by_role("link", name="Map", exact=True).click()
    on.ready(other)
    assert on.state(other)["camera"] == pytest.approx(camera_of(read_png(content)), abs=1e-3)


def camera_of(carried: CarriedView) -> list[float]:
    assert carried.view.camera is not None
    camera = carried.view.camera
    return [camera.longitude, camera.latitude, camera.zoom, camera.bearing]


def test_before_and_after_come_back_with_both_views(server: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{server}/present?from=2019-12-01&to=2020-01-31")
    expect(page.locator(PICTURE)).to_be_visible()
    page.get_by_role("radio", name="Before and after").click()
    alt = shown(
        page, "Two maps side by side.", "1 December 2019 and 2 January 2020", "3 January 2020 and 31 January 2020"
    )
    content = download(page, "PNG picture", tmp_path / "pair.png")
    assert read_png(content).after is not None
    other = open_page(f"{server}/present")
    expect(other.locator(PICTURE)).to_be_visible()
    other.locator("[class*=st-key-present_open] input[type=file]").set_input_files(tmp_path / "pair.png")
    assert shown(other, "Two maps side by side.", "1 December 2019 and 2 January 2020") == alt
    expect(other.get_by_role("radio", name="Before and after")).to_be_checked()
    assert download(other, "PNG picture", tmp_path / "again.png") == content


def test_a_story_is_put_together_and_outlives_a_reload(server: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{server}/present?from=2019-12-27&to=2020-01-08")
    expect(page.locator(PICTURE)).to_be_visible()
    page.get_by_role("radio", name="Story").click()
    for number, headline in enumerate(("The winter", "The winter again"), 1):
        page.get_by_role("button", name="Add this view").click()
        write(page, f"Headline {number}", headline)
    page.get_by_role("button", name="↑").nth(1).click()
    expect(page.get_by_label("Headline 1", exact=True)).to_have_value("The winter again")
    on.settled(page)
    page.reload()
    expect(page.locator(PICTURE)).to_be_visible()
    page.get_by_role("radio", name="Story").click()
    expect(page.get_by_label("Headline 1", exact=True)).to_have_value("The winter again")
    expect(page.get_by_label("Headline 2", exact=True)).to_have_value("The winter")
    deck = Presentation(io.BytesIO(download(page, "Story as PPTX", tmp_path / "story.pptx")))
    assert [slide.shapes.title.text for slide in deck.slides] == ["The winter again", "The winter"]


def test_a_film_is_made_and_given(winter: Page, tmp_path: Path) -> None:
    to_present(winter)
    winter.get_by_text("Film of the timeline").click()
    seconds = winter.get_by_role("slider", name="Seconds")
    seconds.focus()
    for _ in range(8):
        winter.keyboard.press("ArrowLeft")
    winter.get_by_role("button", name="Make the GIF film").click()
    button = winter.get_by_role("button", name=re.compile("Download the GIF film"))
    expect(button).to_be_visible(timeout=120_000)
    with winter.expect_download() as started:
        button.click()
    started.value.save_as(tmp_path / "film.gif")
    film = Image.open(io.BytesIO((tmp_path / "film.gif").read_bytes()))
    assert film.n_frames > 5
    assert film.size == (1280, 720)
