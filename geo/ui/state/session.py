"""The view of one person: where it comes from (a link, the browser, a page's button) and where it is kept.

The browser owns the view while the person works with it and reports it on release. Only what Python changes by itself
raises the revision, which tells the browser to take Python's view over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from geo.filter.apply import missing_near_words
from geo.filter.view import Size, Theme, View
from geo.filter.view_link import Query, to_query
from geo.load import configured_dataset
from geo.query import Source, missing_layer_words
from geo.ui.state import page_parameters
from geo.ui.state.page_parameters import BACK
from geo.ui.state.url_state import read_address
from geo.ui.state.view_codec import view_from_browser

KEY = "atlas"
_MAP_SIZE, _VIEWFINDER = "atlas_map_size", "atlas_viewfinder"
_CHANGED = "atlas_spoken"
"""Set while a run is owed to a change of the view: the address that came with it is from before the change."""


@dataclass(frozen=True, slots=True)
class Session:
    """The view, how often Python changed it, the address that was written last, and what of a link was ignored."""

    view: View
    revision: int
    address: tuple[tuple[str, tuple[str, ...]], ...]
    defaults: View
    """What the page opens on."""
    source: Source
    """The dataset that is asked."""
    ignored: tuple[str, ...] = ()
    turn: int = 0
    """The last change that the browser reported, by its own count."""
    back: str = ""
    """The last time that the person went back or forth."""


def current(defaults: View, source: Source, is_here: Callable[[str], bool]) -> Session:
    """The session's view; a new session, or an address that was changed by hand, is read from the address and
    checked against the dataset and against the person's own layers (``is_here``, by digest). May raise EngineError then."""
    session: Session | None = st.session_state.get(KEY)
    if session is None or _address_changed(session):
        address = _address_now()
        view, ignored = read_address(dict(address), defaults, source, is_here)
        if session is None and not address:  # a link says what it means: light leaves the address
            view = view.model_copy(update={"theme": Theme(st.context.theme.type or Theme.LIGHT)})
        revision = session.revision + 1 if session else 1
        session = Session(view, revision, address, defaults, source, tuple(ignored), back=_back())
        st.session_state[KEY] = session
    elif session.source is not source or session.defaults != defaults:
        session = replace(session, source=source, defaults=defaults)
        st.session_state[KEY] = session
    return session


def _address_changed(session: Session) -> bool:
    """Whether a person changed the address: wrote into it, or went back or forth."""
    if _back() not in ("", session.back):
        return True
    return _address_now() not in (session.address, ()) and _CHANGED not in st.session_state


def requested_dataset(usual: str) -> str:
    """The dataset that the address asks for, where a person changed it, else the view's; ``usual`` unless said."""
    session: Session | None = st.session_state.get(KEY)
    if session is not None and not _address_changed(session):
        return session.view.dataset
    return str(st.query_params.get("dataset", usual))


def change(**changes: Any) -> Session:
    """Python changes the view by itself: the browser will take it over."""
    session: Session = st.session_state[KEY]
    st.session_state[_CHANGED] = True
    view = session.view.model_copy(update=changes)
    session = replace(session, view=view, revision=session.revision + 1, ignored=())
    st.session_state[KEY] = session
    return session


def leave_out_layers(is_here: Callable[[str], bool]) -> Session:
    """Take out of view and filter the own layers that are no longer here, or never were (a picture that was opened), and
    say so."""
    session: Session = st.session_state[KEY]
    view, near = session.view, session.view.filter.near
    gone = [one for one in view.layers if not is_here(one.digest)]
    said = [missing_layer_words(one.name) for one in gone]
    asked = view.filter
    if near is not None and not is_here(near.digest):
        said.append(missing_near_words(near))
        asked = asked.model_copy(update={"near": None})
    if not said:
        return session
    session = replace(
        change(layers=tuple(one for one in view.layers if one not in gone), filter=asked), ignored=tuple(said)
    )
    st.session_state[KEY] = session
    return session


def change_filter(**changes: Any) -> None:
    """Change parts of the shared filter."""
    current: Session = st.session_state[KEY]
    change(filter=current.view.filter.model_copy(update=changes))


def dismiss_ignored() -> None:
    """The person has read what of the address was ignored."""
    session: Session = st.session_state[KEY]
    st.session_state[KEY] = replace(session, ignored=())


def take_report(message: Any) -> None:
    """Take over what the browser reports; what was said before Python's last change is out of date."""
    st.session_state[_CHANGED] = True
    session: Session | None = st.session_state.get(KEY)
    if session is None or not isinstance(message, dict) or message.get("revision") != session.revision:
        return
    view = view_from_browser(message, session.view)
    if view is not None:
        _keep_size(message.get("size"))
        st.session_state[_VIEWFINDER] = message.get("viewfinder") is True
        turn = message.get("turn")
        turn = turn if isinstance(turn, int) else session.turn
        # The browser also reports by itself, such as its map's size: only another view makes the note old.
        ignored = session.ignored if view == session.view else ()
        st.session_state[KEY] = replace(session, view=view, ignored=ignored, turn=turn)


def map_size() -> Size | None:
    """Width and height of the map in the browser (CSS pixels); None before the map was open. Pictures show what the
    map showed: for that they must know how large it was."""
    size: Size | None = st.session_state.get(_MAP_SIZE)
    return size


def viewfinder() -> bool:
    """Whether the frame of the picture is drawn over the map: pictures then show exactly what lies in it."""
    return bool(st.session_state.get(_VIEWFINDER, False))


def set_map(size: Size | None, *, viewfinder: bool) -> None:
    """Pictures show what a map of that size showed, until the browser says how large its own is."""
    st.session_state[_VIEWFINDER] = viewfinder
    if size is not None:
        st.session_state[_MAP_SIZE] = size


def _keep_size(size: Any) -> None:
    if (
        isinstance(size, list)
        and len(size) == 2
        and all(isinstance(side, int) and 64 <= side <= 10_000 for side in size)
    ):
        st.session_state[_MAP_SIZE] = Size(width=size[0], height=size[1])


def query_of(view: View, defaults: View) -> Query:
    """The address of a view. Where another dataset than the atlas's own is opened, the address names it: it would be read
    as a view of the atlas's own elsewhere."""
    query = to_query(view, defaults)
    return {**query, "dataset": [view.dataset]} if query and configured_dataset.is_configured() else query


def write_address() -> None:
    """Put the view into the browser's address, so that copying it is a link."""
    session: Session = st.session_state[KEY]
    query = query_of(session.view, session.defaults) | page_parameters.for_address()
    wanted = tuple(sorted((name, tuple(values)) for name, values in query.items()))
    if wanted != _address_now() or _back():
        st.query_params.from_dict(query)
    st.session_state[KEY] = replace(session, address=wanted)
    st.session_state.pop(_CHANGED, None)


def _address_now() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted((name, tuple(st.query_params.get_all(name))) for name in st.query_params if name != BACK))


def _back() -> str:
    return str(st.query_params.get(BACK, ""))
