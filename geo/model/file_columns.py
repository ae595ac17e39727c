"""Columns of the source rows that a person has chosen: what each incident has in them, as values to filter by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import count, pairwise

import pyarrow as pa
import pyarrow.compute as pc

from geo.model.distinct_words import are_numbers, distinct_words

MOST_COLUMNS = 4
"""Columns that can be chosen at a time."""
COLUMN_FACETS = tuple(f"column{slot}" for slot in range(1, MOST_COLUMNS + 1))
"""Ids of their facets."""
MOST_VALUES = 200
"""Different values of a column up to which it can be chosen; numbers beyond it become ranges."""
MOST_COUNTED = 10_000
"""Different values of a column up to which they are counted."""
FEW_NUMBERS = 12
"""Different numbers up to which each is a value of its own."""
MOST_RANGES = 10
UNORDERED = 7
"""Values up to which they stand in the order of their words or numbers; more stand by how often they are found."""
NOT_STATED = "not_stated"
"""Value of an incident whose rows leave the cell empty."""
_LONGEST = 200
_RESERVED = frozenset({"*", NOT_STATED})
_NUMBER = re.compile(r"[+-]?(0|[1-9]\d{0,14}|[1-9]\d{0,2}(,\d{3}){1,4})(\.\d{1,12})?", re.ASCII)
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?", re.ASCII)

Cells = tuple[str, ...]
"""What the rows of one incident have in a column."""


@dataclass(frozen=True, slots=True)
class ColumnAbout:
    """A column that the source rows have."""

    name: str
    values: int
    """How many different values it has, empty cells apart; ``MOST_COUNTED`` + 1 where it has more than are counted."""
    numeric: bool
    """Whether these are numbers, of which ranges are made."""

    @property
    def usable(self) -> bool:
        """Whether it can be chosen as a filter."""
        return self.numeric or self.values <= MOST_VALUES

    @property
    def counted(self) -> str:
        """How many different values, in words: ``1,204``, ``more than 10,000``."""
        return f"{self.values:,}" if self.values <= MOST_COUNTED else f"more than {MOST_COUNTED:,}"


@dataclass(frozen=True, eq=False)
class FileColumn:
    """A chosen column."""

    name: str
    options: tuple[tuple[str, str], ...]
    """Values and their labels, in the order in which they are shown; what is not stated is no part of them."""
    values: Mapping[str, tuple[str, ...]]
    """By incident, each value once. Whoever is missing has empty cells."""


def column_about(name: str, distinct: Iterable[str] | pa.Array) -> ColumnAbout:
    """What can be said of a column from its different cells."""
    cells = distinct if isinstance(distinct, pa.Array) else pa.array(list(distinct), pa.string())
    words = words_of(cells)
    return ColumnAbout(name, min(len(words), MOST_COUNTED + 1), _numeric(words))


def _numeric(words: pa.Array) -> bool:
    """More numbers than fit as values of their own; some words beside them (“n/a”, “unknown”) do no harm."""
    return are_numbers(words, _NUMBER.pattern, FEW_NUMBERS)


def words_of(distinct: pa.Array) -> pa.Array:
    """The different words of different cells: each of their lines, as values are compared."""
    return distinct_words(distinct, _LONGEST, _lines)


def no_numbers(words: pa.Array) -> pa.Array:
    """Those of some words that are no numbers of which ranges could be made."""
    return words.filter(pc.invert(pc.match_substring_regex(words, f"^(?:{_NUMBER.pattern})$")))


def file_column(
    name: str, incidents: Sequence[str], cells: Iterable[Cells], options: Sequence[tuple[str, str]] | None = None
) -> FileColumn:
    """A chosen column of some incidents; ``options`` are those of a larger dataset that these belong to."""
    found = {
        incident: tuple(word for cell in held for word in _lines(cell))
        for incident, held in zip(incidents, cells, strict=True)
        if held
    }
    listed = tuple(options) if options is not None else _options([word for held in found.values() for word in held])
    ranges = [_ends(value) for value, _ in listed if is_range(value)]
    value_of = {word: _value(word, ranges) for word in {word for held in found.values() for word in held if word}}
    values = {
        incident: tuple(dict.fromkeys(value_of[word] for word in held if word)) for incident, held in found.items()
    }
    return FileColumn(name, listed, {incident: held for incident, held in values.items() if held})


def is_range(value: str) -> bool:
    """Whether a value stands for numbers from one to below another: ``10..20``, ``..10``, ``100..``."""
    return value != ".." and _RANGE.fullmatch(value) is not None


def ranges_of(numbers: Sequence[Decimal]) -> list[tuple[str, str]]:
    """Even ranges over numbers, as values and labels: at most ``MOST_RANGES``. A few that lie far off (two in a hundred
    at either end) don't stretch them: the first and last are open there."""
    ordered = sorted(numbers)
    tail = len(ordered) // 50
    low, high = ordered[tail], ordered[-1 - tail]
    if low == high:
        low, high = ordered[0], ordered[-1]
    whole = all(number == number.to_integral_value() for number in ordered)
    for step in _steps(high - low, whole):
        first, last = _floor(low / step), _floor(high / step)
        below, above = ordered[0] < first * step, ordered[-1] >= (last + 1) * step
        if last - first + 1 + below + above <= MOST_RANGES:
            break
    edges = [step * place for place in range(first, last + 2)]
    found = [(f"..{_told(edges[0])}", f"Below {_words(edges[0])}")] if below else []
    found += [(f"{_told(a)}..{_told(b)}", _span(a, b, whole)) for a, b in pairwise(edges)]
    return [*found, (f"{_told(edges[-1])}..", f"{_words(edges[-1])} and more")] if above else found


