"""The before and after picture as a file."""

from __future__ import annotations

from geo.errors import AtlasError, Fault
from geo.export.export_request import ExportRequest
from geo.export.scene_writers import SCENE_WRITERS
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.before_after import build_pair, split_at_day
from geo.scene.picture_options import Picture


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
    return SCENE_WRITERS[kind](scene, ExportRequest(dataset, whole_of(before, after), picture))


PAIR_FORMATS = tuple(SCENE_WRITERS)
"""The formats that hold two maps side by side, by their names in ``geo.export.formats``."""
