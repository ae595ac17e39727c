"""A working copy gives its incidents one by one and many at once, and both are the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.card import CardWriter
from geo.importing.joins import with_joins
from geo.load import open_dataset
from geo.load.copy_metadata import META
from geo.ui.sources.page import _resting_on
from tests.conftest import ROOT
from tests.importing.conftest import FIXTURES, Import


@pytest.mark.parametrize("stored", [True, False])
def test_many_at_once_are_those_that_come_one_by_one(take: Import, stored: bool) -> None:
    imported = take("acled_old.csv").path
    dataset = open_dataset(imported if stored else ROOT / "data" / "incidents.geojson")
    backwards = dataset.incidents.index[::-1].tolist()
    many = list(dataset.several(backwards))
    assert [record.id for record in many] == backwards
    assert many == [dataset.incident(incident) for incident in backwards]
    assert list(dataset.several([])) == []


@pytest.mark.parametrize("file", ["acled_old.csv", "ucdp_ged.csv", "gtd.csv"])
def test_cards_from_columns_say_what_cards_from_models_say(take: Import, file: str) -> None:
    dataset = open_dataset(take(file).path)
    backwards = dataset.incidents.index[::-1].tolist()
    writer = CardWriter(dataset)
    cards = [writer.card(told) for told in dataset.told(backwards)]
    assert [card.id for card in cards] == backwards
    assert cards == [CardWriter(dataset).card(dataset.incident(incident)) for incident in backwards]
    with pytest.raises(KeyError, match="nowhere"):
        list(dataset.told(["nowhere"]))


def test_an_id_that_is_not_there_is_named(take: Import) -> None:
    dataset = open_dataset(take("acled_old.csv").path)
    with pytest.raises(KeyError, match="nowhere"):
        list(dataset.several([str(dataset.incidents.index[0]), "nowhere"]))


def test_who_is_named_is_never_called_unknown_by_an_older_copy_either(take: Import, tmp_path: Path) -> None:
    """Copies once had no word for perpetrators of another kind, or of several."""
    outside = (
        (FIXTURES / "acled_new.csv")
        .read_text()
        .replace("Unidentified Armed Group (Iraq),,Political militia", "Private Guards Ltd,,External/Other forces")
    )
    (tmp_path / "acled.csv").write_text(outside)
    today = take(tmp_path / "acled.csv").path
    kinds = open_dataset(today).incidents["perpetrator_kind"]
    named = open_dataset(today).incidents["perpetrators"].map(len) > 0
    assert (kinds[named] == "other").any()
    assert not (kinds[named] == "unknown").any()
    table = pq.read_table(today)
    words = [{"other": "unknown"}.get(word, word) for word in table["perpetrator_kind"].cast(pa.string()).to_pylist()]
    place = table.column_names.index("perpetrator_kind")
    older = tmp_path / "older.parquet"
    changed = table.set_column(place, "perpetrator_kind", pa.array(words))
    about = {META: pq.read_metadata(today).metadata[META]}
    pq.write_table(changed.replace_schema_metadata(about), older)
    assert open_dataset(older).incidents["perpetrator_kind"].tolist() == kinds.tolist()


@pytest.mark.parametrize("stored", [True, False])
def test_what_leans_on_a_source_is_found_without_reading_each_incident(take: Import, stored: bool) -> None:
    dataset = open_dataset(take("acled_old.csv").path if stored else ROOT / "data" / "incidents.geojson")
    for source in dataset.sources:
        leaning = [
            record.id
            for record in dataset.records.values()
            if any(citation.source == source for citation in record.citations())
        ]
        assert _resting_on(dataset, source) == leaning
        assert leaning


def test_joined_incidents_come_many_at_once_as_one_by_one(take: Import) -> None:
    plain = open_dataset(take("acled_old.csv").path)
    first, second, *_ = plain.incidents.index.tolist()
    dataset = with_joins(plain, ((first, second),))
    ids = dataset.incidents.index.tolist()[::-1]
    assert list(dataset.several(ids)) == [dataset.incident(one) for one in ids]
    with pytest.raises(KeyError, match=second):
        list(dataset.several([first, second]))
