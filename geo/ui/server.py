"""Addresses that the atlas answers beside Streamlit's own: scripts, fonts, the basemap, the datasets' columns.

Nothing is fetched from another host. Files come from fixed folders, the scripts by their names; what is computed is kept under an address
that ends in a hash of its content, so that a browser may keep it for ever.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import pydeck
import streamlit as st
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.basemap import DATA as DATA_FOLDER
from geo.errors import AtlasError
from geo.style.fonts import FOLDER as FONTS_FOLDER
from geo.style.fonts import font_face_css
from geo.style.maplibre import DEFAULT_FOCUS, style
from geo.style.symbol_table import table_json
from geo.style.tokens import THEMES, Theme
from geo.web import FOLDER as WEB_FOLDER
from geo.web import JOINED, JOINED_SHEETS, WORKER
from geo.web.joining import joined, joined_sheets, module_names, stub, worker

RENDERER_FOLDER = Path(pydeck.__file__).parent / "nbextension" / "static"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
COMPRESSED = {**FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
PREFIX = "/atlas"
ENGINE = f"{PREFIX}/engine"
"""Where browsers ask a database."""
ROOT = f".{PREFIX}"
"""The same for the browser, beside its page."""
_CODES = re.compile(r"[A-Z]{2}(,[A-Z]{2}){0,15}")
"""Countries that a style sets off, as its address names them."""
LARGE = 4_000_000
"""Bytes above which an answer is sent as it is."""


@cache
def version(folder: Path) -> str:
    """A short hash over a folder's files, so that an address changes when a file does."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".map", ".pyc", ".py"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class KeptFiles(StaticFiles):
    """Files that a browser may keep for ever: their address holds their version. Each is compressed only once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code != 200 or not isinstance(response, FileResponse):
            return response
        response.headers.update(FOR_EVER)
        if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            return response
        content = await to_thread.run_sync(_compressed, Path(response.path), response.headers.get("etag", ""))
        return Response(content, media_type=response.media_type, headers=COMPRESSED)


@lru_cache(maxsize=256)
def _compressed(path: Path, etag: str) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class Shelf:
    """Computed answers by address, the oldest given up when there are too many."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._items: OrderedDict[str, tuple[bytes | Callable[[], bytes], str]] = OrderedDict()
        self._lock = Lock()

    def put(self, content: bytes, media_type: str, owner: str = "") -> str:
        """Keep content and give its address; ``owner`` (a session's secret) makes the address unguessable."""
        return self._keep(hashlib.sha256(owner.encode() + content), content, media_type)

    def put_later(self, make: Callable[[], bytes], what: str, media_type: str, owner: str) -> str:
        """The address of something that is made when somebody asks for it; ``what`` tells it from all else."""
        return self._keep(hashlib.sha256(f"{owner} {media_type} {what}".encode()), make, media_type)

    def _keep(self, digest: hashlib._Hash, content: bytes | Callable[[], bytes], media_type: str) -> str:
        name = digest.hexdigest()[:32]
        with self._lock:
            self._items[name] = (content, media_type)
            self._items.move_to_end(name)
            while len(self._items) > self._most:
                self._items.popitem(last=False)
        return name

    def get(self, name: str) -> tuple[bytes, str] | None:
        """The content at an address, or None where it is not, or no longer, kept."""
        with self._lock:
            kept = self._items.get(name)
        if kept is None:
            return None
        content, media_type = kept
        return (content if isinstance(content, bytes) else content()), media_type


SHELF = Shelf()


async def _shelved(request: Request) -> Response:
    try:
        kept = await to_thread.run_sync(SHELF.get, request.path_params["name"])
    except AtlasError as error:
        return PlainTextResponse(error.faults[0].sentence(), status_code=422)
    if kept is None:
        return PlainTextResponse("These data are no longer kept here. Reload the page.", status_code=404)
    content, media_type = kept
    # To press a large block takes longer than to send it: the server leaves alone what has an encoding.
    plain = {"Content-Encoding": "identity"} if len(content) > LARGE else {}
    return Response(content, media_type=media_type, headers={**FOR_EVER, **plain})


async def _web(request: Request) -> Response:
    """The browser's code: all in one file, the same modules one by one, and their styles."""
    content = await to_thread.run_sync(_web_content, request.path_params["name"])
    if content is None:
        return await _nothing_here(request)
    plain, compressed, media_type = content
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plain, media_type=media_type, headers=FOR_EVER)
    return Response(compressed, media_type=media_type, headers=COMPRESSED)


