"""Possible duplicates side by side: joined only by the person, and parted again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.importing import InputFile
from geo.importing.decisions import Decisions
from geo.importing.duplicates import MOST_INCIDENTS, Pair
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.ui.components.reference_page import text_line
from geo.ui.components.widgets import widget
from geo.ui.data.cross_dataset import PutTogether, cross_dataset_section
from geo.ui.data.found_pairs import found_pairs
from geo.ui.data.side_by_side import side_by_side
from geo.ui.datasets import uploads
from geo.ui.datasets.upload_store import Upload

AT_ONCE = 10


def duplicates_section(upload: Upload, decided: Decisions, put_together: PutTogether) -> None:
    """Draw the joins and the offers of a dataset, once the person asks for them, and those across datasets."""
    with st.expander("Possible duplicates", expanded=bool(st.session_state.get(f"look_{upload.id}"))):
        if upload.account.incidents > MOST_INCIDENTS:
            text_line(f"Looked for among up to {MOST_INCIDENTS:,} incidents.", "muted", f"many-{upload.id}")
            return
        if not st.toggle("Look for them", key=f"look_{upload.id}"):
            return
        dataset = open_dataset(upload.path)
        _joined(upload, dataset, decided)
        known = {*decided.joins, *decided.apart}
        copies = [(InputFile(upload.path, upload.title), ())]
        found = found_pairs(copies, upload.account.incidents, f"pairs_{upload.id}", partial(_stop_looking, upload.id))
        if found is None:
            return
        pairs = [pair for pair in found if (pair.first, pair.second) not in known]
        verb = "pair may be one incident" if len(pairs) == 1 else "pairs may be one incident each"
        text_line(f"{len(pairs):,} {verb}.", "count", f"pairs-{upload.id}")
        for place, pair in enumerate(pairs[:AT_ONCE]):
            _offer(upload, dataset, decided, pair, place)
        cross_dataset_section(upload, dataset, put_together)


def _stop_looking(dataset_id: str) -> None:
    st.session_state[f"look_{dataset_id}"] = False


def _joined(upload: Upload, dataset: Dataset, decided: Decisions) -> None:
    for place, (first, second) in enumerate(decided.joins):
        widget(
            "prose",
            f"joined_{upload.id}_{place}",
            {"blocks": [side_by_side(dataset, first, dataset, second, "Joined")]},
        )
        st.button(
            "Part them again", key=f"undo_{upload.id}_{place}", on_click=uploads.decide,
            args=(upload, decided.undo(first, second)),
        )  # fmt: skip


def _offer(upload: Upload, dataset: Dataset, decided: Decisions, pair: Pair, place: int) -> None:
    block = side_by_side(dataset, pair.first, dataset, pair.second, pair.words)
    widget("prose", f"pair_{upload.id}_{place}", {"blocks": [block]})
    with st.container(key=f"choose-{upload.id}-{place}", horizontal=True):
        st.button(
            "Join: it is one incident", key=f"join_{upload.id}_{place}", on_click=uploads.decide,
            args=(upload, decided.join(pair.first, pair.second)),
        )  # fmt: skip
        st.button(
            "Keep both: they are two", key=f"apart_{upload.id}_{place}", on_click=uploads.decide,
            args=(upload, decided.keep_apart(pair.first, pair.second)),
        )  # fmt: skip
