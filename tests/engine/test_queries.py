"""Rows, single incidents, whole datasets, and questions that are taken back."""

from __future__ import annotations

import threading
import time
from datetime import date

import pytest

from geo.engine import Cancelled, Engine, EngineError, TooMany, Trouble, asked_by, connect
from geo.engine.loading import load_dataset
from geo.filter.apply import prepare, select
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from tests.engine.servers import PASSWORD
from tests.engine.test_parity import MADE_UP

ATTACKS = Filter(kind=("attack",))


@pytest.fixture
def engine(engines: dict[str, Engine]) -> Engine:
    return engines[MADE_UP]


@pytest.fixture
def dataset(datasets: dict[str, Dataset]) -> Dataset:
    return datasets[MADE_UP]


def test_rows_come_in_pages(engine: Engine, dataset: Dataset) -> None:
    chosen = dataset.incidents.loc[list(select(dataset, ATTACKS).ids)].reset_index()
    ordered = chosen.sort_values(["date_start", "date_end"], kind="stable")["id"].tolist()
    assert engine.rows(ATTACKS, limit=7)["id"].to_pylist() == ordered[:7]
    assert engine.rows(ATTACKS, limit=7, offset=7)["id"].to_pylist() == ordered[7:14]
    assert engine.rows(ATTACKS, offset=len(ordered)).num_rows == 0


def test_rows_by_the_number_of_killed_put_what_is_not_stated_last(engine: Engine) -> None:
    for descending in (False, True):
        killed = engine.rows(ATTACKS, order="killed", descending=descending, limit=10_000)["killed"].to_pylist()
        stated = [figure for figure in killed if figure is not None]
        assert killed == sorted(stated, reverse=descending) + [None] * (len(killed) - len(stated))
        assert None in killed
        assert 0 in stated, "none killed is a figure"


@pytest.mark.parametrize("order", ["title", "place", "whose", "verification", "wounded", "sources"])
def test_rows_by_other_columns(engine: Engine, dataset: Dataset, order: str) -> None:
    found = engine.rows(ATTACKS, order=order, limit=10_000)
    assert set(found["id"].to_pylist()) == set(select(dataset, ATTACKS).ids)
    if order in ("title", "place"):
        stated = [text.lower() for text in found[order].to_pylist() if text is not None]
        assert stated == sorted(stated)


def test_rows_by_a_column_that_is_none(engine: Engine) -> None:
    with pytest.raises(ValueError, match="rows can't be sorted by 'colour'; allowed are date, title"):
        engine.rows(Filter(), order="colour")


def test_nothing_of_a_dataset_is_lost(engine: Engine, dataset: Dataset) -> None:
    every = Filter(background=True)
    found = engine.dataset(every)
    assert dict(found.records) == dict(dataset.records)
    assert found.incidents.drop(columns="geometry").equals(dataset.incidents.drop(columns="geometry"))
    assert found.claims.equals(dataset.claims)
    assert (found.id, found.version, found.title, found.licence) == (
        dataset.id, dataset.version, dataset.title, dataset.licence,
    )  # fmt: skip


def test_a_selection_as_it_was_known(engine: Engine, dataset: Dataset) -> None:
    asked = Filter(kind=("strike",), as_known_on=date(2019, 6, 1))
    prepared = prepare(dataset, asked)
    found = engine.dataset(asked)
    assert found.known_on == asked.as_known_on
    assert tuple(found.incidents.index) == select(prepared, asked).ids
    assert (
        found.incidents["verification"].tolist()
        == prepared.incidents.loc[found.incidents.index, "verification"].tolist()
    )


def test_too_many_for_one_machine_to_hold(engine: Engine, dataset: Dataset) -> None:
    count = select(dataset, Filter()).count
    with pytest.raises(TooMany, match=f"the filter leaves {count} incidents, and 10 can be held at once") as told:
        engine.dataset(Filter(), limit=10)
    assert (told.value.count, told.value.limit) == (count, 10)
    with pytest.raises(TooMany):
        engine.ids(Filter(), limit=10)


def test_one_incident(engine: Engine, dataset: Dataset) -> None:
    some = str(dataset.incidents.index[5])
    assert engine.incident(some).incident(some) == dataset.incident(some)
    with pytest.raises(KeyError, match="nowhere"):
        engine.incident("nowhere")


def test_loading_again_replaces_what_was_there(address: str, datasets: dict[str, Dataset]) -> None:
    if address.startswith("duckdb"):
        pytest.skip("a file of DuckDB is written by one and read by many, never both: see the test of the file")
    shipped = next(dataset for name, dataset in datasets.items() if name != MADE_UP)
    load_dataset(shipped, address, PASSWORD, "again")
    before = connect(address, PASSWORD, "again")
    load_dataset(datasets[MADE_UP], address, PASSWORD, "again")
    after = connect(address, PASSWORD, "again")
    assert (before.about.id, after.about.id) == (shipped.id, datasets[MADE_UP].id)
    assert after.summary(Filter()).total == len(datasets[MADE_UP].incidents)
    after.close()
    before.close()


def test_a_name_that_is_not_there(address: str) -> None:
    with pytest.raises(EngineError, match=r"there is no dataset “elsewhere”.*There are: .*made-up-11") as told:
        connect(address, PASSWORD, "elsewhere")
    assert told.value.trouble is Trouble.EMPTY
    with pytest.raises(EngineError, match="there are several datasets"):
        connect(address, PASSWORD)


def test_an_overtaken_question_is_taken_back(engine: Engine, address: str) -> None:
    store = engine._context.store
    # Much more than any of them can answer in a second.
    long = "SELECT count(*) AS n FROM range(3000000000) a, range(100) b WHERE a.range % 7 = b.range % 3"
    if address.startswith("postgres"):
        long = "SELECT count(*) AS n FROM generate_series(1, 300000000) a WHERE a % 7 = 3"
    if address.startswith("spark"):
        long = "SELECT count(*) AS n FROM range(3000000000) a JOIN range(100) b WHERE a.id % 7 = b.id % 3"
    told: list[Exception] = []

    def ask() -> None:
        try:
            with asked_by("somebody"):
                store.run(long)
        except EngineError as error:
            told.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    began = time.monotonic()
    assert engine.cancel("somebody else") == 0
    while not engine.cancel("somebody") and time.monotonic() - began < 20:
        time.sleep(0.05)
    while thread.is_alive() and time.monotonic() - began < 60:
        thread.join(1)
        engine.cancel("somebody")
    assert [type(error) for error in told] == [Cancelled]
    assert engine.summary(ATTACKS).count > 0, "the next question is answered"
