"""The page Compare: two periods or two actors side by side, on one scale, with one legend."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo.count import Summary, whole_span
from geo.filter.filter import ActorRole, Filter
from geo.filter.view import Theme, View
from geo.model.dataset import Dataset
from geo.model.vocabularies import PerpetratorKind, Verification
from geo.query import Source
from geo.style.symbols import FORM_BY_VERIFICATION
from geo.ui.compare import charts
from geo.ui.compare.comparison import (
    MODES,
    Mode,
    Side,
    actor_side,
    actors_of,
    incidents_of,
    period_side,
    periods_of,
    write_period,
)
from geo.ui.compare.small_map import small_map, small_maps
from geo.ui.components.load_incidents import load_incidents
from geo.ui.components.prose import fold, table
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.components.widgets import line, page_theme, swatch, widget
from geo.ui.datasets.selection import selected
from geo.ui.state import page_parameters, session
from geo.ui.state.control_values import follow, followed
from geo.ui.state.navigation import open_requested_page

MOST_DOTS = 600
"""Incidents of a side up to which each has its own dot; beyond, places are counted."""
MODE, SIDES = "compare_mode", ("left", "right")


def compare_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    incidents = load_incidents(source, _of_both(current.view.filter), "Compare", dated=False)
    if incidents is None:
        return
    dataset = incidents.shown
    with reference_page("Compare"):
        text_line(
            "Two periods or two actors, on one scale. All other filters of the sidebar hold for both sides.",
            "muted",
            "about",
        )
        mode: Mode = "actors" if page_parameters.value("compare") == "actors" else "periods"
        _mode(mode)
        sides = _sides(dataset, mode, current.view.filter)
        summaries = [source.summary(side.filter) for side in sides]
        frames = [incidents_of(dataset, selected(dataset, side.filter).ids) for side in sides]
        _in_both(frames)
        _legend(frames)
        _charts(dataset, current.view, sides, summaries, frames)
        _numbers(sides, frames)


def _of_both(filter: Filter) -> Filter:
    """What both sides are taken of: each chooses its dates or actors itself."""
    changes = {"start": None, "end": None, "actors": (), "stances": (), "actor_role": ActorRole.ANY}
    return filter.model_copy(update=changes)


def _mode(mode: Mode) -> None:
    follow(MODE, mode)
    st.segmented_control(
        "Compare",
        list(MODES),
        format_func=lambda word: MODES[word],
        key=MODE,
        on_change=_turned,
        required=True,
    )


def _turned() -> None:
    page_parameters.put("compare", "actors" if st.session_state[MODE] == "actors" else "")
    for name in SIDES:
        page_parameters.put(name, "")


def _sides(dataset: Dataset, mode: Mode, filter: Filter) -> list[Side]:
    left, right = page_parameters.value("left"), page_parameters.value("right")
    columns = st.columns(2, gap="medium")
    if mode == "actors":
        chosen = actors_of(dataset, left, right)
        for name, column, actor in zip(SIDES, columns, chosen, strict=True):
            with column:
                _pick_actor(dataset, name, actor)
        return [actor_side(dataset, actor, filter) for actor in chosen]
    periods = periods_of(dataset, left, right)
    for name, column, period in zip(SIDES, columns, periods, strict=True):
        with column:
            _pick_period(dataset, name, period)
    return [period_side(period, filter) for period in periods]


def _pick_actor(dataset: Dataset, name: str, actor: str) -> None:
    key = f"compare_actor_{name}"
    follow(key, actor)
    st.selectbox(
        f"{name.capitalize()}: actor",
        sorted(dataset.actors, key=lambda one: dataset.actor_name(one).casefold()),
        format_func=lambda one: " · ".join(dataset.actors[one].names),
        key=key,
        on_change=lambda: page_parameters.put(name, st.session_state[key]),
    )


def _pick_period(dataset: Dataset, name: str, period: tuple[Any, Any]) -> None:
    key = f"compare_period_{name}"
    first, last = whole_span(dataset)
    follow(key, period)
    st.date_input(
        f"{name.capitalize()}: first and last day",
        min_value=min(first, period[0]),
        max_value=max(last, period[1]),
        key=key,
        format="YYYY-MM-DD",
        on_change=partial(_period_picked, name, key),
    )


def _period_picked(name: str, key: str) -> None:
    picked = st.session_state[key]
    if len(picked) == 2:  # in between only the first day is picked
        page_parameters.put(name, write_period(picked))
        followed(key, picked)


def _in_both(frames: list[pd.DataFrame]) -> None:
    """An incident whose day is not known, or with both actors in it, stands on both sides: say so."""
    count = len(set(frames[0]["id"]) & set(frames[1]["id"]))
    if count:
        what = "1 incident belongs" if count == 1 else f"{count:,} incidents belong"
        text_line(f"{what} to both sides, and is counted on each." if count == 1
              else f"{what} to both sides, and are counted on each.", "muted", "both")  # fmt: skip


def _legend(frames: list[pd.DataFrame]) -> None:
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
    if hues:
        more = [
            line("Larger on the map: people killed", "muted"),
            line("Bar: day not known, one of these", "muted"),
        ]
        widget("legend", "compare_legend", {"label": "Legend of both sides", "entries": [*hues, *marks, *more]})


def _charts(
    dataset: Dataset, view: View, sides: list[Side], summaries: list[Summary], frames: list[pd.DataFrame]
) -> None:
    theme = page_theme()
    windows = charts.same_length(*((one.start, one.end) for one in summaries))
    kinds, places = charts.kinds_of(*frames), charts.places_of(*frames)
    unit = charts.time_unit((windows[0][1] - windows[0][0]).days)
    tallest = max((_tallest(charts.binned(frame, unit)) for frame in frames), default=1)
    lanes = charts.lanes_of(*frames)
    few = max(map(len, frames)) <= MOST_DOTS
    drawings: dict[str, Callable[[int], Any]] = {
        "By kind": lambda k: charts.by_word(frames[k], "kind", kinds, _longest("kind", kinds, frames), theme),
        f"By {unit}": lambda k: charts.by_time(frames[k], windows[k], unit, tallest, lanes, theme),
        "By place and day" if few else "By place": lambda k: (
            charts.by_place(frames[k], places, windows[k], theme)
            if few
            else charts.by_word(frames[k], "place", places, _longest("place", places, frames), theme)
        ),
    }
    sided = [view.model_copy(update={"filter": side.filter, "theme": Theme(theme)}) for side in sides]
    pictures = small_maps(dataset, sided)
    for k, (column, side) in enumerate(zip(st.columns(2, gap="medium"), sides, strict=True)):
        with column, st.container(key=f"side-{SIDES[k]}"):
            st.header(side.title, anchor=False)
            text_line(summaries[k].sentence(), "count", SIDES[k])
            if frames[k].empty:
                text_line("Nothing fits the filter on this side.", "muted", f"empty-{SIDES[k]}")
                continue
            small_map(pictures[k], f"map_{SIDES[k]}", f"Map of {side.title}: {summaries[k].sentence()}")
            for title, draw in drawings.items():
                st.subheader(title, anchor=False)
                label = f"{title}, {side.title}"
                st.altair_chart(draw(k), width="stretch", theme=None, key=f"{title}-{k}", alt=label)


def _longest(field: str, listed: list[str], frames: list[pd.DataFrame]) -> int:
    columns = [frame[field].where(frame[field].isin(listed), charts.OTHER_PLACES) for frame in frames if len(frame)]
    return max([1, *(int(column.value_counts().max()) for column in columns)])


def _tallest(counted: pd.DataFrame) -> int:
    return int(counted.groupby("from")["size"].sum().max()) if len(counted) else 1


def _numbers(sides: list[Side], frames: list[pd.DataFrame]) -> None:
    """Show as table, for whoever doesn't see the charts."""
    columns = [("", "40%"), *((side.title, "30%") for side in sides)]
    blocks = []
    for what, name in (("Kind", "kind"), ("Perpetrator", "whose"), ("Place", "place")):
        counts = [frame[name].value_counts() for frame in frames]
        present = dict.fromkeys(str(word) for one in counts for word in one.index)
        rows = [(word, *(str(int(one.get(word, 0))) for one in counts)) for word in present]
        blocks.append(table(f"{what}, incidents", [(what, "40%"), *columns[1:]], rows, "420px"))
    widget("prose", "compare_numbers", {"blocks": [fold("Show as table", "numbers", blocks)]})
