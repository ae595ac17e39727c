"""How own layers look, on the map and in pictures: squares, lines and areas, never circles, which are incidents."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.own_layer import LayerColour
from geo.style.hues import Hue, hue_of

LAYER_HUES: dict[LayerColour, Hue] = {
    LayerColour.TEAL: hue_of("#00796b", "#4fd1c0"),
    LayerColour.VIOLET: hue_of("#6a3fb5", "#b79bff"),
    LayerColour.GREEN: hue_of("#3f7d20", "#9ddc6f"),
    LayerColour.MAGENTA: hue_of("#b3126d", "#ff7ac0"),
    LayerColour.BROWN: hue_of("#7a4a21", "#d2a679"),
    LayerColour.CYAN: hue_of("#0077a8", "#58c4ec"),
    LayerColour.INK: hue_of("#26231f", "#e8ecf0"),
}


@dataclass(frozen=True, slots=True)
class OwnLayerStyle:
    """Sizes in pixels of the screen, opacities 0 to 1."""

    square: float
    """Side of the square of a point."""
    square_rim: float
    line_width: float
    outline_width: float
    fill_opacity: float
    label_size: float
    label_gap: float
    """From a point's middle to its label."""
    halo_width: float
    letters: float
    """Height of a label's letters above their line, in sizes of it."""
    letters_down: float
    """From the middle of a label to its line, in sizes of it."""


OWN_LAYER = OwnLayerStyle(
    square=8.0, square_rim=1.0, line_width=2.0, outline_width=1.25, fill_opacity=0.12, label_size=11.5, label_gap=8.0,
    halo_width=1.6, letters=0.76, letters_down=0.31,
)  # fmt: skip


def layer_colour(colour: LayerColour, theme: str) -> str:
    """A layer's colour in a theme, ``#rrggbb``."""
    return LAYER_HUES[colour][theme]
