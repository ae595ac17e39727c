"""A made-up export in ACLED's layout with the skew of real ones: very many rows on few points. Names are invented."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1", "inter1",
    "actor2", "inter2", "interaction", "iso", "country", "admin1", "location", "latitude", "longitude",
    "geo_precision", "source", "notes", "fatalities", "timestamp",
)  # fmt: skip
_CROWDED = (502, 442, 317, 316, 300, 289, 277, 253, 222, 185, 155, 140, 128, 125, 118)
_TOWNS = (
    (33.34, 44.39), (30.51, 47.82), (36.34, 43.14), (31.05, 46.26), (35.47, 44.39), (33.42, 43.31), (34.19, 43.87),
    (31.99, 44.93), (36.87, 43.0), (33.75, 44.65),
)  # fmt: skip
_KINDS = (
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "Northern Column (Iraq)", 2, "", 0),
    ("Protests", "Peaceful protest", "Protesters (Iraq)", 6, "", 0),
    ("Battles", "Armed clash", "Northern Column (Iraq)", 2, "Military Forces of Iraq (2018-)", 1),
    ("Violence against civilians", "Attack", "Unidentified Armed Group (Iraq)", 3, "Civilians (Iraq)", 7),
)


def write_acled_like(path: Path, rows: int = 9029, points: int = 755) -> Path:
    """The export as a CSV file; the same for the same numbers."""
    chance = random.Random(15)  # noqa: S311
    spots = [_spot(chance, number) for number in range(points)]
    weights = [*_CROWDED, *(40 / (number + 3) ** 0.7 for number in range(points - len(_CROWDED)))]
    chosen = [*range(points), *chance.choices(range(points), weights, k=rows - points)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for number, place in enumerate(chosen):
            kind, sub, first, code, second, other = chance.choice(_KINDS)
            day = date(2019, 3, 1) + timedelta(days=chance.randrange(670))
            interaction = f"{min(code, other or code)}{max(code, other)}"
            writer.writerow([
                f"IRQ{number}", day.strftime("%d %B %Y"), day.year, 1, kind, sub, first, code, second, other, interaction,
                368, "Iraq", f"Province {place % 18}", f"Town {place}", *spots[place],
                chance.choices((1, 2, 3), (55, 40, 5))[0], "Paper A", f"Invented row {number}.",
                chance.choices((0, 1, 3, 12), (80, 10, 6, 4))[0], 1600000000 + number,
            ])  # fmt: skip
    return path


def _spot(chance: random.Random, number: int) -> tuple[float, float]:
    latitude, longitude = _TOWNS[number] if number < len(_TOWNS) else chance.choice(_TOWNS)
    if number < len(_TOWNS):
        return latitude, longitude
    return round(latitude + chance.gauss(0, 0.35), 4), round(longitude + chance.gauss(0, 0.35), 4)
