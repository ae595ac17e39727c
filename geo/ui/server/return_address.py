"""Back to where a person wanted to go before they signed in: a link that a colleague sent leads to its view.

Streamlit sends whoever signed in to the first page. The address that was asked for lies meanwhile in a cookie, and is
only ever one of the atlas's own pages.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import Message, Scope, Send

from geo.ui.server.base_path import path_of
from geo.ui.server.cookies import set_cookie
from geo.ui.state.navigation import PAGE_NAMES

COOKIE = "atlas_return"
MOST_LETTERS = 3000
"""Of the cookie; a longer view is not kept."""
_KEPT_S = 600
_ADDRESS = re.compile(r"/([a-z]*)(\?[!-\[\]-~]*)?")


def remembering(scope: Scope, send: Send) -> Send:
    """While somebody who has not signed in is answered: the page that they asked for is kept in their browser."""
    query = scope["query_string"].decode("latin-1")
    address = f"{path_of(scope)}?{query}" if query else path_of(scope)
    value = quote(address, safe="")
    if not _is_page_request(scope) or address == "/" or not _is_page(address) or len(value) > MOST_LETTERS:
        return send

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", set_cookie(scope, COOKIE, value, _KEPT_S))
        await send(message)

    return sending


def way_back(scope: Scope) -> RedirectResponse | None:
    """For somebody who has just signed in and stands at the first page: the way to what they had asked for."""
    if path_of(scope) != "/" or scope["query_string"] or not _is_page_request(scope):
        return None
    wanted = unquote(cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, ""))
    if not _is_page(wanted):
        return None
    answer = RedirectResponse(f".{wanted}", status_code=302)  # beside this page, wherever the atlas is served
    answer.headers["set-cookie"] = set_cookie(scope, COOKIE, "", 0)
    return answer


def _is_page_request(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _is_page(address: str) -> bool:
    found = _ADDRESS.fullmatch(address)
    return found is not None and (not found[1] or found[1] in PAGE_NAMES)
