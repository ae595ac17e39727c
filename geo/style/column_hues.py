"""Hues of what depends on the dataset (a column that a person chose; countries and governorates): its values are not known
beforehand, so each gets a hue by its place; and which values of any facet share one."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model.file_columns import COLUMN_FACETS, NOT_STATED, is_range
from geo.model.place_facets import PLACE_FACETS
from geo.style.fixed_hues import EVENT_HUES, OTHER, OTHER_HUE, ramp_hue
from geo.style.hues import BLUE, GREY, MAUVE, OCHRE, RED, SAGE, SLATE, STRAW, Hue

VALUE_HUES: tuple[Hue, ...] = (RED, BLUE, OCHRE, MAUVE, SAGE, SLATE, STRAW)
GROUPED = ("event_type", *PLACE_FACETS, *COLUMN_FACETS)
"""Facets of which some values share the hue of ``OTHER``."""


def hue_keys(facet: str, values: Sequence[str], order: Sequence[str] = ()) -> tuple[str, ...]:
    """What each value of a facet is coloured by, in the order of its options (see ``geo.style.symbols.hue``): the value
    itself, or ``OTHER`` for event types that share a hue; of a chosen column the place of its hue, of a range its place among
    the ranges; of a country or governorate its place in ``order`` (``geo.filter.colour_order``)."""
    if facet == "event_type":
        return tuple(value if value in EVENT_HUES else OTHER for value in values)
    if facet in PLACE_FACETS:
        places = {value: str(place) for place, value in enumerate(order[: len(VALUE_HUES)])} | {NOT_STATED: NOT_STATED}
        return tuple(places.get(value, OTHER) for value in values)
    if facet not in COLUMN_FACETS:
        return tuple(values)
    ranges = [value for value in values if is_range(value)]
    if ranges:
        return tuple(
            f"{ranges.index(value) + 1}/{len(ranges)}" if value in ranges else value if value == NOT_STATED else OTHER
            for value in values
        )
    return tuple(
        NOT_STATED if value == NOT_STATED else str(place) if place < len(VALUE_HUES) else OTHER
        for place, value in enumerate(values)
    )


def legend_order(facet: str, keys: Sequence[str]) -> tuple[int, ...]:
    """The places of a facet's values in the order of a legend, from their keys: that of the options; of countries and
    governorates those with a hue of their own by how many incidents they have, then the others, then what is not stated."""
    places = range(len(keys))
    if facet not in PLACE_FACETS:
        return tuple(places)
    rest = {OTHER: len(VALUE_HUES), NOT_STATED: len(VALUE_HUES) + 1}
    return tuple(sorted(places, key=lambda place: rest[keys[place]] if keys[place] in rest else int(keys[place])))


def other_words(facet: str, keys: Sequence[str], order: Sequence[str] = ()) -> str | None:
    """What the values of a facet that share a hue are called: ``Other (7 values)``; None where no two share one. Of
    countries and governorates those of the whole dataset count, which ``order`` holds."""
    shared = 0
    if facet in PLACE_FACETS:
        shared = len(order) - len(VALUE_HUES)
    elif facet in GROUPED:
        shared = keys.count(OTHER)
    return f"Other ({shared} values)" if shared > 1 else None


def column_hue(key: str) -> Hue:
    """The hue of a key."""
    if key == OTHER:
        return OTHER_HUE
    if "/" in key:
        place, count = map(int, key.split("/"))
        return ramp_hue(place, count)
    return VALUE_HUES[int(key)] if key.isdecimal() and int(key) < len(VALUE_HUES) else GREY
