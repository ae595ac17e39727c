"""One scale from few to many, for maps that count: its colours in both themes, and how hexagons and density are drawn.

Lightness goes one way only, away from the ground of the theme, so that the order is read without telling hues apart.
``geo/style/symbol_table.py`` gives the same values to the browser.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.style.hues import channels

SEQUENTIAL: dict[str, tuple[str, ...]] = {
    "light": ("#f3d9a2", "#eab76b", "#dc8a48", "#a4472f", "#8b3538", "#511a34"),
    "dark": ("#5d3542", "#89403d", "#d97446", "#e39253", "#efb869", "#fbe7b6"),
}
"""From few to many, by theme."""

CLASS_COLOURS: tuple[tuple[int, ...], ...] = (
    (), (2,), (1, 4), (0, 2, 4), (0, 2, 3, 5), (0, 1, 2, 4, 5), (0, 1, 2, 3, 4, 5),
)  # fmt: skip
"""By the number of classes: which of the colours they take."""


@dataclass(frozen=True)
class Hexagons:
    """How hexagons are drawn. Lengths are CSS pixels of the screen and layout pixels of a picture."""

    opacity: float = 0.88
    gap: float = 1.4
    """Ground between two hexagons."""
    pointed_width: float = 1.6
    """Of the outline of one that is pointed at."""
    letters: float = 11.5
    least_letters: float = 9.0
    letters_wide: float = 0.8
    """Width of the number at most, in widths of the hexagon."""
    letters_down: float = 0.355
    """From the middle to the baseline, in sizes."""
    swatch: float = 8.0
    """In the legend: from the middle to a corner."""


@dataclass(frozen=True)
class Density:
    """How the smooth surface is drawn."""

    opacity: float = 0.86
    edge_opacity: float = 0.5
    """Where it begins; from there on it is ever less transparent."""
    bar: float = 12.0
    """Height of the bar of colours in the legend."""


@dataclass(frozen=True)
class Areas:
    """How governorates are drawn that are coloured by their count. Lengths as of hexagons."""

    opacity: float = 0.88
    edge: float = 0.8
    border: float = 1.3
    """Around a country."""
    pointed_width: float = 1.8
    letters: float = 12.5
    least_letters: float = 9.0
    letters_high: float = 0.72
    """Height of digits in sizes."""
    letters_down: float = 0.355
    halo: float = 1.6
    """Around a number that reaches over the boundary of its governorate."""
    least_room: float = 4.0
    """Radius of the largest circle in a governorate from which on it has a number."""
    swatch: float = 7.0
    """In the legend: from the middle to a side."""


HEXAGONS, DENSITY, AREAS = Hexagons(), Density(), Areas()


def class_colours(theme: str, classes: int) -> tuple[str, ...]:
    """The colours of so many classes (at most six), from few to many."""
    return tuple(SEQUENTIAL[theme][at] for at in CLASS_COLOURS[classes])


def ramp(theme: str, share: float) -> str:
    """The colour at a share (0…1) of the way from few to many."""
    colours = SEQUENTIAL[theme]
    place = min(max(share, 0.0), 1.0) * (len(colours) - 1)
    first = min(int(place), len(colours) - 2)
    parts = zip(channels(colours[first]), channels(colours[first + 1]), strict=True)
    return "#" + "".join(f"{int(a + (b - a) * (place - first) + 0.5):02x}" for a, b in parts)


def letters_colour(ground: str, dark: str, light: str) -> str:
    """Of two colours of letters the one that stands out more from a ground."""
    luminance = _luminance(ground)
    contrast = [
        (max(luminance, other) + 0.05) / (min(luminance, other) + 0.05)
        for other in (_luminance(dark), _luminance(light))
    ]
    return dark if contrast[0] >= contrast[1] else light


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG has it."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
