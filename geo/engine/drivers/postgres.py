"""PostgreSQL: one server for everybody, asked over connections that are kept and lent out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.csv as csv
from psycopg.conninfo import make_conninfo

from geo.database_errors import EngineError, Trouble
from geo.engine.database_address import Address
from geo.engine.drivers.postgres_errors import engine_error_of
from geo.engine.storage_layout import INDICES, REGISTRY, arrow_schema
from geo.engine.store import RunningQueries, timeout_of

Connection = psycopg.Connection[tuple[Any, ...]]

_KEPT = 4
"""Connections that are kept open while nobody asks."""
_SECONDS_TO_CONNECT = 5
_TYPES = {pa.int32(): "integer", pa.int64(): "bigint", pa.float64(): "double precision"}
_OF_NUMBER: dict[int, pa.DataType] = {
    16: pa.bool_(), 20: pa.int64(), 21: pa.int32(), 23: pa.int32(), 700: pa.float64(), 701: pa.float64(),
}  # fmt: skip
"""Arrow's types by PostgreSQL's numbers of types; whatever else is text."""
_NUMERIC = 1700
_CONNECTION = ("sslmode", "sslrootcert", "host", "options")
"""Options of the address that are PostgreSQL's own."""


class PostgresStore:
    """A database of a PostgreSQL server. It only ever reads."""

    dialect = "postgres"

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._running = RunningQueries(address.shown, timeout_of(address))
        self._give_back(self._open())

    def run(self, sql: str) -> pa.Table:
        """The answer to a question; a connection that broke meanwhile is opened anew once."""
        connection, fresh = self._lend()
        try:
            answer = self._answer(connection, sql)
        except EngineError as error:
            if fresh or error.trouble is not Trouble.UNREACHABLE:
                self._let_go(connection)
                raise
            connection.close()
            connection = self._open()
            answer = self._answer(connection, sql)
        self._give_back(connection)
        return answer

    def check(self) -> None:
        """See ``Store``: only a question tells."""

    def cancel(self, asker: str | None = None) -> int:
        """Take back what is being asked."""
        return self._running.cancel(asker)

    def close(self) -> None:
        """Let go of all connections."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _answer(self, connection: Connection, sql: str) -> pa.Table:
        with (
            self._running.question(lambda: connection.cancel_safe(timeout=5), self._meaning),
            connection.cursor(binary=True) as cursor,
        ):
            cursor.execute(sql)
            return _table(cursor)

    def _lend(self) -> tuple[Connection, bool]:
        try:
            return self._idle.get_nowait(), False
        except Empty:
            return self._open(), True

    def _give_back(self, connection: Connection) -> None:
        if self._idle.qsize() < _KEPT:
            self._idle.put(connection)
        else:
            connection.close()

    def _let_go(self, connection: Connection) -> None:
        if connection.closed or connection.broken:
            connection.close()
        else:
            self._give_back(connection)

    def _open(self) -> Connection:
        try:
            connection = open_connection(self.address)
            connection.read_only = True
            connection.autocommit = True
            # Sets of incidents are looked up by hash; without room for that each row would be looked for one by one.
            connection.execute(f"SET work_mem = '{int(self.address.option('work_mem', '256'))}MB'")
            connection.execute("SET jit = off")
            return connection
        except psycopg.Error as error:
            raise self._meaning(error) from None

    def _meaning(self, error: Exception) -> EngineError:
        return engine_error_of(error, self.address)


def open_connection(address: Address) -> Connection:
    """A connection; raises psycopg.Error."""
    options = {name: value for name, value in address.options.items() if name in _CONNECTION}
    return psycopg.connect(
        make_conninfo(address.place, **options),
        password=address.password,
        connect_timeout=_SECONDS_TO_CONNECT,
        application_name="incident-atlas",
    )


def _table(cursor: psycopg.Cursor[tuple[Any, ...]]) -> pa.Table:
    """An answer as columns."""
    columns = cursor.description or []
    rows = cursor.fetchall()
    lists: Iterable[tuple[Any, ...]] = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [_array(column.type_code, values) for column, values in zip(columns, lists, strict=True)]
    return pa.Table.from_arrays(arrays, names=[column.name for column in columns])


def _array(number: int, values: tuple[Any, ...]) -> pa.Array:
    if number == _NUMERIC:
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    return pa.array(values, _OF_NUMBER.get(number, pa.string()))


class PostgresWriter:
    """Writes into a database, all in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, table: str, name: str, batches: Iterable[pa.RecordBatch]) -> None:
        """Make a table, fill it, and then index it."""
        self._make(table, name)
        with self._connection.cursor() as cursor:
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT CSV)') as copy:
                for batch in batches:
                    copy.write(_csv(batch))
            for number, columns in enumerate(INDICES.get(table, ())):
                listed = ", ".join(f'"{column}"' for column in columns)
                cursor.execute(f'CREATE INDEX "{name}_{number}" ON "{name}" ({listed})')
            cursor.execute(f'ANALYZE "{name}"')

    def _make(self, table: str, name: str) -> None:
        # Texts are compared by their bytes, as everywhere else, not by the rules of the server's language.
        columns = ", ".join(
            f'"{field.name}" {_TYPES.get(field.type, "text COLLATE " + chr(34) + "C" + chr(34))}'
            + ("" if field.nullable else " NOT NULL")
            for field in arrow_schema(table)
        )
        self._connection.execute(f'CREATE TABLE IF NOT EXISTS "{name}" ({columns})')

    def publish(self, row: pa.Table) -> None:
        """Add the row, and with it make the tables seen."""
        self._make(REGISTRY, REGISTRY)
        names = ", ".join(f'"{name}"' for name in row.column_names)
        holes = ", ".join(["%s"] * row.num_columns)
        values = tuple(row.to_pylist()[0].values())
        self._connection.execute(f'INSERT INTO "{REGISTRY}" ({names}) VALUES ({holes})', values)
        self._connection.commit()

    def discard(self, names: Iterable[str]) -> None:
        """Drop tables."""
        for name in names:
            self._connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        self._connection.commit()

    def stored(self) -> pa.Table:
        """The table of datasets."""
        schema = arrow_schema(REGISTRY)
        if self._connection.execute("SELECT to_regclass(%s)", [REGISTRY]).fetchone() == (None,):
            return schema.empty_table()
        with self._connection.cursor(binary=True) as cursor:
            cursor.execute(f'SELECT * FROM "{REGISTRY}"')
            return _table(cursor)


def _csv(batch: pa.RecordBatch) -> bytes:
    """Rows as PostgreSQL reads them: nothing for null, an empty text in quotes."""
    out = io.BytesIO()
    csv.write_csv(batch, out, csv.WriteOptions(include_header=False, quoting_style="needed"))
    return out.getvalue()


@contextmanager
def postgres_writer(address: Address) -> Iterator[PostgresWriter]:
    """A database to load into; what was not published is undone."""
    try:
        with open_connection(address) as connection:
            yield PostgresWriter(connection)
    except psycopg.errors.InsufficientPrivilege:
        raise EngineError(
            Trouble.REFUSED, "the user may not make tables", address.shown,
            "Load with a user that may: GRANT CREATE ON SCHEMA public TO …; to look at the atlas, reading is enough.",
        ) from None  # fmt: skip
    except psycopg.Error as error:
        raise engine_error_of(error, address) from None


postgres_store = PostgresStore
