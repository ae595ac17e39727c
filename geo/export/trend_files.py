"""The chart of a trend as PNG and SVG, in the house's fonts, without a browser and without a network."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

import vl_convert
from fontTools.ttLib import TTFont

from geo.export.svg import font_face
from geo.export.trend_chart import trend_picture
from geo.export.trend_report import TrendReport
from geo.style.fonts import FACES, FOLDER, Face
from geo.style.tokens import Theme

PIXELS = 2.0
"""Pixels of a PNG for each layout pixel."""
_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
_OPTIONS: dict[str, Any] = {"vl_version": "6.4", "allowed_base_urls": []}


def trend_svg(report: TrendReport, theme: Theme) -> bytes:
    """The picture as SVG, text as text with the letters that are used embedded; the same bytes each time."""
    drawn = _drawn(report, theme)
    letters = {letter for text in _TEXT.findall(drawn) for letter in html.unescape(text)}
    faces = [(face, "".join(sorted(letters & _held(face)))) for face in FACES if face.slant == "normal"]
    latin = _held(FACES[0])
    rules = "".join(
        font_face(face, used)
        for face, used in faces
        # What the first family has, no other is asked for.
        if used and (face.page_family == FACES[0].page_family or set(used) - latin)
    )
    head, mark, rest = drawn.partition(">")
    described = f"<title>{html.escape(report.headline)}</title><desc>{html.escape(report.source)}</desc>"
    return f"{head}{mark}{described}<style>{rules}</style>{rest}".encode()


def trend_png(report: TrendReport, theme: Theme) -> bytes:
    """The picture as PNG; the same bytes each time."""
    content: bytes = vl_convert.svg_to_png(_drawn(report, theme), scale=PIXELS, ppi=72)
    return content


def _drawn(report: TrendReport, theme: Theme) -> str:
    _register_fonts()
    spec = trend_picture(report, theme).to_dict()
    return str(vl_convert.vegalite_to_svg(spec, **_OPTIONS))


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FOLDER))


@cache
def _held(face: Face) -> frozenset[str]:
    """The letters that a face has."""
    with TTFont(face.path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