@cache
def _web_contents() -> dict[str, Callable[[], str]]:
    modules = {name: partial(stub, name) for name in module_names()}
    alone = {JOINED: partial(joined, module_names()), WORKER: partial(worker, WORKER)}
    return {**modules, **alone, JOINED_SHEETS: joined_sheets}


@lru_cache(maxsize=256)
def _web_content(name: str) -> tuple[bytes, bytes, str] | None:
    """As it is, compressed, and its type; only for names that are known, never by a path."""
    make = _web_contents().get(name)
    if make is None:
        return None
    plain = make().encode()
    kind = "text/css" if name == JOINED_SHEETS else "text/javascript"
    return plain, gzip.compress(plain, compresslevel=9, mtime=0), kind


def _style(theme: Theme) -> Any:
    async def answer(request: Request) -> Response:
        asked = request.query_params.get("focus", "")
        focus = tuple(asked.split(",")) if _CODES.fullmatch(asked) else DEFAULT_FOCUS
        base = f"{ROOT}/basemap/{request.path_params['version']}"
        return JSONResponse(style(theme, base, focus), headers=FOR_EVER)

    return answer


async def _fonts_css(request: Request) -> Response:
    return Response(font_face_css("."), media_type="text/css", headers=FOR_EVER)


async def _nothing_here(request: Request) -> Response:
    return PlainTextResponse("There is nothing at this address of the atlas.", status_code=404)


def base_path() -> str:
    """The path under which Streamlit is served, without a slash at its end."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


class UnderBase:
    """ASGI middleware: where Streamlit is served under a base path, the atlas's addresses are answered there too; the
    routes themselves know of no base path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; what lies below the atlas's own address without the base path."""
        if scope["type"] == "http":
            path = without_base(scope["path"])
            if path != scope["path"] and f"{path}/".startswith(f"{PREFIX}/"):
                scope = {**scope, "path": path, "raw_path": quote(path).encode("ascii")}
        await self.app(scope, receive, send)


def without_base(path: str) -> str:
    """An address's path as it would be were Streamlit served at the root."""
    base = base_path()
    return (path[len(base) :] or "/") if base and f"{path}/".startswith(f"{base}/") else path


def addresses() -> dict[str, str]:
    """Addresses by name, for the browser, which resolves them against its page: all pages lie directly under the path
    that the atlas is served at. So they hold under a base path, and behind a proxy that takes a prefix away."""
    root = ROOT
    basemap = f"{root}/basemap/{basemap_version()}"
    return {
        "web": f"{root}/web/{web_version()}",
        "renderer": f"{root}/renderer/{pydeck.__version__}/index.js",
        "light": f"{basemap}/light.json",
        "dark": f"{basemap}/dark.json",
        "fonts": f"{root}/fonts/{version(FONTS_FOLDER)}/fonts.css",
        "shelf": f"{root}/kept",
    }


@cache
def web_version() -> str:
    """Changes with the browser's code and with the table of symbols in it."""
    return hashlib.sha256((version(WEB_FOLDER) + table_json()).encode()).hexdigest()[:12]


@cache
def basemap_version() -> str:
    """Changes with the basemap's data or its table of styles."""
    table = repr([style(theme, "") for theme in THEMES])
    return hashlib.sha256((version(DATA_FOLDER) + table).encode()).hexdigest()[:12]


def routes() -> list[BaseRoute]:
    """The routes, for ``st.App``. An address's version is for the browser's memory; any version is answered. What is
    answered by none of them, nor by another route below ``PREFIX``, is for ``nowhere``."""
    basemap, fonts = f"{PREFIX}/basemap/{{version}}", f"{PREFIX}/fonts/{{version}}"
    return [
        Route(f"{PREFIX}/kept/{{name}}", _shelved),
        *(Route(f"{basemap}/{theme}.json", _style(theme)) for theme in THEMES),
        Route(f"{fonts}/fonts.css", _fonts_css),
        Mount(basemap, KeptFiles(directory=DATA_FOLDER)),
        Mount(fonts, KeptFiles(directory=FONTS_FOLDER)),
        Route(f"{PREFIX}/web/{{version}}/{{name:path}}", _web),
        Mount(f"{PREFIX}/renderer/{{version}}", KeptFiles(directory=RENDERER_FOLDER)),
    ]


def nowhere() -> list[BaseRoute]:
    """The last of the routes: Streamlit answers an address that it does not know with its page, which is no answer to a
    script that asks for data."""
    return [Route(PREFIX, _nothing_here), Route(f"{PREFIX}/{{rest:path}}", _nothing_here)]
