"""Every format that a view can leave in: one entry each. Commands, pages and tests read this list; what can also hold
two maps side by side has an entry in ``geo.export.before_after_files`` too. What writes a format is loaded when it is
first written: a PNG does not wait for what only slides need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.export.export_request import ExportRequest
from geo.export.film_codec import missing_codec


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


def _png(request: ExportRequest) -> bytes:
    from geo.export.png import png_bytes

    return png_bytes(request.scene, request.picture.sheet().dpi)


def _svg(request: ExportRequest) -> bytes:
    from geo.export.svg import svg_text

    return svg_text(request.scene).encode()


def _pdf(request: ExportRequest) -> bytes:
    from geo.export.pdf import pdf_bytes

    return pdf_bytes([request.scene], request.attachment(), request.scene.title, request.picture.accessed)


def _pptx(request: ExportRequest) -> bytes:
    from geo.export.pptx import pptx_bytes

    return pptx_bytes([request.scene], request.scene.title, request.links(), request.picture.accessed)


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
        _png,
        "For a slide or a page; opens its view again in the atlas.",
    ),
    Format("pptx", "PowerPoint slide", ".pptx", _PPTX, _pptx, "Every part can be edited; citations in the notes."),
    Format("svg", "SVG drawing", ".svg", "image/svg+xml", _svg, "Vector, with its letters inside."),
    Format("pdf", "PDF page", ".pdf", "application/pdf", _pdf, "Vector, with the incidents attached as a table."),
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
