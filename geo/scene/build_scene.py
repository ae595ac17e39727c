"""A scene from one frozen view: everything is placed here, once, for every format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from geo.count.focus_countries import focus_countries
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.model.notice import NOTICE
from geo.scene.basemap_drawing import draw_basemap
from geo.scene.basemap_geometry import country
from geo.scene.callouts import PlacedCallout, draw_callouts, draw_key, key_size, placed_callouts
from geo.scene.corner_boxes import CornerBoxes
from geo.scene.dataset_marks import marks_of
from geo.scene.discs import draw_areas, draw_discs, draw_patches
from geo.scene.font_metrics import missing_words
from geo.scene.incidents import draw_badges, draw_beside, draw_lines, draw_rings, draw_symbols
from geo.scene.legend import Section, draw_legend, legend_sections, legend_size
from geo.scene.legend_of_counts import count_sections
from geo.scene.map_counts import MapCounts, counts_of, parted_dots
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
from geo.scene.own_layer_labels import label_groups, place_labels
from geo.scene.own_layers import Days, days_of, draw_layers, own_sections
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
from geo.scene.place_labels import draw_names
from geo.scene.projection import WORLD, Projector, world
from geo.scene.scene_items import Box, Group, Item, Paint, Points, Rect, Scene, Text, flat
from geo.scene.text_layout import line
from geo.scene.visible_incidents import VisibleIncidents, as_known, visible_incidents
from geo.style.attribution import ATTRIBUTION
from geo.style.tokens import Tokens, tokens

SCHEMA = 1


@dataclass(frozen=True, slots=True, eq=False)
class ScenePlan:
    """The measures of a picture before anything is drawn."""

    view: View
    picture: Picture
    projector: Projector
    found: VisibleIncidents
    colours: Tokens
    stamp: str
    room: tuple[float, float]
    focus: tuple[str, ...]
    """The countries that are set off."""
    own_days: Days | None = None
    """The days whose features of own layers are drawn; None for those of the view."""

    @property
    def days(self) -> Days:
        """First and last day of what is drawn of own layers; None for no bound."""
        return self.own_days or days_of(self.view)

    @property
    def box(self) -> Box:
        """The box of the map."""
        return self.projector.box

    @property
    def counts(self) -> MapCounts:
        """What the map counts instead of drawing single symbols."""
        return counts_of(self.found, self.projector, self.view.theme.value)


@lru_cache(maxsize=24)
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


def draw_incidents(plan: ScenePlan, *, in_patches: bool = False) -> list[Group]:
    """Own layers under uncertainty and symbols of what a plan shows; discs in patches (``draw_patches``), if that is asked
    for."""
    found, view, projector = plan.found, plan.view, plan.projector
    discs = draw_patches if in_patches else draw_discs
    grounds = (
        *discs(found, view, projector), *draw_areas(found, view, projector), *draw_lines(found, view, projector),
        *draw_beside(found, view, projector),
    )  # fmt: skip
    symbols = (
        *draw_symbols(found, view, projector, plan.colours), *draw_rings(found, view, projector),
        *draw_badges(found, projector, plan.colours),
    )  # fmt: skip
    own = draw_layers(view, projector, plan.colours, plan.days)
    return [*own, *plan.counts.groups, Group("Uncertainty", grounds), Group("Incidents", symbols, clip=plan.box)]


def map_data(projector: Projector) -> tuple[tuple[str, str], ...]:
    """Camera and box of a map, for programs that read the picture: longitude, latitude, zoom in layout pixels (tiles
    of 512), bearing; x, y, width, height."""
    camera, (left, top, right, bottom) = projector.camera, projector.box
    zoom = float(np.log2(projector.scale))
    return (
        ("camera", f"{camera.longitude:.7f},{camera.latitude:.7f},{zoom:.7f},{camera.bearing:.4f}"),
        ("map", ",".join(f"{value:.2f}" for value in (left, top, right - left, bottom - top))),
    )


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


def _planned(dataset: Dataset, whole: Dataset, view: View, picture: Picture) -> tuple[ScenePlan, TitleBlock, Foot]:
    """Lay out the title, whose count depends on the map's frame, and the frame, whose height depends on the
    title."""
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
    only = _cut(plan) if picture.cut_out else None
    taken = occupied_by(plan)
    boxes: list[Group] = []
    callouts: list[PlacedCallout] = placed_callouts(found, picture)
    if not picture.bare:
        boxes = _boxes(plan, taken, callouts) if not picture.cut_out else [_small_print(plan, taken)]
        boxes = [*draw_callouts(callouts, found, projector, taken, colours), *boxes]
    labels = label_groups(place_labels(plan.view, projector, colours, plan.days, taken))
    dots, names = draw_names(projector, colours, plan.focus, picture.names, taken, only)
    below, above = parted_dots(dots, plan.counts)
    return [
        Group("Basemap", (*_sea(plan), *draw_basemap(projector, colours, plan.focus, only), *below)),
        *draw_incidents(plan),
        Group("Place names", (*above, *names)),
        *labels,
        *boxes,
    ]


def taken_places(plan: ScenePlan) -> Points:
    """Middles of what no box should cover: symbols, hexagons, governorates, the places of what makes a surface."""
    return np.concatenate([plan.found.middles, plan.counts.middles])


def sections_of(plan: ScenePlan) -> list[Section]:
    """The legend of a picture: the scale of its counts, what its symbols say, then own layers."""
    return [
        *count_sections(plan.counts), *legend_sections(plan.found, plan.view, plan.projector, plan.colours),
        *own_sections(plan.view, plan.projector, plan.colours, plan.days),
    ]  # fmt: skip


def focus_area(plan: ScenePlan) -> shapely.Geometry:
    """The countries that the dataset is about, in layout pixels, roughly."""
    return shapely.simplify(_cut(plan), 2.0)


def _cut(plan: ScenePlan) -> shapely.Geometry:
    area = country(plan.focus)
    middle = np.array([[(area.bounds[0] + area.bounds[2]) / 2, 0.0]])
    moved = plan.projector.near(middle) - middle
    return shapely.transform(area, lambda points: plan.projector.from_world(points + moved))


def _sea(plan: ScenePlan) -> list[Item]:
    left, top, right, bottom = plan.box
    if plan.picture.cut_out:
        return []
    return [Group("Water", (Rect(left, top, right - left, bottom - top, Paint(plan.colours.sea)),))]


def occupied_by(plan: ScenePlan) -> OccupiedBoxes:
    """What the symbols take: names step aside for them, and never lie over a number or the middle of a symbol."""
    found = plan.found
    taken = OccupiedBoxes(marks=[(x - r, y - r, x + r, y + r) for x, y, r in found.discs], discs=list(found.discs))
    for at, (x, y, r) in enumerate(found.discs):
        wide, high = 0.55 * r, 0.55 * r
        if at < len(found.placement.counted):
            wide, high = 0.75 * r, min(0.75 * r, 8.0 * found.enlarged)
        taken.solid.append((x - wide, y - high, x + wide, y + high))
    taken.solid += plan.counts.number_boxes
    return taken


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
