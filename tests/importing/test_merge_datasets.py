"""Datasets that were imported one by one, put on one map: nothing of one is taken for something of the other."""

from __future__ import annotations

from pathlib import Path

from geo.importing import open_working_copy
from geo.importing.duplicates import duplicates_across
from geo.importing.joins import with_joins
from geo.load import inspect
from tests.conftest import ROOT
from tests.importing.conftest import Import, write

HEAD = "id,date,title,actor,lat,lon,country,killed\n"
BASE = HEAD + "1,2020-01-03,Rocket attack on a base,Harbour Brigade,33.30,44.40,Iraq,2\n"
NEAR = (
    HEAD
    + "1,2020-01-03,Rockets hit base,Harbour Brigade,33.31,44.41,Iraq,3\n8,2020-01-04,Far,Coast Guard,36.3,43.1,Iraq,\n"
)


def two(take: Import, tmp_path: Path) -> tuple[Path, Path]:
    """Two imports of files of one name, from two folders."""
    paths = []
    for folder, text in (("here", BASE), ("there", NEAR)):
        (tmp_path / folder).mkdir()
        paths.append(take(write(tmp_path / folder, "base.csv", text), out=f"{folder}.parquet").path)
    return paths[0], paths[1]


def test_pairs_across_two_datasets(take: Import, tmp_path: Path) -> None:
    here, there = (open_working_copy(path) for path in two(take, tmp_path))
    pairs = duplicates_across(here, there)
    assert [(pair.first, pair.second, pair.words) for pair in pairs] == [
        ("2020-01-03-1", "2020-01-03-1", "same day, 1 km apart")
    ]
    assert duplicates_across(here, open_working_copy(take("ucdp_ged.csv", out="other.parquet").path)) == []


def test_the_same_ids_stay_apart_and_the_same_actor_stays_one(take: Import, tmp_path: Path) -> None:
    found = take(*two(take, tmp_path), out="both.parquet")
    assert (found.account.read, found.account.accepted, found.account.incidents) == (3, 3, 3)
    dataset = open_working_copy(found.path)
    assert list(dataset.incidents.index) == ["2020-01-03-1", "2020-01-03-1-2", "2020-01-04-8"]
    assert list(dataset.sources) == ["base-csv", "base-csv-2"]
    assert [dataset.incident(name).sources[0].source for name in dataset.incidents.index] == [
        "base-csv", "base-csv-2", "base-csv-2",
    ]  # fmt: skip
    assert {actor: one.name for actor, one in dataset.actors.items()} == {
        "harbour_brigade": "Harbour Brigade", "coast_guard": "Coast Guard",
    }  # fmt: skip
    assert inspect(found.path).all_faults() == ()


def test_a_pair_across_is_joined_and_parted(take: Import, tmp_path: Path) -> None:
    dataset = open_working_copy(take(*two(take, tmp_path), out="both.parquet").path)
    joined = with_joins(dataset, (("2020-01-03-1", "2020-01-03-1-2"),))
    record = joined.incident("2020-01-03-1")
    assert [citation.source for citation in record.sources] == ["base-csv", "base-csv-2"]
    assert record.verification == "corroborated"
    assert len(joined.incidents) == 2
    assert len(with_joins(dataset, ()).incidents) == 3


def test_an_import_beside_the_atlas_own_incidents(take: Import) -> None:
    copy = take("acled_new.csv").path
    shipped = ROOT / "data" / "incidents.geojson"
    found = take(shipped, copy, out="both.parquet")
    assert found.account.incidents == 21 + 6
    assert inspect(found.path).all_faults() == ()
    assert not found.licence.may_share_rows


def test_a_table_beside_a_working_copy_of_a_table_of_its_name(take: Import, tmp_path: Path) -> None:
    here, _ = two(take, tmp_path)
    found = take(here, tmp_path / "there" / "base.csv", out="both.parquet")
    assert list(open_working_copy(found.path).sources) == ["base-csv", "base-csv-2"]
