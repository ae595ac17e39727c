"""The before and after picture as a file."""

from __future__ import annotations

from collections.abc import Callable

from geo.errors import AtlasError, Fault
from geo.export.export_request import ExportRequest, links_of
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene


def whole_of(before: View, after: View) -> View:
    """The view of which two are the parts, before a day and from it on.

    Raises AtlasError where they differ in more than their dates.
    """
    whole = before.model_copy(update={"filter": before.filter.model_copy(update={"end": after.filter.end})})
    if after.filter.start is None or split_at_day(whole, after.filter.start) != (before, after):
        problem = "differ in more than their dates"
        raise AtlasError(
            [Fault("picture", None, None, "after", None, f"the two views {problem}", "", "Open each one.")]
        )
    return whole


def pair_bytes(kind: str, dataset: Dataset, before: View, after: View, picture: Picture) -> bytes:
    """Two views as one picture, page or slide; the same bytes for the same arguments."""
    scene = build_pair(dataset, before, after, picture)
    return _MAKERS[kind](scene, ExportRequest(dataset, whole_of(before, after), picture))


def _png(scene: Scene, both: ExportRequest) -> bytes:
    from geo.export.png import png_bytes

    return png_bytes(scene, both.picture.sheet().dpi)


def _svg(scene: Scene, both: ExportRequest) -> bytes:
    from geo.export.svg import svg_text

    return svg_text(scene).encode()


def _pdf(scene: Scene, both: ExportRequest) -> bytes:
    from geo.export.pdf import pdf_bytes

    return pdf_bytes([scene], both.attachment(), scene.title, both.picture.accessed)


def _pptx(scene: Scene, both: ExportRequest) -> bytes:
    from geo.export.pptx import pptx_bytes

    return pptx_bytes([scene], scene.title, links_of(both.known, scene.incidents), both.picture.accessed)


_MAKERS: dict[str, Callable[[Scene, ExportRequest], bytes]] = {
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
    "pptx": _pptx,
}
PAIR_FORMATS = tuple(_MAKERS)
"""The formats that hold two maps side by side, by their names in ``geo.export.formats``."""
