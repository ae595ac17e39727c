"""Middleware that tells the browser early what the map will need, while Streamlit is still connecting and running the page's script.

The page that Streamlit serves gets a few lines in its head. They only name addresses of this server; a page in which
the place for them is not found is served as it is.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.style.fonts import MAP_FACES
from geo.ui.server import first_view
from geo.ui.server.addresses import NO_PAGES, addresses
from geo.ui.server.base_path import path_of
from geo.ui.server.content_policy import page_policy
from geo.ui.server.map_setup import setup_address
from geo.ui.server.opening_words import with_opening_words
from geo.ui.server.server_settings import ServerSettings
from geo.ui.server.sign_in_gate import hides_data
from geo.web import ENTRIES, JOINED, JOINED_SHEETS

MAP_PATHS = ("/", "/map")
# The renderer is run right after Streamlit has asked its server for the page: until the answer comes, nothing else is
# to be done. A hint, not a need: the map asks for the renderer where this did not.
RUN_RENDERER = (
    "<script>{{const socket=WebSocket.prototype,send=socket.send;socket.send=function(...given){{socket.send=send;"
    "send.apply(this,given);setTimeout(()=>{{const s=document.createElement('script');"
    "s.id='atlas-renderer';s.src='{renderer}';document.head.append(s)}})}}}}</script>"
)
# Where it is known what will be drawn, the map is drawn first (geo/web/early.js), and calls Streamlit's own script
# when it is there. It calls in any case, and what comes after a few seconds does not wait for the map either. But never
# before the page has loaded what it came with: the renderer makes nothing until then, and one more script in the page
# would put that moment off until Streamlit is loaded.
EARLY = (
    # Not by an attribute of the script: the page's policy lets none run.
    "<script>addEventListener('error',({{target:s}})=>s.id==='atlas-renderer'&&(s.dataset.failed=1),true)</script>"
    '<script id="atlas-renderer" async fetchpriority="high" src="{renderer}"></script>'
    '<script id="atlas-early" type="application/json">{properties}</script>'
    "<script>{{let start=()=>{{start=()=>{{}};const s=document.createElement('script');s.type='module';"
    "s.crossOrigin='';s.src='{entry}';document.head.append(s)}};"
    "atlasThen=()=>document.readyState==='complete'?start():addEventListener('load',()=>start());"
    "addEventListener('load',()=>setTimeout(()=>start(),{patience}));setTimeout(()=>start(),{most})}}</script>"
    '<script type="module" async fetchpriority="high" src="{module}"></script>'
)
PATIENCE_MS = 2500
LOADING_MS = 10_000
"""A page that still loads something after so long gets Streamlit's script all the same."""
# Streamlit tells its server at once that somebody went back. What geo/web/core/history.js says of that has to be said before,
# so its place in the line is taken before Streamlit's script is there.
BACK_FIRST = "<script>addEventListener('popstate',()=>window.atlasBack?.())</script>"
ENTRY = re.compile(r'<script type="module" crossorigin src="([^"<>]+)"></script>')
"""Streamlit's own script in its page; where it is written in another way, the map is drawn after it."""
CHOOSING_DATA = ("dataset", "known")
"""Parameters of an address by which other columns than the usual ones are drawn."""
_ABOUT_STREAMLITS_FILE = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""Headers of a request that are not passed on: compressed, the place in the head could not be found, and whether
Streamlit's file has changed says nothing of our lines in it."""
STREAMLITS_OWN = ("BidiComponent", "serialization", "recordbatch", "_arrayReduce", "purify.es", "Html")
"""Scripts of Streamlit that it asks for only when its server has answered: what draws our components."""


class PreloadMiddleware:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; a document gets its lines."""
        wanted = (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and "text/html" in Headers(scope=scope).get("accept", "")
            and not path_of(scope).startswith(NO_PAGES)
        )
        if not wanted:
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name not in _ABOUT_STREAMLITS_FILE]
        path = "" if hides_data(scope) else path_of(scope)
        document = _Document(send, path, scope["query_string"].decode("latin-1"), self.settings)
        await self.app({**scope, "headers": plain}, receive, document.send)


class _Document:
    """One answer: held back until it is whole, if it is a document."""

    def __init__(self, send: Send, path: str, query: str, settings: ServerSettings) -> None:
        self._send, self._path, self._query, self._settings = send, path, query, settings
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """As ASGI's ``send``."""
        if message["type"] == "http.response.start" and _is_document(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        page = with_head(self._body.decode(), self._path, self._query)
        body, headers = page.encode(), MutableHeaders(scope=start)
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = page_policy(page, self._settings)
        for name in ("etag", "last-modified"):  # of Streamlit's file, not of this page
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_document(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")


def with_head(page: str, path: str, query: str = "") -> str:
    """Streamlit's page with our lines in its head; only the map needs the renderer, its scripts and the columns."""
    page = with_opening_words(page.replace("</head>", f"{BACK_FIRST}</head>", 1))
    if path not in MAP_PATHS:
        return page
    known = first_view.map_properties()
    properties = None if query else known
    preloads = [f'<link rel="preload" as="fetch" crossorigin href="{address}">' for address in _data(known, query)]
    lines = "".join([*preloads, _unchanging()])
    entry = ENTRY.search(page)
    found = addresses()
    if properties is None or entry is None:
        return page.replace("</head>", lines + RUN_RENDERER.format(renderer=found["renderer"]) + "</head>", 1)
    # Inside a script no character reference is read: what could end it is written as JSON may write it.
    text = json.dumps(properties, ensure_ascii=False).replace("<", "\\u003c")
    module = f"{found['web']}/early.js"
    waits = {"patience": PATIENCE_MS, "most": LOADING_MS}
    early = EARLY.format(renderer=found["renderer"], properties=text, module=module, entry=entry[1], **waits)
    preload = f'<link rel="modulepreload" crossorigin href="{entry[1]}">'
    later = (preload + page[entry.end() :]).replace(
        '<link rel="modulepreload"', '<link rel="modulepreload" fetchpriority="low"'
    )
    return page[: entry.start()] + early + lines + later


def _data(known: dict[str, Any] | None, query: str) -> list[str]:
    """Addresses of what the map is drawn from, as far as it is known."""
    if known and "engine" in known:
        return [known["setup"], known["engine"]]
    columns = None if any(name in parse_qs(query) for name in CHOOSING_DATA) else first_view.columns_address()
    return [setup_address(), *([columns] if columns else [])]


@cache
def _unchanging() -> str:
    found = addresses()
    fonts = found["fonts"].rsplit("/", 1)[0]
    lines = [f'<link rel="preload" as="script" href="{found["renderer"]}">']
    lines += [f'<link rel="modulepreload" href="{found["web"]}/{name}">' for name in (JOINED, *ENTRIES)]
    lines += [f'<link rel="modulepreload" href="./{script}">' for script in _streamlits_own()]
    sheets = (f"{found['web']}/{JOINED_SHEETS}", found["fonts"])
    lines += [f'<link rel="preload" as="style" href="{sheet}">' for sheet in sheets]
    lines += [
        f'<link rel="preload" as="font" type="font/ttf" crossorigin href="{fonts}/{face.file}">' for face in MAP_FACES
    ]
    return "".join(lines)


def _streamlits_own() -> list[str]:
    folder = Path(st.__file__).parent / "static"
    found = (path for name in STREAMLITS_OWN for path in sorted(folder.glob(f"static/js/{name}.*.js")))
    return [path.relative_to(folder).as_posix() for path in found]
