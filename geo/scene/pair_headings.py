"""What stands above each of two maps: its dates and its count."""

from __future__ import annotations

from geo.scene.framing import margin_of
from geo.scene.scene_items import Box
from geo.scene.text_layout import width, wrapped
from geo.style.fonts import REGULAR, SEMIBOLD, Face
from geo.style.type_sizes import TypeSizes


def heading_lines(dates: str, count: str, box: Box, sizes: TypeSizes) -> list[tuple[str, float, Face, bool]]:
    """The lines above a map in ``box``: dates, then count, each with its size and face, and whether it is less
    important."""
    left, _, right, _ = box
    wide = right - max(margin_of(sizes), left) - 6
    full, size = 1.12 * sizes.pixels("text"), sizes.pixels("text")
    large = next((by * full for by in (1.0, 0.95, 0.9) if width(dates, SEMIBOLD, by * full) <= wide), full)
    return [
        *((row, large, SEMIBOLD, False) for row in wrapped(dates, SEMIBOLD, large, wide)),
        *((row, size, REGULAR, True) for row in wrapped(count, REGULAR, size, wide)),
    ]


def head_height(lines: int, sizes: TypeSizes) -> float:
    """The height of so many lines."""
    return round((1.3 * lines + 0.6) * sizes.pixels("text"))
