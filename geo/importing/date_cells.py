"""Dates as they stand in cells: which days they mean, and whether day and month could be either.

What a cell looks like decides how it is read; the calendar itself is Python's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from geo.dates import DatePrecision
from geo.importing.date_ranges import read_open, read_part, read_range
from geo.importing.date_single import orders_in, read_single
from geo.importing.date_types import (
    AmbiguousDay,
    DateOrder,
    ParsedDay,
    Reading,
    month_span,
    one_day,
    precision_of,
    span,
    year_span,
)
from geo.importing.date_words import normalised
from geo.importing.reasons import Notice

_LONGEST = 100
_AROUND = re.compile(r"^(?P<pre>[^\d@]*)(?P<core>[\d@](?:.*[\d@z])?)(?P<post>[^\d@]*)$")
_NOT_KNOWN = re.compile(
    r"\b(?:unknown|unclear|not known|unsure|inconnue?|unbekannt|desconocid[ao]|неизвестн\w*|مجهول)\b"
)
_ABOUT = re.compile(
    r"\b(?:about|around|approx\w*|approximately|circa|ca|c|vers|um|etwa|hacia|около|примерно|حوالي)\b|[~≈]"
)
_EMPTY = re.compile(r"\s*\(\s*\)\s*")
_WORD = re.compile(r"[^\W\d_]+")
_CORRUPT = re.compile(r"\d[a-z]{3,}|[a-z]\d")


def read_day(text: str, today: date) -> Reading:
    """What a cell of a column of dates means.

    >>> read_day("2020-06", date(2026, 1, 1)).precision.value
    'month'
    >>> type(read_day("03/04/2020", date(2026, 1, 1))).__name__
    'Either'
    >>> str(read_day("3-7 February 2020", date(2026, 1, 1)).end)
    '2020-02-07'
    """
    text = " ".join(text.split())
    if (common := _COMMON.fullmatch(text)) and (day := one_day(*map(int, common.group(1, 2, 3)))):
        return replace(day, zone=True) if common["zone"] else day
    return None if not text or len(text) > _LONGEST else _read(text, today)


_COMMON = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?P<zone>Z)?)?"
)
"""The commonest way to write a moment, read without looking for anything else."""


@lru_cache(maxsize=100_000)
def _read(said: str, today: date) -> Reading:
    text = _EMPTY.sub(" ", normalised(said)).strip("\"'`[]{}; ")
    found = read_single(text, today) or read_range(text, today) or read_part(text, today)
    if found is None and any(sign.isdigit() for sign in text):
        found = read_open(text, said, today) or _with_words(text, said, today)
    return found


def _with_words(text: str, said: str, today: date) -> Reading:
    """A date with words around it, such as ``Oct. 7, 2014 Update``; ``about`` is a week around the day."""
    found = _AROUND.match(text)
    if not found or not (found["pre"] or found["post"]) or _NOT_KNOWN.search(text):
        return None
    if found["post"] and (opened := read_open(text[: found.start("post")].strip(), said, today)):
        return opened
    about = bool(_ABOUT.search(found["pre"])) or "?" in found["post"]
    core = found["core"].strip(" ,.;")
    read = read_single(core, today) or read_range(core, today)
    if read is None or _CORRUPT.search(core):
        return None
    if isinstance(read, AmbiguousDay):
        return replace(read, dmy=_worded(read.dmy, said, about), mdy=_worded(read.mdy, said, about))
    return _worded(read, said, about)


def _worded(day: ParsedDay, said: str, about: bool) -> ParsedDay:
    words = f"The table says “{said}”."
    if about and day.precision is DatePrecision.DAY:
        start, end = day.start - timedelta(days=3), day.end + timedelta(days=3)
        wide = replace(day, start=start, end=end, precision=DatePrecision.WEEK)
        return wide.with_notice(Notice.AROUND, f"{words} Three days either way are assumed.")
    return day.with_notice(Notice.AROUND, words)


def with_year(text: str, year: int, today: date) -> Reading:
    """A day and a month whose year stands in a column of its own; None where the text is more or less than that."""
    if any(len(run) > 2 for run in re.findall(r"\d+", normalised(text))):
        return None
    tries = (read_day(f"{text.strip(' ./-')}{joint}{year}", today) for joint in (" ", "/", ".", "-"))
    found = next((reading for reading in tries if reading is not None), None)
    return found if isinstance(found, AmbiguousDay) or (found and found.start.year <= year <= found.end.year) else None


_PATTERNED = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|@\d\d@|\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])\b"
    r"|\b(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])t\d|\b\d{4}-?[qw]\d|\bq[1-4]\b.*\b\d{4}\b"
)


def looks_like_date(text: str, today: date) -> bool:
    """Whether a cell is a date by its pattern alone, without a name of the column that says so: a bare number is none.

    >>> looks_like_date("3 May 2020", date(2026, 1, 1)), looks_like_date("1963", date(2026, 1, 1))
    (True, False)
    """
    short = " ".join(text.split())
    if len(short) > _LONGEST or not any(map(str.isdigit, short)) or not _PATTERNED.search(normalised(short)):
        return False
    found = read_day(short, today)
    day = found.dmy if isinstance(found, AmbiguousDay) else found
    return day is not None and (Notice.AROUND not in day.noticed or len(_WORD.findall(normalised(short))) <= 2)


def is_packed(text: str, today: date) -> bool:
    """Whether a cell is a day in eight digits, such as 20200305, between 1900 and today."""
    digits = text.strip().removesuffix(".0")
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return False
    found = read_day(digits, today)
    return isinstance(found, ParsedDay) and date(1900, 1, 1) <= found.start <= today


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """What a column as a whole says of the order of day and month."""

    dmy: int
    """Dates that are such only with the day first."""
    mdy: int
    """Dates that are such only with the month first."""
    either: int
    """Dates that can be read both ways, differently."""

    @property
    def order(self) -> DateOrder | None:
        """The order, where the dates that can be read one way alone agree."""
        if self.dmy and not self.mdy:
            return DateOrder.DMY
        return DateOrder.MDY if self.mdy and not self.dmy else None

    def __add__(self, other: OrderEvidence) -> OrderEvidence:
        return OrderEvidence(self.dmy + other.dmy, self.mdy + other.mdy, self.either + other.either)


def order_evidence(cells: Iterable[tuple[str, int]]) -> OrderEvidence:
    """The evidence of a column: its different cells, each with how often it stands there; texts may hold dates too."""
    dmy = mdy = either = 0
    for text, count in cells:
        found = orders_in(normalised(text[:5000]) if len(text) <= _LONGEST else text[:5000])
        dmy, mdy, either = dmy + found[0] * count, mdy + found[1] * count, either + found[2] * count
    return OrderEvidence(dmy, mdy, either)


_DAY_WORDS = r"\d{1,2}(?:st|nd|rd|th)?"
_LINKS = r"\s*(?:-|–|—|/|to|and|until|through|till|&)\s*(?:the )?"
_ONE = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    rf"|{_DAY_WORDS}(?: of)?[ -][^\W\d_]{{3,12}}\.?,?[ -]\d{{4}}|[^\W\d_]{{3,12}}\.? {_DAY_WORDS},? \d{{4}}"
)
_RANGE_IN_TEXT = (
    rf"(?:{_DAY_WORDS}(?: [^\W\d_]{{3,12}})?|[^\W\d_]{{3,12}} {_DAY_WORDS}|{_ONE}){_LINKS}(?:{_ONE})"
    rf"|[^\W\d_]{{3,12}} {_DAY_WORDS}{_LINKS}{_DAY_WORDS},? \d{{4}}"
)
_IN_TEXT = re.compile(rf"(?<!\d)(?:{_RANGE_IN_TEXT}|{_ONE})(?!\d)")
_SINGLE_IN_TEXT = re.compile(rf"(?<!\d)(?:{_ONE})(?!\d)")


@lru_cache(maxsize=50_000)
def find_in_text(text: str) -> str | None:
    """The first date or range of dates inside of a longer text, as it stands there; None where there is none.

    >>> find_in_text("Rockets hit the base on 27 December 2019 at night.")
    '27 December 2019'
    >>> find_in_text("Clashes between 3 and 7 February 2020 left two dead.")
    '3 and 7 February 2020'
    """
    for pattern in (_IN_TEXT, _SINGLE_IN_TEXT):
        for found in pattern.finditer(text[:5000]):
            read = read_single(normalised(found[0]), date.max) or read_range(normalised(found[0]), date.max)
            if read is not None:
                return found[0]
    return None


__all__ = [
    "AmbiguousDay",
    "DateOrder",
    "OrderEvidence",
    "ParsedDay",
    "Reading",
    "find_in_text",
    "is_packed",
    "looks_like_date",
    "month_span",
    "order_evidence",
    "precision_of",
    "read_day",
    "span",
    "with_year",
    "year_span",
]  # fmt: skip
