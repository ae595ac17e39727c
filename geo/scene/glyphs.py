"""Fonts measured: which face has a letter, and how wide words are. Every number comes from HarfBuzz."""

from __future__ import annotations

from functools import cache, lru_cache

import uharfbuzz as hb

from geo.errors import AtlasError, Fault
from geo.style.fonts import (
    ARABIC_BOLD,
    ARABIC_REGULAR,
    ARABIC_SEMIBOLD,
    BOLD,
    ITALIC,
    REGULAR,
    SEMIBOLD,
    Face,
)

_ARABIC_FOR: dict[str, Face] = {
    REGULAR.family: ARABIC_REGULAR,
    ITALIC.family: ARABIC_REGULAR,
    SEMIBOLD.family: ARABIC_SEMIBOLD,
    BOLD.family: ARABIC_BOLD,
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff")


@cache
def _font(face: Face) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))


@cache
def letters_of(face: Face) -> frozenset[int]:
    """Code points that a face can draw."""
    return frozenset(_font(face).face.unicodes)


@lru_cache(maxsize=50_000)
def face_for(character: str, face: Face) -> Face:
    """The face that draws a character: the one asked for, or its Arabic companion.

    Raises AtlasError where neither has it: a picture with an empty box is worse than none.
    """
    code = ord(character)
    if code in letters_of(face) or character in _INVISIBLE:
        return face
    companion = _ARABIC_FOR.get(face.family, ARABIC_REGULAR)
    if code in letters_of(companion):
        return companion
    raise AtlasError([_missing(character)])


def _missing(character: str) -> Fault:
    return Fault(
        file="picture",
        feature=None,
        row=None,
        field="text",
        value=f"“{character}” (U+{ord(character):04X})",
        problem="is in none of the picture's fonts",
        allowed="Latin and Arabic letters, digits and punctuation",
        remedy="Write the word in other letters.",
    )


@lru_cache(maxsize=50_000)
def advance(text: str, face: Face, rtl: bool) -> float:
    """Width of a run in ems.

    Raises AtlasError where the face lacks a letter.
    """
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    font = _font(face)
    hb.shape(font, buffer)
    for info in buffer.glyph_infos:
        if info.codepoint == 0:
            raise AtlasError([_missing(text[info.cluster])])
    return float(sum(position.x_advance for position in buffer.glyph_positions)) / float(font.face.upem)


def has_arabic(text: str) -> bool:
    """Whether a text has letters that join from the right."""
    return any("\u0600" <= character <= "\u08ff" or "\ufb50" <= character <= "\ufefc" for character in text)
