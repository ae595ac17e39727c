"""Measures fonts with HarfBuzz: which face has a letter, and how wide words are.

A text in any script can be drawn. What none of the fonts has stands as ``REPLACEMENT``, and ``missing_words`` says so in a
sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import uharfbuzz as hb

from geo.style.fonts import (
    ARABIC_BOLD,
    ARABIC_REGULAR,
    ARABIC_SEMIBOLD,
    BOLD,
    ITALIC,
    REGULAR,
    SCRIPTS,
    SEMIBOLD,
    Face,
)

REPLACEMENT = "□"
"""Stands for a letter that none of the fonts has."""
_ARABIC_FOR: dict[str, Face] = {
    REGULAR.family: ARABIC_REGULAR,
    ITALIC.family: ARABIC_REGULAR,
    SEMIBOLD.family: ARABIC_SEMIBOLD,
    BOLD.family: ARABIC_BOLD,
}
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff")
"""Characters without a picture: they join letters, keep them apart, or turn their direction."""
_SELECTORS = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
"""They choose among the pictures of the letter before them, such as the colour of an emoji."""
_BLANK = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@cache
def _font(face: Face) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))


@cache
def letters_of(face: Face) -> frozenset[int]:
    """Code points that a face can draw."""
    return frozenset(_font(face).face.unicodes)


def printable(text: str) -> str:
    """A text as every kind of file can hold it: signs for machines, which no font draws and no XML allows, are left out,
    and a break of the line or a tabulator is a blank."""
    return _NO_LETTER.sub("", _BLANK.sub(" ", text))


@lru_cache(maxsize=20_000)
def drawable(text: str) -> str:
    """A text as it can be drawn, in one form of its letters (NFC): ``REPLACEMENT`` for each letter that no font has; what
    belongs to such a letter, as marks and joiners do, goes with it."""
    text = unicodedata.normalize("NFC", printable(text))
    if text.isascii():
        return text
    drawn: list[str] = []
    for character in _SELECTORS.sub("", text):
        lost = bool(drawn) and drawn[-1] == REPLACEMENT
        if lost and (character in INVISIBLE or unicodedata.category(character).startswith("M")):
            continue
        drawn.append(character if _has(character) else REPLACEMENT)
    return "".join(drawn)


def missing_words(texts: Iterable[str]) -> str | None:
    """A sentence about the letters of texts that stand as ``REPLACEMENT``; None where all can be drawn."""
    lost = sorted({one for text in set(texts) for one in _SELECTORS.sub("", printable(text)) if not _has(one)})
    if not lost:
        return None
    scripts = list(dict.fromkeys(map(_script, lost)))
    kinds = ", ".join(scripts[:4]) + (" and others" if len(scripts) > 4 else "")
    letters = "1 sign" if len(lost) == 1 else f"{len(lost):,} signs"
    return f"{REPLACEMENT} stands for {letters} that the atlas has no font for ({kinds})."


def _script(character: str) -> str:
    """The first word of a letter's name, which is its script: Tamil, CJK; Emoji and other signs by their kind."""
    if unicodedata.category(character) in ("So", "Sk", "Sm"):
        return "symbols"
    name = unicodedata.name(character, "")
    first = name.split(" ")[0]
    return "not in Unicode" if not first else first if first in ("CJK", "NKO") else first.capitalize()


@lru_cache(maxsize=50_000)
def _has(character: str) -> bool:
    if character in INVISIBLE:
        return True
    code = ord(character)
    return any(code in letters_of(face) for face in (REGULAR, ARABIC_REGULAR, *SCRIPTS))


@lru_cache(maxsize=50_000)
def face_for(character: str, face: Face) -> Face:
    """The face that draws a character: the one asked for, or its companion for another script; the one asked for where
    none has it."""
    code = ord(character)
    companions = (_ARABIC_FOR.get(face.family, ARABIC_REGULAR), REGULAR, *SCRIPTS)
    return next((one for one in (face, *companions) if code in letters_of(one)), face)


def shaped(text: str, face: Face, rtl: bool) -> tuple[hb.Font, hb.Buffer]:
    """The glyphs of a run with their places, in units of the font."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    font = _font(face)
    hb.shape(font, buffer)
    return font, buffer


@lru_cache(maxsize=50_000)
def advance(text: str, face: Face, rtl: bool) -> float:
    """Width of a run in ems."""
    font, buffer = shaped(text, face, rtl)
    return float(sum(position.x_advance for position in buffer.glyph_positions)) / float(font.face.upem)


def has_arabic(text: str) -> bool:
    """Whether a text has letters that join from the right."""
    return any("\u0600" <= character <= "\u08ff" or "\ufb50" <= character <= "\ufefc" for character in text)
