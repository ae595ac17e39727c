"""The shipped dataset says what the three reports say, and no more."""

from __future__ import annotations

from collections import Counter
from datetime import date

import geopandas as gpd
import pytest
from pyproj import Geod

from geo.load import open_dataset
from geo.model.dataset import Dataset
from geo.model.vocabularies import CasualtyGroup, Stance
from tests.samples import CONVOY, DATA, EMBASSY, JUNE, KIRKUK

FEBRUARY = "2020-02-supply-convoy"
NINTH = "2019-12-09-baghdad-airport-rockets"
STRIKES = "2019-12-29-us-strikes-iraq-syria"
AIRPORT = "2020-01-03-baghdad-airport-strike"
MISSILES = "2020-01-08-al-asad-erbil-missiles"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(DATA / "incidents.geojson")


def test_the_shipped_files_have_no_faults(dataset: Dataset) -> None:
    assert (dataset.faults, dataset.set_aside) == ((), ())


def test_every_incident_is_there(dataset: Dataset) -> None:
    assert len(dataset.incidents) == 21
    assert Counter(dataset.incidents["kind"]) == {
        "attack": 5, "strike": 3, "unrest": 1, "protest": 1, "context": 9, "background": 2,
    }  # fmt: skip
    assert (len(dataset.actors), len(dataset.sources)) == (34, 3)


def test_geopandas_opens_the_file_as_it_is() -> None:
    frame = gpd.read_file(DATA / "incidents.geojson")
    assert len(frame) == 21
    assert frame.crs == "EPSG:4326"
    assert Counter(frame.geometry.geom_type.dropna()) == {"Point": 7, "MultiPoint": 1, "LineString": 1}
    assert int(frame.geometry.isna().sum()) == 12


def test_the_denial_of_kirkuk_is_kept(dataset: Dataset) -> None:
    entries = dataset.claims[dataset.claims["incident"] == KIRKUK]
    denial = entries[entries["stance"] == "denied"].iloc[0]
    assert (denial["actor"], denial["by"], denial["paragraph"]) == (
        "kataib_hezbollah",
        "kataib_hezbollah",
        31,
    )
    kirkuk = dataset.incident(KIRKUK)
    assert kirkuk.perpetrators == ("kataib_hezbollah", "qassem_soleimani")
    assert kirkuk.verification == "corroborated"
    assert dataset.incidents.loc[KIRKUK, "perpetrator_kind"] == "armed_group"


def test_kirkuk_counts_people_by_group_and_unknown_is_not_zero(dataset: Dataset) -> None:
    rows = {(row.group, row.source): (row.killed, row.wounded) for row in dataset.incident(KIRKUK).casualties}
    killed, wounded = rows[CasualtyGroup.US_FORCES, "suleimani-covert-attacks"]
    assert killed is None
    assert wounded is not None
    assert (wounded.min, wounded.max) == (4, 4)
    frame = dataset.incidents.loc[KIRKUK]
    assert (frame["killed_min"], frame["killed_max"]) == (1, 1)
    assert (frame["wounded_min"], frame["wounded_max"]) == (6, 6)
    assert (frame["munitions_min"], frame.isna()["munitions_max"]) == (31, True)


def test_nobody_claimed_the_ninth_of_december(dataset: Dataset) -> None:
    stances = [claim.stance for claim in dataset.incident(NINTH).claims]
    assert stances == [Stance.REPORTED, Stance.SUSPECTED, Stance.SUSPECTED]
    assert dataset.incidents.loc[NINTH, ["killed_min", "wounded_min"]].isna().tolist() == [True, False]


@pytest.mark.parametrize("incident", [FEBRUARY, JUNE])
def test_a_month_is_a_month_and_has_no_place(dataset: Dataset, incident: str) -> None:
    record = dataset.incident(incident)
    assert record.date_precision == "month"
    assert (record.date_end - record.date_start).days + 1 in {29, 30}
    assert (record.geometry, record.radius_km, record.place) == (None, None, None)


def test_only_the_claimant_tells_of_june(dataset: Dataset) -> None:
    assert dataset.incident(JUNE).verification == "claimed_only"
    assert dataset.incident(FEBRUARY).verification == "reported"
    assert dataset.incidents.loc[FEBRUARY, "perpetrator_kind"] == "unknown"


def test_the_strikes_of_29_december_are_no_pin(dataset: Dataset) -> None:
    record = dataset.incident(STRIKES)
    assert record.country == ("IQ", "SY")
    assert (record.location_precision, record.geometry) == ("country", None)
    assert [(row.group, row.killed.words()) for row in record.casualties if row.killed] == [("not_stated", "25")]


def test_two_incidents_share_baghdad_airport_and_local_dates_stand(dataset: Dataset) -> None:
    assert dataset.incidents.geometry[NINTH].equals(dataset.incidents.geometry[AIRPORT])
    assert dataset.incident(AIRPORT).date_start == date(2020, 1, 3)
    assert dataset.incident(MISSILES).date_start == date(2020, 1, 8)


