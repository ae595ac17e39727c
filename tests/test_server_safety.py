"""What the server's answers tell a browser to refuse, what it refuses itself, and what it says of its own state."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from geo.errors import AtlasError
from geo.ui.datasets import health_routes, served_app
from geo.ui.server import first_view, owner_cookie
from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.content_policy import inline_scripts, page_faults
from geo.ui.server.opening_words import ROOT, WORDS, with_opening_words
from geo.ui.server.security_headers import ALWAYS, check_streamlit
from geo.ui.server.server_settings import read_settings
from geo.ui.server.streamlit_files import FOLDER
from tests.asgi import Answer, ask

BROWSER = "text/html,application/xhtml+xml"
ADA, BOB = "A" * 43, "B" * 43
ADDRESSES = (
    "/", "/incidents", "/favicon.png", "/atlas", "/atlas/nothing", "/atlas/health", "/atlas/kept/none",
    "/atlas/basemap/x/light.json", "/atlas/basemap/x/nothing", "/atlas/fonts/x/fonts.css", "/atlas/web/x/stage.js",
    "/atlas/web/x/../../../etc/passwd", "/atlas/health/x\n//", "/atlas/renderer/x/index.js", "/fails",
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


@pytest.mark.parametrize("path", ["/", "/incidents"])
def test_a_page_says_at_once_that_it_opens(app: ASGIApp, path: str) -> None:
    page = ask(app, path, accept=BROWSER).text
    assert ROOT + WORDS in page
    assert "<title>Incident Atlas</title>" in page
    order = [page.index(part) for part in ('rel="stylesheet"', "</style>", "</head>", "Incident Atlas is opening …")]
    assert order == sorted(order)
    assert page.index('rel="stylesheet"') < min(found.start() for found in re.finditer("<script|preload", page))
    assert page.count('rel="stylesheet"') == 1


def test_a_page_of_another_streamlit_stays_as_it_is() -> None:
    page = "<html><head><title>Other</title></head><body><main></main></body></html>"
    assert re.sub("<style>.*</style>", "", with_opening_words(page)) == page


def test_streamlits_scripts_are_sent_compressed_and_are_the_same(app: ASGIApp) -> None:
    named = sorted(set(re.findall(r"\./(static/(?:js|css)/[^\"']+)", ask(app, "/", accept=BROWSER).text)))
    assert len(named) > 10
    for name in named:
        answer = ask(app, f"/{name}", accept_encoding="gzip")
        original = (FOLDER.parent / name).read_bytes()
        assert gzip.decompress(answer.body) == original
        assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
        assert "immutable" in answer.headers["cache-control"]
        assert ask(app, f"/{name}").body == original, "for those who cannot read it"
    for path in ("/static/js/nothing.js", "/static/js/../index.html", "/static/js/\0", "/static/js/" + "x" * 5000):
        assert "content-encoding" not in ask(app, path, accept_encoding="gzip").headers


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
