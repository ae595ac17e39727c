"""The page Incidents: everything that the filter leaves, as a table, with the picked incident beside it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from geo.card import incident_card
from geo.count import loosen
from geo.export.sharing import owner_words, refusal
from geo.export.tables import TABLE_FORMATS
from geo.filter.apply import Selection
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.model.notice import NOTICE
from geo.ui import datasets, session
from geo.ui.incident_rows import PAGE_ROWS, in_order, incident_rows, table_data
from geo.ui.ownership import is_owner
from geo.ui.plates import Choice, plate
from geo.ui.sheet import sheet, words
from geo.ui.shown import Shown, change_filter, follow, go_later, shown

SORT, PAGE, SEARCH = "incidents_sort", "incidents_page", "incidents_search"
SEEN = "incidents_seen"
"""The incident that was picked in the run before: only a new one turns the page."""


def incidents_page(dataset: Dataset, current: session.Session) -> None:
    """Draw the page."""
    follow()
    view = current.view
    found = shown(dataset, view.filter)
    with sheet("Incidents"):
        words(found.summary.sentence(), "count", "incidents")
        _search(dataset, view.filter)
        if not found.selection.count:
            _nothing(current.whole, found)
            return
        picked = view.selection if view.selection in dataset.incidents.index else None
        left, right = st.columns([1.9, 1], gap="medium") if picked else (st.container(key="table"), None)
        with left:
            _table(dataset, found, picked)
            st.header("Download", anchor=False)
            downloads(dataset, found.selection)
        if picked and right:
            with right, st.container(key="card"):
                card = incident_card(dataset, picked).to_dict()
                plate("card", "incident_card", {"card": card, "follow": picked}, on_card)


def search_field(asked: Filter) -> None:
    """The shared search, also within reach where the sidebar is folded away."""
    if SEARCH not in st.session_state or st.session_state.get(f"{SEARCH}_of") != asked.text:
        st.session_state[SEARCH] = st.session_state[f"{SEARCH}_of"] = asked.text
    st.text_input(
        "Search titles, summaries, places and names",
        key=SEARCH,
        on_change=_searched,
        placeholder="Soleimani, كتائب …",
        width=420,
    )


def _search(dataset: Dataset, asked: Filter) -> None:
    search_field(asked)
    if not asked.text:
        return
    better = datasets.search_index(dataset.plain or dataset).search(asked.text).suggestion
    if better:
        st.button(f"Did you mean “{better}”?", on_click=partial(change_filter, text=better), key="incidents_better")


def _searched() -> None:
    text = st.session_state[SEARCH]
    plain = Filter(text=text).text
    st.session_state[f"{SEARCH}_of"] = plain
    current: session.Session = st.session_state[session.KEY]
    session.change(filter=current.view.filter.model_copy(update={"text": plain}), selection=None)


def _nothing(whole: Dataset, found: Shown) -> None:
    words("Nothing fits this filter.", "count", "nothing")
    for number, way in enumerate(loosen(whole, found.filter)[:4]):
        label = f"Without {way.what}: {way.count:,} {'incident' if way.count == 1 else 'incidents'}"
        st.button(label, key=f"loosen_{number}", on_click=partial(_loosen, way.filter))


def _loosen(looser: Filter) -> None:
    session.change(filter=looser)


def _table(dataset: Dataset, found: Shown, picked: str | None) -> None:
    by, descending = st.session_state.get(SORT, ("when", False))
    ids = in_order(dataset, found.selection.ids, by, descending)
    pages = -(-len(ids) // PAGE_ROWS)
    if picked in ids and picked != st.session_state.get(SEEN):
        st.session_state[PAGE] = ids.index(picked) // PAGE_ROWS
    st.session_state[SEEN] = picked
    page = min(st.session_state.get(PAGE, 0), pages - 1)
    part = ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
    data = table_data(incident_rows(dataset, part, picked), by, descending, picked is not None)
    plate("table", "incident_table", data, on_table)
    if pages > 1:
        pager(page, pages, len(ids))


def pager(page: int, pages: int, count: int) -> None:
    """Ways to the rows before and after."""
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        st.button("← Before", key="before", disabled=page == 0, on_click=partial(_turn, page - 1))
        words(
            f"{page * PAGE_ROWS + 1:,} to {min(count, (page + 1) * PAGE_ROWS):,} of {count:,}",
            "muted",
            "pager",
        )
        st.button("After →", key="after", disabled=page == pages - 1, on_click=partial(_turn, page + 1))


def _turn(page: int) -> None:
    st.session_state[PAGE] = page


def downloads(dataset: Dataset, selection: Selection) -> None:
    """Offer the selected incidents as files, where the dataset's licence lets its rows leave."""
    refused = refusal(dataset)
    if refused and not is_owner(dataset):
        words(refused, "muted", "downloads")
        return
    if refused:
        words(owner_words(dataset, date.today()), "muted", "owner")
    told = f"{selection.count:,} {'incident' if selection.count == 1 else 'incidents'}"
    words(
        f"{told} with ledger, figures and sources. {NOTICE}; the notice travels in each file.",
        "muted",
        "downloads",
    )
    with st.container(horizontal=True, key="downloads"):
        for form in TABLE_FORMATS:
            st.download_button(
                form.title,
                data=partial(form.write, dataset, selection, date.today()),
                file_name=f"{dataset.id}-{dataset.version}{form.suffix}",
                mime=form.mime,
                key=f"download_{form.name}",
                on_click="ignore",
            )


def on_table(choice: Choice) -> None:
    """A row was picked, or a heading to sort by."""
    if "incident" in choice:
        session.change(selection=str(choice["incident"]))
    if "sort" in choice:
        by, descending = st.session_state.get(SORT, ("when", False))
        st.session_state[SORT] = (choice["sort"], by == choice["sort"] and not descending)
        st.session_state[PAGE] = 0


def on_card(choice: Choice) -> None:
    """The card was closed, or its place on the map asked for."""
    if "map" in choice:
        go_later("Map", selection=str(choice["map"]))
    else:
        session.change(selection=None)
