"""Whether the person at the browser brought the dataset: then its rows are theirs to take along."""

from __future__ import annotations

import streamlit as st

from geo.model.dataset import Dataset
from geo.ui.datasets.uploads import own_uploads

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


def is_owner(dataset: Dataset) -> bool:
    """Whether this session uploaded the dataset, or the browser runs on the machine that opened it."""
    return dataset.id in own_uploads().uploads or _on_this_machine()


def _on_this_machine() -> bool:
    """Whether the page was asked for by this machine's own name and nothing stands between browser and server."""
    headers = st.context.headers
    host = headers.get("Host", "")
    name = host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return name in _LOCAL and not any(headers.get(header) for header in _FORWARDED)
