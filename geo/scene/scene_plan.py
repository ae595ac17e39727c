"""The measures of a picture, and what is drawn by them of its map: ground, incidents, names; not the boxes on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geo.filter.view import View
from geo.scene.basemap_drawing import draw_basemap
from geo.scene.basemap_geometry import country
from geo.scene.discs import draw_areas, draw_discs, draw_patches
from geo.scene.incidents import draw_badges, draw_beside, draw_lines, draw_rings, draw_symbols
from geo.scene.legend import Section, legend_sections
from geo.scene.legend_of_counts import count_sections
from geo.scene.map_counts import MapCounts, counts_of, parted_dots
from geo.scene.occupied import OccupiedBoxes
from geo.scene.own_layer_labels import label_groups, place_labels
from geo.scene.own_layers import Days, days_of, draw_layers, own_sections
from geo.scene.picture_options import Picture
from geo.scene.place_labels import draw_names
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Group, Paint, Points, Rect
from geo.scene.symbols import badge_box
from geo.scene.visible_incidents import VisibleIncidents
from geo.style.tokens import Tokens


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
    beside: Box | None = None
    """Where legend and list of callouts stand beside the map; None where they are on it."""

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


def draw_map(
    plan: ScenePlan, taken: OccupiedBoxes, titles: tuple[str, str], only: shapely.Geometry | None = None
) -> list[Group]:
    """A map without its boxes, whose places are in ``taken``: ground, incidents, names of places and labels. ``titles``
    are those of the groups of ground and names; ``only`` cuts the ground to an area, without a sea."""
    projector, colours = plan.projector, plan.colours
    left, top, right, bottom = plan.box
    water = Group("Water", (Rect(left, top, right - left, bottom - top, Paint(colours.sea)),))
    sea = [water] if only is None else []
    sizes = plan.picture.type_sizes
    labels = label_groups(place_labels(plan.view, projector, colours, plan.days, taken, sizes))
    named = projector.named_as(sizes.enlarged) if sizes.enlarged != projector.enlarged else projector
    dots, names = draw_names(named, colours, plan.focus, plan.picture.names, taken, only, sizes.pixels("name"))
    below, above = parted_dots(dots, plan.counts)
    return [
        Group(titles[0], (*sea, *draw_basemap(projector, colours, plan.focus, only), *below)),
        *draw_incidents(plan),
        Group(titles[1], (*above, *names)),
        *labels,
    ]


def map_data(projector: Projector) -> tuple[tuple[str, str], ...]:
    """Camera and box of a map, for programs that read the picture: longitude, latitude, zoom in layout pixels (tiles
    of 512), bearing; x, y, width, height."""
    camera, (left, top, right, bottom) = projector.camera, projector.box
    zoom = float(np.log2(projector.scale))
    return (
        ("camera", f"{camera.longitude:.7f},{camera.latitude:.7f},{zoom:.7f},{camera.bearing:.4f}"),
        ("map", ",".join(f"{value:.2f}" for value in (left, top, right - left, bottom - top))),
    )


def taken_places(plan: ScenePlan) -> Points:
    """Middles of what no box should cover: symbols, hexagons, governorates, the places of what makes a surface."""
    return np.concatenate([plan.found.middles, plan.counts.middles])


def signs_of(plan: ScenePlan) -> float:
    """Size of the symbols of the map in those of a legend."""
    return plan.projector.enlarged / plan.picture.type_sizes.enlarged


def sections_of(plan: ScenePlan) -> list[Section]:
    """The legend of a picture: the scale of its counts, what its symbols say, then own layers."""
    return [
        *count_sections(plan.counts), *legend_sections(plan.found, plan.view, plan.projector, plan.colours, signs_of(plan)),
        *own_sections(plan.view, plan.projector, plan.colours, plan.days),
    ]  # fmt: skip


def country_area(plan: ScenePlan) -> shapely.Geometry:
    """The countries that the dataset is about, in layout pixels."""
    area = country(plan.focus)
    middle = np.array([[(area.bounds[0] + area.bounds[2]) / 2, 0.0]])
    moved = plan.projector.near(middle) - middle
    return shapely.transform(area, lambda points: plan.projector.from_world(points + moved))


def focus_area(plan: ScenePlan) -> shapely.Geometry:
    """The same, roughly."""
    return shapely.simplify(country_area(plan), 2.0)


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
    if plan.picture.type_sizes.name:  # on the screen names may lie over a badge
        radii, by = found.radii, found.enlarged
        taken.solid += [
            badge_box(one.x, one.y, float(radii[one.mark]), found.badges[one.mark], by) for one in found.badged
        ]
    return taken
