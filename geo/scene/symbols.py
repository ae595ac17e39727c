"""Incidents drawn: discs of uncertainty, routes, joints, areas, symbols, the ring of the selection.

The browser paints the same on the graphics card (``geo/ui/assets/map/shaders.js``): a symbol's edge lies
half a pixel within its radius there, because it is softened inwards, and so it does here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import shapely

from geo.filter.view import View
from geo.layers.marks import Line
from geo.model.dataset import Dataset
from geo.scene.basemap import rings_of
from geo.scene.items import Box, Circle, Group, Paint, Path, Points, Shape
from geo.scene.projection import Projector
from geo.scene.shown import Shown, colour_of
from geo.style.symbols import (
    AREA,
    FORM_STYLES,
    JOINT,
    ROUTE,
    SELECTION,
    SIZE_CLASSES,
    UNCERTAINTY,
    Form,
    FormStyle,
)
from geo.style.tokens import Tokens

_SOFT = 0.5
_RIM_SOFT = 0.4
_FORMS = tuple(Form)


@lru_cache(maxsize=4096)
def mix(over: str, under: str, opacity: float) -> str:
    """One colour laid over another, as one colour."""
    pairs = [(int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def symbol(x: float, y: float, radius: float, form: Form, colour: str, paper: str, turn: float = 0.0) -> list[Shape]:
    """One symbol; ``turn`` (degrees clockwise) turns what is not round."""
    style = FORM_STYLES[form]
    if style.shape == "rounded_square":
        return _square(x, y, radius, style, colour, paper, turn)
    outer, rim = radius - _SOFT, style.rim_width - _RIM_SOFT
    core = mix(colour, paper, style.core_opacity)
    if style.rim == "paper":
        return [Circle(x, y, outer, Paint(fill=paper)), Circle(x, y, outer - rim, Paint(fill=core))]
    middle = outer - rim / 2
    ring = Paint(None, 1, colour, rim, 1, _dashes(2 * np.pi * middle, style))
    ground = [Circle(x, y, outer, Paint(fill=paper))] if style.dashes else []
    return [*ground, Circle(x, y, outer - rim / 2, Paint(fill=core)), Circle(x, y, middle, ring)]


def _dashes(around: float, style: FormStyle) -> tuple[float, ...]:
    if not style.dashes:
        return ()
    step = float(around / style.dashes)
    return (step * style.dash_share, step * (1 - style.dash_share))


def _square(x: float, y: float, radius: float, style: FormStyle, colour: str, paper: str, turn: float) -> list[Shape]:
    """The sign for "somewhere in this area": a box with round corners, its rim in dashes seen from the
    middle."""
    edge, dashes = _square_lines(radius, style, turn)
    place = np.array([x, y])
    ground = Path((edge + place,), Paint(fill=mix(colour, paper, style.core_opacity)), closed=True)
    rim = Paint(None, 1, colour, style.rim_width - _RIM_SOFT)
    return [ground, Path(tuple(part + place for part in dashes), rim)]


@lru_cache(maxsize=256)
def _square_lines(radius: float, style: FormStyle, turn: float) -> tuple[Points, tuple[Points, ...]]:
    """Edge and dashes of the sign around the origin."""
    half = radius * style.scale
    rim = style.rim_width - _RIM_SOFT
    edge = _rounded(half - _SOFT, style.corner)
    middle = _rounded(half - _SOFT - rim / 2, style.corner - rim / 2)
    angle = np.radians(turn)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return edge @ turned.T, tuple(part @ turned.T for part in _cut_by_angle(middle, style))


def _rounded(half: float, corner: float) -> Points:
    """A square around the origin with round corners, as a fine ring that begins at its left."""
    corner = max(corner, 0.01)
    quarter = np.linspace(0, np.pi / 2, 6)
    inner = half - corner
    arcs = []
    for start, cx, cy in ((np.pi, -1, -1), (1.5 * np.pi, 1, -1), (0, 1, 1), (np.pi / 2, -1, 1)):
        angle = start + quarter
        arcs.append(np.column_stack([cx * inner + corner * np.cos(angle), cy * inner + corner * np.sin(angle)]))
    ring = np.concatenate(arcs)
    return np.concatenate([ring, ring[:1]])


def _cut_by_angle(ring: Points, style: FormStyle) -> Iterable[Points]:
    """The stretches of a ring that lie within the dashes' angles."""
    turns = np.unwrap(np.arctan2(ring[:, 1], ring[:, 0])) / (2 * np.pi)
    grid = np.linspace(turns[0], turns[-1], 721)
    fine = np.column_stack([np.interp(grid, turns, ring[:, axis]) for axis in (0, 1)])
    drawn = ((-grid * style.dashes) % 1.0) < style.dash_share
    edges = np.flatnonzero(np.diff(drawn.astype(np.int8))) + 1
    for part in np.split(np.arange(len(grid)), edges):
        if drawn[part[0]] and len(part) > 1:
            yield fine[part[[0, *range(1, len(part) - 1, 6), -1]]]


