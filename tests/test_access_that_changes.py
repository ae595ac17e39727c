"""The operator's file changes while the server runs, and people sign out of one of several processes."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import pytest

from geo.errors import AtlasError
from geo.ui.access.access_file import ACCESS, Role
from geo.ui.access.ended_sign_ins import EndedSignIns
from geo.ui.access.live_access import LOOK_EVERY_S, LiveAccess
from geo.ui.access.people import Person

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
