"""Text as outlines, for scripts whose letters change order and shape: programs that draw SVG set them wrongly."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.scene.font_metrics import shaped
from geo.style.fonts import Face

if TYPE_CHECKING:
    import uharfbuzz as hb
    from fontTools.pens.transformPen import TransformPen

OUTLINED = frozenset({"Atlas Devanagari", "Atlas Bengali", "Atlas Myanmar"})
"""Page families of these scripts."""


@lru_cache(maxsize=2000)
def outline(text: str, face: Face, size: float) -> str:
    """The course of SVG for a run from the left, its baseline at 0, 0; lengths in layout pixels."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    font, buffer = shaped(text, face, rtl=False)
    scale = size / font.face.upem
    pen = SVGPathPen(None, ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip("."))
    x = 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        at = (scale, 0, 0, -scale, (x + position.x_offset) * scale, -position.y_offset * scale)
        _draw(font, info.codepoint, TransformPen(pen, at))
        x += position.x_advance
    return str(pen.getCommands())


def _draw(font: hb.Font, glyph: int, pen: TransformPen) -> None:
    font.draw_glyph_with_pen(glyph, pen)
