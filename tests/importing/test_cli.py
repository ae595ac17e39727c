"""``python -m geo import``: what it prints, how it ends, and that the atlas reads what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.importing import ColumnMapping, open_working_copy
from geo.load import inspect, open_dataset
from tests.conftest import ROOT
from tests.importing.conftest import FIXTURES

run = CliRunner()


def fixture(name: str) -> str:
    return str(FIXTURES / name)


def test_the_object_for_machines_stands_alone_on_standard_output(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    done = run.invoke(app, ["import", fixture("ragged.csv"), fixture("pairs.csv"), "-o", str(out), "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("read", "accepted", "placed", "not_placed", "set_aside", "reasons")} == {
        "read": 6, "accepted": 3, "placed": 1, "not_placed": 2, "set_aside": 3,
        "reasons": {"ragged_row": 2, "cut_last_row": 1},
    }  # fmt: skip
    assert [entry["file"] for entry in told["mapping"]] == ["ragged.csv", "pairs.csv"]
    assert told["mapping"][1]["columns"]["latitude"] == "lat"
    assert len(open_working_copy(out).incidents) == 3


def test_words_for_people(tmp_path: Path) -> None:
    done = run.invoke(app, ["import", fixture("generic_quirks.csv"), "-o", str(tmp_path / "out.parquet")])
    assert done.exit_code == 0
    assert "16 rows read = 11 accepted + 5 rejected" in done.stdout
    assert "11 accepted = 7 placed + 4 without a map location" in done.stdout
    assert "        1  Latitude and longitude seem swapped" in done.stdout


def test_what_is_no_incident_data_ends_with_2(tmp_path: Path) -> None:
    done = run.invoke(app, ["import", fixture("form.csv"), "-o", str(tmp_path / "out.parquet"), "--json"])
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert told["read"] == 0
    assert (
        told["faults"][0]["problem"]
        == "holds no column that could be read as dates, so this is not a table of incidents"
    )
    assert "form.csv: holds no column" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_that_names_no_format_ends_with_2(tmp_path: Path) -> None:
    done = run.invoke(app, ["import", fixture("pairs.csv"), "-o", str(tmp_path / "out.xlsx")])
    assert done.exit_code == 2
    assert "out.xlsx: has a suffix that names no format of the output. End it in .parquet or .geojson." in done.stderr


def test_a_folder_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    done = run.invoke(app, ["import", fixture("pairs.csv"), "-o", str(tmp_path / "none" / "out.parquet")])
    assert done.exit_code == 2
    assert "can't be written" in done.stderr


KNOWN = ["acled_new.csv", "acled_old.csv", "ucdp_ged.csv", "gtd.csv", "generic_quirks.csv", "layer.geojson", "book.ods"]


@pytest.mark.parametrize("name", KNOWN)
def test_the_atlas_reads_its_geojson_without_a_fault(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    done = run.invoke(app, ["import", fixture(name), "-o", str(out), "--json"])
    assert done.exit_code == 0
    assert [fault.sentence() for fault in inspect(out).all_faults()] == []
    dataset = open_dataset(out)
    run.invoke(app, ["import", fixture(name), "-o", str(tmp_path / "out.parquet")])
    copy = open_working_copy(tmp_path / "out.parquet")
    assert dict(dataset.records) == dict(copy.records)
    assert len(dataset.incidents) == json.loads(done.stdout)["incidents"]


@pytest.mark.parametrize("name", KNOWN)
def test_the_frames_of_a_working_copy_are_those_of_its_records(name: str, tmp_path: Path) -> None:
    for out in ("out.geojson", "out.parquet"):
        run.invoke(app, ["import", fixture(name), "-o", str(tmp_path / out)])
    slow, quick = open_dataset(tmp_path / "out.geojson"), open_working_copy(tmp_path / "out.parquet")
    for frame in ("incidents", "claims", "casualties"):
        left, right = getattr(slow, frame), getattr(quick, frame)
        assert list(left.columns) == list(right.columns)
        assert left.dtypes.to_dict() == right.dtypes.to_dict()
        assert (
            left.astype(object).where(left.notna(), None).to_dict()
            == right.astype(object).where(right.notna(), None).to_dict()
        )


def test_original_cells_stand_beside_the_properties(tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    run.invoke(app, ["import", fixture("gtd_damaged.csv"), "-o", str(out)])
    feature = json.loads(out.read_text(encoding="utf-8"))["features"][0]
    assert feature["original"]["cells"]["eventid"] == "2.017E+11"
    assert (feature["original"]["file"], feature["original"]["row"]) == ("gtd_damaged.csv", 1)


def test_lists_of_another_dataset_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "actors.json").write_text('{"mine": true}', encoding="utf-8")
    done = run.invoke(app, ["import", fixture("pairs.csv"), "-o", str(tmp_path / "out.geojson")])
    assert done.exit_code == 0
    assert (tmp_path / "actors.json").read_text(encoding="utf-8") == '{"mine": true}'
    assert not (tmp_path / "sources.json").exists()
    assert "actors.json and sources.json are there already and were left alone" in done.stderr


def test_the_atlas_own_file_keeps_all_that_it_holds(tmp_path: Path) -> None:
    shipped = ROOT / "data" / "incidents.geojson"
    out = tmp_path / "out.parquet"
    done = run.invoke(app, ["import", str(shipped), "-o", str(out), "--json"])
    told = json.loads(done.stdout)
    before, after = open_dataset(shipped), open_working_copy(out)
    assert told["mapping"] == [{"file": "incidents.geojson", "schema": "atlas"}]
    assert told["read"] == told["accepted"] == len(before.incidents)
    assert dict(after.records) == dict(before.records)
    assert after.period == before.period


def test_a_working_copy_is_imported_again_with_its_licence(tmp_path: Path) -> None:
    first, second = tmp_path / "first.parquet", tmp_path / "second.geojson"
    run.invoke(app, ["import", fixture("acled_new.csv"), "-o", str(first)])
    run.invoke(app, ["import", str(first), "-o", str(second)])
    done = run.invoke(app, ["import", str(second), "-o", str(tmp_path / "third.parquet"), "--json"])
    told = json.loads(done.stdout)
    assert (told["accepted"], told["placed"]) == (6, 3)
    assert told["licence"]["may_share_rows"] is False


def test_a_mapping_and_the_rows_set_aside(tmp_path: Path) -> None:
    mapping, reject = tmp_path / "m.json", tmp_path / "aside.csv"
    mapping.write_text(ColumnMapping(columns={"date": "DATE", "place": "site"}).to_json(), encoding="utf-8")
    arguments = ["import", fixture("pairs.csv"), "-o", str(tmp_path / "out.parquet"), "--mapping", str(mapping)]
    done = run.invoke(app, [*arguments, "--set-aside", str(reject), "--json"])
    told = json.loads(done.stdout)
    assert told["mapping"][0]["columns"] == {"date": "date", "place": "site"}
    assert (told["placed"], told["not_placed_reasons"]) == (0, {"no_coordinates": 1})
    assert reject.read_bytes().startswith(b"\xef\xbb\xbfatlas_file,")
