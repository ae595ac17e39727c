"""A symbol that stands for several incidents: their number, and around it their hues as shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from geo.scene.scene_items import Circle, Paint, Path, Points, Shape
from geo.scene.text_layout import line, width
from geo.style.fonts import SEMIBOLD
from geo.style.tokens import Tokens

_RIM = 1.2
_SIZE = 13.0
_LEAST = 8.0

Share = tuple[str, int]
"""A colour and how many incidents have it."""


def ring_width(radius: float) -> float:
    """Width of the band of shares in a symbol of so many pixels."""
    return min(5.0, max(2.4, 0.21 * radius))


def counted_symbol(
    x: float, y: float, radius: float, words: str, shares: Sequence[Share], colours: Tokens, enlarged: float = 1.0
) -> list[Shape]:
    """The symbol with words in its middle; ``radius`` in layout pixels."""
    by = enlarged
    outer = radius - 0.5 * by
    band = outer - _RIM * by
    inner = band - ring_width(radius / by) * by
    ground = Circle(x, y, outer, Paint(fill=colours.halo_focus))
    parts: list[Shape] = [ground, *_band(x, y, band, inner, joined(shares))]
    parts.append(Circle(x, y, inner, Paint(fill=colours.paper_raised)))
    return [*parts, number(x, y, inner, words, colours, by)]


def number(x: float, y: float, room: float, words: str, colours: Tokens, enlarged: float = 1.0) -> Shape:
    """Words in the middle of a disc of a radius, as large as they fit."""
    ems = width(words, SEMIBOLD, 1.0)
    size = min(_SIZE * enlarged, 1.55 * room, 1.72 * room / max(ems, 0.1))
    size = max(size, _LEAST * enlarged)
    return line(words, x, y + 0.355 * size, size, colours.ink, face=SEMIBOLD, anchor=0.5)


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
    start = 0.0
    for colour, count in shares:
        end = start + count / total
        made.append(Path((_sector(outer, inner, start, end) + np.array([x, y]),), Paint(fill=colour), closed=True))
        start = end
    return made


def _sector(outer: float, inner: float, start: float, end: float) -> Points:
    """A stretch of a band around the origin, from and to in turns from the top on clockwise."""
    steps = max(2, int((end - start) * 48) + 1)
    angle = 2 * np.pi * np.linspace(start, end, steps) - np.pi / 2
    arc = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.concatenate([arc * outer, arc[::-1] * max(inner - 0.4, 0.0)])
