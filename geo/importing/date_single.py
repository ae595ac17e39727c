"""One moment, day, month or year as it stands in a cell; the text has gone through ``date_words.normalised``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from geo.dates import DatePrecision
from geo.importing.date_types import AmbiguousDay, DateOrder, ParsedDay, Reading, month_span, one_day, span, year_span

_CLOCK = (
    r"(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?(?!\d)"
    r"|\d{6}(?:[.,]\d+)?(?!\d)|\d{4}(?!\d)|\d{1,2}\s*(?:[ap]\.?m\.?|h|uhr|hrs?)(?![a-z]))"
)
_TIME = (
    rf"(?:(?:\s*[t,;]\s*|\s+(?:at |um |a |в |kl\.? |klo )?\s*)\(?{_CLOCK}\s*(?:h|hrs?|hours?|uhr|lt|local(?: time)?)?)?"
)
_ZONE = (
    r"\s*\(?(?P<zone>z|(?:utc|gmt)(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?"
    r"|[a-z]?[a-z]{2}t|ast|msk)?\)?(?:\[[\w/+-]+\])?\)?"
)
_REST = rf"{_TIME}{_ZONE}"
_ORDINAL = r"(?:st|nd|rd|th|er|ere|re|o|a|e|го|ого|\.)?"
_OF = r"(?:of |de |del |d')?"
_MONTH = r"@(?P<m>\d\d)@"
_YEAR = r"(?P<y>\d{4}|'?\d{2})"
_ISO = re.compile(rf"(?P<y>\d{{4}})\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?(?P<d>\d{{1,2}})\.?{_REST}")
_PACKED = re.compile(rf"(?P<y>(?:1[6-9]|20)\d{{2}})(?P<m>\d{{2}})(?P<d>\d{{2}})(?:\.0+|\d{{6}}|{_REST})")
_NUMBERS = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<s>\s?[-/.]\s?| )(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|\d{{2}})(?: ?г\.?| ?y)?{_REST}"
)
_RUN_TOGETHER = re.compile(r"(?P<a>\d{2})(?P<s>)(?P<b>\d{2})(?P<y>(?:19|20)\d{2})(?P<zone>)")
_NAMED = re.compile(rf"(?P<d>\d{{1,2}}){_ORDINAL}[-/., ]*{_OF}{_MONTH},?[-/., ]*{_OF}{_YEAR}(?: ?г\.?)?{_REST}")
_MONTH_FIRST = re.compile(rf"{_MONTH}[-/. ]*(?P<d>\d{{1,2}}){_ORDINAL},?[-/., ]+(?P<y>\d{{4}}){_REST}")
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})[-/., ]*{_MONTH}[-/., ]*(?P<d>\d{{1,2}}){_ORDINAL}{_REST}")
_UNIX = re.compile(
    rf"{_MONTH} (?P<d>\d{{1,2}}) \d{{1,2}}:\d{{2}}:\d{{2}}(?: (?P<zone>[+-]\d{{4}}|[a-z]{{2,4}}))? (?P<y>\d{{4}})"
)
_WEEK = re.compile(
    r"(?P<y>\d{4})[- ]?w(?:eek ?)?(?P<w>\d{1,2})(?:-?(?P<d>[1-7]))?|(?:w|kw|week|semaine)[ -]?(?P<w2>\d{1,2})[/, -]+(?P<y2>\d{4})"
)
_DAY_OF_YEAR = re.compile(r"(?P<y>\d{4})-(?P<n>\d{3})")
_QUARTERS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}
_QUARTER = re.compile(
    r"(?P<y>\d{4})[-/ ]?q(?P<q>[1-4])|(?:q(?P<q2>[1-4])|(?P<w>1st|2nd|3rd|4th|first|second|third|fourth) quarter)"
    r"(?: of)?[-/, ]*(?P<y2>\d{4})"
)
_MONTH_NUMBER = re.compile(
    r"(?P<y>\d{4})\s?[-/]\s?(?P<m>\d{1,2})|(?P<y3>\d{4})\.(?P<m3>\d{2})|(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4})"
)
_MONTH_NAMED = re.compile(rf"{_MONTH},?[-/., ]*{_OF}(?P<y>\d{{4}})(?: ?г\.?)?|(?P<y2>\d{{4}})[-/., ]*@(?P<m2>\d\d)@")
_MONTH_SHORT = re.compile(rf"{_MONTH}[-' ]{{1,2}}(?P<y>\d{{2}})")
_YEAR_ALONE = re.compile(r"(?P<y>\d{4})(?:\.0+)?(?: ?г(?:\.|од)?)?")
_DECADE = re.compile(r"(?P<y>\d{3}0)'?s")
_PATTERNS = (_ISO, _PACKED, _NAMED, _MONTH_FIRST, _YEAR_FIRST, _UNIX)


def read_single(text: str, today: date) -> Reading:
    """The day, month or year that the whole text is; None where it is none."""
    if not any(sign.isdigit() for sign in text):
        return None
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            read = _day(found["y"], found["m"], found["d"], today, found.groupdict().get("zone"))
            if read is not None or pattern is not _PACKED:
                return read
    if found := _NUMBERS.fullmatch(text) or _RUN_TOGETHER.fullmatch(text):
        return _either(found, today)
    return _coarse(text, today)


def _either(found: re.Match[str], today: date) -> Reading:
    dmy = _day(found["y"], found["b"], found["a"], today, found["zone"])
    mdy = _day(found["y"], found["a"], found["b"], today, found["zone"])
    if dmy is None or mdy is None or dmy == mdy:
        return dmy or mdy
    return AmbiguousDay(dmy, mdy, DateOrder.DMY if "." in found["s"] else None)


def full_year(year: str, today: date) -> int:
    """A year of two digits is the latest one that is not in the future."""
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 2:
        number += 2000 if 2000 + number <= today.year else 1900
    return number


def _day(year: str, month: str, day: str, today: date, zone: str | None = None) -> ParsedDay | None:
    found = one_day(full_year(year, today), int(month), int(day))
    if found is None:
        return None
    return replace(found, short_year=len(year.lstrip("'")) == 2, zone=bool(zone))


def _coarse(text: str, today: date) -> ParsedDay | None:
    """A week, a month, a quarter, a year or ten of them."""
    if found := _MONTH_NUMBER.fullmatch(text):
        return month_span(int(found["y"] or found["y2"] or found["y3"]), int(found["m"] or found["m2"] or found["m3"]))
    if found := _MONTH_NAMED.fullmatch(text):
        return month_span(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]))
    if found := _MONTH_SHORT.fullmatch(text):
        month = month_span(full_year(found["y"], today), int(found["m"]))
        return replace(month, short_year=True) if month else None
    if found := _YEAR_ALONE.fullmatch(text):
        return year_span(int(found["y"]))
    return _part_of_year(text)


def _part_of_year(text: str) -> ParsedDay | None:
    try:
        if found := _WEEK.fullmatch(text):
            year, week = int(found["y"] or found["y2"]), int(found["w"] or found["w2"])
            day = date.fromisocalendar(year, week, int(found["d"] or 1))
            return span(day, day if found["d"] else day + timedelta(days=6), DatePrecision.WEEK)
        if found := _DAY_OF_YEAR.fullmatch(text):
            day = date(int(found["y"]), 1, 1) + timedelta(days=int(found["n"]) - 1)
            return span(day, day) if day.year == int(found["y"]) else None
        if found := _QUARTER.fullmatch(text):
            quarter = int(found["q"] or found["q2"] or _QUARTERS[found["w"]])
            first, last = (month_span(int(found["y"] or found["y2"]), 3 * quarter - 2 + more) for more in (0, 2))
            return span(first.start, last.end, DatePrecision.YEAR) if first and last else None
        if found := _DECADE.fullmatch(text):
            return span(date(int(found["y"]), 1, 1), date(int(found["y"]) + 9, 12, 31))
    except (ValueError, OverflowError):
        return None
    return None


_IN_TEXT = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?:\d{4}|\d{2})(?!\d|[-/]\d)")


def orders_in(text: str) -> tuple[int, int, int]:
    """How many dates in numbers a text holds that start with the day, that start with the month, and that could be
    either.

    >>> orders_in("from 25/08/2014 until 08/09/2014")
    (1, 0, 1)
    """
    whole = _NUMBERS.fullmatch(text)
    dmy = mdy = either = 0
    for found in [whole] if whole else _IN_TEXT.finditer(text):
        a, b = int(found["a"]), int(found["b"])
        dmy += 12 < a <= 31 and 1 <= b <= 12
        mdy += 12 < b <= 31 and 1 <= a <= 12
        either += 1 <= a <= 12 and 1 <= b <= 12 and a != b
    return dmy, mdy, either
