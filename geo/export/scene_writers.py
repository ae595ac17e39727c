"""Formats that are one scene written down, for one map or for two side by side. What writes a format is loaded when it is
first written: a PNG does not wait for what only slides need."""

from __future__ import annotations

from collections.abc import Callable

from geo.export.export_request import ExportRequest, links_of
from geo.scene.scene_items import Scene


def _png(scene: Scene, request: ExportRequest) -> bytes:
    from geo.export.png import png_bytes

    return png_bytes(scene, request.picture.sheet().dpi)


def _svg(scene: Scene, _: ExportRequest) -> bytes:
    from geo.export.svg import svg_text

    return svg_text(scene).encode()


def _pdf(scene: Scene, request: ExportRequest) -> bytes:
    from geo.export.pdf import pdf_bytes

    return pdf_bytes([scene], request.attachment(), scene.title, request.picture.accessed)


def _pptx(scene: Scene, request: ExportRequest) -> bytes:
    from geo.export.pptx import pptx_bytes

    return pptx_bytes([scene], scene.title, links_of(request.known, scene.incidents), request.picture.accessed)


SCENE_WRITERS: dict[str, Callable[[Scene, ExportRequest], bytes]] = {
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
    "pptx": _pptx,
}
"""By the format's name: a scene, and the request that it was made for, as a file."""
