"""What the page shows while files are imported: how far it is or how many come before, and a way to stop."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from geo.importing import Progress
from geo.ui.datasets.heavy_work import waiting_words
from geo.ui.datasets.import_work import ImportWork

_EVERY_S = 0.1


def shown_work(stop: str, on_stop: Callable[[], None] | None = None) -> ImportWork:
    """Draw a bar with a way to stop (``stop`` is the button's key), and give the work that moves it. Whatever the person
    clicks meanwhile, and leaving the page, ends this run at the next word."""
    st.button("Stop", key=stop, on_click=on_stop)
    bar = st.progress(0.0, "Reading …")
    last = [0.0]

    def show(share: float, words: str) -> None:
        now = time.monotonic()
        if now - last[0] > _EVERY_S:
            last[0] = now
            bar.progress(share, words)

    def on_progress(progress: Progress) -> None:
        of = f" of {progress.of:,}" if progress.of else ""
        share = min(1.0, progress.rows / progress.of) if progress.of else 0.0
        step = progress.step.capitalize()
        show(share, f"{step}: {progress.rows:,}{of} rows" if progress.rows else f"{step} …")

    return ImportWork(on_progress, lambda before: show(0.0, waiting_words(before)))
