"""Incidents drawn: routes, joints, leader lines, symbols, counted symbols, the ring of the selection."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely

from geo.filter.view import View
from geo.layers.marks import Line
from geo.layers.placement import Counted, Single
from geo.model.dataset import Dataset
from geo.scene.basemap_drawing import rings_of
from geo.scene.counted import Share, counted_symbol
from geo.scene.discs import line_data
from geo.scene.projection import Projector
from geo.scene.scene_items import Circle, Group, Paint, Path
from geo.scene.symbols import counted_sign, symbol
from geo.scene.visible_incidents import VisibleIncidents as Shown
from geo.scene.visible_incidents import colour_of
from geo.style.symbols import JOINT, ROUTE, SELECTION, Form
from geo.style.tokens import Tokens

HALO_GAP = 5.0
"""Pixels between a symbol's radius and the middle of the ring (``marksOf`` in
``geo/web/map/map.js``)."""
LEADER_WIDTH = 1.1
LEADER_DOT = 1.9
_FORMS = tuple(Form)


def draw_lines(found: Shown, view: View, projector: Projector) -> list[Group]:
    """Routes on their casings, lines that join the sites of one incident."""
    order = {"route": 0, "joint": 1}
    lines = sorted((line for line in found.lines if line.role in order), key=lambda line: order[line.role])
    told = {line.incident for line in found.lines if line.role == "area"}
    groups = []
    for line in lines:
        counted = {line.incident} & found.lines_only - told
        told.add(line.incident)
        groups.append(_line(line, found, view, projector, line_data(line, counted, projector)))
    return groups


def _line(line: Line, found: Shown, view: View, projector: Projector, data: tuple[tuple[str, str], ...]) -> Group:
    by = projector.enlarged
    colour = colour_of(found.colours[line.incident], view)
    drawn = shapely.LineString(projector.course(np.array(line.path)))
    course = tuple(rings_of(shapely.clip_by_rect(drawn, *projector.box)))
    name = name_of(found, line.incident)
    if line.role == "route":
        dash = tuple(step * ROUTE.line_width * by for step in ROUTE.dash)
        casing = Paint(None, 1, colour, ROUTE.casing_width * by, ROUTE.casing_opacity, (), True)
        stroke = Paint(None, 1, colour, ROUTE.line_width * by, 1, dash)
        return Group(f"Route of {name}", (Path(course, casing), Path(course, stroke)), data=data)
    stroke = Paint(None, 1, colour, JOINT.line_width * by, JOINT.opacity)
    return Group(f"Sites of {name}", (Path(course, stroke),), data=data)


def draw_halo(found: Shown, view: View, projector: Projector) -> list[Group]:
    """The ring around the symbols that stand for the incident that is open."""
    position = ids(found.dataset).index(view.selection) if view.selection in ids(found.dataset) else None
    marks = set(np.flatnonzero(found.marks.incident == position).tolist()) if position is not None else set()
    red, green, blue, alpha = SELECTION.color
    width = SELECTION.line_width * projector.enlarged
    paint = Paint(None, 1, f"#{red:02x}{green:02x}{blue:02x}", width, alpha / 255)
    radii = found.radii
    rings = [
        Circle(one.x, one.y, (one.r if isinstance(one, Counted) else float(radii[one.mark])) + gap, paint)
        for one in found.placement.symbols
        for gap in [HALO_GAP * projector.enlarged]
        if marks & set(one.members)
    ]
    return [Group("Chosen incident", tuple(rings))] if rings else []


def draw_symbols(found: Shown, view: View, projector: Projector, colours: Tokens) -> list[Group]:
    """Leader lines, signs of areas, counted symbols (the larger first), the symbols of single incidents."""
    placed = found.placement
    singles = [(found.marks.form[one.mark] != int(Form.AREA), _single(one, found, view, projector, colours))
               for one in placed.singles]  # fmt: skip
    counted = [
        (not one.area, _counted(one, found, view, projector, colours))
        for one in sorted(placed.counted, key=lambda one: (-one.r, one.mark))
    ]
    signs = [group for of_site, group in (*counted, *singles) if not of_site]
    symbols = [group for of_site, group in (*counted, *singles) if of_site]
    return [*_leaders(found, projector, colours), *signs, *symbols]


def _leaders(found: Shown, projector: Projector, colours: Tokens) -> list[Group]:
    by = projector.enlarged
    courses = [
        (np.array([found.home[one.mark], [one.x, one.y]]), found.home[one.mark])
        for one in found.placement.symbols
        if one.leader
    ]
    if not courses:
        return []
    lines = tuple(course for course, _ in courses)
    dots = [
        Circle(float(x), float(y), LEADER_DOT * by, Paint(colours.ink, 1, colours.halo_focus, 0.8 * by))
        for x, y in dict.fromkeys((float(x), float(y)) for _, (x, y) in courses)
    ]
    casing = Path(lines, Paint(None, 1, colours.halo_focus, (LEADER_WIDTH + 1.8) * by, 0.85))
    return [Group("Leader lines", (casing, Path(lines, Paint(None, 1, colours.ink, LEADER_WIDTH * by)), *dots))]


def _single(one: Single, found: Shown, view: View, projector: Projector, colours: Tokens) -> Group:
    incident = int(found.marks.incident[one.mark])
    form = _FORMS[int(found.marks.form[one.mark])]
    radius, colour = float(found.radii[one.mark]), colour_of(found.colours[incident], view)
    shapes = symbol(one.x, one.y, radius, form, colour, colours.halo_focus, -projector.camera.bearing)
    return Group(
        name_of(found, incident), tuple(shapes), link=f"incident:{ids(found.dataset)[incident]}",
        data=_data(one, found), at=(one.x, one.y),
    )  # fmt: skip


def _counted(one: Counted, found: Shown, view: View, projector: Projector, colours: Tokens) -> Group:
    shares: list[Share] = [(colour_of(found.values.names[value], view), count) for value, count in one.shares]
    words, by = f"{one.count:,}", projector.enlarged
    if one.area:
        turn = -projector.camera.bearing
        shapes = counted_sign(one.x, one.y, one.r, words, shares, colours, turn, by)
    else:
        shapes = counted_symbol(one.x, one.y, one.r, words, shares, colours, by)
    where = "somewhere in one area" if one.area else "at or near one place"
    name = f"{one.count:,} incidents {where}"
    return Group(name, tuple(shapes), data=_data(one, found), at=(one.x, one.y))


def _data(one: Single | Counted, found: Shown) -> tuple[tuple[str, str], ...]:
    """The true place, how many incidents are counted here, and whether a leader line ties the symbol to it."""
    longitude, latitude = found.marks.position[one.mark].tolist()
    place = (("lon", f"{longitude:.6f}"), ("lat", f"{latitude:.6f}"), ("count", str(one.count)))
    return (*place, ("leader", "1")) if one.leader else place


def name_of(found: Shown, incident: int) -> str:
    """The incident's title; only "Incident" where the licence lets no row leave with a picture."""
    return titles(found.dataset)[incident] if found.dataset.licence.may_share_rows else "Incident"


@lru_cache(maxsize=8)
def titles(dataset: Dataset) -> tuple[str, ...]:
    """The titles of a dataset's incidents by position."""
    return tuple(map(str, dataset.incidents["title"]))


@lru_cache(maxsize=8)
def ids(dataset: Dataset) -> tuple[str, ...]:
    """The ids of a dataset's incidents by position."""
    return tuple(map(str, dataset.incidents.index))
