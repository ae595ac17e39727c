"""Counting across the ledger: the matrix of stances, and stated totals beside what is held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo import codebook_tables
from geo.count.ledger_matrix import ledger_matrix
from geo.count.source_totals import stated_totals
from geo.errors import Fault
from geo.filter.apply import select
from geo.filter.filter import ActorRole, Filter
from geo.load import open_dataset
from geo.model.dataset import Dataset, SetAside
from geo.query import MemorySource
from geo.ui.sources.page import _rejected
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(ROOT / "data" / "incidents.geojson")


def test_every_cell_is_what_the_filter_would_show(dataset: Dataset) -> None:
    shown = select(dataset, Filter())
    for line in ledger_matrix(dataset, shown.ids):
        if line.actor is None:
            continue
        for stance, ids in line.stances.items():
            asked = Filter(actors=(line.actor,), actor_role=ActorRole.PERPETRATOR, stances=(str(stance),))
            assert select(dataset, asked).ids == ids, f"{line.actor} {stance}"
        if line.target:
            asked = Filter(actors=(line.actor,), actor_role=ActorRole.TARGET)
            assert select(dataset, asked).ids == line.target, line.actor


def test_matrix_has_every_actor_once_and_the_event_last(dataset: Dataset) -> None:
    lines = ledger_matrix(dataset, dataset.records)
    assert sorted(str(line.actor) for line in lines[:-1]) == sorted(dataset.actors)
    assert lines[-1].actor is None
    sizes = [len(line.named) for line in lines[:-1]]
    assert sizes == sorted(sizes, reverse=True)


def test_matrix_of_nothing_is_empty(dataset: Dataset) -> None:
    assert all(not line.named and not line.speaks for line in ledger_matrix(dataset, ()))


HELD = {
    "attacks-near-baghdad-2019": ("2019-12-09-baghdad-airport-rockets",),
    "us-deaths-iraq-2003-2011": None,
    "us-deaths-iraq-share-2003-2011": None,
    "attacks-on-us-targets-late-2019": ("2019-12-09-baghdad-airport-rockets", "2019-12-27-kirkuk-rockets"),
    "rockets-at-us-bases-2019-2020": ("2019-12-09-baghdad-airport-rockets", "2019-12-27-kirkuk-rockets"),
}


def test_totals_and_what_fits_them(dataset: Dataset) -> None:
    assert {held.total.id: held.ids for held in stated_totals(dataset)} == HELD


def test_codebook_tells_every_field_and_word() -> None:
    for record in codebook_tables.record_tables():
        assert record.about
        assert all(column.description for column in record.columns), record.title
    for vocabulary in codebook_tables.vocabulary_tables():
        assert all(word.label and word.definition for word in vocabulary.words), vocabulary.title
    fields = {
        column.name: codebook_tables.allowed_values(column) for column in codebook_tables.record_tables()[0].columns
    }
    assert fields["date_start"] == "date · ISO 8601 date"
    assert fields["place"] == "text · may be null"
    assert fields["weapons"] == "words of a list"


def test_what_was_set_aside_is_told_with_its_reason(dataset: Dataset) -> None:
    fault = Fault("incidents.geojson", "x-1", 3, "kind", '"raid"', "is not a kind", "attack, strike", "Correct it.")
    source = MemorySource(replace(dataset, set_aside=(SetAside(3, "x-1", (fault,)),)))
    blocks = list(_rejected(source.rejected, source.faults))
    assert blocks[1]["text"] == (
        "1 feature of the file rejected, 0 faults of the files as a whole. What is rejected is neither shown nor "
        "counted."
    )
    cells = blocks[2]["table"]["rows"][0]["cells"]
    assert cells[0] == "x-1, entry 3"
    assert cells[1] == [{"text": fault.sentence()}]
    assert "None: every feature" in list(_rejected((), ()))[1]["text"]
