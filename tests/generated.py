"""Datasets and filters made up by a seed: every vocabulary, unsure dates, all geometries, missing values."""

from __future__ import annotations

import calendar
import random
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from geo.filter.area import PolygonArea, RadiusArea
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES, FigureRange
from geo.filter.filter import ActorRole, DateMatch, Filter
from geo.model import derive
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.dataset import Dataset, assemble
from geo.model.incident import Casualty, Claim, Incident
from geo.model.vocabularies import (
    ActorKind,
    CasualtyGroup,
    DatePrecision,
    EventType,
    Kind,
    LocationPrecision,
    Stance,
    Weapon,
)  # fmt: skip

FIRST, LAST = date(2018, 1, 1), date(2021, 12, 31)
WEST, EAST, SOUTH, NORTH = 40.0, 48.0, 30.0, 37.0
_PLACES = [("Basra", "البصرة"), ("Mosul", "الموصل"), ("Najaf", "النجف"), ("Ramadi", "الرمادي")]
_NAMES = [("Harakat al-Nour", "حركة النور"), ("Liwa Tuwaiq", None), ("Saraya Dijla", "سرايا دجلة")]


@cache
def dataset_of(seed: int, size: int) -> Dataset:
    """The same dataset for the same seed and size."""
    chance = random.Random(seed)  # noqa: S311
    actors, sources = _actors(chance), _sources()
    records = [_incident(chance, number, actors, sources) for number in range(size)]
    return assemble(
        id=f"made-up-{seed}",
        version=f"{seed:012x}",
        title="Made up",
        period=None,
        records=records,
        actors=actors,
        sources=sources,
    )


def _actors(chance: random.Random) -> dict[str, Actor]:
    kinds = (ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.CROWD, ActorKind.STATE_FORCE, ActorKind.PERSON)
    made: dict[str, Actor] = {}
    for number in range(9):
        name, native = _NAMES[number % len(_NAMES)]
        kind = kinds[number % len(kinds)]
        state = chance.choice(["US", "IR", "TR"]) if kind is not ActorKind.ARMED_GROUP else None
        made[f"actor_{number}"] = Actor(
            id=f"actor_{number}",
            name=f"{name} {number}",
            native_name=native,
            kind=kind,
            state=state,
            part_of=(),
            aliases=(),
            allegiance=(),
            may_be=(),
            note=None,
        )
    return made


def _sources() -> dict[str, Source]:
    return {
        f"source-{number}": Source(
            id=f"source-{number}",
            title=f"Report {number}",
            short_title=f"Report {number}",
            title_stated=True,
            publisher="A paper",
            language="en",
            date_start=FIRST + timedelta(days=400 * number),
            date_end=FIRST + timedelta(days=400 * number),
            date_basis="Stated.",
            paragraphs=20,
            relays=(),
            stated_totals=(),
            publisher_note=None,
        )
        for number in range(3)
    }


def _incident(chance: random.Random, number: int, actors: dict[str, Actor], sources: dict[str, Source]) -> Incident:
    start, end, precision = _dates(chance)
    claims = tuple(_claim(chance, start, actors) for _ in range(chance.randrange(4)))
    citations = tuple({"source": s, "paragraph": 1} for s in chance.sample(list(sources), chance.choice([1, 1, 2])))
    place, native = chance.choice(_PLACES)
    known = chance.random() < 0.7
    fields: dict[str, Any] = {
        "id": f"{start.isoformat()}-made-up-{number}",
        "title": f"Event {number} near {place}",
        "summary": "Something was reported.",
        "kind": chance.choice(list(Kind)),
        "event_type": chance.choice(list(EventType)),
        "weapons": tuple(chance.sample(list(Weapon), chance.choice([0, 1, 1, 2]))),
        "munitions": None,
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "place": place if known else None,
        "place_native": native if known else None,
        "admin1": chance.choice([None, "Basra", "Nineveh", "al-Anbar"]),
        "country": tuple(chance.sample(["IQ", "SY", "IR"], chance.choice([0, 1, 1, 2]))),
        "location_precision": chance.choice(list(LocationPrecision)),
        "radius_km": chance.choice([0.5, 3.0, 25.0]),
        "location_basis": "Made up.",
        "targets": tuple(chance.sample(list(actors), chance.randrange(3))),
        "claims": claims,
        "casualties": tuple(
            _casualty(chance, group) for group in chance.sample(list(CasualtyGroup), chance.randrange(3))
        ),
        "perpetrators": derive.perpetrators(claims),
        "sources": citations,
        "geometry": _geometry(chance),
    }
    fields["verification"] = derive.verification(claims, (), sources)
    return Incident.model_validate(fields)


def _dates(chance: random.Random) -> tuple[date, date, DatePrecision]:
    day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    kind = chance.random()
    if kind < 0.7:
        return day, day, DatePrecision.DAY
    if kind < 0.8:
        return day, day + timedelta(days=chance.randint(1, 6)), DatePrecision.WEEK
    if kind < 0.92:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last), DatePrecision.MONTH
    return day, day + timedelta(days=chance.randint(40, 200)), DatePrecision.PERIOD


