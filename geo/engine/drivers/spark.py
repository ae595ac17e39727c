"""Apache Spark: tables as Parquet in a warehouse folder, asked through a cluster or in local mode."""

from __future__ import annotations

import threading
import uuid
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession

from geo.database_errors import EngineError, Trouble
from geo.engine.database_address import Address
from geo.engine.storage_layout import REGISTRY, arrow_schema
from geo.engine.store import RunningQueries, timeout_of

# It says of itself that it doesn't know the newest pandas; nothing here goes through pandas.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)

_ROWS = 250_000
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.log.level": "ERROR",
}
_LOCK = threading.Lock()


class SparkStore:
    """A warehouse of Spark."""

    dialect = "pyspark"

    def __init__(self, address: Address) -> None:
        self.address = address
        self._warehouse = warehouse_of(address)
        self._session = session(address)
        self._running = RunningQueries(address.shown, timeout_of(address))
        self._seen: set[str] = set()

    def run(self, sql: str) -> pa.Table:
        """The answer to a question."""
        group = uuid.uuid4().hex
        context = self._session.sparkContext
        with self._running.question(lambda: context.cancelJobGroup(group), self._meaning):
            self._see(sql)
            context.setJobGroup(group, "a question of the atlas", True)
            return self._session.sql(sql).toArrow()

    def check(self) -> None:
        """See ``Store``: only a question tells."""

    def cancel(self, asker: str | None = None) -> int:
        """Take back what is being asked."""
        return self._running.cancel(asker)

    def close(self) -> None:
        """Spark goes on for others in this process."""

    def _see(self, sql: str) -> None:
        """Make known the tables that a question speaks of, under the names that they have everywhere."""
        names = [part for part in sql.replace("`", '"').split('"') if part.startswith("atlas_")]
        for name in dict.fromkeys(names):
            if name not in self._seen or name == REGISTRY:
                frame = self._session.read.parquet(f"{self._warehouse}/{name}")
                frame.createOrReplaceTempView(name)
                self._seen.add(name)

    def _meaning(self, error: Exception) -> EngineError:
        return engine_error_of(error, self.address)


def engine_error_of(error: Exception, address: Address) -> EngineError:
    """What an error of Spark means to a person."""
    text = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    if isinstance(error, AnalysisException) and "PATH_NOT_FOUND" in str(error):
        return EngineError(
            Trouble.EMPTY, "the warehouse holds no such table", address.shown,
            "Check the warehouse in the address, or load: python -m geo load FILE --into ADDRESS.",
        )  # fmt: skip
    if isinstance(error, PySparkException):
        return EngineError(Trouble.FAILED, f"Spark says: {text}", address.shown, "Look at Spark's log.")
    return EngineError(
        Trouble.UNREACHABLE, f"Spark does not answer ({text})", address.shown,
        "Check that the master and its workers run; the next try comes by itself.",
    )  # fmt: skip


def warehouse_of(address: Address) -> str:
    """The folder of the tables, as Spark's workers see it. Raises EngineError where the address names none."""
    found = address.options.get("warehouse", "").rstrip("/")
    if not found:
        raise EngineError(
            Trouble.ADDRESS, "the address names no warehouse", address.shown,
            "Add where the tables lie, a path that every worker sees: spark:local[*]?warehouse=/data/atlas.",
        )  # fmt: skip
    return found


def session(address: Address) -> Any:
    """The session of this process with a master; there is one at a time."""
    with _LOCK:
        builder = SparkSession.builder.master(address.place).appName("Incident Atlas")
        given = {name: value for name, value in address.options.items() if name.startswith("spark.")}
        for name, value in (_SETTINGS | given).items():
            builder = builder.config(name, value)
        try:
            return builder.getOrCreate()
        except Exception as error:
            if "java" in str(error).lower():
                raise EngineError(
                    Trouble.DRIVER, "Spark finds no Java", address.shown,
                    "Install Java 17 or later (Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME.",
                ) from None  # fmt: skip
            raise engine_error_of(error, address) from None


class SparkWriter:
    """Writes Parquet into a warehouse."""

    def __init__(self, spark: Any, warehouse: str) -> None:
        self._session = spark
        self._warehouse = warehouse

    def write(self, table: str, name: str, batches: Iterable[pa.RecordBatch]) -> None:
        """Make a table and fill it."""
        mode = "overwrite"
        for rows in _joined(batches, table):
            self._save(rows, name, mode)
            mode = "append"

    def _save(self, rows: pa.Table, name: str, mode: str) -> None:
        plain = rows.cast(pa.schema([field.with_nullable(True) for field in rows.schema]))
        self._session.createDataFrame(plain).coalesce(1).write.mode(mode).parquet(f"{self._warehouse}/{name}")

    def publish(self, row: pa.Table) -> None:
        """Add the row, and with it make the tables seen."""
        self._save(row, REGISTRY, "append")

    def discard(self, names: Iterable[str]) -> None:
        """Remove tables."""
        java = self._session.sparkContext._jvm
        settings = self._session.sparkContext._jsc.hadoopConfiguration()
        for name in names:
            path = java.org.apache.hadoop.fs.Path(f"{self._warehouse}/{name}")
            path.getFileSystem(settings).delete(path, True)

    def stored(self) -> pa.Table:
        """The table of datasets."""
        try:
            return self._session.read.parquet(f"{self._warehouse}/{REGISTRY}").toArrow()
        except AnalysisException:
            return arrow_schema(REGISTRY).empty_table()


def _joined(batches: Iterable[pa.RecordBatch], table: str) -> Iterator[pa.Table]:
    """Batches put together to files of a useful size; at least one, so that an empty table is there too."""
    held: list[pa.RecordBatch] = []
    written = False
    for batch in batches:
        held.append(batch)
        if sum(part.num_rows for part in held) >= _ROWS:
            yield pa.Table.from_batches(held)
            held, written = [], True
    if held or not written:
        yield pa.Table.from_batches(held, arrow_schema(table))


@contextmanager
def spark_writer(address: Address) -> Iterator[SparkWriter]:
    """A warehouse to load into."""
    warehouse = warehouse_of(address)
    try:
        yield SparkWriter(session(address), warehouse)
    except PySparkException as error:
        raise engine_error_of(error, address) from None


spark_store = SparkStore
