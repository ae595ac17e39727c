"""The governorate of an incident: what sources state, else what its place tells for certain, never more."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, MultiPoint, Point, mapping

from geo.admin1 import admin1_values, derived_of
from geo.admin1.area_names import TABLE, area_key, known_area, read_area_names
from geo.admin1.boundaries import boundaries
from geo.card import incident_card
from geo.count import option_counts
from geo.count.area_counts import AreaCount, area_counts
from geo.filter.apply import prepare, select
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import Filter
from geo.model.dataset import Dataset, assemble
from geo.model.incident import Incident
from tests.admin1_name_cases import MEANT, NOT_MEANT
from tests.filter_cases import (
    AIRPORT,
    CORE,
    DAMASCUS,
    EMBASSY,
    FUNERAL,
    JULY,
    KIRKUK,
    MISSILES,
    ROCKETS,
    VILLA,
    shipped,
)  # fmt: skip
from tests.generated import dataset_of

EVERY = Filter(background=True)
NONE = ("not_stated",)
KURDISTAN = (44.717, 35.4)
"""In Kirkuk, 4 km west of Sulaymaniyah's boundary."""
IN_KIRKUK = (44.28, 35.5)


def made(*places: dict[str, Any]) -> Dataset:
    """A dataset of incidents that differ in their place; each is a point near a site in Iraq unless it says otherwise."""
    data = dataset_of(4, len(places))
    usual = {"admin1": None, "country": ("IQ",), "location_precision": "vicinity", "radius_km": 0.5}
    records = []
    for record, place in zip(data.records.values(), places, strict=True):
        place = dict(place)
        shape = place.pop("at", None)
        shape = Point(shape) if isinstance(shape, tuple) else shape
        geometry = None if shape is None else mapping(shape)
        fields = record.model_dump() | usual | place | {"geometry": geometry}
        records.append(Incident.model_validate(fields, strict=False))
    return assemble(
        id=data.id, version="1", title="Made up", period=None, records=records, actors=data.actors, sources=data.sources
    )


def values(*places: dict[str, Any]) -> list[tuple[str, ...]]:
    """What each is filtered by."""
    return admin1_values(made(*places), "not_stated")


def test_of_the_shipped_incidents_those_whose_place_tells() -> None:
    """Before places told, all but the convoy of July were not stated: 18 of 19."""
    assert option_counts(shipped(), Filter(), "admin1") == {
        "Anbar": 1, "Baghdad": 2, "Diwaniyah": 1, "Erbil": 1, "Kirkuk": 1, "not_stated": 14,
    }  # fmt: skip
    assert option_counts(shipped(), EVERY, "admin1")["not_stated"] == 16
    found = dict(zip(shipped().incidents.index, admin1_values(shipped(), "not_stated"), strict=True))
    told = {
        VILLA: ("Baghdad",), EMBASSY: ("Baghdad",), KIRKUK: ("Kirkuk",), MISSILES: ("Anbar", "Erbil"),
        JULY: ("Diwaniyah",),
    }  # fmt: skip
    assert {incident: found.pop(incident) for incident in told} == told
    assert set(found.values()) == {NONE}
    # The airport lies a kilometre from Anbar; the discs around Baghdad and Damascus reach over their boundaries.
    assert {ROCKETS, AIRPORT, FUNERAL, DAMASCUS} <= set(found)


def test_what_is_stated_stays_and_is_not_derived() -> None:
    data = made({"at": IN_KIRKUK, "admin1": "Basra"}, {"at": IN_KIRKUK})
    assert admin1_values(data, "not_stated") == [("Basra",), ("Kirkuk",)]
    assert derived_of(data) == [(), ("Kirkuk",)]
    assert list(data.incidents["admin1"].fillna("")) == ["Basra", ""]


@pytest.mark.parametrize(
    ("at", "km", "found"),
    [
        (KURDISTAN, 0.5, ("Kirkuk",)),
        (KURDISTAN, 3.0, NONE),
        ((44.7555, 35.4), 0.1, NONE),
        ((44.761, 35.4), 0.1, NONE),
        ((44.81, 35.4), 0.5, ("Sulaymaniyah",)),
        (IN_KIRKUK, 15, ("Kirkuk",)),
        (IN_KIRKUK, 60, NONE),
        ((42.5, 37.125), 3, NONE),
        ((42.5, 37.05), 3, ("Duhok",)),
    ],
    ids=["near", "reaches-over", "half-a-km", "on-it", "beyond", "far", "far-and-vague", "reaches-abroad", "at-home"],
)
def test_near_a_boundary(at: tuple[float, float], km: float, found: tuple[str, ...]) -> None:
    assert values({"at": at, "radius_km": km}) == [found]


