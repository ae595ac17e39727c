"""A dataset's file, or its database, is replaced or goes away while people look at it: a sentence, and it comes back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.database_errors import EngineError, Trouble
from geo.engine import connect
from geo.engine.loading import load_dataset
from geo.errors import UnreadableFile
from geo.filter.filter import Filter
from geo.importing import import_files
from geo.load import open_dataset
from geo.query import connection
from geo.ui.datasets import catalog
from tests.conftest import ROOT
from tests.generated import dataset_of
from tests.importing.conftest import FIXTURES
from tests.test_app import given, run

NAMES = ("incidents.geojson", "actors.json", "sources.json")
KEPT = "Your view is kept in the address of this page."


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of incidents that the app opens."""
    for name in NAMES:
        shutil.copy(ROOT / "data" / name, tmp_path / name)
    monkeypatch.setenv("ATLAS_DATASET", str(tmp_path / NAMES[0]))
    return tmp_path / NAMES[0]


def said(app: AppTest) -> list[str]:
    assert not app.exception
    return [*(title.value for title in app.title), *(text.value for text in app.text)]


def test_a_file_that_is_removed_is_missed_in_words_and_shown_again_when_it_is_back(dataset: Path) -> None:
    app = run(kind="attack")
    before = given(app, "stage")["view"]["filter"]
    away = dataset.rename(dataset.with_name("away"))
    assert said(app.run())[:3] == [
        "This dataset cannot be opened",
        "incidents.geojson: there is no such file. Check the name and the folder.",
        KEPT,
    ]
    away.rename(dataset)
    app.run()
    assert given(app, "stage")["view"]["filter"] == before
    assert app.query_params["kind"] == "attack"


def test_a_file_that_is_replaced_is_opened_as_it_is_now(dataset: Path) -> None:
    app = run()
    content = json.loads(dataset.read_text(encoding="utf-8"))
    content["features"] = content["features"][:5]
    half = json.dumps(content)
    dataset.write_text(half[: len(half) // 2], encoding="utf-8")
    assert said(app.run())[0] == "This dataset cannot be opened"
    dataset.write_text(half, encoding="utf-8")
    assert said(app.run()) == []
    assert catalog.default_source().facts.count == 5


def test_rows_of_a_working_copy_are_never_those_of_another_in_its_place(tmp_path: Path) -> None:
    first = import_files([FIXTURES / "acled_new.csv"], tmp_path / "one.parquet").path
    second = import_files([FIXTURES / "generic.csv"], tmp_path / "two.parquet").path
    dataset = open_dataset(first)
    ids = [str(name) for name in dataset.incidents.index]
    assert dataset.source_rows.of(ids[0])[0].file == "acled_new.csv"
    second.replace(first)
    for ask in (
        lambda: dataset.source_rows.of(ids[0]),
        lambda: list(dataset.source_rows.all_of(ids)),
        lambda: list(dataset.source_rows.texts(ids)),
    ):
        with pytest.raises(UnreadableFile, match=r"one\.parquet: was replaced while it was open\. Open it again\."):
            ask()
    first.unlink()
    with pytest.raises(UnreadableFile, match="was removed while it was open"):
        dataset.source_rows.of(ids[0])
    assert dataset.incidents["place"].notna().any(), "columns come from the file that was opened"


@pytest.mark.full
def test_a_file_of_duckdb_that_goes_away_is_missed_and_asked_again_when_it_is_back(tmp_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"
    load_dataset(dataset_of(3, 40), f"duckdb://{path}")
    engine = connect(f"duckdb://{path}")
    away = path.rename(tmp_path / "away")
    with pytest.raises(EngineError, match=r"there is no file atlas\.duckdb\. Check the path") as told:
        engine.summary(Filter(background=True))
    assert told.value.trouble is Trouble.UNREACHABLE
    away.rename(path)
    assert engine.summary(Filter(background=True)).count == 40
    engine.close()


@pytest.mark.parametrize("most", ["10", pytest.param("", marks=pytest.mark.full)])
def test_another_file_of_duckdb_in_its_place_is_opened_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: str
) -> None:
    """Whether its incidents stay in it or are held in memory."""
    path = tmp_path / "atlas.duckdb"
    for name, count in (("atlas.duckdb", 40), ("new.duckdb", 55)):
        load_dataset(dataset_of(3, count), f"duckdb://{tmp_path / name}")
    monkeypatch.setenv("ATLAS_DATABASE", f"duckdb://{path}")
    monkeypatch.setenv(connection.LIMIT_VARIABLE, most)
    connection.forget()
    assert connection.database_source().summary(Filter(background=True)).count == 40
    (tmp_path / "new.duckdb").replace(path)
    assert connection.database_source().summary(Filter(background=True)).count == 55
    path.unlink()
    with pytest.raises(EngineError, match="there is no file"):
        connection.database_source()
    connection.forget()
