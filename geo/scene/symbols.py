"""Symbols by shape: what one incident looks like, and the sign that it lies somewhere in an area.

The browser paints the same on the graphics card (``geo/web/map/shaders.js``): a symbol's edge lies
half a pixel within its radius there, because it is softened inwards, and so it does here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from geo.scene.counted import Share, joined, number
from geo.scene.scene_items import Circle, Paint, Path, Points, Shape
from geo.style.symbols import FORM_STYLES, Form, FormStyle
from geo.style.tokens import Tokens

_SOFT = 0.5
_RIM_SOFT = 0.4


@lru_cache(maxsize=4096)
def mix(over: str, under: str, opacity: float) -> str:
    """One colour laid over another, as one colour."""
    pairs = [(int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def symbol(x: float, y: float, radius: float, form: Form, colour: str, paper: str, turn: float = 0.0) -> list[Shape]:
    """One symbol; ``turn`` (degrees clockwise) turns what is not round."""
    style = FORM_STYLES[form]
    if style.shape == "rounded_square":
        return _square(x, y, radius, style, colour, paper, turn)
    outer, rim = radius - _SOFT, style.rim_width - _RIM_SOFT
    core = mix(colour, paper, style.core_opacity)
    if style.rim == "paper":
        return [Circle(x, y, outer, Paint(fill=paper)), Circle(x, y, outer - rim, Paint(fill=core))]
    middle = outer - rim / 2
    ring = Paint(None, 1, colour, rim, 1, _dashes(2 * np.pi * middle, style))
    ground = Circle(x, y, outer, Paint(fill=paper))
    return [ground, Circle(x, y, outer - rim / 2, Paint(fill=core)), Circle(x, y, middle, ring)]


def _dashes(around: float, style: FormStyle) -> tuple[float, ...]:
    if not style.dashes:
        return ()
    step = float(around / style.dashes)
    return (step * style.dash_share, step * (1 - style.dash_share))


def _square(x: float, y: float, radius: float, style: FormStyle, colour: str, paper: str, turn: float) -> list[Shape]:
    """The sign for "somewhere in this area": a box with round corners, its rim in dashes seen from the
    middle."""
    edge, dashes = _square_lines(radius, style, turn)
    place = np.array([x, y])
    ground = Path((edge + place,), Paint(fill=mix(colour, paper, style.core_opacity)), closed=True)
    rim = Paint(None, 1, colour, style.rim_width - _RIM_SOFT)
    return [ground, Path(tuple(part + place for part in dashes), rim)]


@lru_cache(maxsize=256)
def _square_lines(radius: float, style: FormStyle, turn: float) -> tuple[Points, tuple[Points, ...]]:
    """Edge and dashes of the sign around the origin."""
    half = radius * style.scale
    rim = style.rim_width - _RIM_SOFT
    edge = _rounded(half - _SOFT, style.corner)
    middle = _rounded(half - _SOFT - rim / 2, style.corner - rim / 2)
    angle = np.radians(turn)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return edge @ turned.T, tuple(part @ turned.T for part in _cut_by_angle(middle, style))


def _rounded(half: float, corner: float) -> Points:
    """A square around the origin with round corners, as a fine ring that begins at its left."""
    corner = max(corner, 0.01)
    quarter = np.linspace(0, np.pi / 2, 6)
    inner = half - corner
    arcs = []
    for start, cx, cy in ((np.pi, -1, -1), (1.5 * np.pi, 1, -1), (0, 1, 1), (np.pi / 2, -1, 1)):
        angle = start + quarter
        arcs.append(np.column_stack([cx * inner + corner * np.cos(angle), cy * inner + corner * np.sin(angle)]))
    ring = np.concatenate(arcs)
    return np.concatenate([ring, ring[:1]])


def _cut_by_angle(ring: Points, style: FormStyle) -> Iterable[Points]:
    """The stretches of a ring that lie within the dashes' angles."""
    turns = np.unwrap(np.arctan2(ring[:, 1], ring[:, 0])) / (2 * np.pi)
    grid = np.linspace(turns[0], turns[-1], 721)
    fine = np.column_stack([np.interp(grid, turns, ring[:, axis]) for axis in (0, 1)])
    drawn = ((-grid * style.dashes) % 1.0) < style.dash_share
    edges = np.flatnonzero(np.diff(drawn.astype(np.int8))) + 1
    for part in np.split(np.arange(len(grid)), edges):
        if drawn[part[0]] and len(part) > 1:
            yield fine[part[[0, *range(1, len(part) - 1, 6), -1]]]


def counted_sign(
    x: float, y: float, radius: float, words: str, shares: Sequence[Share], colours: Tokens, turn: float = 0.0,
    enlarged: float = 1.0,
) -> list[Shape]:  # fmt: skip
    """The sign for several incidents somewhere in one area: their number, the dashes of its rim as shares."""
    style = FORM_STYLES[Form.AREA]
    edge, dashes = _square_lines(radius, style, turn)
    place = np.array([x, y])
    parts: list[Shape] = [Path((edge + place,), Paint(fill=colours.halo_focus), closed=True)]
    whole = joined(shares)
    total = sum(count for _, count in whole)
    ends = np.cumsum([count for _, count in whole]) / total * len(dashes)
    for at, part in enumerate(dashes):
        colour = whole[int(np.searchsorted(ends, at, side="right"))][0]
        parts.append(Path((part + place,), Paint(None, 1, colour, style.rim_width * enlarged)))
    return [*parts, number(x, y, radius * style.scale - 2.5 * enlarged, words, colours, enlarged)]
