"""What a filter leaves of a dataset in memory, kept from one run to the next."""

from __future__ import annotations

import streamlit as st

from geo.filter.apply import Selection, select
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.ui.datasets.cache_keys import HASH_FUNCS


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=HASH_FUNCS)
def selected(dataset: Dataset, filter: Filter) -> Selection:
    """The selection of a filter."""
    return select(dataset, filter)
