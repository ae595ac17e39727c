"""What the server's answers tell a browser to refuse, what it refuses itself, and what it says of its own state."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from geo.database_errors import EngineError, Trouble
from geo.errors import AtlasError
from geo.ui.datasets import catalog, health_routes, served_app
from geo.ui.server import first_view, owner_cookie
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.content_policy import inline_scripts, page_faults
from geo.ui.server.request_log import RequestLogMiddleware, kind_of
from geo.ui.server.security_headers import ALWAYS, check_streamlit
from geo.ui.server.server_settings import ServerSettings, read_settings
from tests.asgi import Answer, ask

BROWSER = "text/html,application/xhtml+xml"
ADA, BOB = "A" * 43, "B" * 43
ADDRESSES = (
    "/", "/incidents", "/favicon.png", "/atlas", "/atlas/nothing", "/atlas/health", "/atlas/kept/none",
    "/atlas/basemap/x/light.json", "/atlas/basemap/x/nothing", "/atlas/fonts/x/fonts.css", "/atlas/web/x/stage.js",
    "/atlas/web/x/../../../etc/passwd", "/atlas/renderer/x/index.js", "/fails",
)  # fmt: skip


async def fails(request: Request) -> Response:
    raise RuntimeError("secret words")


def built(monkeypatch: pytest.MonkeyPatch, **environment: str) -> ASGIApp:
    """The atlas's and Streamlit's addresses as they are served, under an operator's settings."""
    found = read_settings(environment)
    monkeypatch.setattr(served_app, "settings", lambda: found)
    health_routes._last.clear()
    routes = [Route("/fails", fails), Route("/media/x.html", lambda _: HTMLResponse("<script>1</script>"))]
    routes += [*served_app.served_routes(), *create_streamlit_static_assets_routes("")]
    return Starlette(routes=routes, middleware=served_app.served_middleware())


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> ASGIApp:
    return built(monkeypatch)


def directives(answer: Answer) -> dict[str, list[str]]:
    parts = answer.headers["content-security-policy"].split("; ")
    return {name: values.split() for name, _, values in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_is_protected_and_names_no_other_host(app: ASGIApp, path: str) -> None:
    answer = ask(app, path, accept=BROWSER)
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value
    found = directives(answer)
    assert found["default-src"] == ["'none'"]
    assert found["frame-ancestors"] == ["'self'"]
    assert "//" not in answer.headers["content-security-policy"]
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/incidents"])
def test_each_script_of_a_page_is_allowed_by_its_hash_and_no_other(
    app: ASGIApp, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_view, "map_properties", lambda: {"view": "</script><script>alert(1)</script>"})
    answer = ask(app, path, accept=BROWSER, if_none_match="*", range="bytes=0-10")
    scripts = inline_scripts(answer.text)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]
    assert len(scripts) == {"/": 4, "/incidents": 2}[path]
    assert not any("alert(1)" in text for text in scripts)
    assert directives(answer)["script-src"] == ["'self'", "blob:", "'wasm-unsafe-eval'", *hashes]
    assert page_faults(answer.text) == []
    assert answer.status == 200
    assert "etag" not in answer.headers, "a page is never taken for the one of another policy"


def test_a_page_that_was_made_runs_apart_from_the_atlas(app: ASGIApp) -> None:
    name = BLOBS.put(b"<script>1</script>", "text/html; charset=utf-8")
    for path in (f"/atlas/kept/{name}", "/media/x.html"):
        answer = ask(app, path, accept=BROWSER)
        assert answer.body == b"<script>1</script>", "none of the atlas's own lines go into it"
        found = directives(answer)
        assert found["sandbox"] == ["allow-scripts"]
        assert "connect-src" not in found
    drawing = BLOBS.put(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "image/svg+xml")
    found = directives(ask(app, f"/atlas/kept/{drawing}", accept=BROWSER))
    assert found["sandbox"] == []
    assert "script-src" not in found


def test_a_failure_is_a_sentence_and_tells_nothing(app: ASGIApp, caplog: pytest.LogCaptureFixture) -> None:
    answer = ask(app, "/fails")
    assert (answer.status, answer.text) == (500, "The server failed at this. Try again; its log says more.")
    assert "secret words" in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/atlas/health", "/atlas/kept/x", "/atlas/nothing", "/"])
