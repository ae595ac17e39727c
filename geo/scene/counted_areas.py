"""Governorates, or a person's own areas, coloured by how many incidents are in each for certain, with the number inside.

The number is that of ``Source.area_counts``: of the whole governorate, also where only a part of it is in the picture.
Where more may be there and there is room, it is a range: ``41–47``. Per 100,000 people the number is a rate, ``3.4``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.count.area_rates import NO_POPULATION, UNKNOWN, rate_words
from geo.count.area_ties import AreaTally, AreaTies, MapArea
from geo.layers.hexagons import class_of
from geo.number_words import quantity
from geo.scene.occupied import OccupiedBoxes, box_within
from geo.scene.placed_areas import PlacedArea, country_outlines
from geo.scene.projection import Projector, unworld
from geo.scene.scene_items import Group, Item, Paint, Path, Text
from geo.scene.text_layout import line, width
from geo.scene.visible_incidents import VisibleIncidents
from geo.style.fonts import SEMIBOLD
from geo.style.sequential import AREAS, letters_colour
from geo.style.tokens import Tokens


def area_words(area: MapArea, certain: int, possible: int, per_people: bool = False) -> str:
    """The count of one governorate: ``Baghdad: 41 incidents, possibly 6 more``, and its rate."""
    more = f", possibly {possible:,} more" if possible else ""
    words = f"{area.name}: {quantity(certain, 'incident')}{more}"
    if not per_people:
        return words
    if area.people is None:
        return f"{words}; {NO_POPULATION}"
    return f"{words}; {rate_words(certain, area.people, possible)} per 100,000 people"


def range_words(certain: int, possible: int) -> str:
    """``41``, or ``41–47`` where more may be there."""
    return f"{certain:,}–{certain + possible:,}" if possible else f"{certain:,}"


def number_words(ties: AreaTies, area: MapArea, certain: int, possible: int) -> tuple[str, ...]:
    """What can stand in an area, the fullest first: ``41–47``, or ``41+`` where that has no room; nothing where no rate can
    be told."""
    if not ties.per_people:
        full, least = range_words(certain, possible), f"{certain:,}+"
    elif area.people is not None:
        full, least = rate_words(certain, area.people, possible), f"{rate_words(certain, area.people)}+"
    else:
        return ()
    return (full, least) if possible else (full,)


def fills(found: VisibleIncidents, colours: Tokens, scale: Sequence[str]) -> tuple[str, ...]:
    """The colour of each governorate in the picture; of none the paper's."""
    grid, tally = found.grid, found.tally
    if grid is None or tally is None:
        return ()
    shown = grid.areas.shown(tally.certain) if grid.areas else []
    values = np.array([shown[one.number] for one in found.areas], dtype=np.int64)
    classes = class_of(values, grid.bounds).tolist()
    return tuple(
        (scale[number] if value else colours.paper) if value != UNKNOWN else no_population(colours)
        for number, value in zip(classes, values.tolist(), strict=True)
    )


def no_population(colours: Tokens) -> str:
    """The colour of an area of which no rate can be told."""
    return colours.rule


def area_numbers(
    found: VisibleIncidents, projector: Projector, colours: Tokens, scale: Sequence[str]
) -> tuple[Text | None, ...]:
    """By governorate in the picture its number, where there is room; the highest come first."""
    grid, tally = found.grid, found.tally
    if grid is None or grid.areas is None or tally is None:
        return ()
    looks = fills(found, colours, scale)
    made: list[Text | None] = [None] * len(found.areas)
    taken = OccupiedBoxes()
    shown = grid.areas.shown(tally.certain)
    order = sorted(range(len(made)), key=lambda at: (-shown[found.areas[at].number], found.areas[at].number))
    for at in order:
        one = found.areas[at]
        area, certain, possible = grid.areas.areas[one.number], tally.certain[one.number], tally.possible[one.number]
        if not certain and not possible and tally.is_unknown(area.country):
            continue
        words = number_words(grid.areas, area, certain, possible)
        text = _number(one, words, certain, looks[at], projector, colours) if words else None
        if text and box_within(text.box, projector.box) and taken.free(text.box):
            made[at] = text
            taken.solid.append(text.box)
    return tuple(made)


def _number(
    one: PlacedArea, told: tuple[str, ...], certain: int, ground: str, projector: Projector, colours: Tokens
) -> Text | None:
    by = projector.enlarged
    colour = letters_colour(ground, colours.ink, colours.paper) if certain else colours.muted
    for words in told:
        size = min(AREAS.letters * by, _fitting(words, one.room))
        if size >= AREAS.least_letters * by:
            return line(words, one.x, one.y + AREAS.letters_down * size, size, colour, face=SEMIBOLD, anchor=0.5)
    if one.room < AREAS.least_room * by or not certain:
        return None
    # A small governorate in which much happens: its number reaches over its boundary, on its own colour.
    size = AREAS.least_letters * by
    return line(
        told[-1], one.x, one.y + AREAS.letters_down * size, size, colour, face=SEMIBOLD, anchor=0.5,
        halo=ground, halo_width=AREAS.halo * by,
    )  # fmt: skip


def _fitting(words: str, room: float) -> float:
    """The size at which words fit into a circle."""
    half = float(np.hypot(width(words, SEMIBOLD, 1.0), AREAS.letters_high)) / 2
    return room / max(half, 0.1)


def draw_counted_areas(
    found: VisibleIncidents, projector: Projector, colours: Tokens, scale: Sequence[str], numbers: Sequence[Text | None]
) -> Group:
    """The governorates, the borders of the countries that the dataset is about, and the numbers."""
    grid, tally = found.grid, found.tally
    if grid is None or grid.areas is None or tally is None:
        return Group("Governorates", ())
    by = projector.enlarged
    groups = [
        _area(one, grid.areas, tally, fill, projector, colours)
        for one, fill in zip(found.areas, fills(found, colours, scale), strict=True)
    ]
    border = country_outlines(grid.areas, projector)
    items: list[Item] = [*groups]
    if border:
        items.append(Path(border, Paint(None, 1, colours.border_focus, AREAS.border * by)))
    items += [text for text in numbers if text]
    return Group("Governorates", tuple(items), clip=found.box)


def _area(one: PlacedArea, ties: AreaTies, tally: AreaTally, fill: str, projector: Projector, colours: Tokens) -> Group:
    area, certain, possible = ties.areas[one.number], tally.certain[one.number], tally.possible[one.number]
    paint = Paint(fill, AREAS.opacity, colours.province_focus, AREAS.edge * projector.enlarged)
    longitude, latitude = unworld(projector.to_world(np.array([[one.x, one.y]])))[0].tolist()
    data: tuple[tuple[str, str], ...] = (
        ("lon", f"{longitude:.6f}"), ("lat", f"{latitude:.6f}"), ("count", str(certain)), ("possible", str(possible)),
        ("cell", ties.noun), ("area", area.id),
    )  # fmt: skip
    shape = Path(one.rings, paint, closed=True, name=area.name)
    if ties.per_people and area.people is not None:
        data = (*data, ("rate", rate_words(certain, area.people, possible)))
    return Group(area_words(area, certain, possible, ties.per_people), (shape,), data=data, at=(one.x, one.y))
