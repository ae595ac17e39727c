"""Signing in and out, where the operator asks for it: the page before it, and who is signed in. Else nothing is drawn."""

from __future__ import annotations

import streamlit as st

from geo.ui.access.access_file import Role
from geo.ui.access.current_person import access, person
from geo.ui.access.people import Person
from geo.ui.components.reference_page import reference_page, text_line
from geo.ui.state.navigation import PAGE_NAMES

_ROLES = {Role.VIEWER: "viewer", Role.EDITOR: "editor", Role.ADMINISTRATOR: "administrator"}
_ASK = "Whoever looks after this server says who may use it."


def admitted() -> bool:
    """Whether the person may go on; if not, the page that says why is drawn in place of every other."""
    if access() is None:
        return True
    found = person()
    if found is not None and found.is_admitted:
        return True
    # Each address has the page, so that none is said to be missing.
    draw = _sign_in if found is None else lambda: _not_admitted(found)
    named = [st.Page(draw, title="Sign in", url_path=stem, default=stem == "map") for stem in PAGE_NAMES]
    st.navigation(named, position="hidden").run()
    return False


def signed_in_as() -> None:
    """Who is signed in, and the way out, below the filters."""
    found = person()
    if found is not None and found.role is not None:
        with st.container(key="signed_in", horizontal=True, vertical_alignment="center"):
            st.text(f"{found.name} ({_ROLES[found.role]})")
            _sign_out_button()


def show_no_dataset() -> None:
    """In place of a page: none of the server's datasets is for the person."""
    with reference_page("No dataset for you"):
        text_line(f"None of this server's datasets is for you. {_ASK}", "muted", "no_dataset")
        _sign_out_button()


def _sign_in() -> None:
    with reference_page("Incident Atlas"):
        text_line("Sign in to see the incidents.", "count", "sign_in")
        st.button("Sign in", type="primary", key="sign_in", on_click=st.login)


def _not_admitted(found: Person) -> None:
    with reference_page("Not admitted"):
        text_line(
            f"You are signed in as {found.email or found.name}, but may not use this server. {_ASK}", "count", "no"
        )
        _sign_out_button()


def _sign_out_button() -> None:
    st.button("Sign out", type="tertiary", key="sign_out", on_click=st.logout)
