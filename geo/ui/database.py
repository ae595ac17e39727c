"""Whether the atlas was pointed at a database. Only then is anything of the engine loaded: it takes a second."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from geo.ui.server import PREFIX

SUFFIXES = (".duckdb", ".ddb")
"""Files that are a database: named by ATLAS_DATASET they are one, without any address."""
ENGINE = f"{PREFIX}/engine"
"""Where browsers ask it."""


def is_named() -> bool:
    """Whether the environment names a database, by address or as a file."""
    return bool(os.environ.get("ATLAS_DATABASE", "").strip()) or file() is not None


def file() -> Path | None:
    """The file of DuckDB that is named in place of a dataset's file."""
    path = Path(os.environ.get("ATLAS_DATASET", ""))
    return path if path.suffix in SUFFIXES else None


def mount() -> Mount:
    """The engine's addresses, for ``st.App``."""
    return Mount(ENGINE, _Later())


class _Later:
    """An ASGI app that is loaded when it is first asked."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from geo.ui.engine.routes import app

        await app(scope, receive, send)
