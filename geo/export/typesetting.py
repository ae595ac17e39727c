"""Typst, the one renderer behind PNG and PDF: no system package, no system font, no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import typst

from geo.errors import AtlasError, Fault
from geo.scene.font_metrics import printable
from geo.scene.scene_items import Scene
from geo.style.fonts import FAMILIES, FOLDER

POINTS = 0.75
"""Points to a layout pixel."""


def compile_typst(
    source: str,
    files: Mapping[str, bytes],
    kind: str,
    *,
    ppi: float | None = None,
    standard: str | None = None,
) -> bytes:
    """A document as ``png`` or ``pdf``; the same bytes for the same input. Files lie beside the source by name.

    Raises AtlasError where it can't be set."""
    options: dict[str, Any] = {"ppi": ppi} if ppi else {}
    if standard:
        options["pdf_standards"] = [standard]
    try:
        return _compiled(source, files, kind, options)
    except typst.TypstError as error:
        if not standard or "missing codepoints" not in str(error):
            raise AtlasError([_unset(error)]) from None
    # A few joined Arabic letters have no code of their own, which the standard forbids; the tags stay.
    try:
        return _compiled(source, files, kind, {})
    except typst.TypstError as error:
        raise AtlasError([_unset(error)]) from None


def _unset(error: Exception) -> Fault:
    found = " ".join(str(error).split())[:200]
    return Fault(
        file="picture",
        feature=None,
        row=None,
        field="",
        value=None,
        problem=f"can't be set as a page: {found}",
        allowed="",
        remedy="Take the SVG drawing instead, or write other words and try again.",
    )


def _compiled(source: str, files: Mapping[str, bytes], kind: str, options: dict[str, Any]) -> bytes:
    result = typst.compile(
        cast(Any, {"main": source.encode(), **files}),
        format=cast(Any, kind),
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        timestamp=0,
        **options,
    )
    return bytes(result)


def page(scene: Scene, name: str = "scene.svg") -> str:
    """Typst's words for one page that is exactly a scene's picture."""
    width, height = (pixels / scene.scale * POINTS for pixels in scene.pixels)
    return (
        f"#page(width: {width:.6f}pt, height: {height:.6f}pt, margin: 0pt, fill: none)"
        f'[#image("{name}", width: 100%, height: 100%, fit: "stretch", alt: {text(scene.alt)})]\n'
    )


def head(title: str, day: date | None = None) -> str:
    """Typst's words for a document's title, language and date."""
    when = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "none"
    return f'#set document(title: {text(title)}, date: {when})\n#set text(lang: "en", font: ({FONTS}))\n'


FONTS = ", ".join(f'"{family}"' for family in FAMILIES)


def text(words: str) -> str:
    """A text as a literal of Typst."""
    return json.dumps(printable(words), ensure_ascii=False)
