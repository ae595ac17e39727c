"""Made-up incidents in any number, straight into the staging database: seeded, and skewed as real ones are.

A few towns, actors, words and years have most of it (Zipf's law), a tenth is known to a week and a tenth to months or
years only, some to a governorate, some to no place. What belongs together goes together: a town has its governorate
and country, an actor's ledger its kind.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.skewed_table import shares
from benchmarks.synthetic_columns import CITIES, SEED, _days
from benchmarks.synthetic_world import LEDGERS, SUMMARY_WORDS, TARGETS, TOWNS, WORDS, World, source, zipf
from geo.dates import DatePrecision
from geo.engine.loading.encoder import day_columns
from geo.engine.loading.incident_batches import FileMetadata
from geo.engine.loading.staging import StagingDatabase
from geo.engine.storage_layout import CODED, NEVER, NO_NUMBER
from geo.engine.tile_grid import finest_level, grid_of
from geo.model.dataset import assemble
from geo.model.vocabularies import (
    EventType,
    Kind,
    LocationPrecision,
    Verification,
)  # fmt: skip

CHUNK = 500_000


def make(staging: StagingDatabase, size: int, *, documents: bool = True, crowded: bool = False) -> FileMetadata:
    """Put ``size`` incidents into the staging database. ``crowded``: all at the middle of their town, as gazetteers place
    them, and with as many a town as real exports have (``benchmarks.skewed_table``)."""
    world = World(staging, np.random.default_rng(SEED))
    for first in range(0, size, CHUNK):
        _chunk(world, first, min(CHUNK, size - first), documents, crowded)
    dataset = assemble(
        id=f"made-up-{size}", version=f"{SEED:012d}", title=f"{size:,} made-up incidents", period=None, records=(),
        actors=world.actors, sources={"made-up": source()},
    )  # fmt: skip
    return FileMetadata(dataset, "feature", count=size)


def _chunk(world: World, first: int, size: int, documents: bool, crowded: bool) -> None:
    chance = np.random.default_rng((SEED, first))
    start, end = (days.astype(np.int32) for days in _days(chance, size))
    ledger, target = (
        zipf(chance, size, LEDGERS, 0.9),
        np.where(chance.random(size) < 0.6, 0, zipf(chance, size, TARGETS)),
    )
    town = chance.choice(TOWNS, size, p=shares(TOWNS)).astype(np.int32) if crowded else zipf(chance, size, TOWNS)
    event = zipf(chance, size, len(EventType.words()), 0.8)
    kind = zipf(chance, size, len(Kind.words()) + 4, 1.0) % len(Kind.words())
    background = Kind.words().index("background")
    kind = np.where((kind == background) & (chance.random(size) < 0.9), 0, kind).astype(np.int32)
    killed = np.where(chance.random(size) < 0.7, NO_NUMBER, zipf(chance, size, 60, 1.4)).astype(np.int32)
    casualty = np.where(killed > 0, 1, np.where(chance.random(size) < 0.2, 2, 0))
    place = _places(world, chance, town, 0.0 if crowded else 0.03)
    words = zipf(chance, (size, SUMMARY_WORDS), WORDS)
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
        "known_to": pa.array(np.full(size, NEVER, dtype=np.int32)),
        "f_kind": pa.array(kind), "f_event_type": pa.array(event),
        "f_perpetrator_kind": pa.array(world.kind_of_ledger[ledger]),
        "f_verification": pa.array(zipf(chance, size, len(Verification.words()))),
        "f_weapon": pa.array(world.weapons[zipf(chance, size, len(world.weapons))]),
        "f_country": pa.array(world.town_country[town]), "f_admin1": pa.array(world.town_admin[town]),
        "f_casualties": pa.array(world.casualties[casualty]),
        "ledger": pa.array(world.ledger_codes[ledger]), "targets": pa.array(world.target_codes[target]),
        "tied": pa.array(world.tied(ledger, target)), **place,
        "killed": pa.array(killed), "killed_most": pa.array(killed),
        **{name: pa.array(np.full(size, NO_NUMBER, dtype=np.int32)) for name in ("wounded", "wounded_most")},
        "sources": pa.array(np.ones(size, dtype=np.int32)),
        "date_precision": _precisions(end - start + 1),
        "whose": pa.array(np.where(ledger > 0, "Harakat", None), pa.string()),
    }  # fmt: skip
    # Every other property that is filtered by is there too, so that a new one stops no benchmark: nobody has a value.
    columns |= {name: pa.array(np.full(size, world.no_value(name))) for name in CODED if name not in columns}
    row = np.arange(first, first + size)
    world.staging.add(columns, row, *_postings(world, words, town, event))
    if documents:
        summary = pc.binary_join(
            pa.FixedSizeListArray.from_arrays(world.words.take(pa.array(words.ravel())), SUMMARY_WORDS).cast(
                pa.list_(pa.string())
            ),
            " ",
        )
        world.staging.add_documents(row, _documents(world, columns, summary))


def _places(world: World, chance: np.random.Generator, town: np.ndarray, apart: float) -> dict[str, pa.Array]:
    """Most within ``apart`` degrees of a town, some known to a governorate only, some to no place."""
    size = len(town)
    position = world.town_position[town] + chance.normal(0, apart, (size, 2))
    lot = chance.random(size)
    wide, none = lot < 0.04, lot > 0.97
    shape = np.where(wide, town % 40, NO_NUMBER).astype(np.int32)
    position[wide] = (CITIES[(town % 40) % len(CITIES)] + 0.3 * ((town % 40) // len(CITIES))[:, None])[wide]
    position[none] = np.nan
    exact = position.astype(np.float32).astype(np.float64)
    words = LocationPrecision.words()
    point = [words.index(word) for word in words if word not in ("admin1", "admin2", "country")]
    precision = np.where(wide, words.index("admin1"), np.array(point)[zipf(chance, size, len(point))]).astype(np.int32)
    radius = np.where(wide, 90.0, np.array([0.5, 1.0, 3.0, 10.0, 25.0])[zipf(chance, size, 5)])
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


def _documents(world: World, columns: dict[str, Any], summary: pa.Array) -> list[str]:
    """Short features of the atlas's own form; what they say of kind, place and date is what is counted."""
    days = [columns[name].cast(pa.date32()).cast(pa.string()) for name in ("start_day", "end_day")]
    words = [world.in_documents(name, columns[name]) for name in ("f_kind", "f_event_type", "f_verification",
             "f_location_precision", "f_admin1", "f_country", "f_weapon")]  # fmt: skip
    rows = zip(
        *(columns[n].to_pylist() for n in ("id", "title", "place", "date_precision", "lon", "lat", "radius")),
        *(values.to_pylist() for values in (summary, *days, *words)),
        strict=True,
    )
    return [
        f'{{"id":"{name}","title":"{title}","summary":"{text}","kind":{kind},"event_type":{event},"weapons":{weapons},'
        f'"munitions":null,"date_start":"{start}","date_end":"{end}","date_precision":"{dated}","place":"{place}",'
        f'"admin1":{admin1},"country":{country},"location_precision":{precision},'
        f'"radius_km":{"null" if lon is None else radius / 1000},"location_basis":"Made up.","targets":[],"claims":[],'
        f'"casualties":[],"perpetrators":[],"verification":{verification},'
        '"sources":[{"source":"made-up","paragraph":1}],"geometry":'
        + ("null}" if lon is None else f'{{"type":"Point","coordinates":[{lon:.5f},{lat:.5f}]}}}}')
        for name, title, place, dated, lon, lat, radius, text, start, end, kind, event, verification, precision,
            admin1, country, weapons in rows
    ]  # fmt: skip
