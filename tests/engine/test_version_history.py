"""A working copy is loaded column by column; what comes out is what the records themselves give, one by one."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.engine.loading.incident_batches import FileMetadata, stage_dataset, stage_file
from geo.engine.loading.staging import StagingDatabase
from geo.importing.working_copy_writer import schema_of
from geo.load import open_dataset
from geo.load.copy_metadata import META, CopyMetadata
from geo.model.cited_source import Relay, Source
from geo.model.dataset import Dataset, assemble
from geo.model.incident import Incident
from geo.model.vocabularies import Stance, Verification
from tests.generated import dataset_of


def write_copy(path: Path, dataset: Dataset) -> None:
    """The working copy that an import of these incidents would be."""
    framed = dataset.incidents.astype(object).to_dict("index")
    rows = [_row(record, framed[record.id], number) for number, record in enumerate(dataset.records.values())]
    about = CopyMetadata(
        dataset.id, dataset.title, dataset.version, dataset.actors, dataset.sources, None, dataset.licence.to_dict(),
        [], {}, (),
    )  # fmt: skip
    schema = schema_of(pa.struct([("id", pa.string())])).with_metadata({META: about.to_json().encode()})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)


def _row(record: Incident, framed: Mapping[str, Any], number: int) -> dict[str, Any]:
    plain = record.model_dump(mode="python")
    casualties = [
        {**row, **_figure("killed", row.pop("killed")), **_figure("wounded", row.pop("wounded"))}
        for row in plain["casualties"]
    ]
    figures = [f"{what}_{end}" for what in ("killed", "wounded") for end in ("min", "max")]
    return {
        **plain, **_figure("munitions", None),
        **{name: None if pd.isna(framed[name]) else int(framed[name]) for name in figures},
        "perpetrator_kind": framed["perpetrator_kind"], "known_since": framed["known_since"].date(),
        "casualties": casualties, "citations": plain["sources"], "file": "made-up.csv", "row": number + 1,
        "original": {"id": record.id}, "geometry": None if record.shape is None else shapely.to_wkb(record.shape),
    }  # fmt: skip


def _figure(name: str, figure: Mapping[str, int | None] | None) -> dict[str, int | None]:
    return {f"{name}_min": figure and figure["min"], f"{name}_max": figure and figure["max"]}


def contents(stage: StagingDatabase, head: FileMetadata) -> dict[str, Any]:
    """What is in the staging database, codes and numbers put back into words."""
    combos = {
        column: {code: sorted(combination) for combination, code in dictionary.codes.items()}
        for column, dictionary in stage.encoder.dictionaries.items()
    }
    words = dict(enumerate(stage.encoder.vocabulary.numbers))
    rows = stage.connection.sql("SELECT * FROM s_incidents").to_arrow_table().to_pylist()
    held = stage.connection.execute("SELECT seq, list(code) FROM s_postings GROUP BY seq").fetchall()
    texts = {seq: sorted(words[code] for code in codes) for seq, codes in held}
    shapes = {code: wkb for wkb, code in stage.encoder.shapes.items()}
    for row in rows:
        row["words"] = texts.get(row.pop("seq"), [])
        row["shape"] = shapes.get(row["shape"])
        for column, meaning in combos.items():
            row[column] = meaning[row[column]]
    return {"rows": sorted(rows, key=lambda row: (row["row"], row["known_from"])), "states": head.states}


def both_ways(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """By columns, and record by record."""
    with StagingDatabase() as quick, StagingDatabase() as slow:
        return contents(quick, stage_file(quick, path, lambda _: None)), contents(
            slow, stage_dataset(slow, open_dataset(path))
        )


def again(dataset: Dataset, records: list[Incident], sources: Mapping[str, Source]) -> Dataset:
    """A dataset of other records."""
    return assemble(id=dataset.id, version=dataset.version, title=dataset.title, period=None, records=records,
                    actors=dataset.actors, sources=sources)  # fmt: skip


def retold(record: Incident, chance: random.Random, dataset: Dataset) -> Incident:
    """The incident with entries of other sources and days, and now and then a headline that its ledger doesn't give."""
    names = list(dataset.sources)
    claims = tuple(
        claim.model_copy(
            update={
                "source": chance.choice(names),
                "known_since": record.date_start + timedelta(days=chance.choice([0, 0, 1, 30, 700])),
            }
        )
        for claim in record.claims
    )
    rows = tuple(row.model_copy(update={"source": chance.choice(names)}) for row in record.casualties)
    update: dict[str, Any] = {"claims": claims, "casualties": rows}
    if chance.random() < 0.2:
        update["verification"] = chance.choice(list(Verification))
    if chance.random() < 0.1:
        update["perpetrators"] = tuple(chance.sample(list(dataset.actors), chance.randrange(3)))
    return record.model_copy(update=update)


@pytest.mark.full
@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), size=st.integers(0, 60))
def test_by_columns_as_record_by_record(tmp_path_factory: pytest.TempPathFactory, seed: int, size: int) -> None:
    dataset, chance = dataset_of(seed, size), random.Random(seed)  # noqa: S311
    relay = Relay(origin="An agency", paragraphs=chance.choice([None, (1,), (2,)]), note="It says so.")
    sources = {
        name: source.model_copy(
            update={
                "relays": (relay,) if chance.random() < 0.5 else (),
                "date_start": date(2018, 1, 1) + timedelta(days=chance.randrange(1500)),
            }
        )
        for name, source in dataset.sources.items()
    }
    records = [retold(record, chance, dataset) for record in dataset.records.values()]
    path = tmp_path_factory.mktemp("told") / "made_up.parquet"
    write_copy(path, again(dataset, records, sources))
    quick, slow = both_ways(path)
    assert len(quick["rows"]) == len(slow["rows"]) >= size
    for one, other in zip(quick["rows"], slow["rows"], strict=True):
        assert one == other
    assert quick["states"] == slow["states"]


def test_what_was_told_bit_by_bit(tmp_path: Path) -> None:
    """A denial that came a month later is not known before; nobody's word is known before the first one's."""
    dataset = dataset_of(3, 40)
    record = next(r for r in dataset.records.values() if len(r.claims) > 1 and len(r.sources) == 1)
    day = date(2018, 3, 1)
    first, second = record.claims[:2]
    claims = (
        first.model_copy(update={"actor": "actor_1", "stance": Stance.CLAIMED, "known_since": day}),
        second.model_copy(update={"actor": "actor_1", "stance": Stance.DENIED, "known_since": day + timedelta(30)}),
    )
    record = record.model_copy(update={"claims": claims, "casualties": (), "perpetrators": ("actor_1",),
                                       "date_start": day, "date_end": day})  # fmt: skip
    path = tmp_path / "made_up.parquet"
    write_copy(path, again(dataset, [record], dataset.sources))
    rows = both_ways(path)[0]["rows"]
    ledgers = [row["ledger"] for row in rows]
    assert [("actor_1", "claimed")] in ledgers
    assert ledgers[-1] == [("actor_1", "claimed"), ("actor_1", "denied")]
    assert [row["known_to"] for row in rows[:-1]] == [row["known_from"] for row in rows[1:]]
