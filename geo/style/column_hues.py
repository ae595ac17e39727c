"""Hues of a column that a person chose: its values are not known beforehand, so each gets a hue by its place."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model.file_columns import COLUMN_FACETS, NOT_STATED, is_range
from geo.style.hues import BLUE, GREY, MAUVE, OCHRE, RED, SAGE, SLATE, STRAW, Hue, mix

OTHER = "other"
"""Key of the values that share the last hue, because more hues cannot be told apart."""
OTHER_LABEL = "Other values"
OTHER_HUE: Hue = {"light": "#848285", "dark": "#737178"}
VALUE_HUES: tuple[Hue, ...] = (RED, BLUE, OCHRE, MAUVE, SAGE, SLATE, STRAW)
RAMP: tuple[Hue, Hue, Hue] = (
    {"light": "#b5750a", "dark": "#5468e8"},
    {"light": "#9c2d6b", "dark": "#e06a98"},
    {"light": "#14093c", "dark": "#fff6b8"},
)
"""Lowest, middle and highest of ranges of numbers; what lies between is mixed."""


def hue_keys(facet: str, values: Sequence[str]) -> tuple[str, ...]:
    """What each value of a facet is coloured by, in the order of its options (see ``geo.style.symbols.hue``): the value
    itself; of a chosen column the place of its hue, of a range its place among the ranges."""
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


def column_hue(key: str) -> Hue:
    """The hue of a key."""
    if key == OTHER:
        return OTHER_HUE
    if "/" in key:
        place, count = map(int, key.split("/"))
        share = 0.0 if count == 1 else (place - 1) / (count - 1)
        return {theme: _mixed([end[theme] for end in RAMP], share) for theme in ("light", "dark")}
    return VALUE_HUES[int(key)] if key.isdecimal() and int(key) < len(VALUE_HUES) else GREY


def _mixed(stops: Sequence[str], share: float) -> str:
    """A colour at a share of the way along some."""
    low, rest = divmod(min(share, 0.999999) * (len(stops) - 1), 1)
    return mix(stops[int(low) + 1], stops[int(low)], rest)
