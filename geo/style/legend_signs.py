"""The signs of a legend that are no symbols: shapes in a box of 16 by 16 pixels around their middle.

The browser's legend and the one in a picture draw the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from geo.style.symbol_styles import DISC, LEADER, SIZE_CLASSES, strokes_of

Ink = Literal["ink", "paper"]
Path = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class SignShape:
    """A circle or a line of a sign; lengths in CSS pixels from the middle of the box, to the right and down."""

    circle: tuple[float, float, float] | None = None
    """Middle and radius."""
    path: Path = ()
    fill: Ink | None = None
    fill_opacity: float = 1.0
    stroke: Ink | None = None
    stroke_width: float = 0.0
    stroke_opacity: float = 1.0
    dash: tuple[float, ...] = ()
    """Pixels."""
    round_caps: bool = False


@dataclass(frozen=True)
class Sizes:
    """How large the signs are that are drawn as on the map: radii in pixels."""

    symbol: float = SIZE_CLASSES[0].radius
    area: float = 8.0
    counted: float = 10.0
    pale_share: float = 0.4
    """Opacity of what one share of a counted symbol leaves of its band."""
    size_line: float = 1.0
    """Width of the circle that shows a size of symbols."""
    least_cell: float = 1.5
    """Halves of a square's side: the least and the largest for a count, and that of a hollow one."""
    most_cell: float = 22.0
    wide_cell: float = 6.5


def _curve(start: complex, first: complex, second: complex, end: complex) -> Path:
    """A cubic curve as a line with corners that nobody sees at this size."""
    t = np.linspace(0.0, 1.0, 13)
    points = start * (1 - t) ** 3 + 3 * first * t * (1 - t) ** 2 + 3 * second * t**2 * (1 - t) + end * t**3
    return tuple((round(float(at.real), 2), round(float(at.imag), 2)) for at in points)


def _dot(x: float, y: float, radius: float) -> SignShape:
    return SignShape((x, y, radius), fill="ink")


_COURSE = _curve(-6.5 + 4.5j, -3 + 4.5j, -2 - 4.5j, 6.5 - 4.5j)
_CASING, _ROUTE = strokes_of("route")

SIGN_SIZES = Sizes()
LEGEND_SIGNS: dict[str, tuple[SignShape, ...]] = {
    "disc": (
        SignShape(
            (0, 0, 7.2), fill="ink", fill_opacity=DISC.fill_opacity,
            stroke="ink", stroke_width=DISC.line_width, stroke_opacity=DISC.line_opacity,
        ),
        _dot(0, 0, 1.8),
    ),
    "route": (
        SignShape(path=_COURSE, stroke="ink", stroke_width=5, stroke_opacity=_CASING.opacity, round_caps=True),
        SignShape(path=_COURSE, stroke="ink", stroke_width=1.6, stroke_opacity=_ROUTE.opacity, dash=(3, 2)),
    ),
    "sites": (
        SignShape((-1.5, 1.5, 5), fill="paper", stroke="ink", stroke_width=1.8),
        SignShape((4, -4, 4), fill="paper"),
        _dot(4, -4, 3.2),
    ),
    "leader": (
        SignShape(path=((-5, 5), (0, 0)), stroke="ink", stroke_width=LEADER.width),
        _dot(-5, 5, LEADER.dot),
        SignShape((3, -3, 4), fill="paper", stroke="ink", stroke_width=1.8),
    ),
}  # fmt: skip
"""By what they mean, their lowest shape first: the true place lies within a disc · along a route · one of several sites
of an incident · a symbol beside its place. A route's sign is narrower than a route, so that dashes are seen."""

PLACE_WORDS: dict[str, str] = {
    "counted": "n incidents at or near one place",
    "shares": "(the band: shares of the colours)",
    "leader": "Beside its place, the dot",
    "disc": "Somewhere inside the circle",
    "route": "Along this likely route",
    "sites": "1/2: first of an incident's two sites",
    "area": "Somewhere in this area",
    "context": "Context, such as a meeting",
}
"""What signs of places and of context mean, in the legend of the map and of a picture alike."""
