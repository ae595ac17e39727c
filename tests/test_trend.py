"""Trends, counted by hand: periods, ranges, open and unstated figures, changes, the moving average."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from geo.count.trend import Amount, Measure, TrendEntries, trend_of
from geo.count.trend_comparison import TrendChange, moving_average, total_change, trend_changes
from geo.count.trend_periods import (
    MOST_BARS,
    Days,
    TrendUnit,
    days_in_words,
    default_unit,
    fitting_units,
    period_before,
    trend_periods,
    year_before,
)
from geo.filter.apply import select
from geo.filter.facets import FACETS, Option
from geo.filter.filter import DateMatch, Filter
from geo.filter.filter_table import day_number
from geo.model.dataset import assemble
from geo.query import MemorySource
from tests.filter_cases import shipped
from tests.generated import dataset_of

JANUARY, FEBRUARY, MARCH = (
    (date(2020, 1, 1), date(2020, 1, 31)),
    (date(2020, 2, 1), date(2020, 2, 29)),
    (date(2020, 3, 1), date(2020, 3, 31)),
)
MONTHS = (JANUARY, FEBRUARY, MARCH)
Case = tuple[Days, tuple[int | None, int | None]]


def entries(*cases: Case, values: tuple[str, ...] = ()) -> TrendEntries:
    """Incidents of some days with the lowest and highest number of people; both None where none is stated, the highest
    where it is open. ``values``: of each incident its values of a facet, one letter each."""
    start, end = (np.array([day_number(days[k]) for days, _ in cases], dtype=np.int64) for k in (0, 1))
    low = np.array([least or 0 for _, (least, _) in cases], dtype=np.int64)
    high = np.array([(most if most is not None else least) or 0 for _, (least, most) in cases], dtype=np.int64)
    unstated = np.array([least is None for _, (least, _) in cases], dtype=np.int64)
    unbounded = np.array([least is not None and most is None for _, (least, most) in cases], dtype=np.int64)
    letters = sorted(set("".join(values)))
    pairs = [(row, letters.index(one)) for row, held in enumerate(values) for one in held]
    row, code = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    options = tuple(Option(one, one.upper()) for one in letters)
    return TrendEntries(start, end, np.ones(len(cases), np.int64), low, high, unbounded, unstated, row, code, options)


def day(month: int, number: int) -> Days:
    return date(2020, month, number), date(2020, month, number)


def told(found: TrendEntries, periods: tuple[Days, ...] = MONTHS, people: bool = True) -> list[str]:
    return [amount.words(people) for amount in trend_of(found, periods, Filter(), None).total]


def test_a_month_without_a_day_is_never_put_on_its_first() -> None:
    days = tuple(period.days for period in trend_periods(FEBRUARY, TrendUnit.DAY))
    found = trend_of(entries((FEBRUARY, (1, 1))), days, Filter(), None).total
    assert [amount.low for amount in found] == [0] * 29
    assert [amount.high for amount in found] == [1] * 29
    assert told(entries((FEBRUARY, (1, 1))), people=False) == ["0", "1", "0"]


def test_what_reaches_into_two_bars_is_possibly_in_each_and_certainly_in_neither() -> None:
    over = (date(2020, 1, 25), date(2020, 2, 3))
    found = entries((day(1, 5), (1, 1)), (over, (1, 1)))
    assert told(found, people=False) == ["1 to 2", "0 to 1", "0"]
    whole = ((date(2020, 1, 1), date(2020, 3, 31)),)
    assert told(found, whole, people=False) == ["2"]
    certain = trend_of(found, MONTHS, Filter(match=DateMatch.CERTAINLY), None).total
    assert [amount.words() for amount in certain] == ["1", "0", "0"]


def test_people_have_bounds_open_minima_and_missing_figures() -> None:
    found = entries(
        (day(1, 5), (2, 4)), (day(1, 6), (1, 1)),
        (day(2, 5), (3, None)), (day(2, 6), (1, 2)), (day(2, 7), (None, None)),
        (day(3, 5), (None, None)),
    )  # fmt: skip
    assert told(found) == ["3 to 5", "at least 4", "not stated"]
    total = trend_of(found, MONTHS, Filter(), None).total
    assert [amount.unstated for amount in total] == [0, 1, 1], "counted beside, never as 0"
    assert [amount.unbounded for amount in total] == [0, 1, 0]
    assert [(amount.certain, amount.possible) for amount in total] == [(2, 2), (3, 3), (1, 1)]


def test_nobody_reported_and_no_incident_are_not_the_same() -> None:
    assert told(entries((day(1, 5), (0, None)), (day(2, 5), (0, 0)))) == ["0 reported", "0", "no incident"]
    assert told(entries((JANUARY, (0, None)), (day(2, 5), (0, 0))), people=False)[2] == "0"


def test_an_incident_with_several_values_stands_under_each() -> None:
    found = entries((day(1, 5), (1, 1)), (day(1, 6), (1, 1)), (day(2, 5), (1, 1)), values=("ab", "a", "b"))
    trend = trend_of(found, MONTHS, Filter(), "weapon")
    assert [(part.label, [amount.low for amount in part.amounts]) for part in trend.parts] == [
        ("A", [2, 0, 0]),
        ("B", [1, 1, 0]),
    ]
    assert trend.several == 1
    assert [amount.low for amount in trend.total] == [2, 1, 0]
    chosen = trend_of(found, MONTHS, Filter(weapon=("a",)), "weapon")
    assert [part.values for part in chosen.parts] == [("a",)]
    assert chosen.several == 0


def test_the_rest_is_one_part_and_counts_an_incident_once() -> None:
    letters = "abcdefghij"
    cases: list[Case] = [(day(1, 1 + place), (1, 1)) for place in range(len(letters))]
    found = entries(*cases, (day(2, 1), (1, 1)), (day(2, 2), (1, 1)), values=(*letters, "ij", "a"))
    trend = trend_of(found, MONTHS, Filter(), "weapon")
    assert [part.label for part in trend.parts] == ["A", "I", "J", "B", "C", "D", "E", "Other (3 values)"]
    assert trend.parts[-1].values == ("f", "g", "h")
    every = trend_of(found, MONTHS, Filter(), "weapon", None)
    assert len(every.parts) == 10
    few = trend_of(found, MONTHS, Filter(), "weapon", 1)
    assert [amount.low for amount in few.parts[1].amounts] == [9, 1, 0], "once, though both values are in the rest"
    assert few.several == 0


def test_periods_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="do not overlap"):
        trend_of(entries((day(1, 5), (1, 1))), (FEBRUARY, JANUARY), Filter(), None)


def test_bars_of_each_unit() -> None:
    span = date(2019, 12, 30), date(2020, 4, 10)
    labels = {unit: [period.label for period in trend_periods(span, unit)] for unit in TrendUnit}
    assert labels[TrendUnit.MONTH] == ["30 – 31 December 2019", "January 2020", "February 2020", "March 2020", "1 – 10 April 2020"]  # fmt: skip
    assert labels[TrendUnit.QUARTER] == ["30 – 31 December 2019", "Q1 2020", "1 – 10 April 2020"]
    assert labels[TrendUnit.YEAR] == ["30 – 31 December 2019", "1 January – 10 April 2020"]
    assert labels[TrendUnit.WEEK][:2] == ["30 December 2019 – 5 January 2020", "6 – 12 January 2020"]
    assert [period.whole for period in trend_periods(span, TrendUnit.WEEK)] == [True] * 14 + [False]
    assert len(labels[TrendUnit.DAY]) == 103
    whole = trend_periods((date(2019, 1, 1), date(2020, 12, 31)), TrendUnit.YEAR)
    assert [(period.label, period.whole) for period in whole] == [("2019", True), ("2020", True)]


def test_the_unit_fits_the_span() -> None:
    start = date(2015, 1, 1)
    ends = (date(2015, 1, 31), date(2015, 6, 30), date(2018, 1, 1), date(2024, 1, 1), date(2040, 1, 1))
    assert [default_unit((start, end)) for end in ends] == list(TrendUnit)
    assert fitting_units((start, ends[4])) == (TrendUnit.MONTH, TrendUnit.QUARTER, TrendUnit.YEAR)
    assert fitting_units((date.min, date.max)) == (TrendUnit.YEAR,)
    assert len(trend_periods((start, date(2016, 2, 4)), TrendUnit.DAY)) == MOST_BARS
    assert trend_periods((date(9999, 12, 30), date.max), TrendUnit.WEEK)[-1].end == date.max
    assert trend_periods((date.min, date.min), TrendUnit.WEEK)[0].start == date.min


def test_the_period_before_has_as_many_months_or_days() -> None:
    assert period_before(MARCH) == FEBRUARY
    assert period_before((date(2020, 1, 1), date(2020, 3, 31))) == (date(2019, 10, 1), date(2019, 12, 31))
    assert period_before((date(2020, 3, 2), date(2020, 3, 31))) == (date(2020, 2, 1), date(2020, 3, 1))
    assert period_before((date.min, date(1, 1, 31))) is None


def test_a_year_ago_with_leap_years() -> None:
    assert year_before(FEBRUARY) == (date(2019, 2, 1), date(2019, 2, 28))
    assert year_before((date(2021, 2, 1), date(2021, 2, 28))) == FEBRUARY, "a whole February stays whole"
    assert year_before((date(2020, 2, 10), date(2020, 2, 29))) == (date(2019, 2, 10), date(2019, 2, 28))
    assert year_before((date(2021, 2, 10), date(2021, 2, 28))) == (date(2020, 2, 10), date(2020, 2, 28))
    assert year_before(day(2, 29)) == (date(2019, 2, 28), date(2019, 2, 28))
    assert year_before((date.min, date.min)) is None


def test_days_are_told_as_short_as_can_be() -> None:
    assert days_in_words(MARCH) == "March 2020"
    assert days_in_words((date(2019, 1, 1), date(2020, 12, 31))) == "2019 – 2020"
    assert days_in_words(day(3, 5)) == "5 March 2020"
    assert days_in_words((date(2020, 1, 1), date(2020, 3, 31))) == "1 January – 31 March 2020"


@pytest.mark.parametrize(
    ("before", "after", "words", "percent"),
    [
        (Amount(20, 20), Amount(25, 25), "+5", 25),
        (Amount(9, 9), Amount(18, 18), "+9", None),
        (Amount(10, 10), Amount(5, 5), "−5", -50),
        (Amount(12, 12), Amount(12, 12), "no change", 0),
        (Amount(10, 12), Amount(11, 16), "−1 to +6", None),
        (Amount(20, 20), Amount(25, 25, unbounded=1, possible=3), "at least +5", None),
        (Amount(20, 20, unbounded=1, possible=3), Amount(5, 5), "at most −15", None),
        (Amount(20, 20), Amount(25, 25, unstated=2, possible=5), "+5", None),
        (Amount(20, 20), Amount(0, 0, unstated=2, possible=2), "not known", None),
    ],
)
def test_a_change_in_numbers_first(before: Amount, after: Amount, words: str, percent: int | None) -> None:
    change = TrendChange((), "All", before, after)
    assert (change.words(), change.percent) == (words, percent)


def test_the_largest_change_comes_first() -> None:
    cases: list[Case] = [(day(1, 1), (1, 1)), (day(2, 1), (1, 1)), (day(2, 2), (1, 1)), (day(1, 3), (1, 1)), (day(2, 3), (1, 1))]  # fmt: skip
    found = entries(*cases, values=("a", "b", "b", "c", "c"))
    trend = trend_of(found, (JANUARY, FEBRUARY), Filter(), "weapon", None)
    assert [(change.label, change.words()) for change in trend_changes(trend)] == [
        ("B", "+2"), ("A", "−1"), ("C", "no change"),
    ]  # fmt: skip
    assert total_change(trend).words() == "+1"


def test_the_moving_average_is_of_four_whole_bars() -> None:
    amounts = [Amount(number, number, certain=number, possible=number) for number in (8, 4, 0, 4, 8, 2)]
    assert moving_average(amounts, [True] * 5 + [False]) == (None, None, None, 4.0, 4.0, None)
    assert moving_average(amounts, [False] + [True] * 5) == (None, None, None, None, 4.0, 3.5)
    silent = [*amounts[:3], Amount(0, 0, unstated=2, possible=2), *amounts[4:]]
    assert moving_average(silent, [True] * 6) == (None,) * 6, "unknown is not 0"


def test_the_shipped_incidents_by_month() -> None:
    source = MemorySource(shipped())
    asked = Filter(kind=("attack", "strike", "unrest", "protest"))
    periods = trend_periods((date(2019, 9, 1), date(2020, 7, 31)), TrendUnit.MONTH)
    days = [period.days for period in periods]
    found = source.trend(asked, days, Measure.INCIDENTS, "kind")
    assert [amount.words() for amount in found.total] == ["0", "0 to 1", "0 to 1", "4 to 5", "2 to 3", "1", "0", "0", "0", "1", "1"]  # fmt: skip
    assert [part.label for part in found.parts] == ["Attack", "Strike", "Unrest", "Protest"]
    killed = source.trend(asked, days, Measure.KILLED, None).total
    assert [killed[place].words(True) for place in (2, 3, 4, 5, 6)] == ["not stated", "26", "at least 2", "not stated", "no incident"]  # fmt: skip
    assert killed[3].unstated == 3


@pytest.mark.parametrize("split", [None, *(facet.id for facet in FACETS)])
def test_each_bar_is_what_the_filter_of_its_dates_leaves(split: str | None) -> None:
    dataset = dataset_of(11, 300)
    asked = Filter(background=True, kind=("attack", "strike", "background"))
    periods = [period.days for period in trend_periods((date(2018, 3, 5), date(2021, 6, 30)), TrendUnit.QUARTER)]
    found = MemorySource(dataset).trend(asked, periods, Measure.INCIDENTS, split, None)
    for place, (start, end) in enumerate(periods):
        dated = {"start": start, "end": end}
        lists = [((), found.total), *((part.values, part.amounts) for part in found.parts)]
        for values, amounts in lists:
            of_part = {split: values} if split and values else {}
            for match, count in ((DateMatch.POSSIBLY, amounts[place].high), (DateMatch.CERTAINLY, amounts[place].low)):
                narrowed = asked.model_copy(update={**dated, **of_part, "match": match})
                assert select(dataset, narrowed).count == count


def test_where_days_are_known_the_bars_add_up_to_the_summary() -> None:
    made_up = dataset_of(11, 300)
    frame = made_up.incidents
    exact = [str(one) for one in frame.index[frame["date_start"] == frame["date_end"]]]
    dataset = assemble(
        id="exact", version="0" * 12, title="Exact", period=None, records=list(made_up.several(exact)),
        actors=made_up.actors, sources=made_up.sources,
    )  # fmt: skip
    source = MemorySource(dataset)
    asked = source.opening.model_copy(update={"background": True})
    assert asked.start is not None
    assert asked.end is not None
    count = source.summary(asked).count
    assert 100 < count < 300
    for unit in TrendUnit:
        periods = [period.days for period in trend_periods((asked.start, asked.end), unit)]
        found = source.trend(asked, periods, Measure.INCIDENTS, "kind")
        assert sum(amount.low for amount in found.total) == sum(amount.high for amount in found.total) == count
        assert sum(amount.low for part in found.parts for amount in part.amounts) == count
