"""Removes invisible characters and replaces variants of digits, minus and point, so that numbers and names can be
compared."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u00ad\ufeff"
EDGES = (
    _UNSEEN
    + "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    + "\u2028\u2029\u202f\u205f\u3000"
)
"""What is taken off both ends of a text: marks that are not seen, and all that Python's ``str.strip`` takes off."""
_AS_PLAIN = {
    **dict.fromkeys(map(ord, _UNSEEN)),
    **dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "),
    **dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2012\u2013\u2014\u2015\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u066b\uff0e"), "."),
    **dict.fromkeys(map(ord, "\u066c\uff0c\u060c"), ","),
    ord("\uff0b"): "+",
}  # fmt: skip


def plain_characters(text: str) -> str:
    """A text with ASCII digits, minus, point and blanks in place of all others, and without marks that are not seen.

    >>> plain_characters("\u200e\u221233.30\u200b"), plain_characters("٤٤٫٤"), plain_characters("3\u20135")
    ('-33.30', '44.4', '3-5')
    """
    if text.isascii():
        return text.strip()
    plain = text.translate(_AS_PLAIN)
    return re.sub(r"\d", _digit, plain).strip()


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0]))


def without_invisible(text: str) -> str:
    """A text without marks that are not seen, for names that are compared."""
    return text if text.isascii() else text.translate(dict.fromkeys(map(ord, _UNSEEN)))


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set to look in."""
    return frozenset(text.split())
