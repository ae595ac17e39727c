"""What the HTML player draws, as plain values: the basemap around the view, names, symbols, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.basemap.packed_features import Shapes
from geo.card.card import evidence_card
from geo.count import summary
from geo.export.export_request import ProgressCallback, ignore_progress
from geo.layers.area_shapes import areas_for_browser
from geo.layers.browser_columns import day_number, days
from geo.layers.hexagons import level_of
from geo.model.dataset import Dataset
from geo.scene.basemap_drawing import as_lines, rings_of
from geo.scene.basemap_geometry import BasemapFile, basemap_file, chosen, copies, in_box
from geo.scene.build_scene import ScenePlan
from geo.scene.count_grid import most_in_a_cell
from geo.scene.dataset_marks import badges_of, marks_of
from geo.scene.place_labels import name_of
from geo.scene.projection import EQUATOR_M, WORLD, world
from geo.scene.scene_items import Box, Points
from geo.scene.visible_incidents import colour_of
from geo.style.basemap_layers import LAYERS
from geo.style.layer_types import Dot, Fill, Label, Line, Stops
from geo.style.symbol_styles import SIZE_CLASSES

UNIT = 4096
"""Steps to a pixel of the world: a third of a pixel at the closest zoom."""
_AROUND = 1.6
"""How far beyond the view the basemap is packed, in widths and heights of it."""
CLOSER, FARTHER = 4.5, 1.0


def player_data(plan: ScenePlan, progress: ProgressCallback = ignore_progress) -> dict[str, Any]:
    """All that the player needs."""
    area = _area(plan)
    zoom = plan.projector.camera.zoom
    zooms = [max(0.0, zoom - FARTHER), min(10.0, zoom + CLOSER)]
    return {
        "unit": UNIT,
        "sea": plan.colours.sea,
        "paper": plan.colours.halo_focus,
        "surface": plan.colours.paper_raised,
        "ink": plan.colours.ink,
        "certainly": str(plan.view.filter.match) == "certainly",
        "camera": _camera(plan, area, zooms),
        "layers": list(_layers(plan, area, zooms)),
        "names": list(_names(plan, area, zooms)),
        "counts": _counts(plan, zooms),
        **_incidents(plan, progress),
    }


def _counts(plan: ScenePlan, zooms: list[float]) -> dict[str, Any] | None:
    """How the player counts, where the view shows counts: by whole zoom level the highest count of a cell, which the
    classes follow from."""
    grid = plan.found.grid
    if grid is None:
        return None
    dataset = plan.found.dataset
    by_area = {}
    if grid.areas:
        code = grid.areas.code[plan.found.selection.mask].tolist()
        by_area = {"areas": areas_for_browser(grid.areas), "code": code, "mostInOne": grid.most}
    return by_area | {
        "mode": str(grid.mode),
        "theme": plan.view.theme.value,
        "ground": plan.colours.paper,
        "latitude": plan.projector.camera.latitude,
        "most": {
            level: most_in_a_cell(dataset, plan.view, level)
            for level in range(level_of(zooms[0]), level_of(zooms[1]) + 1)
        },
    }


def _area(plan: ScenePlan) -> Box:
    left, top, right, bottom = plan.projector.world_box()
    wide, high = (right - left) * _AROUND, (bottom - top) * _AROUND
    middle, reach = (left + right) / 2, max((right - left) / 2, WORLD / 2)  # more would show the same again
    west, east = max(left - wide, middle - reach), min(right + wide, middle + reach)
    return west, max(0.0, top - high), east, min(WORLD, bottom + high)


def _camera(plan: ScenePlan, area: Box, zooms: list[float]) -> dict[str, Any]:
    camera, box = plan.projector.camera, plan.box
    x, y = world(np.array([[camera.longitude, camera.latitude]]))[0].tolist()
    start = {"x": x, "y": y, "zoom": camera.zoom, "bearing": camera.bearing}
    inner = plan.projector.world_box()
    room = [
        area[0] / 2 + inner[0] / 2,
        area[1] / 2 + inner[1] / 2,
        area[2] / 2 + inner[2] / 2,
        area[3] / 2 + inner[3] / 2,
    ]
    size = {"width": box[2] - box[0], "height": box[3] - box[1]}
    return {"start": start | size, "area": room, "zooms": zooms}


def _layers(plan: ScenePlan, area: Box, zooms: list[float]) -> Iterable[dict[str, Any]]:
    for layer in LAYERS:
        if not isinstance(layer, (Fill, Line)) or layer.min_zoom > zooms[1] or layer.max_zoom <= zooms[0]:
            continue
        file = basemap_file(layer.file)
        shapes = np.concatenate([_moved(file.shapes[found], by) for found, by in _seen(file, layer, plan, area)])
        if isinstance(layer, Line):
            shapes = as_lines(shapes)
        cut = shapely.clip_by_rect(shapely.simplify(shapes, 0.4 / 2 ** zooms[1]), *area)
        rings = [_steps(ring) for one in cut for ring in rings_of(one)]
        rings = [ring for ring in rings if len(ring) > 2]
        if rings:
            yield {"zooms": [layer.min_zoom, layer.max_zoom], "rings": rings, **_look(layer, plan)}


def _seen(
    file: BasemapFile, layer: Fill | Line | Label, plan: ScenePlan, area: Box
) -> Iterable[tuple[npt.NDArray[np.int64], float]]:
    """Features of a layer in the packed area, for each copy of the world that it reaches, and by how much the copy is
    moved."""
    members = chosen(layer.file, layer.where, layer.focus, plan.focus)
    for moved in copies(area):
        yield in_box(file, members, (area[0] - moved, area[1], area[2] - moved, area[3])), moved


def _moved(shapes: Shapes, by: float) -> Shapes:
    return (
        shapes
        if by == 0
        else np.asarray(shapely.transform(shapes, lambda points: points + np.array([by, 0.0])), dtype=object)
    )


def _look(layer: Fill | Line, plan: ScenePlan) -> dict[str, Any]:
    colour = getattr(plan.colours, layer.colour)
    if isinstance(layer, Fill):
        return {"fill": True, "colour": colour}
    return {
        "fill": False,
        "colour": colour,
        "width": _stops(layer.width),
        "dash": list(layer.dash),
        "blur": layer.blur,
        "opacity": layer.opacity,
        "round": layer.round_caps and not layer.dash,
    }


def _stops(stops: Stops) -> dict[str, Any]:
    return {"at": [list(stop) for stop in stops.at], "base": stops.base}


def _steps(points: Points) -> list[int]:
    """Whole steps from place to place, the first from the world's corner."""
    whole = np.rint(points * UNIT).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    moved = np.any(steps != 0, axis=1)
    moved[0] = True
    return [int(step) for step in steps[moved].ravel()]


