"""The operator's file changes while the server runs, and people sign out of one of several processes."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.errors import AtlasError
from geo.ui.access import current_person, live_access
from geo.ui.access.access_file import ACCESS, Role
from geo.ui.access.ended_sign_ins import EndedSignIns
from geo.ui.access.live_access import LOOK_EVERY_S, LiveAccess
from geo.ui.access.people import Person
from geo.ui.components import download
from tests.conftest import ROOT

VERA = Person("k1", "Vera", "vera@example.org", 1_000_000.25, Role.VIEWER)


class Clock:
    """A clock that stands until it is set on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_change_holds_within_a_second_and_a_wrong_one_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file, clock = tmp_path / "access.toml", Clock()
    file.write_text('viewers = ["vera@example.org", "nora@example.org"]', encoding="utf-8")
    monkeypatch.setenv(ACCESS, str(file))
    live = LiveAccess(clock)

    def viewers() -> tuple[str, ...]:
        found = live.get()
        assert found is not None
        return found.viewers

    file.write_text('viewers = ["vera@example.org"]', encoding="utf-8")
    assert viewers() == ("vera@example.org", "nora@example.org")
    clock.now += LOOK_EVERY_S
    assert viewers() == ("vera@example.org",)

    with caplog.at_level(logging.WARNING, logger="atlas.access"):
        file.write_text('viewers = ["vera"]', encoding="utf-8")
        for _ in range(3):
            clock.now += LOOK_EVERY_S
            assert viewers() == ("vera@example.org",)
    assert len(caplog.messages) == 1
    assert live.faults[0].startswith('access.toml, viewers: "vera" names nobody.')

    file.unlink()
    clock.now += LOOK_EVERY_S
    assert viewers() == ("vera@example.org",)
    assert "cannot be read" in live.faults[0]

    file.write_text('viewers = ["@example.org"]', encoding="utf-8")
    clock.now += LOOK_EVERY_S
    assert viewers() == ("@example.org",)
    assert live.faults == ()


def test_a_wrong_file_ends_the_start_and_without_the_setting_nothing_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ACCESS, raising=False)
    assert LiveAccess().get() is None
    monkeypatch.setenv(ACCESS, str(tmp_path / "gone.toml"))
    with pytest.raises(AtlasError, match="cannot be read"):
        LiveAccess()


def test_who_signs_out_of_one_process_is_out_of_all_that_share_a_folder(tmp_path: Path) -> None:
    here, there, alone = EndedSignIns(tmp_path / "ended"), EndedSignIns(tmp_path / "ended"), EndedSignIns()
    assert not here.has(VERA)
    here.add(VERA, 3600)
    assert here.has(VERA)
    assert there.has(VERA)
    assert EndedSignIns(tmp_path / "ended").has(VERA), "after a restart too"
    assert not alone.has(VERA)
    assert not there.has(Person(VERA.key, VERA.name, VERA.email, VERA.since + 1, VERA.role)), "a later sign-in counts"

    [left] = (tmp_path / "ended").iterdir()
    assert left.stat().st_size == 0
    os.utime(left, (time.time() - 4000,) * 2)
    there.add(Person("k2", "Nora", None, 2.0, None), 3600)
    assert [path.name for path in (tmp_path / "ended").iterdir()] != [left.name]
    assert not left.exists(), "older than any sign-in lasts"


def test_a_folder_that_can_t_be_written_leaves_the_process_itself_right(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = EndedSignIns(tmp_path / "file" / "ended")
    ended.add(VERA, 3600)
    assert ended.has(VERA)
    assert "Only this process knows" in caplog.text


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The operator's file of a server with sign-in, at whose page Vera sits; what it says holds at once."""
    file = tmp_path / "access.toml"
    file.write_text('viewers = ["@example.org"]', encoding="utf-8")
    monkeypatch.setenv(ACCESS, str(file))
    monkeypatch.setattr(live_access, "LOOK_EVERY_S", 0.0)
    claims = {
        "sub": "1", "iss": "https://provider.example", "email": "vera@example.org", "email_verified": True,
        "is_logged_in": True, "iat": time.time(),
    }  # fmt: skip
    for module in (current_person, download):
        monkeypatch.setattr(module, "session_claims", lambda: claims)
    current_person.live_access.cache_clear()
    yield file
    monkeypatch.delenv(ACCESS)
    current_person.live_access.cache_clear()


def offered() -> Callable[[], bytes | str]:
    """What a page that is drawn now gives when its button is pressed."""
    given = download.for_this_person(lambda: b"rows")
    assert given() == b"rows"
    return given


def test_a_page_that_stands_open_gives_no_file_after_signing_out(file: Path) -> None:
    given = offered()
    found = current_person.person()
    assert found is not None
    current_person.end_sign_in(found)
    with pytest.raises(PermissionError, match="whose person signed out"):
        given()


@pytest.mark.parametrize(
    "text",
    ['viewers = ["nora@example.org"]', 'viewers = ["@example.org"]\ndataset_for = ["nora@example.org"]'],
    ids=["not admitted", "the dataset is for somebody else"],
)
def test_a_page_that_stands_open_gives_no_file_once_a_right_is_gone(file: Path, text: str) -> None:
    given = offered()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PermissionError):
        given()


def test_every_page_offers_files_in_that_one_way() -> None:
    places = [path.name for path in (ROOT / "geo").rglob("*.py") if "st.download_button(" in path.read_text("utf-8")]
    assert places == ["download.py"]
