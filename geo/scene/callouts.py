"""Incidents that the picture points at: a number or a short label beside the symbol, and the list that
explains it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geo.card.fact_words import capital
from geo.dates import date_words
from geo.errors import AtlasError, Fault
from geo.scene.legend import TEXT_LIFT, TEXT_SIZE, Entry, Section, Sign
from geo.scene.occupied import OccupiedBoxes, box_within, boxes_overlap
from geo.scene.picture_options import Picture
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Circle, Group, Item, Paint, Path, Rect
from geo.scene.text_layout import line, width, wrapped
from geo.scene.visible_incidents import VisibleIncidents
from geo.style.fonts import SEMIBOLD
from geo.style.tokens import Tokens

_BADGE = 9.0
_MOST_WIDE = 0.4
"""Of the map's width, which a label takes before it goes on in the next line."""
_DISTANCES = (14.0, 20.0, 28.0, 40.0, 56.0, 76.0, 100.0, 130.0, 170.0, 220.0)
_ANGLES = np.radians((-45, 45, 0, 180, -135, 135, -90, 90, -20, 20, 160, 200))


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


def key_sections(callouts: list[PlacedCallout], colours: Tokens) -> list[Section]:
    """The list of numbered callouts as a part of a legend without a heading: number, date, title."""

    def sign(words: str) -> Sign:
        return lambda x, y: [line(words, x + 9, y + TEXT_LIFT, TEXT_SIZE, colours.ink, face=SEMIBOLD, anchor=1.0)]

    entries = tuple(Entry(sign(one.words), one.told) for one in callouts if one.numbered)
    return [Section("", entries)] if entries else []


def draw_callouts(
    callouts: list[PlacedCallout],
    found: VisibleIncidents,
    projector: Projector,
    occupied: OccupiedBoxes,
    colours: Tokens,
    by: float,
) -> list[Group]:
    """Badges and labels, each beside its symbol and on nothing else; ``by`` as large as on a screen."""
    groups = []
    rows = dict(zip(found.ids, found.incidents.tolist(), strict=True)) if callouts else {}
    for one in callouts:
        place = _place(found, int(rows[one.incident]), projector)
        if place is not None:
            groups.append(_callout(one, *place, projector.box, occupied, colours, by))
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


def _callout(
    one: PlacedCallout, x: float, y: float, room: Box, occupied: OccupiedBoxes, colours: Tokens, by: float
) -> Group:
    size, badge = TEXT_SIZE * by, _BADGE * by
    rows = [one.words] if one.numbered else wrapped(one.words, SEMIBOLD, size, _MOST_WIDE * (room[2] - room[0]))
    leading = 1.2 * size
    wide = 2 * badge if one.numbered else max(width(row, SEMIBOLD, size) for row in rows) + 10 * by
    high = 2 * badge + (len(rows) - 1) * leading
    best = _spot(x, y, wide, high, room, occupied, by)
    occupied.solid.append(best)
    cx, cy = (best[0] + best[2]) / 2, (best[1] + best[3]) / 2
    items: list[Item] = []
    if np.hypot(cx - x, cy - y) > 18 * by + wide / 2:
        course = np.array([[x, y], [min(max(x, best[0]), best[2]), min(max(y, best[1]), best[3])]])
        items.append(Path((course,), Paint(None, 1, colours.ink, by)))
    edge = Paint(colours.ink, 1, colours.paper_raised, 1.4 * by)
    if one.numbered:
        items.append(Circle(cx, cy, badge, edge))
    else:
        items.append(Rect(best[0], best[1], wide, high, edge, 4.0 * by))
    for number, row in enumerate(rows):
        at = best[1] + badge + number * leading + 4.2 * by
        items.append(line(row, cx, at, size, colours.paper_raised, face=SEMIBOLD, anchor=0.5))
    return Group(f"Callout {one.words}", tuple(items), one.told)


def _spot(x: float, y: float, wide: float, high: float, room: Box, occupied: OccupiedBoxes, by: float) -> Box:
    """The nearest free place around a symbol; where there is none, the one that meets fewest."""
    tries: list[Box] = []
    for distance in _DISTANCES:
        for angle in _ANGLES:
            dx, dy = float(np.cos(angle)), float(np.sin(angle))
            cx = x + dx * (distance * by + wide / 2 - 9 * by)
            cy = y + dy * (distance * by + max(0.0, high / 2 - 9 * by))
            box = (cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
            if box_within(box, room, 2):
                tries.append(box)
                if occupied.clear(box):
                    return box
    if not tries:
        left, top = max(room[0], min(x - wide / 2, room[2] - wide)), max(room[1], min(y - high / 2, room[3] - high))
        return left, top, left + wide, top + high
    return min(tries, key=lambda box: sum(boxes_overlap(box, other) for other in [*occupied.solid, *occupied.marks]))
