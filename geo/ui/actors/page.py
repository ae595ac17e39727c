"""The page Actors: the ledger across incidents, and each actor with its names, ties and own lines of time."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from geo.count.ledger_matrix import ActorLine
from geo.filter.filter import ActorRole, Filter
from geo.model.dataset import Dataset
from geo.model.vocabularies import ATTRIBUTIONS, Stance
from geo.query import Source
from geo.search.aliases import all_names
from geo.ui.actors.profile import EVENT, SPEAKS, TARGET, actor_profile
from geo.ui.actors.time_axis import axis
from geo.ui.actors.timeline_marks import marks, when_words
from geo.ui.components.load_incidents import load_incidents
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.components.widgets import Choice, widget
from geo.ui.datasets.cache_keys import HASH_FUNCS
from geo.ui.state import page_parameters, session
from geo.ui.state.navigation import change_and_open, open_requested_page

COLUMN = "actors_column"
FIND = "actors_find"
MOST_ROWS = 60
"""Rows of the matrix; the search finds every other actor."""

COLUMNS = [
    *({"id": str(stance), "label": stance.label, "title": stance.definition} for stance in Stance),
    {"id": TARGET, "label": "Target", "title": "The incident hit the actor or was aimed at it."},
    {"id": SPEAKS, "label": "Made a statement", "title": "The actor says something about whose act it was."},
]


def actors_page(source: Source, current: session.Session) -> None:
    """Draw the page."""
    open_requested_page()
    incidents = load_incidents(source, current.view.filter, "Actors")
    if incidents is None:
        return
    dataset = incidents.shown
    summary, matrix = source.summary(current.view.filter), source.actor_lines(current.view.filter)
    span = summary.start, summary.end
    who = page_parameters.value("who")
    line = next((line for line in matrix if (line.actor or EVENT) == who), None)
    with reference_page("Actors"):
        text_line(summary.sentence(), "count", "actors")
        text_line(
            "Which actors the sources name, and how. Each number counts the incidents with such a statement: a claim "
            "is not an attribution, and a denial stands beside the accusation. A party took part, with no source saying "
            "who acted against whom; a target was hit or aimed at, according to the sources.",
            "muted",
            "about",
        )
        _find(dataset, who if line else "")
        left, right = st.columns([1.35, 1], gap="medium") if line else (st.container(key="table"), None)
        with left:
            _matrix(dataset, current.view.filter, matrix, span, who if line else None)
        if line and right:
            column = st.session_state.get(COLUMN)
            data = actor_profile(dataset, line, column, span) | {"follow": who}
            with right, st.container(key="card"):
                widget("actor", "actor_sheet", data, partial(_on_profile, line, column, current.view.filter))


def _find(dataset: Dataset, who: str) -> None:
    """Any actor by any of its names."""
    actors = sorted(dataset.actors.values(), key=lambda actor: actor.name.casefold())
    st.session_state[FIND] = who if who in dataset.actors else None
    st.selectbox(
        "Find an actor by any of its names",
        [actor.id for actor in actors],
        format_func=lambda actor: " · ".join(all_names(dataset.actors[actor])),
        key=FIND,
        on_change=_found,
        placeholder="Name, alias or native name",
        width=420,
    )


def _found() -> None:
    page_parameters.put("who", st.session_state[FIND] or "")
    st.session_state.pop(COLUMN, None)


def _matrix(
    dataset: Dataset, filter: Filter, matrix: tuple[ActorLine, ...], span: tuple[date, date], who: str | None
) -> None:
    chosen = {"actor": who, "column": st.session_state.get(COLUMN)}
    widget("matrix", "actor_matrix", {**_matrix_data(dataset, filter, matrix, span), "chosen": chosen}, _on_matrix)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs=HASH_FUNCS)
def _matrix_data(
    dataset: Dataset, filter: Filter, _matrix: tuple[ActorLine, ...], span: tuple[date, date]
) -> dict[str, Any]:
    """What stands in the matrix, which follows from dataset and filter; read-only."""
    listed = [line for line in _matrix if line.named or line.speaks]
    absent = [str(line.actor) for line in _matrix if line.actor and line not in listed]
    return {
        "caption": "Incidents by actor and stance",
        "columns": COLUMNS,
        "rows": [_row(dataset, line, span) for line in listed[:MOST_ROWS]],
        "more": max(0, len(listed) - MOST_ROWS),
        "absent": [{"id": actor, "name": dataset.actor_name(actor)} for actor in absent[:MOST_ROWS]],
        "axis": axis(*span),
    }


def _row(dataset: Dataset, line: ActorLine, span: tuple[date, date]) -> dict[str, Any]:
    actor = dataset.actors.get(line.actor or "")
    counts = [len(line.stances.get(stance, ())) for stance in Stance]
    name = "The event itself" if line.actor is None else dataset.actor_name(line.actor)
    return {
        "id": line.actor or EVENT,
        "name": name,
        "native": actor.native_name if actor and actor.native_name != actor.name else None,
        "kind": actor.kind.label if actor else "No actor named",
        "counts": [*counts, len(line.target), len(line.speaks) if line.actor else 0],
        "marks": marks(dataset, line, span),
        "when": f"{name}: {when_words(dataset, line)}",
    }


def _on_matrix(choice: Choice) -> None:
    actor, column = str(choice.get("actor", "")), choice.get("column")
    same = page_parameters.value("who") == actor and st.session_state.get(COLUMN) == column
    page_parameters.put("who", "" if same else actor)
    st.session_state[COLUMN] = column


def _on_profile(line: ActorLine, column: str | None, filter: Filter, choice: Choice) -> None:
    if "incident" in choice:
        change_and_open("Incidents", selection=str(choice["incident"]))
    elif "actor" in choice:
        page_parameters.put("who", str(choice["actor"]))
        st.session_state.pop(COLUMN, None)
    elif "column" in choice:
        st.session_state[COLUMN] = choice["column"]
    elif "map" in choice and line.actor:
        change_and_open("Map", filter=filter_on_map(filter, line.actor, column), selection=None)
    elif "close" in choice:
        page_parameters.put("who", "")


def filter_on_map(filter: Filter, actor: str, column: str | None) -> Filter:
    """The shared filter with one actor in it, in the role or stance that is open."""
    stances = tuple(str(stance) for stance in ATTRIBUTIONS if stance == column)
    listed = {str(Stance.PARTY): ActorRole.PARTY, TARGET: ActorRole.TARGET}
    role = ActorRole.PERPETRATOR if stances else listed.get(column or "", ActorRole.ANY)
    return filter.model_copy(update={"actors": (actor,), "actor_role": role, "stances": stances})