def _names(plan: ScenePlan, area: Box, zooms: list[float]) -> Iterable[dict[str, Any]]:
    """Layers of names, those that matter most first."""
    for layer in reversed(LAYERS):
        if not isinstance(layer, Label) or layer.along_line:
            continue
        file = basemap_file(layer.file)
        features = [
            _name(layer, file.properties[at], file.shapes[at], plan, moved)
            for found, moved in _seen(file, layer, plan, area)
            for at in found
            if file.properties[at]["z"] <= zooms[1]
        ]
        if features:
            yield {
                "size": _stops(layer.size),
                "weight": layer.face.weight,
                "slant": layer.face.slant,
                "colour": getattr(plan.colours, layer.colour),
                "halo": getattr(plan.colours, layer.halo_in_focus or layer.halo),
                "haloWidth": layer.halo_width,
                "spacing": layer.spacing,
                "upper": layer.upper,
                "gap": layer.gap,
                "dotFill": plan.colours.dot_fill,
                "dotRim": plan.colours.label_airport if layer.file == "airports" else plan.colours.dot,
                "features": features,
            }


def _name(
    layer: Label, properties: Mapping[str, Any], shape: shapely.Geometry, plan: ScenePlan, moved: float
) -> list[Any]:
    x, y = np.rint((shapely.get_coordinates(shape)[0] + [moved, 0.0]) * UNIT).astype(int).tolist()
    name = name_of(properties, plan.picture.names)
    anchor = properties.get("anchor", "") if layer.gap else ""
    return [x, y, name, properties["z"], properties.get("until", 24), anchor, _dot(layer, properties)]


def _dot(layer: Label, properties: Mapping[str, Any]) -> list[float] | None:
    """Radius, rim and core of a name's dot."""
    dots = [dot for dot in LAYERS if isinstance(dot, Dot) and dot.file == layer.file and not dot.where]
    if not dots or not layer.gap:
        return None
    rank = properties.get("rank")
    radius, rim = ((values[None] if None in values else values[rank]) for values in (dots[0].radius, dots[0].rim_width))
    return [radius, rim, 1.3 if rank == 1 else 0.0]


def _incidents(plan: ScenePlan, progress: ProgressCallback) -> dict[str, Any]:
    """Marks, lines, days and evidence of everything that the filter selects; the frame doesn't leave any
    out."""
    dataset, selection = plan.found.dataset, plan.found.selection
    place = {int(at): number for number, at in enumerate(np.flatnonzero(selection.mask))}
    frame = dataset.incidents.iloc[list(place)]
    span = summary(selection, plan.view.filter, dataset)
    return {
        "marks": list(_marks(plan, place)),
        "lines": [
            {"incident": place[line.incident], "role": line.role, "steps": _steps(plan.projector.near(world(np.array(line.path)))),
             "colour": colour_of(plan.found.colours[line.incident], plan.view)}
            for line in marks_of(dataset).lines
            if line.incident in place
        ],
        "spans": np.column_stack([days(frame["date_start"]), days(frame["date_end"])]).tolist(),
        "days": [day_number(span.start), day_number(span.end)],
        "cards": list(_cards(dataset, dataset.ids[list(place)].tolist(), progress)),
    }  # fmt: skip


def _cards(dataset: Dataset, ids: list[str], progress: ProgressCallback) -> Iterable[dict[str, Any]]:
    for at, incident in enumerate(dataset.several(ids)):
        if at % 100 == 99:
            progress(at / len(ids))
        card = evidence_card(dataset, incident).to_dict()
        del card["sourceRows"]  # the player tells the evidence; whole rows would double its size
        yield card


def _marks(plan: ScenePlan, place: Mapping[int, int]) -> Iterable[dict[str, Any]]:
    marks = marks_of(plan.found.dataset)
    badges = badges_of(plan.found.dataset)
    spots = (
        np.rint(plan.projector.nearest(world(marks.position)) * UNIT).astype(int).tolist()
        if len(marks.position)
        else []
    )
    for at, incident in enumerate(marks.incident.tolist()):
        if incident in place:
            around = EQUATOR_M * np.cos(np.radians(marks.position[at][1]))
            yield {
                "incident": place[incident],
                "x": spots[at][0],
                "y": spots[at][1],
                "radius": round(float(marks.radius[at] / around * WORLD), 6),
                "size": SIZE_CLASSES[int(marks.size[at])].radius,
                "form": int(marks.form[at]),
                "colour": colour_of(plan.found.colours[incident], plan.view),
                "site": int(marks.site[at]),
                **({"badge": badges[at]} if at in badges else {}),
            }
