"""What columns are called, what texts tell, and what becomes of markup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.importing import open_working_copy
from geo.importing.column_mapping import by_names
from geo.importing.known_column_names import NAMES, is_known_name
from geo.importing.markup import plain_text
from geo.importing.reasons import Notice, Reason
from geo.importing.schemas.vocabulary_words import event_in_text, event_of
from geo.importing.titles import title_of
from tests.importing.conftest import FIXTURES, Import, write

HEADERS = [
    ("EventDate GroupName location_latitude location_longitude min_ppl_killed max_ppl_killed IncidentDescription",
     "date actor latitude longitude killed_min killed_max summary"),
    ("evtDate LocLat LocLon perpGroup nKilledMin nKilledMax", "date latitude longitude actor killed_min killed_max"),
    ("التاريخ,خط العرض,خط الطول,القتلى,الجرحى,المحافظة", "date latitude longitude killed wounded admin1"),
    ("تاریخ,عرض جغرافیایی,طول جغرافیایی,استان,کشته,زخمی", "date latitude longitude admin1 killed wounded"),
    ("Дата,Широта,Долгота,Область,Погибшие,Описание", "date latitude longitude admin1 killed summary"),
    ("Datum Breitengrad Längengrad Ort Tote Verletzte Täter", "date latitude longitude place killed wounded actor"),
    ("Fecha Latitud Longitud Municipio Departamento Muertos Heridos", "date latitude longitude place admin1 killed wounded"),
    ("Date,Lieu,Département,Pays,Tués,Blessés", "date place admin1 country killed wounded"),
    ("Tarih Enlem Boylam İl Ölü Yaralı", "date latitude longitude admin1 killed wounded"),
    ("日期 纬度 经度 地点 省 死亡 受伤", "date latitude longitude place admin1 killed wounded"),
    ("INCIDENT_DATE LATITUDE LONGITUDE GOVERNORATE", "date latitude longitude admin1"),
    ("incidentdate wilaya countryname", "date admin1 country"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "props"), HEADERS)
def test_names_of_columns(header: str, props: str) -> None:
    columns = tuple(header.split("," if "," in header else " "))
    found = by_names(columns, NAMES, loosely=True)
    assert {column: prop for prop, column in found.items()} == dict(zip(columns, props.split(), strict=True))


@pytest.mark.parametrize(
    "name", ["Location_ID", "date_reported", "DateOfBirth", "place_of_birth", "civilians killed", "Population"]
)
def test_names_that_tell_nothing_of_the_event(name: str) -> None:
    assert by_names((name,), NAMES, loosely=True) == {}


def test_a_header_is_known_in_any_spelling() -> None:
    assert all(map(is_known_name, ("EventDate", "perpGroup", "خط العرض", "Широта", "\ufeffdate")))
    assert not any(map(is_known_name, ("Basra", "2020-03-05", "Town A", "Attack", "")))


NO_EVENTS = [
    "Meeting at the Popular Mobilization Forces office", "Mr Larson visited Bombay with Mr Crockett", "The Striker scored twice",
    "Hotel Minerva opened", "A bombastic speech", "Workers went on strike", "Labour strike at the port", "March 5: talks held",
    "Battle Creek council met", "Meeting with Mr. Battle", "A convoy of aid arrived", "Drone footage was shown",
    "Suicide of a teacher", "He died of a heart attack", "Firefighting exercise", "Patriot missiles were delivered",
    "No attack was reported", "Visit to Rocket Street",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_EVENTS)
def test_a_word_inside_a_word_or_a_name_is_no_event(text: str) -> None:
    assert [word.value for word in event_in_text(text)[:2]] == ["other", "other"]


EVENTS = {
    "Airstrike by coalition aircraft on a workshop": ("other", "air_strike"), "Rockets hit the base": ("attack", "rocket_attack"),
    "Militants attacked a checkpoint with drones": ("other", "drone_strike"), "An IED exploded near a patrol": ("attack", "bombing"),
    "Gunmen opened fire at a market": ("attack", "ground_assault"), "Clashes between A and B": ("clash", "ground_assault"),
    "Protesters marched in Town A": ("protest", "demonstration"), "Shelling of a depot": ("attack", "other"),
    "انفجار عبوة ناسفة في السوق": ("attack", "bombing"), "غارة جوية على مقر": ("other", "air_strike"),
    "Frappe aérienne sur un dépôt": ("other", "air_strike"), "Взрыв у рынка": ("attack", "bombing"),
}  # fmt: skip


@pytest.mark.parametrize("text", EVENTS)
def test_what_a_text_tells(text: str) -> None:
    assert tuple(word.value for word in event_in_text(text)[:2]) == EVENTS[text]


def test_a_type_of_the_table_goes_before_its_text() -> None:
    assert event_of("Armed clash", "Airstrike on a workshop")[1].value == "ground_assault"
    assert event_of("Drones", "")[1].value == "drone_strike"


TITLES = [
    (("", "", "Airstrike on a workshop. Two were hurt.", "Town A"), "Airstrike on a workshop, Town A"),
    (("", "", "On 5 March 2020, gunmen attacked Town A market.", "Town A"), "Gunmen attacked Town A market"),
    (("", "Armed clash", "", "Town A"), "Armed clash, Town A"),
    (("", "", "", "Town A"), "Incident, Town A"),
    (("Own\ntitle", "x", "y", "z"), "Own title"),
    (("", "Armed clash", "word " * 60, "Town A"), "Armed clash, Town A"),
    (("", "", "word " * 60, ""), "word " * 21 + "word …"),
    (("", "", "انفجار في السوق. قتيلان.", "بغداد"), "انفجار في السوق, بغداد"),
    (("", "", "Sen. J. Doe met U.S. forces in Town A", ""), "Sen. J. Doe met U.S. forces in Town A"),
]


@pytest.mark.parametrize(("parts", "title"), TITLES)
def test_titles(parts: tuple[str, str, str, str], title: str) -> None:
    assert title_of(*parts) == title


def test_kind_and_title_from_the_text_are_marked(take: Import, tmp_path: Path) -> None:
    text = "date,town,description\n2020-03-05,Town A,Airstrike by coalition aircraft on a workshop. Two hurt.\n2020-03-06,Town B,Talks\n"
    found = take(write(tmp_path, "text.csv", text))
    frame = open_working_copy(found.path).incidents
    assert list(frame["title"]) == ["Airstrike by coalition aircraft on a workshop, Town A", "Talks, Town B"]
    assert list(frame["kind"].astype(str)) == ["strike", "other"]
    assert list(frame["event_type"].astype(str)) == ["air_strike", "other"]
    assert found.account.reported == {Notice.FROM_TEXT.value: 1}


MARKUP = {
    "<b>Place:</b> Town A<br>Two hurt": "Place: Town A\nTwo hurt",
    "<table><tr><td>Place</td><td>Town A</td></tr><tr><td>Killed</td><td>2</td></tr></table>": "Place: Town A\nKilled: 2",
    'see <a href="http://x.org/a?b=1&amp;c=2">report</a>': "see report (http://x.org/a?b=1&c=2)",
    "<a href='http://x.org'>http://x.org</a>": "http://x.org",
    "<name withheld> said 5 < 6 and 7 > 3": "<name withheld> said 5 < 6 and 7 > 3",
    "A &amp; B &copy 2 http://x?a=1&copy=2": "A & B &copy 2 http://x?a=1&copy=2",
    "&lt;b&gt;hi&lt;/b&gt;": "hi", "<script>alert(1)</script>": "<script>alert(1)</script>", "<p>one</p><p>two</p>": "one\ntwo",
    "<b>unclosed <i>a": "unclosed a", "AT&T": "AT&T",
}  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_becomes_text(text: str) -> None:
    assert plain_text(text) == MARKUP[text]


def test_a_table_in_the_description_of_a_placemark(take: Import, tmp_path: Path) -> None:
    kml = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Shelling of a depot</name><description><![CDATA['
        "<table><tr><td>Place</td><td>Town A</td></tr></table>Two hurt &amp; one missing]]></description>"
        '<ExtendedData><Data name="Дата"><value>2020-03-05</value></Data></ExtendedData>'
        "<Point><coordinates>37.5,48.0,0</coordinates></Point></Placemark></Document></kml>"
    )
    found = take(write(tmp_path, "places.kml", kml))
    assert list(open_working_copy(found.path).incidents["summary"]) == ["Place: Town A\nTwo hurt & one missing"]


def test_rows_that_are_totals_are_set_aside(take: Import, tmp_path: Path) -> None:
    rows = "Town A,2020-03-05,2\nTown B,2020-03-06,3\nالمجموع,,5\nTotal 2020,2020-12-31,5\nИтого:,2020-12-31,5\n"
    found = take(write(tmp_path, "totals.csv", f"Town,Date,Killed\n{rows}"))
    assert (found.account.accepted, found.account.reasons) == (2, {Reason.AGGREGATE.value: 3})


def test_every_cell_stays_as_it_was_written(take: Import, tmp_path: Path) -> None:
    text = 'id,date,lat,lon,Battalion sector,code,code,,note\n1,2020-03-05,33.3,44.4,North,007,1.50,x,"<b>A</b> & B"\n'
    found = take(write(tmp_path, "own.csv", text), out="own.geojson")
    cells = json.loads(found.path.read_text(encoding="utf-8"))["features"][0]["original"]["cells"]
    assert cells == {
        "id": "1", "date": "2020-03-05", "lat": "33.3", "lon": "44.4", "Battalion sector": "North", "code": "007",
        "code (2)": "1.50", "column 8": "x", "note": "<b>A</b> & B",
    }  # fmt: skip


TITLED = [
    (["acled_new.csv"], "ACLED, Iraq, "), (["gtd.csv"], "GTD, "), (["generic.csv"], "generic, "),
    (["acled_new.csv", "gtd.csv"], "ACLED and GTD, "),
]  # fmt: skip


@pytest.mark.parametrize(("names", "start"), TITLED)
def test_a_dataset_without_a_title_gets_one_that_reads(names: list[str], start: str, take: Import) -> None:
    title = take(*names).about.title
    assert title.startswith(start)
    assert title.rsplit(" ", 1)[1].isdigit()


def test_the_title_that_a_person_gives(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    done = CliRunner().invoke(
        app, ["import", str(FIXTURES / "generic.csv"), "-o", str(out), "--title", "My table", "--json"]
    )
    assert json.loads(done.stdout)["title"] == "My table"
    assert open_working_copy(out).title == "My table"


def test_the_form_of_a_mapping_keeps_every_property() -> None:
    from geo.importing.column_mapping import PROPERTIES
    from geo.ui.data.mapping_form import _LABELS

    assert set(PROPERTIES) - set(_LABELS) == {"precision"}
