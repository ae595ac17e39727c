"""A scene from one frozen view: everything is placed here, once, for every format."""

from __future__ import annotations

from typing import Any

from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import last_kept
from geo.model.notice import NOTICE
from geo.scene.callouts import PlacedCallout, draw_callouts, key_sections, placed_callouts
from geo.scene.font_metrics import missing_words
from geo.scene.framing import Foot, TitleBlock, draw_foot, draw_title
from geo.scene.legend_box import LEGEND, left_out_words
from geo.scene.legend_place import draw_beside_map, draw_on_map
from geo.scene.map_elements import INSET_SIZE, draw_inset, inset_wanted, place_scale
from geo.scene.north_arrow import NORTH_SIZE, draw_north, is_turned, turned_words
from geo.scene.occupied import OccupiedBoxes
from geo.scene.picture_camera import view_id
from geo.scene.picture_layout import corners_of, legend_of, planned
from geo.scene.picture_options import Picture
from geo.scene.picture_text import (
    alt_words,
    citation_lines,
    licence_words,
    subtitle_words,
    title_words,
)
from geo.scene.scene_items import Group, Scene, Text, flat, scaled_group
from geo.scene.scene_plan import (
    ScenePlan,
    country_area,
    draw_map,
    map_data,
    occupied_by,
)
from geo.scene.text_layout import line, wrapped
from geo.scene.visible_incidents import as_known
from geo.style.attribution import ATTRIBUTION
from geo.style.fonts import REGULAR

SCHEMA = 1


@last_kept(24)
def build_scene(dataset: Dataset, view: View, picture: Picture | None = None) -> Scene:
    """The picture of a view.

    ``dataset`` is the whole one; what was known on the view's day is taken from it. Raises AtlasError where a callout
    names an unknown incident. Of letters that no font has ``unseen_words`` tells.
    """
    picture = picture or Picture()
    known_dataset = as_known(dataset, view)
    plan, title, foot = planned(known_dataset, dataset, view, picture)
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
        (*citation_lines(plan.found, view, picture), *_lacking(plan, groups)),
        plan.found.ids,
        stamp_of(dataset, view, picture),
        map_data(plan.projector),
    )


def _lacking(plan: ScenePlan, groups: list[Group]) -> list[str]:
    """For the notes: what the legend had no room for."""
    drawn = next((group.words for group in groups if group.name == LEGEND), None)
    said = "" if drawn is None else left_out_words(legend_of(plan), drawn)
    return [said] if said else []


def unseen_words(scene: Scene) -> str | None:
    """A sentence about the letters of a picture that no font of the atlas has; None where all are drawn."""
    return missing_words(shape.reading for shape in flat(scene.groups) if isinstance(shape, Text))


def plan_of(dataset: Dataset, view: View, picture: Picture) -> ScenePlan:
    """The measures of a view's picture, for what is drawn in steps."""
    return planned(as_known(dataset, view), dataset, view, picture)[0]


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


def _map_groups(plan: ScenePlan) -> list[Group]:
    """Basemap, names and incidents, with the boxes on the map."""
    projector, picture, found, colours = plan.projector, plan.picture, plan.found, plan.colours
    taken = occupied_by(plan)
    boxes: list[Group] = []
    callouts: list[PlacedCallout] = placed_callouts(found, picture)
    if not picture.bare:
        boxes = _boxes(plan, taken, callouts) if not picture.cut_out else [_small_print(plan, taken)]
        boxes = [*draw_callouts(callouts, found, projector, taken, colours, picture.type_sizes.enlarged), *boxes]
    only = country_area(plan) if picture.cut_out else None
    return [*draw_map(plan, taken, ("Basemap", "Place names"), only), *boxes]


def _boxes(plan: ScenePlan, occupied: OccupiedBoxes, callouts: list[PlacedCallout]) -> list[Group]:
    """Legend, list of callouts, inset and scale bar, in the corners where they cover least, or beside the map."""
    by, colours = plan.picture.type_sizes.enlarged, plan.colours
    corners = corners_of(plan)
    placed, key = legend_of(plan), key_sections(callouts, colours)
    drawn: list[Group] = []
    if plan.beside is not None:
        drawn += draw_beside_map(placed, key, plan.beside, by, colours)
    else:
        drawn += draw_on_map(placed, key, corners, by, colours)
    bar = place_scale(plan.projector, by, corners, colours)
    north = (NORTH_SIZE[0] * by, NORTH_SIZE[1] * by)
    if is_turned(plan.projector.camera) and (box := corners.place(*north, ("top-left", "bottom-right"))):
        drawn.append(scaled_group(draw_north(plan.projector.camera, colours), by, *box[:2]))
    if plan.picture.inset and inset_wanted(plan.projector, plan.focus):
        box = corners.place(*INSET_SIZE, ("bottom-right", "bottom-left", "top-left", "top-right"))
        if box is not None:
            drawn.append(draw_inset(box, plan.projector, plan.focus, colours))
    drawn += bar
    occupied.solid += corners.taken
    occupied.walls += corners.taken
    return drawn


def _small_print(plan: ScenePlan, occupied: OccupiedBoxes) -> Group:
    """Under a cut-out map: what must travel with it."""
    turned = turned_words(plan.projector.camera)
    cited = licence_words(plan.found.dataset, plan.picture)
    lost = missing_words(part for one in placed_callouts(plan.found, plan.picture) for part in (one.words, one.told))
    also = "".join(f"{said} " for said in (turned, lost) if said)
    words = f"{NOTICE}. {cited}{also}{plan.stamp}. Map: {ATTRIBUTION}"
    size = 0.9 * plan.picture.type_sizes.pixels("source")
    rows = wrapped(words, REGULAR, size, plan.room[0] - 2 * size)
    texts = [
        line(row, size, plan.room[1] - (0.85 + 1.3 * below) * size, size, plan.colours.muted, halo=plan.colours.paper,
             halo_width=0.22 * size)
        for below, row in enumerate(reversed(rows))
    ]  # fmt: skip
    occupied.solid += [text.box for text in texts]
    return Group("Notice", tuple(reversed(texts)))


def draw_framing(plan: ScenePlan, title: TitleBlock, foot: Foot) -> list[Group]:
    """Title and source lines."""
    if plan.picture.cut_out or not plan.picture.framed:
        return []
    return [
        *draw_title(title, plan.room[0], plan.colours),
        draw_foot(foot, plan.room[0], plan.room[1], plan.colours),
    ]
