"""Small made-up exports with the shape and the flaws of ACLED's, UCDP's and GTD's; every name in them is invented."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd

TOWNS = [(30.51, 47.82), (36.34, 43.14), (33.34, 44.39), (31.05, 46.26), (35.47, 44.39)]
ACTORS = {
    "1": ["Military Forces of Iraq (2018-)", "Police Forces of Iraq (2018-) Brigade 9", "Popular Front Forces (Iraq)"],
    "2": ["Northern Column (Iraq)", "Islamic Emirate of the Plain (Iraq)"],
    "3": ["Unidentified Armed Group (Iraq)", "League of the River (Iraq)"],
    "5": ["Rioters (Iraq)"],
    "6": ["Protesters (Iraq)"],
    "7": ["Civilians (Iraq)"],
    "8": ["Military Forces of Ruritania (2016-)", "Global Coalition of the Willing", "Private Guards Ltd"],
    "0": [""],
}
_EVENTS = [
    ("Explosions/Remote violence", "Air/drone strike", "8", "2"),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED", "3", "7"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "3", "0"),
    ("Protests", "Peaceful protest", "6", "0"),
    ("Protests", "Excessive force against protesters", "6", "1"),
    ("Battles", "Armed clash", "2", "1"),
    ("Riots", "Violent demonstration", "5", "1"),
    ("Strategic developments", "Disrupted weapons use", "1", "0"),
    ("Violence against civilians", "Attack", "3", "7"),
]


def acled(rows: int = 400, seed: int = 7) -> pd.DataFrame:
    """An export of ACLED in the older layout, every type of event in turn."""
    rnd = random.Random(seed)  # noqa: S311 - made-up rows, the same at every run
    found = []
    for number in range(rows):
        event, sub, inter1, inter2 = _EVENTS[number % len(_EVENTS)]
        lat, lon = rnd.choice(TOWNS)
        day = date(2019, 3, 1) + timedelta(days=rnd.randrange(600))
        found.append(
            {
                "data_id": 700000 + number, "iso": "368", "event_id_cnty": f"IRQ{number}", "event_id_no_cnty": number,
                "event_date": day.strftime("%d %B %Y"), "year": day.year, "time_precision": rnd.choice("1112"),
                "event_type": event, "sub_event_type": sub, "actor1": rnd.choice(ACTORS[inter1]),
                "assoc_actor_1": rnd.choice(["", "Brigade R (Iraq)", "Women (Iraq); Students (Iraq)"]),
                "inter1": inter1, "actor2": rnd.choice(ACTORS[inter2]), "assoc_actor_2": "", "inter2": inter2,
                "interaction": inter1 + inter2, "region": "Middle East", "country": "Iraq", "admin1": "Province A",
                "admin2": "District A", "admin3": "", "location": f"Town {number % 50}", "latitude": lat,
                "longitude": lon, "geo_precision": rnd.choice("1112"), "source": "Paper A; Agency B",
                "source_scale": "National", "notes": f"Invented row {number}.",
                "fatalities": rnd.choice(["0", "0", "0", "1", "4"]), "timestamp": 1600000000 + number, "iso3": "IRQ",
            }
        )  # fmt: skip
    return pd.DataFrame(found).astype(str)


def ucdp(rows: int = 300, seed: int = 7) -> pd.DataFrame:
    """An export of GED; the bounds of every 25th row contradict each other."""
    rnd = random.Random(seed)  # noqa: S311 - made-up rows, the same at every run
    found = []
    for number in range(rows):
        violence, precision = 1 + number % 3, 1 + number % 7
        lat, lon = rnd.choice(TOWNS)
        day = date(2003 + number % 16, 1 + number % 12, 1 + number % 28)
        deaths = [rnd.choice([0, 0, 1, 5]) for _ in range(4)]
        best = sum(deaths)
        low, high = max(0, best - rnd.randrange(3)), best + rnd.randrange(4)
        if number % 25 == 5:
            low, high = best + 2, max(0, best - 1)
        found.append(
            {
                "id": number, "relid": f"IRQ-{number}", "year": day.year, "type_of_violence": violence,
                "conflict_name": "Iraq: Government", "dyad_name": "Government of Iraq - Northern Column",
                "side_a": "Government of Iraq" if violence == 1 else "Northern Column",
                "side_b": ("Northern Column", "League of the River", "Civilians")[violence - 1],
                "number_of_sources": 2, "where_prec": precision, "where_coordinates": f"Town {number % 50}",
                "adm_1": "Province A", "adm_2": "District A", "latitude": lat, "longitude": lon, "country": "Iraq",
                "event_clarity": 1, "date_prec": 1, "date_start": day.isoformat(), "date_end": day.isoformat(),
                "deaths_a": deaths[0], "deaths_b": deaths[1], "deaths_civilians": deaths[2],
                "deaths_unknown": deaths[3], "best": best, "high": high, "low": low,
            }
        )  # fmt: skip
    return pd.DataFrame(found).astype(str)


def gtd(rows: int = 300, seed: int = 7) -> pd.DataFrame:
    """An export of GTD: most groups unknown, figures empty beside zeros, most rows without coordinates."""
    rnd = random.Random(seed)  # noqa: S311 - made-up rows, the same at every run
    found = []
    for number in range(rows):
        lat, lon = rnd.choice(TOWNS) if number % 8 == 0 else ("", "")
        found.append(
            {
                "eventid": f"2011{1 + number % 12:02d}{1 + number % 28:02d}{number:04d}", "iyear": 2011,
                "imonth": 1 + number % 12, "iday": 0 if number % 97 == 0 else 1 + number % 28, "approxdate": "",
                "country": 95, "country_txt": "Iraq", "provstate": "Province A",
                "city": rnd.choice(["Unknown", "Kirkuk", "Basra"]), "latitude": lat, "longitude": lon,
                "specificity": rnd.choice(["1", "2", "3", ""]), "vicinity": "0", "summary": f"Invented row {number}.",
                "attacktype1_txt": rnd.choice(["Bombing/Explosion", "Armed Assault", "Assassination"]),
                "targtype1_txt": rnd.choice(["Military", "Police", "Private Citizens & Property"]), "corp1": "",
                "target1": f"Checkpoint {number}", "natlty1_txt": "Iraq",
                "gname": rnd.choice(["Unknown", "Unknown", "Northern Column", "League of the River"]), "gname2": "",
                "guncertain1": rnd.choice("0001"), "claimed": rnd.choice(["0", "0", "1", "-9"]), "compclaim": "",
                "nkill": rnd.choice(["", "0", "3"]), "nkillter": rnd.choice(["", "", "0"]),
                "nwound": rnd.choice(["", "0", "9"]), "nwoundte": "", "weaptype1_txt": "Explosives",
            }
        )  # fmt: skip
    return pd.DataFrame(found).astype(str)