def _steps(width: Decimal, whole: bool) -> Iterator[Decimal]:
    """Widths that people count in: 1, 2, 5, 10, 20, 50 …, the narrowest that can do first."""
    for power in count(width.adjusted() - 2 if width else 0):
        for digit in (1, 2, 5):
            step = Decimal(digit).scaleb(power)
            if step >= 1 or not whole:
                yield step


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _span(low: Decimal, high: Decimal, whole: bool) -> str:
    if not whole:
        return f"{_words(low)} to under {_words(high)}"
    return _words(low) if high - low == 1 else f"{_words(low)} to {_words(high - 1)}"


def _told(number: Decimal) -> str:
    """As short as it can be, never in powers of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(number: Decimal) -> str:
    """With commas from ten thousand on, so that a year stays a year."""
    return _told(number) if abs(number) < 10_000 or number % 1 else f"{int(number):,}"


def _lines(cell: str) -> list[str]:
    """The values of a cell: what several rows of one incident say differently stands one below the other."""
    return [word for line in cell.splitlines() if (word := _plain(line))]


def _plain(cell: str) -> str:
    if not cell.isprintable():
        cell = "".join(c if c.isprintable() else " " for c in cell)
    words = " ".join(cell.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _number(word: str) -> Decimal | None:
    return Decimal(word.replace(",", "")) if _NUMBER.fullmatch(word) else None


def _options(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    counted = Counter(word for word in words if word)
    ranges: list[tuple[str, str]] = []
    if _numeric(pa.array(list(counted), pa.string())):
        ranges = ranges_of([number for word in words if (number := _number(word)) is not None])
        counted = Counter({word: times for word, times in counted.items() if _number(word) is None})
    in_order = sorted(counted, key=lambda word: (_number(word) or 0, word.casefold(), word))
    if len(in_order) > UNORDERED:
        in_order.sort(key=lambda word: -counted[word])
    return (*ranges, *((_value(word, ()), word) for word in in_order))


def _value(word: str, ranges: Sequence[tuple[str, Decimal | None, Decimal | None]]) -> str:
    """The value of a cell; words that mean something else in a filter are put into quotes."""
    number = _number(word) if ranges else None
    if number is not None:
        for value, low, high in ranges:
            if (low is None or low <= number) and (high is None or number < high):
                return value
    return f"“{word[: _LONGEST - 2]}”" if word in _RESERVED or is_range(word) else word


def _ends(value: str) -> tuple[str, Decimal | None, Decimal | None]:
    low, high = value.split("..")
    return value, Decimal(low) if low else None, Decimal(high) if high else None
