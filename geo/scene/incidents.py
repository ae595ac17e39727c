"""Incidents drawn: routes, leader lines, symbols, counted symbols, the ring of the selection."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely

from geo.filter.view import View
from geo.layers.marks import Line
from geo.layers.placement import Counted, Single
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.scene.basemap_drawing import rings_of
from geo.scene.counted import Share, counted_symbol
from geo.scene.discs import draw_course, line_data
from geo.scene.occupied import box_within
from geo.scene.projection import Projector
from geo.scene.scene_items import Circle, Group, Paint, Path, Shape, Text
from geo.scene.symbols import counted_sign, site_badge, symbol
from geo.scene.visible_incidents import VisibleIncidents, colour_of
from geo.style.symbol_styles import LEADER, SELECTION, STROKES
from geo.style.symbols import FORMS, Form
from geo.style.tokens import Tokens


def draw_lines(found: VisibleIncidents, view: View, projector: Projector) -> list[Group]:
    """Routes on their casings; what joins the sites of the incident that is open."""
    order: dict[str, int] = {stroke.role: at for at, stroke in enumerate(STROKES) if stroke.role != "area"}
    selected = _position(found, view)
    drawn = (line for line in found.drawn_lines if line.role in order)
    lines = sorted(
        (line for line in drawn if line.role != "joint" or line.incident == selected),
        key=lambda line: order[line.role],
    )
    told = {line.incident for line in found.lines if line.role == "area"}
    groups = []
    for line in lines:
        counted = {line.incident} & found.lines_only - told
        told.add(line.incident)
        groups.append(_line(line, found, view, projector, line_data(line, counted, projector)))
    return groups


def _line(
    line: Line, found: VisibleIncidents, view: View, projector: Projector, data: tuple[tuple[str, str], ...]
) -> Group:
    route = line.role == "route"
    colour = colour_of(found.colours[line.incident], view) if route else SELECTION.colour
    drawn = draw_course(line, colour, projector)
    what = "Route" if route else "Sites"
    return Group(f"{what} of {name_of(found, line.incident)}", drawn, data=data)


def draw_beside(found: VisibleIncidents, view: View, projector: Projector) -> list[Group]:
    """A ring along both sides of the routes and outlines of the incident that is open."""
    position = _position(found, view)
    paths = [
        shapely.LineString(projector.course(np.array(line.path)))
        for line in found.lines
        if line.incident == position and line.role != "joint"
    ]
    if not paths:
        return []
    by = projector.enlarged
    inner, outer = (shapely.union_all(shapely.buffer(paths, reach * by)) for reach in (
        SELECTION.beside_line, SELECTION.beside_line + SELECTION.line_width
    ))  # fmt: skip
    band = shapely.clip_by_rect(shapely.difference(outer, inner), *projector.box)
    parts = tuple(rings_of(band))
    return [Group("Chosen incident's lines", (Path(parts, Paint(SELECTION.colour), closed=True),))] if parts else []


def draw_rings(found: VisibleIncidents, view: View, projector: Projector) -> list[Group]:
    """The ring around the symbols that stand for the incident that is open."""
    position = _position(found, view)
    marks = set(np.flatnonzero(found.marks.incident == position).tolist()) if position is not None else set()
    by = projector.enlarged
    paint = Paint(None, 1, SELECTION.colour, SELECTION.line_width * by)
    radii = found.radii
    rings = [
        Circle(
            one.x, one.y, (one.r if isinstance(one, Counted) else float(radii[one.mark])) + SELECTION.gap * by, paint
        )
        for one in found.placement.symbols
        if marks & set(one.members)
    ]
    return [Group("Chosen incident", tuple(rings))] if rings else []


def _position(found: VisibleIncidents, view: View) -> int | None:
    """The place among all incidents of the one that is open."""
    return None if view.selection is None else found.dataset.position(view.selection)


def draw_symbols(found: VisibleIncidents, view: View, projector: Projector, colours: Tokens) -> list[Group]:
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


def draw_badges(found: VisibleIncidents, projector: Projector, colours: Tokens) -> list[Group]:
    """Which of an incident's several sites each symbol stands at."""
    radii = found.radii
    shapes = [
        shape
        for one in found.badged
        for shape in site_badge(
            one.x, one.y, float(radii[one.mark]), found.badges[one.mark], colours, projector.enlarged
        )
    ]
    return [Group("Sites of one incident", tuple(shapes))] if shapes else []


