"""Parses numbers of people in cells: ``12+``, ``3-5``, ``0 (+1)``, ``1,200``, ``about 20``, ``at least 5``.

What can't be read is told with its cell; nothing unreadable becomes 0.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from geo.importing.characters import plain_characters
from geo.importing.missing_values import is_missing

MOST = 10_000_000
"""The largest figure that is read; no event has more."""


@dataclass(frozen=True, slots=True)
class ParsedCount:
    """What a cell says: at least ``low``, at most ``high`` (infinite where open), NaN where nothing is known."""

    low: float
    high: float
    about: bool = False
    """Whether the cell says that its number is not exact."""
    unread: bool = False
    """Whether the cell says something that could not be read."""


NOT_KNOWN = ParsedCount(math.nan, math.nan)
UNREADABLE_COUNT = ParsedCount(math.nan, math.nan, unread=True)

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORDS: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{f"{ten}{joint}{unit}": 10 * tens + number
       for tens, ten in enumerate(_TENS, 2) for number, unit in enumerate(_UNITS[1:10], 1) for joint in ("-", " ")},
    "a dozen": 12, "one dozen": 12, "two dozen": 24, "a hundred": 100, "one hundred": 100,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "ein": 1, "eine": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "один": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5,
    "واحد": 1, "اثنان": 2, "اثنين": 2, "ثلاثة": 3, "اربعة": 4, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7,
    "ثمانية": 8, "تسعة": 9, "عشرة": 10,
}  # fmt: skip
_PEOPLE = (
    r"(?:(?:people|persons?|men|women|children|civilians?|soldiers?|troops?|militants?|fighters?|police(?:men)?|officers?"
    r"|dead|deaths?|killed|fatalit(?:y|ies)|casualt(?:y|ies)|wounded|injur(?:ed|ies)|hurt|victims?|martyrs?|were|was"
    r"|confirmed|reported|morts?|tués?|blessés?|muertos?|heridos?|tote|verletzte|personnes|personas|personen|погибших"
    r"|погибли|раненых|убитых|убито|قتلى|قتيل|شهداء|جرحى|جريح|اشخاص|أشخاص|ölü|yaralı)\b[.!]?\s*)+"
)
_ABOUT = re.compile(
    r"(?:~|≈|ca?\.|circa|about|around|approx(?:imately|\.)?|roughly|some|an estimated|estimated|est\.|environ|près de"
    r"|autour de|alrededor de|unos|unas|aproximadamente|cerca de|casi|etwa|rund|ungefähr|zirka|около|примерно|порядка"
    r"|حوالي|نحو|تقريبا|قرابة|yaklaşık)\s*"
)
_AT_LEAST = re.compile(
    r"(?:≥|>=|at least|no (?:fewer|less) than|not less than|minimum(?: of)?|min\.?|au moins|al menos|por lo menos"
    r"|mindestens|wenigstens|не менее|минимум|как минимум|على الأقل|على الاقل|ما لا يقل عن|en az)\s*"
)
_MORE = re.compile(
    r"(?:>|more than|over|upwards of|plus de|más de|mehr als|über|более|больше|свыше|أكثر من|اكثر من)\s*"
)
_AT_MOST = re.compile(
    r"(?:≤|<=|up to|at most|no more than|not more than|maximum(?: of)?|max\.?|jusqu'à|au plus|hasta|como máximo"
    r"|bis zu|höchstens|до|не более|حتى|ما يصل إلى|لا يزيد عن|en fazla)\s*"
)
_LESS = re.compile(
    r"(?:<|less than|fewer than|under|below|moins de|menos de|weniger als|unter|менее|меньше|أقل من|اقل من)\s*"
)
_OPEN = re.compile(
    r"\s*(?:\+|\bor more|\band more|\band over|\band above|ou plus|o más|oder mehr|и более|أو أكثر|او اكثر)$"
)
_LEAST_BEHIND = re.compile(r"\s*(?:at least|au moins|al menos|mindestens|على الأقل|على الاقل)$")
_BETWEEN = re.compile(r"^(?:between|from|entre|de|zwischen|von|от|بين|من)\s+")
_RANGE = re.compile(
    r"(?P<low>.+?)\s*(?:-|\bto\b|\bor\b|\bà\b|\bou\b|\ba\b|\bo\b|\bbis\b|\boder\b|\bдо\b|\bили\b|إلى|الى|أو)\s*(?P<high>.+)"
)
_RANGE_BETWEEN = re.compile(r"(?P<low>.+?)\s*(?:\band\b|\bet\b|\by\b|\bund\b|\bи\b|و)\s*(?P<high>.+)")
_MORE_MAY_BE = re.compile(r"(?P<low>\S+)\s*\(\s*\+\s*(?P<more>\d+)\s*\??\s*\)")
_GROUPED = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d{1,3}(?:[ '’]\d{3})+(?:[.,]0+)?|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{2})*,\d{3}"
)
_PLAIN = re.compile(r"\d+")
_FRACTION = re.compile(r"(\d+)[.,]0{1,2}|(0)[.,]0+|(\d+)[.,]0{4,}|(\d{4,})[.,]0+")
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e\+?\d+")


def parse_count(text: str) -> ParsedCount:
    """What a cell says of a number of people.

    >>> read_figure("12+"), read_figure("0 (+1)").high, read_figure("1,200").low
    (Read(low=12.0, high=inf, about=False, unread=False), 1.0, 1200.0)
    >>> read_figure("several").unread, read_figure("1.200").unread, read_figure("unknown").unread
    (True, True, False)
    """
    return _read(text)


@lru_cache(maxsize=50_000)
def _read(text: str) -> ParsedCount:
    if is_missing(text):
        return NOT_KNOWN
    plain = " ".join(plain_characters(text).casefold().split())
    if is_missing(plain):
        return NOT_KNOWN
    if len(plain) > 80:
        return UNREADABLE_COUNT
    found = _figure(_without_people(plain))
    return found if found is not None and found.low <= found.high and found.low < MOST else UNREADABLE_COUNT


def _without_people(plain: str) -> str:
    """A figure without the words that name whom it counts."""
    behind = re.sub(rf"(?<=[\d\w+)])\s+{_PEOPLE}$", "", plain)
    return re.sub(rf"^{_PEOPLE}:?\s*(?=\d)", "", behind).strip(" .;")


def _figure(plain: str) -> ParsedCount | None:
    number = _number(plain)
    if number is not None:
        return ParsedCount(number, number, bool(_SCIENTIFIC.fullmatch(plain)))
    if found := _MORE_MAY_BE.fullmatch(plain):
        low = _number(found["low"])
        return None if low is None else ParsedCount(low, low + int(found["more"]))
    return _bound(plain) or _range(plain)


def _bound(plain: str) -> ParsedCount | None:
    """A figure that words or signs bound on one side, or call inexact."""
    if found := _ABOUT.match(plain):
        inner = _figure(plain[found.end() :])
        return None if inner is None else ParsedCount(inner.low, inner.high, True)
    if plain.endswith("?"):
        number = _number(plain.rstrip("? "))
        return None if number is None else ParsedCount(number, number, True)
    if (found := _OPEN.search(plain) or _LEAST_BEHIND.search(plain)) and (
        number := _number(plain[: found.start()])
    ) is not None:
        return ParsedCount(number, math.inf)
    for pattern, low, high in (
        (_AT_LEAST, 0, None), (_MORE, 1, None), (_AT_MOST, None, 0), (_LESS, None, -1),
    ):  # fmt: skip
        found = pattern.match(plain)
        number = _number(plain[found.end() :]) if found else None
        if number is None:
            continue
        if high is None:
            return ParsedCount(number + (low or 0), math.inf)
        return ParsedCount(0, number + high) if number + high >= 0 else None
    return None


def _range(plain: str) -> ParsedCount | None:
    """Two numbers between which the figure lies."""
    rest = _BETWEEN.sub("", plain)
    found = _RANGE.fullmatch(rest) or (_RANGE_BETWEEN.fullmatch(rest) if rest != plain else None)
    if not found:
        return None
    low, high = _number(found["low"]), _number(found["high"])
    return None if low is None or high is None else ParsedCount(low, high)


def _number(plain: str) -> float | None:
    """A whole number; None for all else, also for one whose point could part thousands or decimals (``1.200``)."""
    plain = plain.strip()
    if _PLAIN.fullmatch(plain):
        return float(plain)
    if found := _FRACTION.fullmatch(plain):
        return float(next(part for part in found.groups() if part))
    if _GROUPED.fullmatch(plain):
        return float(re.sub(r"[ ,.'’]", "", re.sub(r"(?<=\d{3})[.,]0{1,2}$", "", plain)))
    if _SCIENTIFIC.fullmatch(plain):
        value = float(plain)
        return value if math.isfinite(value) and value == math.floor(value) else None
    return float(_NUMBER_WORDS[plain]) if plain in _NUMBER_WORDS else None
