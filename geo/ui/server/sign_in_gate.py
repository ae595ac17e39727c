"""Middleware that gives data only to people who signed in, where the operator asks for sign-in.

What it lets through unasked is listed: whatever is added to the atlas later is closed until it is listed here. Pages
themselves hold no data; what they show comes over Streamlit's connection, whose run asks who is there
(``geo.ui.app_shell``).
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.ui.access.current_person import access, end_sign_in, person_behind
from geo.ui.access.people import Person
from geo.ui.access.streamlit_sign_in import SIGN_OUT
from geo.ui.server.addresses import HEALTH, METRICS, PREFIX
from geo.ui.server.base_path import path_of
from geo.ui.server.return_address import remembering, way_back

OPEN = tuple(f"{PREFIX}/{name}/" for name in ("web", "renderer", "fonts", "basemap"))
"""The browser's code, letters and the ground of the map: in every copy of the atlas, so nobody's secret."""
FOR_OPERATORS = (HEALTH, METRICS)
"""They answer whoever asks, and tell nothing of the data to who has not signed in."""
CLOSED = (f"{PREFIX}/", "/media/", "/_stcore/upload_file", "/_stcore/metrics", "/_stcore/agent")
"""Addresses with data. Below ``PREFIX`` all but the two above."""
PERSON = "atlas.person"
"""Key of a request's scope: the ``Person``, or None."""


class SignInMiddleware:
    """ASGI middleware; without sign-in it is not there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is open, and all to whom the operator admits; else 401 (nobody signed in) or 403."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        found = person_behind(Headers(scope=scope))
        scope = {**scope, PERSON: found}
        if not (_is_closed(path_of(scope)) or _is_closed(scope["path"])):
            if found is None:
                send = remembering(scope, send)
            elif path_of(scope) == SIGN_OUT:
                end_sign_in(found)
            await ((found and way_back(scope)) or self.app)(scope, receive, send)
            return
        if found is None or not found.is_admitted:
            refusal = (
                PlainTextResponse("Sign in to read this: open the atlas's page.", status_code=401)
                if found is None
                else PlainTextResponse("Whoever looks after this server has not admitted you.", status_code=403)
            )
            await refusal(scope, receive, _never_kept(send))
            return
        await self.app(scope, receive, _never_kept(send))


def _is_closed(path: str) -> bool:
    """Below a base path that begins like the atlas's own addresses this could not be told: ``check_sign_in`` refuses it."""
    return f"{path}/".startswith(CLOSED) and not path.startswith(OPEN) and path not in FOR_OPERATORS


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
    return access() is not None and (found is None or not found.is_admitted)
