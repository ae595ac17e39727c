"""The reference pages: what stands on them, how much of it, and where a click leads."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

APP = str(ROOT / "app.py")
WAIT_S = 60
ALL = "19 of 21 incidents · 1 September 2019 – 11 July 2020 · 9 of them context · 10 without a map location"
KIRKUK = "2019-12-27-kirkuk-rockets"


def opened(page: str, **query: str | list[str]) -> AppTest:
    """A page as it opens at an address."""
    test = AppTest.from_file(APP, default_timeout=WAIT_S)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    test.switch_page(str(ROOT / "pages" / f"{page}.py"))
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def widget(test: AppTest, key: str) -> dict[str, Any]:
    """What Python gave a widget."""
    found = [part.proto for part in test.get("bidi_component") if part.proto.id.endswith(key)]
    assert len(found) == 1, f"{len(found)} widgets are called {key}"
    content: dict[str, Any] = json.loads(found[0].json)
    return content


def said(test: AppTest) -> list[str]:
    return [part.value for part in test.text]


def cell_words(cell: Any) -> str:
    """All words of a cell, a line each."""
    lines = cell if isinstance(cell, list) else [cell]
    return "\n".join(line if isinstance(line, str) else line["text"] for line in lines)


def row(test: AppTest, incident: str) -> list[str]:
    rows = {one["id"]: one for one in widget(test, "incident_table")["rows"]}
    return [cell_words(cell) for cell in rows[incident]["cells"]]


PAGES = [
    ("incidents", "Incidents", ["Download"], [ALL]),
    ("actors", "Actors", [], [ALL]),
    (
        "compare",
        "Compare",
        ["1 September 2019 – 2 January 2020", "3 January 2020 – 11 July 2020"],
        [
            "10 of 21 incidents · 1 September 2019 – 2 January 2020 · 5 of them context · 5 without a map location",
            "11 of 21 incidents · 3 January 2020 – 11 July 2020 · 5 of them context · 6 without a map location",
            "2 incidents belong to both sides, and are counted on each.",
        ],
    ),
    ("trends", "Trends", ["Incidents by month", "What changed", "Download"], [ALL, "10 incidents"]),
    ("sources", "Sources and method", [], []),
]


@pytest.mark.parametrize(("page", "title", "headings", "texts"), PAGES, ids=[case[0] for case in PAGES])
def test_page_opens(page: str, title: str, headings: list[str], texts: list[str]) -> None:
    test = opened(page)
    assert [error.value for error in test.exception] == []
    assert [part.value for part in test.title] == [title]
    assert [part.value for part in test.header] == headings
    assert set(texts) <= set(said(test))


@pytest.mark.parametrize("page", ["incidents", "actors", "compare", "trends", "sources"])
@pytest.mark.parametrize(
    "query",
    [
        {"kind": "other"},
        pytest.param({"known": "2019-01-01"}, marks=pytest.mark.full),
        {"known": "2020-01-05"},
        pytest.param({"background": "yes", "from": "*", "to": "*"}, marks=pytest.mark.full),
    ],
    ids=["nothing", "nothing-known", "some-known", "background"],
)
def test_page_opens_on_little_and_on_all(page: str, query: dict[str, str]) -> None:
    test = opened(page, **query)
    assert [error.value for error in test.exception] == []
    assert len(test.title) == 1


def test_incidents_known_on_a_day_are_fewer() -> None:
    early = {one["id"] for one in widget(opened("incidents", known="2020-01-05"), "incident_table")["rows"]}
    assert 0 < len(early) < 19
    assert "2020-07-11-samawah-diwaniyah-convoy" not in early


def test_incidents_hold_what_the_sources_say() -> None:
    test = opened("incidents")
    table = widget(test, "incident_table")
    assert [column["label"] for column in table["columns"]] == [
        "When", "Incident", "Where", "Actors", "Confidence", "Killed", "Wounded", "Sources",
    ]  # fmt: skip
    assert len(table["rows"]) == 19
    assert row(test, KIRKUK) == [
        "27 December 2019",
        "More than 30 rockets hit a base near Kirkuk\nAttack · rocket attack",
        "An Iraqi military base near Kirkuk, Iraq\nNear a site or town; the true place may lie up to 15 km away",
        "Attributed to Kataib Hezbollah and Qassem Soleimani by the United States; denied by Kataib Hezbollah",
        "Corroborated",
        "1",
        "6",
        "Covert attacks, ¶\u00a09, 30, 31\nAttacks near Baghdad, ¶\u00a07",
    ]
    june = row(test, "2020-06-claimed-convoy-attack")
    assert june[0] == "In June 2020, day not known"
    assert june[5:7] == ["not stated", "not stated"], "what no source states is not nought"


def test_picked_incident_is_marked_and_told_beside() -> None:
    test = opened("incidents", incident=KIRKUK)
    marked = [one["id"] for one in widget(test, "incident_table")["rows"] if one["current"]]
    assert marked == [KIRKUK]
    card = widget(test, "incident_card")["card"]
    assert card["title"] == "More than 30 rockets hit a base near Kirkuk"
    assert "Denied" in [entry["stance"] for entry in card["ledger"]]


def test_incidents_are_searched_and_sorted() -> None:
    test = opened("incidents")
    test.text_input(key="incidents_search").set_value("Sayara Thora").run()
    assert len(widget(test, "incident_table")["rows"]) == 2
    assert test.query_params["q"] == "Sayara Thora", "the search is the shared one"


def test_nothing_found_says_what_to_loosen() -> None:
    test = opened("incidents", q="Soleimany", kind="protest")
    assert "Nothing fits this filter." in said(test)
    assert any(button.label.startswith("Without ") for button in test.button)


def test_downloads_are_offered_for_what_is_shown() -> None:
    test = opened("incidents", kind="attack")
    labels = [part.proto.label for part in test.get("download_button")]
    assert labels == ["CSV", "GeoJSON", "GeoParquet"]
    told = "5 incidents with ledger, figures and sources. Reported incidents, not a census; "
    assert f"{told}the notice travels in each file." in said(test)


MATRIX = [
    ("kataib_hezbollah", [0, 1, 1, 1, 1, 0, 0, 1, 1]),
    ("saraya_thawrat_al_ashrin", [2, 0, 0, 0, 0, 0, 0, 0, 2]),
    ("us_forces", [0, 0, 0, 1, 0, 0, 0, 6, 1]),
    ("event", [0, 0, 1, 6, 0, 1, 0, 0, 0]),
]


@pytest.mark.parametrize(("actor", "counts"), MATRIX, ids=[case[0] for case in MATRIX])
def test_matrix_counts_incidents(actor: str, counts: list[int]) -> None:
    matrix = widget(opened("actors"), "actor_matrix")
    assert [column["label"] for column in matrix["columns"]] == [
        "Claimed", "Attributed", "Suspected", "Reported", "Denied", "Disputed", "Party", "Target",
        "Made a statement",
    ]  # fmt: skip
    assert {one["id"]: one["counts"] for one in matrix["rows"]}[actor] == counts


def test_actor_is_told_with_names_and_ties() -> None:
    test = opened("actors", who="saraya_thawrat_al_ashrin")
    sheet = widget(test, "actor_sheet")
    assert (sheet["name"], sheet["native"]) == ("Saraya Thawrat al-Ashrin", "سرايا ثورة العشرين")
    facts = {label: cell_words(told) for label, told in sheet["facts"]}
    for spelling in (
        "Sayara Thora Al-Ashrin", "Saraya Ashreen Thani", "Saraya Thorat al-Ashrin", "Saraya Thurat Al-Ashrin",
    ):  # fmt: skip
        assert f"{spelling}\nDiwaniyah convoy, ¶\u00a02" in facts["Names in the sources"]
    assert "Kataib Hezbollah" in facts["May be the same as"]
    assert "says the report · Diwaniyah convoy, ¶\u00a02" in facts["Allegiance as reported"]
    assert [(lane["label"], lane["count"]) for lane in sheet["lanes"]] == [("Claimed", 2), ("Made a statement", 2)]
    june = next(mark for mark in sheet["lanes"][0]["marks"] if mark["id"] == "2020-06-claimed-convoy-attack")
    assert june["end"] - june["start"] == 29, "a month is a span, not its first day"
    assert test.query_params["who"] == "saraya_thawrat_al_ashrin"


def test_denial_stands_beside_the_accusation() -> None:
    sheet = widget(opened("actors", who="kataib_hezbollah"), "actor_sheet")
    forms = {lane["label"]: {mark["form"] for mark in lane["marks"]} for lane in sheet["lanes"]}
    assert forms["Attributed"] == {"for"}
    assert forms["Denied"] == {"against"}
    assert "Denied, says Kataib Hezbollah" in [cell_words(entry).split("\n")[1] for entry in sheet["entries"]]


@pytest.mark.parametrize("who", ["nobody", "", "<b>x</b>", "../etc", "x" * 5000])
def test_unknown_actor_is_ignored(who: str) -> None:
    test = opened("actors", who=who)
    assert [error.value for error in test.exception] == []
    assert not [part for part in test.get("bidi_component") if part.proto.id.endswith("actor_sheet")]


SIDES = [
    ({}, ["1 September 2019 – 2 January 2020", "3 January 2020 – 11 July 2020"]),
    (
        {"left": "2019-12-01..2019-12-31", "right": "2020-01-01..2020-01-31"},
        ["1 December 2019 – 31 December 2019", "1 January 2020 – 31 January 2020"],
    ),
    ({"left": "2020-01-03..2020-01-03"}, ["3 January 2020", "3 January 2020 – 11 July 2020"]),
    ({"left": "2020-02-30..nonsense"}, ["1 September 2019 – 2 January 2020", "3 January 2020 – 11 July 2020"]),
    ({"left": "2020-03-01..2020-01-01"}, ["1 September 2019 – 2 January 2020", "3 January 2020 – 11 July 2020"]),
    ({"compare": "actors"}, ["Kataib Hezbollah", "Saraya Thawrat al-Ashrin"]),
    (
        {"compare": "actors", "left": "united_states", "right": "iran"},
        ["United States", "Iran"],
    ),
    ({"compare": "actors", "left": "nobody"}, ["Kataib Hezbollah", "Saraya Thawrat al-Ashrin"]),
    ({"compare": "nonsense"}, ["1 September 2019 – 2 January 2020", "3 January 2020 – 11 July 2020"]),
]


@pytest.mark.parametrize(
    ("query", "headings"), [*SIDES[:3], *(pytest.param(*side, marks=pytest.mark.full) for side in SIDES[3:])]
)
def test_sides_come_from_the_address(query: dict[str, str], headings: list[str]) -> None:
    test = opened("compare", **query)
    assert [error.value for error in test.exception] == []
    assert [part.value for part in test.header] == headings


def test_both_sides_have_one_scale_and_one_legend() -> None:
    test = opened("compare")
    charts = [json.loads(part.proto.spec) for part in test.get("vega_lite_chart")]
    assert len(charts) == 6
    for left, right in zip(charts[:3], charts[3:], strict=True):
        assert left["height"] == right["height"]
    assert _domains(charts[0], "x") == _domains(charts[3], "x") == [[0, 5]]
    assert _domains(charts[1], "y") == _domains(charts[4], "y") == [[0, 6.08]]
    places = [_domains(chart, "y")[0] for chart in (charts[2], charts[5])]
    assert places[0] == places[1]
    assert len(places[0]) == 13
    lengths = [date(**_day(b)) - date(**_day(a)) for chart in (charts[2], charts[5]) for a, b in _domains(chart, "x")]
    assert len(set(lengths)) == 1, "a day is as wide on either side"
    words = [entry["text"] for entry in widget(test, "compare_legend")["entries"]]
    assert words[:5] == ["Armed group", "United States", "Iran", "Crowd or protesters", "Other, or several kinds"]


def _domains(chart: dict[str, Any], channel: str) -> list[Any]:
    layers = [layer["encoding"].get(channel, {}) for layer in chart["layer"]]
    return [layer["scale"]["domain"] for layer in layers if layer.get("scale")]


def _day(value: dict[str, int]) -> dict[str, int]:
    return {"year": value["year"], "month": value["month"], "day": value["date"]}


def test_side_without_incidents_says_so() -> None:
    test = opened("compare", left="2019-03-01..2019-03-31")
    assert "0 of 21 incidents · 1 March 2019 – 31 March 2019 · 0 without a map location" in said(test)
    assert "Nothing fits the filter on this side." in said(test)


def test_sources_say_what_rests_on_them() -> None:
    blocks = widget(opened("sources"), "sources_prose")["blocks"]
    headings = [block["text"] for block in blocks if block["is"] == "heading" and block["level"] == 2]
    assert headings == [
        "Sources", "Stated totals, and what is held", "Rules", "Codebook", "Faults and rejected rows", "Licences",
    ]  # fmt: skip
    assert blocks[0]["text"] == "Reported incidents, not a census."
    terms = [dict(block["terms"]) for block in blocks if block["is"] == "terms"][:3]
    assert [term["Used in"] for term in terms] == [
        "5 incidents, 6 statements, 2 rows of casualties",
        "16 incidents, 25 statements, 7 rows of casualties",
        "3 incidents, 8 statements, 1 row of casualties",
    ]
    assert [cell_words(term["Publisher"]).split("\n")[0] for term in terms] == ["not stated"] * 3
    assert [cell_words(term["Published"]).split("\n")[0] for term in terms] == [
        "8 January 2020", "Between 4 and 9 January 2020", "Between 11 and 17 July 2020",
    ]  # fmt: skip


def test_stated_totals_stand_beside_what_is_held() -> None:
    blocks = widget(opened("sources"), "sources_prose")["blocks"]
    table = next(b["table"] for b in blocks if b["is"] == "table" and b["table"]["caption"].startswith("Stated"))
    told = {cell_words(r["cells"][0]).split("\n")[0]: cell_words(r["cells"][3]) for r in table["rows"]}
    assert told["14 attacks"] == "1 incident\nFour Katyusha rockets hit a base near Baghdad airport"
    assert told["About 603 deaths"] == "Nothing to set beside: the unit is deaths"
    assert told["2 or more attacks"].startswith("2 incidents\n")


def test_pages_make_no_markup_of_data() -> None:
    for path in Path(ROOT / "geo" / "web" / "widgets").glob("*.js"):
        script = path.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in script, f"{path.name} uses {word}"
