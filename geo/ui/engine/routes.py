"""Addresses at which the browser asks the engine. A filter travels as the query of a link and is read like one; the
address names the dataset's version, so that a browser may keep an answer for ever.

A question runs in a thread. It is taken back when the browser no longer waits for it, and when the same window asks
something newer of the same kind.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from anyio import CapacityLimiter, create_task_group, sleep, to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router

from geo.engine import Cancelled, Engine, EngineError, Trouble, asked_by
from geo.engine.grid import check_tile
from geo.filter.codecs import CODECS
from geo.filter.filter import Filter
from geo.filter.link import from_query
from geo.filter.view import View
from geo.query.ruler import read_ruler
from geo.ui.engine import answers
from geo.ui.engine.header import header
from geo.ui.engine.kept import keep, kept
from geo.ui.engine.opened import forget, most_held, stored, title_of
from geo.ui.server import ENGINE, FOR_EVER

MOST_ROWS = 200
_AT_ONCE = 3
_LOOK_S = 0.15
_LINKED = frozenset(codec.name for codec in CODECS if codec.part == "filter" or codec.name == "colour")
_LASTING = (Trouble.ADDRESS, Trouble.DRIVER, Trouble.EMPTY, Trouble.LAYOUT, Trouble.TOO_MANY)
"""What another try does not mend."""

Ask = Callable[[Engine, QueryParams], bytes]


class BadQuestionError(ValueError):
    """An address that asks for nothing that there is."""


def base_of(engine: Engine) -> str:
    """Where a dataset is asked, beside the browser's page."""
    return f".{ENGINE}/{engine.about.id}/{engine.about.version}-{most_held()}"


def routes() -> list[BaseRoute]:
    """The routes below ``ENGINE``."""
    root = "/{dataset}/{version}"
    return [
        Route(f"{root}/about", _about),
        Route(f"{root}/tile/{{z:int}}/{{x:int}}/{{y:int}}", _tile),
        Route(f"{root}/days", partial(_answer, lambda engine, query: answers.days(engine, read_view(engine, query)))),
        Route(f"{root}/counts", partial(_answer, _counts, media_type="application/json")),
        Route(f"{root}/rows", partial(_answer, _rows, media_type="application/json")),
    ]


def read_view(engine: Engine, query: QueryParams) -> View:
    """The filter and the colour of a query. Raises BadQuestionError with what can't be read in it."""
    linked = {name: query.getlist(name) for name in query if name in _LINKED}
    view, ignored = from_query(linked, View(dataset=engine.about.id, filter=Filter()))
    if ignored:
        raise BadQuestionError(" ".join(ignored))
    return view


def _counts(engine: Engine, query: QueryParams) -> bytes:
    return answers.counts(engine, read_view(engine, query).filter)


def _rows(engine: Engine, query: QueryParams) -> bytes:
    offset, limit = _number(query, "offset", 2_000_000_000), _number(query, "limit", MOST_ROWS)
    return answers.rows(engine, read_view(engine, query), offset, limit, query.get("latest") == "yes")


def _number(query: QueryParams, name: str, most: int) -> int:
    given = query.get(name, "")
    if not (given.isascii() and given.isdecimal() and int(given) <= most):
        raise BadQuestionError(f"“{name}” is not a number from 0 to {most:,}.")
    return int(given)


async def _about(request: Request) -> Response:
    return await _answer(
        lambda engine, _: json.dumps(header(engine, base_of(engine)), ensure_ascii=False).encode(),
        request,
        media_type="application/json",
    )


async def _tile(request: Request) -> Response:
    place = tuple(request.path_params[name] for name in ("z", "x", "y"))

    def ask(engine: Engine, query: QueryParams) -> bytes:
        check_tile(*place)
        return answers.tile(engine, read_view(engine, query), place, read_ruler(query))

    return await _answer(ask, request)


async def _answer(ask: Ask, request: Request, media_type: str = "application/octet-stream") -> Response:
    try:
        engine = await to_thread.run_sync(_named, request.path_params)
        address = f"{request.url.path}?{request.url.query}"
        content = kept(address)
        if content is None:
            content = await _asked(engine, request, partial(ask, engine, request.query_params))
            keep(address, content)
    except EngineError as error:
        if error.trouble is Trouble.EMPTY:
            forget()
        return _refusal(503, f"{title_of(error)}: {error.what}.", error.remedy, error.trouble not in _LASTING)
    except LookupError:
        remedy = "Reload the page to see it as it is now."
        return _refusal(410, "The dataset has been loaded anew since this page was opened.", remedy, False)
    except ValueError as error:
        return _refusal(400, "This question cannot be read.", str(error), False)
    return Response(content, media_type=media_type, headers=FOR_EVER)


def _named(path: dict[str, Any]) -> Engine:
    """The engine of an address. Raises LookupError where another dataset is in its place."""
    engine = stored()
    if engine is None or base_of(engine) != f".{ENGINE}/{path['dataset']}/{path['version']}":
        raise LookupError
    return engine


async def _asked(engine: Engine, request: Request, ask: Callable[[], bytes]) -> bytes:
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
    told = json.dumps({"what": what, "remedy": remedy, "passing": passing}, ensure_ascii=False)
    return Response(told, status_code=status, media_type="application/json", headers={"Cache-Control": "no-store"})


app = Router(routes())
