"""The card of an incident, word for word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from geo.card import CardWriter, incident_card
from geo.card.fact_words import name
from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.vocabularies import ActorKind
from tests.filter_cases import ROCKETS, STRIKES, with_parties
from tests.samples import CONVOY, DATA, EMBASSY, JUNE, KIRKUK


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(DATA / "incidents.geojson")


def test_kirkuk_in_words(dataset: Dataset) -> None:
    card = incident_card(dataset, KIRKUK)
    facts = dict(card.facts)
    assert card.title == "More than 30 rockets hit a base near Kirkuk"
    assert (card.when, card.where) == ("27 December 2019", "An Iraqi military base near Kirkuk, Iraq")
    assert (card.kind.label, card.verification.label) == ("Attack", "Corroborated")
    assert card.verification.definition == "Two independent sources tell it, and none disputes it."
    assert card.headline == (
        "Attributed to Kataib Hezbollah and Qassem Soleimani by the United States; denied by Kataib Hezbollah"
    )
    assert facts["Weapons"] == "31 or more rockets"
    assert facts["Targets"] == (
        "US armed forces; Iraqi armed forces, according to Covert attacks and Attacks near Baghdad"
    )
    assert facts["Native name"] == "كركوك"
    assert facts["How placed"].startswith("Near a site or town; the true place may lie up to 15 km away. ")
    assert "Wikipedia (35°30′45″N 44°17′03″E)" in facts["How placed"]
    assert facts["Names in the sources"] == "Kataib Hezbollah: Kata’ib Hezbollah"


def test_the_figures_of_kirkuk_lead_to_their_paragraphs(dataset: Dataset) -> None:
    card = incident_card(dataset, KIRKUK)
    assert [(row.group, row.killed, row.wounded, row.source) for row in card.casualties] == [
        ("US civilian contractors", "1", "not stated", "Covert attacks, ¶ 30"),
        ("US forces", "not stated", "4", "Covert attacks, ¶ 30"),
        ("Iraqi forces", "not stated", "2", "Covert attacks, ¶ 30"),
        ("US civilian contractors", "1", "not stated", "Attacks near Baghdad, ¶ 7"),
    ]
    assert dict(card.facts)["On the casualties"] == ("Sources differ; do not add these figures.")


def test_the_ledger_of_kirkuk_is_in_order_and_holds_the_denial(dataset: Dataset) -> None:
    rows = incident_card(dataset, KIRKUK).ledger
    assert [(row.known_since, row.who, row.stance, row.about, row.source, row.where) for row in rows] == [
        ("4 January 2020 at the earliest", "The report", "Reported", "the event", "Covert attacks", "¶ 30"),
        ("4 January 2020 at the earliest", "United States", "Attributed", "to Kataib Hezbollah",
         "Covert attacks", "¶ 31"),
        ("4 January 2020 at the earliest", "Kataib Hezbollah (كتائب حزب الله)", "Denied",
         "having carried it out",
         "Covert attacks", "¶ 31"),
        ("8 January 2020, day of publication", "United States", "Attributed", "to Kataib Hezbollah",
         "Attacks near Baghdad", "¶ 7"),
        ("8 January 2020, day of publication", "United States", "Attributed", "to Qassem Soleimani",
         "Attacks near Baghdad", "¶ 7"),
    ]  # fmt: skip


def test_the_ledger_is_sorted_by_the_day_on_which_it_became_known(dataset: Dataset) -> None:
    rows = incident_card(dataset, "1983-kuwait-embassy-bombings").ledger
    assert [row.known_since for row in rows] == [
        "1 January 2007 at the earliest",
        "4 January 2020 at the earliest",
    ]


def test_sources_name_their_paragraphs_and_no_publisher_is_made_up(dataset: Dataset) -> None:
    cited = incident_card(dataset, KIRKUK).sources
    assert [(source.publisher, source.where) for source in cited] == [
        ("publisher not stated, between 4 and 9 January 2020", "¶ 9, 30, 31"),
        ("publisher not stated, 8 January 2020", "¶ 7"),
    ]


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        ("crowd", "Protesters (Iraq)", "protesters (Iraq)"),
        ("crowd", "Crowds at the US embassy", "crowds at the US embassy"),
        ("other", "Labour Group (Iraq)", "Labour Group (Iraq)"),
        ("other", "Brigade R (Iraq)", "Brigade R (Iraq)"),
        ("other", "IS", "IS"),
        ("unnamed_source", "Two Iraqi security officials", "two Iraqi security officials"),
        ("armed_group", "Women's Brigade", "Women's Brigade"),
    ],
)
def test_a_name_in_a_sentence_keeps_its_letters(dataset: Dataset, kind: str, written: str, told: str) -> None:
    actor = dataset.actors["iran"].model_copy(update={"id": "one", "name": written, "kind": ActorKind(kind)})
    assert name(replace(dataset, actors={"one": actor}), "one") == told


def test_roles_in_a_headline() -> None:
    dataset = with_parties()
    told = {one: incident_card(dataset, one) for one in (KIRKUK, ROCKETS, STRIKES)}
    assert told[KIRKUK].headline == (
        "Parties: Kataib Hezbollah and the US armed forces; against the US armed forces and the Iraqi armed forces; "
        "denied by Kataib Hezbollah"
    )
    assert told[ROCKETS].headline.startswith("By Asaib Ahl al-Haq against ")
    assert told[ROCKETS].headline.endswith("according to the report; also party: Kataib Hezbollah")
    assert told[STRIKES].headline == (
        "By the United States against Kataib Hezbollah, according to the report; also party: Iran"
    )
    assert dict(told[KIRKUK].facts)["Parties"] == "Kataib Hezbollah (كتائب حزب الله); US armed forces"
    assert ("The report", "Party", "Kataib Hezbollah") in [(r.who, r.stance, r.about) for r in told[KIRKUK].ledger]


@pytest.mark.parametrize(
    ("incident", "when", "where", "headline"),
    [
        ("2019-12-09-baghdad-airport-rockets", "9 December 2019",
         "A base near Baghdad international airport, Iraq",
         "Kataib Hezbollah and Asaib Ahl al-Haq suspected by the US armed forces"),
        ("2019-12-29-us-strikes-iraq-syria", "29 December 2019",
         "Several places in Iraq and Syria, not named",
         "By the United States against Kataib Hezbollah, according to the report"),
        (EMBASSY, "31 December 2019", "US embassy, Baghdad, Iraq",
         "By crowds at the US embassy against the US embassy in Baghdad, according to the report"),
        ("2020-01-08-al-asad-erbil-missiles", "8 January 2020",
         "Military bases at Al-Asad (in the report Al-Assad) and Erbil, Iraq",
         "Attributed to Iran by the US Department of Defense"),
        ("2020-02-supply-convoy", "in February 2020, day not known", "Iraq",
         "Against the US armed forces; no perpetrator named"),
        (JUNE, "in June 2020, day not known", "Iraq", "Claimed by Saraya Thawrat al-Ashrin"),
        (CONVOY, "11 July 2020", "Road between Samawah and Diwaniyah, Iraq",
         "Claimed by Saraya Thawrat al-Ashrin; disputed by the report"),
        ("2019-12-11-us-military-warning", "11 December 2019", "Place not known",
         "By the US armed forces, according to the report"),
    ],
)  # fmt: skip
def test_rows_in_words(dataset: Dataset, incident: str, when: str, where: str, headline: str) -> None:
    row = CardWriter(dataset).row(dataset.incident(incident))
    assert (row["id"], row["when"], row["where"], row["headline"]) == (incident, when, where, headline)


def test_the_disputed_convoy_says_what_is_doubted_and_who_may_be_who(dataset: Dataset) -> None:
    card = incident_card(dataset, CONVOY)
    facts = dict(card.facts)
    assert [(row.who, row.stance, row.about) for row in card.ledger][-1] == (
        "The report", "Disputed", "that it happened as reported",
    )  # fmt: skip
    assert ("Aurora Intel", "Suspected", "the event, as not confirmed") in [
        (row.who, row.stance, row.about) for row in card.ledger
    ]
    assert facts["Governorate"] == "Diwaniyah"
    assert facts["Names in the sources"] == (
        "Saraya Thawrat al-Ashrin: Sayara Thora Al-Ashrin, Saraya Ashreen Thani, Saraya Thorat al-Ashrin, "
        "Saraya Thurat Al-Ashrin"
    )
    assert facts["May be the same"] == (
        "Saraya Thawrat al-Ashrin may be the same as Kataib Hezbollah or Saraya Shuhada Thawar Ashreen "
        "al-Thani, "
        "by the report"
    )
    assert facts["On the casualties"].startswith("Civilians: Injured people, apparently civilians; ")


def test_what_is_not_placed_says_so(dataset: Dataset) -> None:
    facts = dict(incident_card(dataset, JUNE).facts)
    assert facts["How placed"].startswith("Known to the country only; nothing is drawn. ")
    assert "Weapons" not in facts
    assert incident_card(dataset, JUNE).casualties == ()


def test_every_card_is_plain_json_text(dataset: Dataset) -> None:
    for incident in dataset.records:
        told = incident_card(dataset, incident).to_dict()
        assert json.loads(json.dumps(told)) == told
        assert set(told) == {
            "id", "title", "summary", "kind", "verification", "headline", "when", "where", "facts",
            "casualties",
            "ledger", "sources", "sourceRows",
        }  # fmt: skip
        assert told["casualties"]["columns"] == ["Group", "Killed", "Wounded", "Source"]


def test_a_card_as_known_on_an_earlier_day_leaves_out_what_came_later(dataset: Dataset) -> None:
    early = incident_card(dataset.as_known_on(date(2020, 1, 5)), KIRKUK)
    assert early.headline == "Attributed to Kataib Hezbollah by the United States; denied by Kataib Hezbollah"
    assert early.verification.label == "Reported"
    assert len(early.ledger) == 3
