"""The datasets that are known by name: codes become words, originals stay beside, and no role is invented."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from geo.importing import open_working_copy
from geo.importing.reasons import Notice, Reason, Unplaced
from geo.model.dataset import Dataset
from geo.model.incident import Incident
from geo.model.record_base import Figure
from tests.importing.conftest import Import


def told(record: Incident) -> list[tuple[str | None, str, str]]:
    """Whose act it is said to be, how, and by whom."""
    return [(claim.actor, claim.stance.value, claim.by) for claim in record.claims]


def by_title(dataset: Dataset) -> dict[str, Incident]:
    return {record.title: record for record in dataset.records.values()}


class TestAcled:
    @pytest.fixture
    def records(self, take: Import) -> dict[str, Incident]:
        return by_title(open_working_copy(take("acled_new.csv").path))

    def test_both_sides_of_a_battle_are_parties_and_neither_is_the_attacker(self, records: dict[str, Incident]) -> None:
        record = records["Armed clash: Military Forces of Iraq and Harbour Brigade, Al-Taji"]
        assert told(record) == [
            ("military_forces_of_iraq_2014", "party", "report"), ("harbour_brigade", "party", "report"),
        ]  # fmt: skip
        assert record.claims[0].note == (
            "ACLED's actor 1. By its codebook, both sides fight, and neither is said to have attacked; "
            "civilians among them are hit."
        )
        assert (record.perpetrators, record.targets) == ((), ())
        assert record.kind == "clash"

    def test_civilians_are_hit_and_the_other_side_acts(self, records: dict[str, Incident]) -> None:
        record = records["Attack on civilians, Baqubah"]
        assert told(record) == [("unidentified_armed_group_iraq", "reported", "report")]
        assert record.targets == ("civilians_iraq",)

    def test_a_fatality_count_of_0_is_0_reported_and_no_sure_0(self, records: dict[str, Incident]) -> None:
        (reported,) = records["Attack on civilians, Baqubah"].casualties
        assert (reported.killed, reported.wounded) == (Figure(min=0, max=None), None)
        assert reported.killed.words() == "0 reported"
        (exact,) = records["Armed clash: Military Forces of Iraq and Harbour Brigade, Al-Taji"].casualties
        assert exact.killed.words() == "3"

    def test_a_week_and_a_month_are_no_days(self, records: dict[str, Incident]) -> None:
        week, month = records["Attack on civilians, Baqubah"], records["Air/drone strike on Harbour Brigade, Anbar"]
        assert (str(week.date_start), str(week.date_end), week.date_precision) == ("2020-01-02", "2020-01-08", "week")
        assert (str(month.date_start), str(month.date_end)) == ("2020-02-01", "2020-02-29")
        assert month.date_basis == "ACLED time_precision 3: within a month."

    def test_a_province_is_never_a_pin(self, records: dict[str, Incident]) -> None:
        record = records["Air/drone strike on Harbour Brigade, Anbar"]
        assert (record.geometry, record.location_precision, record.radius_km) == (None, "admin1", None)

    def test_swapped_and_zero_coordinates_are_reported_and_not_placed(self, take: Import) -> None:
        found = take("acled_new.csv")
        assert found.account.not_placed_reasons == {
            Unplaced.AREA.value: 1, Unplaced.SWAPPED.value: 1, Unplaced.ZERO.value: 1,
        }  # fmt: skip
        assert [(row.id, row.reason) for row in found.unplaced] == [
            ("IRQ5", "coordinates_swapped"), ("IRQ6", "coordinates_zero"),
        ]  # fmt: skip

    def test_the_timestamp_is_when_it_was_put_in(self, records: dict[str, Incident]) -> None:
        claim = records["Armed clash: Military Forces of Iraq and Harbour Brigade, Al-Taji"].claims[0]
        assert (str(claim.known_since), claim.known_since_basis) == ("2020-01-05", "stated")

    def test_one_row_a_party_is_one_incident(self, take: Import) -> None:
        found = take("acled_old.csv")
        assert (found.account.accepted, found.account.incidents) == (4, 3)
        assert found.account.reported == {Notice.SHORT_YEAR.value: 2, Notice.PER_ACTOR.value: 1}
        dataset = open_working_copy(found.path)
        assert told(dataset.incident("2015-01-01-10irq")) == [
            ("harbour_brigade", "party", "report"), ("military_forces_of_iraq_2014", "party", "report"),
        ]  # fmt: skip
        assert list(dataset.incidents.index) == ["2015-01-01-10irq", "2015-02-07-11irq", "2015-12-31-12irq"]

    def test_numbers_of_inter_become_kinds(self, take: Import) -> None:
        actors = open_working_copy(take("acled_old.csv").path).actors
        forces = actors["military_forces_of_iraq_2014"]
        assert (forces.kind, forces.state) == ("state_force", "IQ")
        assert actors["harbour_brigade"].kind == "armed_group"

    def test_the_latest_revision_counts_and_different_events_under_one_id_stay_several(self, take: Import) -> None:
        found = take("acled_revisions.csv")
        assert [(reject.row, reject.id, reject.reason) for reject in found.rejects] == [
            (1, "IRQ1", Reason.REVISION.value), (4, "IRQ2", Reason.SAME_ROW.value),
        ]  # fmt: skip
        assert found.account.reported == {Notice.REPEATED_ID.value: 1}
        incidents = open_working_copy(found.path).incidents
        assert incidents["summary"].tolist() == ["Second report.", "Same.", "One.", "Other."]
        assert incidents.index.tolist()[2:] == ["2020-01-05-irq3", "2020-01-06-irq3"]

    def test_original_cells_travel_with_the_incident(self, take: Import) -> None:
        row = pq.read_table(take("acled_new.csv").path).to_pylist()[2]
        assert (row["file"], row["row"]) == ("acled_new.csv", 3)
        assert (row["original"]["geo_precision"], row["original"]["latitude"]) == ("3", "33.0")
        assert row["original"]["source"] == "Outlet A; Outlet B"

    def test_rows_may_not_be_shared(self, take: Import) -> None:
        found = take("acled_new.csv")
        assert not found.licence.may_share_rows
        assert found.licence.citation == "ACLED (Armed Conflict Location & Event Data), acleddata.com"
        assert open_working_copy(found.path).licence == found.licence


class TestUcdp:
    @pytest.fixture
    def records(self, take: Import) -> dict[str, Incident]:
        dataset = open_working_copy(take("ucdp_ged.csv").path)
        return {record.id[-4:]: record for record in dataset.records.values()}

    def test_figures_by_side_where_the_bounds_agree(self, records: dict[str, Incident]) -> None:
        rows = [(row.group.value, row.killed.words()) for row in records["1001"].casualties]
        assert rows == [("iraqi_forces", "2"), ("armed_groups", "3")]

    def test_bounds_where_they_differ(self, records: dict[str, Incident]) -> None:
        row = records["1002"].casualties[0]
        assert (row.group, row.killed.words()) == ("not_stated", "2 to 9")
        assert row.note == "UCDP's lower and upper bound; best estimate 4."

    def test_nothing_known_is_no_figure(self, records: dict[str, Incident]) -> None:
        assert records["1004"].casualties == ()

    def test_one_sided_violence_names_who_acts_and_who_is_hit(self, records: dict[str, Incident]) -> None:
        record = records["1002"]
        assert told(record) == [("harbour_brigade", "reported", "report")]
        assert (record.targets, record.kind) == (("civilians",), "attack")

    def test_spans_keep_their_precision(self, records: dict[str, Incident]) -> None:
        assert [records[name].date_precision.value for name in ("1001", "1002", "1003", "1004", "1005")] == [
            "day", "week", "year", "month", "week",
        ]  # fmt: skip
        assert str(records["1003"].date_end) == "2017-12-30"

    def test_only_exact_and_near_places_are_drawn(self, records: dict[str, Incident]) -> None:
        drawn = {
            name: (record.location_precision.value, record.geometry is not None) for name, record in records.items()
        }
        assert drawn == {
            "1001": ("site", True), "1002": ("vicinity", True), "1003": ("admin1", False), "1004": ("country", False),
            "1005": ("admin2", False),
        }  # fmt: skip
        assert records["1002"].radius_km == 25

    def test_the_file_as_a_whole_tells_the_order(self, take: Import) -> None:
        found = take("ucdp_mdy.csv")
        told_ = found.about.mapping[0]
        assert (told_["date_order"], told_["date_evidence"]) == ("MDY", {"DMY": 0, "MDY": 2, "either": 2})
        assert found.account.reported == {Notice.ORDER.value: 1}
        days = open_working_copy(found.path).incidents["date_start"].dt.date
        assert [day.isoformat() for day in days] == ["2017-07-31", "2017-03-04"]

    def test_without_evidence_the_row_is_set_aside(self, take: Import) -> None:
        found = take("ucdp_no_order.csv")
        assert [(reject.id, reject.reason) for reject in found.rejects] == [("1", Reason.ORDER.value)]
        assert found.rejects[0].remedy == (
            "Say in the mapping whether the day or the month comes first (date_order: DMY or MDY), "
            "or write the date as 2020-06-30."
        )

    def test_aggregated_events_are_told(self, take: Import) -> None:
        assert take("ucdp_ged.csv").account.reported[Notice.AGGREGATED.value] == 1

    def test_rows_may_be_shared_with_the_citation(self, take: Import) -> None:
        licence = take("ucdp_ged.csv").licence
        assert licence.may_share_rows
        assert licence.name == "CC BY 4.0"


class TestGtd:
    @pytest.fixture
    def records(self, take: Import) -> list[Incident]:
        return list(open_working_copy(take("gtd.csv").path).records.values())

    def test_a_claim_stands_beside_the_attribution(self, records: list[Incident]) -> None:
        assert told(records[0]) == [
            ("harbour_brigade", "attributed", "report"), ("harbour_brigade", "claimed", "harbour_brigade"),
        ]  # fmt: skip
        assert records[0].perpetrators == ("harbour_brigade",)

    def test_an_uncertain_group_is_suspected(self, records: list[Incident]) -> None:
        assert told(records[1]) == [("river_front", "suspected", "report")]
        assert records[1].claims[0].note == "GTD marks the attribution as uncertain."

    def test_competing_claims(self, records: list[Incident]) -> None:
        assert told(records[3]) == [
            ("harbour_brigade", "attributed", "report"), ("harbour_brigade", "claimed", "harbour_brigade"),
            ("river_front", "attributed", "report"), ("river_front", "claimed", "river_front"),
        ]  # fmt: skip
        assert records[3].claims[1].note == "GTD notes competing claims."

    def test_nobody_named(self, records: list[Incident]) -> None:
        assert told(records[2]) == [(None, "reported", "report")]

    def test_a_month_and_a_year(self, records: list[Incident]) -> None:
        spans = [(str(record.date_start), str(record.date_end), record.date_precision.value) for record in records[1:3]]
        assert spans == [("2017-02-01", "2017-02-28", "month"), ("2017-01-01", "2017-12-31", "year")]
        assert records[1].date_basis == "GTD approxdate: February 2017"

    def test_perpetrators_are_subtracted_and_codes_are_not_known(self, records: list[Incident]) -> None:
        rows = [
            (row.group.value, row.killed and row.killed.words(), row.wounded and row.wounded.words())
            for row in records[0].casualties
        ]
        assert rows == [("not_stated", "5", None), ("armed_groups", "2", None)]
        assert records[1].casualties == ()
        assert records[2].casualties[0].killed.words() == "0"
        assert records[3].casualties[0].note == "May include perpetrators: how many of these is not known."

    def test_codes_for_not_known_are_counted(self, take: Import) -> None:
        assert take("gtd.csv").account.reported == {Notice.NO_ZERO.value: 2}

    def test_damaged_ids_are_said_and_never_guessed(self, take: Import) -> None:
        found = take("gtd_damaged.csv")
        assert found.account.reported == {Notice.DAMAGED_ID.value: 2}
        dataset = open_working_copy(found.path)
        assert list(dataset.incidents.index) == ["2017-01-15-row-1", "2017-01-16-row-2"]
        assert pq.read_table(found.path).to_pylist()[0]["original"]["eventid"] == "2.017E+11"

    def test_rows_may_not_be_shared(self, take: Import) -> None:
        assert not take("gtd.csv").licence.may_share_rows
