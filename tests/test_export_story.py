"""Stories: kept as a file and told as slides, pages and one HTML."""

from __future__ import annotations

import io
import json
from datetime import date

import pypdf
import pytest
from pptx import Presentation

from geo.errors import UnreadableFile
from geo.export.story import Chapter, Story, read_story, story_html, story_json, story_pdf, story_pptx
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.scene.before_after import split_at_day
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


@pytest.mark.full
def test_a_story_is_kept_and_told(dataset: Dataset) -> None:
    view = View(dataset=dataset.id)
    story = Story(title="Two steps").with_chapter(Chapter(view=view, headline="First", sentence="One sentence."))
    story = story.with_chapter(Chapter(view=view, headline="Second"))
    assert read_story(story_json(story)) == story
    assert [one.headline for one in story.moved(1, -1).chapters] == ["Second", "First"]
    deck = Presentation(io.BytesIO(story_pptx(dataset, story)))
    assert [slide.shapes.title.text for slide in deck.slides] == ["First", "Second"]
    assert len(pypdf.PdfReader(io.BytesIO(story_pdf(dataset, story))).pages) == 2
    page = story_html(dataset, story).decode()
    assert page.count("<section") == 2
    assert "://" not in page.replace("http://www.w3.org/2000/svg", "")
    with pytest.raises(UnreadableFile, match="is no story of the atlas"):
        read_story(b"{}x")


@pytest.mark.full
def test_a_pair_is_a_chapter_and_old_stories_still_open(dataset: Dataset) -> None:
    winter = View(dataset=dataset.id, filter=Filter(start=date(2019, 12, 1), end=date(2020, 1, 31)))
    before, after = split_at_day(winter, date(2020, 1, 3))
    story = Story().with_chapter(Chapter(view=winter, headline="Whole"))
    story = story.with_chapter(Chapter(view=before, after=after, headline="The turn", sentence="Before and after."))
    assert read_story(story_json(story)) == story
    slide = Presentation(io.BytesIO(story_pptx(dataset, story))).slides[1]
    assert slide.shapes.title.text == "The turn"
    told = " ".join(slide.shapes._spTree.xpath(".//a:t/text()"))
    for words in ("Before and after.", "1 December 2019 – 2 January 2020", "3 January 2020 – 31 January 2020"):
        assert words in told
    reader = pypdf.PdfReader(io.BytesIO(story_pdf(dataset, story)))
    assert "3 January 2020 – 31 January 2020" in " ".join(reader.pages[1].extract_text().split())
    rows = reader.attachments["incidents.csv"][0].decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(select(dataset, winter.filter).ids)
    assert "3 January 2020 – 31 January 2020" in story_html(dataset, story).decode()
    assert story_pptx(dataset, story) == story_pptx(dataset, story)
    old = json.loads(story_json(Story().with_chapter(Chapter(view=winter, headline="Old"))))
    del old["chapters"][0]["after"]
    del old["chapters"][0]["picture"]["cropped"]
    assert read_story(json.dumps(old).encode()).chapters[0].headline == "Old"
