"""Middleware that refuses uploaded files for which there is no memory.

Streamlit holds an uploaded file in memory until the page that asked for it lets go of it: once it is imported, or its person
is gone. How large one may be is Streamlit's to check; how many there may be is checked here, before anything is read.
"""

from __future__ import annotations

import re
from collections import Counter

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from geo.importing.limits import MEBIBYTE
from geo.ui.server.base_path import path_of
from geo.ui.server.server_settings import ServerSettings

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


class ArrivingFilesMiddleware:
    """ASGI middleware: one session may fill half of what all may."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self.app, self._most = app, settings.limits.arriving * MEBIBYTE
        self._on_their_way: Counter[str] = Counter()
        """Bytes that are being received, by session."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but a file for which there is no room."""
        asked = _UPLOAD.fullmatch(path_of(scope)) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if asked is None:
            await self.app(scope, receive, send)
            return
        session, length = asked[1], Headers(scope=scope).get("content-length", "")
        if not (length.isascii() and length.isdecimal()):
            refusal = PlainTextResponse("A file is sent with its size.", status_code=411)
            await refusal(scope, receive, send)
            return
        size = int(length)
        if (words := self._refusal(session, size)) is not None:
            await PlainTextResponse(words, status_code=413)(scope, receive, send)
            return
        self._on_their_way[session] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self._on_their_way[session] -= size
            self._on_their_way += Counter()  # sessions that send nothing are forgotten

    def _refusal(self, session: str, size: int) -> str | None:
        here = held_by_session() + self._on_their_way
        if here[session] + size > self._most // 2:
            whose, most, remedy = "your", self._most // 2, "Import the files that you chose, or take them out again."
        elif here.total() + size > self._most:
            whose, most, remedy = "all people's", self._most, "Try again later."
        else:
            return None
        return f"With this file {whose} files that are not imported yet would be larger than {most // MEBIBYTE:,} MiB. {remedy}"


def held_by_session() -> Counter[str]:
    """Bytes of uploaded files that Streamlit holds in memory, by session."""
    files = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    if not isinstance(files, MemoryUploadedFileManager):
        return Counter()
    sessions = list(files.file_storage.items())
    return Counter({session: sum(len(one.data) for one in list(kept.values())) for session, kept in sessions})
