"""Files stand under their name only when they are whole; what a killed process left goes, what a living one has stays."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from geo.disk.disk_errors import CannotWrite
from geo.disk.temporary_folders import sweep_temporary_folders, temporary_folder
from geo.disk.whole_files import whole_file, whole_files, write_whole
from tests.conftest import ROOT
from tests.killed import environment, names_in

_HALF = (
    "import sys, time; from pathlib import Path; from geo.disk.whole_files import whole_file\n"
    "with whole_file(Path(sys.argv[1])) as part: part.write_bytes(b'half'); print('writing', flush=True); time.sleep(60)"
)
_FOLDER = (
    "import time; from geo.disk.temporary_folders import new_temporary_folder\n"
    "(new_temporary_folder('uploads') / 'rows').write_bytes(b'rows'); print('there', flush=True); time.sleep(60)"
)
_VERSIONS = (
    "import sys; from pathlib import Path; from geo.disk.whole_files import write_whole\n"
    "for number in range(100000):\n"
    "    write_whole(Path(sys.argv[1]), b'%06d' % number * 50_000); print(number, flush=True)"
)


@contextmanager
def child(code: str, temporary: Path, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has said its first word."""
    call = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(call, cwd=ROOT, env=environment(temporary), text=True, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline()
            yield process
        finally:
            process.kill()


def test_what_a_killed_process_wrote_is_not_there_and_the_next_one_sweeps_it(tmp_path: Path) -> None:
    out, scratch = tmp_path / "out" / "map.png", tmp_path / "scratch"
    out.parent.mkdir()
    out.write_bytes(b"before")
    with child(_HALF, scratch, out) as process:
        process.send_signal(signal.SIGKILL)
    assert out.read_bytes() == b"before"
    assert len(names_in(out.parent)) == 2
    write_whole(out, b"after")
    assert out.read_bytes() == b"after"
    assert names_in(out.parent) == ["map.png"]


def test_nobody_sweeps_what_a_living_process_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    with child(_HALF, scratch, tmp_path / "theirs.png"), child(_FOLDER, scratch) as owner:
        monkeypatch.setattr("tempfile.tempdir", str(scratch))
        before, held = names_in(tmp_path), names_in(scratch)
        write_whole(tmp_path / "mine.png", b"mine")
        with temporary_folder("import") as folder:
            assert names_in(scratch) == sorted([*held, folder.name])
        assert names_in(tmp_path) == sorted([*before, "mine.png"])
        assert (scratch / held[0] / "rows").read_bytes() == b"rows"
        owner.kill()
        owner.wait()
        sweep_temporary_folders()
        assert names_in(scratch) == []


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("atlas-import-notes", "atlas-held", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "atlas-held-import-link").symlink_to(tmp_path / "elsewhere")
    sweep_temporary_folders()
    assert names_in(tmp_path) == ["atlas-held", "atlas-held-import-link", "atlas-import-notes", "elsewhere", "other"]


def test_killed_at_any_moment_a_file_is_the_last_that_was_acknowledged_or_the_next(tmp_path: Path) -> None:
    out, chance = tmp_path / "out" / "file", random.Random(7)  # noqa: S311
    out.parent.mkdir()
    for _ in range(6):
        with child(_VERSIONS, tmp_path / "scratch", out) as process:
            time.sleep(chance.random() * 0.08)
            process.send_signal(signal.SIGKILL)
            assert process.stdout is not None
            said = [line for line in process.stdout.read().split("\n")[:-1] if line]
        content = out.read_bytes()
        assert len(content) == 300_000
        assert content == content[:6] * 50_000
        assert int(content[:6]) - int(said[-1] if said else 0) in (0, 1)
    write_whole(out, b"last")
    assert names_in(out.parent) == ["file"]


def test_files_that_belong_together_take_their_places_only_when_all_are_written(tmp_path: Path) -> None:
    first, second = tmp_path / "actors.json", tmp_path / "incidents.geojson"
    second.write_text("before")
    with suppress(RuntimeError), whole_files(first, second) as (one, two):
        one.write_text("new")
        two.write_text("half")
        raise RuntimeError
    assert names_in(tmp_path) == ["incidents.geojson"]
    assert second.read_text() == "before"


def test_a_link_leads_on_and_rights_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "fresh", b"")
    finally:
        os.umask(mask)
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("nowhere/map.png", "there is no such folder. Make it, or choose another."),
        ("map.png/map.png", "there is no such folder. Make it, or choose another."),
        ("folder", "there is a folder of that name. Choose another name."),
    ],
)
def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path, place: str, sentence: str) -> None:
    (tmp_path / "map.png").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotWrite) as told:
        write_whole(tmp_path / place, b"content")
    path = tmp_path / place
    assert str(told.value) == f"{path.name}: can't be written to {path.parent}: {sentence}"
    assert names_in(tmp_path) == ["folder", "map.png"]


def test_a_read_only_folder_is_told() -> None:
    with pytest.raises(
        CannotWrite, match=r"map\.png: can't be written to /sys: nothing may be written there\. Allow it"
    ):
        write_whole(Path("/sys/map.png"), b"content")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    out.write_bytes(b"before")

    def fill() -> None:
        with whole_file(out) as part:
            part.write_bytes(b"half")
            with Path("/dev/full").open("wb", buffering=0) as full:
                full.write(b"more")

    with pytest.raises(CannotWrite, match=r"the disk is full\. Free some space there"):
        fill()
    assert out.read_bytes() == b"before"
    assert names_in(tmp_path) == ["map.png"]
