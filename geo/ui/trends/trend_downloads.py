"""Downloads of the page Trends: totals, which may leave whatever the licence of the rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.count.trend_comparison import TrendChange
from geo.count.trend_periods import Days, days_in_words
from geo.export.trend_files import trend_png, trend_svg
from geo.export.trend_report import TrendReport, changes_csv, trend_csv
from geo.export.trend_slide import trend_slide
from geo.query import Source
from geo.ui.components.download import download
from geo.ui.components.reference_page import text_line
from geo.ui.components.widgets import page_theme

_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Made = tuple[str, str, str, Callable[[], bytes]]


def downloads(
    source: Source, report: TrendReport, changes: tuple[tuple[Days, Days], tuple[TrendChange, ...]] | None
) -> None:
    """A button a file; each is made when its button is pressed."""
    theme = page_theme()
    offered: list[Made] = [
        ("Table (CSV)", ".csv", "text/csv", partial(trend_csv, report)),
        ("Picture (PNG)", ".png", "image/png", partial(trend_png, report, theme)),
        ("Drawing (SVG)", ".svg", "image/svg+xml", partial(trend_svg, report, theme)),
        ("Slide with editable chart (PPTX)", ".pptx", _SLIDE, partial(trend_slide, report, theme)),
    ]
    if changes is not None:
        (before, after), found = changes
        make = partial(changes_csv, report, days_in_words(before), days_in_words(after), found)
        offered.insert(1, ("What changed (CSV)", "-changes.csv", "text/csv", make))
    text_line(_rights(source), "muted", "downloads")
    with st.container(horizontal=True, key="downloads"):
        for label, suffix, mime, content in offered:
            download(
                label, content, file_name=f"incident-atlas-{report.name}{suffix}", mime=mime,
                key=f"trends_get_{suffix.strip('.').replace('.', '_')}",
            )  # fmt: skip


def _rights(source: Source) -> str:
    licence = source.facts.licence
    cite = f" with the attribution, which stands in each file: {licence.citation}." if licence.asks_citation else "."
    return f"Totals, no rows: they may be passed on{cite}"
