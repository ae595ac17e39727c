"""Writes the working copy of an import: one GeoParquet file with the incidents, their ledger, figures and original
cells, and in its metadata actors, sources, licence, column mappings and reconciliation."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.importing.column_counts import ColumnCounts
from geo.importing.ledger_columns import CASUALTY_FIELDS, CITATION_FIELDS, CLAIM_FIELDS
from geo.load.copy_columns import arrow_type
from geo.load.copy_file import CheckedBytes
from geo.load.copy_metadata import COLUMNS, CONTENT, META, REPEATED, CopyMetadata, columns_to_json
from geo.model.schema_columns import INCIDENT_COLUMNS

_LIST = pa.list_(pa.string())
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}


def schema_of(originals: pa.StructType) -> pa.Schema:
    """The columns of a working copy; ``originals`` are the columns of the files that were read. A property of incidents that
    is not named here stands behind the others."""
    text, day, whole = pa.string(), pa.date32(), pa.int64()
    fields = [
        ("id", text), ("title", text), ("summary", text), ("kind", text), ("event_type", text), ("weapons", _LIST),
        ("munitions_min", whole), ("munitions_max", whole),
        ("date_start", day), ("date_end", day), ("date_precision", text), ("date_basis", text), ("place", text),
        ("place_native", text), ("admin1", text), ("country", _LIST), ("location_precision", text),
        ("radius_km", pa.float64()),
        ("location_basis", text), ("not_placed", text), ("targets", _LIST), ("perpetrators", _LIST), ("parties", _LIST),
        ("perpetrator_kind", text), ("verification", text), ("killed_min", whole), ("killed_max", whole),
        ("wounded_min", whole), ("wounded_max", whole), ("known_since", day), ("claims", pa.list_(CLAIM_FIELDS)),
        ("casualties", pa.list_(CASUALTY_FIELDS)), ("citations", pa.list_(CITATION_FIELDS)),
        ("file", text), ("row", whole),
        ("original", originals), ("geometry", pa.binary()),
    ]  # fmt: skip
    there = {name for name, _ in fields}
    return pa.schema(
        [*fields, *((c.name, arrow_type(c)) for c in INCIDENT_COLUMNS if c.name not in {*there, "sources"})]
    )


class WorkingCopyWriter:
    """Writes a working copy some rows at a time; nothing is at its place before it is whole."""

    def __init__(self, path: Path, originals: pa.StructType) -> None:
        self._schema = schema_of(originals).with_metadata({b"geo": json.dumps(GEO).encode()})
        self._counts = ColumnCounts([field.name for field in originals])
        self._pool = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None
        self._file = path.open("wb")
        self._bytes = CheckedBytes(self._file)
        self._parquet = pq.ParquetWriter(
            self._bytes, self._schema, compression="zstd", compression_level=1, use_dictionary=_dictionary(originals)
        )

    def write(self, table: pa.Table) -> None:
        """Add rows; they are written while the next ones are worked out."""
        self._settle()
        whole = table.select(self._schema.names).cast(self._schema)
        self._pending = self._pool.submit(self._store, whole)

    def _store(self, whole: pa.Table) -> None:
        for cells in whole.column("original").chunks:
            self._counts.add(cells)
        self._parquet.write_table(whole, row_group_size=100_000)

    def _settle(self) -> None:
        """Wait for the rows before; raises what went wrong with them."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()

    def close(self, about: CopyMetadata | None) -> None:
        """Finish the file; without ``about`` it is of no use and is to be thrown away."""
        try:
            if about is not None:
                self._settle()
                self._parquet.add_key_value_metadata(
                    {
                        META.decode(): about.to_json(),
                        CONTENT.decode(): self._bytes.content,
                        COLUMNS.decode(): columns_to_json(self._counts.found()),
                    }
                )
                self._parquet.close()
        finally:
            self._pool.shutdown()
            self._bytes.let_go()  # what is still to come of a file that failed goes nowhere
            self._parquet.close()
            self._file.close()


def _dictionary(originals: pa.StructType) -> list[str]:
    """Columns that are written with their different values apart."""
    lists = (f"{name}.list.element" for name in ("weapons", "country", "targets", "perpetrators", "parties"))
    return [
        *REPEATED,
        *lists,
        "geometry",
        *(f"original.{originals.field(place).name}" for place in range(originals.num_fields)),
    ]
