"""The changing parts of a film's pictures as small images: each drawn once, many on one sheet, and laid over the ground.

From day to day most symbols and discs stay as they are. A part is cut out along whole pixels, so that its edges are those
of the whole picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from PIL import Image

from geo.export.svg import items_svg, sheet_svg
from geo.export.typesetting import compile_typst, page
from geo.scene.scene_items import Circle, Group, Item, Path, Rect, Scene, Shape, flat

_AROUND = 3
"""Pixels around a part that its soft edges may need, and that keep the parts of a sheet apart."""
_SHEET = (2048, 4096)
"""Width and most height of a sheet in pixels; a single part may be larger."""

PixelBox = tuple[int, int, int, int]


@dataclass(slots=True)
class Sprite:
    """A part of a picture: its drawing, where it lies in device pixels, and what of that is seen."""

    drawing: str
    box: PixelBox
    seen: PixelBox
    image: Image.Image | None = None

    def paste(self, picture: Image.Image) -> None:
        """Lay the part over a picture. It must have been drawn."""
        if self.image is not None:
            picture.paste(self.image, self.seen[:2], self.image)


class Sprites:
    """The parts of the pictures of a film. ``scene`` is the whole picture at the film's size."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._by_drawing: dict[tuple[str, PixelBox], Sprite] = {}
        self._by_items: dict[tuple[int, PixelBox], tuple[tuple[Item, ...], Sprite | None]] = {}
        """By identity of a group's parts, which are kept with it so that no others can get it."""

    def of(self, groups: Iterable[Group], within: PixelBox) -> list[Sprite]:
        """The parts that groups are made of, bottom to top; nothing beyond ``within`` is seen of them."""
        found = (self._sprite(leaf.items, within) for leaf in _leaves(groups))
        return [sprite for sprite in found if sprite is not None]

    def _sprite(self, items: tuple[Item, ...], within: PixelBox) -> Sprite | None:
        key = (id(items), within)
        if key not in self._by_items:
            self._by_items[key] = (items, self._made(items, within))
        return self._by_items[key][1]

    def _made(self, items: tuple[Item, ...], within: PixelBox) -> Sprite | None:
        scale = self._scene.scale
        extents = [_extent(shape) for shape in flat(items)]
        if not extents:
            return None
        box = (
            floor(min(one[0] for one in extents) * scale) - _AROUND,
            floor(min(one[1] for one in extents) * scale) - _AROUND,
            ceil(max(one[2] for one in extents) * scale) + _AROUND,
            ceil(max(one[3] for one in extents) * scale) + _AROUND,
        )
        seen = (max(box[0], within[0]), max(box[1], within[1]), min(box[2], within[2]), min(box[3], within[3]))
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            return None
        drawing = items_svg(items)
        return self._by_drawing.setdefault((drawing, seen), Sprite(drawing, box, seen))

    def draw(self, sprites: Iterable[Sprite]) -> None:
        """Draw all of these parts that were not drawn yet."""
        waiting = {id(sprite): sprite for sprite in sprites if sprite.image is None}
        for placed, size in _sheets(list(waiting.values())):
            sheet = self._sheet(placed, size)
            for sprite, (x, y) in placed:
                left, top = x - sprite.box[0], y - sprite.box[1]
                sprite.image = sheet.crop(
                    (sprite.seen[0] + left, sprite.seen[1] + top, sprite.seen[2] + left, sprite.seen[3] + top)
                )

    def _sheet(self, placed: Sequence[tuple[Sprite, tuple[int, int]]], size: tuple[int, int]) -> Image.Image:
        scale = self._scene.scale
        sheet = replace(self._scene, background=None, groups=(), data=(), width=size[0] / scale, height=size[1] / scale)
        drawings = (
            (sprite.drawing, ((x - sprite.box[0]) / scale, (y - sprite.box[1]) / scale)) for sprite, (x, y) in placed
        )
        files = {"scene.svg": sheet_svg(sheet, drawings).encode()}
        content = compile_typst(page(sheet), files, "png", ppi=96 * scale)
        return Image.open(io.BytesIO(content)).convert("RGBA")

    def keep(self, sprites: Iterable[Sprite]) -> None:
        """Forget all parts but these."""
        kept = {id(sprite) for sprite in sprites}
        self._by_drawing = {key: sprite for key, sprite in self._by_drawing.items() if id(sprite) in kept}
        self._by_items = {key: known for key, known in self._by_items.items() if id(known[1]) in kept}


def _leaves(groups: Iterable[Item]) -> Iterator[Group]:
    """The innermost groups."""
    for group in groups:
        if not isinstance(group, Group):
            yield Group("", (group,))
        elif any(isinstance(item, Group) for item in group.items):
            yield from _leaves(group.items)
        else:
            yield group


def _extent(shape: Shape) -> tuple[float, float, float, float]:
    """The box around all that a shape paints."""
    if isinstance(shape, Path):
        points = np.concatenate(shape.parts)
        left, top = map(float, points.min(axis=0))
        right, bottom = map(float, points.max(axis=0))
    elif isinstance(shape, Circle):
        left, top, right, bottom = shape.x - shape.r, shape.y - shape.r, shape.x + shape.r, shape.y + shape.r
    elif isinstance(shape, Rect):
        left, top, right, bottom = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    else:
        left, top, right, bottom = shape.box
        around = shape.size / 2 + shape.halo_width  # letters may reach beyond the box of their line
        return left - around, top - around, right + around, bottom + around
    around = shape.paint.stroke_width / 2
    return left - around, top - around, right + around, bottom + around


def _sheets(
    sprites: list[Sprite],
) -> Iterator[tuple[list[tuple[Sprite, tuple[int, int]]], tuple[int, int]]]:
    """Sheets with the place of each part on it, and the size of the sheet: rows of parts of like height."""
    sprites = sorted(sprites, key=lambda one: one.box[1] - one.box[3])
    placed: list[tuple[Sprite, tuple[int, int]]] = []
    x = y = row = wide = 0
    for sprite in sprites:
        width, height = sprite.box[2] - sprite.box[0], sprite.box[3] - sprite.box[1]
        if x and x + width > _SHEET[0]:
            x, y, row = 0, y + row, 0
        if placed and y + height > _SHEET[1]:
            yield placed, (wide, y + row)
            placed, x, y, row, wide = [], 0, 0, 0, 0
        placed.append((sprite, (x, y)))
        x, row, wide = x + width, max(row, height), max(wide, x + width)
    if placed:
        yield placed, (wide, y + row)
