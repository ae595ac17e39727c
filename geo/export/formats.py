"""Every format that a view can leave in: one entry each. Commands, pages and tests read this list; what is a
scene written down, and so can hold two maps side by side too, has its entry in ``geo.export.scene_writers``. What writes a
format is loaded when it is first written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.export.export_request import ExportRequest
from geo.export.film_codec import missing_codec
from geo.export.scene_writers import SCENE_WRITERS


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its short name, a title for buttons, suffix, media type, and how it is written."""

    name: str
    title: str
    suffix: str
    mime: str
    write: Callable[[ExportRequest], bytes]
    """The file; the same bytes for the same order."""
    what: str = ""
    """What it is good for, in a sentence."""
    slow: bool = False
    """Whether it takes longer than a second, so that progress is shown."""
    missing: Callable[[], str | None] = lambda: None
    """What must be installed first, as a sentence; None where all is there."""
    of_rows: bool = False
    """Whether it is made of the incidents themselves, which some licences keep here. A PDF only has them attached, and a
    briefing lists them: both can go without."""

    @property
    def noun(self) -> str:
        """The title within a sentence: ``PNG picture``, ``briefing``."""
        return self.title if any(letter.isupper() for letter in self.title[1:]) else self.title.lower()


def _of_scene(name: str) -> Callable[[ExportRequest], bytes]:
    return lambda request: SCENE_WRITERS[name](request.scene, request)


def _html(request: ExportRequest) -> bytes:
    from geo.export.html import html_bytes

    return html_bytes(request)


def _briefing(request: ExportRequest) -> bytes:
    from geo.export.briefing import briefing_bytes

    return briefing_bytes(request)


def _gif(request: ExportRequest) -> bytes:
    from geo.export.film import gif_bytes

    return gif_bytes(request)


def _mp4(request: ExportRequest) -> bytes:
    from geo.export.film import mp4_bytes

    return mp4_bytes(request)


_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FORMATS: tuple[Format, ...] = (
    Format(
        "png",
        "PNG picture",
        ".png",
        "image/png",
        _of_scene("png"),
        "For a slide or a page; opens its view again in the atlas.",
    ),
    Format(
        "pptx",
        "PowerPoint slide",
        ".pptx",
        _PPTX,
        _of_scene("pptx"),
        "Every part can be edited; citations in the notes.",
    ),
    Format("svg", "SVG drawing", ".svg", "image/svg+xml", _of_scene("svg"), "Vector, with its letters inside."),
    Format(
        "pdf",
        "PDF page",
        ".pdf",
        "application/pdf",
        _of_scene("pdf"),
        "Vector, with the incidents attached as a table.",
    ),
    Format(
        "html",
        "HTML player",
        ".html",
        "text/html",
        _html,
        "One file to explore, without a network.",
        of_rows=True,
    ),
    Format("briefing", "Briefing", ".pdf", "application/pdf", _briefing, "Map, cited table, ledger, sources."),
    Format("gif", "GIF film", ".gif", "image/gif", _gif, "The timeline, for any program.", slow=True),
    Format("mp4", "MP4 film", ".mp4", "video/mp4", _mp4, "The timeline, sharper.", True, missing_codec),
)
FORMAT_BY_NAME = {found.name: found for found in FORMATS}
