"""The north arrow of a map that is turned."""

from __future__ import annotations

import numpy as np

from geo.filter.view import Camera
from geo.scene.scene_items import Group, Item, Paint, Path, Points
from geo.scene.text_layout import line
from geo.style.fonts import SEMIBOLD
from geo.style.tokens import Tokens

NORTH_SIZE = (44.0, 44.0)
LEAST = 0.5
"""Degrees below which a map counts as not turned."""
_LENGTH, _HALF, _NOTCH = 15.0, 7.0, 8.0
_LETTER = 12.0


def is_turned(camera: Camera) -> bool:
    """Whether up is not north."""
    return LEAST <= camera.bearing % 360 <= 360 - LEAST


def turned_words(camera: Camera | None) -> str:
    """A sentence on where north is; empty where it is up: ``North is 30° to the left of up.``"""
    if camera is None or not is_turned(camera):
        return ""
    angle = (camera.bearing + 180) % 360 - 180
    return f"North is {abs(angle):.0f}° to the {'left' if angle > 0 else 'right'} of up."


def draw_north(camera: Camera, colours: Tokens) -> Group:
    """An arrow to the north with its letter at the tip, in a box at the origin (``NORTH_SIZE``)."""
    middle = np.array(NORTH_SIZE) / 2
    angle = np.radians(camera.bearing)
    ahead, beside = np.array([-np.sin(angle), -np.cos(angle)]), np.array([np.cos(angle), -np.sin(angle)])

    def at(forth: float, across: float) -> Points:
        point: Points = middle + ahead * (forth - 4) + beside * across
        return point

    tip, tail = at(_LENGTH * 0.75, 0), at(-_LENGTH + _NOTCH * 0.6, 0)
    left, right = at(-_LENGTH, -_HALF), at(-_LENGTH, _HALF)
    letter = at(_LENGTH * 0.75 + _LETTER * 0.75, 0)
    outline = np.array([tip, right, tail, left])
    items: list[Item] = [
        Path((outline,), Paint(colours.halo_focus, 0.8, colours.halo_focus, 4.0, 0.8), closed=True),
        Path((outline,), Paint(colours.halo_focus, 1, colours.ink, 1.2), closed=True),
        Path((np.array([tip, right, tail]),), Paint(colours.ink), closed=True),
        line("N", float(letter[0]), float(letter[1]) + _LETTER * 0.36, _LETTER, colours.ink, face=SEMIBOLD, anchor=0.5,
             halo=colours.halo_focus, halo_width=1.8),
    ]  # fmt: skip
    return Group("North arrow", tuple(items), turned_words(camera))
