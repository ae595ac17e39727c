"""Middleware that gives data only to people who signed in, where the operator asks for sign-in.

What it lets through unasked is listed: whatever the atlas or Streamlit answers besides, at whatever address, is closed
until it is listed here. Pages themselves hold no data; what they show comes over Streamlit's connection, whose run asks who is there
(``geo.ui.app_shell``).
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.ui.access.current_person import access, end_sign_in, person_behind
from geo.ui.access.people import Person
from geo.ui.access.streamlit_sign_in import SIGN_OUT
from geo.ui.server.addresses import HEALTH, METRICS, PREFIX
from geo.ui.server.base_path import path_of
from geo.ui.server.return_address import remembering, way_back
from geo.ui.state.navigation import PAGE_NAMES

_PAGES = "|".join(map(re.escape, PAGE_NAMES))
_OPEN = re.compile(
    rf"/|/(?:{_PAGES})/?"  # the page itself: it holds no data
    r"|/(?:index\.html|favicon\.png|manifest\.json)|/static/.*"  # Streamlit's own files
    rf"|(?:/(?:{_PAGES}))?/_stcore/(?:health|script-health-check|host-config)"  # a browser asks beside its page first
    r"|/auth/(?:login|logout)|/oauth2callback"
    rf"|{re.escape(PREFIX)}/(?:web|renderer|fonts|basemap)/.*"  # in every copy of the atlas, so nobody's secret
    rf"|{re.escape(HEALTH)}|{re.escape(METRICS)}"  # they tell nothing of the data to who has not signed in
)
"""What anybody is answered: what a page needs to open and to sign in. All else is closed."""
_CONNECTION = "/_stcore/stream"
"""Streamlit's own connection: each run of a page asks who is there."""
_NOT_ALLOWED = 1008
"""As RFC 6455 numbers it; before a connection is open a server makes it status 403."""
PERSON = "atlas.person"
"""Key of a request's scope: the ``Person``, or None."""


class SignInMiddleware:
    """ASGI middleware; without sign-in it is not there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is open, and all to whom the operator admits; else 401 (nobody signed in) or 403."""
        if scope["type"] != "http":
            if scope["type"] == "websocket" and not _may_connect(scope):
                await send({"type": "websocket.close", "code": _NOT_ALLOWED})
            else:
                await self.app(scope, receive, send)
            return
        found = person_behind(Headers(scope=scope))
        scope = {**scope, PERSON: found}
        if _OPEN.fullmatch(path_of(scope)):
            if found is None:
                send = remembering(scope, send)
            elif path_of(scope) == SIGN_OUT:
                end_sign_in(found)
            await ((found and way_back(scope)) or self.app)(scope, receive, send)
            return
        if not _is_admitted(found):
            refusal = (
                PlainTextResponse("Sign in to read this: open the atlas's page.", status_code=401)
                if found is None
                else PlainTextResponse("Whoever looks after this server has not admitted you.", status_code=403)
            )
            await refusal(scope, receive, _never_kept(send))
            return
        await self.app(scope, receive, _never_kept(send))


def _may_connect(scope: Scope) -> bool:
    return path_of(scope) == _CONNECTION or _is_admitted(person_behind(Headers(scope=scope)))


def _is_admitted(found: Person | None) -> bool:
    return found is not None and found.is_admitted


def _never_kept(send: Send) -> Send:
    """No browser keeps the answer: whoever uses it after sign-out would find it there."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = "private, no-store"
        await send(message)

    return sending


def hides_data(scope: Scope) -> bool:
    """Whether data are not for whoever asks: the operator wants sign-in, and this is nobody who was admitted."""
    found: Person | None = scope.get(PERSON)
    return access() is not None and not _is_admitted(found)
