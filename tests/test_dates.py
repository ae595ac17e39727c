"""Dates keep their precision, and say so in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import DatePrecision, DateSpan, date_words, day_words


def span(start: str, end: str, precision: str) -> DateSpan:
    return DateSpan(date.fromisoformat(start), date.fromisoformat(end), DatePrecision(precision))


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2019-12-27", "2019-12-27", "day", "27 December 2019"),
        ("2020-06-01", "2020-06-30", "month", "in June 2020, day not known"),
        ("2020-02-01", "2020-02-29", "month", "in February 2020, day not known"),
        ("2019-11-10", "2019-12-09", "month", "between 10 November and 9 December 2019, day not known"),
        ("1983-01-01", "1983-12-31", "year", "in 1983, day not known"),
        ("2019-12-28", "2020-01-03", "week", "between 28 December 2019 and 3 January 2020, day not known"),
        ("2019-10-11", "2019-10-20", "period", "between 11 and 20 October 2019"),
        ("2019-09-01", "2019-12-21", "period", "between 1 September and 21 December 2019"),
    ],
)
def test_words(start: str, end: str, precision: str, expected: str) -> None:
    assert date_words(span(start, end, precision)) == expected


def test_day_words_have_no_leading_zero() -> None:
    assert day_words(date(2020, 1, 3)) == "3 January 2020"


@pytest.mark.parametrize(
    ("start", "end", "precision", "message"),
    [
        ("2020-01-02", "2020-01-01", "day", "ends on 2020-01-01, before it starts on 2020-01-02"),
        ("2020-06-01", "2020-06-01", "month", "spans 1 day, while the precision 'month' means 8 to 31 days"),
        ("2020-06-01", "2020-06-30", "day", "spans 30 days, while the precision 'day' means one day"),
        ("2020-06-01", "2020-06-08", "week", "spans 8 days, while the precision 'week' means 2 to 7 days"),
        (
            "2019-01-01",
            "2020-06-08",
            "year",
            "spans 525 days, while the precision 'year' means 32 to 366 days",
        ),
        (
            "2020-06-01",
            "2020-06-01",
            "period",
            "spans 1 day, while the precision 'period' means 2 days or more",
        ),
    ],
)
def test_a_span_that_does_not_fit_its_precision_is_refused(start: str, end: str, precision: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        span(start, end, precision)


def test_a_month_is_possibly_but_not_certainly_within_its_first_half() -> None:
    june = span("2020-06-01", "2020-06-30", "month")
    half = date(2020, 6, 1), date(2020, 6, 15)
    assert june.possibly_within(*half)
    assert not june.certainly_within(*half)
    assert june.certainly_within(date(2020, 6, 1), date(2020, 6, 30))
    assert not june.possibly_within(date(2020, 7, 1), date(2020, 7, 2))


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_what_is_certainly_within_is_possibly_within(a: date, b: date, c: date, d: date) -> None:
    (start, end), window = sorted((a, b)), sorted((c, d))
    precision = DatePrecision.DAY if start == end else DatePrecision.PERIOD
    found = DateSpan(start, end, precision)
    assert found.possibly_within(*window) or not found.certainly_within(*window)
    assert found.days == (end - start).days + 1
