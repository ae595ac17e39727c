"""What happens when a database is not as it should be: each trouble is told in words, and no password is in them."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from geo.engine import Cancelled, EngineError, Trouble, connect, redacted
from geo.engine.loading import load_dataset
from geo.engine.store import RunningQueries
from geo.filter.filter import Filter
from geo.model.dataset import Dataset
from tests.engine.servers import PASSWORD
from tests.engine.test_parity import MADE_UP

ATTACKS = Filter(kind=("attack",))


@pytest.mark.full
def test_only_reading_is_needed(postgres_address: str, datasets: dict[str, Dataset]) -> None:
    import psycopg

    load_dataset(datasets[MADE_UP], postgres_address, PASSWORD, "for-readers")
    plain = postgres_address.replace("postgres://", "postgresql://")
    with psycopg.connect(plain, password=PASSWORD) as owner:
        owner.execute("DROP ROLE IF EXISTS reader")
        owner.execute("CREATE ROLE reader LOGIN PASSWORD 'only-reads'")
        owner.execute("REVOKE ALL ON SCHEMA public FROM reader")
    reader = postgres_address.replace("atlas@", "reader@")
    with pytest.raises(EngineError, match="may not read the tables of the atlas") as told:
        connect(reader, "only-reads", "for-readers")
    assert told.value.trouble is Trouble.REFUSED
    with psycopg.connect(plain, password=PASSWORD) as owner:
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    engine = connect(reader, "only-reads", "for-readers")
    assert engine.summary(Filter(text="basra")).count > 0
    engine.close()
    with pytest.raises(EngineError, match="the user may not make tables"):
        load_dataset(datasets[MADE_UP], reader, "only-reads", "mine")


def test_a_wrong_password_is_refused_and_never_shown(postgres_address: str) -> None:
    with pytest.raises(EngineError, match="refuses this user or password") as told:
        connect(postgres_address, "wrong-one-17")
    assert told.value.trouble is Trouble.REFUSED
    assert "wrong-one-17" not in str(told.value)
    within = postgres_address.replace("atlas@", "atlas:wrong-one-18@")
    with pytest.raises(EngineError) as told:
        connect(within)
    assert "wrong-one-18" not in repr(told.value) + str(told.value)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(EngineError, match="the server does not answer") as told:
        connect("postgres://atlas:hidden-1@127.0.0.1:1/atlas")
    assert told.value.trouble is Trouble.UNREACHABLE
    assert told.value.may_pass
    assert "hidden-1" not in str(told.value)


def test_a_server_that_goes_away_and_comes_back(postgres_address: str, datasets: dict[str, Dataset]) -> None:
    import psycopg

    load_dataset(datasets[MADE_UP], postgres_address, PASSWORD, "steady")
    engine = connect(postgres_address, PASSWORD, "steady")
    with psycopg.connect(postgres_address.replace("postgres://", "postgresql://"), password=PASSWORD) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'incident-atlas'"
        )
    assert engine.summary(ATTACKS).count > 0, "a broken connection is opened anew"
    engine.close()


@pytest.mark.full
def test_a_question_that_takes_too_long(postgres_address: str, datasets: dict[str, Dataset]) -> None:
    load_dataset(datasets[MADE_UP], postgres_address, PASSWORD, "slow")
    engine = connect(f"{postgres_address}?timeout=0.5#slow", PASSWORD)
    with pytest.raises(EngineError, match=r"took longer than 0\.5 seconds") as told:
        engine._context.store.run("SELECT pg_sleep(20)")
    assert told.value.trouble is Trouble.SLOW
    engine.close()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://host/db", "“mysql://host/db” is no address of a database that the atlas knows. Write duckdb:///path"),
        ("mysql://me:pst-9@host/db", "“mysql://me:…@host/db” is no address"),
        ("duckdb:///nowhere/atlas.duckdb", "there is no file atlas.duckdb. Check the path, or load a dataset into it"),
        ("duckdb://", "the address says nothing of where the data is"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, sentence: str) -> None:
    with pytest.raises(EngineError) as told:
        connect(address)
    assert sentence in str(told.value)


def test_a_file_without_a_dataset(work: Path) -> None:
    import duckdb

    duckdb.connect(str(work / "other.duckdb")).close()
    with pytest.raises(EngineError, match="there is no dataset of the atlas in this database"):
        connect(f"duckdb://{work / 'other.duckdb'}")
    (work / "text.duckdb").write_text("not a database, whatever its name says " * 200)
    with pytest.raises(EngineError, match="the file can't be opened"):
        connect(f"duckdb://{work / 'text.duckdb'}")


@pytest.mark.full
def test_a_file_keeps_several_datasets_and_replaces_one(work: Path, datasets: dict[str, Dataset]) -> None:
    address = f"duckdb://{work / 'several.duckdb'}"
    load_dataset(next(iter(datasets.values())), address, name="one")
    load_dataset(datasets[MADE_UP], address, name="two")
    load_dataset(datasets[MADE_UP], address, name="one")
    for name in ("one", "two"):
        engine = connect(f"{address}#{name}")
        assert engine.about.id == MADE_UP
        engine.close()


def test_passwords_are_never_shown() -> None:
    text = "could not reach postgres://me:s3cret@host/db?password=other and spark://x?token=abc&warehouse=/w"
    assert redacted(text) == "could not reach postgres://me:…@host/db?password=… and spark://x?token=…&warehouse=/w"


def test_a_question_is_over_only_when_its_taking_back_is() -> None:
    """Else it would end the next question of the same connection."""
    running, asked = RunningQueries("here", 60), threading.Event()
    happened: list[str] = []

    def stop() -> None:
        asked.set()
        time.sleep(0.2)
        happened.append("stopped")

    def answer() -> None:
        with running.question(stop, lambda error: EngineError(Trouble.FAILED, "", "", "")):
            asked.wait(5)
            raise RuntimeError("the answer breaks off")

    def ask() -> None:
        with pytest.raises(Cancelled):
            answer()
        happened.append("lent to the next")

    thread = threading.Thread(target=ask)
    thread.start()
    while not running.cancel(None):
        time.sleep(0.01)
    thread.join(10)
    assert happened == ["stopped", "lent to the next"]