@pytest.mark.parametrize(
    ("at", "km", "found"),
    [((35.91, 35.4), 0.5, ("Latakia",)), ((35.866, 35.4), 0.5, NONE), ((35.866, 35.4), 10, NONE),
     ((35.935, 35.4), 10, ("Latakia",))],
    ids=["a-pier", "at-sea", "at-sea-near-land", "a-town-on-the-coast"],
)  # fmt: skip
def test_off_a_coast(at: tuple[float, float], km: float, found: tuple[str, ...]) -> None:
    assert values({"at": at, "radius_km": km, "country": ("SY",)}) == [found]
    assert values({"at": at, "radius_km": km, "country": ()}) == [found]


def test_no_land_without_a_boundary_is_taken_for_sea() -> None:
    """Afghanistan's provinces are not drawn: a disc that reaches over there is not in Iran for certain."""
    near = {"at": (60.4, 33.0), "country": ("IR",)}
    assert values({**near, "radius_km": 3}, {**near, "radius_km": 20}) == [("South Khorasan",), NONE]


def test_a_country_that_is_stated_is_believed() -> None:
    assert values({"at": IN_KIRKUK, "country": ("TR",)}, {"at": IN_KIRKUK, "country": ()}) == [NONE, ("Kirkuk",)]
    assert values({"at": IN_KIRKUK, "country": ("SY", "IQ")}) == [("Kirkuk",)]


def test_what_is_known_worse_has_none() -> None:
    known = boundaries()
    kirkuk = known.polygons[[known.areas[area].name for area in known.area_of].index("Kirkuk")]
    found = values(
        {"at": None, "location_precision": "country", "radius_km": None},
        {"at": shapely.box(44.2, 35.4, 44.3, 35.5), "location_precision": "country", "radius_km": None},
        {"at": None, "location_precision": "unknown", "radius_km": None, "country": ()},
        {"at": IN_KIRKUK, "radius_km": None},
        {"at": kirkuk.intersection(shapely.box(44.3, 35, 46, 36)), "location_precision": "admin2", "radius_km": None},
    )
    assert found == [NONE, NONE, NONE, NONE, ("Kirkuk",)], "a district shares its boundary with the governorate"


def test_a_route_lies_in_one_or_is_not_told() -> None:
    route = {"location_precision": "route", "radius_km": 2.0}
    inside, across = LineString([(44.2, 35.4), (44.4, 35.5)]), LineString([(44.6, 35.4), (44.9, 35.4)])
    assert values({"at": inside, **route}, {"at": across, **route}) == [("Kirkuk",), NONE]


def test_several_places_count_each() -> None:
    both, one = MultiPoint([IN_KIRKUK, (44.0, 36.2)]), MultiPoint([IN_KIRKUK, (44.76, 35.4)])
    data = made({"at": both}, {"at": one})
    assert admin1_values(data, "not_stated") == [("Erbil", "Kirkuk"), ("Kirkuk",)]
    counted = area_counts(data, select(data, EVERY))
    by_name = {area.name: (area.certain, area.possible) for area in counted.areas if area.certain or area.possible}
    assert by_name == {"Erbil": (1, 0), "Kirkuk": (2, 0), "Sulaymaniyah": (0, 1)}
    assert counted.sentence() == (
        "2 incidents: 2 in a governorate for certain, 1 of them in more than one and counted in each."
    )


def test_a_derived_one_is_called_as_the_dataset_calls_it() -> None:
    mosul = {"at": (43.14, 36.34)}
    stated = [{"at": None, "location_precision": "admin1", "radius_km": None, "admin1": name} for name in
              ("Ninewa", "Nīnawá", "Ninewa", "Nineveh Governorate")]  # fmt: skip
    assert values(mosul, *stated)[0] == ("Ninewa",)
    assert values(mosul, stated[1])[0] == ("Nīnawá",)
    assert values(mosul)[0] == ("Nineveh",)
    assert values(mosul, {"at": IN_KIRKUK, "admin1": "نينوى"})[0] == ("نينوى",), "also in another script"


