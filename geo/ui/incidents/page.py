"""The page Incidents: everything that the filter leaves, as a table, with the picked incident beside it; or the places
and actors with the most of it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from geo.database_errors import EngineError
from geo.export.redistribution import owner_words, redistribution_refusal
from geo.export.tables import TABLE_FORMATS
from geo.filter.apply import Selection
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from geo.model.notice import NOTICE
from geo.number_words import quantity
from geo.query import Source, loosen
from geo.ui.components.download import download
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.components.widgets import Choice, widget
from geo.ui.datasets.download_rights import is_owner
from geo.ui.datasets.selection import selected
from geo.ui.incidents.incident_rows import PAGE_ROWS, incident_rows, table_data
from geo.ui.incidents.ranking_section import choose_ranking, ranked_by, ranking_section
from geo.ui.state import session
from geo.ui.state.control_values import follow, followed
from geo.ui.state.navigation import change_and_open, open_requested_page
from geo.ui.state.session import change_filter

SORT, PAGE, SEARCH = "incidents_sort", "incidents_page", "incidents_search"
SEEN = "incidents_seen"
"""The incident that was picked in the run before: only a new one turns the page."""
PREPARED = "incidents_taken"
"""The filter whose incidents were read for files."""
_ORDERS = {"when": "date", "where": "place"}
"""Columns of the table that sources call otherwise (``geo.count.ordering.ORDERS``)."""


def incidents_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    view = current.view
    summary = source.summary(view.filter)
    with reference_page("Incidents"):
        text_line(summary.sentence(), "count", "incidents")
        _search(source, view.filter)
        if not summary.count:
            _nothing_found(source, view.filter)
            return
        by = ranked_by()
        choose_ranking(by)
        if by is not None:
            ranking_section(source, view.filter, by)
            return
        left, right = st.columns([1.9, 1], gap="medium") if view.selection else (st.container(key="table"), None)
        with left:
            _table(source, view.filter, summary.count, view.selection)
            st.header("Download", anchor=False)
            _downloads(source, view.filter, summary.count)
        if view.selection and right:
            with right, st.container(key="card"):
                _card(source, view.filter, view.selection)


def _card(source: Source, filter: Filter, picked: str) -> None:
    try:
        card = source.card(picked, filter)
    except EngineError as error:
        text_line(error.sentence(), "muted", "card_none")
        return
    if card is None:
        text_line("No source had reported this incident by then.", "muted", "card_none")
        return
    widget("card", "incident_card", {"card": card.to_dict(), "follow": picked}, _on_card)


def _search(source: Source, filter: Filter) -> None:
    """The shared search, also within reach where the sidebar is folded away."""
    follow(SEARCH, filter.text)
    st.text_input(
        "Search titles, summaries, places and names",
        key=SEARCH,
        on_change=_searched,
        placeholder="Soleimani, كتائب …",
        width=420,
    )
    found = source.search(filter)
    if found is not None and found.suggestion:
        better = found.suggestion
        st.button(f"Did you mean “{better}”?", on_click=partial(change_filter, text=better), key="incidents_better")


def _searched() -> None:
    text = st.session_state[SEARCH]
    plain = Filter(text=text).text
    followed(SEARCH, plain)
    current: session.Session = st.session_state[session.KEY]
    session.change(filter=current.view.filter.model_copy(update={"text": plain}), selection=None)


def _nothing_found(source: Source, filter: Filter) -> None:
    text_line("Nothing fits this filter.", "count", "nothing")
    for number, way in enumerate(loosen(source, filter)[:4]):
        label = f"Without {way.what}: {quantity(way.count, 'incident')}"
        st.button(label, key=f"loosen_{number}", on_click=partial(_loosen, way.filter))


def _loosen(looser: Filter) -> None:
    session.change(filter=looser)


def _table(source: Source, filter: Filter, count: int, picked: str | None) -> None:
    by, descending = st.session_state.get(SORT, ("when", False))
    order = _ORDERS.get(by, by)
    pages = -(-count // PAGE_ROWS)
    if picked and picked != st.session_state.get(SEEN):
        place = source.position(filter, order, descending, picked)
        if place is not None:
            st.session_state[PAGE] = place // PAGE_ROWS
    st.session_state[SEEN] = picked
    page = min(st.session_state.get(PAGE, 0), pages - 1)
    found = source.rows(filter, order, descending, page * PAGE_ROWS, PAGE_ROWS)
    data = table_data(incident_rows(found.dataset, found.ids, picked), by, descending, picked is not None)
    widget("table", "incident_table", data, _on_table)
    if pages > 1:
        _pager(page, pages, count)


def _pager(page: int, pages: int, count: int) -> None:
    """Ways to the rows before and after."""
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        st.button("← Before", key="before", disabled=page == 0, on_click=partial(_turn, page - 1))
        text_line(
            f"{page * PAGE_ROWS + 1:,} to {min(count, (page + 1) * PAGE_ROWS):,} of {count:,}",
            "muted",
            "pager",
        )
        st.button("After →", key="after", disabled=page == pages - 1, on_click=partial(_turn, page + 1))


def _turn(page: int) -> None:
    st.session_state[PAGE] = page


def _downloads(source: Source, filter: Filter, count: int) -> None:
    """The selected incidents as files; where they must be read first, once the person asks for it."""
    limit = source.limit
    if limit is not None and count > limit:
        text_line(
            f"Up to {limit:,} incidents can be taken along at once; the filter leaves {count:,}.", "muted", "downloads"
        )
    elif not source.is_loaded(filter) and st.session_state.get(PREPARED) != filter:
        st.button("Prepare the files", key="take", on_click=partial(_prepare, filter))
    else:
        shown = source.load(filter).shown
        _files(shown, selected(shown, filter))


def _prepare(filter: Filter) -> None:
    st.session_state[PREPARED] = filter


def _files(dataset: Dataset, selection: Selection) -> None:
    """Offer the selected incidents as files, where the dataset's licence lets its rows leave."""
    refused = redistribution_refusal(dataset)
    if refused and not is_owner(dataset):
        text_line(refused, "muted", "downloads")
        return
    if refused:
        text_line(owner_words(dataset, date.today()), "muted", "owner")
    count = quantity(selection.count, "incident")
    text_line(
        f"{count} with ledger, figures and sources. {NOTICE}; the notice travels in each file.",
        "muted",
        "downloads",
    )
    with st.container(horizontal=True, key="downloads"):
        for form in TABLE_FORMATS:
            download(
                form.title,
                partial(form.write, dataset, selection, date.today()),
                file_name=f"{dataset.id}-{dataset.version}{form.suffix}",
                mime=form.mime,
                key=f"download_{form.name}",
            )


def _on_table(choice: Choice) -> None:
    """A row was picked, or a heading to sort by."""
    if "incident" in choice:
        session.change(selection=str(choice["incident"]))
    if "sort" in choice:
        by, descending = st.session_state.get(SORT, ("when", False))
        st.session_state[SORT] = (choice["sort"], by == choice["sort"] and not descending)
        st.session_state[PAGE] = 0


def _on_card(choice: Choice) -> None:
    """The card was closed, or its place on the map asked for."""
    if "map" in choice:
        change_and_open("Map", selection=str(choice["map"]))
    else:
        session.change(selection=None)