def test_nothing_can_be_changed_by_an_address_and_strangers_are_refused(app: ASGIApp, method: str, path: str) -> None:
    assert ask(app, path, method).status == 405
    assert ask(app, path, method, origin="http://atlas.example").status == 405
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}):
        answer = ask(app, path, method, **headers)
        assert (answer.status, answer.text) == (403, "Another site's page may not change anything here.")


@pytest.mark.full
def test_a_question_to_a_database_changes_nothing_and_is_protected(app: ASGIApp) -> None:
    """Marked full: it loads what speaks to databases."""
    assert ask(app, "/atlas/engine/a/b/about", "POST").status == 405
    answer = ask(app, "/atlas/engine/a/b/about")
    assert answer.status == 410
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_made_of_an_upload_is_given_to_its_owner_alone(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner_cookie, "owner", lambda: ADA)
    name = BLOBS.put(b"rows", "application/json", "secret of the session")
    common = BLOBS.put(b"everybody's", "application/json")
    mine = ask(app, f"/atlas/kept/{name}", cookie=f"atlas_owner={ADA}")
    assert (mine.status, mine.body) == (200, b"rows")
    assert mine.headers["cache-control"].startswith("private")
    for headers in ({}, {"cookie": f"atlas_owner={BOB}"}, {"cookie": "atlas_owner=x; \x00"}):
        other = ask(app, f"/atlas/kept/{name}", **headers)
        assert (other.status, other.body) == (404, ask(app, "/atlas/kept/none").body)
    assert ask(app, f"/atlas/kept/{common}").headers["cache-control"].startswith("public")


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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", "'self'"),
        ("none", "'none'"),
        ("https://wiki.example.org http://10.0.0.1:8080", "'self' https://wiki.example.org http://10.0.0.1:8080"),
        ("https://*.example.org", "'self' https://*.example.org"),
    ],
)
def test_who_may_frame_the_atlas(monkeypatch: pytest.MonkeyPatch, text: str, written: str) -> None:
    answer = ask(built(monkeypatch, ATLAS_FRAME_ANCESTORS=text), "/", accept=BROWSER)
    assert answer.headers["content-security-policy"].endswith(f"frame-ancestors {written}")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ATLAS_LOG", "loud", "'loud' can't be followed. Allowed: off, text, json."),
        ("ATLAS_METRICS", "1", "'1' can't be followed. Allowed: off, on."),
        ("ATLAS_FRAME_ANCESTORS", "*", "'*' can't be followed. Allowed: addresses of sites"),
        ("ATLAS_FRAME_ANCESTORS", "https://a.b; script-src *", "can't be followed"),
        ("ATLAS_FRAME_ANCESTORS", "https://a.b\r\nx: y", "can't be followed"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_told(name: str, value: str, sentence: str) -> None:
    with pytest.raises(AtlasError) as caught:
        read_settings({name: value})
    assert str(caught.value).startswith(f"environment, {name}: ")
    assert sentence in str(caught.value)


def test_this_streamlit_fits_the_policy() -> None:
    assert check_streamlit() == []


def test_a_page_that_does_not_fit_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text(
        '<!-- <img onload="fine"> --><body onload="go()"><script src="https://cdn.example/x.js"></script>'
    )
    monkeypatch.setattr(st, "__file__", str(tmp_path / "__init__.py"))
    assert check_streamlit() == [
        'Streamlit\'s page runs a script in an attribute, which browsers are told not to run: <body onload="go()">',
        "Streamlit's page asks another host, which browsers are told not to ask: "
        '<script src="https://cdn.example/x.js">',
    ]


def test_open_pages_are_counted() -> None:
    import anyio

    changes: list[int] = []

    async def closed(scope: object, receive: object, send: object) -> None:
        assert changes == [1]

    stack = Middleware(RequestLogMiddleware, settings=ServerSettings(), connected=changes.append)
    anyio.run(stack.cls(closed, *stack.args, **stack.kwargs), {"type": "websocket"}, None, None)
    assert changes == [1, -1]
