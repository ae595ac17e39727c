"""Hues of the vocabularies that have more values than colours can be told apart, or an order."""

from __future__ import annotations

from geo.style.hues import BLUE, GREY, MAUVE, OCHRE, RED, SAGE, SLATE, Hue, hue_of, mix

OTHER = "other"
"""Key of the values that share the last hue, because more hues cannot be told apart."""
OTHER_HUE: Hue = {"light": "#848285", "dark": "#737178"}
RAMP: tuple[Hue, Hue, Hue] = (
    {"light": "#b5750a", "dark": "#5468e8"},
    {"light": "#9c2d6b", "dark": "#e06a98"},
    {"light": "#14093c", "dark": "#fff6b8"},
)
"""Lowest, middle and highest of what has an order; what lies between is mixed."""


def ramp_hue(place: int, count: int) -> Hue:
    """The hue of one of some that have an order, from 1."""
    share = 0.0 if count == 1 else (place - 1) / (count - 1)
    return {theme: _mixed([end[theme] for end in RAMP], share) for theme in ("light", "dark")}


def _mixed(stops: list[str], share: float) -> str:
    """A colour at a share of the way along some."""
    low, rest = divmod(min(share, 0.999999) * (len(stops) - 1), 1)
    return mix(stops[int(low) + 1], stops[int(low)], rest)


EVENT_HUES: dict[str, Hue] = {
    "rocket_attack": RED,
    "missile_strike": MAUVE,
    "air_strike": BLUE,
    "drone_strike": hue_of("#7f77be", "#a2c6f9"),
    "convoy_attack": hue_of("#5e0e12", "#f8912b"),
    "bombing": OCHRE,
    "shelling": hue_of("#7a2b37", "#ea1526"),
    "ground_assault": SAGE,
    "abduction": hue_of("#381a85", "#6d68de"),
    "storming": hue_of("#4b2338", "#cd56b7"),
    "demonstration": SLATE,
    OTHER: OTHER_HUE,
}
"""By ``EventType``: acts have each their own; meetings, statements and the like, which are diamonds anyway, share one."""

_PLACES = ("site", "vicinity", "settlement", "route", "feature", "admin2", "admin1", "country")
PRECISION_HUES: dict[str, Hue] = {
    **{value: ramp_hue(place, len(_PLACES)) for place, value in enumerate(_PLACES, 1)},
    "unknown": GREY,
}
"""By ``LocationPrecision``: from the closest to the vaguest."""
