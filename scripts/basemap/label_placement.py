"""Places every name once, so that the browser and the pictures show the very same ones.

A greedy ladder: at each half zoom, from far to near, names are tried in the order of their rank; one that
fits beside what stands already gets that zoom as its first (``z``) and keeps its anchor for good. Sizes
come from the one table of styles and widths from the very fonts, so what fits here fits on the screen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache

from fontTools.ttLib import TTFont

from geo.style.fonts import Face
from geo.style.layer_types import Stops

ZOOMS = tuple(step / 2 for step in range(2, 20))
"""Half zooms at which names may begin: 1, 1.5 … 9.5."""
MARGIN = 3.0
"""Free pixels kept around a name."""
LINE_HEIGHT = 1.2
REACH = 300.0
"""Degrees at zoom 0 beyond which two names cannot touch."""

Box = tuple[float, float, float, float]


@dataclass
class Name:
    """A name to be placed: where, how large, how it may stand, and from which zoom it may begin."""

    text: str
    lon: float
    lat: float
    order: tuple[float, ...]
    face: Face
    size: Stops
    earliest: float
    anchors: tuple[str, ...] = ("left", "right", "bottom", "top")
    gap: float = 0.0
    dot: float = 0.0
    spacing: float = 0.0
    upper: bool = False
    until: float = 24.0
    spots: tuple[tuple[float, float], ...] = ()
    properties: dict[str, object] = field(default_factory=dict)
    anchor: str = ""
    first: float = math.inf


def place(names: list[Name], blocked: list[Name]) -> list[Name]:
    """Give each name that finds room its first zoom and its anchor (or spot); ``blocked`` stand already."""
    standing = list(blocked)
    waiting = sorted(names, key=lambda name: (name.order, name.text, name.lon))
    for zoom in ZOOMS:
        still: list[Name] = []
        for name in waiting:
            placed = name.earliest <= zoom and zoom < name.until and _settle(name, zoom, standing)
            (standing if placed else still).append(name)
        waiting = still
    return [name for name in standing if name not in blocked]


def _settle(name: Name, zoom: float, standing: list[Name]) -> bool:
    spots = name.spots or ((name.lon, name.lat),)
    for lon, lat in spots:
        for anchor in name.anchors:
            if _fits(name, (lon, lat), anchor, zoom, standing):
                name.lon, name.lat, name.anchor, name.first = lon, lat, anchor, zoom
                return True
    return False


def _fits(name: Name, spot: tuple[float, float], anchor: str, zoom: float, standing: list[Name]) -> bool:
    reach = REACH / 2**zoom
    near = [
        other
        for other in standing
        if abs(other.lon - spot[0]) < reach and abs(other.lat - spot[1]) < reach and other.until > zoom
    ]
    # Text grows more slowly than the map, so what is free now stays free; a later zoom is looked at all the
    # same, and
    # so is the first zoom of a name that is yet to come.
    for other in near:
        for later in {zoom, zoom + 1.0, max(zoom, other.first)}:
            if other.first <= later < min(other.until, name.until) and _meet(name, spot, anchor, other, later):
                return False
    return True


def _meet(name: Name, spot: tuple[float, float], anchor: str, other: Name, zoom: float) -> bool:
    own = boxes(name, spot, anchor, zoom)
    taken = boxes(other, (other.lon, other.lat), other.anchor, zoom)
    return any(_touch(a, b) for a in own for b in taken)


def boxes(name: Name, spot: tuple[float, float], anchor: str, zoom: float) -> list[Box]:
    """Left, top, right, bottom (pixels of the 512-pixel world) of a name's text and of its dot."""
    x, y = project(*spot, zoom)
    size = name.size(zoom)
    lines = name.text.split("\n")
    width = max(text_width(line.upper() if name.upper else line, name.face, size, name.spacing) for line in lines)
    height = size * (0.95 + LINE_HEIGHT * (len(lines) - 1))
    reach = name.gap + (0 if anchor in ("left", "right") else 1)
    left = {"left": x + reach, "right": x - reach - width}.get(anchor, x - width / 2)
    top = {"top": y + reach, "bottom": y - reach - height}.get(anchor, y - height / 2)
    found = [(left - MARGIN, top - 1, left + width + MARGIN, top + height + 1)]
    if name.dot:
        found.append((x - name.dot - 1, y - name.dot - 1, x + name.dot + 1, y + name.dot + 1))
    return found


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def project(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Web Mercator pixels of the 512-pixel world."""
    scale = 512 * 2**zoom
    y = math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, lat))) / 2)) / (2 * math.pi)
    return scale * (lon + 180) / 360, scale * (0.5 - y)


def text_width(text: str, face: Face, size: float, spacing: float = 0.0) -> float:
    """Width of one line in pixels, without kerning, as the browser's map sets it; ``spacing`` in em."""
    advance, units = _advances(face)
    return sum(advance.get(ord(letter), units * 0.6) for letter in text) * size / units + spacing * size * len(text)


@cache
def _advances(face: Face) -> tuple[dict[int, float], float]:
    font = TTFont(face.path)
    metrics = font["hmtx"]
    widths = {code: float(metrics[glyph][0]) for code, glyph in font.getBestCmap().items()}
    return widths, float(font["head"].unitsPerEm)
