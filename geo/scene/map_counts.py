"""Counts on the map in place of single symbols: hexagons or governorates with their number, or a smooth surface.

One function a mode of the map, by its name in ``_DRAWN``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from geo.filter.view import MapMode
from geo.layers.density import Surface, outlines, steps, surface
from geo.layers.hexagons import class_of, corners, counted, middles_of
from geo.model.kept_by_dataset import last_kept
from geo.number_words import quantity
from geo.scene.counted_areas import area_numbers, draw_counted_areas
from geo.scene.occupied import OccupiedBoxes, box_within
from geo.scene.projection import Projector, unworld
from geo.scene.scene_items import Box, Circle, Group, Item, Paint, Path, Points, Text
from geo.scene.text_layout import line, width
from geo.scene.visible_incidents import VisibleIncidents
from geo.style.fonts import SEMIBOLD
from geo.style.sequential import DENSITY, HEXAGONS, class_colours, letters_colour, ramp
from geo.style.tokens import Theme, Tokens, tokens

_OVERLAP = 1.012
"""A step of the surface reaches a little into the next one, so that no ground shows between the two."""
_LEAST_RING = 4
_AROUND_NUMBER = 3.0


@dataclass(frozen=True, slots=True)
class HexagonCount:
    """One hexagon in the picture: its middle in layout pixels and in degrees, count, class."""

    x: float
    y: float
    longitude: float
    latitude: float
    count: int
    number: int


@dataclass(frozen=True, eq=False)
class MapCounts:
    """The counts of a picture."""

    found: VisibleIncidents
    projector: Projector
    theme: Theme

    @property
    def colours(self) -> Tokens:
        """The colours of the theme."""
        return tokens(self.theme)

    @cached_property
    def hexagons(self) -> tuple[HexagonCount, ...]:
        """All that hold an incident, the northernmost first; none where the map shows something else."""
        grid = self.found.grid
        if grid is None or grid.mode is not MapMode.HEXAGONS or not len(self.found.sites):
            return ()
        held = counted(self.found.sites, grid.level)
        middles = middles_of(held.cells, grid.level)
        places = self.projector.from_world(self.projector.nearest(middles))
        columns = (*places.T, *unworld(middles).T, held.counts, class_of(held.counts, grid.bounds))
        return tuple(HexagonCount(*row) for row in zip(*(column.tolist() for column in columns), strict=True))

    @property
    def side(self) -> float:
        """Width of a hexagon in layout pixels."""
        grid = self.found.grid
        return float(np.ptp(self.outline[:, 0])) if grid else 0.0

    @cached_property
    def outline(self) -> Points:
        """Corners of a hexagon around its middle in layout pixels, before the map is turned."""
        grid = self.found.grid
        return corners(grid.level) * self.projector.scale if grid else np.zeros((0, 2))

    @cached_property
    def numbers(self) -> tuple[Text | None, ...]:
        """By hexagon or governorate: its number, where there is room for it."""
        if self.found.grid and self.found.grid.areas:
            return area_numbers(self.found, self.projector, self.colours, self.scale)
        return tuple(self._number(one) for one in self.hexagons)

    def _number(self, one: HexagonCount) -> Text | None:
        words, by = f"{one.count:,}", self.projector.enlarged
        room = HEXAGONS.letters_wide * self.side / max(width(words, SEMIBOLD, 1.0), 0.1)
        size = min(HEXAGONS.letters * by, room)
        if size < HEXAGONS.least_letters * by:
            return None
        colour = letters_colour(self.scale[one.number], self.colours.ink, self.colours.paper)
        text = line(words, one.x, one.y + HEXAGONS.letters_down * size, size, colour, face=SEMIBOLD, anchor=0.5)
        return text if box_within(text.box, self.found.box) else None

    @property
    def number_boxes(self) -> list[Box]:
        """Where numbers stand: names step aside for them."""
        by = _AROUND_NUMBER * self.projector.enlarged
        boxes = (text.box for text in self.numbers if text)
        return [(left - by, top - by, right + by, bottom + by) for left, top, right, bottom in boxes]

    @property
    def middles(self) -> Points:
        """Middles of what is counted in, or the places of what makes a surface, shape (n, 2)."""
        grid = self.found.grid
        if grid and grid.mode is MapMode.DENSITY:
            return self.projector.from_world(self.projector.nearest(self.found.sites))
        held = self.found.areas if grid and grid.areas else self.hexagons
        return np.array([(one.x, one.y) for one in held], dtype=np.float64).reshape(-1, 2)

    @property
    def scale(self) -> tuple[str, ...]:
        """The colours of the classes."""
        grid = self.found.grid
        return class_colours(self.theme, len(grid.bounds)) if grid else ()

    @property
    def groups(self) -> list[Group]:
        """What is drawn, below the symbols."""
        grid = self.found.grid
        return [_DRAWN[grid.mode](self)] if grid else []

    @cached_property
    def surface(self) -> Surface | None:
        """The smooth surface; None where there is none."""
        grid = self.found.grid
        if grid is None or grid.mode is not MapMode.DENSITY:
            return None
        return surface(self.projector.nearest(self.found.sites), grid.level)

    @property
    def steps(self) -> tuple[tuple[float, str, float], ...]:
        """Of the smooth surface: value, colour and opacity of each step."""
        values = steps(self.found.grid.most) if self.found.grid else ()
        shares = np.linspace(0, 1, len(values)).tolist()
        least, most = DENSITY.edge_opacity, DENSITY.opacity
        return tuple(
            (value, ramp(self.theme, share), least + (most - least) * min(1.0, 3 * share))
            for value, share in zip(values, shares, strict=True)
        )


@last_kept(4, lambda found: found.dataset)
def counts_of(found: VisibleIncidents, projector: Projector, theme: Theme) -> MapCounts:
    """The counts of a picture; nothing where it shows symbols."""
    return MapCounts(found, projector, theme)


def parted_dots(dots: list[Group], counts: MapCounts) -> tuple[list[Group], list[Group]]:
    """The dots of towns that lie below the counts, and those above: on governorates all that touch no number."""
    if not counts.found.areas:
        return dots, []

    numbers = OccupiedBoxes([text.box for text in counts.numbers if text])

    def over(dot: Item) -> bool:
        if not isinstance(dot, Circle):
            return False
        return not numbers.free((dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r))

    def kept(hidden: bool) -> list[Group]:
        return [replace(group, items=tuple(dot for dot in group.items if over(dot) is hidden)) for group in dots]

    return kept(True), kept(False)


def _hexagons(counts: MapCounts) -> Group:
    wide = counts.side
    kept = 1 - HEXAGONS.gap * counts.projector.enlarged / wide if wide else 1.0
    turned = counts.projector.from_world(corners(counts.found.grid.level)) if counts.found.grid else counts.outline
    outline = (turned - turned.mean(axis=0)) * kept
    groups: list[Item] = []
    for one, written in zip(counts.hexagons, counts.numbers, strict=True):
        shape = Path(
            (outline + np.array([one.x, one.y]),), Paint(counts.scale[one.number], HEXAGONS.opacity), closed=True
        )
        data = (("lon", f"{one.longitude:.6f}"), ("lat", f"{one.latitude:.6f}"), ("count", str(one.count)))
        name = f"{quantity(one.count, 'incident')} in one hexagon"
        items = (shape, written) if written else (shape,)
        groups.append(Group(name, items, data=(*data, ("cell", "hexagon")), at=(one.x, one.y)))
    return Group("Hexagons", tuple(groups), clip=counts.found.box)


def _density(counts: MapCounts) -> Group:
    found = counts.surface
    paths: list[Item] = []
    if found is not None:
        ends = [*(value * _OVERLAP for value, _, _ in counts.steps[1:]), None]
        for (value, colour, opacity), end in zip(counts.steps, ends, strict=True):
            rings = [*outlines(found, value), *(outlines(found, end) if end else ())]
            parts = tuple(counts.projector.from_world(ring) for ring in rings if len(ring) >= _LEAST_RING)
            if parts:
                paths.append(Path(parts, Paint(colour, opacity), closed=True))
    return Group("Density", tuple(paths), clip=counts.found.box)


def _areas(counts: MapCounts) -> Group:
    return draw_counted_areas(counts.found, counts.projector, counts.colours, counts.scale, counts.numbers)


_DRAWN: dict[MapMode, Callable[[MapCounts], Group]] = {
    MapMode.HEXAGONS: _hexagons, MapMode.DENSITY: _density, MapMode.AREAS: _areas,
}  # fmt: skip
