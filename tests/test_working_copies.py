"""The working copy of an import opens wherever a file of the atlas does: in Python, for checks, for pictures."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image
from typer.testing import CliRunner

from geo.cli import app
from geo.errors import UnreadableFile
from geo.importing import import_files
from geo.load import open_dataset
from tests.importing.conftest import FIXTURES, TODAY

run = CliRunner()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return import_files([FIXTURES / "acled_new.csv"], tmp_path / "mine.parquet", today=TODAY).path


def test_it_opens_like_a_file_of_the_atlas(copy: Path) -> None:
    dataset = open_dataset(copy)
    assert (dataset.title, len(dataset.incidents), dataset.licence.dataset) == (
        "ACLED, Iraq, January 2020 to February 2020",
        6,
        "ACLED",
    )


def test_it_is_held_to_the_contract(copy: Path) -> None:
    done = run.invoke(app, ["validate", str(copy), "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)["files"][0]
    assert (told["incidents"], told["set_aside"], told["sources"], told["faults"]) == (6, 0, 1, [])
    assert "no faults in 6 incidents" in run.invoke(app, ["validate", str(copy)]).stdout


def test_a_fault_in_it_is_told_with_its_place(copy: Path) -> None:
    table = pq.read_table(copy)
    kinds = table.column("kind").to_pylist()
    kinds[2] = "battle"
    place = table.schema.get_field_index("kind")
    about = {"incident_atlas": pq.read_metadata(copy).metadata[b"incident_atlas"]}
    pq.write_table(table.set_column(place, "kind", pa.array(kinds)).replace_schema_metadata(about), copy)
    done = run.invoke(app, ["validate", str(copy), "--json"])
    assert done.exit_code == 1
    told = json.loads(done.stdout)["files"][0]
    assert (told["incidents"], told["set_aside"]) == (5, 1)
    sentence = told["faults"][0]["sentence"]
    assert sentence.startswith("mine.parquet, entry 3 (")
    assert ', kind: "battle" is not allowed. Allowed: ' in sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "mine.parquet: there is no such file. Check the name and the folder."),
        (b"", "mine.parquet: is empty. Fetch the file again from where it came."),
        (
            b"PAR1 is not all",
            "mine.parquet: is no working copy of an import. Import it: python -m geo import FILE -o OUT.",
        ),
    ],
    ids=["missing", "empty", "cut"],
)
def test_what_is_none_is_refused_in_a_sentence(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    path = tmp_path / "mine.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        open_dataset(path)
    assert str(refused.value) == sentence
    done = run.invoke(app, ["validate", str(path)])
    assert done.exit_code == 2
    assert sentence in done.stdout


def test_damage_within_is_told(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[4:1000] = b"\0" * 996  # the first columns
    copy.write_bytes(content)
    sentence = "mine.parquet: is damaged. Import the file that it was made from again."
    with pytest.raises(UnreadableFile) as refused:
        open_dataset(copy)
    assert str(refused.value) == sentence
    assert sentence in run.invoke(app, ["validate", str(copy)]).stdout


def test_it_is_drawn(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    done = run.invoke(app, ["render", "?", "--data", str(copy), "-o", str(out)])
    assert done.exit_code == 0, done.output
    picture = Image.open(io.BytesIO(out.read_bytes()))
    assert picture.size == (1920, 1080)
    assert picture.info["Title"] == "ACLED, Iraq, January 2020 to February 2020"
    refused = run.invoke(app, ["render", "?", "--data", str(copy), "-o", str(tmp_path / "map.html")])
    assert refused.exit_code == 2
    assert "forbids passing its raw rows on" in " ".join(refused.output.replace("│", " ").split())
    assert not (tmp_path / "map.html").exists()


def test_damage_in_the_original_cells_is_told_when_it_is_opened(copy: Path) -> None:
    row_group = pq.read_metadata(copy).row_group(0)
    columns = [row_group.column(number) for number in range(row_group.num_columns)]
    notes = next(column for column in columns if column.path_in_schema == "original.notes")
    content = bytearray(copy.read_bytes())
    content[notes.data_page_offset + 20] ^= 0xFF
    copy.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"mine\.parquet: is damaged\."):
        open_dataset(copy)


def test_a_copy_that_is_overwritten_while_it_is_open_is_not_mixed_with_another(copy: Path) -> None:
    dataset = open_dataset(copy)
    assert len(dataset.incidents["kind"]) == 6
    copy.write_bytes(copy.read_bytes() + b"more")
    with pytest.raises(UnreadableFile, match="was overwritten while it was open"):
        dataset.incidents["title"]


def test_one_column_and_all_of_them_hold_the_same(copy: Path) -> None:
    lazy, whole = open_dataset(copy), open_dataset(copy)
    pd.testing.assert_frame_equal(
        pd.DataFrame(lazy.incidents[["kind", "country"]]), whole.incidents.copy()[["kind", "country"]]
    )
    assert lazy.claims["incident"].tolist() == whole.claims.copy()["incident"].tolist()
    assert [lazy.incidents.index[place] for place in lazy.claim_positions] == lazy.claims["incident"].tolist()
