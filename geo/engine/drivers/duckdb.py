"""DuckDB: one file, opened for reading only, asked inside of the atlas's own process."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pyarrow as pa

from geo.database_errors import EngineError, Trouble
from geo.disk.disk_errors import CannotWrite, refusal_in
from geo.engine.database_address import Address
from geo.engine.storage_layout import REGISTRY, arrow_schema
from geo.engine.store import RunningQueries, timeout_of

_SETTINGS = ("threads", "memory_limit", "temp_directory")
"""Options of the address that are settings of DuckDB."""
_WRITING = "1GB"
"""Memory for a load: rows only pass through."""


class DuckDBStore:
    """A file of DuckDB. Where it is gone, or another is in its place, a question says so: an open file would go on
    answering."""

    dialect = "duckdb"

    def __init__(self, address: Address) -> None:
        self.address = address
        self._connection = open_file(address, read_only=True)
        self._file = Path(address.place).stat()
        self._running = RunningQueries(address.shown, timeout_of(address))

    def run(self, sql: str) -> pa.Table:
        """The answer to a question."""
        self.check()
        cursor = self._connection.cursor()
        with self._running.question(cursor.interrupt, self._meaning):
            try:
                return cursor.sql(sql).to_arrow_table()
            finally:
                cursor.close()

    def check(self) -> None:
        """See ``Store``."""
        try:
            is_same = os.path.samestat(Path(self.address.place).stat(), self._file)
        except OSError:
            raise no_file(self.address) from None
        if not is_same:
            raise EngineError(
                Trouble.EMPTY, "another file took the place of the one that was open", self.address.shown,
                "It is opened by itself.",
            )  # fmt: skip

    def cancel(self, asker: str | None = None) -> int:
        """Take back what is being asked."""
        return self._running.cancel(asker)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _meaning(self, error: Exception) -> EngineError:
        if isinstance(error, duckdb.ConnectionException):
            return EngineError(
                Trouble.EMPTY, "the file was let go while it was asked", self.address.shown, "It is opened by itself."
            )
        if isinstance(error, duckdb.CatalogException):
            return EngineError(
                Trouble.EMPTY, "the tables of the dataset are gone", self.address.shown, "Load it again, then reload."
            )
        if isinstance(error, duckdb.OutOfMemoryException):
            return EngineError(
                Trouble.FAILED, "there is too little memory for this question", self.address.shown,
                "Add ?memory_limit=… or ?temp_directory=… to the address.",
            )  # fmt: skip
        return EngineError(Trouble.FAILED, f"DuckDB says: {error}", self.address.shown, "Look at the file.")


def open_file(address: Address, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the file of an address. Raises EngineError, and CannotWrite where the file is to be written and the
    disk refuses."""
    path = Path(address.place)
    if read_only and not path.exists():
        raise no_file(address)
    settings: dict[str, str | bool | int | float | list[str]] = {
        name: value for name, value in address.options.items() if name in _SETTINGS
    }
    try:
        return duckdb.connect(str(path), read_only=read_only, config=settings)
    except duckdb.Error as error:
        busy = "could not set lock" in str(error).lower()
        if not busy and not read_only:
            _refused_by_disk(path, error)
        raise EngineError(
            Trouble.UNREACHABLE if busy else Trouble.ADDRESS,
            "another program has the file open" if busy else f"the file can't be opened: {error}",
            address.shown,
            "Close the other one: a file of DuckDB can be read by many or written by one."
            if busy
            else "Check that it is a file of DuckDB, and the options of the address.",
        ) from None


def no_file(address: Address) -> EngineError:
    """What is said where the file of an address is not there."""
    return EngineError(
        Trouble.UNREACHABLE, f"there is no file {Path(address.place).name}", address.shown,
        "Check the path, or load a dataset into it: python -m geo load FILE --into ADDRESS.",
    )  # fmt: skip


def _refused_by_disk(path: Path, error: duckdb.Error) -> None:
    """Raises CannotWrite where that is what the error says."""
    folder = path.absolute().parent
    reason = refusal_in(error) if folder.is_dir() else "there is no such folder"
    if reason is not None:
        remedy = "Nothing was loaded; free some space there, or choose a folder that may be written to."
        raise CannotWrite(path.name, folder, reason, remedy) from None


class DuckDBWriter:
    """Writes into a file of DuckDB, all in one transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.has_published = False

    def write(self, table: str, name: str, batches: Iterable[pa.RecordBatch]) -> None:
        """Make a table and fill it."""
        rows = pa.RecordBatchReader.from_batches(arrow_schema(table), batches)
        self._connection.register("rows_to_write", rows)
        self._connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM rows_to_write')
        self._connection.unregister("rows_to_write")

    def publish(self, row: pa.Table) -> None:
        """Add the row, and with it make the tables seen."""
        self._connection.register("rows_to_write", row)
        self._connection.execute(f'CREATE TABLE IF NOT EXISTS "{REGISTRY}" AS SELECT * FROM rows_to_write LIMIT 0')
        self._connection.execute(f'INSERT INTO "{REGISTRY}" SELECT * FROM rows_to_write')
        self._connection.unregister("rows_to_write")
        self._connection.execute("COMMIT")
        self.has_published = True
        self._connection.execute("BEGIN")

    def discard(self, names: Iterable[str]) -> None:
        """Drop tables."""
        for name in names:
            self._connection.execute(f'DROP TABLE IF EXISTS "{name}"')

    def stored(self) -> pa.Table:
        """The table of datasets."""
        there = self._connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [REGISTRY]).fetchall()
        if not there:
            return arrow_schema(REGISTRY).empty_table()
        return self._connection.sql(f'SELECT * FROM "{REGISTRY}"').to_arrow_table()


@contextmanager
def duckdb_writer(address: Address) -> Iterator[DuckDBWriter]:
    """A file to load into; what was not published is undone, and a file that was made for it removed."""
    path = Path(address.place)
    is_new = not path.exists()
    connection = open_file(address, read_only=False)
    writer = DuckDBWriter(connection)
    try:
        if "memory_limit" not in address.options:
            connection.execute(f"SET memory_limit = '{_WRITING}'")
        connection.execute("BEGIN")
        yield writer
        connection.execute("COMMIT")
    except duckdb.Error as error:
        if writer.has_published:
            return  # the dataset is there, whole; what it replaced is dropped by the next load
        _refused_by_disk(path, error)
        raise EngineError(
            Trouble.FAILED, f"DuckDB says: {error}", address.shown, "Nothing was loaded; mend that and load again."
        ) from None
    finally:
        with suppress(duckdb.Error):  # what is committed is on the disk without it
            connection.close()
        if is_new and not writer.has_published:
            for left in (path, path.with_name(f"{path.name}.wal")):
                left.unlink(missing_ok=True)


duckdb_store = DuckDBStore
