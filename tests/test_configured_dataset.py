"""The dataset that the environment names: the command line opens what the app opens, and refuses another's link."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.engine.loading import load_file
from geo.export.png import read_png
from geo.filter.filter import Filter
from geo.filter.view import View
from geo.load import open_dataset
from geo.model.own_layer import is_held
from geo.query import MemorySource
from geo.ui.state import session
from geo.ui.state.url_state import read_address
from tests.samples import DATA, members, write

run = CliRunner()
SMALL = ("--size", "400x300")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file of another dataset."""
    collection = members() | {"id": "another", "title": "Another"}
    return write(tmp_path, collection)


def drawn(link: str, out: Path, *more: str) -> str:
    """The id of the dataset that a picture shows."""
    done = run.invoke(app, ["render", link, "-o", str(out), *SMALL, *more], env={"COLUMNS": "300"})
    assert done.exit_code == 0, done.output
    return read_png(out.read_bytes()).dataset


def test_a_file_that_is_named_is_drawn(monkeypatch: pytest.MonkeyPatch, other: Path, tmp_path: Path) -> None:
    own = drawn("?", tmp_path / "own.png")
    monkeypatch.setenv("ATLAS_DATASET", str(other))
    assert drawn("?", tmp_path / "other.png") == "another" != own
    assert drawn("?", tmp_path / "given.png", "--data", str(DATA / "incidents.geojson")) == own


@pytest.mark.parametrize("variable", ["ATLAS_DATASET", "ATLAS_DATABASE"])
def test_a_database_that_is_named_is_drawn(
    monkeypatch: pytest.MonkeyPatch, other: Path, tmp_path: Path, variable: str
) -> None:
    file = tmp_path / "atlas.duckdb"
    load_file(other, f"duckdb://{file.as_posix()}")
    monkeypatch.setenv(variable, str(file) if variable == "ATLAS_DATASET" else f"duckdb://{file.as_posix()}")
    assert drawn("?from=2019-12-01", tmp_path / "map.png") == "another"


def test_a_database_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATLAS_DATABASE", f"duckdb://{(tmp_path / 'none.duckdb').as_posix()}")
    done = run.invoke(app, ["render", "?", "-o", str(tmp_path / "map.png")], env={"COLUMNS": "300"})
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert not (tmp_path / "map.png").exists()


def test_a_link_of_another_dataset_is_refused_by_both(tmp_path: Path) -> None:
    link = "?dataset=another&from=2020-01-01"
    done = run.invoke(app, ["render", link, "-o", str(tmp_path / "map.png")], env={"COLUMNS": "300"})
    assert done.exit_code == 2
    assert "The link shows the dataset “another”" in " ".join(done.output.split())
    assert not (tmp_path / "map.png").exists()
    dataset = open_dataset(DATA / "incidents.geojson")
    defaults = View(dataset=dataset.id, filter=Filter())
    view, told = read_address(
        {"dataset": ["another"], "from": ["2020-01-01"], "kind": ["attack"]}, defaults, MemorySource(dataset), is_held
    )
    assert view == defaults
    assert told == [
        f"The address asks for the dataset “another”, which is not here; you see “{dataset.id}”, and nothing else of the "
        "address is followed."
    ]


def test_a_link_says_which_dataset_it_is_of(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = View(dataset="another", filter=Filter())
    changed = defaults.model_copy(update={"selection": "x"})
    assert session.query_of(changed, defaults) == {"incident": ["x"]}
    monkeypatch.setenv("ATLAS_DATASET", "/somewhere/another.geojson")
    assert session.query_of(changed, defaults) == {"incident": ["x"], "dataset": ["another"]}
    assert session.query_of(defaults, defaults) == {}
