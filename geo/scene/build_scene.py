"""A scene from one frozen view: everything is placed here, once, for every format."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geo.count.focus_countries import focus_countries
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.model.notice import NOTICE
from geo.scene.basemap_geometry import country
from geo.scene.callouts import PlacedCallout, draw_callouts, draw_key, key_size, placed_callouts
from geo.scene.corner_boxes import CornerBoxes
from geo.scene.dataset_marks import marks_of
from geo.scene.font_metrics import missing_words
from geo.scene.legend import draw_legend, legend_size
from geo.scene.map_elements import (
    INSET_SIZE,
    Foot,
    TitleBlock,
    draw_foot,
    draw_inset,
    draw_scale,
    draw_title,
    foot_block,
    inset_wanted,
    scale_size,
    title_block,
)
from geo.scene.north_arrow import NORTH_SIZE, draw_north, is_turned, turned_words
from geo.scene.occupied import OccupiedBoxes
from geo.scene.picture_camera import projector_for, view_id
from geo.scene.picture_options import Picture
from geo.scene.picture_text import (
    alt_words,
    citation_lines,
    licence_words,
    source_words,
    stamp_words,
    subtitle_words,
    title_words,
)
from geo.scene.projection import WORLD, world
from geo.scene.scene_items import Group, Scene, Text, flat
from geo.scene.scene_plan import (
    ScenePlan,
    country_area,
    draw_map,
    focus_area,
    map_data,
    occupied_by,
    sections_of,
    taken_places,
)
from geo.scene.text_layout import line
from geo.scene.visible_incidents import as_known, visible_incidents
from geo.style.attribution import ATTRIBUTION
from geo.style.tokens import tokens

SCHEMA = 1


@last_kept(24)
def build_scene(dataset: Dataset, view: View, picture: Picture | None = None) -> Scene:
    """The picture of a view.

    ``dataset`` is the whole one; what was known on the view's day is taken from it. Raises AtlasError where a callout
    names an unknown incident. Of letters that no font has ``unseen_words`` tells.
    """
    picture = picture or Picture()
    known_dataset = as_known(dataset, view)
    plan, title, foot = _planned(known_dataset, dataset, view, picture)
    groups = _map_groups(plan)
    if not picture.bare:
        groups += [*draw_framing(plan, title, foot)]
    return Scene(
        plan.room[0],
        plan.room[1],
        picture.sheet().scale,
        None if picture.cut_out else plan.colours.sea,
        tuple(groups),
        title_words(known_dataset, picture),
        subtitle_words(plan.found, view, picture),
        alt_words(plan.found, view, picture),
        citation_lines(plan.found, view, picture),
        plan.found.ids,
        stamp_of(dataset, view, picture),
        map_data(plan.projector),
    )


def unseen_words(scene: Scene) -> str | None:
    """A sentence about the letters of a picture that no font of the atlas has; None where all are drawn."""
    return missing_words(shape.reading for shape in flat(scene.groups) if isinstance(shape, Text))


def plan_of(dataset: Dataset, view: View, picture: Picture) -> ScenePlan:
    """The measures of a view's picture, for what is drawn in steps."""
    return _planned(as_known(dataset, view), dataset, view, picture)[0]


def stamp_of(dataset: Dataset, view: View, picture: Picture) -> dict[str, Any]:
    """What every file carries, so that it can be opened again."""
    return {
        "incident_atlas": SCHEMA,
        "dataset": dataset.id,
        "version": dataset.version,
        "view_id": view_id(dataset, view, picture),
        "view": view.model_dump(mode="json"),
        "picture": picture.model_dump(mode="json"),
        "notice": NOTICE,
    }


@last_kept(4)
def _planned(dataset: Dataset, whole: Dataset, view: View, picture: Picture) -> tuple[ScenePlan, TitleBlock, Foot]:
    """Lay out the title, whose count depends on the map's frame, and the frame, whose height depends on the
    title. Kept, because a film asks for it beside the picture that it is drawn over."""
    sheet = picture.sheet()
    room = (float(sheet.width), float(sheet.height))
    stamp = stamp_words(whole, view_id(whole, view, picture), picture)
    focus = focus_countries(whole)
    plain = picture.bare or picture.cut_out or not picture.framed
    title = title_block("", "", room[0])
    foot = foot_block([NOTICE], stamp, room[0])
    for _ in range(1 if plain else 3):
        box = (0.0, title.height, room[0], room[1] - (0 if plain else foot.height))
        projector = projector_for(dataset, view, picture, box, focus)
        allowed = _inside(dataset, focus) if picture.cut_out else None
        pointed_at, countries = [one.incident for one in picture.callouts], focus if picture.cut_out else ()
        found = visible_incidents(dataset, view, projector, allowed, pointed_at, countries)
        if plain:
            break
        title = title_block(title_words(dataset, picture), subtitle_words(found, view, picture), room[0])
        sources = f"{NOTICE}. {source_words(found, picture)}"
        words = [title_words(dataset, picture), subtitle_words(found, view, picture), sources]
        lost = missing_words(
            [*words, *(part for one in placed_callouts(found, picture) for part in (one.words, one.told))]
        )
        foot = foot_block([sources, lost or "", f"Map: {ATTRIBUTION}"], stamp, room[0])
        if box[1] == title.height and box[3] == room[1] - foot.height:
            break
    return ScenePlan(view, picture, projector, found, tokens(view.theme.value), stamp, room, focus), title, foot


