"""Hues of a column that a person chose: its values are not known beforehand, so each gets a hue by its place; and which
values of any facet share one."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model.file_columns import COLUMN_FACETS, NOT_STATED, is_range
from geo.style.fixed_hues import EVENT_HUES, OTHER, OTHER_HUE, ramp_hue
from geo.style.hues import BLUE, GREY, MAUVE, OCHRE, RED, SAGE, SLATE, STRAW, Hue

VALUE_HUES: tuple[Hue, ...] = (RED, BLUE, OCHRE, MAUVE, SAGE, SLATE, STRAW)
GROUPED = ("event_type", *COLUMN_FACETS)
"""Facets of which some values share the hue of ``OTHER``."""


def hue_keys(facet: str, values: Sequence[str]) -> tuple[str, ...]:
    """What each value of a facet is coloured by, in the order of its options (see ``geo.style.symbols.hue``): the value
    itself, or ``OTHER`` for event types that share a hue; of a chosen column the place of its hue, of a range its place among the ranges."""
    if facet == "event_type":
        return tuple(value if value in EVENT_HUES else OTHER for value in values)
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


def other_words(facet: str, keys: tuple[str, ...]) -> str | None:
    """What the values of a facet that share a hue are called: ``Other (7 values)``; None where no two share one."""
    shared = keys.count(OTHER) if facet in GROUPED else 0
    return f"Other ({shared} values)" if shared > 1 else None


def column_hue(key: str) -> Hue:
    """The hue of a key."""
    if key == OTHER:
        return OTHER_HUE
    if "/" in key:
        place, count = map(int, key.split("/"))
        return ramp_hue(place, count)
    return VALUE_HUES[int(key)] if key.isdecimal() and int(key) < len(VALUE_HUES) else GREY
