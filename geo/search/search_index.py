"""The index: which incident holds which word, by spelling and by sound."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
from babel import Locale

from geo.model.dataset import Dataset
from geo.model.record_base import REPORT
from geo.search.aliases import in_prose, is_acronym, name_words, phrases
from geo.search.text_folding import ARTICLE, folded, is_name, sound, tokens

TEXT_COLUMNS = ("title", "summary", "place", "place_native", "admin1")
WHOLE_WORD = 2
"""Query words up to this length must be a whole word; longer ones may be its beginning."""
SOUND_FROM = 4
"""Latin query words from this length are also matched by sound; shorter ones are too easily something
else."""
_TYPO_FROM = 4
"""Query words from this length can be taken for a typo."""
_DECIMAL = re.compile(r"^[-+]?\d*[.,]\d+$", re.MULTILINE)
_CLOSE = 70.0
"""How alike (0 to 100) a word must be to be suggested."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found."""

    ids: tuple[str, ...]
    """Ids of the incidents, in the order of the dataset."""
    suggestion: str | None = None
    """A likely spelling that finds more, where a word of the query is spelled so nowhere."""


class SearchIndex:
    """Words of a dataset's incidents.

    Searched are titles, summaries, places in either script, governorates, countries, the cells of the row that the
    incident was read from, and every name and alias of whoever is tied to the incident: said to have done it (denied
    or not), its targets, and those who speak about it; also by the well-known names of ``geo.search.aliases``, as whole
    names. The rule: an incident is found when it holds **every** word of the query (articles apart) in any
    order. It holds a word when one of its own words begins with it (words of one or two letters: is the
    same), after case, diacritics and script are folded; or when one of its names sounds the same (from four
    letters), also where two words of the query are one in the name. Nothing is found by mere likeness: where
    a word is spelled so nowhere, the likeliest spelling is suggested, if it finds more.
    """

    def __init__(self, ids: tuple[str, ...], documents: Iterable[Iterable[str]]) -> None:
        """Ids, and for each its words as written."""
        self._ids = ids
        words: defaultdict[str, set[int]] = defaultdict(set)
        sounds: defaultdict[str, set[int]] = defaultdict(set)
        written: dict[str, str] = {}
        for position, document in enumerate(documents):
            for token in dict.fromkeys(document):
                words[folded(token)].add(position)
                written.setdefault(folded(token), token)
                if is_name(token) and sound(token):
                    sounds[sound(token)].add(position)
        words.pop("", None)
        self._words = dict(words)
        self._sounds = dict(sounds)
        self._sorted = sorted(self._words)
        self.written = {word: written[word] for word in self._sorted}
        """How each spelling is written, sorted."""

    @classmethod
    def build(cls, dataset: Dataset) -> "SearchIndex":
        """The index of a dataset. It holds no reference to it."""
        return cls(tuple(map(str, dataset.incidents.index)), _documents(dataset))

    def search(self, text: str) -> SearchResult:
        """The incidents that hold every word of the text; all of them where it has no words."""
        asked = asked_words(text)
        found = self._holding(asked)
        ids = tuple(self._ids[position] for position in sorted(found))
        return SearchResult(ids, self._suggest(asked, len(found)))

    def _holding(self, asked: list[str]) -> set[int]:
        """Positions of the incidents that hold all words, each by itself or in one with its neighbour."""
        holding = [self.spelled(token) | self.sounding(token) for token in asked]
        for place in range(len(asked) - 1):
            together = self.sounding(asked[place] + asked[place + 1])
            holding[place] |= together
            holding[place + 1] |= together
        for first, after, name in phrases(asked):
            for place in range(first, after):
                holding[place] = holding[place] | self.exactly(name)
        return set(range(len(self._ids))).intersection(*holding)

    def spelled(self, token: str) -> set[int]:
        """Positions of the incidents with a word that begins with, or if it is short is, this one."""
        word = folded(token)
        if len(word) <= WHOLE_WORD:
            return set(self._words.get(word, ()))
        found: set[int] = set()
        for place in range(bisect_left(self._sorted, word), len(self._sorted)):
            if not self._sorted[place].startswith(word):
                break
            found |= self._words[self._sorted[place]]
        return found

    def exactly(self, word: str) -> set[int]:
        """Positions of the incidents with just this folded word."""
        return set(self._words.get(word, ()))

    def sounding(self, token: str) -> set[int]:
        """Positions of the incidents with a name that sounds the same."""
        long_enough = sounds_count(token)
        return set(self._sounds.get(sound(token), ())) if long_enough else set()

    def _suggest(self, asked: list[str], found: int) -> str | None:
        """The query with the likeliest word for each that is spelled so nowhere, if that finds more."""
        better = [token if self.spelled(token) else likeliest(token, self.written) or token for token in asked]
        if better == asked or len(self._holding(better)) <= found:
            return None
        return " ".join(better)


def sounds_count(token: str) -> bool:
    """Whether a word of a query is also looked for by its sound."""
    return (len(folded(token)) >= SOUND_FROM or not token.isascii()) and not is_acronym(folded(token))


def likeliest(token: str, written: Mapping[str, str]) -> str | None:
    """The spelling most like a word that can be taken for a typo; ``written`` has every spelling, sorted."""
    word = folded(token)
    if len(word) < _TYPO_FROM:
        return None
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, written.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return None if best is None else written[best[0]]


def asked_words(text: str) -> list[str]:
    """The words of a query; articles count only where there is nothing else."""
    words = [token for token in tokens(text) if folded(token)]
    return [token for token in words if folded(token) not in ARTICLE] or words


def text_words(texts: Iterable[Any]) -> list[str]:
    """The words of an incident's own texts (``TEXT_COLUMNS``)."""
    return in_prose(tokens(" ".join(text for text in texts if not pd.isna(text))))


def source_words(cells: str) -> list[str]:
    """The words of the cells of the row that an incident was read from, a cell a line; a cell that is a decimal (degrees,
    amounts) has none that anybody looks for."""
    return in_prose(tokens(_DECIMAL.sub("", cells)))


def country_words(codes: Iterable[str]) -> list[str]:
    """The words of the names of countries."""
    names = _country_names()
    return tokens(" ".join(names.get(code, code) for code in codes))


@cache
def _country_names() -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale("en").territories.items()}


def _documents(dataset: Dataset) -> Iterator[list[str]]:
    """The words of each incident, in the order of the dataset."""
    texts = dataset.incidents[list(TEXT_COLUMNS)]
    names = {actor.id: name_words(actor) for actor in dataset.actors.values()}
    tied = tied_actors(dataset)
    sources = dataset.source_rows.texts(dataset.incidents.index.tolist())
    rows = zip(dataset.incidents.index, texts.itertuples(index=False), dataset.incidents["country"], strict=True)
    for incident, texts_of, codes in rows:
        words = text_words(texts_of) + country_words(codes) + source_words(next(sources))
        for actor in sorted(tied[str(incident)]):
            words += names.get(actor, [])
        yield words


def tied_actors(dataset: Dataset) -> defaultdict[str, set[str]]:
    """The actors of each incident: named in the ledger, speaking in it, or targets."""
    tied: defaultdict[str, set[str]] = defaultdict(set)
    claims = dataset.claims
    for column in ("actor", "by"):
        for incident, actor in zip(claims["incident"], claims[column], strict=True):
            if not pd.isna(actor) and actor != REPORT:
                tied[str(incident)].add(str(actor))
    for incident, targets in dataset.incidents["targets"].items():
        tied[str(incident)].update(targets)
    return tied
