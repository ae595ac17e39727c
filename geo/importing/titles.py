"""A heading for an incident, made of what its row says."""

from __future__ import annotations

import re

from geo.importing.characters import without_invisible
from geo.importing.markup import one_line

_LONGEST = 110
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s|(?<=\d[.!?])\s(?=[A-Z])|(?<=[\w)][؟。！？])\s?|\n")
_SHORT = re.compile(
    r"\b(?:sen|gen|col|maj|capt|sgt|lt|gov|rep|prof|hon|dept|approx|est|inc|ltd|vs|etc|nos?)\.$", re.IGNORECASE
)
"""Short forms whose stop ends no sentence."""
_DATED = re.compile(r"^(?:on|in|au|le|am|el)\s+(?:\w+,?\s+)?[^,.]{3,30}\d{4},?\s+(?=\w)", re.IGNORECASE)


def title_of(title: str, what: str, text: str, place: str) -> str:
    """The row's own title; else the first sentence of its text, with the place where this doesn't name it; else its type
    and its place.

    >>> title_of("", "", "Airstrike on a workshop. Two were hurt.", "Town A")
    'Airstrike on a workshop, Town A'
    >>> title_of("", "Armed clash", "", "Town A"), title_of("", "", "", "Town A"), title_of("Own title", "x", "y", "z")
    ('Armed clash, Town A', 'Incident, Town A', 'Own title')
    """
    if title:
        return one_line(title)
    sentence = first_sentence(text)
    if what and (not sentence or len(sentence) > _LONGEST):
        return _at(one_line(what), place)
    if sentence:
        return _at(shortened(sentence), place)
    return _at("Incident", place)


def first_sentence(text: str) -> str:
    """The first sentence of a text, without the day that it starts with and without the stop."""
    lines = [line.strip() for line in without_invisible(text).strip().split("\n") if line.strip()]
    if not lines:
        return ""
    ends = (found for found in _SENTENCE.finditer(lines[0]) if not _SHORT.search(lines[0][: found.start()]))
    first = next(ends, None)
    sentence = lines[0][: first.start()].strip() if first else lines[0]
    undated = _DATED.sub("", sentence)
    sentence = undated[:1].upper() + undated[1:] if undated != sentence and len(undated) > 10 else sentence
    return one_line(sentence).rstrip(" .;:,")


def shortened(text: str) -> str:
    """A text cut between words, with an ellipsis where something is left out."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _at(what: str, place: str) -> str:
    return what if not place or place.casefold() in what.casefold() else f"{what}, {place}"