def test_a_name_that_no_table_knows_is_known_by_its_places() -> None:
    named = {"at": IN_KIRKUK, "admin1": "Zone 4"}
    here, elsewhere = {"at": (44.2, 35.45)}, {"at": (44.0, 36.2), "admin1": "Zone 4"}
    assert values(here, *[named] * 3)[0] == ("Zone 4",)
    assert values(here, named)[0] == ("Kirkuk",), "one place tells too little"
    assert values(here, *[named] * 3, elsewhere)[0] == ("Kirkuk",), "it lies elsewhere too"
    data = made(here, *[named] * 3)
    counted = area_counts(data, select(data, EVERY))
    assert [area for area in counted.areas if area.certain] == [AreaCount("IQ-TS", "Zone 4", "IQ", 4, 1, 0)]


def test_on_an_earlier_day_it_is_called_the_same() -> None:
    data = made(
        {"at": (43.14, 36.34)}, {"at": None, "location_precision": "admin1", "radius_km": None, "admin1": "Ninewa"}
    )
    first = str(data.incidents["known_since"].idxmin())
    day = data.incidents["known_since"].min().date()
    known = prepare(data, Filter(as_known_on=day))
    assert list(known.incidents.index) == [first], "the other is told later"
    assert admin1_values(known, "not_stated") == [("Ninewa",)]
    assert [option.value for option in FACET_BY_ID["admin1"].options(known)] == ["Ninewa"]


def test_the_card_says_that_it_is_derived() -> None:
    cards = {incident: dict(incident_card(shipped(), incident).facts) for incident in CORE}
    assert cards[KIRKUK]["Governorate"] == "Kirkuk (from its place on the map, boundaries of Natural Earth)"
    assert cards[MISSILES]["Governorate"] == (
        "Anbar and Erbil (from its place on the map, boundaries of Natural Earth)"
    )
    assert cards[JULY]["Governorate"] == "Diwaniyah"
    assert "Governorate" not in cards[AIRPORT]


def test_the_filter_says_where_it_comes_from() -> None:
    options = {option.value: option.definition for option in FACET_BY_ID["admin1"].options(shipped())}
    assert "where they state none, from the place on the map" in options["Kirkuk"]
    assert "does not tell for certain" in options["not_stated"]


def test_counts_of_the_shipped_incidents_by_governorate() -> None:
    counted = area_counts(shipped(), select(shipped(), EVERY))
    found = {area.id: (area.name, area.certain, area.derived, area.possible) for area in counted.areas}
    assert len(found) == 31, "all of Iraq and of Syria"
    assert {id_: told for id_, told in found.items() if any(told[1:])} == {
        "IQ-AN": ("Anbar", 1, 1, 3), "IQ-AR": ("Erbil", 1, 1, 0), "IQ-BG": ("Baghdad", 2, 2, 3),
        "IQ-DI": ("Diyala", 0, 0, 1), "IQ-QA": ("Diwaniyah", 1, 0, 0), "IQ-TS": ("Kirkuk", 1, 1, 0),
        "SY-DI": ("Damascus", 0, 0, 1), "SY-RD": ("Rif Dimashq", 0, 0, 1),
    }  # fmt: skip
    assert found["IQ-WA"] == ("Wasit", 0, 0, 0)
    assert counted.sentence() == (
        "21 incidents: 5 in a governorate for certain, 1 of them in more than one and counted in each; "
        "4 possibly in one or another; 12 not known so closely."
    )
    nothing = area_counts(shipped(), select(shipped(), Filter(text="submarine")))
    assert (nothing.areas, nothing.sentence()) == ((), "0 incidents: 0 in a governorate for certain.")


def test_counts_take_in_what_is_known_to_the_governorate_only() -> None:
    wide = {"at": None, "location_precision": "admin1", "radius_km": None}
    data = made(
        {**wide, "admin1": "Al Anbar"}, {**wide, "admin1": "Halabja"}, {"at": (43.0, 33.5)}, {"at": (60.0, 10.0)}
    )
    counted = area_counts(data, select(data, EVERY))
    assert [area for area in counted.areas if area.certain] == [
        AreaCount("IQ-AN", "Al Anbar", "IQ", 2, 1, 0),
        AreaCount(None, "Halabja", "IQ", 1, 0, 0),
    ]
    assert (counted.total, counted.certain, counted.outside) == (4, 3, 1)


