"""The atlas's own addresses, whatever is asked of them: an answer in words, nothing of the machine's other files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from tests.asgi import ask
from tests.hostile.corpus import FUZZ, TEXTS
from tests.test_server_safety import built

PARTS = st.sampled_from(
    ["..", ".", "", "~", "%2e%2e", "..\\", "\x00", "a\x00.json", "etc", "passwd", "C:", "light.json", "fonts.css", "index.js", "stage.js",
     "__init__.py", "x" * 5000, "&", "?", "#", ";", "\r\nset-cookie: x=1", "\ud800", *TEXTS]
) | st.text(max_size=8)  # fmt: skip
ROOTS = st.sampled_from(
    [
        "/atlas",
        "/atlas/kept",
        "/atlas/basemap/v",
        "/atlas/fonts/v",
        "/atlas/web/v",
        "/atlas/renderer/v",
        "/atlas/health",
    ]
)
PATHS = st.tuples(ROOTS, st.lists(PARTS, max_size=5))
QUERIES = st.text(max_size=40) | st.sampled_from(["focus=" + "IQ," * 999, "focus=../..", "focus=<script>", "a" * 9000])
OPEN = {200, 304, 404, 405, 416}


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    with pytest.MonkeyPatch.context() as patch:
        return built(patch)


def check(app: ASGIApp, root: str, parts: list[str], query: str) -> None:
    answer = ask(app, "/".join([root, *parts]), query=query.encode("ascii", "ignore").decode(), accept="*/*")
    assert answer.status in OPEN
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"root:x:0:" not in answer.body
    assert not answer.headers.get("content-type", "").startswith("text/html")
    assert "set-cookie" not in answer.headers
    if answer.status == 404:
        assert answer.text in (
            "There is nothing at this address of the atlas.", "These data are no longer kept here. Reload the page.", "Not Found"
        )  # fmt: skip


@settings(max_examples=120, **FUZZ)
@given(PATHS, QUERIES)
def test_addresses(app: ASGIApp, path: tuple[str, list[str]], query: str) -> None:
    check(app, *path, query)


@pytest.mark.full
@settings(max_examples=4000, **FUZZ)
@given(PATHS, QUERIES)
def test_many_addresses(app: ASGIApp, path: tuple[str, list[str]], query: str) -> None:
    check(app, *path, query)


@pytest.mark.parametrize("root", ["/atlas/basemap/v", "/atlas/fonts/v", "/atlas/renderer/v"])
@pytest.mark.parametrize("name", ["a\x00.json", "../" * 12 + "etc/passwd", "x" * 5000, "\ud800.json"])
def test_a_name_that_no_file_can_have_is_not_there(app: ASGIApp, root: str, name: str) -> None:
    assert ask(app, f"{root}/{name}").status == 404
