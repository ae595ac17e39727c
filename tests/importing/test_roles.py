"""Who acts, who takes part and who is hit, held against the columns of made-up exports and the codebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.card import incident_card
from geo.filter.facets import FACET_BY_ID
from geo.importing import Imported, open_working_copy
from geo.importing.reasons import Notice
from geo.model.dataset import Dataset
from geo.model.incident import Incident
from geo.model.record_base import Figure
from geo.model.vocabularies import Stance
from tests.importing import sample_exports
from tests.importing.conftest import Import, write

NAMES = "event_id_cnty,event_date,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2"
A, B, C = "Militia Q (Iraq)", "Military Forces of Iraq (2014-)", "Civilians (Iraq)"
P, R = "Protesters (Iraq)", "Rioters (Iraq)"


def csv(folder: Path, table: pd.DataFrame, name: str = "made.csv") -> Path:
    path = folder / name
    table.to_csv(path, index=False)
    return path


def names(dataset: Dataset, ids: Iterable[str | None]) -> list[str]:
    return [dataset.actors[actor].name for actor in ids if actor]


def parties(record: Incident) -> list[str | None]:
    return [claim.actor for claim in record.claims if claim.stance is Stance.PARTY]


def roles(dataset: Dataset, record: Incident) -> tuple[list[str], list[str], list[str]]:
    """Names of perpetrators, parties and targets."""
    ids = record.perpetrators, parties(record), record.targets
    return names(dataset, ids[0]), names(dataset, ids[1]), names(dataset, ids[2])


def acled_row(take: Import, folder: Path, row: str, header: str = NAMES) -> tuple[Dataset, Incident]:
    found = take(write(folder, "one.csv", f"{header},country,location,latitude,longitude,fatalities\n{row}\n"))
    dataset = open_working_copy(found.path)
    assert found.about.schemas == ("acled",)
    (record,) = dataset.records.values()
    return dataset, record


WHERE = "Iraq,Town A,33.3,44.4,1"


def test_no_fatalities_in_acled_are_0_reported_and_no_sure_nought(take: Import, tmp_path: Path) -> None:
    sides = "Militia Q (Iraq),,3,Civilians (Iraq),,7"
    row = f"IRQ1,5 March 2020,Violence against civilians,Attack,{sides}"
    dataset, record = acled_row(take, tmp_path, f"{row},{WHERE.removesuffix('1')}0")
    (told,) = incident_card(dataset, record.id).casualties
    assert (told.killed, told.wounded) == ("0 reported", "not stated")
    assert record.casualties[0].killed == Figure(min=0, max=None)
    assert FACET_BY_ID["casualties"].values(dataset) == [("none_stated",)]


class TestAcled:
    @pytest.mark.parametrize(
        ("event", "sub", "sides", "expected", "kind", "event_type"),
        [
            ("Explosions/Remote violence", "Air/drone strike", (B, "1", A, "2"), ([B], [], [A]), "strike", "air_strike"),
            ("Explosions/Remote violence", "Air/drone strike", (B, "8", "", "0"), ([B], [], []), "strike", "air_strike"),
            ("Explosions/Remote violence", "Suicide bomb", (A, "2", B, "1"), ([A], [], [B]), "attack", "bombing"),
            ("Explosions/Remote violence", "Remote explosive/landmine/IED", (A, "3", "", "0"), ([A], [], []), "attack", "bombing"),
            ("Explosions/Remote violence", "Shelling/artillery/missile attack", (A, "Rebel group", C, "Civilians"), ([A], [], [C]), "attack", "shelling"),
            ("Remote violence", "", (A, "3", C, "7"), ([A], [], [C]), "attack", "other"),
            ("Violence against civilians", "Attack", (A, "3", C, "7"), ([A], [], [C]), "attack", "other"),
            ("Violence against civilians", "Sexual violence", (B, "1", C, "7"), ([B], [], [C]), "strike", "other"),
            ("Violence against civilians", "Abduction/forced disappearance", (C, "7", A, "3"), ([A], [], [C]), "attack", "abduction"),
            ("Battles", "Armed clash", (A, "2", B, "1"), ([], [A, B], []), "clash", "ground_assault"),
            ("Battle-No change of territory", "", (A, "2", B, "1"), ([], [A, B], []), "clash", "ground_assault"),
            ("Battle-Government regains territory", "", (B, "1", A, "2"), ([], [B, A], []), "clash", "ground_assault"),
            ("Protests", "Peaceful protest", (P, "6", "", "0"), ([P], [], []), "protest", "demonstration"),
            ("Protests", "Protest with intervention", (P, "6", B, "1"), ([P], [B], []), "protest", "demonstration"),
            ("Protests", "Excessive force against protesters", (P, "6", B, "1"), ([B], [], [P]), "protest", "demonstration"),
            ("Protests", "Excessive force against protesters", (B, "State forces", P, "Protesters"), ([B], [], [P]), "protest", "demonstration"),
            ("Riots", "Mob violence", (R, "5", C, "7"), ([R], [], [C]), "unrest", "other"),
            ("Riots", "Violent demonstration", (R, "5", B, "1"), ([R], [B], []), "unrest", "demonstration"),
            ("Riots/Protests", "", (R, "5", B, "1"), ([R], [B], []), "unrest", "other"),
            ("Riots/Protests", "", (P, "6", B, "1"), ([P], [B], []), "protest", "other"),
            ("Strategic developments", "Arrests", (B, "1", C, "7"), ([B], [], [C]), "context", "other"),
            ("Strategic developments", "Looting/property destruction", (A, "3", C, "7"), ([A], [], [C]), "context", "other"),
            ("Strategic developments", "Disrupted weapons use", (B, "1", A, "2"), ([], [B, A], []), "context", "other"),
            ("Strategic developments", "Agreement", (B, "1", A, "2"), ([], [B, A], []), "context", "other"),
            ("Headquarters or base established", "", (A, "2", "", "0"), ([], [A], []), "context", "other"),
            ("Non-violent transfer of territory", "", (A, "2", B, "1"), ([], [A, B], []), "context", "other"),
        ],
    )  # fmt: skip
    def test_the_type_of_the_event_says_who_acts(
        self, take: Import, tmp_path: Path, event: str, sub: str, sides: tuple[str, str, str, str],
        expected: tuple[list[str], list[str], list[str]], kind: str, event_type: str,
    ) -> None:  # fmt: skip
        one, inter1, two, inter2 = sides
        row = f"IRQ1,2020-03-14,{event},{sub},{one},,{inter1},{two},,{inter2},{WHERE}"
        dataset, record = acled_row(take, tmp_path, row)
        assert roles(dataset, record) == expected
        assert (record.kind, record.event_type) == (kind, event_type)

    def test_associated_actors_are_actors_of_the_incident(self, take: Import, tmp_path: Path) -> None:
        sides = f"{A},Brigade R (Iraq),2,{C},Women (Iraq); Students (Iraq),7"
        dataset, record = acled_row(
            take, tmp_path, f"IRQ1,2020-03-14,Violence against civilians,Attack,{sides},{WHERE}"
        )
        assert roles(dataset, record) == ([A], ["Brigade R (Iraq)"], [C, "Women (Iraq)", "Students (Iraq)"])
        assert record.claims[1].note == f"Associated with {A}, ACLED's actor 1."

    def test_without_codes_the_names_and_the_interaction_tell(self, take: Import, tmp_path: Path) -> None:
        header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,interaction"
        row = f"IRQ1,2020-03-14,Violence against civilians,Attack,League Z,{C},37,{WHERE}"
        dataset, record = acled_row(take, tmp_path, row, header)
        assert roles(dataset, record) == (["League Z"], [], [C])
        assert dataset.actors["league_z"].kind == "armed_group"

    @pytest.mark.parametrize(
        ("name", "inter", "kind", "state"),
        [
            ("Military Forces of Iraq (2018-)", "1", "state_force", "IQ"),
            ("Police Forces of Turkey (2016-) Gendarmerie", "8", "state_force", "TR"),
            ("Military Forces of the United States (2021-2025)", "External/Other forces", "state_force", "US"),
            ("Military Forces of Ruritania (2016-)", "8", "state_force", None),
            ("Government of Iraq (2014-2018)", "1", "state", "IQ"),
            ("Popular Front Forces (Iraq)", "State forces", "state_force", "IQ"),
            ("Unidentified Military Forces", "8", "state_force", None),
            ("Private Guards Ltd", "8", "other", None),
            ("Army of the River", "2", "armed_group", None),
            ("Unidentified Armed Group (Iraq)", "3", "armed_group", None),
        ],
    )
    def test_what_sort_of_actor_it_is(
        self, take: Import, tmp_path: Path, name: str, inter: str, kind: str, state: str | None
    ) -> None:
        row = f"IRQ1,2020-03-14,Explosions/Remote violence,Air/drone strike,{name},,{inter},,,0,{WHERE}"
        dataset, record = acled_row(take, tmp_path, row)
        (actor,) = (dataset.actors[one] for one in record.perpetrators)
        assert (actor.kind, actor.state) == (kind, state)
        assert record.kind == ("strike" if kind.startswith("state") else "attack")

    @pytest.mark.parametrize("civilians_first", [True, False])
    def test_one_row_an_actor_is_judged_as_one_event(self, take: Import, tmp_path: Path, civilians_first: bool) -> None:
        header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,assoc_actor_1,inter1"
        event = "ZZZ100,3-Aug-24,Violence against civilians,Attack"
        rows = [f"{event},{A},Brigade R (Iraq),3,{WHERE}", f"{event},{C},Women (Iraq),7,{WHERE}"]
        dataset, record = acled_row(take, tmp_path, "\n".join(rows[:: -1 if civilians_first else 1]), header)
        assert roles(dataset, record) == ([A], ["Brigade R (Iraq)"], sorted([C, "Women (Iraq)"]))
        assert record.title == "Attack on civilians, Town A"
        assert record.kind == "attack"

    def test_two_armed_sides_in_rows_of_their_own_are_parties(self, take: Import, tmp_path: Path) -> None:
        event = "ZZZ1,3-Aug-24,Explosions/Remote violence,Grenade"
        rows = f"{event},{A},,2,{B},,1,{WHERE}\n{event},{B},,1,{A},,2,{WHERE}"
        dataset, record = acled_row(take, tmp_path, rows)
        assert roles(dataset, record) == ([], [A, B], [])

    def test_notes_name_what_the_type_leaves_together(self, take: Import, tmp_path: Path) -> None:
        row = f"IRQ1,2020-03-14,Explosions/Remote violence,Shelling/artillery/missile attack,{A},,2,{C},,7,"
        _, record = acled_row(take, tmp_path, f"{row}Two rockets landed.,{WHERE}", f"{NAMES},notes")
        assert (record.event_type, record.weapons) == ("rocket_attack", ("rocket",))

    def test_the_year_column_mends_a_damaged_year(self, take: Import, tmp_path: Path) -> None:
        pytest.importorskip("geo.importing.schemas.date_columns")
        row = f"IRQ1,0016-10-07,2016,Battles,Armed clash,{A},,2,{B},,1,{WHERE}"
        header = NAMES.replace("event_date,", "event_date,year,")
        _, record = acled_row(take, tmp_path, row, header)
        assert str(record.date_start) == "2016-10-07"


def columns_of(table: pd.DataFrame) -> dict[str, Counter[str]]:
    """Names by role as the columns of ACLED's export have them, by the issue's reading of the codebook."""
    directed = table.event_type.isin(["Explosions/Remote violence", "Violence against civilians"])
    forced = table.sub_event_type == "Excessive force against protesters"
    crowds = table.event_type.isin(["Protests", "Riots"]) & ~forced
    battles = table.event_type == "Battles"
    acting = [*table.actor1[directed | crowds], *table.actor2[forced]]
    hit = [*table.actor2[directed], *table.actor1[forced]]
    return {
        "acting": Counter(name for name in acting if name),
        "hit": Counter(name for name in hit if name),
        "fighting": Counter([*table.actor1[battles], *table.actor2[battles]]),
    }


class TestMadeExports:
    @pytest.fixture
    def acled(self) -> pd.DataFrame:
        return sample_exports.acled()

    def test_roles_of_acled_follow_the_columns(self, take: Import, tmp_path: Path, acled: pd.DataFrame) -> None:
        found = take(csv(tmp_path, acled))
        dataset = open_working_copy(found.path)
        records = list(dataset.records.values())
        expected = columns_of(acled)
        assert (found.account.read, found.account.accepted, len(records)) == (400, 400, 400)
        assert Counter(name for one in records for name in names(dataset, one.perpetrators)) == expected["acting"]
        associates = {"Brigade R (Iraq)", "Women (Iraq)", "Students (Iraq)"}
        hit = Counter(name for one in records for name in names(dataset, one.targets))
        assert {name: count for name, count in hit.items() if name not in associates} == expected["hit"]
        fights = [one for one in records if one.kind == "clash"]
        fighting = Counter(name for one in fights for name in names(dataset, parties(one)))
        assert {name: count for name, count in fighting.items() if name not in associates} == expected["fighting"]
        assert not any(set(one.perpetrators) & set(one.targets) for one in records)
        assert not any(one.kind == "other" for one in records)

    def test_associates_of_acled_are_kept(self, take: Import, tmp_path: Path, acled: pd.DataFrame) -> None:
        dataset = open_working_copy(take(csv(tmp_path, acled)).path)
        beside = Counter(
            name
            for one in dataset.records.values()
            for name in names(dataset, {*parties(one), *one.targets})
            if name in ("Brigade R (Iraq)", "Women (Iraq)")
        )
        cells = acled.assoc_actor_1
        assert beside == {
            "Brigade R (Iraq)": int(cells.str.contains("Brigade").sum()),
            "Women (Iraq)": int(cells.str.contains("Women").sum()),
        }

    def test_roles_and_bounds_of_ucdp(self, take: Import, tmp_path: Path) -> None:
        table = sample_exports.ucdp()
        found = take(csv(tmp_path, table))
        dataset = open_working_copy(found.path)
        records = list(dataset.records.values())
        one_sided = table.type_of_violence == "3"
        acting = Counter(name for one in records for name in names(dataset, one.perpetrators))
        assert acting == Counter(table.side_a[one_sided])
        assert Counter(name for one in records for name in names(dataset, one.targets)) == {
            "Civilians": one_sided.sum()
        }
        taking_part = Counter(name for one in records for name in names(dataset, parties(one)))
        assert taking_part == Counter([*table.side_a[~one_sided], *table.side_b[~one_sided]])
        assert found.account.reported[Notice.AT_ODDS.value] == 12
        assert found.account.placed == (table.where_prec.astype(int) <= 2).sum()

    def test_contradicting_bounds_keep_what_was_given(self, take: Import, tmp_path: Path) -> None:
        table = sample_exports.ucdp(1).assign(best="21", low="22", high="20")
        (record,) = open_working_copy(take(csv(tmp_path, table)).path).records.values()
        (row,) = record.casualties
        assert row.killed is not None
        assert row.killed.words() == "20 to 22"
        assert row.note == (
            "UCDP's own figures contradict each other: low 22, best 21, high 20. "
            "The span is from the least to the greatest of them."
        )

    def test_groups_and_targets_of_gtd(self, take: Import, tmp_path: Path) -> None:
        table = sample_exports.gtd()
        found = take(csv(tmp_path, table))
        dataset = open_working_copy(found.path)
        records = list(dataset.records.values())
        known = table.gname != "Unknown"
        acting = Counter(name for one in records for name in names(dataset, one.perpetrators))
        assert acting == Counter(table.gname[known])
        stances = Counter(claim.stance.value for one in records for claim in one.claims if claim.actor)
        unsure = known & (table.guncertain1 == "1")
        assert stances == {
            "suspected": unsure.sum(), "attributed": (known & ~unsure).sum(),
            "claimed": (known & (table.claimed == "1")).sum(),
        }  # fmt: skip
        assert Counter(name for one in records for name in names(dataset, one.targets)) == Counter(table.target1)
        stated = [one for one in records if any(row.killed for row in one.casualties)]
        assert len(stated) == (table.nkill != "").sum()

    def test_some_perpetrators_killed_leave_the_others_open(self, take: Import, tmp_path: Path) -> None:
        table = sample_exports.gtd(1).assign(nkill="", nkillter="2", nwound="")
        found = take(csv(tmp_path, table))
        dataset = open_working_copy(found.path)
        (record,) = dataset.records.values()
        assert [row.killed and row.killed.words() for row in record.casualties] == ["2 or more"]
        assert pd.isna(dataset.incidents["killed_max"].iloc[0])

    def test_more_perpetrators_than_people_in_all_is_noticed(self, take: Import, tmp_path: Path) -> None:
        found = take(csv(tmp_path, sample_exports.gtd(1).assign(nkill="1", nkillter="3", nwound="")))
        (record,) = open_working_copy(found.path).records.values()
        assert [row.killed and row.killed.words() for row in record.casualties] == ["1 to 3"]
        assert found.account.reported[Notice.AT_ODDS.value] == 1


def as_points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy(table.longitude.astype(float), table.latitude.astype(float))
    return gpd.GeoDataFrame(table.drop(columns=["latitude", "longitude"]), geometry=points, crs="EPSG:4326")


@pytest.mark.filterwarnings("ignore:Column names longer", "ignore:Normalized", "ignore:.*Normalized/laundered")
class TestContainers:
    """A schema is known by its fields, whatever container, case and order they come in."""

    @pytest.mark.parametrize("schema", ["acled", "ucdp_ged", "gtd"])
    @pytest.mark.parametrize(
        "container", ["upper", "reversed", "index", "no_coordinates", "xlsx", "geojson", "fgb", "shp"]
    )
    def test_it_is_known_by_its_fields(self, take: Import, tmp_path: Path, schema: str, container: str) -> None:
        made = {"acled": sample_exports.acled, "ucdp_ged": sample_exports.ucdp, "gtd": sample_exports.gtd}[schema]
        table = made(9).assign(latitude="33.3", longitude="44.4")
        expected = self.told(take(csv(tmp_path, table, "plain.csv")), schema)
        found = take(self.kept(table, container, tmp_path), out="other.parquet")
        assert self.told(found, schema) == expected
        assert found.licence.dataset == {"acled": "ACLED", "ucdp_ged": "UCDP GED", "gtd": "GTD"}[schema]

    @staticmethod
    def told(found: Imported, schema: str) -> list[object]:
        assert found.about.schemas == (schema,)
        dataset = open_working_copy(found.path)
        assert found.account.accepted == 9
        return [
            (record.id, record.kind, *roles(dataset, record), [row.killed for row in record.casualties])
            for record in dataset.records.values()
        ]

    @staticmethod
    def kept(table: pd.DataFrame, container: str, folder: Path) -> Path:
        if container == "upper":
            return csv(folder, table.rename(columns=str.upper))
        if container == "reversed":
            return csv(folder, table[table.columns[::-1]].assign(reviewed_by="Desk 2"))
        if container == "index":
            path = folder / "index.csv"
            table.to_csv(path, index=True)
            return path
        if container == "no_coordinates":
            return csv(folder, table.drop(columns=["latitude", "longitude"]))
        if container == "xlsx":
            table.to_excel(folder / "made.xlsx", index=False)
            return folder / "made.xlsx"
        suffix = {"geojson": "made.geojson", "fgb": "made.fgb", "shp": "made.shp.zip"}[container]
        as_points(table).to_file(folder / suffix)
        return folder / suffix
