"""Folding: what is written differently and means the same becomes the same letters.

Two degrees. ``folded`` takes off diacritics, case, apostrophes and the script; ``sound`` leaves of that only
what every transliteration of an Arabic or Persian name keeps: its consonants, without the article and the
silent ending.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʾʿʻ\"“”\u0640\u200c\u200d"))
_ARABIC = str.maketrans({"ا": "a", "ٱ": "a", "ع": "a", "ء": "", "ة": "h", "ى": "y", "ی": "y", "ک": "k"})
_WORD = re.compile(r"[^\W_]+")
_DIGRAPHS = (("th", "T"), ("sh", "S"), ("ch", "S"), ("kh", "X"), ("gh", "G"), ("dh", "d"), ("ph", "f"))
_ALIKE = str.maketrans("qcvj", "kkfz")
_SHORTEST_SOUND = 2

ARTICLE = frozenset({"al", "el", "the"})
"""Words that a query needn't find."""


def tokens(text: str) -> list[str]:
    """The words of a text as written, apart from diacritics and apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _WORD.findall(text.translate(_APOSTROPHES))


@lru_cache(maxsize=200_000)
def folded(token: str) -> str:
    """A word in lower-case Latin letters and digits.

    >>> folded("Ḥizballāh".replace("Ḥ", "H").replace("ā", "a")), folded("كتايب")
    ('hizballah', 'ktayb')
    """
    if token.isascii():
        return token.casefold()
    bare = _without_article(token).translate(_ARABIC)
    return "".join(c for c in anyascii(bare).casefold() if c.isalnum())


@lru_cache(maxsize=200_000)
def sound(token: str) -> str:
    """What all spellings of a name share; empty where too little is left to tell names apart.

    >>> sound("Thawrat"), sound("Thora"), sound("Suleimani") == sound("Soleimani")
    ('Tr', 'Tr', True)
    """
    word = folded(token)
    if len(word) < 3 or not word.isalpha():
        return ""
    bare = _without_ending(word)
    for letters, one in _DIGRAPHS:
        bare = bare.replace(letters, one)
    bare = bare.translate(_ALIKE)
    first = "a" if bare[0] in "aeiou" else bare[0]
    rest = "".join(c for c in bare[1:] if c not in "aeiouwy")
    key = re.sub(r"(.)\1+", r"\1", first + rest)
    return key if len(key) >= _SHORTEST_SOUND else ""


def is_name(token: str) -> bool:
    """Whether a word may be a name: it has a capital, or its script has none."""
    return token[0].isupper() or (token[0].isalpha() and not token[0].islower())


def _without_article(token: str) -> str:
    """An Arabic word without its article, where three letters or more are left."""
    return token[2:] if token.startswith("ال") and len(token) > 4 else token


def _without_ending(word: str) -> str:
    """Without the ending that is written -a, -ah, -at, -eh or -et, or not at all."""
    for ending in ("at", "et", "ah", "eh"):
        if len(word) > 4 and word.endswith(ending):
            return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("h") and word[-2] not in "stkgdpc" else word