def test_a_name_without_a_boundary_counts_where_its_place_certainly_lies() -> None:
    named = {"at": IN_KIRKUK, "admin1": "Province 12"}
    far = {**named, "at": (44.0, 36.2)}
    nowhere = {"at": None, "location_precision": "admin1", "radius_km": None, "admin1": "Province 12"}
    data = made(named, far, {**named, "at": KURDISTAN, "radius_km": 9}, nowhere, {**named, "country": ("TR",)})
    counted = area_counts(data, select(data, EVERY))
    assert [area for area in counted.areas if area.certain or area.possible] == [
        AreaCount("IQ-AR", "Erbil", "IQ", 1, 1, 0),
        AreaCount("IQ-TS", "Kirkuk", "IQ", 1, 1, 1),
        AreaCount(None, "Province 12", "IQ", 2, 0, 0),
        AreaCount("IQ-SU", "Sulaymaniyah", "IQ", 0, 0, 1),
        AreaCount(None, "Province 12", "TR", 1, 0, 0),
    ]
    assert (counted.total, counted.certain) == (5, 5)
    assert admin1_values(data, "not_stated") == [("Province 12",)] * 5, "to be found as it is stated"
    assert derived_of(data) == [()] * 5


def test_a_known_name_stands_against_the_place() -> None:
    data = made({"at": IN_KIRKUK, "admin1": "Basra"}, {"at": IN_KIRKUK, "admin1": "Aleppo"})
    counted = area_counts(data, select(data, EVERY))
    assert [(area.name, area.certain, area.derived) for area in counted.areas if area.certain] == [
        ("Aleppo", 1, 0), ("Basra", 1, 0),
    ]  # fmt: skip


def test_counts_add_up() -> None:
    data = dataset_of(11, 400)
    for asked in (EVERY, Filter(kind=("attack",)), Filter(start=date(2019, 1, 1), end=date(2019, 6, 30))):
        counted = area_counts(data, select(data, asked))
        options = option_counts(data, asked, "admin1")
        assert counted.total == select(data, asked).count
        assert counted.total == counted.certain + counted.possible + counted.coarse + counted.outside
        assert options["not_stated"] == counted.total - counted.certain
        named: Counter[str] = Counter()
        for area in counted.areas:
            named[area.name] += area.certain
        assert {name: count for name, count in named.items() if count} == {
            name: count for name, count in options.items() if count and name != "not_stated"
        }


def test_every_name_of_the_table_means_one_area() -> None:
    table = read_area_names(TABLE.read_bytes())
    known = boundaries().by_id
    assert len({entry.id for entry in table}) == len(table)
    for entry in table:
        area = known[entry.id]
        assert entry.name == area.name
        for name in (entry.name, area.name_ar, *(one.name for one in entry.names)):
            for told in (name, f"{name} Governorate", f"{name} province", name.upper()):
                assert known_area(told, (area.country,)) == entry.id, told
    assert known_area("Baghdad", ()) == "IQ-BG"
    assert known_area("Baghdad", ("SY",)) is known_area("Halabja", ("IQ",)) is None
    assert area_key("Al Anbar") == area_key("al-Anbār Governorate") == "anbar"


@pytest.mark.parametrize("country", MEANT)
def test_names_of_real_exports_mean_their_boundary(country: str) -> None:
    told = {name: (known_area(name, (country,)), area) for area, names in MEANT[country].items() for name in names}
    assert {name: found for name, (found, area) in told.items() if found != area} == {}
    without = {name: (known_area(name, ()), area) for area, names in MEANT[country].items() for name in names}
    assert {name: found for name, (found, area) in without.items() if found not in (area, None)} == {}


def test_all_governorates_of_iraq_and_syria_that_have_a_boundary_are_in_the_table_of_cases() -> None:
    for country in ("IQ", "SY", "IR"):
        assert set(MEANT[country]) == {area.id for area in boundaries().areas if area.country == country}


@pytest.mark.parametrize(("name", "countries"), NOT_MEANT)
def test_a_name_of_none_or_of_several_means_none(name: str, countries: tuple[str, ...]) -> None:
    assert known_area(name, countries) is None


def test_areas_of_the_basemap_have_ids_of_their_own() -> None:
    ids = [area.id for area in boundaries().areas]
    assert len(ids) == len(set(ids)) == 185
    assert {"IR-07 Tehran", "IR-07 Alborz"} <= set(ids), "both have one code"