def test_the_missiles_are_one_incident_at_two_places(dataset: Dataset) -> None:
    record = dataset.incident(MISSILES)
    assert record.shape is not None
    assert [(round(p.x, 2), round(p.y, 2)) for p in record.shape.geoms] == [(42.44, 33.79), (43.96, 36.24)]
    assert record.munitions is not None
    assert record.munitions.words() == "13 or more"
    assert dataset.incidents.loc[MISSILES, "perpetrator_kind"] == "iran"


def test_the_convoy_is_a_disputed_route_of_ninety_kilometres(dataset: Dataset) -> None:
    record = dataset.incident(CONVOY)
    assert record.verification == "disputed"
    assert record.shape is not None
    assert record.shape.geom_type == "LineString"
    assert len(record.shape.coords) == 13
    assert round(Geod(ellps="WGS84").geometry_length(record.shape) / 1000) == 89
    assert record.location_basis is not None
    assert "OpenStreetMap" in record.location_basis


def test_one_group_is_found_under_four_spellings_and_never_merged(dataset: Dataset) -> None:
    group = dataset.actors["saraya_thawrat_al_ashrin"]
    assert {alias.name for alias in group.aliases} == {
        "Sayara Thora Al-Ashrin", "Saraya Ashreen Thani", "Saraya Thorat al-Ashrin",
        "Saraya Thurat Al-Ashrin",
    }  # fmt: skip
    assert {same.actor for same in group.may_be} == {
        "kataib_hezbollah", "saraya_shuhada_thawar_ashreen_al_thani",
    }  # fmt: skip
    assert {alias.name for alias in dataset.actors["kataib_hezbollah"].aliases} == {
        "Kataib Hezbollah", "Kata’ib Hezbollah",
    }  # fmt: skip


def test_totals_are_no_incidents(dataset: Dataset) -> None:
    totals = {
        total.id: (total.figure.words(), total.unit, source.id, total.paragraph)
        for source in dataset.sources.values()
        for total in source.stated_totals
    }
    assert totals == {
        "attacks-near-baghdad-2019": ("14", "attacks", "attacks-near-baghdad", 2),
        "us-deaths-iraq-2003-2011": ("603", "deaths", "attacks-near-baghdad", 9),
        "us-deaths-iraq-share-2003-2011": ("17", "percent of deaths", "attacks-near-baghdad", 9),
        "attacks-on-us-targets-late-2019": ("2 or more", "attacks", "suleimani-covert-attacks", 5),
        "rockets-at-us-bases-2019-2020": ("24 or more", "rockets", "diwaniyah-convoy", 2),
    }


def test_the_meeting_told_by_two_reports_rests_on_one(dataset: Dataset) -> None:
    meeting = dataset.incident("2019-10-baghdad-villa-meeting")
    assert {citation.source for citation in meeting.sources} == {
        "suleimani-covert-attacks",
        "attacks-near-baghdad",
    }
    assert meeting.verification == "reported"
    assert dataset.incident(AIRPORT).verification == "corroborated"


def test_publishers_and_days_that_no_report_states_are_not_made_up(dataset: Dataset) -> None:
    assert {source.publisher for source in dataset.sources.values()} == {"not stated"}
    assert {source.id: (str(source.date_start), str(source.date_end)) for source in dataset.sources.values()} == {
        "attacks-near-baghdad": ("2020-01-08", "2020-01-08"),
        "suleimani-covert-attacks": ("2020-01-04", "2020-01-09"),
        "diwaniyah-convoy": ("2020-07-11", "2020-07-17"),
    }


def test_as_known_on_hides_what_nobody_had_told(dataset: Dataset) -> None:
    early = dataset.as_known_on(date(2020, 1, 3))
    assert early.incidents.index.tolist() == [
        "1983-kuwait-embassy-bombings",
        "2019-12-11-us-military-warning",
        "2019-12-soleimani-damascus",
        "2020-01-03-obrien-statement",
        "2020-01-03-us-officials-on-planning",
    ]
    assert len(early.casualties) == 0
    assert (early.known_on, early.version) == (date(2020, 1, 3), dataset.version)


def test_as_known_on_derives_again_from_what_is_left(dataset: Dataset) -> None:
    kirkuk = dataset.as_known_on(date(2020, 1, 5)).incident(KIRKUK)
    assert kirkuk.perpetrators == ("kataib_hezbollah",)
    assert kirkuk.verification == "reported"
    assert len(kirkuk.casualties) == 3
    later = dataset.as_known_on(date(2020, 1, 8))
    assert later.incident(KIRKUK) == dataset.incident(KIRKUK)
    assert CONVOY not in later.records


def test_as_known_on_the_last_day_is_the_whole_dataset(dataset: Dataset) -> None:
    assert list(dataset.as_known_on(date(2020, 7, 17)).records.values()) == list(dataset.records.values())


def test_an_unknown_incident_is_a_key_error(dataset: Dataset) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        dataset.incident("nowhere")
    assert dataset.incident(EMBASSY).id == EMBASSY
