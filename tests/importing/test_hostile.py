"""Hostile files: refused or handled, with a clear word, and what was open stays whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from geo.errors import UnreadableFile
from geo.importing import open_working_copy
from geo.importing.reasons import Reason
from geo.importing.rejects import rejects_csv
from tests.conftest import ROOT
from tests.importing.conftest import Import, write
from tests.killed import command, kill_when


def packed(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def test_a_zip_bomb(take: Import, tmp_path: Path) -> None:
    bomb = packed(tmp_path, "bomb.zip", {"a.csv": bytes(64 * 2**20)})
    with pytest.raises(UnreadableFile, match=r"holds a file that unpacks to more than 200 times its size: 'a\.csv'"):
        take(bomb)


def test_an_archive_that_lies_about_its_size(take: Import, tmp_path: Path) -> None:
    path = packed(tmp_path, "lies.zip", {"a.csv": b"date,place\n" + b"2020-01-03,A\n" * 500_000})
    raw = path.read_bytes()
    size = (11 + 13 * 500_000).to_bytes(4, "little")
    path.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(UnreadableFile, match=r"lies\.zip: (unpacks to more than|can't be unpacked)"):
        take(path)


def test_too_many_files_in_an_archive(take: Import, tmp_path: Path) -> None:
    many = packed(tmp_path, "many.zip", {f"{number}.txt": b"" for number in range(1001)})
    with pytest.raises(UnreadableFile, match="holds 1,001 files, and 1,000 are the most"):
        take(many)


def test_paths_in_an_archive_lead_nowhere(take: Import, tmp_path: Path) -> None:
    content = b"date,place,country\n2020-01-03,A,Iraq\n"
    outside = packed(tmp_path, "paths.zip", {"../../outside.csv": content, "/etc/absolute.csv": content})
    found = take(outside)
    assert found.account.read == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "paths.zip"]
    assert not (tmp_path.parents[0] / "outside.csv").exists()


def test_a_bomb_inside_of_a_spreadsheet(take: Import, tmp_path: Path) -> None:
    bomb = packed(tmp_path, "book.xlsx", {"xl/worksheets/sheet1.xml": bytes(64 * 2**20)})
    with pytest.raises(UnreadableFile, match="unpacks to more than 200 times its size"):
        take(bomb)


def test_a_cell_of_ten_megabytes_is_set_aside(take: Import, tmp_path: Path) -> None:
    table = write(tmp_path, "long.csv", f"date,place\n2020-01-03,{'x' * 10_000_000}\n2020-01-04,A\n")
    found = take(table)
    assert [(reject.row, reject.reason, len(reject.cells["place"])) for reject in found.rejects] == [
        (1, Reason.LONG_CELL.value, 1000)
    ]
    assert found.account.accepted == 1


@pytest.mark.full
def test_a_million_columns_are_refused(take: Import, tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(100_000))
    with pytest.raises(UnreadableFile, match="has 100,000 columns, and 2,000 are the most that can be read"):
        take(write(tmp_path, "wide.csv", f"{header}\n{header}\n"))


def test_a_first_row_without_an_end_is_refused(take: Import, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="has no end of its first row within 4 MiB"):
        take(write(tmp_path, "endless.csv", "x," * 4_000_000))


def test_json_that_is_nested_too_deeply(take: Import, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"deep\.json: "):
        take(write(tmp_path, "deep.json", "[" * 200_000))


def test_entities_in_kml_are_not_expanded(take: Import, tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY l0 "ha">{laughs}]>'
    kml = f"{head}<kml><Document><name>&l9;</name></Document></kml>"
    with pytest.raises(UnreadableFile, match=r"laughs\.kml: "):
        take(write(tmp_path, "laughs.kml", kml))


def test_formulas_are_marked_in_downloads_and_come_back_as_they_were(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "formula.csv", "id,date,place,lat\n=1+1,,@A,-3.5\n2,2020-01-03,B,1\n"))
    text = rejects_csv(found.rejects).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("formula.csv,1,'=1+1,no_date,")
    assert text.splitlines()[1].endswith(",'=1+1,,'@A,-3.5")
    mended = write(tmp_path, "mended.csv", text.replace("'=1+1,,'@A", "'=1+1,2020-01-03,'@A"))
    assert open_working_copy(take(mended).path).incidents["place"].tolist() == ["@A"]


def test_stopping_leaves_nothing_behind(take: Import, tmp_path: Path) -> None:
    from geo.importing import import_files

    class Stop(BaseException):
        pass

    def stop(_: object) -> None:
        raise Stop

    table = write(tmp_path, "table.csv", "date,place\n2020-01-03,A\n")
    out = tmp_path / "out.parquet"
    before = take(table).path.read_bytes()
    with pytest.raises(Stop):
        import_files([table], out, on_progress=stop)
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "table.csv"]


@pytest.mark.full
def test_a_killed_import_leaves_what_was_open_whole(take: Import, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    before = take(write(tmp_path, "small.csv", "date,place\n2020-01-03,A\n")).path.read_bytes()
    rows = "".join(f"{n},2020-01-{n % 28 + 1:02d},Town {n % 999},33.3,44.4,Iraq\n" for n in range(400_000))
    large = write(tmp_path, "large.csv", f"id,date,place,lat,lon,country\n{rows}")

    def part_sizes() -> list[int]:
        return [part.stat().st_size for part in tmp_path.glob(".atlas-part-*/*.parquet")]

    call = command("import", large, "-o", out)
    status = kill_when(call, tmp_path / "temporary", lambda: any(part_sizes()))
    assert status == -signal.SIGKILL, "the import was over before it could be killed"
    assert out.read_bytes() == before
    assert len(open_working_copy(out).incidents) == 1
    assert take(large).account.accepted == 400_000
    assert part_sizes() == []


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_large_table_stays_within_its_memory(tmp_path: Path) -> None:
    rows = "".join(f"{n},2020-01-{n % 28 + 1:02d},{'Text ' * 60},33.3,44.4,Iraq\n" for n in range(200_000))
    table = write(tmp_path, "large.csv", f"id,date,notes,lat,lon,country\n{rows}")
    code = (
        "import re; from pathlib import Path; from geo.importing import import_files;"
        f"found = import_files([Path({str(table)!r})], Path({str(tmp_path / 'out.parquet')!r}));"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text());"
        "print(found.account.accepted, int(peak[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    accepted, mebibytes = map(int, done.stdout.split())
    assert accepted == 200_000
    assert mebibytes < 1024
