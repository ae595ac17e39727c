"""The page Incidents where they stay in the database: one screenful at a time, sorted and counted there."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo.card import incident_card
from geo.card.words import capital
from geo.engine import Engine, EngineError
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.model.vocabularies import EventType, Kind, Verification
from geo.ui import incidents_page as usual
from geo.ui import session
from geo.ui.engine.answers import when
from geo.ui.engine.opened import most_held, read_one, read_some
from geo.ui.incident_rows import PAGE_ROWS, table_data
from geo.ui.plates import line, plate, swatch
from geo.ui.sheet import sheet, words
from geo.ui.shown import follow

_ORDERS = {"when": "date", "where": "place"}
"""Columns of the table that the engine calls otherwise."""
_KINDS = {str(word): word for word in Kind}
_EVENTS = {str(word): word for word in EventType}
_VERIFICATIONS = {str(word): word for word in Verification}


def incidents_page(engine: Engine, current: session.Session) -> None:
    """Draw the page."""
    follow()
    view = current.view
    summary = engine.summary(view.filter)
    with sheet("Incidents"):
        words(summary.sentence(), "count", "incidents")
        usual.search_field(view.filter)
        if not summary.count:
            words("Nothing fits this filter. Take off one of its parts at the side.", "count", "nothing")
            return
        left, right = st.columns([1.9, 1], gap="medium") if view.selection else (st.container(key="table"), None)
        with left:
            _table(engine, view.filter, summary.count, view.selection)
            _downloads(engine, view.filter, summary.count)
        if view.selection and right:
            with right, st.container(key="card"):
                _card(engine, view.filter, view.selection)


def _card(engine: Engine, asked: Filter, picked: str) -> None:
    try:
        found = read_one(engine, picked, asked.as_known_on)
        card = incident_card(found, picked).to_dict()
    except KeyError:
        words("No source had reported this incident by then.", "muted", "card_none")
        return
    except EngineError as error:
        words(error.sentence(), "muted", "card_none")
        return
    plate("card", "incident_card", {"card": card, "follow": picked}, usual.on_card)


def _table(engine: Engine, asked: Filter, count: int, picked: str | None) -> None:
    by, descending = st.session_state.get(usual.SORT, ("when", False))
    pages = -(-count // PAGE_ROWS)
    page = min(st.session_state.get(usual.PAGE, 0), pages - 1)
    found = engine.rows(
        asked, order=_ORDERS.get(by, by), descending=descending, limit=PAGE_ROWS, offset=page * PAGE_ROWS
    )
    rows = [{"id": row["id"], "current": row["id"] == picked, "cells": _cells(row)} for row in found.to_pylist()]
    data = table_data(rows, by, descending, picked is not None)
    plate("table", "incident_table", data, usual.on_table)
    if pages > 1:
        usual.pager(page, pages, count)


def _cells(row: dict[str, Any]) -> list[Any]:
    kind = f"{_KINDS[row['kind']].label} · {_EVENTS[row['event_type']].label.lower()}"
    verification = _VERIFICATIONS[row["verification"]]
    hue = swatch(str(verification), "perpetrator_kind", row["perpetrator_kind"])
    return [
        capital(when(row)),
        [line(row["title"], "strong", pick={"incident": row["id"]}), line(kind, "muted")],
        row["place"] or line("not stated", "unknown"),
        line(row["whose"] or "Perpetrator not known", swatch=hue),
        line(verification.label, title=verification.definition),
        _least(row["killed"]),
        _least(row["wounded"]),
        f"{row['sources']:,}",
    ]


def _least(figure: int | None) -> Any:
    """The least that a source states; the card says the whole."""
    if figure is None:
        return line("not stated", "unknown")
    return f"{figure:,}" if figure else "0 reported"


def _downloads(engine: Engine, asked: Filter, count: int) -> None:
    st.header("Download", anchor=False)
    limit = most_held()
    if count > limit:
        words(
            f"Up to {limit:,} incidents can be taken along at once; the filter leaves {count:,}.", "muted", "downloads"
        )
        return
    if st.session_state.get("engine_take") != asked:
        st.button("Prepare the files", key="engine_prepare", on_click=partial(_prepare, asked))
        return
    dataset = read_some(engine, asked)
    usual.downloads(dataset, select(dataset, asked))


def _prepare(asked: Filter) -> None:
    st.session_state["engine_take"] = asked
