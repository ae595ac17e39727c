"""What takes a while says so and can be stopped; what comes out is the same. Pairs become chapters of a story."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pptx import Presentation

from geo.export.export_request import ExportRequest
from geo.export.formats import FORMAT_BY_NAME
from geo.export.png import read_png
from geo.export.story import read_story
from geo.load import open_dataset
from tests.browser.conftest import serve
from tests.browser.driving import choose, settled
from tests.browser.test_present import PICTURE, download, shown, write
from tests.conftest import ROOT

Open = Callable[..., Page]
LARGE = 7000
"""Pixels of each side: a picture that takes seconds."""


def opened(page: Page) -> Page:
    expect(page.locator(PICTURE)).to_be_visible()
    settled(page)
    return page


SLOW = """
import time
from pathlib import Path
import streamlit as st
from geo.ui.present.background_work import run_in_background

def slow(told):
    for step in range(200):
        told(step / 200 if {shared} else 0.0)
        time.sleep(0.1)
        Path({log!r}).write_text(str(step))

if st.button("Make"):
    run_in_background("Making the slide", slow)
    st.text("Made")
"""


@pytest.mark.parametrize("shared", [False, True])
def test_work_says_that_it_is_being_made_and_is_stopped(open_page: Open, tmp_path: Path, shared: bool) -> None:
    script, log = tmp_path / "slow.py", tmp_path / "step.txt"
    script.write_text(SLOW.format(log=str(log), shared=shared))
    process, address = serve(script, tmp_path / "log.txt")
    try:
        page = open_page(address)
        page.get_by_role("button", name="Make").click()
        expect(page.get_by_text(re.compile(r"^Making the slide …, [2-9] s$"))).to_be_visible()
        assert page.get_by_role("progressbar").count() == int(shared)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("Making the slide")).to_have_count(0)
        page.wait_for_timeout(500)
        reached = log.read_text()
        page.wait_for_timeout(500)
        assert log.read_text() == reached
        expect(page.get_by_text("Made", exact=True)).to_have_count(0)
    finally:
        process.terminate()
        process.wait(timeout=20)


WATCH = """() => {
  window.seen = [];
  const words = /Drawing the film …, [0-9]+ s/;
  new MutationObserver(() => {
    const found = document.body.innerText.match(words)?.[0];
    if (found && window.seen.at(-1) !== found) window.seen.push(found);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
"""Writes down every word of the making, however short it stands."""


SLOW_FILM = """
from geo.ui.present import downloads

if "_plain" not in vars(downloads):
    import time
    downloads._plain = downloads.with_progress

    def slowed(order, progress, film=None):
        return downloads._plain(order, lambda share: (time.sleep(0.05), progress(share)), film)

    downloads.with_progress = slowed

"""
"""The atlas as it is, on a machine that takes seconds for a film."""


@pytest.fixture
def slow_server(tmp_path: Path) -> Iterator[str]:
    script, begin = tmp_path / "app.py", "if __name__"
    script.write_text((ROOT / "app.py").read_text().replace(begin, SLOW_FILM + begin, 1))
    (tmp_path / "pages").symlink_to(ROOT / "pages")
    process, address = serve(script, tmp_path / "log.txt")
    yield address
    process.terminate()
    process.wait(timeout=20)


def test_a_film_says_that_it_is_being_made_until_it_is(slow_server: str, open_page: Open, tmp_path: Path) -> None:
    page = opened(open_page(f"{slow_server}/present?from=2019-12-27&to=2020-01-08"))
    page.get_by_text("Film of the timeline").click()
    page.evaluate(WATCH)
    page.get_by_role("button", name="Make the GIF").click()
    give = page.get_by_role("button", name=re.compile("^Download the GIF"))
    expect(give).to_be_visible(timeout=60_000)
    with page.expect_download(timeout=60_000) as started:
        give.click()
    started.value.save_as(tmp_path / "film.gif")
    seconds = [int(words.split()[-2]) for words in page.evaluate("window.seen")]
    assert len(seconds) > 1
    assert seconds == sorted(set(seconds))
    expect(page.get_by_text("Drawing the film")).to_have_count(0)
    with Image.open(tmp_path / "film.gif") as film:
        assert getattr(film, "n_frames", 1) > 1


def test_a_large_picture_comes_once_and_is_the_same(server: str, open_page: Open, tmp_path: Path) -> None:
    page = opened(open_page(f"{server}/present?from=2019-12-27&to=2020-01-08"))
    choose(page, "Shape", "Size of your own")
    for label in ("Width (pixels)", "Height (pixels)"):
        write(page, label, str(LARGE))
    downloads: list[object] = []
    page.on("download", lambda one: downloads.append(one))
    content = download(page, "PNG picture", tmp_path / "map.png")
    expect(page.get_by_text("Download again")).to_be_visible()
    assert len(downloads) == 1
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (LARGE, LARGE)
    carried = read_png(content)
    dataset = open_dataset(ROOT / "data" / "incidents.geojson")
    assert FORMAT_BY_NAME["png"].write(ExportRequest(dataset, carried.view, carried.picture)) == content


def test_the_picture_in_the_clipboard_is_made_when_it_is_asked_for(server: str, open_page: Open) -> None:
    page = open_page(f"{server}/present?from=2019-12-27", permissions=["clipboard-read", "clipboard-write"])
    opened(page).get_by_role("button", name="Copy picture").click()
    expect(page.get_by_text("Copied: paste it into your slide.")).to_be_visible()
    size = page.evaluate("""async () => {
      const [item] = await navigator.clipboard.read();
      const picture = await createImageBitmap(await item.getType("image/png"));
      return [picture.width, picture.height];
    }""")
    assert size == [1920, 1080]


def test_a_pair_becomes_a_chapter_and_outlives_a_reload_and_a_file(
    server: str, open_page: Open, tmp_path: Path
) -> None:
    page = opened(open_page(f"{server}/present?from=2019-12-01&to=2020-01-31"))
    page.get_by_role("radio", name="Story").click()
    settled(page)
    page.get_by_role("button", name="Add this view").click()
    settled(page)
    page.reload()
    opened(page).get_by_role("radio", name="Before and after").click()
    expect(page.get_by_text("The story has 1 chapter.")).to_be_visible()
    shown(page, "Two maps side by side.")
    page.get_by_role("button", name="Add to the story").click()
    expect(page.get_by_text("The story has 2 chapters.")).to_be_visible()
    page.get_by_role("radio", name="Story").click()
    expect(page.get_by_text("Before and after 3 January 2020")).to_be_visible()
    write(page, "Headline 2", "The turn of the year")
    story = download(page, "Save the story", tmp_path / "story.json")
    chapters = read_story(story).chapters
    assert [chapter.after is None for chapter in chapters] == [True, False]
    deck = Presentation(io.BytesIO(download(page, "Story as PPTX", tmp_path / "story.pptx")))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert deck.slides[1].shapes.title.text == "The turn of the year"
    assert [text.startswith("Two maps side by side.") for text in notes] == [False, True]
    other = opened(open_page(f"{server}/present"))
    other.get_by_role("radio", name="Story").click()
    other.locator("[class*=st-key-story_file] input[type=file]").set_input_files(tmp_path / "story.json")
    expect(other.get_by_label("Headline 2", exact=True)).to_have_value("The turn of the year")
    assert download(other, "Save the story", tmp_path / "again.json") == story
    with other.context.expect_page() as opening:
        other.get_by_role("link", name="Play full screen").click()
    play = opening.value
    play.wait_for_load_state()
    expect(play.locator("section").first).to_be_visible()
    play.keyboard.press("ArrowRight")
    expect(play.locator("section").nth(1)).to_be_visible()
    expect(play.locator("section").nth(1).get_by_text("The turn of the year").last).to_be_visible()
