"""Middleware around everything: headers that keep browsers safe, on each answer, and refusal of what another site sends.

It stands outermost, so that a failure behind it is answered in words too. All that leans on Streamlit here is that
``st.App`` runs middleware around its own addresses, and how its page looks (``check_streamlit``).
"""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.ui.server.addresses import NO_PAGES
from geo.ui.server.base_path import path_of
from geo.ui.server.content_policy import file_policy, page_faults, page_policy, story_policy
from geo.ui.server.server_settings import ServerSettings

POLICY = "content-security-policy"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=(), clipboard-write=(self)"
    ),
    "cross-origin-resource-policy": "same-origin",
}
"""Headers of every answer, beside the policy of its content."""
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LOG = logging.getLogger("atlas.server")


class SecurityHeadersMiddleware:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass requests through, their answers with headers; refuse what another site's page would change here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = path_of(scope)
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._protect(MutableHeaders(scope=message), path)
            await send(message)

        if is_foreign(scope):
            refusal = PlainTextResponse("Another site's page may not change anything here.", status_code=403)
            await refusal(scope, receive, with_headers)
            return
        try:
            await self.app(scope, receive, with_headers)
        except Exception:
            _LOG.exception("a request failed")
            if started:
                raise
            failure = PlainTextResponse("The server failed at this. Try again; its log says more.", status_code=500)
            await failure(scope, receive, with_headers)

    def _protect(self, headers: MutableHeaders, path: str) -> None:
        for name, value in ALWAYS.items():
            headers[name] = value
        if POLICY not in headers:
            headers[POLICY] = self._policy(headers.get("content-type", ""), path)

    def _policy(self, kind: str, path: str) -> str:
        own = path.startswith(NO_PAGES)
        if kind.startswith("text/html") and own:
            return story_policy(self.settings)
        if kind.startswith("text/html"):  # as Streamlit has it: ours comes with a policy (geo.ui.server.preload)
            return page_policy(_streamlits_page(), self.settings)
        if "javascript" in kind:
            return page_policy("", self.settings)
        return file_policy(self.settings)


def is_foreign(scope: Scope) -> bool:
    """Whether a page of another site asks for something that changes anything. Programs say neither where they come
    from nor carry a browser's cookies: they pass."""
    if scope["method"] in _READING:
        return False
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _place() -> Path:
    return Path(st.__file__).parent / "static" / "index.html"


def _streamlits_page() -> str:
    """Streamlit's page as it is installed; empty where it is not found."""
    place = _place()
    return place.read_text(encoding="utf-8") if place.is_file() else ""


def check_streamlit() -> list[str]:
    """Whether this Streamlit's page is one that the headers let work; a sentence for each thing that is not. Each is
    logged."""
    page = _streamlits_page()
    said = page_faults(page) if page else [f"Streamlit's page is not at {_place()}."]
    if st.get_option("server.enableAgentApi"):
        said.append("Streamlit's agent API is on: programs reach sessions by it. Turn server.enableAgentApi off.")
    for sentence in said:
        _LOG.warning(sentence)
    return said
