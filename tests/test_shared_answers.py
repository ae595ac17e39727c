"""Answers that several processes share: found by the others, never a person's own, and no half file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from geo.errors import AtlasError
from geo.ui.server.blob_cache import BlobCache
from geo.ui.server.server_settings import ANSWERS, read_settings
from geo.ui.server.shared_answers import SHARED, SharedAnswers
from tests.asgi import ask
from tests.test_server_safety import built

JSON = "application/json"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ASGIApp]:
    """A server with the folder."""
    yield built(monkeypatch, ATLAS_ANSWERS=str(tmp_path / "answers"))
    SHARED.folder = None
    SHARED.outcomes.clear()


def test_what_one_computed_the_other_finds(tmp_path: Path) -> None:
    one, other = SharedAnswers(tmp_path), SharedAnswers(tmp_path)
    assert one.computed("columns", "iraq 1", lambda: b"\x00\n1") == b"\x00\n1"
    assert other.computed("columns", "iraq 1", lambda: b"wrong") == b"\x00\n1"
    assert other.computed("columns", "iraq 2", lambda: b"2") == b"2"
    assert one.outcomes == {("columns", "made"): 1}
    assert other.outcomes == {("columns", "found"): 1, ("columns", "made"): 1}


def test_without_a_folder_each_computes_by_itself() -> None:
    alone = SharedAnswers()
    assert alone.computed("columns", "iraq 1", lambda: b"1") == b"1"
    assert alone.computed("columns", "iraq 1", lambda: b"2") == b"2"


def test_what_failed_is_not_kept(tmp_path: Path) -> None:
    answers = SharedAnswers(tmp_path)
    with pytest.raises(ZeroDivisionError):
        answers.computed("columns", "iraq 1", lambda: bytes(1 // 0))
    assert answers.computed("columns", "iraq 1", lambda: b"1") == b"1"


def test_a_page_of_another_process_finds_what_it_names(served: ASGIApp, tmp_path: Path) -> None:
    drawn_by_the_other = BlobCache(shared=SharedAnswers(tmp_path / "answers"))
    shared = drawn_by_the_other.put(b'{"a": 1}', JSON)
    answer = ask(served, f"/atlas/kept/{shared}")
    assert (answer.status, json.loads(answer.body), answer.headers["content-type"]) == (200, {"a": 1}, JSON)


def test_what_is_a_persons_own_is_never_shared(served: ASGIApp, tmp_path: Path) -> None:
    from geo.ui.server import owner_cookie

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner_cookie, "owner", lambda: None)
        own = BlobCache(shared=SharedAnswers(tmp_path / "answers")).put(b"mine", JSON, "a secret")
    assert ask(served, f"/atlas/kept/{own}").status == 404
    assert [path for path in (tmp_path / "answers").rglob("*") if path.is_file()] == []


def test_computed_answers_have_no_address(served: ASGIApp, tmp_path: Path) -> None:
    SharedAnswers(tmp_path / "answers").computed("database", "a question", lambda: b"1")
    (kept,) = (path for path in (tmp_path / "answers").rglob("*") if path.is_file())
    for name in (kept.name, kept.name.removeprefix("computed-"), f"{kept.parent.name}/{kept.name}", "..%2fx"):
        assert ask(served, f"/atlas/kept/{name}").status == 404


def test_metrics_tell_what_was_found(served: ASGIApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    counted = built(monkeypatch, ATLAS_ANSWERS=str(tmp_path / "answers"), ATLAS_METRICS="on")
    for _ in range(2):
        SHARED.computed("columns", "iraq 1", lambda: b"1")
    text = ask(counted, "/atlas/metrics").text
    assert 'atlas_shared_answers_total{kind="columns",outcome="made"} 1.0' in text
    assert 'atlas_shared_answers_total{kind="columns",outcome="found"} 1.0' in text


def test_what_is_too_much_or_unused_goes(tmp_path: Path) -> None:
    now = [1_000_000_000_000.0]  # far later than the files' times
    answers = SharedAnswers(tmp_path, now=lambda: now[0])
    answers.computed("columns", "old", lambda: b"1")
    assert [path for path in tmp_path.rglob("computed-*") if path.is_file()] == []
    little = SharedAnswers(tmp_path, most_bytes=100)
    little.computed("columns", "large", lambda: b"1" * 200)
    assert [path for path in tmp_path.rglob("computed-*") if path.is_file()] == []


def test_what_is_still_used_stays(tmp_path: Path) -> None:
    """Also where a process has a copy of its own, and so reads nothing from the folder."""
    blobs = BlobCache(shared=SharedAnswers(tmp_path))
    name, unused = blobs.put(b"1", JSON), blobs.put(b"2", JSON)
    places = {one: tmp_path / one[-2:] / one for one in (name, unused)}
    for use in (lambda: blobs.get(name), lambda: blobs.put(b"1", JSON)):
        for place in places.values():
            os.utime(place, (1e9, 1e9))
        use()
        assert places[name].stat().st_mtime > 1e9
    SharedAnswers(tmp_path).keep("0" * 32, b"3", JSON)  # a process that looks what is to go
    assert (places[name].exists(), places[unused].exists()) == (True, False)


def test_a_computed_answer_that_a_process_keeps_for_itself_stays(tmp_path: Path) -> None:
    answers = SharedAnswers(tmp_path)
    answers.computed("database", "how many", lambda: b"1")
    (place,) = (path for path in tmp_path.rglob("computed-*") if path.is_file())
    os.utime(place, (1e9, 1e9))
    answers.still_used("database", "how many")
    assert place.stat().st_mtime > 1e9


def test_a_disk_without_room_only_costs_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    answers = SharedAnswers(tmp_path / "missing")
    assert answers.computed("columns", "iraq 1", lambda: b"1") == b"1"
    assert "could not be kept" in caplog.text


def test_a_folder_where_nothing_can_be_written_ends_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AtlasError, match="a folder in which the server may write"):
        read_settings({ANSWERS: str(tmp_path / "file" / "answers")})
    assert read_settings({ANSWERS: str(tmp_path / "new")}).answers == tmp_path / "new"
