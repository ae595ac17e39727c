"""What a filter leaves of a dataset in memory, kept from one run to the next."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from geo.count import Summary, summary
from geo.filter.apply import Selection, select
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.ui.datasets.cache_keys import HASH_FUNCS


@dataclass(frozen=True, slots=True)
class Filtered:
    """The selection of a filter, with the line that says how much it is."""

    filter: Filter
    selection: Selection
    summary: Summary


def filtered(dataset: Dataset, filter: Filter) -> Filtered:
    """What a filter leaves of a dataset."""
    selection = selected(dataset, filter)
    return Filtered(filter, selection, summary(selection, filter, dataset))


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=HASH_FUNCS)
def selected(dataset: Dataset, filter: Filter) -> Selection:
    """The selection of a filter, kept."""
    return select(dataset, filter)
