"""The addresses that the atlas answers beside Streamlit's own, and those of them that a browser is given.

What an address answers never changes: it names a version of the files, or a hash of the content, so that a browser may
keep it for ever.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pydeck

from geo.basemap import DATA as DATA_FOLDER
from geo.basemap.town_map import town_map
from geo.style.fonts import FOLDER as FONTS_FOLDER
from geo.style.maplibre import style
from geo.style.symbol_table import table_json
from geo.style.tokens import THEMES
from geo.web import FOLDER as WEB_FOLDER

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
OWN_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""The same for what is one person's own: no proxy on the way may keep it."""
COMPRESSED = {**FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
PREFIX = "/atlas"
ENGINE = f"{PREFIX}/engine"
"""Where browsers ask a database."""
HEALTH, METRICS = f"{PREFIX}/health", f"{PREFIX}/metrics"
"""For whoever looks after the server."""
NO_PAGES = (f"{PREFIX}/", "/media/")
"""Below these nothing is a page of the atlas, even where it is HTML: a story that somebody made, for one."""
ROOT = f".{PREFIX}"
"""The same for the browser, beside its page."""


@cache
def folder_version(folder: Path) -> str:
    """A short hash over a folder's files, so that an address changes when a file does."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".map", ".pyc", ".py"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def addresses() -> dict[str, str]:
    """Addresses by name, for the browser, which resolves them against its page: all pages lie directly under the path
    that the atlas is served at. So they hold under a base path, and behind a proxy that takes a prefix away."""
    basemap = f"{ROOT}/basemap/{basemap_version()}"
    return {
        "web": f"{ROOT}/web/{web_version()}",
        "renderer": f"{ROOT}/renderer/{pydeck.__version__}/index.js",
        "light": f"{basemap}/light.json",
        "dark": f"{basemap}/dark.json",
        "fonts": f"{ROOT}/fonts/{folder_version(FONTS_FOLDER)}/fonts.css",
    }


def blob_address(name: str) -> str:
    """Where a browser finds what is kept under a name in the cache of answers (``geo.ui.server.blob_cache``)."""
    return f"{ROOT}/kept/{name}"


@cache
def web_version() -> str:
    """Changes with the browser's code and with the table of symbols in it."""
    return hashlib.sha256((folder_version(WEB_FOLDER) + table_json()).encode()).hexdigest()[:12]


@cache
def basemap_version() -> str:
    """Changes with the basemap's data or its table of styles."""
    table = repr([style(theme, "") for theme in THEMES])
    towns = town_map()
    parts = folder_version(DATA_FOLDER) + table + (towns.digest if towns else "")
    return hashlib.sha256(parts.encode()).hexdigest()[:12]
