"""The staging database: a temporary DuckDB file in which a dataset is put together before any database sees it.

Rows come in some at a time and are sorted on disk, so that memory doesn't grow with the file; every engine then gets
the same finished tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import shapely

from geo.disk.disk_errors import refusal_in, temporary_refused
from geo.disk.held_folders import remove_held_folder
from geo.disk.temporary_folders import new_temporary_folder
from geo.engine.loading.dictionaries import sets_table
from geo.engine.loading.encoder import Columns, Encoder
from geo.engine.storage_layout import SORTED_BY, arrow_schema
from geo.extent import Bounds, extent

_MEMORY = "1GB"
_ROWS = 100_000
_IN_ORDER = frozenset({"incidents", "postings", "documents"})


class StagingDatabase:
    """Takes in incidents and gives out finished tables."""

    def __init__(self, memory: str = _MEMORY) -> None:
        """Raises CannotWrite where there can be no folder for it."""
        self._folder = new_temporary_folder("load")
        self.connection = duckdb.connect(
            str(self._folder / "staging.duckdb"),
            config={"memory_limit": memory, "temp_directory": str(self._folder), "preserve_insertion_order": True},
        )
        self.encoder = Encoder()
        self.rows = 0
        """Rows of the table of incidents so far; an incident has one for each state in which it was known."""
        names = [name for name in arrow_schema("incidents").names if name != "key"]
        self._incidents = pa.schema([("seq", pa.int64()), *(arrow_schema("incidents").field(n) for n in names)])
        self._make("s_incidents", self._incidents)
        self._make("s_postings", pa.schema([("code", pa.int32()), ("seq", pa.int64())]))
        self._make("documents", arrow_schema("documents"))

    def __enter__(self) -> StagingDatabase:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            with suppress(duckdb.Error):  # on a full disk not even that goes
                self.connection.close()
        finally:
            remove_held_folder(self._folder)
        told = refusal_in(error) if isinstance(error, duckdb.Error) else None
        if told is not None:
            raise temporary_refused("temporary files (load)", told) from None

    def _make(self, name: str, schema: pa.Schema) -> None:
        self._insert(f"CREATE TABLE {name} AS SELECT * FROM incoming", schema.empty_table())

    def _insert(self, sql: str, table: pa.Table) -> None:
        self.connection.register("incoming", table)
        self.connection.execute(sql)
        self.connection.unregister("incoming")

    def add(self, columns: Columns, row: np.ndarray, words: np.ndarray, holders: np.ndarray) -> None:
        """Take in incidents: their columns, their place in the dataset, their words and the position of each holder."""
        count = len(row)
        seq = np.arange(self.rows, self.rows + count, dtype=np.int64)
        columns = {"seq": pa.array(seq), "row": pa.array(row.astype(np.int32)), **columns}
        table = pa.table({name: columns[name] for name in self._incidents.names}).cast(self._incidents)
        self._insert("INSERT INTO s_incidents SELECT * FROM incoming", table)
        pairs = pa.table({"code": pa.array(words.astype(np.int32)), "seq": pa.array(holders + self.rows)})
        self._insert("INSERT INTO s_postings SELECT * FROM incoming", pairs)
        self.rows += count

    def add_documents(self, row: np.ndarray, documents: list[str]) -> None:
        """Take in documents, in the order of their rows."""
        columns = [pa.array(row.astype(np.int32)), pa.array(documents, pa.string())]
        table = pa.Table.from_arrays(columns, schema=arrow_schema("documents"))
        self._insert("INSERT INTO documents SELECT * FROM incoming", table)

    def documents_are(self, sql: str) -> None:
        """Take the documents from a query, when they are written; it gives them in the order of their rows."""
        self.connection.execute("DROP TABLE documents")
        self.connection.execute(f"CREATE VIEW documents AS {sql}")

    def finish(self) -> None:
        """Sort by time, number, and put the tables of the layout together."""
        names = ", ".join(f'"{name}"' for name in arrow_schema("incidents").names if name != "key")
        run = self.connection.execute
        run(
            f"CREATE TABLE incidents AS SELECT (row_number() OVER (ORDER BY start_day, seq) - 1)::INTEGER AS key, {names}, seq "
            "FROM s_incidents ORDER BY start_day, seq"
        )
        self._insert("CREATE TABLE s_words AS SELECT * FROM incoming", self.encoder.vocabulary.table())
        run(
            "CREATE TABLE numbered AS SELECT code AS old, (row_number() OVER (ORDER BY sound, word) - 1)::INTEGER AS code, "
            "sound, word, written FROM s_words"
        )
        run("CREATE TABLE words AS SELECT code, sound, word, written FROM numbered ORDER BY code")
        run(
            "CREATE TABLE postings AS SELECT w.code AS word, i.key FROM s_postings p JOIN numbered w ON p.code = w.old "
            "JOIN incidents i USING (seq) ORDER BY 1, 2"
        )
        run("DROP TABLE s_postings")
        run("DROP TABLE s_incidents")
        self._insert("CREATE TABLE sets AS SELECT * FROM incoming", sets_table(self.encoder.dictionaries))
        shapes = {"code": pa.array(self.encoder.shapes.values(), pa.int32()),
                  "wkb": pa.array([wkb.hex() for wkb in self.encoder.shapes], pa.string())}  # fmt: skip
        self._insert("CREATE TABLE shapes AS SELECT * FROM incoming", pa.table(shapes))

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """A finished table, in its order, some rows at a time."""
        schema = arrow_schema(table)
        names = ", ".join(f'"{name}"' for name in schema.names)
        # What is large lies in its order already; sorting it again would double the time.
        order = "" if table in _IN_ORDER else f" ORDER BY {', '.join(SORTED_BY[table])}"
        cursor = self.connection.cursor()
        reader = cursor.sql(f"SELECT {names} FROM {table}{order}").to_arrow_reader(_ROWS)
        for batch in reader:
            yield from pa.Table.from_batches([batch]).cast(schema).to_batches()

    def all(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of an answer, of which there are few."""
        return self.connection.execute(sql).fetchall()

    def one(self, sql: str) -> tuple[Any, ...]:
        """The first row of an answer."""
        return tuple(self.connection.execute(sql).fetchall()[0])

    def bounds(self) -> Bounds | None:
        """West, south, east, north of all that is placed (see ``geo.extent``)."""
        boxes = self.connection.execute(
            "SELECT min(lon), min(lat), max(lon), max(lat) FROM incidents WHERE lon IS NOT NULL GROUP BY floor(lon)"
        ).fetchall()
        parts = shapely.get_parts(shapely.from_wkb(list(self.encoder.shapes)))
        return extent(np.array([*boxes, *shapely.bounds(parts)], dtype=np.float64))
