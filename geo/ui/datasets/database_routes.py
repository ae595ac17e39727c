"""Addresses at which the browser asks a dataset that stays in its database.

A filter travels as the query of a link and is read like one; the address names the dataset's version, so that a browser
may keep an answer for ever.

A question runs in a thread. It is taken back when the browser no longer waits for it, and when the same window asks
something newer of the same kind. Answers are kept: their address names the dataset's version, so they stay true, and the
next person who opens the map gets them without asking the database.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any

from anyio import CapacityLimiter, create_task_group, sleep, to_thread
from cachetools import LRUCache
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router

from geo.engine import Cancelled, Engine, EngineError, Trouble, asked_by
from geo.engine.cell_contents import read_counted_cell
from geo.engine.tile_grid import check_tile
from geo.filter.apply import held_near
from geo.filter.codecs import CODECS
from geo.filter.filter import Filter
from geo.filter.view import MapMode, View
from geo.filter.view_link import from_query
from geo.layers.browser_queries import counted_responses, responses
from geo.layers.browser_queries.dataset_header import header
from geo.query import Source
from geo.query.connection import forget
from geo.query.timeline_steps import read_time_steps
from geo.ui.datasets import catalog
from geo.ui.datasets.delivery import database_address
from geo.ui.server.addresses import ENGINE, FOR_EVER
from geo.ui.server.shared_answers import SHARED
from geo.ui.server.sign_in_gate import PERSON

MOST_ROWS = 200
_AT_ONCE = 3
_LOOK_S = 0.15
_LINKED = frozenset(codec.name for codec in CODECS if codec.part == "filter" or codec.name == "colour")
_LASTING = (Trouble.ADDRESS, Trouble.DRIVER, Trouble.EMPTY, Trouble.LAYOUT, Trouble.TOO_MANY)
"""What another try does not mend."""

MOST_BYTES = 64_000_000
"""Of answers that are kept."""
cached_answers: LRUCache[str, bytes] = LRUCache(MOST_BYTES, getsizeof=len)
_lock = Lock()

Ask = Callable[[Source, Engine, QueryParams], bytes]


class BadQuestionError(ValueError):
    """An address that asks for nothing that there is."""


def routes() -> list[BaseRoute]:
    """The routes below ``ENGINE``."""
    root = "/{dataset}/{version}"
    return [
        Route(f"{root}/about", _about),
        Route(f"{root}/tile/{{z:int}}/{{x:int}}/{{y:int}}", _tile),
        Route(
            f"{root}/days",
            partial(_answer, lambda _, engine, query: responses.days(engine, read_view(engine, query))),
        ),
        Route(f"{root}/counts", partial(_answer, _counts, media_type="application/json")),
        Route(f"{root}/counted/{{mode}}/{{level:int}}/{{x:int}}/{{y:int}}", _counted_tile),
        Route(
            f"{root}/areas",
            partial(_answer, lambda _, engine, query: counted_responses.areas(engine, read_view(engine, query).filter)),
        ),
        Route(f"{root}/in-cell", partial(_answer, _in_cell, media_type="application/json")),
        Route(f"{root}/rows", partial(_answer, _rows, media_type="application/json")),
    ]


def read_view(engine: Engine, query: QueryParams) -> View:
    """The filter and the colour of a query. Raises BadQuestionError with what can't be read in it."""
    linked = {name: query.getlist(name) for name in query if name in _LINKED}
    view, ignored = from_query(linked, View(dataset=engine.about.id, filter=Filter()))
    ignored += held_near(view.filter)[1]
    if ignored:
        raise BadQuestionError(" ".join(ignored))
    return view


def _counts(source: Source, engine: Engine, query: QueryParams) -> bytes:
    return responses.counts(engine, read_view(engine, query).filter)


def _rows(source: Source, engine: Engine, query: QueryParams) -> bytes:
    offset, limit = _number(query, "offset", 2_000_000_000), _number(query, "limit", MOST_ROWS)
    view = read_view(engine, query)
    order = query.get("order", "date")
    descending = query.get("latest" if order == "date" else "descending") == "yes"
    cell = read_counted_cell(query["cell"]) if "cell" in query else None
    return responses.rows(engine, view, offset, limit, order, descending, cell)


def _in_cell(source: Source, engine: Engine, query: QueryParams) -> bytes:
    return counted_responses.in_cell(engine, read_view(engine, query), read_counted_cell(query.get("cell", "")))


def _number(query: QueryParams, name: str, most: int) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdecimal() and int(text) <= most):
        raise BadQuestionError(f"“{name}” is not a number from 0 to {most:,}.")
    return int(text)


