"""``python -m geo load``: files into databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.engine import make
from geo.cli import app
from geo.count import option_counts
from geo.engine import connect
from geo.filter.apply import prepare, select
from geo.filter.filter import Filter
from geo.load import open_dataset
from tests.conftest import ROOT

RUN = CliRunner()
SHIPPED = ROOT / "data" / "incidents.geojson"


def test_load_the_shipped_file(tmp_path: Path) -> None:
    address = f"duckdb://{tmp_path / 'atlas.duckdb'}"
    told = RUN.invoke(app, ["load", str(SHIPPED), "--into", address, "--as", "iraq"])
    assert (told.exit_code, told.output) == (0, f"21 incidents of “{open_dataset(SHIPPED).title}” are stored.\n")
    engine = connect(f"{address}#iraq")
    assert engine.summary(Filter()).count == 19
    engine.close()


def test_load_what_can_not_be_read(tmp_path: Path) -> None:
    missing = RUN.invoke(app, ["load", str(tmp_path / "no.geojson"), "--into", f"duckdb://{tmp_path / 'a.duckdb'}"])
    assert missing.exit_code == 2
    assert "no.geojson" in missing.output
    nowhere = RUN.invoke(app, ["load", str(SHIPPED), "--into", "oracle://me:pst-4@host/db"])
    assert nowhere.exit_code == 1
    assert "is no address of a database that the atlas knows" in nowhere.output
    assert "pst-4" not in nowhere.output


def test_a_load_that_breaks_off_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"duckdb://{tmp_path / 'atlas.duckdb'}"
    assert RUN.invoke(app, ["load", str(SHIPPED), "--into", address]).exit_code == 0

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.engine.drivers.duckdb.DuckDBWriter.publish", broken)
    assert RUN.invoke(app, ["load", str(SHIPPED), "--into", address]).exit_code != 0
    engine = connect(address)
    assert engine.summary(Filter()).count == 19
    assert engine._context.store.run("SELECT count(*) AS n FROM duckdb_tables()")["n"].to_pylist() == [7]
    engine.close()


def test_load_a_working_copy(tmp_path: Path) -> None:
    """An import of somebody's own table, streamed: the same answers as the opened copy, original cells included."""
    table = tmp_path / "own.csv"
    lines = ["id,date,place,country,latitude,longitude,what,deaths"]
    lines += [
        f"{n},2019-{1 + n % 12:02d}-{1 + n % 28:02d},Town {n % 7},Iraq,{33 + n / 500:.4f},{44 + n / 300:.4f},Explosion number {n},{n % 5}"
        for n in range(300)
    ]
    table.write_text("\n".join(lines) + "\n")
    copy = tmp_path / "own.parquet"
    told = RUN.invoke(app, ["import", str(table), "-o", str(copy)])
    assert told.exit_code == 0, told.output
    address = f"duckdb://{tmp_path / 'own.duckdb'}"
    told = RUN.invoke(app, ["load", str(copy), "--into", address])
    assert told.exit_code == 0, told.output
    dataset, engine = open_dataset(copy), connect(address)
    assert len(dataset.incidents) == engine.about.count == 300
    for asked in (Filter(), Filter(text="number 17"), Filter(text="town", casualties=("killed",))):
        assert engine.ids(asked) == select(prepare(dataset, asked), asked).ids
    assert engine.about.licence == dataset.licence
    some = str(dataset.incidents.index[42])
    assert engine.incident(some).incident(some) == dataset.incident(some)
    document = engine._context.run(engine._context.tables.documents.limit(1))["document"][0].as_py()
    assert '"original":{' in document
    assert "Explosion number" in document
    engine.close()


@pytest.mark.full
def test_made_up_incidents_open(tmp_path: Path) -> None:
    """What the benchmarks make up can be taken out again, one by one and as a whole, and says what is counted."""
    address = f"duckdb://{tmp_path / 'made_up.duckdb'}"
    make(400, address)
    engine = connect(address)
    dataset = engine.dataset(Filter(background=True))
    assert len(dataset.incidents) == 400
    for name in engine.rows(Filter(), limit=20)["id"].to_pylist():
        assert engine.incident(name).incident(name) == dataset.incident(name)
    counts = engine.option_counts(Filter(background=True))
    for facet in ("kind", "event_type", "location_precision", "verification", "weapon", "country", "admin1"):
        held = option_counts(dataset, Filter(background=True), facet)
        assert {value: n for value, n in held.items() if n} == {value: n for value, n in counts[facet].items() if n}
    engine.close()