def _claim(chance: random.Random, day: date, actors: dict[str, Actor]) -> Claim:
    return Claim(
        source="source-0",
        paragraph=1,
        actor=chance.choice([None, *actors]),
        stance=chance.choice(list(Stance)),
        by=chance.choice(["report", *actors]),
        known_since=day + timedelta(days=chance.randrange(60)),
    )


def _casualty(chance: random.Random, group: CasualtyGroup) -> Casualty:
    figures = [
        None,
        {"min": 0, "max": 0},
        {"min": 0, "max": 3},
        {"min": 2, "max": 2},
        {"min": 31, "max": None},
    ]
    return Casualty.model_validate(
        {
            "source": "source-0",
            "paragraph": 2,
            "group": group,
            "killed": chance.choice(figures),
            "wounded": chance.choice(figures),
        }
    )


def _position(chance: random.Random) -> tuple[float, float]:
    return round(chance.uniform(WEST, EAST), 4), round(chance.uniform(SOUTH, NORTH), 4)


def _geometry(chance: random.Random) -> dict[str, Any] | None:
    kind = chance.choice(["none", "Point", "Point", "Point", "MultiPoint", "LineString", "Polygon", "mixed"])
    lon, lat = _position(chance)
    if kind == "none":
        return None
    if kind == "Point":
        return {"type": "Point", "coordinates": (lon, lat)}
    if kind == "MultiPoint":
        return {"type": "MultiPoint", "coordinates": ((lon, lat), _position(chance))}
    if kind == "LineString":
        return {
            "type": "LineString",
            "coordinates": tuple(_position(chance) for _ in range(chance.randint(2, 5))),
        }
    size = round(chance.uniform(0.1, 2), 3)
    ring = ((lon, lat), (lon + size, lat), (lon + size, lat + size), (lon, lat + size), (lon, lat))
    if kind == "Polygon":
        return {"type": "Polygon", "coordinates": (ring,)}
    line = {"type": "LineString", "coordinates": ((lon, lat), _position(chance))}
    return {"type": "GeometryCollection", "geometries": ({"type": "Point", "coordinates": (lon, lat)}, line)}


_days = st.dates(FIRST - timedelta(days=60), LAST + timedelta(days=260))
_positions = st.tuples(
    st.floats(WEST, EAST).map(lambda v: round(v, 4)), st.floats(SOUTH, NORTH).map(lambda v: round(v, 4))
)
_polygons = (
    st.lists(_positions, min_size=3, max_size=7)
    .filter(lambda ring: len(set(ring)) >= 3)
    .map(lambda ring: PolygonArea(ring=tuple(ring)))
)
_radii = st.builds(RadiusArea, center=_positions, km=st.floats(0.5, 900))
areas = st.one_of(_polygons, _radii)
"""Areas around where made-up incidents lie."""

_bounds = st.sampled_from([0, 1, 2, 3, 5, 31, 33, 40])
figure_ranges = st.one_of(
    st.builds(FigureRange, least=_bounds, unstated=st.booleans()),
    st.tuples(_bounds, _bounds).map(lambda pair: FigureRange(least=min(pair), most=max(pair))),
    st.just(FigureRange(unstated=True)),
)
"""Ranges around the figures of made-up incidents."""


@st.composite
def filters_of(draw: st.DrawFn, dataset: Dataset) -> Filter:
    """Filters over what a dataset knows, now and then with a value that it doesn't; each part seldom set."""
    fields: dict[str, Any] = {}
    for facet in FACETS:
        options = [option.value for option in facet.options(dataset)] + ["unknown_word"]
        fields[facet.id] = draw(_seldom(st.lists(st.sampled_from(options), min_size=1, max_size=6), []))
    for name in FIGURES:
        fields[name] = draw(_seldom(figure_ranges, None))
    start, end = draw(_seldom(st.tuples(_days, _days), (None, None)))
    if start and end:
        start, end = min(start, end), max(start, end)
    return Filter(
        start=start if draw(st.booleans()) else None,
        end=end,
        match=draw(st.sampled_from(DateMatch)),
        actors=draw(_seldom(st.lists(st.sampled_from([*dataset.actors, "nobody"]), min_size=1, max_size=4), [])),
        actor_role=draw(st.sampled_from(ActorRole)),
        stances=draw(_seldom(st.lists(st.sampled_from([*Stance, "sworn"]), min_size=1, max_size=4), [])),
        background=draw(st.booleans()),
        text=draw(_seldom(st.sampled_from(["Basra", "الموصل", "harakat", "event", "Dijlah", "nothing"]), "")),
        area=draw(_seldom(areas, None)),
        **fields,
    )


def _seldom(strategy: st.SearchStrategy[Any], otherwise: Any) -> st.SearchStrategy[Any]:
    """The strategy's value about every fourth time."""
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 3 else st.just(otherwise))
