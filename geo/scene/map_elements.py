"""The elements around a map: title block, source lines, scale bar, inset."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geo.filter.view import Camera
from geo.scene.basemap_drawing import rings_of
from geo.scene.basemap_geometry import basemap_file, chosen, copies, country, drawn, in_box
from geo.scene.font_metrics import has_arabic
from geo.scene.projection import Projector, fitting, unworld
from geo.scene.scene_items import Box, Group, Item, Paint, Path, Points, Rect
from geo.scene.text_layout import fitting_size, line, width, wrapped
from geo.style.fonts import BOLD, REGULAR, SEMIBOLD
from geo.style.tokens import Tokens

MARGIN = 20.0
_TITLE_SIZES = (30.0, 27.0, 24.0, 21.0, 18.0)
_SUB = 14.5
_FOOT = 10.5
_FOOT_ROW = 14.5


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Title and subtitle as lines with their sizes, and the height that they take."""

    title: list[str]
    title_size: float
    subtitle: list[str]
    height: float


def title_block(title: str, subtitle: str, room: float) -> TitleBlock:
    """Lay out the title block; a long title gets smaller, then two lines, then an ellipsis."""
    words = room - 2 * MARGIN
    size, lines = fitting_size(title, BOLD, _TITLE_SIZES, words, 2 if room > 800 else 3) if title else (30.0, [])
    if len(lines) > 1 and size > 24:
        size, lines = fitting_size(title, BOLD, _TITLE_SIZES[2:], words, 2 if room > 800 else 3)
    under = wrapped(subtitle, REGULAR, _SUB, words, 2 if room > 800 else 4) if subtitle else []
    height = 14 + len(lines) * size * _leading(title) + len(under) * _SUB * 1.4 + 10 if lines or under else 0.0
    return TitleBlock(lines, size, under, round(height))


def _leading(words: str) -> float:
    """Height of a line of the title in ems: Arabic letters reach lower."""
    return 1.34 if has_arabic(words) else 1.16


def draw_title(block: TitleBlock, room: float, colours: Tokens) -> list[Group]:
    """The title block at the top of the picture."""
    if not block.height:
        return []
    ground = Rect(0, 0, room, block.height, Paint(colours.paper))
    groups = [Group("Ground of the title", (ground,))]
    y = 14.0
    titles: list[Item] = []
    for words in block.title:
        y += block.title_size * _leading(words)
        titles.append(
            _read(words, y - block.title_size * (_leading(words) - 0.86), block.title_size, colours.ink, True, room)
        )
    under: list[Item] = []
    for words in block.subtitle:
        y += _SUB * 1.4
        under.append(_read(words, y - _SUB * 0.38, _SUB, colours.muted, False, room))
    if titles:
        groups.append(Group("Title", tuple(titles), role="title"))
    if under:
        groups.append(Group("Subtitle", tuple(under), role="subtitle"))
    return groups


def _read(words: str, y: float, size: float, colour: str, bold: bool, room: float) -> Item:
    """A line from the side from which it is read."""
    from_right = starts_from_right(words)
    x, anchor = (room - MARGIN, 1.0) if from_right else (MARGIN, 0.0)
    return line(words, x, y, size, colour, face=BOLD if bold else REGULAR, anchor=anchor)


def starts_from_right(words: str) -> bool:
    """Whether a line is read from the right: its first letter says so."""
    first = next((unicodedata.bidirectional(c) for c in words if unicodedata.bidirectional(c) in ("L", "R", "AL")), "L")
    return first != "L"


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines under the map and the height that they take."""

    lines: list[str]
    stamp: str
    own_line: bool
    height: float


def foot_block(words: list[str], stamp: str, room: float) -> Foot:
    """Lay out the source lines; the stamp stands at the right of the last one where there is room."""
    space = room - 2 * MARGIN
    lines = [part for text in words if text for part in wrapped(text, REGULAR, _FOOT, space, 4)]
    last = width(lines[-1], REGULAR, _FOOT) if lines else 0.0
    own = last + width(stamp, REGULAR, _FOOT) + 30 > space
    return Foot(lines, stamp, own, round(9 + (len(lines) + own) * _FOOT_ROW + 7))


def draw_foot(foot: Foot, room: float, bottom: float, colours: Tokens) -> Group:
    """The source lines at the bottom of the picture."""
    top = bottom - foot.height
    items: list[Item] = [Rect(0, top, room, foot.height, Paint(colours.paper))]
    y = top + 9 + _FOOT_ROW - 4.5
    for words in foot.lines:
        items.append(line(words, MARGIN, y, _FOOT, colours.muted))
        y += _FOOT_ROW
    at = y if foot.own_line else y - _FOOT_ROW
    x, anchor = (MARGIN, 0.0) if foot.own_line else (room - MARGIN, 1.0)
    items.append(line(foot.stamp, x, at, _FOOT, colours.muted, anchor=anchor))
    return Group("Sources and notice", tuple(items))


def round_length(metres: float) -> float:
    """The longest of 1, 2, 5, 10, 20 … that is no longer than this."""
    power = 10.0 ** np.floor(np.log10(metres))
    return float(next((step * power for step in (5, 2, 1) if step * power <= metres), power))


def scale_size(projector: Projector) -> tuple[float, float, str]:
    """Width and height of the scale bar with its words, true at the middle of the map."""
    scale = projector.metres(projector.camera.latitude)
    length = round_length(scale * 140)
    words = f"{length / 1000:,.0f} km" if length >= 1000 else f"{length:,.0f} m"
    return length / scale, 30.0, words


def draw_scale(box: Box, wide: float, words: str, colours: Tokens) -> Group:
    """The scale bar in its box: a bar of a round length with ticks at its ends."""
    left, y = box[0], box[3] - 7
    course: Points = np.array([[left, y - 5], [left, y], [left + wide, y], [left + wide, y - 5]])
    items: list[Item] = [
        Path((course,), Paint(None, 1, colours.halo_focus, 4.0, 0.8)),
        Path((course,), Paint(None, 1, colours.ink, 1.5)),
        line(words, left + wide / 2, y - 6, 12, colours.ink, face=SEMIBOLD, anchor=0.5,
             halo=colours.halo_focus, halo_width=1.8),
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
