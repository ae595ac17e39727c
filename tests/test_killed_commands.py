"""Commands that are ended in the middle (SIGKILL), or find no room: nothing half is there, and a sentence says why."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.database_errors import EngineError
from geo.engine import connect
from geo.filter.filter import Filter
from geo.load import inspect, open_dataset
from tests.acled_like import write_acled_like
from tests.conftest import ROOT
from tests.importing.conftest import FIXTURES
from tests.killed import command, kill_when, names_in, run_freely, run_limited

SHIPPED = ROOT / "data" / "incidents.geojson"
pytestmark = pytest.mark.full
ROWS = 4000


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes a second to be imported."""
    return write_acled_like(tmp_path_factory.mktemp("export") / "export.csv", ROWS, 300)


@pytest.fixture(scope="module")
def copy(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a working copy."""
    folder = tmp_path_factory.mktemp("copy")
    done = run_freely(command("import", export, "-o", folder / "copy.parquet"), folder / "scratch")
    assert done.returncode == 0, done.stderr
    return folder / "copy.parquet"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=False)


@pytest.mark.parametrize("suffix", [".parquet", ".geojson"])
def test_an_import_that_is_killed_leaves_what_was_there_and_the_next_sweeps_up(
    export: Path, out: Path, tmp_path: Path, suffix: str
) -> None:
    path, scratch, chance = out / f"out{suffix}", tmp_path / "scratch", random.Random(3)  # noqa: S311
    first = run_freely(command("import", FIXTURES / "acled_new.csv", "-o", path), scratch)
    assert first.returncode == 0, first.stderr
    before, names = path.read_bytes(), names_in(out)
    call, killed = command("import", export, "-o", path), 0
    for after in [0.0, *(chance.random() * 2.5 for _ in range(5))]:
        if kill_when(call, scratch, lambda: len(names_in(out)) > len(names), after) == -9:
            killed += 1
            assert path.read_bytes() == before or len(inspect(path).features.incidents) == ROWS
            assert not inspect(path).faults
    assert killed
    assert run_freely(call, scratch).returncode == 0
    assert (names_in(out), names_in(scratch)) == (names, [])
    assert len(open_dataset(path).incidents) == ROWS


@pytest.mark.parametrize("name", ["map.png", "film.gif"])
def test_a_picture_or_film_that_is_killed_is_whole_or_not_there(out: Path, tmp_path: Path, name: str) -> None:
    call = command("render", "?", "-o", out / name, "--seconds", "1", "--size", "640x360")
    scratch, chance = tmp_path / "scratch", random.Random(5)  # noqa: S311
    assert run_freely(call, scratch).returncode == 0
    whole = (out / name).read_bytes()
    moments: list[Callable[[], bool]] = [lambda: bool(names_in(out)), *[lambda: True] * 3]
    for now in moments:
        (out / name).unlink(missing_ok=True)
        kill_when(call, scratch, now, chance.random() * 4 if now is not moments[0] else 0.0)
        assert not (out / name).exists() or (out / name).read_bytes() == whole
    done = run_freely(call, scratch)
    assert done.returncode == 0, done.stderr
    assert names_in(out) == [name]
    assert names_in(scratch) == []


def test_a_load_into_duckdb_that_is_killed_is_never_seen(copy: Path, out: Path, tmp_path: Path) -> None:
    path, scratch, chance = out / "atlas.duckdb", tmp_path / "scratch", random.Random(9)  # noqa: S311
    call = command("load", copy, "--into", f"duckdb://{path}", "--as", "mine")
    assert kill_when(call, scratch, path.exists, 0.05) == -9
    with pytest.raises(EngineError, match="there is no dataset of the atlas in this database"):
        connect(f"duckdb://{path}")
    first = command("load", SHIPPED, "--into", f"duckdb://{path}", "--as", "mine")
    assert run_freely(first, scratch).returncode == 0
    counts = set()
    for _ in range(5):
        kill_when(call, scratch, lambda: path.with_name(f"{path.name}.wal").exists(), chance.random())
        counts.add(_count(f"duckdb://{path}"))
    assert counts <= {len(open_dataset(SHIPPED).incidents), ROWS}
    assert run_freely(call, scratch).returncode == 0
    assert _count(f"duckdb://{path}") == ROWS
    assert (names_in(out), names_in(scratch)) == (["atlas.duckdb"], [])


def _count(address: str) -> int:
    engine = connect(address)
    try:
        return engine.summary(Filter(background=True)).count
    finally:
        engine.close()


Call = Callable[[Path, Path, Path], list[str]]
CALLS: dict[str, Call] = {
    "import": lambda export, copy, out: command("import", export, "-o", out / "out.parquet"),
    "geojson": lambda export, copy, out: command("import", export, "-o", out / "out.geojson"),
    "picture": lambda export, copy, out: command("render", "?", "-o", out / "map.png"),
    "film": lambda export, copy, out: command("render", "?", "-o", out / "map.gif", "--seconds", "1"),
    "load": lambda export, copy, out: command("load", copy, "--into", f"duckdb://{out / 'atlas.duckdb'}"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_disk_that_fills_up_is_told_and_nothing_is_left(
    export: Path, copy: Path, small_disk: Path, tmp_path: Path, name: str
) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_990_000)
    done = run_freely(CALLS[name](export, copy, small_disk), tmp_path / "scratch")
    told = done.stdout + done.stderr
    assert done.returncode == 2, told
    assert f"can't be written to {small_disk}: the disk is full." in _plain(told)
    assert "Traceback" not in told
    assert names_in(small_disk) == ["ballast"]
    assert names_in(tmp_path / "scratch") == []


@pytest.mark.parametrize("name", CALLS)
def test_a_missing_or_read_only_folder_is_told(export: Path, copy: Path, tmp_path: Path, name: str) -> None:
    for folder in (tmp_path / "nowhere", Path("/sys")):
        done = run_freely(CALLS[name](export, copy, folder), tmp_path / "scratch")
        told = _plain(done.stdout + done.stderr)
        assert done.returncode == 2, told
        assert "Traceback" not in told
        assert "there is no such folder" in told or "there is no folder" in told or "nothing may be written" in told, (
            told
        )
        assert str(folder) in told
    assert names_in(tmp_path / "scratch") == []


@pytest.mark.parametrize("name", CALLS)
def test_files_that_may_not_grow_are_told(export: Path, copy: Path, out: Path, tmp_path: Path, name: str) -> None:
    done = run_limited(CALLS[name](export, copy, out), tmp_path / "scratch", 20_000)
    told = _plain(done.stdout + done.stderr)
    assert done.returncode == 2, told
    assert "the file would be larger than is allowed." in told
    assert "Traceback" not in told
    assert (names_in(out), names_in(tmp_path / "scratch")) == ([], [])


@pytest.mark.parametrize("name", ["import", "load"])
def test_no_room_for_temporary_files_is_told(export: Path, copy: Path, small_disk: Path, out: Path, name: str) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_990_000)
    done = run_freely(CALLS[name](export, copy, out), small_disk)
    told = _plain(done.stdout + done.stderr)
    assert done.returncode == 2, told
    assert f"can't be written to {small_disk}: the disk is full." in told
    assert "set TMPDIR to a folder that has room." in told
    assert (names_in(small_disk), names_in(out)) == (["ballast"], [])


def test_a_picture_goes_to_a_pipe(tmp_path: Path) -> None:
    call = command("render", "?", "-o", "/dev/stderr", "--format", "svg", "--size", "640x360")
    done = run_freely(call, tmp_path / "scratch")
    assert done.returncode == 0
    assert "</svg>" in done.stderr


def _plain(text: str) -> str:
    """Without the frame that the command line draws around errors."""
    return " ".join(text.replace("│", " ").split())
