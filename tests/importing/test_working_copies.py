"""A working copy gives its incidents one by one and many at once, and both are the same."""

from __future__ import annotations

import pytest

from geo.card import CardWriter
from geo.load import open_dataset
from tests.conftest import ROOT
from tests.importing.conftest import Import


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
