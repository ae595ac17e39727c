"""Made-up incidents in any number, straight onto the loader's workbench: seeded, and skewed as real ones are.

A few towns, actors, words and years have most of it (Zipf's law), a tenth is known to a week and a tenth to months or
years only, some to a governorate, some to no place. What belongs together goes together: a town has its governorate
and country, an actor's ledger its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from benchmarks.generated import CITIES, SEED, _days
from geo.dates import DatePrecision
from geo.engine.grid import finest_level, grid_of
from geo.engine.layout import FAR, NOTHING
from geo.engine.loading.encode import day_columns
from geo.engine.loading.files import Head
from geo.engine.loading.stage import Stage
from geo.filter.facets import NOT_STATED
from geo.model.actor import Actor
from geo.model.dataset import assemble
from geo.model.source import Source
from geo.model.vocabularies import (
    ActorKind,
    EventType,
    Kind,
    LocationPrecision,
    PerpetratorKind,
    Stance,
    Verification,
    Weapon,
)  # fmt: skip

CHUNK = 500_000
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


def _zipf(chance: np.random.Generator, size: int | tuple[int, ...], options: int, power: float = 1.0) -> np.ndarray:
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

    stage: Stage
    chance: np.random.Generator

    def __post_init__(self) -> None:
        chance, books = self.chance, self.stage.encoder.books
        self.actors = {f"actor_{n}": _actor(n) for n in range(ACTORS)}
        ids = np.array(list(self.actors))
        for column, words in (
            ("f_kind", Kind.words()), ("f_event_type", EventType.words()), ("f_verification", Verification.words()),
            ("f_location_precision", LocationPrecision.words()), ("f_perpetrator_kind", PerpetratorKind.words()),
        ):  # fmt: skip
            books[column].of_values(words)
        weapons = list(Weapon.words())
        made = [tuple(sorted({weapons[k] for k in _zipf(chance, 1 + n % 2, len(weapons), 0.8)})) for n in range(60)]
        self.weapons = books["f_weapon"].of_values([(NOT_STATED,), *made])
        self.casualties = books["f_casualties"].of_values(
            [("none_stated",), ("killed",), ("wounded",), ("killed", "wounded")]
        )
        stances = [str(stance) for stance in Stance]
        ledgers: list[tuple[tuple[str, str], ...]] = [()]
        for number in range(LEDGERS - 1):
            size = 1 + number % 3
            who = ids[_zipf(chance, size, ACTORS)]
            how = _zipf(chance, size, len(stances))
            ledgers.append(tuple(sorted({(str(a), stances[s]) for a, s in zip(who, how, strict=True)})))
        self.ledgers = ledgers
        self.ledger_codes = np.array([books["ledger"].code(entries) for entries in ledgers], dtype=np.int32)
        self.targets = [
            (),
            *(tuple(sorted({str(a) for a in ids[_zipf(chance, 1 + n % 2, ACTORS)]})) for n in range(TARGETS - 1)),
        ]
        self.target_codes = books["targets"].of_values(self.targets)
        self.kind_of_ledger = _zipf(chance, LEDGERS, len(PerpetratorKind.words()), 0.7)
        self._tied = np.full((LEDGERS, TARGETS), -1, dtype=np.int32)
        self._towns()
        self._words()

    def _towns(self) -> None:
        chance, books = self.chance, self.stage.encoder.books
        city = np.concatenate([np.arange(len(CITIES)), _zipf(chance, TOWNS - len(CITIES), len(CITIES), 0.8)])
        far = chance.normal(0, 1.2, (TOWNS, 2))
        far[: len(CITIES)] = 0
        self.town_position = CITIES[city] + far
        self.town_names = [_name(n * 7 + 3).capitalize() for n in range(TOWNS)]
        country = np.minimum(_zipf(chance, TOWNS, 12, 1.6), len(COUNTRIES) - 1)
        country[: len(CITIES)] = 0
        combos = [(code,) for code in COUNTRIES] + [("IQ", "SY"), (NOT_STATED,)]
        codes = books["f_country"].of_values(combos)
        self.town_country = codes[country]
        admins = [f"Governorate of {_name(n * 31 + 5).capitalize()}" for n in range(40)]
        codes = books["f_admin1"].of_values([*admins, NOT_STATED])
        self.town_admin = codes[city % 40]
        self.admin_names = admins
        for number in range(40):
            lon, lat = CITIES[number % len(CITIES)] + 0.3 * (number // len(CITIES))
            self.stage.encoder.shapes[shapely.to_wkb(shapely.box(lon - 1.2, lat - 0.9, lon + 1.2, lat + 0.9))] = number

    def _words(self) -> None:
        of = self.stage.encoder.vocabulary.of
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
                self._tied[a, b] = self.stage.encoder.books["tied"].code(tuple((actor, "") for actor in both))
        return self._tied[ledger, target]


def _actor(number: int) -> Actor:
    kinds = (ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE, ActorKind.ARMED_GROUP, ActorKind.CROWD)
    return Actor(
        id=f"actor_{number}", name=f"Harakat {_name(number * 13 + 300).capitalize()}", native_name=None,
        kind=kinds[number % len(kinds)], state=None, part_of=(), aliases=(), allegiance=(), may_be=(), note=None,
    )  # fmt: skip


def _source() -> Source:
    day = date(2021, 6, 1)
    return Source(
        id="made-up", title="Made up", short_title="Made up", title_stated=True, publisher="Nobody", language="en",
        date_start=day, date_end=day, date_basis="Made up.", paragraphs=1, relays=(), stated_totals=(),
        publisher_note=None,
    )  # fmt: skip


def make(stage: Stage, size: int, *, documents: bool = True) -> Head:
    """Put ``size`` incidents on the workbench."""
    world = World(stage, np.random.default_rng(SEED))
    for first in range(0, size, CHUNK):
        _chunk(world, first, min(CHUNK, size - first), documents)
    dataset = assemble(
        id=f"made-up-{size}", version=f"{SEED:012d}", title=f"{size:,} made-up incidents", period=None, records=(),
        actors=world.actors, sources={"made-up": _source()},
    )  # fmt: skip
    return Head(dataset, "feature", count=size)


def _chunk(world: World, first: int, size: int, documents: bool) -> None:
    chance = np.random.default_rng((SEED, first))
    start, end = (days.astype(np.int32) for days in _days(chance, size))
    ledger, target = (
        _zipf(chance, size, LEDGERS, 0.9),
        np.where(chance.random(size) < 0.6, 0, _zipf(chance, size, TARGETS)),
    )
    town, event = _zipf(chance, size, TOWNS), _zipf(chance, size, len(EventType.words()), 0.8)
    kind = _zipf(chance, size, len(Kind.words()) + 4, 1.0) % len(Kind.words())
    background = Kind.words().index("background")
    kind = np.where((kind == background) & (chance.random(size) < 0.9), 0, kind).astype(np.int32)
    killed = np.where(chance.random(size) < 0.7, NOTHING, _zipf(chance, size, 60, 1.4)).astype(np.int32)
    casualty = np.where(killed > 0, 1, np.where(chance.random(size) < 0.2, 2, 0))
    place = _places(world, chance, town)
    words = _zipf(chance, (size, SUMMARY_WORDS), WORDS)
    ids = pc.binary_join_element_wise(
        pa.array(start).cast(pa.date32()).cast(pa.string()), pa.array(np.arange(first, first + size)).cast(pa.string()),
        "-made-up-",
    )  # fmt: skip
    towns = pa.array(world.town_names).take(pa.array(town))
    title = pc.binary_join_element_wise(world.event_labels.take(pa.array(event)), towns, " near ")
    columns: dict[str, pa.Array] = {
        "id": ids, "title": title, "place": towns,
        **{name: pa.array(values) for name, values in day_columns(start, end).items()},
        "known_from": pa.array(np.full(size, int(np.datetime64("2021-06-01", "D").astype(int)), dtype=np.int32)),
        "known_to": pa.array(np.full(size, FAR, dtype=np.int32)),
        "f_kind": pa.array(kind), "f_event_type": pa.array(event),
        "f_perpetrator_kind": pa.array(world.kind_of_ledger[ledger]),
        "f_verification": pa.array(_zipf(chance, size, len(Verification.words()))),
        "f_weapon": pa.array(world.weapons[_zipf(chance, size, len(world.weapons))]),
        "f_country": pa.array(world.town_country[town]), "f_admin1": pa.array(world.town_admin[town]),
        "f_casualties": pa.array(world.casualties[casualty]),
        "ledger": pa.array(world.ledger_codes[ledger]), "targets": pa.array(world.target_codes[target]),
        "tied": pa.array(world.tied(ledger, target)), **place,
        "killed": pa.array(killed), "wounded": pa.array(np.full(size, NOTHING, dtype=np.int32)),
        "sources": pa.array(np.ones(size, dtype=np.int32)),
        "date_precision": _precisions(end - start + 1),
        "whose": pa.array(np.where(ledger > 0, "Harakat", None), pa.string()),
    }  # fmt: skip
    row = np.arange(first, first + size)
    world.stage.add(columns, row, *_postings(world, words, town, event))
    if documents:
        summary = pc.binary_join(
            pa.FixedSizeListArray.from_arrays(world.words.take(pa.array(words.ravel())), SUMMARY_WORDS).cast(
                pa.list_(pa.string())
            ),
            " ",
        )
        world.stage.add_documents(row, _documents(columns, summary))


def _places(world: World, chance: np.random.Generator, town: np.ndarray) -> dict[str, pa.Array]:
    """Most within some kilometres of a town, some known to a governorate only, some to no place."""
    size = len(town)
    position = world.town_position[town] + chance.normal(0, 0.03, (size, 2))
    lot = chance.random(size)
    wide, none = lot < 0.04, lot > 0.97
    shape = np.where(wide, town % 40, NOTHING).astype(np.int32)
    position[wide] = (CITIES[(town % 40) % len(CITIES)] + 0.3 * ((town % 40) // len(CITIES))[:, None])[wide]
    position[none] = np.nan
    exact = position.astype(np.float32).astype(np.float64)
    words = LocationPrecision.words()
    point = [words.index(word) for word in words if word not in ("admin1", "admin2", "country")]
    precision = np.where(wide, words.index("admin1"), np.array(point)[_zipf(chance, size, len(point))]).astype(np.int32)
    radius = np.where(wide, 90.0, np.array([0.5, 1.0, 3.0, 10.0, 25.0])[_zipf(chance, size, 5)])
    gx, gy = grid_of(exact[:, 0], exact[:, 1])
    finest = finest_level(exact[:, 1], radius, np.array(words, dtype=object)[precision])
    return {
        "lon": pa.array(exact[:, 0], from_pandas=True), "lat": pa.array(exact[:, 1], from_pandas=True),
        "gx": pa.array(gx), "gy": pa.array(gy), "finest": pa.array(finest), "shape": pa.array(shape),
        "radius": pa.array(radius * 1000.0), "f_location_precision": pa.array(precision),
    }  # fmt: skip


def _precisions(span: np.ndarray) -> pa.Array:
    words = [str(word) for word in (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.PERIOD)]
    return pa.array(words).take(pa.array(np.where(span == 1, 0, np.where(span <= 7, 1, 2))))


def _postings(world: World, words: np.ndarray, town: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each different word of an incident once."""
    held = np.concatenate(
        [world.word_numbers[words], world.town_numbers[town], world.event_numbers[event][:, None]], axis=1
    )
    held.sort(axis=1)
    fresh = np.concatenate([np.full((len(held), 1), True), held[:, 1:] != held[:, :-1]], axis=1)
    return held[fresh], np.nonzero(fresh)[0].astype(np.int64)


def _documents(columns: dict[str, Any], summary: pa.Array) -> list[str]:
    """Short features of the atlas's own form."""
    days = [columns[name].cast(pa.date32()).cast(pa.string()).to_pylist() for name in ("start_day", "end_day")]
    rows = zip(
        *(columns[n].to_pylist() for n in ("id", "title", "place", "date_precision", "lon", "lat")),
        summary.to_pylist(),
        *days,
        strict=True,
    )
    return [
        f'{{"id":"{name}","title":"{title}","summary":"{text}","kind":"attack","event_type":"other","weapons":[],'
        f'"munitions":null,"date_start":"{start}","date_end":"{end}","date_precision":"{precision}","place":"{place}",'
        '"admin1":null,"country":["IQ"],"location_precision":"town","radius_km":'
        + ("null" if lon is None else "1.0")
        + ',"location_basis":"Made up.","targets":[],"claims":[],"casualties":[],"perpetrators":[],"verification":"reported",'
        '"sources":[{"source":"made-up","paragraph":1}],"geometry":'
        + ("null}" if lon is None else f'{{"type":"Point","coordinates":[{lon:.5f},{lat:.5f}]}}}}')
        for name, title, place, precision, lon, lat, text, start, end in rows
    ]
