"""Names along lines, such as rivers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.scene.font_metrics import has_arabic
from geo.scene.occupied import OccupiedBoxes, box_within
from geo.scene.projection import Projector
from geo.scene.scene_items import Box, Points, Text
from geo.scene.text_layout import line, width
from geo.style.layer_types import Label
from geo.style.tokens import Tokens

BASELINE = 0.31
"""From the middle of a line of letters to its baseline, in sizes."""
PAD = 2.0
"""Pixels that a name keeps from others and from the edge of the map."""


def along_line(
    words: str, layer: Label, course: Points, projector: Projector, colours: Tokens, occupied: OccupiedBoxes
) -> list[Text]:
    """A name along a line: straight, in the direction of the stretch in the middle, if that is straight
    enough."""
    size = layer.size(projector.camera.zoom) * projector.enlarged
    spacing = 0.0 if has_arabic(words) else layer.spacing * size
    wide = width(words, layer.face, size, spacing)
    steps = np.hypot(*np.diff(course, axis=0).T)
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    if gone[-1] < wide:
        return []
    at = np.linspace(gone[-1] / 2 - wide / 2, gone[-1] / 2 + wide / 2, 9)
    stretch = np.column_stack([np.interp(at, gone, course[:, axis]) for axis in (0, 1)])
    if stretch[-1, 0] < stretch[0, 0]:
        stretch = stretch[::-1]
    chord = stretch[-1] - stretch[0]
    length = float(np.hypot(*chord))
    away = np.abs((stretch - stretch[0]) @ np.array([-chord[1], chord[0]])) / max(length, 1e-6)
    if length < 0.9 * wide or away.max() > 0.6 * size:
        return []
    up = np.array([chord[1], -chord[0]]) / length
    x, y = stretch.mean(axis=0) + up * size * (-layer.shift - BASELINE)
    turn = float(np.degrees(np.arctan2(chord[1], chord[0])))
    text = line(
        words,
        float(x),
        float(y),
        size,
        getattr(colours, layer.colour),
        face=layer.face,
        anchor=0.5,
        halo=getattr(colours, layer.halo),
        halo_width=layer.halo_width * projector.enlarged,
        spacing=spacing,
    )
    turned = _turned(text, turn, (float(x), float(y)))
    return [turned] if box_within(turned.box, projector.box, PAD) and occupied.clear(turned.box) else []


def _turned(text: Text, turn: float, pivot: tuple[float, float]) -> Text:
    left, top, right, bottom = text.box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]]) - pivot
    angle = np.radians(turn)
    corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) + pivot
    low, high = corners.min(axis=0), corners.max(axis=0)
    box: Box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return replace(text, turn=turn, pivot=pivot, box=box)
