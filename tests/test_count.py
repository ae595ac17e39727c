"""Counting: the line, the histogram, the options, the ways out, the dense span."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from geo.count import (
    Bin,
    Summary,
    Unit,
    core_span,
    dense_span,
    histogram,
    option_counts,
    summary,
    unit_for,
    whole_span,
)
from geo.count.context_counts import context_words
from geo.filter.apply import prepare, select
from geo.filter.facets import FACETS
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.filter.filter_parts import without
from geo.model.vocabularies import CONTEXT_KINDS
from geo.query import MemorySource, loosen
from tests.conftest import ROOT
from tests.filter_cases import CASES, Case, shipped
from tests.generated import dataset_of


def line(asked: Filter) -> str:
    """The summary line of a filter on the shipped dataset."""
    data = prepare(shipped(), asked)
    return summary(select(data, asked), asked, data).sentence()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            Filter(),
            "19 of 21 incidents · 1 September 2019 – 11 July 2020 · 9 of them context · 10 without a map location",
        ),
        (
            Filter(background=True),
            "21 of 21 incidents · 1 January 1983 – 11 July 2020 · 11 of them context · 12 without a map location",
        ),
        (
            Filter(start=date(2019, 12, 27), end=date(2020, 1, 8), kind=("attack", "strike", "unrest")),
            "5 of 21 incidents · 27 December 2019 – 8 January 2020 · 1 without a map location",
        ),
        (
            Filter(start=date(2020, 1, 3), end=date(2020, 1, 3)),
            "5 of 21 incidents · 3 January 2020 · 3 of them context · 3 without a map location",
        ),
        (Filter(start=date(2021, 1, 1)), "0 of 21 incidents · 1 January 2021 · 0 without a map location"),
        (Filter(as_known_on=date(2019, 12, 31)), "1 of 2 incidents · 11 December 2019 · 1 without a map location"),
    ],
)
def test_summary_line(asked: Filter, words: str) -> None:
    assert line(asked) == words


def test_summary_of_one_and_of_many() -> None:
    day = date(2020, 1, 3)
    assert Summary(1, 1, day, day, 0).sentence() == "1 of 1 incident · 3 January 2020 · 0 without a map location"
    assert Summary(1234, 56789, day, day, 1000).sentence().startswith("1,234 of 56,789 incidents")


def test_dense_span_of_the_shipped_data() -> None:
    assert dense_span(shipped()) == (date(2019, 9, 1), date(2020, 7, 11))
    assert whole_span(shipped()) == (date(1983, 1, 1), date(2020, 7, 11))


def test_the_span_that_is_opened_holds_every_incident_of_many() -> None:
    data = dataset_of(4, 400)
    first, last = dense_span(data)
    assert (first, last) == core_span(data)
    assert select(data, Filter(start=first, end=last)).count == select(data, Filter()).count


def test_dense_span_without_incidents() -> None:
    assert dense_span(dataset_of(0, 0)) == (date(1970, 1, 1), date(1970, 1, 1))


def test_histogram_keeps_unsure_dates_apart() -> None:
    asked = Filter(kind=("attack",))
    found = histogram(shipped(), select(shipped(), asked), Unit.MONTH)
    assert [(bar.start, bar.sure, bar.unsure) for bar in found.bins] == [
        (date(2019, 12, 1), 2, 0.0),
        (date(2020, 1, 1), 0, 0.0),
        (date(2020, 2, 1), 0, 1.0),
        (date(2020, 3, 1), 0, 0.0),
        (date(2020, 4, 1), 0, 0.0),
        (date(2020, 5, 1), 0, 0.0),
        (date(2020, 6, 1), 0, 1.0),
        (date(2020, 7, 1), 1, 0.0),
    ]


def test_histogram_by_week_spreads_a_month() -> None:
    found = histogram(
        shipped(), select(shipped(), Filter(event_type=("convoy_attack",), end=date(2020, 3, 1))), Unit.WEEK
    )
    assert [(bar.start, bar.end) for bar in found.bins[:2]] == [
        (date(2020, 1, 27), date(2020, 2, 2)),
        (date(2020, 2, 3), date(2020, 2, 9)),
    ]
    assert [round(bar.unsure * 29) for bar in found.bins] == [2, 7, 7, 7, 6]


CONTEXT_CASES = json.loads((ROOT / "tests" / "context_words_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CONTEXT_CASES["counted"], ids=lambda case: f"{case['context']} of {case['count']}")
def test_context_in_words(case: dict[str, Any]) -> None:
    assert context_words(case["count"], case["context"]) == case["words"]


def test_the_bars_tell_context_apart_and_add_up_to_the_line() -> None:
    asked = Filter(background=True)
    chosen = select(shipped(), asked)
    bars = histogram(shipped(), chosen).bins
    of_context = sum(bar.context + bar.context_unsure for bar in bars)
    assert sum(bar.sure + bar.unsure for bar in bars) == pytest.approx(21)
    assert of_context == pytest.approx(summary(chosen, asked, shipped()).context)
    assert of_context == pytest.approx(sum(kind in CONTEXT_KINDS for kind in shipped().incidents["kind"]))
    assert all(bar.context <= bar.sure and bar.context_unsure <= bar.unsure for bar in bars)


def test_histogram_by_day() -> None:
    asked = Filter(start=date(2020, 1, 3), end=date(2020, 1, 8), match=DateMatch.CERTAINLY)
    found = histogram(shipped(), select(shipped(), asked))
    assert found.unit is Unit.DAY
    assert [bar.sure for bar in found.bins] == [3, 1, 0, 0, 0, 2]
    assert found.bins[0] == Bin(date(2020, 1, 3), date(2020, 1, 3), 3, 0.0, context=2)


@pytest.mark.parametrize("unit", [*Unit, None])
@pytest.mark.parametrize("seed", range(4))
def test_histogram_counts_everything_once(seed: int, unit: Unit | None) -> None:
    data = dataset_of(seed, 120)
    chosen = select(data, Filter())
    found = histogram(data, chosen, unit)
    assert sum(bar.sure + bar.unsure for bar in found.bins) == pytest.approx(chosen.count)
    for one, following in zip(found.bins, found.bins[1:], strict=False):
        assert (following.start - one.end).days == 1


def test_histogram_of_nothing() -> None:
    assert histogram(shipped(), select(shipped(), Filter(kind=("clash",)))).bins == ()


def test_unit_for_a_span() -> None:
    assert [unit_for(days) for days in (1, 93, 94, 1098, 1099)] == ["day", "day", "week", "week", "month"]


def test_option_counts_of_verification() -> None:
    assert option_counts(shipped(), Filter(kind=("attack",), verification=("disputed",)), "verification") == {
        "corroborated": 1,
        "reported": 2,
        "claimed_only": 1,
        "disputed": 1,
    }


def test_option_counts_of_several_values() -> None:
    counts = option_counts(shipped(), Filter(background=True), "casualties")
    assert counts == {"killed": 3, "wounded": 3, "none_stated": 16}, "Kirkuk counts as killed and as wounded"
    assert option_counts(shipped(), Filter(), "kind")["background"] == 0
    assert option_counts(shipped(), Filter(background=True), "country") == {
        "IQ": 14,
        "KW": 2,
        "SY": 2,
        "not_stated": 4,
    }


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: case.name)
def test_option_counts_are_what_a_click_leaves(case: Case) -> None:
    data = prepare(shipped(), case.filter)
    for facet in FACETS:
        others = without(case.filter, facet.id)
        for value, count in option_counts(data, case.filter, facet.id).items():
            assert count == select(data, others.model_copy(update={facet.id: (value,)})).count, (
                facet.id,
                value,
            )


def test_loosen_names_the_part_to_take_off() -> None:
    asked = Filter(kind=("attack",), actors=("iran",), actor_role=ActorRole.PERPETRATOR)
    assert [(way.what, way.count) for way in loosen(MemorySource(shipped()), asked)] == [("actor", 5), ("kind", 1)]
    for way in loosen(MemorySource(shipped()), asked):
        assert select(shipped(), way.filter).count == way.count


@pytest.mark.parametrize(
    ("asked", "ways"),
    [
        (Filter(start=date(2021, 1, 1)), [("dates", 19)]),
        (
            Filter(start=date(2020, 6, 10), end=date(2020, 6, 10), match=DateMatch.CERTAINLY),
            [("dates", 19), ("certainly within the dates", 1)],
        ),
        (Filter(kind=("background",)), [("kind", 19), ("hidden background", 2)]),
        (Filter(as_known_on=date(2019, 12, 31), text="Kirkuk"), [("as known on", 2), ("search text", 1)]),
        (Filter(text="submarine", kind=("clash",)), []),
    ],
)
def test_ways_out_of_nothing(asked: Filter, ways: list[tuple[str, int]]) -> None:
    assert select(prepare(shipped(), asked), asked).count == 0
    assert [(way.what, way.count) for way in loosen(MemorySource(shipped()), asked)] == ways
