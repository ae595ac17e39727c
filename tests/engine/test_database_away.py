"""A server of PostgreSQL that is stopped and started while people look, and a load into it that is killed."""

from __future__ import annotations

import random
from pathlib import Path

import psycopg
import pytest

from geo.database_errors import EngineError, Trouble
from geo.engine import connect
from geo.engine.loading import load_dataset, load_file
from geo.filter.filter import Filter
from geo.query import connection
from tests.conftest import ROOT, lacking
from tests.engine.servers import PASSWORD, postgres_programs, postgres_server, restart, stop
from tests.generated import dataset_of
from tests.killed import command, kill_when, names_in, run_freely
from tests.test_app import given, run
from tests.test_pages import opened

pytestmark = pytest.mark.full
ALL = Filter(background=True)
SHIPPED = ROOT / "data" / "incidents.geojson"


def test_a_server_that_is_stopped_is_missed_in_words_and_asked_again_when_it_is_back(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    if postgres_programs() is None:
        lacking("PostgreSQL (Debian: apt-get install postgresql)")
    folder = tmp_path_factory.mktemp("away")
    with postgres_server(folder) as address:
        load_file(SHIPPED, address, PASSWORD)
        monkeypatch.setenv("ATLAS_DATABASE", address)
        monkeypatch.setenv("ATLAS_DATABASE_PASSWORD", PASSWORD)
        monkeypatch.setenv("ATLAS_MOST_HELD", "10")
        connection.forget()
        app = run(kind="attack")
        assert not app.exception
        before = given(app, "stage")["view"]["filter"]
        engine = connect(address, PASSWORD)
        stop(folder)
        with pytest.raises(EngineError, match="the server does not answer") as told:
            engine.summary(ALL)
        assert told.value.trouble is Trouble.UNREACHABLE
        app.run()
        assert given(app, "stage")["view"]["filter"] == before, "what was asked before is still shown"
        app = opened("incidents", kind="attack", q="kirkuk")
        assert not app.exception
        assert [title.value for title in app.title] == ["The database cannot be reached"]
        said = [text.value for text in app.text]
        assert "the server does not answer" in said[0]
        assert "Check that it runs and that the network lets you through; the next try comes by itself." in said[0]
        assert said[1] == "Your view is kept in the address of this page."
        restart(folder)
        assert engine.summary(ALL).count == 21
        app.run()
        assert not app.exception
        assert [title.value for title in app.title] == ["Incidents"]
        assert app.query_params["q"] == "kirkuk"
        engine.close()
        connection.forget()


def test_a_load_that_is_killed_is_never_seen_and_leaves_no_table(postgres_address: str, tmp_path: Path) -> None:
    load_dataset(dataset_of(5, 30), postgres_address, PASSWORD, "killed")
    tables, chance = _tables(postgres_address), random.Random(4)  # noqa: S311
    call = command("load", SHIPPED, "--into", postgres_address, "--as", "killed")
    scratch = tmp_path / "scratch"
    for _ in range(6):
        kill_when(
            call,
            scratch,
            lambda: scratch.exists() and bool(names_in(scratch)),
            chance.random() * 1.5,
            ATLAS_DATABASE_PASSWORD=PASSWORD,
        )
        engine = connect(postgres_address, PASSWORD, "killed")
        assert engine.summary(ALL).count in (30, 21)
        engine.close()
    done = run_freely(call, scratch, ATLAS_DATABASE_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stdout
    engine = connect(postgres_address, PASSWORD, "killed")
    assert engine.summary(ALL).count == 21
    engine.close()
    assert len(_tables(postgres_address)) == len(tables)
    assert names_in(scratch) == []


def _tables(address: str) -> list[str]:
    with psycopg.connect(address.replace("postgres://", "postgresql://"), password=PASSWORD) as owner:
        rows = owner.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'atlas\\_killed\\_%'").fetchall()
    return [str(row[0]) for row in rows]
