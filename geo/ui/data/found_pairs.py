"""Possible duplicates of one dataset or two: looked for once and kept for a while, with a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

import streamlit as st
from cachetools import LRUCache

from geo.errors import AtlasError
from geo.importing import InputFile
from geo.importing.duplicates import Joins, Pair
from geo.ui.components.reference_page import fault_lines
from geo.ui.data.import_progress import shown_work
from geo.ui.datasets.keeping import keeping
from geo.ui.datasets.uploads import session_secret

Copies = Sequence[tuple[InputFile, Joins]]
_kept: LRUCache[tuple[object, ...], list[Pair]] = LRUCache(8)
_lock = Lock()


def found_pairs(copies: Copies, incidents: int, name: str, on_stop: Callable[[], None]) -> list[Pair] | None:
    """The pairs in files that hold so many incidents, the likeliest first; None, and a sentence on the page, where they
    could not be looked for. ``name`` sets them apart on the page; ``on_stop`` is to take back what asked for them."""
    key = tuple((file.path, file.path.stat().st_mtime_ns, joins) for file, joins in copies)
    with _lock:
        pairs = _kept.get(key)
    if pairs is not None:
        return pairs
    box = st.empty()
    try:
        with keeping(copies[0][0].name), box.container(), shown_work(f"stop_{name}", on_stop) as work:
            pairs = work.duplicates(session_secret(), copies, incidents)
    except AtlasError as error:
        box.empty()
        fault_lines("Duplicates could not be looked for.", (fault.sentence() for fault in error.faults), name)
        return None
    box.empty()
    with _lock:
        _kept[key] = pairs
    return pairs
