"""Whose a browser's uploads are: a secret in a cookie that only this server and this browser know.

Streamlit's session ends with a reload. What a person brought is found again by the cookie: it is made at random, sent
to no other host, read by no script of the page, and stands in no address, so that no link gives it away. Where people
sign in, whose uploads they are is told by browser and person together.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from http.cookies import CookieError, SimpleCookie

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.ui.access.current_person import access, person, person_behind
from geo.ui.access.people import Person
from geo.ui.server.cookies import set_cookie

COOKIE = "atlas_owner"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_BYTES = 32
_REMEMBERED_S = 30 * 24 * 3600
"""How long a browser keeps the cookie after it last opened a page; uploads go sooner (``geo.ui.datasets.upload_store.KEPT_FOR``)."""


class OwnerCookieMiddleware:
    """ASGI middleware: a browser that opens a page gets a secret, or keeps the one that it has."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; the answer to a request for a page sets the cookie."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        secret = _of_cookies(Headers(scope=scope).get("cookie", "")) or secrets.token_urlsafe(_BYTES)
        cookie = set_cookie(scope, COOKIE, secret, _REMEMBERED_S)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("set-cookie", cookie)
                headers["cache-control"] = "private, no-cache"  # one person's answer is nobody else's
            await send(message)

        await self.app(scope, receive, with_cookie)


def owner() -> str | None:
    """The secret of the browser whose session runs, and of the person who signed in there; None where it keeps no
    cookies."""
    secret = _sound(st.context.cookies.get(COOKIE, ""))
    return secret if access() is None else _together(secret, person())


def owner_of(headers: Headers) -> str | None:
    """The same for the browser that sent a request; None where it brings none."""
    secret = _of_cookies(headers.get("cookie", ""))
    return secret if access() is None else _together(secret, person_behind(headers))


def _together(secret: str | None, signed_in: Person | None) -> str | None:
    """One secret for a browser and a person; None where one of both is missing."""
    if secret is None or signed_in is None:
        return None
    return hashlib.sha256(f"{secret} {signed_in.key}".encode()).hexdigest()


def _of_cookies(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return _sound(found.value) if found else None


def _sound(text: object) -> str | None:
    return text if isinstance(text, str) and _SECRET.fullmatch(text) else None
