"""A symbol that stands for several incidents: their number, and around it their hues as shares."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from geo.scene.scene_items import Circle, Paint, Path, Points, Shape
from geo.scene.text_layout import line, width
from geo.style.fonts import SEMIBOLD
from geo.style.symbol_styles import COUNTED, EDGE
from geo.style.tokens import Tokens

Share = tuple[str, int]
"""A colour and how many incidents have it."""


def ring_width(radius: float) -> float:
    """Width of the band of shares in a symbol of so many pixels."""
    return min(COUNTED.most_band, max(COUNTED.least_band, COUNTED.band * radius))


def counted_symbol(
    x: float, y: float, radius: float, words: str, shares: Sequence[Share], colours: Tokens, enlarged: float = 1.0
) -> list[Shape]:
    """The symbol with words in its middle; ``radius`` in layout pixels."""
    by = enlarged
    outer = radius - EDGE.inset * by
    band = outer - COUNTED.rim * by
    inner = band - ring_width(radius / by) * by
    ground = Circle(x, y, outer, Paint(fill=colours.halo_focus))
    parts: list[Shape] = [ground, *_band(x, y, band, inner, joined(shares))]
    parts.append(Circle(x, y, inner, Paint(fill=colours.paper_raised)))
    return [*parts, number(x, y, inner, words, colours, by)]


def number(x: float, y: float, room: float, words: str, colours: Tokens, enlarged: float = 1.0) -> Shape:
    """Words in the middle of a disc of a radius, as large as they fit."""
    size = letters_size(room / enlarged, width(words, SEMIBOLD, 1.0)) * enlarged
    return line(words, x, y + COUNTED.letters_down * size, size, colours.ink, face=SEMIBOLD, anchor=0.5)


def letters_size(room: float, ems: float) -> float:
    """Size in pixels of letters so many ems wide in a disc of a radius."""
    most = min(COUNTED.letters, COUNTED.letters_high * room, COUNTED.letters_wide * room / max(ems, 0.1))
    return max(COUNTED.least_letters, math.floor(most / COUNTED.letters_step) * COUNTED.letters_step)


def joined(shares: Iterable[Share]) -> list[Share]:
    """Shares of one colour together, in the order in which the colours come."""
    found: dict[str, int] = {}
    for colour, count in shares:
        found[colour] = found.get(colour, 0) + count
    return list(found.items())


def _band(x: float, y: float, outer: float, inner: float, shares: Sequence[Share]) -> list[Shape]:
    """The shares from the top on clockwise."""
    if len(shares) == 1:
        return [Circle(x, y, outer, Paint(fill=shares[0][0]))]
    total = sum(count for _, count in shares)
    made: list[Shape] = []
    place, start = np.array([x, y]), 0.0
    for colour, count in shares:
        end = start + count / total
        made.append(Path((_sector(outer, inner, start, end) + place,), Paint(fill=colour), closed=True))
        start = end
    return made


def _sector(outer: float, inner: float, start: float, end: float) -> Points:
    """A stretch of a band around the origin, from and to in turns from the top on clockwise."""
    steps = max(2, int((end - start) * 48) + 1)
    angle = 2 * np.pi * (start + np.arange(steps) * ((end - start) / (steps - 1))) - np.pi / 2
    arc = np.empty((steps, 2))
    arc[:, 0], arc[:, 1] = np.cos(angle), np.sin(angle)
    return np.concatenate([arc * outer, arc[::-1] * max(inner - 0.4, 0.0)])
