"""Large files are imported in a process of their own, as small ones are in the page's; where it ends early, a sentence says
so and nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import AtlasError
from geo.importing import InputFile, Progress, import_files, open_working_copy
from geo.importing.duplicates import duplicates_in_files
from geo.importing.kept_import import rejected_path, unplaced_path
from geo.ui.datasets import import_process, import_work
from geo.ui.datasets.import_work import ImportWork
from tests.acled_like import write_acled_like
from tests.importing.conftest import FIXTURES, write
from tests.test_no_room_in_the_app import data_page, full_disk, said, upload

FILE = FIXTURES / "acled_new.csv"
ENDED = (
    "could not be finished: the process that read it was ended, most likely because the server ran out of memory. Nothing of "
    "it was kept. Try again later, part the file, or import it on your own machine: python -m geo import FILE -o OUT.parquet."
)


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "SMALL_BYTES", 0)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files lie; nothing is left there."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def taken(file: Path, out: Path, work: ImportWork) -> frozenset[str]:
    with work:
        return work.import_and_keep("ada", [InputFile(file, file.name)], out, None, None)


def is_there(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2][:1]
    except OSError:
        return False


def test_a_process_gives_what_the_page_s_thread_gives(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, there, here = FIXTURES / "generic_quirks.csv", tmp_path / "there.parquet", tmp_path / "here.parquet"
    steps: list[Progress] = []
    with ImportWork(steps.append) as work:
        names = work.import_and_keep("ada", [InputFile(file, file.name)], there, None, "Mine")
        rejected = InputFile(rejected_path(there), "mended.csv")
        assert work.corrected_files("ada", rejected) == {file.name}
    monkeypatch.setattr(import_work, "SMALL_BYTES", 10**9)
    with ImportWork() as work:
        assert names == work.import_and_keep("ada", [InputFile(file, file.name)], here, None, "Mine") == {file.name}
    assert steps
    for path_of in (rejected_path, unplaced_path):
        assert path_of(there).read_bytes() == path_of(here).read_bytes()
    one, other = open_working_copy(there), open_working_copy(here)
    assert (one.title, one.id, one.version) == (other.title, other.id, other.version)
    assert one.incidents.drop(columns="geometry").equals(other.incidents.drop(columns="geometry"))


def test_a_file_that_is_refused_is_refused_in_the_same_words(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, "file.csv", b"date,place\n2020-01-03,A\x00\n")
    with pytest.raises(AtlasError) as there:
        taken(file, tmp_path / "out.parquet", ImportWork())
    monkeypatch.setattr(import_work, "SMALL_BYTES", 10**9)
    with pytest.raises(AtlasError) as here:
        taken(file, tmp_path / "out.parquet", ImportWork())
    assert there.value.faults == here.value.faults
    assert str(there.value).startswith("file.csv: is no text: it holds zero bytes")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["file.csv"]


def test_a_process_that_is_killed_is_told_on_the_page_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    die = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr(import_process, "_WORKER", die)
    page = data_page()
    upload(page, FILE.read_bytes())
    assert said(page) == ["This could not be imported.", f"mine.csv: {ENDED}"]
    own = page.session_state["atlas_uploads"]
    assert (own.uploads, list(own.folder.iterdir())) == ({}, [])


@pytest.mark.full
def test_duplicates_are_looked_for_in_a_process(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "SMALL_INCIDENTS", 0)
    copies = []
    for name in ("acled_new.csv", "ucdp_ged.csv"):
        import_files([FIXTURES / name], tmp_path / f"{name}.parquet")
        copies.append((InputFile(tmp_path / f"{name}.parquet", name), ()))
    with ImportWork() as work:
        assert work.duplicates("ada", copies[:1], 6) == duplicates_in_files([(copies[0][0].path, ())])
        assert work.duplicates("ada", copies, 12) == duplicates_in_files([(file.path, ()) for file, _ in copies])
    with import_process.import_process(4096) as process:
        process.process.kill()
        with pytest.raises(AtlasError, match=r"^acled_new\.csv: could not be finished"):
            process.duplicates(copies[:1], lambda _: None)


@pytest.mark.full
@pytest.mark.parametrize("after", [0, 1], ids=["while it starts", "while it reads"])
def test_a_process_that_is_killed_while_it_works(tmp_path: Path, scratch: Path, after: int) -> None:
    file = write_acled_like(tmp_path / "large.csv", 60_000)
    killed = []

    def kill(progress: Progress) -> None:
        if progress.rows >= after and not killed:
            assert work._process is not None
            killed.append(work._process.process.pid)
            os.kill(killed[0], signal.SIGKILL)

    work = ImportWork(kill)
    with pytest.raises(AtlasError) as raised:
        taken(file, tmp_path / "out.parquet", work)
    assert str(raised.value) == f"large.csv: {ENDED}"
    assert not is_there(killed[0])
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["large.csv"]


@pytest.mark.full
def test_stopping_ends_the_process_and_the_next_one_has_its_place(tmp_path: Path, scratch: Path) -> None:
    file = write_acled_like(tmp_path / "large.csv", 60_000)
    processes = []

    def stop(progress: Progress) -> None:
        if progress.rows:
            assert work._process is not None
            processes.append(work._process.process.pid)
            raise InterruptedError

    for _ in range(3):
        work = ImportWork(stop)
        with pytest.raises(InterruptedError):
            taken(file, tmp_path / "out.parquet", work)
    assert len(processes) == 3
    assert not any(map(is_there, processes))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["large.csv"]


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is looked at in /proc")
def test_a_process_that_takes_too_much_memory_is_ended(
    tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_HEAVY_MIB", "60")
    with pytest.raises(AtlasError) as raised:
        taken(write_acled_like(tmp_path / "large.csv", 60_000), tmp_path / "out.parquet", ImportWork())
    assert str(raised.value) == (
        "large.csv: takes more than 60 MiB of memory, the most for one piece of work on this server. Part the file, or "
        "import it on your own machine: python -m geo import FILE -o OUT.parquet."
    )
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["large.csv"]


@pytest.mark.full
def test_a_process_that_finds_no_room_is_told() -> None:
    page = data_page()
    with full_disk(2000):
        upload(page, FILE.read_bytes())
    assert said(page) == [
        "This could not be imported.",
        "mine.csv: could not be kept on the server: the file would be larger than is allowed. What you brought before is "
        "still here. Try again later; if it stays so, tell whoever looks after this server.",
    ]
    assert list(page.session_state["atlas_uploads"].folder.iterdir()) == []
    upload(page, FILE.read_bytes())
    assert said(page) == []
    assert [one.account.incidents for one in page.session_state["atlas_uploads"].uploads.values()] == [6]


@pytest.mark.full
def test_a_process_ends_with_the_server(tmp_path: Path) -> None:
    """However the server ends: its end of the pipe is closed."""
    code = (
        "import time; from geo.ui.datasets.import_process import import_process\n"
        "with import_process(4096) as one: print(one.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], text=True, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        process = int(server.stdout.readline())
        assert is_there(process)
        server.kill()
    end = time.monotonic() + 30
    while is_there(process) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_there(process)


def page_of_uploads() -> None:
    from geo.ui.data import page
    from geo.ui.data.upload_section import upload_section
    from geo.ui.datasets.uploads import own_uploads

    page._upload_form()
    page._show_faults()
    for one in list(own_uploads().uploads.values()):
        upload_section(one, page._read_again, page._put_together)


@pytest.mark.full
def test_the_page_offers_what_the_process_rejected(tmp_path: Path) -> None:
    page = AppTest.from_function(page_of_uploads, default_timeout=60).run()
    upload(page, (FIXTURES / "generic_quirks.csv").read_bytes())
    assert said(page) == []
    (kept,) = page.session_state["atlas_uploads"].uploads.values()
    assert kept.rejected is not None
    assert kept.rejected.read_bytes().decode("utf-8-sig").startswith("atlas_file,atlas_row,")
    assert kept.account.set_aside


@pytest.mark.full
def test_the_page_shows_duplicates_that_a_process_found_or_why_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "SMALL_INCIDENTS", 0)
    page = AppTest.from_function(page_of_uploads, default_timeout=60).run()
    upload(page, (FIXTURES / "acled_new.csv").read_bytes())
    (kept,) = page.session_state["atlas_uploads"].uploads.values()
    worker = import_process._WORKER
    monkeypatch.setattr(import_process, "_WORKER", (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"))
    page.toggle(key=f"look_{kept.id}").set_value(True).run()
    assert not page.exception
    assert "Duplicates could not be looked for." in [error.value for error in page.error]
    assert f"{kept.title}: {ENDED}" in [text.value for text in page.text]
    monkeypatch.setattr(import_process, "_WORKER", ("/there/is/no/such/program",))
    page.run()
    assert any("could not be kept on the server: there is no such folder" in text.value for text in page.text)
    monkeypatch.setattr(import_process, "_WORKER", worker)
    page.run()
    assert not page.exception
    assert not page.error
    assert any("may be one incident" in text.value for text in page.text)
    monkeypatch.setattr(import_process, "_WORKER", ("/there/is/no/such/program",))
    assert not page.run().error, "what was found is kept"
