"""The words of dates in many languages: months become marks such as ``@03@``, names of weekdays go, digits are ASCII."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

_LANGUAGES = (
    "en", "fr", "es", "de", "pt", "it", "nl", "tr", "ru", "uk", "ar", "ar_IQ", "ar_DZ", "fa", "id", "pl", "ro", "cs",
    "sk", "sl", "sv", "da", "nb", "fi", "el", "hu", "bg", "sr", "hr", "he", "ur", "ps", "az", "sw", "so", "ckb", "ms",
)  # fmt: skip
"""The languages of common tables, the commonest first: where two share a short name, the first keeps it."""
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_LETTERS = str.maketrans(
    {"ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ک": "ك", "ـ": "", "،": ",", "٫": ".", "İ": "i", "ı": "i"}
)
_ODD_SPELLINGS = {"sept": 9, "تموز": 7, "حزيران": 6, "اب": 8, "جوان": 6, "جويليه": 7, "اوت": 8}
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_WORD = re.compile(r"([^\W\d_]+)\.?(,?)")
_TWICE = re.compile(r"(@\d\d@)\s*[/(-]\s*\1\)?")


def words(text: str) -> frozenset[str]:
    """The words of a text as a set, to hold names of columns against."""
    return frozenset(text.split())


@lru_cache(maxsize=100_000)
def normalised(text: str) -> str:
    """A text as dates in it are looked for: small letters without accents, ASCII digits, months as ``@03@``.

    >>> plain("Jeudi 5 mars 2020"), plain("٥ آذار/مارس ٢٠٢٠")
    ('5 @03@ 2020', '5 @03@ 2020')
    """
    return _with_marks(_folded(text))


def _folded(text: str) -> str:
    if not text.isascii():
        text = text.translate(_LETTERS).translate(_DASHES)
        text = "".join(_plain_sign(sign) for sign in unicodedata.normalize("NFKD", text))
        text = _CJK.sub(lambda found: "-".join(part for part in found.groups() if part), text)
    return " ".join(text.casefold().replace("@", " ").split())


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Mn", "Cf"):
        return ""
    return str(unicodedata.digit(sign)) if category == "Nd" else sign.translate(_DASHES)


def _with_marks(text: str) -> str:
    if not any(sign.isalpha() for sign in text):
        return text
    text = _long_names().sub(lambda found: _mark_of(found[1], "", found[0]), text)
    text = _WORD.sub(lambda found: _mark_of(found[1], found[2], found[0]), text)
    return " ".join(_TWICE.sub(r"\1", text).split()).strip(" ,")


def _mark_of(name: str, comma: str, whole: str) -> str:
    """What stands for a word: the mark of a month, nothing for a weekday, else the word itself."""
    number = _months().get(name)
    if number is not None:
        return f"@{number:02d}@{comma}"
    return " " if name in _weekdays() else whole


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Number of each month by its folded names."""
    found: dict[str, int] = dict(_ODD_SPELLINGS)
    for width in ("wide", "abbreviated"):
        for language in _LANGUAGES:
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, Locale.parse(language)).items():
                    found.setdefault(_folded(name).strip(". "), number)
    return {name: number for name, number in found.items() if len(name) > 1 and not re.search(r"\d", name)}


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    """Full names of weekdays in all languages, and the short English ones; a name that is a month's too stays."""
    names = {
        _folded(name) for lang in _LANGUAGES for name in get_day_names("wide", "format", Locale.parse(lang)).values()
    }
    short = {_folded(name) for name in get_day_names("abbreviated", "format", Locale.parse("en")).values()}
    return frozenset(
        name for name in names | short | {"tues", "thur", "thurs"} if name not in _months() and len(name) > 2
    )


@lru_cache(maxsize=1)
def _long_names() -> re.Pattern[str]:
    """Names of more than one word, the longest first."""
    names = [name for name in (*_months(), *_weekdays()) if not name.isalpha()]
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])({longest_first})(?![^\W\d_])")