def draw_discs(found: Shown, view: View, projector: Projector) -> list[Group]:
    """The discs within which the true places lie."""
    made = []
    for at in np.flatnonzero(found.marks.radius > 0):
        _longitude, latitude = found.marks.position[at]
        radius = float(found.marks.radius[at]) / projector.metres(float(latitude))
        colour = colour_of(found.colours[found.marks.incident[at]], view)
        x, y = map(float, found.home[at])
        width = UNCERTAINTY.line_width * projector.enlarged
        fill = Paint(fill=colour, fill_opacity=UNCERTAINTY.fill_opacity)
        ring = Paint(None, 1, colour, width, UNCERTAINTY.line_opacity)
        name = _name(found, int(found.marks.incident[at]))
        made.append(Group(f"Area of {name}", _disc(x, y, radius, width, fill, ring, projector.box)))
    return made


def _disc(x: float, y: float, radius: float, width: float, fill: Paint, ring: Paint, box: Box) -> tuple[Shape, ...]:
    """A disc with its rim; one that crosses the edge of the map is cut there."""
    left, top, right, bottom = box
    if left <= x - radius and x + radius <= right and top <= y - radius and y + radius <= bottom:
        return Circle(x, y, max(radius - width / 2, 0), fill), Circle(x, y, radius, ring)
    whole = shapely.Point(x, y).buffer(radius, quad_segs=64)
    area, rim = (shapely.clip_by_rect(part, *box) for part in (whole, shapely.boundary(whole)))
    parts: list[Shape] = [Path(tuple(rings_of(area)), fill, closed=True)] if not area.is_empty else []
    return (*parts, Path(tuple(rings_of(rim)), ring)) if not rim.is_empty else tuple(parts)


def draw_lines(found: Shown, view: View, projector: Projector) -> list[Group]:
    """Outlines of areas, routes on their casings, lines that join the sites of one incident."""
    order = {"area": 0, "route": 1, "joint": 2}
    lines = sorted(found.lines, key=lambda line: order[line.role])
    return [_line(line, found, view, projector) for line in lines]


def _line(line: Line, found: Shown, view: View, projector: Projector) -> Group:
    by = projector.enlarged
    colour = colour_of(found.colours[line.incident], view)
    drawn = shapely.LineString(projector.course(np.array(line.path)))
    course = tuple(rings_of(shapely.clip_by_rect(drawn, *projector.box)))
    name = _name(found, line.incident)
    if line.role == "route":
        dash = tuple(step * ROUTE.line_width * by for step in ROUTE.dash)
        casing = Paint(None, 1, colour, ROUTE.casing_width * by, ROUTE.casing_opacity, (), True)
        stroke = Paint(None, 1, colour, ROUTE.line_width * by, 1, dash)
        return Group(f"Route of {name}", (Path(course, casing), Path(course, stroke)))
    if line.role == "area":
        dash = tuple(step * AREA.line_width * by for step in AREA.dash)
        inner = shapely.clip_by_rect(shapely.make_valid(shapely.Polygon(drawn.coords)), *projector.box)
        ground = Path(tuple(rings_of(inner)), Paint(fill=colour, fill_opacity=AREA.fill_opacity), closed=True)
        return Group(f"Area of {name}", (ground, Path(course, Paint(None, 1, colour, AREA.line_width * by, 1, dash))))
    stroke = Paint(None, 1, colour, JOINT.line_width * by, JOINT.opacity)
    return Group(f"Sites of {name}", (Path(course, stroke),))


def radius_of(found: Shown, at: int) -> float:
    """Radius of a mark's symbol, in pixels of the screen."""
    return SIZE_CLASSES[int(found.marks.size[at])].radius


def draw_halo(found: Shown, view: View, projector: Projector) -> list[Group]:
    """The ring around the incident that is open."""
    rings = []
    for at in range(len(found.marks.incident)):
        if _ids(found.dataset)[found.marks.incident[at]] == view.selection:
            x, y = map(float, found.at[at])
            red, green, blue, alpha = SELECTION.color
            paint = Paint(
                None,
                1,
                f"#{red:02x}{green:02x}{blue:02x}",
                SELECTION.line_width * projector.enlarged,
                alpha / 255,
            )
            rings.append(Circle(x, y, (radius_of(found, at) + HALO_GAP) * projector.enlarged, paint))
    return [Group("Chosen incident", tuple(rings))] if rings else []


HALO_GAP = 5.0
"""Pixels between a symbol's radius and the middle of the ring (``marksOf`` in
``geo/ui/assets/map/map.js``)."""


def draw_symbols(found: Shown, view: View, projector: Projector, colours: Tokens) -> list[Group]:
    """Every symbol, each in a group with its incident's name."""
    made = []
    for at in range(len(found.marks.incident)):
        x, y = map(float, found.at[at])
        incident = int(found.marks.incident[at])
        colour = colour_of(found.colours[incident], view)
        form = _FORMS[int(found.marks.form[at])]
        radius = radius_of(found, at) * projector.enlarged
        shapes = symbol(x, y, radius, form, colour, colours.halo_focus, -projector.camera.bearing)
        record = _ids(found.dataset)[incident]
        made.append(Group(_name(found, incident), tuple(shapes), link=f"incident:{record}"))
    return made


def _name(found: Shown, incident: int) -> str:
    """The incident's title; only "Incident" where the licence lets no row leave with a picture."""
    return _titles(found.dataset)[incident] if found.dataset.licence.may_share_rows else "Incident"


@lru_cache(maxsize=8)
def _titles(dataset: Dataset) -> tuple[str, ...]:
    return tuple(map(str, dataset.incidents["title"]))


@lru_cache(maxsize=8)
def _ids(dataset: Dataset) -> tuple[str, ...]:
    return tuple(map(str, dataset.incidents.index))
