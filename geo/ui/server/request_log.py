"""One line for each request, and its numbers: what kind of address was asked, what came of it, how long it took.

No line holds what a person asked or who they are: no query, no name of a kept answer (it opens what it names), no
address of a browser, no cookie. What is not one of the atlas's or Streamlit's addresses is "other".
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.ui.server.addresses import PREFIX
from geo.ui.server.base_path import path_of
from geo.ui.server.server_settings import ServerSettings
from geo.ui.state.navigation import PAGE_NAMES

_OWN = frozenset({"kept", "basemap", "fonts", "web", "renderer", "engine", "health", "metrics"})
_STREAMLITS = frozenset({"_stcore", "static", "media", "component"})
_CORE = frozenset({"health", "stream", "upload_file", "host-config", "metrics", "agent", "bidi-components"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
_FAILED = 500
LOG = logging.getLogger("atlas.requests")


class RequestLogMiddleware:
    """ASGI middleware that stands outermost; ``count`` is told the kind of address, the status and the seconds."""

    def __init__(
        self,
        app: ASGIApp,
        settings: ServerSettings,
        count: Callable[[str, int, float], None] | None = None,
        connected: Callable[[int], None] | None = None,
    ) -> None:
        self.app, self.settings, self.count, self.connected = app, settings, count, connected
        if settings.log != "off":
            _write_plainly()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through, and note what became of it."""
        if scope["type"] == "websocket" and self.connected is not None:
            self.connected(1)
            try:
                await self.app(scope, receive, send)
            finally:
                self.connected(-1)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), _FAILED, 0
        path = path_of(scope)  # routes change the scope

        async def noting(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            self._note(scope["method"], kind_of(path), status, size, time.perf_counter() - began)

    def _note(self, method: str, address: str, status: int, size: int, seconds: float) -> None:
        if self.count is not None:
            self.count(address, status, seconds)
        if self.settings.log == "off" and status < _FAILED:
            return
        method = method if method in _METHODS else "other"
        if self.settings.log == "json":
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"), "method": method, "address": address,
                "status": status, "bytes": size, "ms": round(1000 * seconds, 1),
            }  # fmt: skip
            LOG.info(json.dumps(line))
        else:
            level = logging.ERROR if status >= _FAILED else logging.INFO
            LOG.log(level, f"{method} {address} {status} {size} bytes {1000 * seconds:.1f} ms")


def kind_of(path: str) -> str:
    """The kind of an address: ``/incidents``, ``/atlas/kept``, ``/static``, ``other``. There are few, whatever is asked."""
    first, _, rest = path.strip("/").partition("/")
    if first in PAGE_NAMES or not first:
        return f"/{first}"
    second = rest.partition("/")[0]
    known = {PREFIX.strip("/"): _OWN, "_stcore": _CORE}.get(first)
    if known is not None:
        return f"/{first}/{second}" if second in known else f"/{first}"
    return f"/{first}" if first in _STREAMLITS else "other"


def _write_plainly() -> None:
    """Lines go to the standard output as they are, for whoever collects them."""
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
