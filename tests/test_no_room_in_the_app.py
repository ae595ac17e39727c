"""The server's disk has no room: a sentence on the page, what was there before stays, nothing half is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.disk.disk_errors import CannotWrite
from geo.ui.server.blob_cache import BLOBS, BlobCache
from tests.conftest import ROOT
from tests.importing.conftest import FIXTURES

FILE = FIXTURES / "acled_new.csv"


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file grows beyond a size."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def form() -> None:
    from geo.ui.data import page

    page._upload_form()
    page._show_faults()


def data_page() -> AppTest:
    return AppTest.from_function(form, default_timeout=60).run()


def upload(page: AppTest, content: bytes) -> AppTest:
    field = next(one for one in page.file_uploader if one.label == "Files of incidents")
    field.set_value([("mine.csv", content, "text/csv")]).run()
    return page.button(key="data_import").click().run()


def said(page: AppTest) -> list[str]:
    assert not page.exception
    return [*(error.value for error in page.error), *(text.value for text in page.text if "mine.csv" in text.value)]


@pytest.mark.parametrize("most", [100, 2000])
def test_an_upload_that_finds_no_room_is_told_and_tried_again(most: int) -> None:
    """Where the file itself finds none, and where what is made of it does."""
    page, content = data_page(), FILE.read_bytes()
    with full_disk(most):
        upload(page, content)
    assert said(page) == [
        "This could not be imported.",
        "mine.csv: could not be kept on the server: the file would be larger than is allowed. What you brought before is "
        "still here. Try again later; if it stays so, tell whoever looks after this server.",
    ]
    own = page.session_state["atlas_uploads"]
    assert list(own.folder.iterdir()) == []
    upload(page, content)
    assert said(page) == []
    assert [one.account.incidents for one in own.uploads.values()] == [6]
    [kept] = own.uploads.values()
    with full_disk(100):
        upload(page, content)
    assert list(own.uploads.values()) == [kept]
    assert kept.path.is_file()


def layers() -> None:
    from geo.ui.data.layers_section import layers_section

    layers_section()


def test_a_layer_that_finds_no_room_is_told() -> None:
    page = AppTest.from_function(layers, default_timeout=60).run()
    rows = "".join(f"Camp {number},33.3,44.4\n" for number in range(20))
    page.file_uploader[0].upload("mine.csv", f"name,latitude,longitude\n{rows}".encode(), "text/csv").run()
    with full_disk(100):
        page.button(key="layer_add").click().run()
    assert said(page) == [
        "This layer could not be added.",
        "mine.csv: could not be kept on the server: the file would be larger than is allowed. What you brought before is "
        "still here. Try again later; if it stays so, tell whoever looks after this server.",
    ]


def test_an_answer_that_finds_no_room_is_not_kept_by_half() -> None:
    cache = BlobCache()
    with full_disk(100), pytest.raises(CannotWrite, match="the file would be larger than is allowed"):
        cache.put(b"x" * 1000, "text/plain")
    assert list(cache._folder().iterdir()) == []
    assert cache.count() == 0
    assert cache.get(cache.put(b"x" * 1000, "text/plain")) == (b"x" * 1000, "text/plain")


def test_a_page_that_finds_no_room_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def put(*_: object, **__: object) -> str:
        raise CannotWrite("kept answers", Path("/secret/place"), "the disk is full", "Free some space there.")

    monkeypatch.setattr(BLOBS, "put", put)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    words = [*(title.value for title in app.title), *(text.value for text in app.text)]
    assert words[0] == "The server cannot write"
    assert "This page could not be made: on the server, the disk is full. Tell whoever looks after it." in words
    assert not any("/secret" in word for word in words)
