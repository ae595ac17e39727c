"""Asks an ASGI app without a server."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import anyio
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


def ask(app: ASGIApp, path: str, method: str = "GET", query: str = "", scheme: str = "http", **headers: str) -> Answer:
    """The answer to one request; a header's underscores are dashes."""
    given = {"host": "atlas.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": scheme, "root_path": "", "path": path,
        "raw_path": quote(path, errors="surrogatepass").encode(), "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "server": ("atlas.example", 80), "client": ("10.9.8.7", 1234),
    }  # fmt: skip
    sent: list[Message] = []

    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await anyio.sleep_forever()  # the browser stays until it has its answer
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    # In a thread of its own: in this one a browser's driver may have its loop running.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, run).result()
    start = sent[0]
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))
