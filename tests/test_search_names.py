"""Well-known names find an actor in every dataset's spelling, and never a word of plain English."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from geo.engine.connecting import connect
from geo.engine.loading import load_dataset
from geo.filter.filter import Filter
from geo.model.actor import Actor
from geo.model.dataset import Dataset, assemble
from geo.model.vocabularies import ActorKind
from geo.search import SearchIndex
from geo.search.aliases import TABLE, key, known_names, read_names
from tests.filter_cases import shipped

NAMES = {
    "acled_is": "Islamic State (Iraq)",
    "ucdp_is": "IS",
    "gtd_is": "Islamic State of Iraq and the Levant (ISIL)",
    "pmf": "Popular Mobilization Forces",
    "hezbollah": "Hezbollah",
    "kataib": "Kataib Hezbollah",
    "khorasan": "Islamic State Khorasan Province (ISKP)",
    "issa": "Issa Brigade",
    "forces": "Forces of the Islamic Republic",
}
ISLAMIC_STATE = ("acled_is", "ucdp_is", "gtd_is")
SEARCHES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ISIS", "isis", "IS", "is", "ISIL", "Daesh", "Da'esh", "daech", "داعش"), ISLAMIC_STATE),
    (("Islamic State of Iraq and Syria", "islamic state of iraq and the levant"), ISLAMIC_STATE),
    (("Islamic State", "Islamic State attack"), (*ISLAMIC_STATE, "khorasan")),
    (("PMF", "pmu", "Hashd", "Hashd al-Shaabi", "al-Hashd al-Sha'abi", "الحشد الشعبي"), ("pmf",)),
    (("Popular Mobilisation Forces", "Popular Mobilization Units"), ("pmf",)),
    (("Hizballah", "Hezbollah", "Hizbullah"), ("hezbollah", "kataib")),
    (("Issa",), ("issa",)),
    (("Levant",), ("gtd_is",)),
    (("Syria",), ()),
)
FOUND = {text: set(actors) for texts, actors in SEARCHES for text in texts}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """One incident an actor, told in words that hold "is"."""
    actors = {
        actor: Actor(
            id=actor, name=name, native_name=None, kind=ActorKind.ARMED_GROUP, state=None, part_of=(), aliases=(),
            allegiance=(), may_be=(),
        )
        for actor, name in {**NAMES, "nobody": "Nobody In Particular"}.items()
    }  # fmt: skip
    plain = next(record for record in shipped().records.values() if record.id.startswith("2020-02"))
    records = [
        plain.model_copy(
            update={
                "id": f"2020-01-{day:02}-{actor.replace('_', '-')}",
                "title": "An attack is told",
                "summary": "This is what is known. Is it so?",
                "country": (),
                "claims": (),
                "perpetrators": (),
                "targets": (actor,),
            }
        )
        for day, actor in enumerate(actors, 1)
    ]
    return assemble(
        id="names", version="1", title="Names", period=None, records=records, actors=actors, sources=shipped().sources
    )


def actors_of(ids: tuple[str, ...]) -> set[str]:
    return {incident[11:].replace("-", "_") for incident in ids}


@pytest.mark.parametrize("text", FOUND)
def test_a_known_name_finds_every_spelling(dataset: Dataset, text: str) -> None:
    assert actors_of(SearchIndex.build(dataset).search(text).ids) == FOUND[text]


@pytest.mark.full
def test_a_database_finds_the_same(dataset: Dataset, tmp_path: Path) -> None:
    address = f"duckdb://{tmp_path / 'names.duckdb'}"
    load_dataset(dataset, address)
    engine = connect(address)
    for text, expected in FOUND.items():
        rows = engine.rows(Filter(text=text), limit=50).to_pylist()
        assert actors_of(tuple(row["id"] for row in rows)) == expected, text
    engine.close()


def test_capitals_in_a_text_are_the_short_name(dataset: Dataset) -> None:
    record = replace(dataset).records["2020-01-10-nobody"]
    told = record.model_copy(update={"title": "IS fires on a town"})
    other = assemble(
        id="names", version="2", title="Names", period=None, records=[told], actors=dataset.actors,
        sources=dataset.sources,
    )  # fmt: skip
    assert SearchIndex.build(other).search("IS").ids == (told.id,)


def test_nobody_is_taken_for_another() -> None:
    assert "PMF" in known_names(["Popular Mobilization Forces"])
    assert known_names(["Popular Mobilization Forces of Elsewhere"]) == ()
    assert known_names(["Kataib Hezbollah"]) == known_names(["Tehrik-i-Taliban Pakistan (TTP)"]) == ()


def test_the_table_is_sound() -> None:
    actors = read_names(TABLE.read_bytes())
    owners = Counter(word for actor in actors for word in {key(name) for name in actor.names})
    assert [word for word, count in owners.items() if count > 1] == [], "one name, one actor"
    assert all("" not in {key(name) for name in actor.names} for actor in actors)
    assert all(entry.source.strip() for actor in actors for entry in (*actor.spellings, *actor.aliases))
