"""The contract, fault by fault, in the words that a person reads; and the command that tells them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.load import inspect
from tests.conftest import ROOT
from tests.samples import CONVOY, DATA, EMBASSY, JUNE, KIRKUK, damaged, feature, members, write

Change = Callable[[dict[str, Any]], Any]
RING = [[44.0, 32.0], [45.0, 32.0], [45.0, 33.0], [44.0, 33.0], [44.0, 32.0]]


def faults(folder: Path, incident_id: str, change: Change) -> list[str]:
    """The sentences of all faults after a change to one feature, without the place that they share."""
    found = inspect(damaged(folder, incident_id, change)).all_faults()
    return [fault.sentence().partition("), ")[2] for fault in found]


def to(**changes: Any) -> Change:
    """A change of properties."""
    return lambda found: found["properties"].update(changes)


def geometry(kind: str, coordinates: Any) -> Change:
    """A change of the geometry."""
    return lambda found: found.update(geometry={"type": kind, "coordinates": coordinates})


def entry(field: str, place: int, **changes: Any) -> Change:
    """A change within one entry of a list."""
    return lambda found: found["properties"][field][place].update(changes)


CASES: dict[str, tuple[str, Change, list[str]]] = {
    "a word outside the vocabulary": (
        KIRKUK, entry("claims", 2, stance="denies"),
        ['claims[3].stance: "denies" is not allowed. Allowed: claimed, attributed, suspected, reported, '
         'denied, '
         "disputed, party. Correct the value."],
    ),
    "a field that is missing": (
        KIRKUK, lambda found: found["properties"].pop("admin1"),
        ["admin1: is missing. Add it; write null only where the contract allows it."],
    ),
    "a field misspelled": (
        KIRKUK, lambda found: found["properties"].update(radius=3),
        ["radius: 3 is no field of the contract. Did you mean 'radius_km'?"],
    ),
    "a number as a text": (
        KIRKUK, to(radius_km="15"), ['radius_km: "15" is not allowed. Allowed: a number. Correct the value.'],
    ),
    "a day that does not exist": (
        KIRKUK, to(date_start="2019-02-30"),
        ['date_start: "2019-02-30" is not allowed. Allowed: a day as YYYY-MM-DD. Correct the value.'],
    ),
    "a figure that runs backwards": (
        KIRKUK, to(munitions={"min": 31, "max": 30}),
        ['munitions: {"min": 31, "max": 30} has a max of 30 below its min of 31. Correct the value.'],
    ),
    "a figure below zero": (
        KIRKUK, entry("casualties", 0, killed={"min": -1, "max": 1}),
        ["casualties[1].killed.min: -1 is not allowed. Allowed: greater than or equal to 0. Correct the "
         "value."],
    ),
    "dates that run backwards": (
        KIRKUK, to(date_end="2019-12-26"),
        ['date_end: "2019-12-26" is before date_start, 2019-12-27. Allowed: 2019-12-27 or later. '
         "Correct one of the two."],
    ),
    "a month padded to its first day": (
        JUNE, to(date_end="2020-06-01"),
        ["date_precision: \"month\" does not go with the days: the incident spans 1 day, while the precision "
         "'month' means 8 to 31 days. Allowed: 8 to 31 days from date_start to date_end. Correct the days "
         "or the "
         "precision; never pad a month to its first day."],
    ),
    "a country drawn as a pin": (
        JUNE, geometry("Point", [44.0, 33.0]),
        ["geometry.type: \"Point\" does not go with the precision 'country'. Allowed: Polygon, "
         "MultiPolygon, null. "
         "Draw nothing (null) or the whole area: what is known only so far is never a pin.",
         "location_basis: is missing although something is drawn. Say how the coordinates came about and "
         "from whom."],
    ),
    "a governorate drawn as a pin and not named": (
        EMBASSY, to(location_precision="admin1", radius_km=None),
        ["geometry.type: \"Point\" does not go with the precision 'admin1'. Allowed: Polygon, "
         "MultiPolygon, null. "
         "Draw nothing (null) or the whole area: what is known only so far is never a pin.",
         "admin1: is missing, while the precision is 'admin1'. Allowed: the name of the governorate. "
         "Add it as the source names it."],
    ),
    "a site without a geometry": (
        EMBASSY, lambda found: found.update(geometry=None),
        ["geometry: is missing, while the precision is 'site'. Allowed: Point, MultiPoint, Polygon, "
         "MultiPolygon. "
         "Add the geometry, or choose the precision that the sources allow."],
    ),
    "a route drawn as a pin": (
        CONVOY, geometry("Point", [44.9, 31.9]),
        ["geometry.type: \"Point\" does not go with the precision 'route'. Allowed: LineString, "
         "MultiLineString. "
         "Draw one of these, or choose another precision."],
    ),
    "a radius that is missing": (
        KIRKUK, to(radius_km=None),
        ["radius_km: is missing although something is drawn. Allowed: more than 0, up to 100 km for the "
         "precision "
         "'vicinity'. Say how far off the true place may lie."],
    ),
    "a radius where nothing is drawn": (
        JUNE, to(radius_km=5),
        ["radius_km: 5.0 says more than the precision 'country' knows. Allowed: null. Write null."],
    ),
    "a radius of nothing": (
        KIRKUK, to(radius_km=0),
        ["radius_km: 0 is not allowed. Allowed: greater than 0.0. Correct the value."],
    ),
    "a radius too far for a site": (
        EMBASSY, to(radius_km=40),
        ["radius_km: 40.0 is too far for the precision 'site'. Allowed: more than 0, up to 10 km. "
         "Correct it, or choose a coarser precision."],
    ),
    "latitude first": (
        EMBASSY, geometry("Point", [33.3, 144.4]),
        ["geometry.coordinates: [33.3, 144.4] lies outside of the world. Allowed: longitude -180 to 180, "
         "then "
         "latitude -90 to 90. Correct it; check that longitude comes first."],
    ),
    "a ring against the right-hand rule": (
        EMBASSY, geometry("Polygon", [RING[::-1]]),
        ["geometry.coordinates: winds against the right-hand rule of RFC 7946. Allowed: outer rings "
         "counterclockwise, holes clockwise. Turn the order of the positions round."],
    ),
    "a ring along the right-hand rule": (EMBASSY, geometry("Polygon", [RING]), []),
    "positions of two and of three numbers": (
        CONVOY, geometry("LineString", [[45.2, 31.3], [44.9, 31.9, 20.0]]),
        ["geometry.coordinates: makes no shape. Allowed: positions of two or of three numbers, the same "
         "throughout. Correct the positions."],
    ),
    "a figure beyond all reason": (
        KIRKUK, to(munitions={"min": 10**30, "max": None}),
        ["munitions.min: 1000000000000000000000000000000 is not allowed. Allowed: less than or equal to "
         "1000000000. Correct the value."],
    ),
    "no geometry of the RFC": (
        EMBASSY, geometry("Circle", [44.4, 33.3]),
        ['geometry: is no valid geometry. Allowed: a geometry of RFC 7946, such as {"type": "Point", '
         '"coordinates": [longitude, latitude]}, or null. Correct it, or write null.'],
    ),
    "an actor that nobody knows": (
        KIRKUK, to(targets=["us_forces", "us_navy"]),
        ['targets[2]: "us_navy" is not in actors.json. Allowed: an actor id of actors.json. '
         "Correct the id, or add the actor."],
    ),
    "a speaker that nobody knows": (
        KIRKUK, entry("claims", 0, by="somebody"),
        ["claims[1].by: \"somebody\" is not in actors.json. Allowed: 'report', or an actor id of "
         "actors.json. "
         "Correct the id, or add the actor."],
    ),
    "a country that does not exist": (
        KIRKUK, to(country=["XX"]),
        ['country[1]: "XX" is no country. Allowed: a code of ISO 3166-1 alpha-2, such as IQ. Correct the '
         'code.'],
    ),
    "a paragraph that does not exist": (
        KIRKUK, entry("casualties", 0, paragraph=32),
        ["casualties[1].paragraph: 32 does not exist: the source 'suleimani-covert-attacks' has 31 "
         "paragraphs. "
         "Allowed: 1 to 31. Correct the number."],
    ),
    "a figure without a place in its source": (
        KIRKUK, lambda found: found["properties"]["casualties"][0].pop("paragraph"),
        ["casualties[1]: names neither a paragraph nor a row. Allowed: one of the two. "
         "Say where in the source it stands."],
    ),
    "a figure without a source": (
        KIRKUK, lambda found: found["properties"]["casualties"][0].pop("source"),
        ["casualties[1].source: is missing. Add it; write null only where the contract allows it."],
    ),
    "a source that nobody knows": (
        JUNE, entry("claims", 0, source="hearsay"),
        ['claims[1].source: "hearsay" is not in sources.json. Allowed: a source id of sources.json. '
         "Correct the id, or add the source."],
    ),
    "a row of casualties that says nothing": (
        KIRKUK, entry("casualties", 0, killed=None),
        ["casualties[1]: states neither killed nor wounded. Allowed: a figure for one of the two at least. "
         "Add the figure, or remove the row: unknown needs none."],
    ),
    "perpetrators typed in": (
        KIRKUK, to(perpetrators=["iran"]),
        ['perpetrators: ["iran"] does not follow from the ledger. Allowed: ["kataib_hezbollah", '
         '"qassem_soleimani"]. Write what the ledger gives, or correct the ledger.'],
    ),
    "a verification typed in": (
        JUNE, to(verification="corroborated"),
        ['verification: "corroborated" does not follow from the ledger and the sources. Allowed: '
         'claimed_only. '
         "Write what they give, or correct them."],
    ),
    "a claim for somebody else": (
        JUNE, entry("claims", 0, by="fars_news"),
        ['claims[1].by: "fars_news" can\'t claim an act for somebody else. Allowed: '
         'saraya_thawrat_al_ashrin. '
         "Write attributed for what others say, or correct who says it."],
    ),
    "an attribution to oneself": (
        KIRKUK, entry("claims", 1, by="kataib_hezbollah"),
        ['claims[2].stance: "attributed" is what others say, while the actor itself speaks here. Allowed: '
         'claimed, '
         "denied, reported, disputed. Correct the stance, or who says it."],
    ),
    "known before it happened": (
        KIRKUK, entry("claims", 1, known_since="2019-12-26"),
        ['claims[2].known_since: "2019-12-26" is before the incident can have been. Allowed: 2019-12-27 '
         'or later. '
         "Correct the day."],
    ),
    "known after the source that tells it": (
        KIRKUK, entry("claims", 1, known_since="2020-02-01"),
        ["claims[2].known_since: \"2020-02-01\" is after the publication of 'suleimani-covert-attacks', "
         "which tells "
         "it. Allowed: 2020-01-09 or earlier. Correct the day."],
    ),
    "a day of publication that nobody knows": (
        KIRKUK, entry("claims", 1, known_since_basis="published"),
        ["claims[2].known_since: \"2020-01-04\" is not the day on which 'suleimani-covert-attacks' was "
         "published. "
         "Allowed: stated or earliest: the day of publication is not known exactly. "
         "Correct the day, or known_since_basis."],
    ),
    "an id without its date": (
        KIRKUK, lambda found: (found.update(id="kirkuk"), found["properties"].update(id="kirkuk")),
        ['id: "kirkuk" does not start with the date. Allowed: an id that starts with 2019-12-27-. '
         "Correct the id."],
    ),
    "two ids": (
        KIRKUK, lambda found: found.update(id="2019-12-27-other"),
        ['id: "2019-12-27-other" differs from the property id. Allowed: "2019-12-27-kirkuk-rockets". '
         "Write the same id in both places."],
    ),
    "background within the period": (
        EMBASSY, to(kind="background"),
        ['kind: "background" goes with dates inside of the period of the dataset, 2019-01-01 to 2020-12-31. '
         "Allowed: any other word of the vocabulary. Choose the kind, or correct the dates."],
    ),
    "an attack outside of the period": (
        "1983-kuwait-embassy-bombings", to(kind="attack"),
        ['kind: "attack" goes with dates outside of the period of the dataset, 2019-01-01 to 2020-12-31. '
         "Allowed: background. Write background, or correct the dates."],
    ),
    "a target twice": (
        KIRKUK, to(targets=["us_forces", "us_forces"]),
        ['targets: "us_forces" stands there 2 times. Allowed: each value once. Remove the repetition.'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_fault_says_where_what_and_what_to_do(tmp_path: Path, case: str) -> None:
    incident_id, change, expected = CASES[case]
    if case == "a country drawn as a pin":
        found = faults(tmp_path, incident_id, lambda f: (change(f), f["properties"].update(location_basis=None)))
    else:
        found = faults(tmp_path, incident_id, change)
    assert found == expected


def test_one_fault_does_not_hide_the_next(tmp_path: Path) -> None:
    def change(found: dict[str, Any]) -> None:
        properties = found["properties"]
        properties.update(kind="atack", targets=["nobody"], radius_km=None, colour="red")
        properties["claims"][0]["stance"] = "sworn"
        properties["claims"][2]["by"] = "nobody"
        properties["casualties"][3]["paragraph"] = 11

    found = inspect(damaged(tmp_path, KIRKUK, change)).all_faults()
    assert {fault.field for fault in found} == {
        "kind", "targets[1]", "radius_km", "colour", "claims[1].stance", "claims[3].by",
        "casualties[4].paragraph",
    }  # fmt: skip


JUNK: list[Any] = [None, True, -1.5, 10**30, "", "x", [], [None], {}, {"min": None}, [[]], "2020-13-01"]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_anywhere_is_a_fault_or_allowed_and_never_a_crash(tmp_path: Path, junk: Any) -> None:
    collection = members()
    template = json.dumps(feature(collection, CONVOY))
    fields = list(feature(collection, CONVOY)["properties"])
    collection["features"] = []
    for field in fields:
        spoiled = json.loads(template)
        spoiled["properties"][field] = junk
        collection["features"].append(spoiled)
    spoiled = json.loads(template)
    collection["features"].append(spoiled | {"geometry": junk})
    found = inspect(write(tmp_path, collection)).features
    assert len(found.incidents) + len(found.set_aside) == len(fields) + 1
    assert all(aside.faults for aside in found.set_aside)


@pytest.mark.parametrize(
    ("name", "entry_id", "changes", "sentence"),
    [
        ("actors.json", "iran", {"part_of": ["persia"]},
         'actors.json, entry 10 (iran), part_of[1]: "persia" is not in actors.json. Allowed: an actor id of '
         "actors.json. Correct the id, or add the actor."),
        ("actors.json", "iran", {"state": "ZZ"},
         'actors.json, entry 10 (iran), state: "ZZ" is no country. Allowed: a code of ISO 3166-1 alpha-2, '
         'such as '
         "IQ. Correct the code."),
        ("sources.json", "diwaniyah-convoy", {"date_end": "2020-07-01"},
         'sources.json, entry 3 (diwaniyah-convoy), date_end: "2020-07-01" is before date_start, 2020-07-11. '
         "Allowed: 2020-07-11 or later. Correct one of the two."),
        ("sources.json", "diwaniyah-convoy", {"rows": 3},
         "sources.json, entry 3 (diwaniyah-convoy), paragraphs: 3 must be given for a text, and rows for "
         "a table. "
         "Allowed: one of the two. Give one, and null for the other."),
    ],
)  # fmt: skip
def test_actors_and_sources_are_checked_too(
    tmp_path: Path, name: str, entry_id: str, changes: dict[str, Any], sentence: str
) -> None:
    path = write(tmp_path, members())
    content = members(name)
    entries = content[name.removesuffix(".json")]
    next(found for found in entries if found["id"] == entry_id).update(changes)
    (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    assert [fault.sentence() for fault in inspect(path).faults][:1] == [sentence]


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_the_command_on_a_clean_file() -> None:
    path = DATA / "incidents.geojson"
    assert run("validate", path) == (0, f"✓ {path}: no faults in 21 incidents, 34 actors, 3 sources\n")


def test_the_command_on_a_faulty_file(tmp_path: Path) -> None:
    path = damaged(tmp_path, KIRKUK, to(kind="atack"))
    status, output = run("validate", path)
    assert status == 1
    assert output == (
        f"✗ {path}: 1 fault, 1 of 21 incidents rejected\n"
        "\n"
        "  incidents.geojson, entry 9: 2019-12-27-kirkuk-rockets\n"
        '    kind "atack" is not allowed.\n'
        "      Allowed: attack, strike, unrest, clash, protest, context, background, other.\n"
        "      Correct the value.\n"
    )


def test_the_command_on_an_unreadable_file(tmp_path: Path) -> None:
    path = write(tmp_path, members())
    path.write_text("")
    assert run("validate", path, DATA / "incidents.geojson")[0] == 2
    assert run("validate", path)[1] == (
        f"✗ {path} can't be read\n  incidents.geojson: is empty. Fetch the file again from where it came.\n"
    )


def test_the_command_writes_markup_in_data_as_it_stands(tmp_path: Path) -> None:
    path = damaged(tmp_path, KIRKUK, to(kind="[red]x[/red]"))
    assert '    kind "[red]x[/red]" is not allowed.\n' in run("validate", path)[1]


def test_the_command_for_machines(tmp_path: Path) -> None:
    path = damaged(tmp_path, KIRKUK, to(kind="atack"))
    status, output = run("validate", "--json", path, DATA / "incidents.geojson")
    told = json.loads(output)
    assert (status, told["status"]) == (1, 1)
    first, second = told["files"]
    assert (first["status"], first["incidents"], first["set_aside"]) == (1, 20, 1)
    assert (second["status"], second["incidents"], second["set_aside"], second["faults"]) == (0, 21, 0, [])
    (fault,) = first["faults"]
    assert {key: fault[key] for key in ("file", "feature", "row", "field", "value", "problem", "remedy")} == {
        "file": "incidents.geojson", "feature": KIRKUK, "row": 9, "field": "kind", "value": '"atack"',
        "problem": "is not allowed", "remedy": "Correct the value.",
    }  # fmt: skip
    assert fault["sentence"].startswith("incidents.geojson, entry 9 (2019-12-27-kirkuk-rockets), kind: ")


def test_the_command_for_machines_on_an_unreadable_file(tmp_path: Path) -> None:
    status, output = run("validate", tmp_path / "no.geojson", "--json")
    told = json.loads(output)["files"][0]
    assert (status, told["status"], told["incidents"]) == (2, 2, None)
    assert told["faults"][0]["sentence"] == "no.geojson: there is no such file. Check the name and the folder."


def test_python_dash_m_geo_works_as_told() -> None:
    command = [sys.executable, "-m", "geo", "validate", "data/incidents.geojson"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "✓ data/incidents.geojson: no faults in 21 incidents, 34 actors, 3 sources\n"


def test_schema_and_codebook_are_printed() -> None:
    status, output = run("schema", "actors.json")
    assert (status, json.loads(output)["title"]) == (0, "ActorsFile")
    assert run("schema", "x.json")[0] == 2
    assert run("codebook")[1].startswith("# Codebook\n")