def _leaders(found: VisibleIncidents, projector: Projector, colours: Tokens) -> list[Group]:
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
        Circle(float(x), float(y), LEADER.dot * by, Paint(colours.ink, 1, colours.halo_focus, LEADER.rim * by))
        for x, y in dict.fromkeys((float(x), float(y)) for _, (x, y) in courses)
    ]
    casing = Path(lines, Paint(None, 1, colours.halo_focus, (LEADER.width + LEADER.casing) * by, LEADER.casing_opacity))
    return [Group("Leader lines", (casing, Path(lines, Paint(None, 1, colours.ink, LEADER.width * by)), *dots))]


def _single(one: Single, found: VisibleIncidents, view: View, projector: Projector, colours: Tokens) -> Group:
    incident = int(found.marks.incident[one.mark])
    form = FORMS[int(found.marks.form[one.mark])]
    radius, colour = float(found.radii[one.mark]), colour_of(found.colours[incident], view)
    shapes = _symbol(one.x, one.y, radius, form, colour, colours.halo_focus, -projector.camera.bearing)
    return Group(
        name_of(found, incident), shapes, link=f"incident:{found.dataset.ids[incident]}",
        data=_data(one, found), at=(one.x, one.y),
    )  # fmt: skip


def _counted(one: Counted, found: VisibleIncidents, view: View, projector: Projector, colours: Tokens) -> Group:
    shares = tuple([(colour_of(found.values.names[value], view), count) for value, count in one.shares])
    turn = -projector.camera.bearing if one.area else 0.0
    shapes = _counted_shapes(one.x, one.y, one.r, one.count, shares, one.area, colours, turn, projector.enlarged)
    where = "somewhere in one area" if one.area else "at or near one place"
    name = f"{one.count:,} incidents {where}"
    if isinstance(shapes[-1], Text) and not box_within(shapes[-1].box, projector.box):
        shapes = shapes[:-1]  # of a number at the edge only a part would be seen: another number
    return Group(name, shapes, data=_data(one, found), at=(one.x, one.y))


@lru_cache(maxsize=8192)
def _symbol(
    x: float, y: float, radius: float, form: Form, colour: str, paper: str, turn: float
) -> tuple[Shape, ...]:  # fmt: skip
    """The shapes of a single symbol; kept, because in a film most stay as they are from day to day."""
    return tuple(symbol(x, y, radius, form, colour, paper, turn))


@lru_cache(maxsize=8192)
def _counted_shapes(
    x: float, y: float, radius: float, count: int, shares: tuple[Share, ...], area: bool, colours: Tokens, turn: float,
    by: float,
) -> tuple[Shape, ...]:  # fmt: skip
    """The shapes of a counted symbol; kept for the same reason."""
    if area:
        return tuple(counted_sign(x, y, radius, f"{count:,}", shares, colours, turn, by))
    return tuple(counted_symbol(x, y, radius, f"{count:,}", shares, colours, by))


def _data(one: Single | Counted, found: VisibleIncidents) -> tuple[tuple[str, str], ...]:
    """The true place, how many incidents are counted here, and whether a leader line ties the symbol to it."""
    longitude, latitude = found.marks.position[one.mark].tolist()
    place = (("lon", f"{longitude:.6f}"), ("lat", f"{latitude:.6f}"), ("count", str(one.count)))
    return (*place, ("leader", "1")) if one.leader else place


def name_of(found: VisibleIncidents, incident: int) -> str:
    """The incident's title; only "Incident" where the licence lets no row leave with a picture."""
    return titles(found.dataset)[incident] if found.dataset.licence.may_share_rows else "Incident"


@last_kept(8)
def titles(dataset: Dataset) -> tuple[str, ...]:
    """The titles of a dataset's incidents by position."""
    return tuple(map(str, dataset.incidents["title"]))
