"""Fixtures of the engine's tests: the same datasets in every engine."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.engine import Engine, connect
from geo.engine.loading import load_dataset
from geo.load import open_dataset
from geo.model.dataset import Dataset
from tests.conftest import ROOT, lacking
from tests.engine.servers import PASSWORD, java, postgres_programs, postgres_server
from tests.filter_cases import with_parties, with_source_rows, with_strange_governorates
from tests.generated import dataset_of

ENGINES = ("duckdb", pytest.param("postgres", marks=pytest.mark.full), pytest.param("spark", marks=pytest.mark.spark))
"""Spark takes its time to start: its tests are a step of their own (``pytest -m spark``)."""


@pytest.fixture(scope="session")
def datasets() -> dict[str, Dataset]:
    """By name: the shipped one, a made-up one, one with parties, one with rows and one with governorates of no known name."""
    made_up = dataset_of(11, 700)
    placed = with_strange_governorates()
    shipped = open_dataset(ROOT / "data" / "incidents.geojson")
    return {shipped.id: shipped, made_up.id: made_up, with_parties().id: with_parties(), "rows": with_source_rows(),
            placed.id: placed}  # fmt: skip


@pytest.fixture(scope="session")
def postgres_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of PostgreSQL."""
    if postgres_programs() is None:
        lacking("PostgreSQL (Debian: apt-get install postgresql)")
    with postgres_server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(scope="session")
def spark_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Spark in local mode."""
    if importlib.util.find_spec("pyspark") is None or java() is None:
        lacking("Spark (pip install pyspark; Debian: apt-get install openjdk-17-jre-headless)")
    warehouse = tmp_path_factory.mktemp("warehouse")
    return f"spark:local[2]?warehouse={warehouse}&spark.driver.memory=1g"


@pytest.fixture(scope="session", params=ENGINES)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, datasets: dict[str, Dataset]
) -> str:
    """The address of one engine that holds both datasets."""
    if request.param == "duckdb":
        found = f"duckdb://{tmp_path_factory.mktemp('duckdb') / 'atlas.duckdb'}"
    else:
        found = str(request.getfixturevalue(f"{request.param}_address"))
    for dataset in datasets.values():
        load_dataset(dataset, found, PASSWORD)
    return found


@pytest.fixture(scope="session")
def engines(address: str, datasets: dict[str, Dataset]) -> Iterator[dict[str, Engine]]:
    """Both datasets in one engine, by name."""
    opened = {name: connect(address, PASSWORD, name) for name in datasets}
    yield opened
    for engine in opened.values():
        engine.close()


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder."""
    return tmp_path_factory.mktemp("engine")
