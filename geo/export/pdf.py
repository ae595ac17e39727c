"""PDF of a page or of several: vector, text as text, tagged, with the incidents as a table attached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.export.svg import svg_text
from geo.export.typesetting import compile_typst, head, page, text
from geo.scene.scene_items import Scene

STANDARD = "ua-1"
TABLE = "incidents.csv"


def pdf_bytes(scenes: Sequence[Scene], table: bytes | None, title: str, day: date | None = None) -> bytes:
    """The scenes as pages of one PDF/UA-1. ``table`` is the CSV that is attached, if any."""
    files = {f"scene-{number}.svg": svg_text(scene, embed=False).encode() for number, scene in enumerate(scenes)}
    pages = "".join(page(scene, f"scene-{number}.svg") for number, scene in enumerate(scenes))
    if table is None:
        return compile_typst(head(title, day) + pages, files, "pdf", standard=STANDARD)
    source = head(title, day) + attachment("The incidents in this file, with their sources") + pages
    return compile_typst(source, files | {TABLE: table}, "pdf", standard=STANDARD)


def attachment(words: str) -> str:
    """Typst's words for the attached table."""
    return f'#pdf.attach("{TABLE}", relationship: "data", mime-type: "text/csv", description: {text(words)})\n'
