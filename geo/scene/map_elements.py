"""The elements on a map: scale bar, inset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geo.filter.view import Camera
from geo.scene.basemap_drawing import rings_of
from geo.scene.basemap_geometry import basemap_file, chosen, copies, country, drawn, in_box
from geo.scene.corner_boxes import CornerBoxes
from geo.scene.projection import Projector, fitting, unworld
from geo.scene.scene_items import Box, Group, Item, Paint, Path, Points, Rect
from geo.scene.text_layout import line, width
from geo.style.fonts import SEMIBOLD
from geo.style.tokens import Tokens
from geo.style.type_sizes import MAP_TEXT

_MOST_LONG = (140.0, 90.0, 50.0)
"""Pixels of a screen."""


def round_length(metres: float) -> float:
    """The longest of 1, 2, 5, 10, 20 … that is no longer than this."""
    power = 10.0 ** np.floor(np.log10(metres))
    return float(next((step * power for step in (5, 2, 1) if step * power <= metres), power))


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a round length: its pixels, its words, and the pixels of the box around both."""

    length: float
    words: str
    width: float
    height: float


def scale_bars(projector: Projector, by: float) -> Iterator[ScaleBar]:
    """Scale bars that are true at the middle of the map, the longest first; ``by`` as large as on a screen."""
    scale = projector.metres(projector.camera.latitude)
    for length in dict.fromkeys(round_length(scale * most * by) for most in _MOST_LONG):
        words = f"{length / 1000:,.0f} km" if length >= 1000 else f"{length:,.0f} m"
        yield ScaleBar(length / scale, words, max(length / scale, width(words, SEMIBOLD, MAP_TEXT * by)), 30.0 * by)


def place_scale(projector: Projector, by: float, corners: CornerBoxes, colours: Tokens) -> list[Group]:
    """The longest scale bar that covers no incident; none where each would."""
    for bar in scale_bars(projector, by):
        if box := corners.place_along(bar.width, bar.height):
            return [draw_scale(box, bar, by, colours)]
    return []


def draw_scale(box: Box, bar: ScaleBar, by: float, colours: Tokens) -> Group:
    """The scale bar in its box: a bar of a round length with ticks at its ends."""
    wide, words, left, y = bar.length, bar.words, box[0], box[3] - 7 * by
    course: Points = np.array([[left, y - 5 * by], [left, y], [left + wide, y], [left + wide, y - 5 * by]])
    middle = max(left + wide / 2, left + width(words, SEMIBOLD, MAP_TEXT * by) / 2)
    items: list[Item] = [
        Path((course,), Paint(None, 1, colours.halo_focus, 4.0 * by, 0.8)),
        Path((course,), Paint(None, 1, colours.ink, 1.5 * by)),
        line(words, middle, y - 6 * by, MAP_TEXT * by, colours.ink, face=SEMIBOLD, anchor=0.5,
             halo=colours.halo_focus, halo_width=1.8 * by),
    ]  # fmt: skip
    return Group("Scale bar", tuple(items), f"This bar is {words} long")


INSET_SIZE = (150.0, 118.0)
_INSET_PAD = 12.0


@lru_cache(maxsize=16)
def _inset_camera(focus: tuple[str, ...]) -> Camera:
    """The focus countries and what lies around them, in a box of the inset's size."""
    left, top, right, bottom = country(focus).bounds
    middle, reach = ((left + right) / 2, (top + bottom) / 2), max(right - left, bottom - top) * 1.25
    corners = np.array([[middle[0] - reach, middle[1] - reach * 0.8], [middle[0] + reach, middle[1] + reach * 0.8]])
    return fitting(unworld(corners), *INSET_SIZE, padding=0, least=0, most=8)


def inset_wanted(projector: Projector, focus: tuple[str, ...]) -> bool:
    """Whether the map shows so little of the focus countries that one must be told where it lies."""
    left, top, right, bottom = projector.world_box()
    whole = country(focus).bounds
    inset = Projector(_inset_camera(focus), (0.0, 0.0, *INSET_SIZE))
    small = inset.world_box()
    middle = float(inset.near(np.array([[(left + right) / 2, 0.0]]))[0, 0])
    if not (small[0] < middle < small[2] and small[1] < (top + bottom) / 2 < small[3]):
        return False
    return not (left <= whole[0] and top <= whole[1] and right >= whole[2] and bottom >= whole[3])


def draw_inset(box: Box, projector: Projector, focus: tuple[str, ...], colours: Tokens) -> Group:
    """A small map with the frame of the large one."""
    small = Projector(_inset_camera(focus), box)
    left, top, right, bottom = box
    frame = Paint(None, 1, colours.rule, 1.0)
    items: list[Item] = [Rect(left, top, right - left, bottom - top, Paint(colours.sea))]
    file = basemap_file("world_land")
    for part, paint in (
        ("out", Paint(colours.land, 1, colours.border, 0.4)),
        ("in", Paint(colours.label_country)),
    ):
        seen = small.world_box()
        rings: tuple[Points, ...] = ()
        for moved in copies(seen):
            near = (seen[0] - moved, seen[1], seen[2] - moved, seen[3])
            members = in_box(file, chosen("world_land", (), part, focus), near)
            cut = drawn(file.shapes[members], small, moved, 0.0, 0.3)
            rings += tuple(ring for one in cut for ring in rings_of(one))
        if rings:
            items.append(Path(rings, paint, closed=True))
    items.append(Rect(left, top, right - left, bottom - top, frame))
    items.append(Path((_frame_in(projector, small, box),), Paint(None, 1, colours.warning, 1.6), closed=True))
    return Group("Inset", tuple(items), "A small map that shows where the large one lies")


def _frame_in(projector: Projector, small: Projector, box: Box) -> Points:
    x0, y0, x1, y1 = projector.box
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    placed = small.from_world(small.near(projector.to_world(corners)))
    middle = placed.mean(axis=0)
    reach = np.abs(placed - middle).max()
    placed = middle + (placed - middle) * max(1.0, 4.0 / max(float(reach), 1e-6))
    clipped: Points = np.clip(placed, [box[0] + 1, box[1] + 1], [box[2] - 1, box[3] - 1])
    return clipped
