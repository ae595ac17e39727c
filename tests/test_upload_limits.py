"""What people may bring is limited, by person and for the whole server; each limit is told with its value and what to do."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from geo.errors import AtlasError
from geo.importing.file_weight import weight
from geo.importing.limits import MEBIBYTE, RATIO
from geo.ui.datasets import upload_store
from geo.ui.datasets.upload_room import check_room
from geo.ui.datasets.upload_store import OwnUploads
from geo.ui.server.arriving_files import ArrivingFilesMiddleware
from geo.ui.server.server_settings import read_settings
from geo.ui.server.upload_limits import LIMITS, read_limits
from tests.asgi import ask
from tests.importing.conftest import FIXTURES, write
from tests.test_no_room_in_the_app import data_page, said, upload
from tests.test_server_safety import built

CONTENT = (FIXTURES / "acled_new.csv").read_bytes()
PLACE = "/_stcore/upload_file/{}/file"


def test_without_variables_the_defaults_hold() -> None:
    limits = read_limits({})
    assert limits.upload is None
    assert (limits.arriving, limits.person_datasets, limits.person, limits.server) == (1000, 20, 1000, 10_000)
    assert (limits.jobs, limits.memory) == (2, 4096)
    assert st.get_option("server.maxUploadSize") == 200


@pytest.mark.parametrize("name", ["ATLAS_UPLOAD_MIB", *LIMITS])
@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²", "9" * 12])
def test_a_limit_that_is_no_number_ends_the_start_with_a_sentence(name: str, value: str) -> None:
    with pytest.raises(AtlasError) as raised:
        read_settings({name: value, "ATLAS_LOG": "json"})
    assert str(raised.value) == (
        f"environment, {name}: '{value}' can't be followed. Allowed: a whole number from 1 to 1,000,000,000. "
        "Correct it and start again."
    )


def test_the_size_of_a_file_is_streamlit_s(monkeypatch: pytest.MonkeyPatch) -> None:
    built(monkeypatch)
    assert st.get_option("server.maxUploadSize") == 200
    try:
        built(monkeypatch, ATLAS_UPLOAD_MIB="7")
        assert st.get_option("server.maxUploadSize") == 7
    finally:
        config.set_option("server.maxUploadSize", 200)


def test_a_person_has_so_many_datasets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PERSON_DATASETS", "1")
    page = data_page()
    upload(page, CONTENT)
    assert said(page) == []
    upload(page, CONTENT)
    words = [text.value for text in page.text if text.value.startswith("Your uploads")]
    assert words == [
        "Your uploads: you have 1 dataset here, and 1 is the most for one person on this server. Delete one that you no "
        "longer need, and import again."
    ]
    own = page.session_state["atlas_uploads"]
    assert len(own.uploads) == 1
    assert len([path for path in own.folder.iterdir() if path.suffix == ".csv" and "parquet" not in path.name]) == 1


def test_a_person_holds_so_much_before_and_after_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PERSON_MIB", "1")
    page = data_page()
    rows = b"".join(b"%d,2020-01-%02d,Place,33.3,44.4,%s\n" % (n, n % 28 + 1, b"x" * 1000) for n in range(1100))
    upload(page, b"id,date,place,lat,lon,notes\n" + rows)
    assert said(page) == [
        "This could not be imported.",
        "mine.csv: your files, datasets and layers would take 1.1 MiB on this server, and 1 MiB is the most for one person. "
        "Delete a dataset that you no longer need and press “Remove the files now”; then try again.",
    ]
    own = page.session_state["atlas_uploads"]
    assert list(own.folder.iterdir()) == []
    # Its rows differ, so that what is made of it is large too.
    rows = b"".join(b"%d,2020-01-%02d,Place,33.3,44.4,%s\n" % (n, n % 28 + 1, _noise(n)) for n in range(950))
    upload(page, b"id,date,place,lat,lon,notes\n" + rows)
    assert "MiB on this server, and 1 MiB is the most for one person." in " ".join(text.value for text in page.text)
    assert (own.uploads, list(own.folder.iterdir())) == ({}, [])


def _noise(number: int) -> bytes:
    import random

    return bytes(random.Random(number).choices(range(97, 123), k=1000))  # noqa: S311


def test_all_people_hold_so_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SERVER_MIB", "3")
    monkeypatch.setattr(upload_store, "_ALL", type(upload_store._ALL)())
    ada, bob = OwnUploads(), OwnUploads()
    write(ada.folder, "file.csv", bytes(2 * MEBIBYTE))
    check_room(bob, "mine.csv", MEBIBYTE)
    with pytest.raises(AtlasError) as raised:
        check_room(bob, "mine.csv", 3 * MEBIBYTE // 2)
    assert str(raised.value) == (
        "mine.csv: the uploads of all people would take 3.5 MiB on this server, and 3 MiB is the most. Delete what you no "
        "longer need, or try again later; if it stays so, tell whoever looks after this server."
    )
    ada.clear()
    check_room(bob, "mine.csv", 3 * MEBIBYTE // 2)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """What Streamlit holds of uploaded files."""
    held = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(Runtime, "_instance", SimpleNamespace(uploaded_file_mgr=held))
    return held


@pytest.fixture
def app() -> ASGIApp:
    async def taken(request: Request) -> Response:
        return PlainTextResponse("taken")

    middleware = [Middleware(ArrivingFilesMiddleware, settings=read_settings({"ATLAS_ARRIVING_MIB": "4"}))]
    routes = [Route(PLACE.format("{session}"), taken, methods=["PUT", "DELETE"])]
    return Starlette(routes=routes, middleware=middleware)


def put(app: ASGIApp, session: str, size: int) -> tuple[int, str]:
    answer = ask(app, PLACE.format(session), "PUT", content_length=str(size))
    return answer.status, answer.text


def test_files_that_are_not_imported_yet_are_held_to_a_limit(app: ASGIApp, files: MemoryUploadedFileManager) -> None:
    assert put(app, "ada", 2 * MEBIBYTE) == (200, "taken")
    files.add_file("ada", UploadedFileRec("1", "a.csv", "text/csv", bytes(MEBIBYTE)))
    assert put(app, "ada", MEBIBYTE) == (200, "taken")
    assert put(app, "ada", MEBIBYTE + 1) == (
        413,
        "With this file your files that are not imported yet would be larger than 2 MiB. Import the files that you chose, or "
        "take them out again.",
    )
    for number, session in enumerate(("bob", "cem")):
        files.add_file(session, UploadedFileRec(str(number), "b.csv", "text/csv", bytes(MEBIBYTE)))
    assert put(app, "dia", MEBIBYTE + 1) == (
        413,
        "With this file all people's files that are not imported yet would be larger than 4 MiB. Try again later.",
    )
    files.remove_session_files("bob")
    assert put(app, "dia", MEBIBYTE + 1) == (200, "taken")


def test_a_file_without_a_size_is_not_taken_and_removing_one_is_no_file(
    app: ASGIApp, files: MemoryUploadedFileManager
) -> None:
    assert ask(app, PLACE.format("ada"), "PUT").status == 411
    assert ask(app, PLACE.format("ada"), "PUT", content_length="-5").status == 411
    assert ask(app, PLACE.format("ada"), "DELETE").status == 200


def test_what_is_packed_weighs_what_it_may_unpack_to(tmp_path: Path) -> None:
    def of(*paths: Path) -> int:
        return weight(paths, 1_000_000)

    plain = write(tmp_path, "table.csv", b"x" * 10_000)
    with zipfile.ZipFile(tmp_path / "table.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "table.csv")
        archive.writestr("inner.xlsx", b"y" * 100)
    packed = write(tmp_path, "table.csv.gz", gzip.compress(b"x" * 10_000))
    hidden = write(tmp_path, "hidden.csv", packed.read_bytes())
    bomb = write(tmp_path, "bomb.csv.gz", gzip.compress(bytes(50_000_000)))
    pq.write_table(pa.table({"notes": ["long " * 1000] * 1000}), tmp_path / "repeats.parquet")
    pq.write_table(pa.table({"notes": ["short"]}), tmp_path / "small.parquet")
    assert of(plain) == of(packed) == 10_000
    assert of(tmp_path / "table.zip") == 10_000 + 100 * RATIO
    assert of(hidden) > 10_000
    assert of(bomb) == 1_000_001
    assert of(tmp_path / "repeats.parquet") > 1_000_000
    assert of(tmp_path / "small.parquet") < 2_000
    assert of(write(tmp_path, "broken.parquet", b"PAR1" + b"x" * 96)) == 100 * RATIO
    assert of(write(tmp_path, "broken.zip", b"PK\x03\x04" + b"x" * 96)) == 100 * RATIO
    assert of(plain, tmp_path / "there is none.csv") == 10_000
