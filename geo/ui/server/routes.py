"""What the atlas answers beside Streamlit's own pages: scripts, fonts, the basemap, kept answers.

Nothing is fetched from another host. Files come from fixed folders, the scripts by their names.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import pydeck
from anyio import to_thread
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from geo.basemap import DATA as DATA_FOLDER
from geo.basemap.town_map import TOWN_FILES, town_map
from geo.errors import AtlasError
from geo.style.fonts import FOLDER as FONTS_FOLDER
from geo.style.fonts import font_face_css
from geo.style.maplibre import DEFAULT_FOCUS, style
from geo.style.tokens import THEMES, Theme
from geo.ui.server.addresses import COMPRESSED, FOR_EVER, OWN_FOR_EVER, PREFIX, ROOT
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.owner_cookie import owner_of
from geo.ui.server.shared_answers import SHARED
from geo.web import JOINED, JOINED_SHEETS, WORKER
from geo.web.joining import joined, joined_sheets, module_names, stub, worker

RENDERER_FOLDER = Path(pydeck.__file__).parent / "nbextension" / "static"
_CODES = re.compile(r"[A-Z]{2}(,[A-Z]{2}){0,15}")
"""Countries that a style sets off, as its address names them."""
_GEOJSON = "application/geo+json"
LARGE = 4_000_000
"""Bytes above which an answer is sent as it is."""


class VersionedFiles(StaticFiles):
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


async def _blob(request: Request) -> Response:
    name = request.path_params["name"]
    about = BLOBS.kept(name)
    if about is None and (shared := await to_thread.run_sync(SHARED.kept, name)) is not None:
        return _kept_response(*shared, FOR_EVER)  # a page that another process drew names it
    if about is not None and about.reader not in (None, owner_of(request.headers)):
        about = None  # nobody else learns that it is there
    try:
        kept = None if about is None else await to_thread.run_sync(BLOBS.get, name)
    except AtlasError as error:
        return PlainTextResponse(error.faults[0].sentence(), status_code=422)
    if about is None or kept is None:
        return PlainTextResponse("These data are no longer kept here. Reload the page.", status_code=404)
    content, media_type = kept
    return _kept_response(content, media_type, OWN_FOR_EVER if about.private else FOR_EVER)


def _kept_response(content: bytes, media_type: str, lasting: dict[str, str]) -> Response:
    # To press a large block takes longer than to send it: the server leaves alone what has an encoding.
    plain = {"Content-Encoding": "identity"} if len(content) > LARGE else {}
    return Response(content, media_type=media_type, headers={**lasting, **plain})


async def _web(request: Request) -> Response:
    """The browser's code: all in one file, the same modules one by one, and their styles."""
    content = await to_thread.run_sync(_web_content, request.path_params["name"])
    if content is None:
        return await _not_found(request)
    return _for_ever(request, *content)


def _for_ever(request: Request, compressed: bytes, media_type: str) -> Response:
    """What is kept compressed; unpacked for whom it is not to be."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(compressed), media_type=media_type, headers=FOR_EVER)
    return Response(compressed, media_type=media_type, headers=COMPRESSED)


@cache
def _web_contents() -> dict[str, Callable[[], str]]:
    modules = {name: partial(stub, name) for name in module_names()}
    alone = {JOINED: partial(joined, module_names()), WORKER: partial(worker, WORKER)}
    return {**modules, **alone, JOINED_SHEETS: joined_sheets}


@lru_cache(maxsize=256)
def _web_content(name: str) -> tuple[bytes, str] | None:
    """Compressed, and its type; only for names that are known, never by a path."""
    make = _web_contents().get(name)
    if make is None:
        return None
    kind = "text/css" if name == JOINED_SHEETS else "text/javascript"
    return gzip.compress(make().encode(), compresslevel=9, mtime=0), kind


def _style(theme: Theme) -> Any:
    async def answer(request: Request) -> Response:
        codes = request.query_params.get("focus", "")
        focus = tuple(codes.split(",")) if _CODES.fullmatch(codes) else DEFAULT_FOCUS
        base = f"{ROOT}/basemap/{request.path_params['version']}"
        return JSONResponse(style(theme, base, focus), headers=FOR_EVER)

    return answer


def _town_file(name: str) -> Any:
    """A layer of the basemap of towns, where there is one."""

    async def answer(request: Request) -> Response:
        content = await to_thread.run_sync(_town_content, name)
        return await _not_found(request) if content is None else _for_ever(request, content, _GEOJSON)

    return answer


@lru_cache(maxsize=len(TOWN_FILES))
def _town_content(name: str) -> bytes | None:
    """Compressed; one of ``TOWN_FILES``."""
    towns = town_map()
    return None if towns is None else gzip.compress(towns.geojson(name), compresslevel=6, mtime=0)


async def _fonts_css(request: Request) -> Response:
    return Response(font_face_css("."), media_type="text/css", headers=FOR_EVER)


class _Anything(PathConvertor):
    """A path with line breaks too; without it such an address would be led to another."""

    regex = "(?s:.*)"


register_url_convertor("anything", _Anything())


async def _not_found(request: Request) -> Response:
    return PlainTextResponse("There is nothing at this address of the atlas.", status_code=404)


def routes() -> list[BaseRoute]:
    """The routes, for ``st.App``. An address's version is for the browser's memory; any version is answered. What is
    answered by none of them, nor by another route below ``PREFIX``, is for ``not_found_routes``."""
    basemap, fonts = f"{PREFIX}/basemap/{{version}}", f"{PREFIX}/fonts/{{version}}"
    return [
        Route(f"{PREFIX}/kept/{{name}}", _blob),
        *(Route(f"{basemap}/{theme}.json", _style(theme)) for theme in THEMES),
        Route(f"{fonts}/fonts.css", _fonts_css),
        *(Route(f"{basemap}/{name}.geojson", _town_file(name)) for name in TOWN_FILES),
        Mount(basemap, VersionedFiles(directory=DATA_FOLDER)),
        Mount(fonts, VersionedFiles(directory=FONTS_FOLDER)),
        Route(f"{PREFIX}/web/{{version}}/{{name:path}}", _web),
        Mount(f"{PREFIX}/renderer/{{version}}", VersionedFiles(directory=RENDERER_FOLDER)),
    ]


def not_found_routes() -> list[BaseRoute]:
    """The last of the routes: Streamlit answers an address that it does not know with its page, which is no answer to a
    script that asks for data."""
    return [Route(PREFIX, _not_found), Route(f"{PREFIX}/{{rest:anything}}", _not_found)]
