"""What made-up incidents are made of: towns, actors, ledgers and words, the same for every number of incidents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import shapely

from benchmarks.synthetic_columns import CITIES
from geo.engine.loading.staging import StagingDatabase
from geo.filter.facets import NOT_STATED
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.vocabularies import (
    ActorKind,
    EventType,
    Kind,
    LocationPrecision,
    PerpetratorKind,
    Stance,
    Verification,
    Weapon,
)

ACTORS, TOWNS, WORDS, LEDGERS, TARGETS = 120, 1_500, 20_000, 1_200, 120
SUMMARY_WORDS = 10
COUNTRIES = ("IQ", "SY", "IR", "KW", "JO", "LB", "TR", "SA")
_SYLLABLES = (
    "ba",
    "dar",
    "qa",
    "sal",
    "mir",
    "tun",
    "hash",
    "zo",
    "ker",
    "lim",
    "nur",
    "fa",
    "gol",
    "wad",
    "shi",
    "ra",
)


def zipf(chance: np.random.Generator, size: int | tuple[int, ...], options: int, power: float = 1.0) -> np.ndarray:
    """Numbers below ``options``, the k-th with a weight of 1 / k to the power."""
    weights = np.cumsum(1.0 / np.arange(1, options + 1) ** power)
    return np.searchsorted(weights, chance.random(size) * weights[-1]).astype(np.int32)


def _name(number: int) -> str:
    """A pronounceable word of its own for each number."""
    word = ""
    number += len(_SYLLABLES)
    while number:
        number, part = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[part]
    return word


@dataclass
class World:
    """What incidents are made of; the same for every size."""

    staging: StagingDatabase
    chance: np.random.Generator

    def __post_init__(self) -> None:
        chance, dictionaries = self.chance, self.staging.encoder.dictionaries
        self.actors = {f"actor_{n}": _actor(n) for n in range(ACTORS)}
        ids = np.array(list(self.actors))
        for column, words in (
            ("f_kind", Kind.words()), ("f_event_type", EventType.words()), ("f_verification", Verification.words()),
            ("f_location_precision", LocationPrecision.words()), ("f_perpetrator_kind", PerpetratorKind.words()),
        ):  # fmt: skip
            dictionaries[column].of_values(words)
        weapons = list(Weapon.words())
        made = [tuple(sorted({weapons[k] for k in zipf(chance, 1 + n % 2, len(weapons), 0.8)})) for n in range(60)]
        self.weapons = dictionaries["f_weapon"].of_values([(NOT_STATED,), *made])
        self.casualties = dictionaries["f_casualties"].of_values(
            [("none_stated",), ("killed",), ("wounded",), ("killed", "wounded")]
        )
        stances = [str(stance) for stance in Stance]
        ledgers: list[tuple[tuple[str, str], ...]] = [()]
        for number in range(LEDGERS - 1):
            size = 1 + number % 3
            who = ids[zipf(chance, size, ACTORS)]
            how = zipf(chance, size, len(stances))
            ledgers.append(tuple(sorted({(str(a), stances[s]) for a, s in zip(who, how, strict=True)})))
        self.ledgers = ledgers
        self.ledger_codes = np.array([dictionaries["ledger"].code(entries) for entries in ledgers], dtype=np.int32)
        self.targets = [
            (),
            *(tuple(sorted({str(a) for a in ids[zipf(chance, 1 + n % 2, ACTORS)]})) for n in range(TARGETS - 1)),
        ]
        self.target_codes = dictionaries["targets"].of_values(self.targets)
        self.kind_of_ledger = zipf(chance, LEDGERS, len(PerpetratorKind.words()), 0.7)
        self._tied = np.full((LEDGERS, TARGETS), -1, dtype=np.int32)
        self._towns()
        self._words()

    def _towns(self) -> None:
        chance, dictionaries = self.chance, self.staging.encoder.dictionaries
        city = np.concatenate([np.arange(len(CITIES)), zipf(chance, TOWNS - len(CITIES), len(CITIES), 0.8)])
        far = chance.normal(0, 1.2, (TOWNS, 2))
        far[: len(CITIES)] = 0
        self.town_position = CITIES[city] + far
        self.town_names = [_name(n * 7 + 3).capitalize() for n in range(TOWNS)]
        country = np.minimum(zipf(chance, TOWNS, 12, 1.6), len(COUNTRIES) - 1)
        country[: len(CITIES)] = 0
        combos = [(code,) for code in COUNTRIES] + [("IQ", "SY"), (NOT_STATED,)]
        codes = dictionaries["f_country"].of_values(combos)
        self.town_country = codes[country]
        admins = [f"Governorate of {_name(n * 31 + 5).capitalize()}" for n in range(40)]
        codes = dictionaries["f_admin1"].of_values([*admins, NOT_STATED])
        self.town_admin = codes[city % 40]
        self.admin_names = admins
        for number in range(40):
            lon, lat = CITIES[number % len(CITIES)] + 0.3 * (number // len(CITIES))
            self.staging.encoder.shapes[shapely.to_wkb(shapely.box(lon - 1.2, lat - 0.9, lon + 1.2, lat + 0.9))] = (
                number
            )

    def _words(self) -> None:
        of = self.staging.encoder.vocabulary.of
        self.words = pa.array([_name(n) for n in range(WORDS)])
        self.word_numbers = np.array([of(word.as_py())[0] for word in self.words], dtype=np.int32)
        self.town_numbers = np.array([(*of(name), of(name)[0])[:2] for name in self.town_names], dtype=np.int32)
        self.event_labels = pa.array([event.label for event in EventType])
        self.event_numbers = np.array([of(event.label.split()[0])[0] for event in EventType], dtype=np.int32)

    def tied(self, ledger: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Codes of the actors tied by a ledger and targets."""
        for a, b in np.unique(np.stack([ledger, target], axis=1), axis=0):
            if self._tied[a, b] < 0:
                both = tuple(sorted({actor for actor, _ in self.ledgers[a]} | set(self.targets[b])))
                self._tied[a, b] = self.staging.encoder.dictionaries["tied"].code(tuple((actor, "") for actor in both))
        return self._tied[ledger, target]

    def no_value(self, column: str) -> int:
        """The code of what nobody of this world has."""
        return self.staging.encoder.dictionaries[column].code(())

    def in_documents(self, column: str, codes: pa.Array) -> pa.Array:
        """Values as a document has them."""
        several = column in ("f_country", "f_weapon")
        found = []
        for combination in self.staging.encoder.dictionaries[column].codes:
            values = [value for value, _ in combination if value != NOT_STATED]
            found.append(json.dumps(values if several else (values or [None])[0]))
        return pa.array(found).take(codes)


def _actor(number: int) -> Actor:
    kinds = (ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE, ActorKind.ARMED_GROUP, ActorKind.CROWD)
    return Actor(
        id=f"actor_{number}", name=f"Harakat {_name(number * 13 + 300).capitalize()}", native_name=None,
        kind=kinds[number % len(kinds)], state=None, part_of=(), aliases=(), allegiance=(), may_be=(), note=None,
    )  # fmt: skip


def source() -> Source:
    day = date(2021, 6, 1)
    return Source(
        id="made-up", title="Made up", short_title="Made up", title_stated=True, publisher="Nobody", language="en",
        date_start=day, date_end=day, date_basis="Made up.", paragraphs=1, relays=(), stated_totals=(),
        publisher_note=None,
    )  # fmt: skip
