"""Search text over a stored dataset: the same words, beginnings and sounds as ``geo.search``.

The different words of all texts are sorted by spelling, so that a beginning is one run of numbers; which incident holds
which word is a table of pairs. Names of actors and countries don't stand in that table: they hang on the combination
codes, or a name with ten spellings would be stored a million times.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.engine.combination_codes import CombinationCodes, Ints
from geo.model.actor import Actor
from geo.model.file_columns import NOT_STATED
from geo.search import SearchIndex
from geo.search.aliases import name_words, phrases
from geo.search.search_index import WHOLE_WORD, asked_words, country_words, likeliest, sounds_count
from geo.search.text_folding import folded, sound

_NONE: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class WordMatch:
    """Where one word of a query is found."""

    runs: tuple[tuple[int, int], ...]
    """Numbers of words, first and last."""
    tied: Ints
    """Codes of the tied actors that bear it."""
    country: Ints
    """Codes of the countries that bear it."""


class TextSearch:
    """All different words of a stored dataset: spellings, then sounds, each sorted."""

    def __init__(self, table: pa.Table, sets: Mapping[str, CombinationCodes], actors: Mapping[str, Actor]) -> None:
        ordered = table.sort_by("code")
        self._words = ordered["word"].combine_chunks()
        self._written = ordered["written"].combine_chunks()
        self._spellings = int(pc.sum(pc.equal(ordered["sound"], 0)).as_py() or 0)
        self._sets = sets
        tied = set(sets["tied"].value)
        self._actor_ids = tuple(name for name in actors if name in tied)
        self._actors = SearchIndex(self._actor_ids, (name_words(actors[n]) for n in self._actor_ids))
        held = sorted({str(code) for code in sets["f_country"].value} - {NOT_STATED})
        self._countries, self._country_ids = SearchIndex(tuple(held), (country_words([c]) for c in held)), tuple(held)
        self.find = lru_cache(maxsize=64)(self._find)

    def likelier(self, text: str) -> str | None:
        """A query with the likeliest word for each that is spelled so nowhere; None where there is no other."""
        asked = asked_words(text)
        better = [word if self._is_spelled(word) else likeliest(word, self._spelled_so) or word for word in asked]
        return None if better == asked else " ".join(better)

    def _is_spelled(self, token: str) -> bool:
        return bool(self._spelled(folded(token)) or self._actors.spelled(token) or self._countries.spelled(token))

    @cached_property
    def _spelled_so(self) -> dict[str, str]:
        """All spellings, sorted, and how each is written."""
        own = zip(self._words[: self._spellings].to_pylist(), self._written.to_pylist(), strict=False)
        return dict(sorted({**self._countries.written, **self._actors.written, **dict(own)}.items()))

    def _find(self, text: str) -> tuple[WordMatch, ...]:
        """For each word of a text where it is found, by itself or, by sound, in one with its neighbour."""
        asked = asked_words(text)
        found = [[token] for token in asked]
        for place in range(len(asked) - 1):
            together = asked[place] + asked[place + 1]
            found[place].append(together)
            found[place + 1].append(together)
        whole: list[list[str]] = [[] for _ in asked]
        for first, after, name in phrases(asked):
            for place in range(first, after):
                whole[place].append(name)
        pairs = zip(found, whole, strict=True)
        return tuple(self._finding(token, neighbours, names) for (token, *neighbours), names in pairs)

    def _finding(self, token: str, neighbours: list[str], names: list[str]) -> WordMatch:
        runs = [self._spelled(folded(token)), *(self._sounding(word) for word in (token, *neighbours))]
        actors, countries = self._actors.spelled(token), self._countries.spelled(token)
        for name in names:
            actors |= self._actors.exactly(name)
        for word in (token, *neighbours):
            actors |= self._actors.sounding(word)
            countries |= self._countries.sounding(word)
        return WordMatch(
            tuple(dict.fromkeys(run for run in runs if run)),
            self._holding("tied", [self._actor_ids[place] for place in actors]),
            self._holding("f_country", [self._country_ids[place] for place in countries]),
        )

    def _holding(self, column: str, values: list[str]) -> Ints:
        return self._sets[column].holding(values) if values else _NONE

    def _spelled(self, word: str) -> tuple[int, int] | None:
        """The run of words that begin with this one, or are it where it is short."""
        if len(word) <= WHOLE_WORD:
            return self._exactly(word, 0, self._spellings)
        first = self._at(word, 0, self._spellings)
        last = self._at(word[:-1] + chr(ord(word[-1]) + 1), first, self._spellings) - 1
        return (first, last) if last >= first else None

    def _sounding(self, token: str) -> tuple[int, int] | None:
        long_enough = sounds_count(token)
        return self._exactly(sound(token), self._spellings, len(self._words)) if long_enough else None

    def _exactly(self, word: str, low: int, high: int) -> tuple[int, int] | None:
        place = self._at(word, low, high)
        return (place, place) if word and place < high and self._words[place].as_py() == word else None

    def _at(self, word: str, low: int, high: int) -> int:
        return bisect_left(self._words, word, low, high, key=lambda scalar: scalar.as_py())
