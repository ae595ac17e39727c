"""The hues that categories take, in both themes; and colours as numbers, mixed."""

from __future__ import annotations

from functools import lru_cache

Hue = dict[str, str]
"""A colour by theme: ``{"light": "#rrggbb", "dark": "#rrggbb"}``."""


def hue_of(light: str, dark: str) -> Hue:
    """A colour by theme."""
    return {"light": light, "dark": dark}


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of a colour written ``#rrggbb``."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=4096)
def mix(over: str, under: str, opacity: float) -> str:
    """One colour laid over another, as one colour."""
    pairs = zip(channels(over), channels(under), strict=True)
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


RED = hue_of("#a33113", "#fe5822")
BLUE = hue_of("#3159b5", "#7494fb")
MAUVE = hue_of("#a66895", "#e995c0")
OCHRE = hue_of("#c66404", "#fbdc6f")
SAGE = hue_of("#658b6a", "#baedc9")
GREY = hue_of("#5f5e60", "#898787")
"""For what is not known, not stated, or none of the others."""
SLATE = hue_of("#254057", "#5e7e9b")
STEEL = hue_of("#254057", "#4b7896")
BROWN = hue_of("#7e5943", "#b4b57e")
STRAW = hue_of("#82784d", "#baae8a")
