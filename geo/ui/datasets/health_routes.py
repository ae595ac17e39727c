"""Addresses for whoever looks after a server: whether it is ready, and, where the operator turned it on, its numbers."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo.database_errors import EngineError, Trouble
from geo.errors import AtlasError
from geo.query import Source
from geo.ui.access.current_person import access
from geo.ui.datasets import catalog
from geo.ui.datasets.heavy_work import QUEUE
from geo.ui.datasets.upload_store import held_bytes_in_all
from geo.ui.server.addresses import HEALTH, METRICS
from geo.ui.server.server_settings import ServerSettings
from geo.ui.server.sign_in_gate import PERSON

KEPT_S = 2.0
"""How long an answer holds, so that nobody can keep a database busy by asking."""
_NEVER_KEPT = {"Cache-Control": "no-store"}
_UNREADY = 503
_FOR_ANYBODY = ("ready", "version", "reason")
"""What health says to whom the dataset is not for: where people sign in, to who has not."""
_lock = Lock()
_last: list[tuple[float, dict[str, Any]]] = []


def health_routes(settings: ServerSettings) -> list[BaseRoute]:
    """The routes, for ``st.App``."""
    health = Route(HEALTH, _health)
    return [health, Route(METRICS, _metrics)] if settings.metrics else [health]


def counting(settings: ServerSettings) -> dict[str, Callable[..., None]]:
    """What ``RequestLogMiddleware`` tells what happens; nothing where nobody may look at numbers: neither Prometheus nor
    an administrator."""
    if not settings.metrics and access() is None:
        return {}
    from geo.ui.server import request_metrics as numbers

    def count(address: str, status: int, seconds: float) -> None:
        numbers.REQUESTS.labels(address, str(status)).inc()
        numbers.DURATION.labels(address).observe(seconds)

    def connected(change: int) -> None:
        numbers.CONNECTIONS.inc(change)

    return {"count": count, "connected": connected}


def health() -> dict[str, Any]:
    """Whether the dataset can be asked: ``ready``, ``version``, and ``dataset`` and ``engine``, or ``reason``, a sentence
    that names neither a host nor a user. A dataset in a database is asked something small."""
    with _lock:
        if _last and time.monotonic() - _last[0][0] < KEPT_S:
            return _last[0][1]
        found = _look()
        _last[:] = [(time.monotonic(), found)]
        return found


def _look() -> dict[str, Any]:
    about: dict[str, Any] = {"ready": False, "version": atlas_version()}
    try:
        source = catalog.default_source()
        if source.tile_engine is not None:
            source.tile_engine.read(())
    except EngineError as error:
        if error.trouble is Trouble.EMPTY:
            catalog.connect_anew()
        return {**about, "reason": f"{error.title}."}
    except AtlasError as error:
        return {**about, "reason": f"The dataset cannot be opened: {error.faults[0].problem}."}
    facts = source.facts
    dataset = {"id": facts.id, "title": facts.title, "version": facts.version, "incidents": facts.count}
    return {**about, "ready": True, "dataset": dataset, "engine": engine_of(source)}


def engine_of(source: Source) -> str:
    """Where questions are answered: memory, or the word that a database's address begins with."""
    return "memory" if source.tile_engine is None else source.tile_engine.where.partition(":")[0]


@cache
def atlas_version() -> str:
    """The version of the atlas."""
    project = Path(__file__).parents[3] / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


async def _health(request: Request) -> Response:
    found = await to_thread.run_sync(health)
    if not catalog.is_opening_for(request.scope.get(PERSON)):
        found = {name: value for name, value in found.items() if name in _FOR_ANYBODY}
    return JSONResponse(found, status_code=200 if found["ready"] else _UNREADY, headers=_NEVER_KEPT)


async def _metrics(request: Request) -> Response:
    from geo.ui.server import request_metrics as numbers

    found = await to_thread.run_sync(health)
    numbers.READY.set(1 if found["ready"] else 0)
    numbers.INCIDENTS.clear()
    if found["ready"] and access() is None:
        numbers.INCIDENTS.labels(found["dataset"]["id"]).set(found["dataset"]["incidents"])
    running, waiting = QUEUE.counts()
    numbers.HEAVY_RUNNING.set(running)
    numbers.HEAVY_WAITING.set(waiting)
    numbers.UPLOADS.set(await to_thread.run_sync(held_bytes_in_all))
    content, media_type = await to_thread.run_sync(numbers.metrics_text)
    return Response(content, headers={**_NEVER_KEPT, "Content-Type": media_type})
