"""A made-up table in ACLED's layout with the skew of real exports, in any number of rows: seeded, every name invented.

What 9,029 rows of a real export look like: 755 points, 502 rows on one of them and 15 points with a third of all; nine
kinds of event, of which peaceful protests are the most; one in eleven known to a week or month only; half placed
exactly; one in five with deaths; a third with other groups beside the actor; notes of one to several sentences; and now
and then a second row for an event, as exports by actor have it. More rows stand on more points, by the square root.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

SEED = 20200103
REAL_ROWS, REAL_POINTS = 9_029, 755
CROWDED = (502, 442, 317, 316, 300, 289, 277, 253, 222, 185, 155, 140, 128, 125, 118)
"""Rows on the points that have most, of ``REAL_ROWS``."""
TOWNS = (
    (33.34, 44.39), (30.51, 47.82), (36.34, 43.14), (31.05, 46.26), (35.47, 44.39), (33.42, 43.31), (34.19, 43.87),
    (31.99, 44.93), (36.87, 43.0), (33.75, 44.65),
)  # fmt: skip
"""Latitude and longitude (EPSG:4326) of the largest; all others lie around one of them."""
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_STATE, _REBEL, _MILITIA, _TRIBE, _RIOT, _PROTEST, _CIVIL, _OUTSIDE = range(1, 9)
_ACTORS = {
    _STATE: ("Military Forces of Iraq (2018-)", "Police Forces of Iraq (2018-) Brigade 9", "Popular Front Forces (Iraq)"),
    _REBEL: ("Northern Column (Iraq)", "Islamic Emirate of the Plain (Iraq)"),
    _MILITIA: ("Unidentified Armed Group (Iraq)", "League of the River (Iraq)"),
    _TRIBE: ("Hill Tribal Militia (Iraq)",), _RIOT: ("Rioters (Iraq)",), _PROTEST: ("Protesters (Iraq)",),
    _CIVIL: ("Civilians (Iraq)",),
    _OUTSIDE: ("Military Forces of Ruritania (2016-)", "Global Coalition of the Willing", "Private Guards Ltd"),
}  # fmt: skip
_KINDS = (
    ("Explosions/Remote violence", "Air/drone strike", _OUTSIDE, _REBEL, 1528),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED", _MILITIA, _CIVIL, 900),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", _MILITIA, 0, 463),
    ("Protests", "Peaceful protest", _PROTEST, 0, 2560),
    ("Protests", "Excessive force against protesters", _PROTEST, _STATE, 96),
    ("Battles", "Armed clash", _REBEL, _STATE, 1464),
    ("Riots", "Violent demonstration", _RIOT, _STATE, 694),
    ("Strategic developments", "Disrupted weapons use", _STATE, 0, 747),
    ("Violence against civilians", "Attack", _MILITIA, _CIVIL, 577),
)
_BESIDE = ("Brigade R (Iraq)", "Women (Iraq); Students (Iraq)", "Labour Group (Iraq)")
_SOURCES = ("Paper A", "Agency B; Paper A", "Radio C")
_MORE = (
    "People of the quarter told that nobody had been warned before.",
    "Later reports differ on the number of those who were there.",
    "The road to the north stayed closed until the evening, and shops with it.",
    "Officials said that they would look into it; nothing was heard of that since.",
)
_SECOND_ROW = 0.02
"""Share of events of which a second row tells, with the actors the other way round."""
_AT_ONCE = 100_000


def write_skewed(path: Path, rows: int) -> Path:
    """The table as a CSV file of UTF-8 with a byte order mark; the same for the same number of rows."""
    spots, share = _points(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for first in range(0, rows, _AT_ONCE):
            writer.writerows(_rows(first, min(_AT_ONCE, rows - first), spots, share))
    return path


def _points(rows: int) -> tuple[list[tuple[float, float]], np.ndarray]:
    """Latitude and longitude of each point, and its share of the rows."""
    chance = np.random.default_rng(SEED)
    count = max(len(CROWDED), min(rows, round(REAL_POINTS * (rows / REAL_ROWS) ** 0.5)))
    spots = list(TOWNS)
    for middle in chance.integers(0, len(TOWNS), count - len(TOWNS)):
        north, east = chance.normal(0, 0.35, 2)
        spots.append((round(TOWNS[middle][0] + north, 4), round(TOWNS[middle][1] + east, 4)))
    return spots, shares(count)


def shares(points: int) -> np.ndarray:
    """The share of the rows that each of some points has, those with most first; at least as many as ``CROWDED``."""
    tail = 1.0 / (np.arange(points - len(CROWDED)) + 3.0) ** 1.1
    left = REAL_ROWS - sum(CROWDED)
    weights = np.array([*CROWDED, *(left * tail / tail.sum() if len(tail) else ())], dtype=np.float64)
    return np.asarray(weights / weights.sum())


def _rows(first: int, size: int, spots: list[tuple[float, float]], share: np.ndarray) -> Iterator[list[object]]:
    chance = np.random.default_rng((SEED, first))
    weights = np.array([kind[-1] for kind in _KINDS], dtype=np.float64)
    kinds = chance.choice(len(_KINDS), size, p=weights / weights.sum()).tolist()
    places = chance.choice(len(spots), size, p=share).tolist()
    days = (671 * chance.beta(1.6, 1.4, size)).astype(int).tolist()
    dated = chance.choice((1, 2, 3), size, p=np.array((8234, 792, 3)) / 9029).tolist()
    placed = chance.choice((1, 2, 3), size, p=np.array((4959, 3575, 495)) / 9029).tolist()
    dead = np.where(chance.random(size) < 0.04, chance.integers(4, 41, size), chance.choice((0, 1, 2, 3), size, p=(0.81, 0.1, 0.05, 0.04))).tolist()  # fmt: skip
    lots, more = chance.random((size, 4)).tolist(), chance.geometric(0.6, size).tolist()
    again = chance.random(size).tolist()
    before: list[object] | None = None
    for at in range(size):
        if before is not None and again[at] < _SECOND_ROW:
            yield _turned(before)
            before = None
            continue
        kind, number = _KINDS[kinds[at]], first + at
        day = date(2019, 3, 1) + timedelta(days=days[at])
        a, b, c, d = lots[at]
        one = _ACTORS[kind[2]][int(a * len(_ACTORS[kind[2]]))]
        other = _ACTORS[kind[3]][int(b * len(_ACTORS[kind[3]]))] if kind[3] else ""
        beside = _BESIDE[int(c / 0.35 * len(_BESIDE))] if c < 0.35 else ""
        place, code = places[at], f"{min(kind[2], kind[3] or kind[2])}{max(kind[2], kind[3])}"
        told = " ".join(_MORE[(number + step) % len(_MORE)] for step in range(more[at] - 1))
        before = [
            f"IRQ{number}", day.strftime("%d %B %Y"), day.year, dated[at], "Political violence", kind[0], kind[1], one,
            beside, kind[2], other, "", kind[3], code, "", 368, "Middle East", "Iraq", f"Province {place % 18:02d}",
            f"District {place % 90:02d}", "", f"Town {place:03d}", *spots[place], placed[at],
            _SOURCES[0 if d < 0.5 else 1 if d < 0.8 else 2], "National",
            f"On {day:%d %B %Y}, {one} acted against {other or 'nobody named'} in Town {place:03d}. {told}".strip(),
            dead[at], "", 1_600_000_000 + number,
        ]  # fmt: skip
        yield before


def _turned(row: list[object]) -> list[object]:
    """The row of the same event that begins with the other actor."""
    named = dict(zip(COLUMNS, row, strict=True))
    for one, other in (("actor1", "actor2"), ("assoc_actor_1", "assoc_actor_2"), ("inter1", "inter2")):
        named[one], named[other] = named[other], named[one]
    return [named[name] for name in COLUMNS]
