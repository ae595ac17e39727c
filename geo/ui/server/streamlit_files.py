"""Streamlit's own scripts and styles, compressed: as Streamlit answers them they are three times as large, and on a slow
line that is half of the wait.

It leans on where Streamlit keeps them; where the folder is not found Streamlit answers them itself.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.ui.server.base_path import path_of
from geo.ui.server.routes import VersionedFiles

PLACE = "/static"
KINDS = ("js/*.js", "css/*.css")
"""What compresses well. The names of these files hold their version."""
FOLDER = Path(st.__file__).parent / "static" / "static"


class StreamlitFilesMiddleware:
    """ASGI middleware: answers Streamlit's scripts and styles."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        found = [path.relative_to(FOLDER).as_posix() for kind in KINDS for path in FOLDER.glob(kind)]
        self._known = frozenset(f"{PLACE}/{name}" for name in found)
        self._files = VersionedFiles(directory=FOLDER, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on whatever is none of these files."""
        path = path_of(scope) if scope["type"] == "http" and scope["method"] == "GET" else ""
        if path in self._known:
            scope = {**scope, "path": path.removeprefix(PLACE), "root_path": ""}
            await self._files(scope, receive, send)
        else:
            await self.app(scope, receive, send)
