"""Possible duplicates side by side: joined only by the person, and parted again."""

from __future__ import annotations

import streamlit as st

from geo.card.words import name
from geo.dates import words as date_words
from geo.importing.decisions import Decisions
from geo.importing.duplicates import MOST_INCIDENTS, Pair, possible_duplicates
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.ui import uploads
from geo.ui.blocks import Block, table
from geo.ui.plates import line, plate
from geo.ui.sheet import words
from geo.ui.uploads import Upload

AT_ONCE = 10


def duplicates_section(upload: Upload, decided: Decisions) -> None:
    """Draw the joins and the offers of a dataset, once the person asks for them."""
    with st.expander("Possible duplicates"):
        if upload.account.incidents > MOST_INCIDENTS:
            words(f"Looked for among up to {MOST_INCIDENTS:,} incidents.", "muted", f"many-{upload.id}")
            return
        if not st.toggle("Look for them", key=f"look_{upload.id}"):
            return
        dataset = open_dataset(upload.path)
        _joined(upload, dataset, decided)
        known = {*decided.joins, *decided.apart}
        pairs = [pair for pair in _pairs(upload.id, dataset) if (pair.first, pair.second) not in known]
        words(f"{len(pairs)} pairs may be one incident each.", "count", f"pairs-{upload.id}")
        for place, pair in enumerate(pairs[:AT_ONCE]):
            _offer(upload, dataset, decided, pair, place)


@st.cache_data(show_spinner=False, max_entries=8)
def _pairs(dataset_id: str, _dataset: Dataset) -> list[Pair]:
    return possible_duplicates(_dataset)


def _joined(upload: Upload, dataset: Dataset, decided: Decisions) -> None:
    for place, (first, second) in enumerate(decided.joins):
        plate("prose", f"joined_{upload.id}_{place}", {"blocks": [_side_by_side(dataset, first, second, "Joined")]})
        st.button(
            "Part them again", key=f"undo_{upload.id}_{place}", on_click=uploads.decide,
            args=(upload, decided.undo(first, second)),
        )  # fmt: skip


def _offer(upload: Upload, dataset: Dataset, decided: Decisions, pair: Pair, place: int) -> None:
    block = _side_by_side(dataset, pair.first, pair.second, pair.words)
    plate("prose", f"pair_{upload.id}_{place}", {"blocks": [block]})
    with st.container(key=f"choose-{upload.id}-{place}", horizontal=True):
        st.button(
            "Join: it is one incident", key=f"join_{upload.id}_{place}", on_click=uploads.decide,
            args=(upload, decided.join(pair.first, pair.second)),
        )  # fmt: skip
        st.button(
            "Keep both: they are two", key=f"apart_{upload.id}_{place}", on_click=uploads.decide,
            args=(upload, decided.keep_apart(pair.first, pair.second)),
        )  # fmt: skip


def _side_by_side(dataset: Dataset, first: str, second: str, caption: str) -> Block:
    rows = [_cells(dataset, first), _cells(dataset, second)]
    columns = [("What is told", "36%"), ("When", "18%"), ("Where", "18%"), ("Who", "28%")]
    return table(caption, columns, rows)


def _cells(dataset: Dataset, incident: str) -> list[object]:
    record = dataset.incident(incident)
    actors = ", ".join(name(dataset, actor) for actor in record.perpetrators) or "nobody named"
    told = [line(record.title, "strong"), line(record.summary[:300]), line(_cited(dataset, incident), "muted")]
    return [told, date_words(record.span), record.place or "not stated", actors]


def _cited(dataset: Dataset, incident: str) -> str:
    citation = dataset.incident(incident).sources[0]
    return f"{dataset.sources[citation.source].short_title}, {citation.where}"
