"""A story: views in order, each with a headline and a sentence. Kept as a file, told as slides, pages or one HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from geo.errors import UnreadableFile
from geo.export.export_request import ProgressCallback, ignore_progress, links_of
from geo.export.pdf import pdf_bytes
from geo.export.pptx import pptx_bytes
from geo.export.redistribution import redistribution_refusal
from geo.export.svg import svg_text
from geo.filter.apply import select
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene
from geo.scene.visible_incidents import as_known

MOST = 60
_TEMPLATE = Path(__file__).parent / "player" / "story.html"
Headline = Annotated[str, StringConstraints(max_length=300)]
Sentence = Annotated[str, StringConstraints(max_length=1000)]


class Chapter(BaseModel):
    """One step of a story: a view as a picture, or two side by side, with what is to be said about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: View
    after: View | None = None
    """Of before and after the second view."""
    picture: Picture = Picture()
    headline: Headline = ""
    """Stands as the title; empty for the picture's own."""
    sentence: Sentence = ""
    """Stands under the title; empty for dates and count."""

    def as_picture(self) -> Picture:
        """The picture with the headline and the sentence in it."""
        words = {"title": self.headline or self.picture.title, "subtitle": self.sentence or self.picture.subtitle}
        return self.picture.model_copy(update=words)

    @property
    def views(self) -> tuple[View, ...]:
        """The view, or both."""
        return (self.view,) if self.after is None else (self.view, self.after)

    def scene(self, dataset: Dataset) -> Scene:
        """The chapter drawn."""
        if self.after is None:
            return build_scene(dataset, self.view, self.as_picture())
        return build_pair(dataset, self.view, self.after, self.as_picture())


class Story(BaseModel):
    """Chapters in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    incident_atlas_story: int = 1
    title: Headline = "Story"
    chapters: tuple[Chapter, ...] = Field(default=(), max_length=MOST)

    def moved(self, at: int, by: int) -> Story:
        """The story with a chapter moved up (-1) or down (1); at the ends it stays."""
        order = list(self.chapters)
        to = min(max(0, at + by), len(order) - 1)
        order.insert(to, order.pop(at))
        return self.model_copy(update={"chapters": tuple(order)})

    def without(self, at: int) -> Story:
        """The story without a chapter."""
        return self.model_copy(update={"chapters": self.chapters[:at] + self.chapters[at + 1 :]})

    def with_chapter(self, chapter: Chapter, at: int | None = None) -> Story:
        """The story with a chapter in place of another, or at its end."""
        order = list(self.chapters)
        if at is None:
            order.append(chapter)
        else:
            order[at] = chapter
        return Story.model_validate({**dict(self), "chapters": tuple(order)})


def story_json(story: Story) -> bytes:
    """The story as a file."""
    return (json.dumps(story.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def read_story(content: bytes, name: str = "story.json") -> Story:
    """The story in a file; raises UnreadableFile where it is none."""
    try:
        return Story.model_validate_json(content)
    except (ValidationError, ValueError):
        raise UnreadableFile(name, "is no story of the atlas", "Choose a file that the page Present saved.") from None


def scenes_of(dataset: Dataset, story: Story, progress: ProgressCallback = ignore_progress) -> list[Scene]:
    """The chapters drawn; raises UnreadableFile for a chapter that shows another dataset."""
    for number, chapter in enumerate(story.chapters, 1):
        other = next((view.dataset for view in chapter.views if view.dataset != dataset.id), None)
        if other is not None:
            problem = f"shows the dataset '{other}' in chapter {number}"
            raise UnreadableFile(story.title, problem, f"Open that dataset first; this one is '{dataset.id}'.")
    scenes = []
    for at, chapter in enumerate(story.chapters):
        progress(at / len(story.chapters))
        scenes.append(chapter.scene(dataset))
    return scenes


def story_pptx(
    dataset: Dataset, story: Story, day: date | None = None, progress: ProgressCallback = ignore_progress
) -> bytes:
    """A slide a chapter."""
    scenes = scenes_of(dataset, story, progress)
    links: dict[str, str] = {}
    for chapter, scene in zip(story.chapters, scenes, strict=True):
        for view in chapter.views:
            found = as_known(dataset, view)
            links |= links_of(found, (one for one in scene.incidents if one in found.incidents.index))
    return pptx_bytes(scenes, story.title, links, day)


def story_pdf(
    dataset: Dataset, story: Story, day: date | None = None, progress: ProgressCallback = ignore_progress
) -> bytes:
    """A page a chapter, with every incident of any chapter attached, where the rows may leave."""
    from geo.export.tables import Csv

    views = [view for chapter in story.chapters for view in chapter.views]
    ids = {one for view in views for one in select(dataset, view.filter).ids}
    mask = dataset.incidents.index.isin(list(ids))
    every = select(dataset, views[0].filter)
    whole = type(every)(mask, mask & every.placed, mask & every.not_placed, tuple(dataset.incidents.index[mask]))
    table = None if redistribution_refusal(dataset) else Csv().write(dataset, whole, day)
    return pdf_bytes(scenes_of(dataset, story, progress), table, story.title, day)


def story_html(dataset: Dataset, story: Story, progress: ProgressCallback = ignore_progress) -> bytes:
    """One file that shows the chapters full screen, with the arrow keys."""
    return _html(scenes_of(dataset, story, progress), story.title)


def _html(scenes: Sequence[Scene], title: str) -> bytes:
    slides = "\n".join(
        f'<section aria-label="{escape(scene.title)}">{_unnamed(svg_text(scene, scaled=False), number)}</section>'
        for number, scene in enumerate(scenes, 1)
    )
    parts = {"title": escape(title), "slides": slides, "count": str(len(scenes))}
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(parts).encode()


def _unnamed(drawing: str, number: int) -> str:
    """The drawing with ids of its own, so that several fit into one page."""
    for name in ("t", "d", "incident-atlas"):
        drawing = drawing.replace(f'id="{name}"', f'id="{name}-{number}"')
    drawing = re.sub(r'(<clipPath id="|clip-path="url\(#)map-', rf"\g<1>map-{number}-", drawing)
    return drawing.replace('aria-labelledby="t d"', f'aria-labelledby="t-{number} d-{number}"')
