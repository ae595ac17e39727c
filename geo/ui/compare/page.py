"""The page Compare: two periods or two actors side by side, on one scale, with one legend."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo.count import Summary, whole_span
from geo.filter.filter import ActorRole, Filter
from geo.filter.view import Theme, View
from geo.model.dataset import Dataset
from geo.query import Source
from geo.ui.compare.comparison import (
    MODES,
    Mode,
    Side,
    actor_side,
    actors_of,
    period_side,
    periods_of,
    write_period,
)
from geo.ui.compare.side_drawings import drawings
from geo.ui.compare.small_map import small_map, small_maps
from geo.ui.components.load_incidents import load_incidents
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.components.widgets import page_theme, widget
from geo.ui.state import page_parameters, session
from geo.ui.state.control_values import follow, followed
from geo.ui.state.navigation import open_requested_page

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
        _draw(dataset, current.view, sides, summaries)


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


def _in_both(count: int) -> None:
    """An incident whose day is not known, or with both actors in it, stands on both sides: say so."""
    if count:
        what = "1 incident belongs" if count == 1 else f"{count:,} incidents belong"
        text_line(f"{what} to both sides, and is counted on each." if count == 1
              else f"{what} to both sides, and are counted on each.", "muted", "both")  # fmt: skip


def _draw(dataset: Dataset, view: View, sides: list[Side], summaries: list[Summary]) -> None:
    theme = page_theme()
    drawn = drawings(dataset, sides, [(one.start, one.end) for one in summaries], theme)
    _in_both(drawn.in_both)
    if drawn.legend:
        widget("legend", "compare_legend", {"label": "Legend of both sides", "entries": list(drawn.legend)})
    sided = [view.model_copy(update={"filter": side.filter, "theme": Theme(theme)}) for side in sides]
    pictures = small_maps(dataset, sided)
    for k, (column, side) in enumerate(zip(st.columns(2, gap="medium"), sides, strict=True)):
        with column, st.container(key=f"side-{SIDES[k]}"):
            st.header(side.title, anchor=False)
            text_line(summaries[k].sentence(), "count", SIDES[k])
            if not drawn.charts[k]:
                text_line("Nothing fits the filter on this side.", "muted", f"empty-{SIDES[k]}")
                continue
            small_map(pictures[k], f"map_{SIDES[k]}", f"Map of {side.title}: {summaries[k].sentence()}")
            for title, spec in drawn.charts[k].items():
                st.subheader(title, anchor=False)
                label = f"{title}, {side.title}"
                st.vega_lite_chart(spec, width="stretch", theme=None, key=f"{title}-{k}", alt=label)
    widget("prose", "compare_numbers", {"blocks": [drawn.numbers]})