async def _about(request: Request) -> Response:
    return await _answer(
        lambda source, *_: json.dumps(header(source, database_address(source)), ensure_ascii=False).encode(),
        request,
        media_type="application/json",
    )


async def _tile(request: Request) -> Response:
    place = tuple(request.path_params[name] for name in ("z", "x", "y"))

    def ask(source: Source, engine: Engine, query: QueryParams) -> bytes:
        check_tile(*place)
        return responses.tile(engine, read_view(engine, query), place, read_time_steps(query))

    return await _answer(ask, request)


async def _counted_tile(request: Request) -> Response:
    level, x, y = (request.path_params[name] for name in ("level", "x", "y"))
    mode = request.path_params["mode"]

    def ask(source: Source, engine: Engine, query: QueryParams) -> bytes:
        if mode not in list(MapMode):
            raise BadQuestionError(f"“{mode[:60]}” is no way to show incidents.")
        place = (level, x, y)
        return counted_responses.counted_tile(
            engine, read_view(engine, query), MapMode(mode), place, read_time_steps(query)
        )

    return await _answer(ask, request)


async def _answer(ask: Ask, request: Request, media_type: str = "application/octet-stream") -> Response:
    if not catalog.is_opening_for(request.scope.get(PERSON)):
        return _refusal(403, "This dataset is for others.", "Ask whoever looks after this server.", False)
    try:
        source, engine = await to_thread.run_sync(_addressed, request.path_params)
        address = f"{request.url.path}?{request.url.query}"
        with _lock:
            content = cached_answers.get(address)
        if content is None:
            compute = partial(ask, source, engine, request.query_params)
            kept = partial(SHARED.computed, "database", f"{engine.where} {address}", compute)
            content = await _ask_in_thread(engine, request, kept)
            _keep(address, content)
    except EngineError as error:
        if error.trouble is Trouble.EMPTY:
            forget()
        return _refusal(503, f"{error.title}: {error.what}.", error.remedy, error.trouble not in _LASTING)
    except LookupError:
        remedy = "Reload the page to see it as it is now."
        return _refusal(410, "The dataset has been loaded anew since this page was opened.", remedy, False)
    except ValueError as error:
        return _refusal(400, "This question cannot be read.", str(error), False)
    return Response(content, media_type=media_type, headers=FOR_EVER)


def _keep(address: str, answer: bytes) -> None:
    """Keep an answer until there are too many; those asked for longest ago are given up first."""
    if len(answer) <= MOST_BYTES // 8:
        with _lock:
            cached_answers[address] = answer


def _addressed(path: dict[str, Any]) -> tuple[Source, Engine]:
    """The dataset of an address, and what counts it. Raises LookupError where another one is in its place."""
    source = catalog.default_source()
    engine = source.tile_engine
    if engine is None or database_address(source) != f".{ENGINE}/{path['dataset']}/{path['version']}":
        raise LookupError
    return source, engine


async def _ask_in_thread(engine: Engine, request: Request, ask: Callable[[], bytes]) -> bytes:
    """The answer; the question is taken back when nobody waits for it any more, or something newer is asked."""
    window, kind = (request.headers.get(f"x-atlas-{name}", "")[:40] for name in ("asker", "kind"))
    asker = secrets.token_hex(8)
    taken_back: list[bool] = []
    if window:
        engine.cancel(_newest.get((window, kind), asker))
        _newest[window, kind] = asker

    def run() -> bytes:
        if taken_back:
            raise Cancelled(engine.where)
        with asked_by(asker):
            return ask()

    async def watch() -> None:
        while not await request.is_disconnected():
            await sleep(_LOOK_S)
        taken_back.append(True)
        engine.cancel(asker)

    found: list[bytes] = []
    failed: list[Exception] = []
    async with create_task_group() as group:
        group.start_soon(watch)
        try:
            found.append(await to_thread.run_sync(run, limiter=_limiter()))
        except (EngineError, LookupError, ValueError) as error:
            failed.append(error)
        group.cancel_scope.cancel()
    if _newest.get((window, kind)) == asker:
        del _newest[window, kind]
    if failed:
        raise failed[0]
    return found[0]


_newest: dict[tuple[str, str], str] = {}
"""Who asks the newest question of a window and kind."""
_limiters: list[CapacityLimiter] = []


def _limiter() -> CapacityLimiter:
    """A few questions at once: each keeps the whole machine busy."""
    if not _limiters:
        _limiters.append(CapacityLimiter(_AT_ONCE))
    return _limiters[0]


def _refusal(status: int, what: str, remedy: str, passing: bool) -> Response:
    content = json.dumps({"what": what, "remedy": remedy, "passing": passing}, ensure_ascii=False)
    return Response(content, status_code=status, media_type="application/json", headers={"Cache-Control": "no-store"})


app = Router(routes())
