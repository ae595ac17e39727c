"""Being served under a path: the atlas's addresses are answered below it, and its routes know nothing of it."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.ui.server.addresses import PREFIX


def base_path() -> str:
    """The path under which Streamlit is served, without a slash at its end."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


class BasePathMiddleware:
    """ASGI middleware: where Streamlit is served under a base path, the atlas's addresses are answered there too; the
    routes themselves know of no base path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; what lies below the atlas's own address without the base path."""
        if scope["type"] == "http":
            path = without_base_path(scope["path"])
            if path != scope["path"] and f"{path}/".startswith(f"{PREFIX}/"):
                scope = {**scope, "path": path, "raw_path": quote(path).encode("ascii")}
        await self.app(scope, receive, send)


def path_of(scope: Scope) -> str:
    """The path that a request asks for, as it would be were the atlas served at the root."""
    return without_base_path(scope["path"].removeprefix(scope.get("root_path", "")))


def without_base_path(path: str) -> str:
    """An address's path as it would be were Streamlit served at the root."""
    base = base_path()
    return (path[len(base) :] or "/") if base and f"{path}/".startswith(f"{base}/") else path
