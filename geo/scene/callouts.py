"""Incidents that the picture points at: a number or a short label beside the symbol, and the list that
explains it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geo.card.fact_words import capital
from geo.dates import date_words
from geo.errors import AtlasError, Fault
from geo.scene.occupied import OccupiedBoxes, box_within, boxes_overlap
from geo.scene.picture_options import Picture
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Circle, Group, Item, Paint, Path, Rect, Text
from geo.scene.text_layout import line, width, wrapped
from geo.scene.visible_incidents import VisibleIncidents
from geo.style.fonts import REGULAR, SEMIBOLD
from geo.style.tokens import Tokens

_SIZE = 12.0
_BADGE = 9.0
_ROW = 17.0
_KEY_WIDTH = 330.0


@dataclass(frozen=True, slots=True)
class PlacedCallout:
    """One callout: the incident, what stands on the picture, and its line in the list."""

    incident: str
    words: str
    numbered: bool
    told: str


def placed_callouts(found: VisibleIncidents, picture: Picture) -> list[PlacedCallout]:
    """The callouts of what is in the picture, numbered in the order given.

    Raises AtlasError for an incident that the dataset doesn't hold.
    """
    made: list[PlacedCallout] = []
    count = 0
    for callout in picture.callouts:
        if callout.incident not in found.dataset.incidents.index:
            raise AtlasError([_unknown(callout.incident)])
        if callout.incident not in found.ids:
            continue
        count += callout.label is None
        record = found.dataset.incident(callout.incident)
        told = f"{capital(date_words(record.span))}: {record.title}"
        made.append(PlacedCallout(callout.incident, callout.label or str(count), callout.label is None, told))
    return made


def _unknown(incident: str) -> Fault:
    return Fault(
        file="picture",
        feature=None,
        row=None,
        field="callouts",
        value=f"“{incident}”",
        problem="is no incident of this dataset",
        allowed="ids of its incidents",
        remedy="Choose one of the incidents on the map.",
    )


def key_size(callouts: list[PlacedCallout]) -> tuple[float, float]:
    """Width and height of the list of numbered callouts; nothing where none is numbered."""
    rows = [lines for one in callouts if one.numbered for lines in _told(one)]
    if not rows:
        return 0.0, 0.0
    widest = max(width(row, REGULAR, _SIZE) for row in rows)
    return min(_KEY_WIDTH, widest + 50), _ROW * len(rows) + 18


def _told(one: PlacedCallout) -> list[str]:
    return wrapped(one.told, REGULAR, _SIZE, _KEY_WIDTH - 50, 2)


def draw_key(callouts: list[PlacedCallout], box: Box, colours: Tokens) -> Group:
    """The list: number, date, title."""
    left, top, right, bottom = box
    items: list[Item] = [
        Rect(left, top, right - left, bottom - top, Paint(colours.paper_raised, 0.95, colours.rule, 1.0), 4.0)
    ]
    y = top + 9 + _ROW / 2 + 4.2
    for one in callouts:
        if one.numbered:
            items.append(line(one.words, left + 24, y, _SIZE, colours.ink, face=SEMIBOLD, anchor=1.0))
            for row in _told(one):
                items.append(line(row, left + 34, y, _SIZE, colours.ink))
                y += _ROW
    return Group("List of callouts", tuple(items))


def draw_callouts(
    callouts: list[PlacedCallout],
    found: VisibleIncidents,
    projector: Projector,
    occupied: OccupiedBoxes,
    colours: Tokens,
) -> list[Group]:
    """Badges and labels, each beside its symbol and on nothing else."""
    groups = []
    rows = dict(zip(found.ids, found.incidents.tolist(), strict=True)) if callouts else {}
    for one in callouts:
        place = _place(found, int(rows[one.incident]), projector)
        if place is not None:
            groups.append(_callout(one, *place, projector.box, occupied, colours))
    return groups


def _place(found: VisibleIncidents, incident: int, projector: Projector) -> tuple[float, float] | None:
    """Where an incident is pointed at: its first symbol, or the middle of its course."""
    symbol = found.symbol_of(incident)
    if symbol is not None:
        return symbol.x, symbol.y
    for course in found.lines:
        if course.incident == incident:
            middle = shapely.LineString(projector.course(np.array(course.path))).interpolate(0.5, normalized=True)
            return float(middle.x), float(middle.y)
    return None


def _callout(one: PlacedCallout, x: float, y: float, room: Box, occupied: OccupiedBoxes, colours: Tokens) -> Group:
    wide = 2 * _BADGE if one.numbered else width(one.words, SEMIBOLD, _SIZE) + 10
    high = 2 * _BADGE
    best = _spot(x, y, wide, high, room, occupied)
    occupied.solid.append(best)
    cx, cy = (best[0] + best[2]) / 2, (best[1] + best[3]) / 2
    items: list[Item] = []
    if np.hypot(cx - x, cy - y) > 18 + wide / 2:
        course = np.array([[x, y], [min(max(x, best[0]), best[2]), min(max(y, best[1]), best[3])]])
        items.append(Path((course,), Paint(None, 1, colours.ink, 1.0)))
    if one.numbered:
        items.append(Circle(cx, cy, _BADGE, Paint(colours.ink, 1, colours.paper_raised, 1.4)))
    else:
        items.append(Rect(best[0], best[1], wide, high, Paint(colours.ink, 1, colours.paper_raised, 1.4), 4.0))
    words: Text = line(one.words, cx, cy + 4.2, _SIZE, colours.paper_raised, face=SEMIBOLD, anchor=0.5)
    return Group(f"Callout {one.words}", (*items, words), one.told)


def _spot(x: float, y: float, wide: float, high: float, room: Box, occupied: OccupiedBoxes) -> Box:
    """The nearest free place around a symbol; where there is none, the one that meets fewest."""
    tries: list[Box] = []
    for distance in (14.0, 20.0, 28.0, 40.0, 56.0, 76.0, 100.0):
        for angle in np.radians((-45, 45, 0, 180, -135, 135, -90, 90, -20, 20, 160, 200)):
            dx, dy = float(np.cos(angle)), float(np.sin(angle))
            cx, cy = x + dx * (distance + wide / 2 - 9), y + dy * distance
            box = (cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
            if box_within(box, room, 2):
                tries.append(box)
                if occupied.clear(box):
                    return box
    if not tries:
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
    return min(tries, key=lambda box: sum(boxes_overlap(box, other) for other in [*occupied.solid, *occupied.marks]))
