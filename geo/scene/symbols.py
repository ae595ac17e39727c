"""Symbols by shape: what one incident looks like, and the sign that it lies somewhere in an area.

The browser has the same shapes (``geo/web/symbols/shapes.js``), and paints them on the graphics card
(``geo/web/map/symbol_shaders.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from geo.scene.counted import Share, joined, number
from geo.scene.scene_items import Box, Circle, Paint, Path, Points, Rect, Shape
from geo.scene.text_layout import line, width
from geo.style.fonts import SEMIBOLD
from geo.style.hues import mix
from geo.style.symbol_styles import COUNTED, EDGE, FORM_STYLES, SITE_BADGE, FormStyle
from geo.style.symbols import Form
from geo.style.tokens import Tokens

_CORNER_STEPS = 6
_DASH_STEPS = 9


def symbol(x: float, y: float, radius: float, form: Form, colour: str, paper: str, turn: float = 0.0) -> list[Shape]:
    """One symbol; ``turn`` (degrees clockwise) turns what is not round."""
    style = FORM_STYLES[form]
    if style.shape != "disc":
        return _square(x, y, radius, style, colour, paper, style.turn or turn)
    outer, rim = radius - EDGE.inset, style.rim_width - EDGE.rim_inset
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
    """A box with round corners, such as the sign for "somewhere in this area"; dashes of its rim are seen from the
    middle."""
    edge, dashes = _square_lines(radius, style, turn)
    place = np.array([x, y])
    core = Paint(fill=mix(colour, paper, style.core_opacity))
    rim_width = style.rim_width - EDGE.rim_inset
    if style.rim == "paper":
        inner, _ = _square_lines(
            radius - rim_width / style.scale, replace(style, corner=style.corner - rim_width), turn
        )
        return [
            Path((edge + place,), Paint(fill=paper), closed=True), Path((inner + place,), core, closed=True)
        ]  # fmt: skip
    rim = Paint(None, 1, colour, rim_width)
    parts = tuple(part + place for part in dashes)
    ground = [Path((edge + place,), Paint(fill=paper), closed=True)] if style.core_opacity else []
    return [*ground, Path((edge + place,), core, closed=True), Path(parts, rim, closed=not style.dashes)]


@lru_cache(maxsize=256)
def _square_lines(
    radius: float, style: FormStyle, turn: float, enlarged: float = 1.0
) -> tuple[Points, tuple[Points, ...]]:
    """Edge of a square around the origin, and the middle of its rim: whole, or its dashes."""
    half = radius * style.scale - EDGE.inset * enlarged
    inset = (style.rim_width - EDGE.rim_inset) / 2 * enlarged
    edge = _rounded(half, style.corner * enlarged)
    middle = _rounded(half - inset, style.corner * enlarged - inset)
    angle = np.radians(turn)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    rim = _dashes_around(middle, style) if style.dashes else (middle,)
    return edge @ turned.T, tuple(part @ turned.T for part in rim)


def _rounded(half: float, corner: float) -> Points:
    """A square around the origin with round corners, clockwise from the middle of its left side."""
    corner = max(corner, 0.01)
    quarter = np.linspace(0, np.pi / 2, _CORNER_STEPS)
    inner = half - corner
    arcs = [np.array([[-half, 0.0]])]
    for start, cx, cy in ((np.pi, -1, -1), (1.5 * np.pi, 1, -1), (0, 1, 1), (np.pi / 2, -1, 1)):
        angle = start + quarter
        arcs.append(np.column_stack([cx * inner + corner * np.cos(angle), cy * inner + corner * np.sin(angle)]))
    return np.concatenate([*arcs, arcs[0]])


def _dashes_around(ring: Points, style: FormStyle) -> Iterable[Points]:
    """The stretches of a ring that lie within the angles of the dashes, from the ring's start on clockwise."""
    turns = np.unwrap(np.arctan2(ring[:, 1], ring[:, 0])) / (2 * np.pi)
    turns -= turns[0]
    for dash in range(style.dashes):
        at = np.linspace(dash, dash + style.dash_share, _DASH_STEPS) / style.dashes
        yield np.column_stack([np.interp(at, turns, ring[:, axis]) for axis in (0, 1)])


def counted_sign(
    x: float, y: float, radius: float, words: str, shares: Sequence[Share], colours: Tokens, turn: float = 0.0,
    enlarged: float = 1.0,
) -> list[Shape]:  # fmt: skip
    """The sign for several incidents somewhere in one area: their number, the dashes of its rim as shares."""
    style = FORM_STYLES[Form.AREA]
    edge, dashes = _square_lines(radius, style, turn, enlarged)
    place = np.array([x, y])
    parts: list[Shape] = [Path((edge + place,), Paint(fill=colours.halo_focus), closed=True)]
    whole = joined(shares)
    total = sum(count for _, count in whole)
    ends = np.cumsum([count for _, count in whole]) / total * len(dashes)
    rim = (style.rim_width - EDGE.rim_inset) * enlarged
    for at, part in enumerate(dashes):
        colour = whole[int(np.searchsorted(ends, at, side="right"))][0]
        parts.append(Path((part + place,), Paint(None, 1, colour, rim)))
    room = radius * style.scale - (EDGE.inset + COUNTED.area_room) * enlarged
    return [*parts, number(x, y, room, words, colours, enlarged)]


def badge_box(x: float, y: float, radius: float, words: str, enlarged: float) -> Box:
    """What such a badge takes, with its rim."""
    style, by = SITE_BADGE, enlarged
    left, bottom, rim = x + style.out * radius, y - style.out * radius, style.rim * by
    wide = width(words, SEMIBOLD, style.letters * by) + 2 * style.beside * by
    return left - rim, bottom - style.height * by - rim, left + wide + rim, bottom + rim


def site_badge(x: float, y: float, radius: float, words: str, colours: Tokens, enlarged: float) -> list[Shape]:
    """Which of an incident's sites it is, at the upper right of a symbol of a radius in layout pixels."""
    style, by = SITE_BADGE, enlarged
    size, high, rim = style.letters * by, style.height * by, style.rim * by
    wide = width(words, SEMIBOLD, size) + 2 * style.beside * by
    left, bottom = x + style.out * radius, y - style.out * radius
    baseline = bottom - high / 2 + style.letters_down * size
    return [
        Rect(
            left - rim, bottom - high - rim, wide + 2 * rim, high + 2 * rim, Paint(fill=colours.halo_focus),
            high / 2 + rim,
        ),
        Rect(left, bottom - high, wide, high, Paint(fill=colours.ink), high / 2),
        line(words, left + wide / 2, baseline, size, colours.paper_raised, face=SEMIBOLD, anchor=0.5),
    ]  # fmt: skip
