"""The person at the page that runs, or behind a request, and what they may do. Without sign-in anybody may do everything
that there is to do, and nobody is an administrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from geo.errors import AtlasError
from geo.ui.access.access_file import Access, Role
from geo.ui.access.ended_sign_ins import ENDED
from geo.ui.access.live_access import LiveAccess
from geo.ui.access.people import Person, person_of
from geo.ui.access.streamlit_sign_in import cookie_claims, session_claims


@cache
def live_access() -> LiveAccess:
    """The operator's file. A wrong one ends the start, with its sentences; later it changes nothing."""
    try:
        return LiveAccess()
    except AtlasError as error:
        raise SystemExit(str(error)) from None


def access() -> Access | None:
    """What the operator's file says; None where nobody need sign in."""
    return live_access().get()


def person() -> Person | None:
    """Who signed in to the session that runs; None where nobody did, or there is no sign-in."""
    return None if access() is None else person_of_claims(session_claims())


def person_of_claims(claims: Mapping[str, Any]) -> Person | None:
    """Who a provider's claims tell of, unless their sign-in ended; None also where there is no sign-in."""
    found = access()
    return None if found is None else _unless_ended(person_of(found, claims))


def person_behind(headers: Headers) -> Person | None:
    """Who signed in with the browser that sent a request; None as above."""
    if access() is None:
        return None
    return person_of_claims(cookie_claims(cookie_parser(headers.get("cookie", ""))))


def end_sign_in(signed_in: Person) -> None:
    """They signed out: what still has that sign-in, an open page or a copied cookie, is nobody's from now on."""
    found = access()
    ENDED.add(signed_in, 0.0 if found is None else found.hours * 3600)


def _unless_ended(signed_in: Person | None) -> Person | None:
    return None if signed_in is None or ENDED.has(signed_in) else signed_in


def may_bring_files() -> bool:
    """Whether the person of this session may bring files of their own."""
    return access() is None or _may(Role.EDITOR)


def is_administrator() -> bool:
    """Whether the person of this session looks after the server; nobody does without sign-in."""
    return access() is not None and _may(Role.ADMINISTRATOR)


def is_for_me(people: Iterable[str]) -> bool:
    """Whether a list names the person of this session; everybody is, without sign-in."""
    if access() is None:
        return True
    found = person()
    return found is not None and found.is_among(people)


def _may(role: Role) -> bool:
    found = person()
    return found is not None and found.may(role)
