"""Places that real tables hold: borders of then, the sea, swapped pairs, stand-ins, codes of other lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.importing import open_working_copy
from geo.importing.countries import country_code
from geo.importing.reasons import Notice, Unplaced
from geo.load import inspect, open_dataset
from tests.importing.conftest import Import, write


def test_a_doubt_about_borders_takes_no_point_off_the_map(take: Import, tmp_path: Path) -> None:
    rows = (
        "1,1995-03-05,Sudan,Juba,4.85,31.6\n2,2020-03-05,United States,San Juan,18.45,-66.07\n"
        "3,2013-03-05,Ukraine,Sevastopol,44.6,33.52\n4,2020-03-05,Greece,Kastellorizo,36.15,29.59\n"
        "5,1990-03-05,Ethiopia,Asmara,15.33,38.93\n6,2019-01-01,France,Cayenne,4.93,-52.33\n7,2020-01-01,Iraq,Baghdad,33.3,44.4\n"
    )  # fmt: skip
    found = take(write(tmp_path, "borders.csv", f"id,date,country,place,latitude,longitude\n{rows}"))
    assert (found.account.placed, found.account.not_placed_reasons) == (7, {})
    assert found.account.reported == {Notice.OUTSIDE.value: 5}
    assert found.account.details[Notice.OUTSIDE.value] == (
        'row 1, country "Sudan"; row 2, country "United States"; row 3, country "Ukraine"; and 2 more'
    )
    dataset = open_working_copy(found.path)
    assert list(dataset.incidents["country"])[:2] == [("SD",), ("US",)]
    juba = dataset.incident("1995-03-05-1").location_basis or ""
    assert juba.endswith(" It lies outside of today's borders of the country that the row names.")


def test_points_at_sea_are_drawn_without_a_country(take: Import, tmp_path: Path) -> None:
    rows = "1,2022-03-05,Southern Red Sea,14.5,42.3\n2,2022-03-06,Gulf of Oman,25.0,57.9\n3,2022-03-07,Atlantic,30.0,-40.0\n"
    table = write(tmp_path, "sea.csv", f"id,date,place,latitude,longitude\n{rows}")
    found = take(table, out="out.geojson")
    assert (found.account.placed, found.account.reported) == (3, {Notice.AT_SEA.value: 3})
    assert [fault.sentence() for fault in inspect(found.path).all_faults()] == []
    assert {record.country for record in open_dataset(found.path).records.values()} == {()}


def test_what_is_still_refused(take: Import, tmp_path: Path) -> None:
    rows = "1,2020-03-05,Iraq,44.4,33.3\n2,2020-03-05,Iraq,0,0\n3,2020-03-05,Iraq,133.3,44.4\n"
    found = take(write(tmp_path, "bad.csv", f"id,date,country,latitude,longitude\n{rows}"))
    assert found.account.not_placed_reasons == {
        Unplaced.SWAPPED.value: 1, Unplaced.ZERO.value: 1, Unplaced.RANGE.value: 1,
    }  # fmt: skip


def stand_in(names: list[str], more: str = "") -> str:
    rows = "".join(
        f"{row},2020-03-{row:02d},{name},Pakistan,30.375321,69.345116\n" for row, name in enumerate(names, 1)
    )
    return f"id,date,place,country,latitude,longitude\n{rows}{more}"


def test_one_point_under_many_names_is_no_place(take: Import, tmp_path: Path) -> None:
    names = [f"Village {letter}" for letter in "ABCDEFGHIJKL"]
    found = take(write(tmp_path, "stand.csv", stand_in(names, "20,2020-03-20,Quetta,Pakistan,30.18,66.99\n")))
    assert (found.account.placed, found.account.not_placed_reasons) == (1, {Unplaced.AREA.value: 12})
    assert found.account.reported == {Notice.STAND_IN.value: 12}
    assert found.account.details[Notice.STAND_IN.value] == "30.3753, 69.3451 under 12 names"
    precisions = open_working_copy(found.path).incidents["location_precision"].astype(str)
    assert list(precisions) == ["country"] * 12 + ["vicinity"]


def test_quarters_of_one_town_are_a_place(take: Import, tmp_path: Path) -> None:
    names = [f"Baghdad - Quarter {letter}" for letter in "ABCDEFGHIJKL"]
    assert take(write(tmp_path, "town.csv", stand_in(names))).account.placed == 12


def test_one_point_in_geometries_under_many_names(take: Import, tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"date": f"2020-03-{day:02d}", "place": f"Hamlet {day}"},
         "geometry": {"type": "Point", "coordinates": [69.345116, 30.375321]}} for day in range(1, 13)
    ]  # fmt: skip
    layer = write(tmp_path, "layer.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    found = take(layer)
    assert (found.account.placed, found.account.reported[Notice.STAND_IN.value]) == (0, 12)


CODES = [
    ("id,date,country,country_txt,latitude,longitude\n1,2020-03-05,92,India,28.6,77.2\n", [("IN",)], {}),
    ("id,date,country,latitude,longitude\n1,2020-03-05,92,28.6,77.2\n2,2020-03-06,95,33.3,44.4\n", [("IN",), ("IQ",)],
     {Notice.CODES.value: 2}),
    ("id,date,country,latitude,longitude\n1,2020-03-05,356,28.6,77.2\n2,2020-03-06,368,33.3,44.4\n", [("IN",), ("IQ",)], {}),
    ("id,date,country_code,latitude,longitude\n1,2020-03-05,IZ,33.3,44.4\n2,2020-03-05,IS,31.8,35.1\n", None, {Notice.CODES.value: 2}),
    ("id,date,ccode,country,place\n1,2020-03-05,645,Iraq,A\n2,2020-03-05,652,Syria,B\n", [("IQ",), ("SY",)], {}),
    ("id,date,iso3,place\n1,2020-03-05,IRQ,A\n2,2020-03-05,SYR,B\n", [("IQ",), ("SY",)], {}),
    ("id,date,country,place\n1,2020-03-05,92,A\n2,2020-03-05,95,B\n", [(), ()], {Notice.CODES.value: 2}),
    ("id,date,country,place\n1,2020-03-05,Ruritania,A\n2,2020-03-05,Iraq,B\n", [(), ("IQ",)], {Notice.COUNTRY.value: 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "countries", "reported"), CODES)
def test_codes_of_countries(
    text: str, countries: list[tuple[str, ...]] | None, reported: dict[str, int], take: Import, tmp_path: Path
) -> None:
    found = take(write(tmp_path, "codes.csv", text))
    assert found.account.reported == reported
    if countries is not None:
        assert list(open_working_copy(found.path).incidents["country"]) == countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Zaire", "CD"), ("Burma", "MM"), ("Côte d’Ivoire", "CI"), ("COTE D'IVOIRE", "CI"), ("Türkiye", "TR"), ("Estados Unidos", "US"),
        ("Royaume-Uni", "GB"), ("اليمن", "YE"), ("سوريا", "SY"), ("Україна", "UA"), ("\u200eIraq\u200f", "IQ"), ("伊拉克", "IQ"),
        ("Somaliland-Nowhere", None), ("Atlantis", None),
    ],
)  # fmt: skip
def test_names_of_countries(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_a_table_of_the_dead_is_placed_where_they_died(take: Import, tmp_path: Path) -> None:
    head = "name,city,state,country,date_of_death,place_of_death,latitude,longitude\n"
    found = take(write(tmp_path, "dead.csv", f"{head}X,Springfield,Ohio,United States,2005-03-01,Baghdad,33.3,44.4\n"))
    record = open_working_copy(found.path).incidents.iloc[0]
    assert (record["place"], record["country"], record["admin1"] is None or record["admin1"] != "Ohio") == (
        "Baghdad", ("IQ",), True,
    )  # fmt: skip


COORDINATES = [
    "\u200e33.30,44.40\u200b", "33.30\u00a0,\ufeff44.40", "٣٣٫٣٠,٤٤٫٤٠", "۳۳٫۳,۴۴٫۴", '"33,30","44,40"', "33°18'N,44°24'E",
    "33° 18′ 0″ N,44° 24′ 0″ E", "N 33.3,E 44.4",
]  # fmt: skip


@pytest.mark.parametrize("cells", COORDINATES)
def test_coordinates_as_people_write_them(cells: str, take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "signs.csv", f"id,date,lat,lon\n1,2020-03-05,{cells}\n"))
    point = open_working_copy(found.path).incidents.geometry.iloc[0]
    assert (round(point.y, 6), round(point.x, 6)) == (33.3, 44.4)


def test_a_typographic_minus(take: Import, tmp_path: Path) -> None:
    found = take(write(tmp_path, "minus.csv", "id,date,lat,lon\n1,2020-03-05,\u221233.30,\u201370.6\n"))
    point = open_working_copy(found.path).incidents.geometry.iloc[0]
    assert (point.y, point.x) == (-33.3, -70.6)
