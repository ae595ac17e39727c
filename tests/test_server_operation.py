"""What a server says of its own state: health, numbers, lines of its log; none of it tells of a person."""

from __future__ import annotations

import json
import logging
import re

import pytest
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from geo.database_errors import EngineError, Trouble
from geo.ui.datasets import catalog
from geo.ui.server.request_log import RequestLogMiddleware, kind_of
from geo.ui.server.server_settings import ServerSettings
from tests.asgi import ask
from tests.test_server_safety import ADA, BROWSER, built


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> ASGIApp:
    return built(monkeypatch)


def test_health_says_what_is_served(app: ASGIApp) -> None:
    answer = ask(app, "/atlas/health")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    found = json.loads(answer.body)
    assert found["ready"] is True
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["version"])
    assert (found["dataset"]["id"], found["dataset"]["incidents"], found["engine"]) == ("iraq-2019-2020", 21, "memory")


def test_health_is_not_ready_without_a_database_and_names_no_host(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise EngineError(Trouble.UNREACHABLE, "nobody answers", "postgres://reader@db.internal/atlas", "Start it.")

    monkeypatch.setattr(catalog, "default_source", broken)
    answer = ask(app, "/atlas/health")
    assert answer.status == 503
    assert json.loads(answer.body)["reason"] == "The database cannot be reached."
    assert "db.internal" not in answer.text


def test_numbers_are_given_only_where_the_operator_wants_them(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(app, "/atlas/metrics").status == 404
    counted = built(monkeypatch, ATLAS_METRICS="on")
    for _ in range(3):
        ask(counted, "/atlas/kept/0123456789abcdef", query="q=secret")
    text = ask(counted, "/atlas/metrics").text
    assert 'atlas_requests_total{address="/atlas/kept",status="404"} 3.0' in text
    assert 'atlas_dataset_incidents{dataset="iraq-2019-2020"} 21.0' in text
    assert "atlas_ready 1.0" in text
    assert "atlas_heavy_running 0.0" in text
    assert "atlas_heavy_waiting 0.0" in text
    assert "atlas_uploads_bytes " in text
    assert "secret" not in text
    assert "0123456789abcdef" not in text


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_holds_nothing_of_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    log = logging.getLogger("atlas.requests")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "propagate", True)
    counted = built(monkeypatch, ATLAS_LOG=form)
    ask(counted, "/incidents", query="q=Jane+Doe&incident=7", cookie=f"atlas_owner={ADA}", accept=BROWSER)
    ask(counted, "/atlas/kept/0123456789abcdef")
    ask(counted, "/Jane Doe\nGET /forged")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    for secret in ("Jane", "10.9.8.7", ADA, "0123456789abcdef", "forged"):
        assert not any(secret in line for line in lines)
    if form == "json":
        found = [json.loads(line) for line in lines]
        assert [(one["method"], one["address"], one["status"]) for one in found] == [
            ("GET", "/incidents", 200), ("GET", "/atlas/kept", 404), ("GET", "other", 404)
        ]  # fmt: skip
        assert set(found[0]) == {"time", "method", "address", "status", "bytes", "ms"}
    else:
        assert re.fullmatch(r"GET /incidents 200 \d+ bytes \d+\.\d ms", lines[0])


def test_without_a_setting_only_failures_are_logged(app: ASGIApp, caplog: pytest.LogCaptureFixture) -> None:
    ask(app, "/atlas/nothing")
    assert caplog.text == ""
    ask(app, "/fails")
    assert "GET other 500" in caplog.text


def test_there_are_few_kinds_of_addresses() -> None:
    odd = ["/" + "x" * n for n in range(1, 50)] + ["/atlas/" + "x" * n for n in range(1, 50)]
    assert {kind_of(path) for path in odd} == {"other", "/atlas"}
    assert kind_of("/atlas/engine/iraq/1/tile/1/2/3") == "/atlas/engine"
    assert kind_of("/_stcore/upload_file/a/b") == "/_stcore/upload_file"


def test_open_pages_are_counted() -> None:
    import anyio

    changes: list[int] = []

    async def closed(scope: object, receive: object, send: object) -> None:
        assert changes == [1]

    stack = Middleware(RequestLogMiddleware, settings=ServerSettings(), connected=changes.append)
    anyio.run(stack.cls(closed, *stack.args, **stack.kwargs), {"type": "websocket"}, None, None)
    assert changes == [1, -1]
