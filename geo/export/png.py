"""PNG that carries its view: dropped back into the atlas it opens exactly what it shows."""

from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import dataclass

from pydantic import ValidationError

from geo.errors import UnreadableFile
from geo.export.svg import svg_text
from geo.export.typesetting import compile_typst, page
from geo.filter.view import View
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene

KEYWORD = "incident-atlas"
_HEAD = 33
"""Bytes of a PNG before its second chunk: signature and header."""
_INCH = 0.0254
MOST_BYTES = 60_000_000


def png_bytes(scene: Scene, dpi: int) -> bytes:
    """The scene in device pixels, with its view, title and alternative text inside."""
    drawing = svg_text(scene, embed=False).encode()
    plain = compile_typst(page(scene), {"scene.svg": drawing}, "png", ppi=96 * scene.scale)
    per_metre = round(dpi / _INCH)
    words = {"Title": scene.title, "Description": scene.alt, KEYWORD: json.dumps(scene.stamp, sort_keys=True)}
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    chunks += [_chunk(b"iTXt", key.encode() + b"\0\0\0\0\0" + text.encode()) for key, text in words.items()]
    return plain[:_HEAD] + b"".join(chunks) + plain[_HEAD:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@dataclass(frozen=True, slots=True)
class CarriedView:
    """What a picture carries: the view and the picture's options, and of which data it was drawn."""

    view: View
    picture: Picture
    dataset: str
    version: str
    after: View | None = None
    """Of before and after the second view."""


def read_png(content: bytes, name: str = "picture.png") -> CarriedView:
    """The view that a picture of the atlas carries.

    Raises UnreadableFile where it is no PNG, carries no view, or one that this atlas doesn't know.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(name, "is too large for a picture of the atlas", "Choose the picture as it was saved.")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            carried = image.info.get(KEYWORD)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise UnreadableFile(name, "is no PNG picture", "Choose a PNG that the atlas made.") from None
    if not isinstance(carried, str):
        remedy = "Choose a PNG that the atlas made and that no other program has saved again."
        raise UnreadableFile(name, "carries no view of the atlas", remedy)
    return carried_in(carried, name)


def carried_in(words: str, name: str) -> CarriedView:
    """The view in the JSON that a file carries; raises UnreadableFile where it is none."""
    try:
        found = json.loads(words)
        view, picture = View.model_validate(found["view"]), Picture.model_validate(found["picture"])
        after = View.model_validate(found["after"]) if "after" in found else None
        return CarriedView(view, picture, str(found["dataset"]), str(found["version"]), after)
    except (KeyError, TypeError, ValueError, ValidationError, RecursionError):
        remedy = "Open it with the version of the atlas that made it."
        raise UnreadableFile(name, "carries a view that can't be read", remedy) from None