def _inside(dataset: Dataset, focus: tuple[str, ...]) -> Any:
    marks = marks_of(dataset)
    if not len(marks.incident):
        return None
    area, places = country(focus), world(marks.position)
    return shapely.contains_xy(area, places) | shapely.contains_xy(area, places + np.array([WORLD, 0.0]))


def _map_groups(plan: ScenePlan) -> list[Group]:
    """Basemap, names and incidents, with the boxes on the map."""
    projector, picture, found, colours = plan.projector, plan.picture, plan.found, plan.colours
    taken = occupied_by(plan)
    boxes: list[Group] = []
    callouts: list[PlacedCallout] = placed_callouts(found, picture)
    if not picture.bare:
        boxes = _boxes(plan, taken, callouts) if not picture.cut_out else [_small_print(plan, taken)]
        boxes = [*draw_callouts(callouts, found, projector, taken, colours), *boxes]
    only = country_area(plan) if picture.cut_out else None
    return [*draw_map(plan, taken, ("Basemap", "Place names"), only), *boxes]


def _boxes(plan: ScenePlan, occupied: OccupiedBoxes, callouts: list[PlacedCallout]) -> list[Group]:
    """Legend, list of callouts, inset and scale bar, in the corners where they cover least."""
    corners = CornerBoxes(plan.box, taken_places(plan), ground=focus_area(plan))
    drawn: list[Group] = []
    sections = sections_of(plan) if plan.picture.legend else []
    if sections:
        box = corners.place(*legend_size(sections))
        if box is not None:
            drawn.append(draw_legend(sections, box, plan.colours))
    wide, high, words = scale_size(plan.projector)
    bar = corners.place(wide, high, ("bottom-left", "bottom-right", "top-left"))
    if is_turned(plan.projector.camera) and (box := corners.place(*NORTH_SIZE, ("top-left", "bottom-right"))):
        drawn.append(draw_north(box, plan.projector.camera, plan.colours))
    key = key_size(callouts)
    if key[0] and (box := corners.place(*key, ("top-left", "bottom-right", "bottom-left", "top-right"))):
        drawn.append(draw_key(callouts, box, plan.colours))
    if plan.picture.inset and inset_wanted(plan.projector, plan.focus):
        box = corners.place(*INSET_SIZE, ("bottom-right", "bottom-left", "top-left", "top-right"))
        if box is not None:
            drawn.append(draw_inset(box, plan.projector, plan.focus, plan.colours))
    if bar is not None:
        drawn.append(draw_scale(bar, wide, words, plan.colours))
    occupied.solid += corners.taken
    return drawn


def _small_print(plan: ScenePlan, occupied: OccupiedBoxes) -> Group:
    """Under a cut-out map: what must travel with it."""
    turned = turned_words(plan.projector.camera)
    cited = licence_words(plan.found.dataset, plan.picture)
    lost = missing_words(part for one in placed_callouts(plan.found, plan.picture) for part in (one.words, one.told))
    also = "".join(f"{said} " for said in (turned, lost) if said)
    words = f"{NOTICE}. {cited}{also}{plan.stamp}. Map: {ATTRIBUTION}"
    text = line(words, 10, plan.room[1] - 8, 9.0, plan.colours.muted, halo=plan.colours.paper, halo_width=2.0)
    occupied.solid.append(text.box)
    return Group("Notice", (text,))


def draw_framing(plan: ScenePlan, title: TitleBlock, foot: Foot) -> list[Group]:
    """Title and source lines."""
    if plan.picture.cut_out or not plan.picture.framed:
        return []
    return [
        *draw_title(title, plan.room[0], plan.colours),
        draw_foot(foot, plan.room[0], plan.room[1], plan.colours),
    ]
