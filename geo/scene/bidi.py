"""Lines that mix directions: the order in which their letters stand, by the Unicode bidirectional
algorithm."""

from __future__ import annotations

from typing import Any

from bidi.algorithm import (
    apply_mirroring,
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

Letter = tuple[str, int]
"""A character and its embedding level: odd ones run from the right."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_EMBEDDINGS = {"\u2066": "\u202a", "\u2067": "\u202b", "\u2069": "\u202c"}
"""Isolates, which the library does not know, and the embeddings that are next to them."""
_FIRST_STRONG = "\u2068"
_DIRECTION = {"L": "L", "R": "R", "AL": "R", "AN": "R", "EN": "R"}


def visual_order(text: str) -> list[Letter]:
    """The characters of a line from left to right, mirrored where they must be."""
    letters = _levels(text)
    for level in range(max((level for _, level in letters), default=0), 0, -1):
        letters = _turned(letters, level)
    return letters


def _levels(text: str) -> list[Letter]:
    text = _without_isolates(text)
    storage = get_empty_storage()
    level = get_base_level(text)
    storage["base_level"], storage["base_dir"] = level, ("L", "R")[level]
    get_embedding_levels(text, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    _pair_brackets(storage["chars"], storage["base_dir"])
    resolve_neutral_types(storage, False)
    resolve_implicit_levels(storage, False)
    apply_mirroring(storage, False)
    return [(entry["ch"], entry["level"]) for entry in storage["chars"]]


def _without_isolates(text: str) -> str:
    """The text with an embedding for each isolate; one that takes its first letter's direction looks for it."""
    letters = [_EMBEDDINGS.get(letter, letter) for letter in text]
    for at, letter in enumerate(letters):
        if letter == _FIRST_STRONG:
            letters[at] = "\u202b" if get_base_level(text[at + 1 :]) else "\u202a"
    return "".join(letters)


def _pair_brackets(letters: list[dict[str, Any]], base: str) -> None:
    """Rule N0, which the library leaves out: both brackets of a pair take one direction."""
    open_: list[int] = []
    pairs = []
    for at, letter in enumerate(letters):
        if letter["ch"] in _BRACKETS.values():
            open_.append(at)
        elif letter["ch"] in _BRACKETS and open_ and letters[open_[-1]]["ch"] == _BRACKETS[letter["ch"]]:
            pairs.append((open_.pop(), at))
    for first, last in sorted(pairs):
        inside = {_DIRECTION.get(letter["type"]) for letter in letters[first + 1 : last]} - {None}
        if not inside:
            continue
        before = [_DIRECTION[letter["type"]] for letter in letters[:first] if letter["type"] in _DIRECTION]
        outer = before[-1] if before else base
        letters[first]["type"] = letters[last]["type"] = base if base in inside else outer


def _turned(letters: list[Letter], level: int) -> list[Letter]:
    """Every stretch at this level or above, turned round."""
    turned: list[Letter] = []
    stretch: list[Letter] = []
    for letter in letters:
        if letter[1] >= level:
            stretch.append(letter)
            continue
        turned += [*reversed(stretch), letter]
        stretch = []
    return turned + stretch[::-1]
