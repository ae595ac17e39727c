"""The legend of maps that count: the scale of their colours, what a cell is, and what is known less closely."""

from __future__ import annotations

import math

import numpy as np

from geo.filter.view import MapMode
from geo.layers.density import reach_km
from geo.layers.hexagons import class_words, width_km
from geo.scene.legend import TEXT_LIFT, TEXT_SIZE, Entry, Section, Sign
from geo.scene.legend_of_areas import area_sections, words_entry
from geo.scene.map_counts import MapCounts
from geo.scene.scene_items import Paint, Path, Rect
from geo.scene.text_layout import line
from geo.style.sequential import DENSITY, HEXAGONS

_BAR, _INDENT = 200.0, 9.0
_PLAIN = 17.0


def count_sections(counts: MapCounts) -> list[Section]:
    """What a map of counts needs explained; empty where it shows symbols, or nothing that is counted."""
    grid = counts.found.grid
    if grid and grid.areas:
        return area_sections(counts)
    held = len(counts.found.sites)
    if grid is None or not (held or counts.found.left_out):
        return []
    latitude = counts.projector.camera.latitude
    if grid.mode is MapMode.HEXAGONS:
        heading = f"Incidents per hexagon, {distance_words(width_km(grid.level, latitude))} wide"
        return [Section(heading, (*(_classes(counts) if held else ()), *_left_out(counts)))]
    half = f"An incident {distance_words(reach_km(grid.level, latitude))} away counts half"
    return [
        Section(
            "Density of incidents",
            (*((_bar(counts), _ends(counts), words_entry(half)) if held else ()), *_left_out(counts)),
        )
    ]


def distance_words(km: float) -> str:
    """A distance as people say it: ``88 km``, ``5.5 km``, ``340 m``."""
    if km >= 10:
        return f"{km:,.0f} km"
    if km >= 1:
        return f"{km:.1f} km".replace(".0 ", " ")
    return f"{round(km * 1000, -1):.0f} m"


def _classes(counts: MapCounts) -> list[Entry]:
    grid = counts.found.grid
    return [
        Entry(_swatch(colour), words, height=19.0)
        for colour, words in zip(counts.scale, class_words(grid.bounds) if grid else [], strict=True)
    ]


def _swatch(colour: str) -> Sign:
    turn = np.arange(6) * (math.pi / 3)
    outline = np.column_stack([np.sin(turn), -np.cos(turn)]) * HEXAGONS.swatch
    return lambda x, y: [Path((outline + np.array([x, y]),), Paint(colour, HEXAGONS.opacity), closed=True)]


def _bar(counts: MapCounts) -> Entry:
    """The colours of the surface from few to many."""
    looks = counts.steps
    wide = _BAR / max(len(looks), 1)
    sign: Sign = lambda x, y: [  # noqa: E731
        Rect(x - _INDENT + at * wide, y - DENSITY.bar / 2, wide + 0.3 * (at + 1 < len(looks)), DENSITY.bar, Paint(colour, opacity))
        for at, (_, colour, opacity) in enumerate(looks)
    ]  # fmt: skip
    return Entry(sign, "", least_width=_BAR)


def _ends(counts: MapCounts) -> Entry:
    """What the two ends of the bar mean."""
    ink = counts.colours.ink
    sign: Sign = lambda x, y: [  # noqa: E731
        line("fewer", x - _INDENT, y + TEXT_LIFT, TEXT_SIZE, ink),
        line("more", x - _INDENT + _BAR, y + TEXT_LIFT, TEXT_SIZE, ink, anchor=1.0),
    ]
    return Entry(sign, "", "", _PLAIN)


def _left_out(counts: MapCounts) -> list[Entry]:
    """How many are known too vaguely for the grid, and what that means."""
    count = counts.found.left_out
    return (
        [words_entry("Not drawn: known less closely", f"{count:,}"), words_entry("than a hexagon is wide")]
        if count
        else []
    )
