"""What stands on the page Compare besides its controls and maps: worked out once for two sides, then kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.model.vocabularies import PerpetratorKind, Verification
from geo.style.symbols import FORM_BY_VERIFICATION
from geo.style.tokens import Theme
from geo.ui.compare import charts
from geo.ui.compare.charts import Window
from geo.ui.compare.comparison import Side, incidents_of
from geo.ui.components.page_chart import ChartSpec, chart_spec
from geo.ui.components.prose import Block, fold, table
from geo.ui.components.widgets import Line, line, swatch
from geo.ui.datasets.cache_keys import HASH_FUNCS
from geo.ui.datasets.selection import selected

MOST_DOTS = 600
"""Incidents of a side up to which each has its own dot; beyond, places are counted."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """Two sides drawn. Read-only: it is shared."""

    in_both: int
    """Incidents that stand on both sides."""
    legend: tuple[Line, ...]
    charts: tuple[dict[str, ChartSpec], ...]
    """Of each side, by title; none where nothing fits the filter."""
    numbers: Block
    """The same as a table."""


def drawings(dataset: Dataset, sides: Sequence[Side], days: Sequence[Window], theme: Theme) -> Drawings:
    """The sides drawn on one scale; ``days`` are the first and the last of each."""
    titles, filters = tuple(side.title for side in sides), tuple(side.filter for side in sides)
    return _drawn(dataset, titles, filters, tuple(days), theme)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=HASH_FUNCS)
def _drawn(
    dataset: Dataset, titles: tuple[str, ...], filters: tuple[Filter, ...], days: tuple[Window, ...], theme: Theme
) -> Drawings:
    frames = [incidents_of(dataset, selected(dataset, one).ids) for one in filters]
    both = len(set(frames[0]["id"]) & set(frames[1]["id"]))
    return Drawings(both, tuple(_legend(frames)), tuple(_charts(frames, days, theme)), _numbers(titles, frames))


def _legend(frames: Sequence[pd.DataFrame]) -> list[Line]:
    """One legend for both sides: hues, forms, and what a span means."""
    kinds = set().union(*(set(frame["whose"]) for frame in frames))
    forms = set().union(*(set(frame["verification"]) for frame in frames))
    hues = [
        line(kind.label, swatch=swatch("corroborated", "perpetrator_kind", str(kind)), title=kind.definition)
        for kind in PerpetratorKind
        if kind.label in kinds
    ]
    marks = [
        line(
            FORM_BY_VERIFICATION[str(word)].label,
            swatch={"form": str(word), "color": None},
            title=word.definition,
        )
        for word in Verification
        if str(word) in forms
    ]
    more = [
        line("Larger on the map: people killed", "muted"),
        line("Bar: day not known, one of these", "muted"),
    ]
    return [*hues, *marks, *more] if hues else []


def _charts(frames: Sequence[pd.DataFrame], days: Sequence[Window], theme: Theme) -> list[dict[str, ChartSpec]]:
    windows = charts.same_length(*days)
    kinds, places = charts.kinds_of(*frames), charts.places_of(*frames)
    unit = charts.time_unit((windows[0][1] - windows[0][0]).days)
    counted = [charts.binned(frame, unit) for frame in frames]
    spanning = [charts.spans(frame) for frame in frames]
    tallest, lanes = max(map(_tallest, counted), default=1), charts.lanes_of(*spanning)
    few = max(map(len, frames)) <= MOST_DOTS

    def drawn(k: int) -> dict[str, ChartSpec]:
        frame, window = frames[k], windows[k]
        found = {
            "By kind": charts.by_word(frame, "kind", kinds, _longest("kind", kinds, frames), theme),
            f"By {unit}": charts.by_time(counted[k], spanning[k], window, unit, tallest, lanes, theme),
            "By place and day" if few else "By place": charts.by_place(frame, places, window, theme)
            if few
            else charts.by_word(frame, "place", places, _longest("place", places, frames), theme),
        }
        return {title: chart_spec(chart) for title, chart in found.items()}

    return [{} if frame.empty else drawn(k) for k, frame in enumerate(frames)]


def _longest(field: str, listed: list[str], frames: Sequence[pd.DataFrame]) -> int:
    columns = [frame[field].where(frame[field].isin(listed), charts.OTHER_PLACES) for frame in frames if len(frame)]
    return max([1, *(int(column.value_counts().max()) for column in columns)])


def _tallest(counted: pd.DataFrame) -> int:
    return int(counted.groupby("from")["size"].sum().max()) if len(counted) else 1


def _numbers(titles: Sequence[str], frames: Sequence[pd.DataFrame]) -> Block:
    """Show as table, for whoever doesn't see the charts."""
    columns = [("", "40%"), *((title, "30%") for title in titles)]
    blocks = []
    for what, name in (("Kind", "kind"), ("Perpetrator", "whose"), ("Place", "place")):
        counts = [frame[name].value_counts() for frame in frames]
        present = dict.fromkeys(str(word) for one in counts for word in one.index)
        rows = [(word, *(str(int(one.get(word, 0))) for one in counts)) for word in present]
        blocks.append(table(f"{what}, incidents", [(what, "40%"), *columns[1:]], rows, "420px"))
    return fold("Show as table", "numbers", blocks)
