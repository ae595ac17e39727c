"""Lays out lines of text: runs of one script and direction, measured, placed and wrapped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from geo.scene.bidi import Letter, visual_order
from geo.scene.font_metrics import INVISIBLE, advance, drawable, face_for, letters_of, printable
from geo.scene.scene_items import Box, Text, TextRun
from geo.style.fonts import REGULAR, Face

ASCENT = 0.76
DESCENT = 0.24
"""Share of the size above and below the baseline that letters really use."""


_TURNING = frozenset({"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Classes of characters that run from the right, or turn the direction of others."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    face: Face
    rtl: bool
    ems: float


@lru_cache(maxsize=20_000)
def _pieces(text: str, face: Face) -> tuple[_Piece, ...]:
    """Runs of a line in the order in which they stand, left to right."""
    text = drawable(text)
    if all(character < "\u0590" or unicodedata.bidirectional(character) not in _TURNING for character in text):
        return tuple(_of_one_face(text, face, rtl=False))
    return tuple(piece for run in _same_level(visual_order(text)) for piece in _directed(run, face))


def _same_level(letters: list[Letter]) -> list[list[Letter]]:
    runs: list[list[Letter]] = []
    for letter in letters:
        if runs and runs[-1][-1][1] == letter[1]:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return runs


def _directed(run: list[Letter], face: Face) -> list[_Piece]:
    """One stretch of one level. In one from the right, signs at its ends stand by themselves: a renderer
    that is given only the stretch would put them on the wrong side."""
    seen = "".join(character for character, _ in run)
    if run[0][1] % 2 == 0:
        return _of_one_face(seen, face, rtl=False)
    strong = [at for at, character in enumerate(seen) if unicodedata.bidirectional(character) in ("R", "AL")]
    if not strong:
        return _of_one_face(seen, face, rtl=False)
    first, last = strong[0], strong[-1] + 1
    inner = _arabic(seen[first:last], face)
    return [*_of_one_face(seen[:first], face, rtl=False), *inner, *_of_one_face(seen[last:], face, rtl=False)]


def _arabic(seen: str, face: Face) -> list[_Piece]:
    """A stretch from the right as it is seen, cut where the face changes."""
    parts = [(part[::-1], chosen) for part, chosen in _by_face(seen, face)]
    return [_Piece(part, chosen, True, advance(part, chosen, True)) for part, chosen in parts]


def _of_one_face(text: str, face: Face, rtl: bool) -> list[_Piece]:
    return [_Piece(part, chosen, rtl, advance(part, chosen, rtl)) for part, chosen in _by_face(text, face)]


def _by_face(text: str, face: Face) -> list[tuple[str, Face]]:
    """Stretches that one face draws; blanks and marks go with what they stand in."""
    parts: list[tuple[str, Face]] = []
    for character in text:
        chosen = face_for(character, face)
        joins = character == " " or unicodedata.category(character).startswith("M")
        fits = character in INVISIBLE or (joins and bool(parts) and ord(character) in letters_of(parts[-1][1]))
        if parts and (chosen == parts[-1][1] or fits):
            parts[-1] = (parts[-1][0] + character, parts[-1][1])
        else:
            parts.append((character, chosen))
    return parts


def width(text: str, face: Face, size: float, spacing: float = 0.0) -> float:
    """Width of a line in pixels; ``spacing`` in pixels after every letter."""
    pieces = _pieces(text, face)
    return sum(piece.ems for piece in pieces) * size + spacing * sum(len(p.text) for p in pieces if not p.rtl)


def line(
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    face: Face = REGULAR,
    anchor: float = 0.0,
    halo: str | None = None,
    halo_width: float = 0.0,
    spacing: float = 0.0,
) -> Text:
    """A line of words on the baseline ``y``; ``anchor`` says where in it ``x`` is: 0 left, 0.5 middle, 1
    right. A letter that no font has stands as a box (``geo.scene.font_metrics``).
    """
    text = unicodedata.normalize("NFC", printable(text))
    whole = width(text, face, size, spacing)
    at = left = x - anchor * whole
    runs = []
    for piece in _pieces(text, face):
        wide = piece.ems * size + (0 if piece.rtl else spacing * len(piece.text))
        runs.append(TextRun(piece.text, piece.face, at, y, wide, piece.rtl))
        at += wide
    box: Box = (left, y - ASCENT * size, left + whole - spacing, y + DESCENT * size)
    return Text(text, tuple(runs), size, colour, halo, halo_width, spacing, anchor=anchor, box=box)


def wrapped(text: str, face: Face, size: float, room: float, most: int = 99) -> list[str]:
    """A text as lines no wider than ``room`` pixels; what is beyond ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", face, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    lines = [part for one in lines for part in _broken(one, face, size, room)]
    return lines if len(lines) <= most else [*lines[: most - 1], clipped(" ".join(lines[most - 1 :]), face, size, room)]


def _broken(word: str, face: Face, size: float, room: float) -> list[str]:
    """A word that is wider than a line, cut by letters."""
    if width(word, face, size) <= room:
        return [word]
    parts = [""]
    for character in word:
        if parts[-1] and width(parts[-1] + character, face, size) > room:
            parts.append("")
        parts[-1] += character
    return parts


def clipped(text: str, face: Face, size: float, room: float) -> str:
    """A line shortened to fit, with an ellipsis where something is missing."""
    if width(text, face, size) <= room:
        return text
    while text and width(f"{text}…", face, size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def balanced(lines: list[str], face: Face, size: float, room: float) -> list[str]:
    """The same words in as many lines of about one length."""
    text, least, most = " ".join(lines), room / 2, room
    if len(lines) < 2 or wrapped(text, face, size, room) != lines:
        return lines
    while most - least > 4:
        middle = (least + most) / 2
        if len(wrapped(text, face, size, middle)) <= len(lines):
            most = middle
        else:
            least = middle
    return wrapped(text, face, size, most)
