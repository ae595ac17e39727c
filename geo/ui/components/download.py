"""The one way of the pages to offer a file: it is made when its button is pressed, for whoever the page was drawn for.

Streamlit makes a file outside the run of a page, by the page's connection alone. A page that stands open after its person
signed out, or lost a right, would still give its files: so who they are is asked once more then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from geo.ui.access.current_person import access, person_of_claims
from geo.ui.access.streamlit_sign_in import session_claims
from geo.ui.datasets.catalog import datasets_for


def download(
    label: str, make: Callable[[], bytes | str], *, file_name: str, mime: str, key: str, **options: Any
) -> None:
    """A button that gives a file. ``options`` are those of ``st.download_button``, such as ``disabled`` and ``help``."""
    st.download_button(
        label, data=for_this_person(make), file_name=file_name, mime=mime, key=key, on_click="ignore", **options
    )


def for_this_person(make: Callable[[], bytes | str]) -> Callable[[], bytes | str]:
    """What makes a file, as long as the person of this session may see what the page shows; then PermissionError."""
    return make if access() is None else partial(_checked, make, session_claims(), _rights(session_claims()))


def _checked(make: Callable[[], bytes | str], claims: dict[str, Any], rights: object) -> bytes | str:
    if _rights(claims) != rights:
        # Streamlit answers the page that the file could not be made, and logs this.
        raise PermissionError(
            "A file was asked for by a page whose person signed out or may no longer see its dataset."
        )
    return make()


def _rights(claims: dict[str, Any]) -> object:
    """Who they are, their role, and what is for them."""
    found = person_of_claims(claims)
    return found, datasets_for(found)
