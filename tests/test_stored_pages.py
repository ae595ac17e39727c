"""The pages of a dataset that stays in its database: the same pages, in the same words, asked of another source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.engine.loading import load_dataset
from geo.errors import Fault
from geo.filter.apply import select
from geo.filter.filter import Filter
from geo.load import open_dataset
from geo.model.dataset import Dataset, SetAside
from geo.query import MemorySource, connection
from geo.ui.server import first_view
from tests.conftest import ROOT
from tests.test_app import given, run
from tests.test_pages import KIRKUK, opened, row, said, widget

MOST = 15
FAULT = Fault("incidents.geojson", "x-1", 3, "kind", '"raid"', "is not a kind", "attack, strike", "Correct it.")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The atlas's own, with an entry that was rejected."""
    return replace(open_dataset(ROOT / "data" / "incidents.geojson"), set_aside=(SetAside(3, "x-1", (FAULT,)),))


@pytest.fixture(scope="module")
def address(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that holds it."""
    found = f"duckdb://{tmp_path_factory.mktemp('stored') / 'atlas.duckdb'}"
    load_dataset(dataset, found)
    return found


@pytest.fixture(autouse=True)
def counted(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A browser may hold fewer incidents than there are."""
    monkeypatch.setenv("ATLAS_DATABASE", address)
    monkeypatch.setenv("ATLAS_MOST_HELD", str(MOST))
    yield
    connection.forget()
    first_view.forget()


def without_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_DATABASE")
    monkeypatch.delenv("ATLAS_MOST_HELD")


def buttons(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def test_the_map_is_given_where_the_database_is_asked() -> None:
    app = run()
    assert not app.exception
    found = given(app, "stage")
    assert "columns" not in found
    assert found["engine"].startswith("./atlas/engine/iraq-2019-2020/")
    assert found["engine"].endswith(f"-{MOST}/about")
    # Whole months: the map is counted by them.
    assert (found["view"]["window"]["start"], found["view"]["window"]["end"]) == (18140, 18474)
    assert first_view.map_properties() is not None, "the next page is drawn at once"
    assert given(app, "facets")["engine"] == found["engine"]


def test_a_card_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = given(run(incident=KIRKUK), "stage")["card"]
    without_database(monkeypatch)
    assert given(run(incident=KIRKUK), "stage")["card"] == stored


def table(test: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = widget(test, "incident_table")["rows"]
    return found


def test_the_table_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = opened("incidents", incident=KIRKUK)
    rows, words = table(stored), row(stored, KIRKUK)
    assert len(rows) == 19
    without_database(monkeypatch)
    memory = opened("incidents", incident=KIRKUK, to="2020-07-31")
    assert [one["id"] for one in rows] == [one["id"] for one in table(memory)]
    assert words == row(memory, KIRKUK)


def test_files_are_made_of_what_can_be_read_at_once() -> None:
    test = opened("incidents")
    assert f"Up to {MOST} incidents can be taken along at once; the filter leaves 19." in said(test)
    test = opened("incidents", kind="attack")
    test.button(key="take").click().run()
    assert not test.exception
    assert "take" not in [button.key for button in test.button]
    assert any("with ledger, figures and sources" in words for words in said(test))


def test_nothing_found_says_what_to_loosen() -> None:
    test = opened("incidents", kind="background")
    assert "Nothing fits this filter." in said(test)
    assert "Without kind: 19 incidents" in buttons(test)


def test_a_likely_spelling_is_offered() -> None:
    assert "Did you mean “Kirkuk”?" in buttons(opened("incidents", q="Kirkut"))


@pytest.mark.parametrize(
    "page", ["actors", "sources", *(pytest.param(page, marks=pytest.mark.full) for page in ("compare", "present"))]
)
def test_pages_that_read_each_incident(page: str, dataset: Dataset) -> None:
    test = opened(page)
    assert not test.exception
    assert any("pass the filter" in words for words in said(test))
    assert any(label.startswith("Only ") for label in buttons(test))
    test = opened(page, kind="attack")
    assert not test.exception
    count = select(dataset, MemorySource(dataset).opening.model_copy(update={"kind": ("attack",)})).count
    everywhen = select(dataset, Filter(kind=("attack",))).count
    read = everywhen if page == "compare" else count
    assert f"Read for this page: {read} of 21 incidents, as the filter leaves them." in said(test)


def test_what_was_read_for_a_page_follows_the_filter() -> None:
    """Parts of one dataset have one id and version; none stands for another."""
    for kind in ("attack", "strike"):
        blocks = widget(opened("sources", kind=kind), "sources_prose")["blocks"]
        found = [block["text"] for block in blocks if block["is"] == "fold" and "use it" in block["text"]]
        without = widget(opened("sources", kind="clash"), "sources_prose")["blocks"]
        other = [block["text"] for block in without if block["is"] == "fold" and "use it" in block["text"]]
        assert found != other


def test_rejected_entries_are_told(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (MOST, 1000):
        monkeypatch.setenv("ATLAS_MOST_HELD", str(most))
        test = opened("sources", kind="attack")
        assert [warning.value for warning in test.warning] == [
            "1 of 22 incidents is rejected. The page Sources and method says which and why."
        ]
        assert FAULT.sentence() in str(widget(test, "sources_prose"))


def test_what_an_address_asks_in_vain_is_told() -> None:
    test = run(kind="volcano", incident="never", stance="sworn")
    assert not test.exception
    told = " ".join(said(test))
    assert "volcano" in told
    assert "The address opens the incident “never”, which this dataset does not hold." in told


def test_a_database_that_goes_away_is_told_on_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATABASE", f"duckdb://{tmp_path}/none.duckdb")
    for page in ("map", "incidents", "actors"):
        test = opened(page)
        assert not test.exception
        assert [title.value for title in test.title] == ["The database cannot be reached"]
