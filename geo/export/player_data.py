"""What the HTML player draws, as plain values: the basemap around the view, names, symbols, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from pydantic_core import to_json

from geo.card import CardWriter
from geo.count import summary
from geo.export.export_request import ProgressCallback, ignore_progress
from geo.export.player_basemap import closest, layers, names, packed_area, steps_of, unit_of
from geo.export.player_layers import own_layers
from geo.layers.area_shapes import areas_for_browser
from geo.layers.browser_columns import day_number, days
from geo.layers.hexagons import level_of
from geo.scene.count_grid import most_in_a_cell
from geo.scene.dataset_marks import badges_of, marks_of
from geo.scene.projection import EQUATOR_M, WORLD, world
from geo.scene.scene_items import Box
from geo.scene.scene_plan import ScenePlan
from geo.scene.visible_incidents import colour_of
from geo.style.symbol_styles import SIZE_CLASSES

CLOSER, FARTHER = 4.5, 1.0


def player_data(plan: ScenePlan) -> dict[str, Any]:
    """All that the player needs but for the cards."""
    area = packed_area(plan)
    zoom = plan.projector.camera.zoom
    zooms = [max(0.0, zoom - FARTHER), min(closest(plan), zoom + CLOSER)]
    return {
        "unit": unit_of(plan),
        "sea": plan.colours.sea,
        "paper": plan.colours.halo_focus,
        "surface": plan.colours.paper_raised,
        "ink": plan.colours.ink,
        "certainly": str(plan.view.filter.match) == "certainly",
        "camera": _camera(plan, area, zooms),
        "layers": list(layers(plan, area, zooms)),
        "names": list(names(plan, area, zooms)),
        "own": list(own_layers(plan, area, zooms)),
        "counts": _counts(plan, zooms),
        **_incidents(plan),
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


def _incidents(plan: ScenePlan) -> dict[str, Any]:
    """Marks, lines and days of everything that the filter selects; the frame doesn't leave any out."""
    dataset, selection = plan.found.dataset, plan.found.selection
    place = {int(at): number for number, at in enumerate(np.flatnonzero(selection.mask))}
    frame = dataset.incidents[["date_start", "date_end"]].iloc[list(place)]
    span = summary(selection, plan.view.filter, dataset)
    lines = [line for line in marks_of(dataset).lines if line.incident in place]
    paths = [plan.projector.near(world(np.array(line.path))) for line in lines]
    steps = steps_of(np.concatenate(paths), [len(path) for path in paths], unit_of(plan)) if paths else []
    return {
        "marks": list(_marks(plan, place)),
        "lines": [
            {"incident": place[line.incident], "role": line.role, "steps": course,
             "colour": colour_of(plan.found.colours[line.incident], plan.view)}
            for line, course in zip(lines, steps, strict=True)
        ],
        "spans": np.column_stack([days(frame["date_start"]), days(frame["date_end"])]).tolist(),
        "days": [day_number(span.start), day_number(span.end)],
    }  # fmt: skip


def cards_json(plan: ScenePlan, progress: ProgressCallback = ignore_progress) -> str:
    """The evidence of the same incidents, in the same order, as a list in JSON. Each card is written as soon as it is
    made: many thousands of them together would keep the garbage collector busy."""
    dataset = plan.found.dataset
    ids = dataset.ids[plan.found.selection.mask].tolist()
    writer, written = CardWriter(dataset), []
    for at, incident in enumerate(dataset.told(ids)):
        if at % 100 == 99:
            progress(at / len(ids))
        card = writer.card(incident).to_dict()
        del card["sourceRows"]  # the player tells the evidence; whole rows would double its size
        written.append(to_json(card))
    return f"[{b','.join(written).decode()}]"


def _marks(plan: ScenePlan, place: Mapping[int, int]) -> Iterable[dict[str, Any]]:
    marks = marks_of(plan.found.dataset)
    badges = badges_of(plan.found.dataset)
    spots = (
        np.rint(plan.projector.nearest(world(marks.position)) * unit_of(plan)).astype(int).tolist()
        if len(marks.position)
        else []
    )
    around = EQUATOR_M * np.cos(np.radians(np.reshape(marks.position, (-1, 2))[:, 1]))
    for at, incident in enumerate(marks.incident.tolist()):
        if incident in place:
            yield {
                "incident": place[incident],
                "x": spots[at][0],
                "y": spots[at][1],
                "radius": round(float(marks.radius[at] / around[at] * WORLD), 6),
                "size": SIZE_CLASSES[int(marks.size[at])].radius,
                "form": int(marks.form[at]),
                "colour": colour_of(plan.found.colours[incident], plan.view),
                "site": int(marks.site[at]),
                **({"badge": badges[at]} if at in badges else {}),
            }
