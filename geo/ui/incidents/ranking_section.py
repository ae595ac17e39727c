"""Places and actors with the most incidents, or the most killed; each row narrows the filter to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from geo.card.fact_words import country_name
from geo.count.ranking import (
    MOST_ROWS,
    RankBy,
    RankedRow,
    Ranking,
    RankOrder,
    only_actor,
    only_place,
    ranked_filter,
)
from geo.export.ranking_table import ranking_csv
from geo.filter.filter import Filter
from geo.model.notice import NOTICE, notice_of
from geo.query import Source
from geo.ui.components.download import download
from geo.ui.components.reference_page import text_line
from geo.ui.components.widgets import Choice, line, widget
from geo.ui.state import page_parameters, session
from geo.ui.state.control_values import follow

SHOWN = 20
"""Rows that the page shows; the file has them all, up to ``MOST_ROWS``."""
CONTROL, ORDER = "incidents_show", "ranking_order"
_PARAMETER = "ranking"

_COLUMNS: list[dict[str, Any]] = [
    {"id": "rank", "label": "", "number": True, "width": "5%"},
    {"id": "name", "label": "", "width": "47%"},
    {"id": "incidents", "label": "Incidents", "sortable": True, "number": True, "width": "14%"},
    {
        "id": "killed", "label": "Killed", "sortable": True, "number": True, "width": "18%",
        "title": "Added up over the incidents that state a number; sorted by the lowest.",
    },
    {
        "id": "unstated", "label": "Without a figure", "number": True, "width": "16%",
        "title": "Incidents that state no number of killed.",
    },
]  # fmt: skip


def ranked_by() -> RankBy | None:
    """What the page ranks; None where it lists incidents."""
    word = page_parameters.value(_PARAMETER)
    return next((by for by in RankBy if by == word), None)


def choose_ranking(by: RankBy | None) -> None:
    """The control between the list and the rankings."""
    follow(CONTROL, "" if by is None else str(by))
    labels = {"": "Incidents", **{str(one): one.label for one in RankBy}}
    st.segmented_control(
        "Show", list(labels), format_func=lambda one: labels[one], key=CONTROL, on_change=_turned, required=True,
        help="Places, perpetrators, parties and targets are ranked by their incidents, or by the people killed in these.",
    )  # fmt: skip


def _turned() -> None:
    page_parameters.put(_PARAMETER, str(st.session_state[CONTROL] or ""))


def ranking_section(source: Source, filter: Filter, by: RankBy) -> None:
    """The first rows, what they leave out, and the whole as a file."""
    chosen = st.session_state.get(ORDER)
    order = next((one for one in RankOrder if one == chosen), RankOrder.INCIDENTS)
    found = source.ranking(filter, by, order, SHOWN)
    for number, sentence in enumerate(ranking_sentences(found, filter, by)):
        text_line(sentence, "muted", f"ranking_{number}")
    if not found.rows:
        return
    data = ranking_data(source, found.rows, by, order)
    widget("table", "ranking_table", data, partial(_on_table, filter, by, found.rows))
    st.header("Download", anchor=False)
    text_line(
        f"The whole ranking as totals, without the incidents. {NOTICE}; the notice travels in the file.",
        "muted",
        "ranking",
    )
    facts = source.facts
    with st.container(horizontal=True, key="downloads"):
        download(
            "CSV", partial(_file, source, filter, by, order), mime="text/csv", key="download_ranking",
            file_name=f"{facts.id}-{facts.version}-ranking-{by}.csv",
        )  # fmt: skip


def ranking_sentences(found: Ranking, filter: Filter, by: RankBy) -> list[str]:
    """How much is ranked, what is in no row, and how to read the numbers."""
    if not found.groups:
        return [f"None of {found.incidents:,} incidents names a {by}."]
    listed, named = len(found.rows), found.incidents - found.unnamed
    what = str(by) if found.groups == 1 else by.label.lower()
    first = f"{listed:,} of {found.groups:,} {what}" if found.groups > listed else f"{found.groups:,} {what}"
    not_named = "1 does not" if found.unnamed == 1 else f"{found.unnamed:,} do not"
    name = "names" if named == 1 else "name"
    sentences = [f"{first}. {named:,} of {found.incidents:,} incidents {name} a {by}; {not_named}."]
    if by is RankBy.PLACE:
        sentences.append(
            "A row opens the area around its place: incidents under other names may lie there too, and those without a "
            "map location are not in it. A place without a single point is searched by its name."
        )
        return sentences
    if ranked_filter(filter, by) != filter:
        sentences.append("Counted without the filter by actor: a row puts its actor in place of it.")
    if by is RankBy.PERPETRATOR:
        sentences.append("A perpetrator is whom any source puts forward; a claim is not an attribution.")
    sentences.append(
        "An incident that names several counts for each of them. Killed are people on any side in these incidents."
    )
    return sentences


def ranking_data(source: Source, rows: Sequence[RankedRow], by: RankBy, order: RankOrder) -> dict[str, Any]:
    """What the table of a ranking shows."""
    heads = {"rank": "Rank", "name": str(by).capitalize()}
    return {
        "caption": f"{by.label} by {'incidents' if order is RankOrder.INCIDENTS else 'killed'}",
        "columns": [{**column, "label": heads.get(column["id"], column["label"])} for column in _COLUMNS],
        "rows": [_row(source, rank, row, by) for rank, row in enumerate(rows, 1)],
        "sort": {"by": str(order), "descending": True},
        "rowPick": "row",
        "minWidth": "560px",
    }


def _row(source: Source, rank: int, row: RankedRow, by: RankBy) -> dict[str, Any]:
    place = by is RankBy.PLACE
    name = row.name if place else _name_of(source, row.name)
    under = [part for part in (row.admin1, *map(country_name, row.countries)) if part]
    lines = [line(name, "strong", pick={"row": str(rank - 1)}, title="Only this")]
    if under:
        lines.append(line(", ".join(under), "muted"))
    if place and row.area is None:
        lines.append(line("No single point on the map", "unknown"))
    elif place and row.at_point < row.incidents:
        lines.append(line(f"{row.incidents - row.at_point:,} of them without a map location", "unknown"))
    killed = line("not stated", "unknown") if row.killed is None else line(row.killed.words())
    return {
        "id": str(rank - 1),
        "cells": [str(rank), lines, f"{row.incidents:,}", killed, f"{row.without_figure:,}"],
    }


def _name_of(source: Source, actor: str) -> str:
    known = source.facts.actors.get(actor)
    return actor if known is None else known.name


def _file(source: Source, filter: Filter, by: RankBy, order: RankOrder) -> bytes:
    facts = source.facts
    found = source.ranking(filter, by, order, MOST_ROWS)
    notice = notice_of(facts.title, facts.version, facts.licence, filter.as_known_on, date.today())
    about = {"notice": notice, "dataset": facts.id, "dataset_version": facts.version}
    return ranking_csv(found, by, partial(_name_of, source), about)


def _on_table(filter: Filter, by: RankBy, rows: Sequence[RankedRow], choice: Choice) -> None:
    """A row narrows the filter and shows its incidents; a heading sorts."""
    if choice.get("sort") in RankOrder.words():
        st.session_state[ORDER] = str(choice["sort"])
    place = str(choice.get("row", ""))
    if place.isdecimal() and int(place) < len(rows):
        row = rows[int(place)]
        narrowed = only_place(filter, row) if by is RankBy.PLACE else only_actor(filter, by, row.name)
        session.change(filter=narrowed, selection=None)
        page_parameters.put(_PARAMETER, "")
