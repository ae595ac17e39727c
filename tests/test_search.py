"""Search in both scripts, by every spelling, and what it suggests."""

from __future__ import annotations

import pytest

from geo.search import SearchIndex
from geo.search.text_folding import folded, sound, tokens
from tests.filter_cases import (
    AIRPORT,
    EMBASSY,
    JULY,
    JUNE,
    KATAIB,
    KIRKUK,
    MISSILES,
    SOLEIMANI,
    STRIKES,
    VILLA,
    shipped,
)
from tests.generated import dataset_of


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex.build(shipped())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, SOLEIMANI) for text in ("Suleimani", "Soleimani", "SOLEIMANI", "Soleymani", "Sulaymānī", "سليماني")),
        *((text, SOLEIMANI) for text in ("Qasem Soleimani", "Soleimani, Kassem", "قاسم سليماني", "solei")),
        *((text, KATAIB) for text in ("كتائب", "Kataib Hezbollah", "Kata'ib Hizballah", "kataʾib", "حزب الله")),
        *(
            (text, (JUNE, JULY))
            for text in (
                "Thawrat al-Ashrin",
                "Sayara Thora",
                "Saraya Thurat Al-Ashrin",
                "saraya ashreen thani",
                "ثورة العشرين",
                "سرايا ثوره العشرين",
            )
        ),
        ("Kirkuk", (KIRKUK, STRIKES)),
        ("كركوك", (KIRKUK, STRIKES)),
        ("Erbil", (MISSILES,)),
        ("Irbil", (MISSILES,)),
        ("أربيل", (MISSILES,)),
        ("Al-Asad", (MISSILES,)),
        ("Al-Assad", (MISSILES,)),
        ("villa Tigris", (VILLA,)),
        ("tigris   VILLA", (VILLA,)),
        ("Samawah", (JULY,)),
        ("Diwaniya", (JULY,)),
        ("الديوانية", (JULY,)),
        ("perimeter wall", (EMBASSY,)),
        ("airport drone", (AIRPORT,)),
    ],
)
def test_finds(index: SearchIndex, text: str, expected: tuple[str, ...]) -> None:
    assert sorted(index.search(text).ids) == sorted(expected)


def test_every_word_is_needed(index: SearchIndex) -> None:
    assert index.search("Kirkuk villa").ids == ()


@pytest.mark.parametrize("text", ["rebel", "ki", "sol1", "Sulawesi", "tank"])
def test_finds_nothing_by_likeness(index: SearchIndex, text: str) -> None:
    assert index.search(text).ids == ()


def test_short_words_are_whole_words(index: SearchIndex) -> None:
    assert index.search("us").ids, "US is a word"
    assert index.search("hu").ids == (), "Humvee only begins so"


@pytest.mark.parametrize(
    ("typo", "suggestion"),
    [
        ("Bagdhda", "Baghdad"),
        ("convoi", "convoy"),
        ("protsets", "protests"),
        ("Soleimani rockest", "Soleimani rockets"),
        ("xyzzyx", None),
        ("ki", None),
    ],
)
def test_a_typo_finds_nothing_but_a_suggestion(index: SearchIndex, typo: str, suggestion: str | None) -> None:
    result = index.search(typo)
    assert (result.ids, result.suggestion) == ((), suggestion)
    if suggestion:
        assert index.search(suggestion).ids


def test_a_typo_in_a_name_that_sounds_the_same_is_found(index: SearchIndex) -> None:
    assert sorted(index.search("Soliemnai").ids) == sorted(SOLEIMANI)
    assert index.search("Soliemnai").suggestion is None, "no other spelling finds more"


def test_a_typo_that_finds_too_little_is_told(index: SearchIndex) -> None:
    assert len(index.search("embasy").ids) == 1, "as the name of a building"
    assert index.search("embasy").suggestion == "embassy"
    assert len(index.search("embassy").ids) == 4


def test_no_words_ask_for_nothing(index: SearchIndex) -> None:
    assert len(index.search(" … ").ids) == len(shipped().incidents)


def test_every_alias_finds_every_incident_of_its_actor(index: SearchIndex) -> None:
    tied: dict[str, set[str]] = {}
    for incident, actor in zip(shipped().claims["incident"], shipped().claims["actor"], strict=True):
        if isinstance(actor, str):
            tied.setdefault(actor, set()).add(incident)
    for incident, targets in shipped().incidents["targets"].items():
        for actor in targets:
            tied.setdefault(actor, set()).add(str(incident))
    asked = [(name, ids) for actor, ids in tied.items() for name in shipped().actors[actor].names]
    assert len(asked) > 40
    for name, ids in asked:
        assert ids <= set(index.search(name).ids), name


@pytest.mark.parametrize(
    "spellings",
    [
        ("Thawrat", "Thora", "Thorat", "Thurat", "ثورة"),
        ("Suleimani", "Soleimani", "Sulaymānī", "سليماني", "سلیمانی"),
        ("Kataib", "Kata’ib", "Kata'ib", "كتائب", "کتائب", "كَتَائِب"),
        ("Hezbollah", "Hizballah", "Hizbullah"),
        ("Muhandis", "Mohandes", "المهندس"),
        ("Diwaniyah", "Diwaniya", "الديوانية"),
        ("Baghdad", "بغداد"),
        ("Qassem", "Qasim", "Kassem", "قاسم"),
    ],
)
def test_spellings_that_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert len({sound(token) for spelling in spellings for token in tokens(spelling)}) == 1


@pytest.mark.parametrize(("one", "other"), [("Erbil", "rebel"), ("Iraq", "Rick"), ("Thora", "Tora"), ("Asad", "Said")])
def test_names_that_stay_apart(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_folding() -> None:
    assert [folded(token) for token in tokens("Ḥizballāh’s ÉCOLE")] == ["hizballahs", "ecole"]
    assert tokens("al-Ashrin") == ["al", "Ashrin"]


def test_result_is_in_the_order_of_the_dataset() -> None:
    data = dataset_of(3, 60)
    found = SearchIndex.build(data).search("Event").ids
    assert found == tuple(data.incidents.index)
    assert SearchIndex.build(dataset_of(0, 0)).search("x").ids == ()
