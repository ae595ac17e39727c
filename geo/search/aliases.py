"""Well-known names of actors: one actor goes by other spellings in other datasets, and by short names in speech.

The table is ``data/actor_aliases.json``. An actor of a dataset is one of its entries where one of its names is one of the
entry's, brackets at the end, case, marks and script apart; being merely alike is not enough. The table serves finding only:
headlines, cards and downloads keep the names that the dataset has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from geo.model.actor import Actor
from geo.model.record_base import Record, Text
from geo.search.text_folding import ARTICLE, folded, tokens

TABLE = Path(__file__).parents[2] / "data" / "actor_aliases.json"
LONGEST = 8
"""Words of a query that can be one name."""
SHORT = 2
"""Names of so many letters are words of English too ("is"); in a text they count only in capitals."""
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class Spelling(Record):
    """How a dataset spells the actor, and where that stands."""

    name: Text
    dataset: Literal["ACLED", "UCDP", "GTD"]
    source: Text


class OtherName(Record):
    """Another name, and who uses it."""

    name: Text
    source: Text


class KnownActor(Record):
    """One actor with all names by which it is looked for."""

    name: Text
    spellings: tuple[Spelling, ...]
    aliases: tuple[OtherName, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name once."""
        spelled, others = (one.name for one in self.spellings), (one.name for one in self.aliases)
        return tuple(dict.fromkeys((self.name, *spelled, *others)))


class Names(Record):
    """The table."""

    schema_version: Literal["1.0"]
    actors: tuple[KnownActor, ...]


@dataclass(frozen=True)
class _Known:
    by_key: dict[str, KnownActor]
    phrases: frozenset[str]
    acronyms: frozenset[str]
    short: frozenset[str]


def read_names(raw: str | bytes) -> tuple[KnownActor, ...]:
    """The table from its text. Raises pydantic's ValidationError, a ValueError, where it isn't as it must be."""
    return TypeAdapter(Names).validate_json(raw, strict=True).actors


def key(name: str) -> str:
    """What names that mean the same have in common: their words in one, without articles and a bracket at the end."""
    bare = _BRACKETS.sub("", name)
    return _joined(tokens(bare) or tokens(name))


def _joined(words: Iterable[str]) -> str:
    return "".join(word for word in map(folded, words) if word not in ARTICLE)


@cache
def _known() -> _Known:
    actors = read_names(TABLE.read_bytes())
    named = [(name, actor) for actor in actors for name in actor.names]
    alone = [name for name, _ in named if len(tokens(name)) == 1]
    return _Known(
        by_key={key(name): actor for name, actor in named},
        phrases=frozenset(key(name) for name, _ in named if len(tokens(name)) > 1),
        acronyms=frozenset(folded(name) for name in alone if name.isupper()),
        short=frozenset(folded(name) for name in alone if len(folded(name)) <= SHORT),
    )


def known_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names in the table of an actor that has these names in its dataset; none where the table doesn't know it."""
    for name in names:
        found = _known().by_key.get(key(name))
        if found is not None:
            return found.names
    return ()


def all_names(actor: Actor) -> tuple[str, ...]:
    """The names of an actor in its dataset, then those of the table."""
    return tuple(dict.fromkeys((*actor.names, *known_names(actor.names))))


def name_words(actor: Actor) -> list[str]:
    """The words by which an actor is found: those of its names, and each name of the table as one word.

    A name of several words is found as a whole, else a search for one of its words, such as a country, would find
    everything that the actor did elsewhere. The words of the table are in small letters, so that nothing is found because
    it sounds like one of them.
    """
    return [*tokens(" ".join(actor.names)), *(key(name) for name in known_names(actor.names))]


def phrases(words: list[str]) -> Iterable[tuple[int, int, str]]:
    """Runs of a query's words that are a name of the table: first word, word after the last, the name as one word."""
    for first in range(len(words)):
        for after in range(first + 2, min(first + LONGEST, len(words)) + 1):
            together = _joined(words[first:after])
            if together in _known().phrases:
                yield first, after, together


def is_acronym(word: str) -> bool:
    """Whether a folded word is an abbreviation of the table, which means only itself and nothing that sounds so."""
    return word in _known().acronyms


def in_prose(words: Iterable[str]) -> list[str]:
    """The words of a text without those that are a short name only in capitals: "is" is no Islamic State."""
    short = _known().short
    return [word for word in words if word.isupper() or folded(word) not in short]
