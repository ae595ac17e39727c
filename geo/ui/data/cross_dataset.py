"""Possible duplicates across two datasets, and both put on one map, where they can be joined."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.filter.filter import Filter
from geo.importing import InputFile
from geo.importing.decisions import read_decisions
from geo.importing.duplicates import MOST_INCIDENTS, Joins
from geo.load import configured_dataset
from geo.model.dataset import Dataset
from geo.ui.access.current_person import person
from geo.ui.components.reference_page import text_line
from geo.ui.components.widgets import widget
from geo.ui.data.found_pairs import found_pairs
from geo.ui.data.side_by_side import side_by_side
from geo.ui.datasets import catalog, uploads
from geo.ui.datasets.upload_store import Upload
from geo.ui.datasets.uploads import own_uploads

AT_ONCE = 10
NONE = "No other dataset"
Other = Callable[[], tuple[Dataset | None, InputFile, Joins]]
"""Opens a dataset, and says where it lies and what was joined in it."""
PutTogether = Callable[[tuple[InputFile, ...], str], None]
"""Imports files together; its second argument is the key of the button that stops it."""


def cross_dataset_section(upload: Upload, dataset: Dataset, put_together: PutTogether) -> None:
    """Draw the comparison of a dataset with what else is here."""
    others = _others(upload)
    chosen = st.selectbox("Compare with", [NONE, *others], key=f"across_{upload.id}")
    if chosen is None or chosen == NONE:
        return
    other, other_file, joins = others[chosen]()
    if other is None or len(other.incidents) > MOST_INCIDENTS:
        text_line(f"Looked for among up to {MOST_INCIDENTS:,} incidents.", "muted", f"many-across-{upload.id}")
        return
    pairs = found_pairs(
        [(InputFile(upload.path, upload.title), ()), (other_file, joins)],
        len(dataset.incidents) + len(other.incidents),
        f"across_pairs_{upload.id}",
        partial(_stop_comparing, upload.id),
    )
    if pairs is None:
        return
    text_line(_pairs_words(len(pairs), chosen), "count", f"across-pairs-{upload.id}")
    if st.button(
        "Put both on one map", key=f"together_{upload.id}", help="There they can be joined, and parted again."
    ):
        put_together((_copy(upload), other_file), f"together_stop_{upload.id}")
    for place, pair in enumerate(pairs[:AT_ONCE]):
        block = side_by_side(dataset, pair.first, other, pair.second, pair.words)
        widget("prose", f"across_{upload.id}_{place}", {"blocks": [block]})


def _others(upload: Upload) -> dict[str, Other]:
    """What a dataset can be compared with, by what it is called: the person's other ones, and the one that the atlas
    opens with, where it is for them."""
    found: dict[str, Other] = {}
    for other in own_uploads().uploads.values():
        if other.id != upload.id:
            name = other.title if other.title not in found else f"{other.title} ({other.id})"
            found[name] = partial(_opened, other)
    path = configured_dataset.configured_file(catalog.SHIPPED)
    is_file = path.is_file() and not configured_dataset.is_database_configured()
    if is_file and catalog.is_opening_for(person()):
        shipped = catalog.default_source().load(Filter()).whole
        found[shipped.title] = lambda: (shipped, InputFile(path, path.name), ())
    return found


def _opened(upload: Upload) -> tuple[Dataset | None, InputFile, Joins]:
    return uploads.opened_upload(upload.id), _copy(upload), read_decisions(upload.path).joins


def _stop_comparing(dataset_id: str) -> None:
    st.session_state[f"across_{dataset_id}"] = NONE


def _copy(upload: Upload) -> InputFile:
    return InputFile(upload.path, f"{upload.title}.parquet")


def _pairs_words(count: int, other: str) -> str:
    if not count:
        return f"No pair of incidents here and in {other} looks like one."
    return f"{count:,} {'pair' if count == 1 else 'pairs'} of incidents here and in {other} may be one incident each."
