"""Rows that share an id: the same row again, a later revision, one row a party, or another event."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.column_names import key_of
from geo.importing.infer_schema import InferredSchema
from geo.importing.raw_rows import RawTable
from geo.importing.reasons import Reason
from geo.importing.row_batches import Ints
from geo.importing.schemas.gtd import DAMAGED

_INDEX = {"", "index", "unnamed_0", "x1"}


@dataclass
class Identity:
    """What becomes of rows that share an id, by row number."""

    reject: dict[int, Reason] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    """Rows that tell the same event as an earlier row, and which row that is."""
    repeated: int = 0
    """Events beyond the first of their id: different events that share one."""

    @cached_property
    def merged_rows(self) -> tuple[Ints, Ints]:
        """``merged`` as columns, in the order of its rows. To be asked for when all rows are sorted out."""
        count = len(self.merged)
        rows = np.fromiter(self.merged, dtype=np.int64, count=count)
        order = np.argsort(rows)
        return rows[order], np.fromiter(self.merged.values(), dtype=np.int64, count=count)[order]


def identify(raw: RawTable, found: InferredSchema) -> Identity:
    """Sort out the rows whose id stands in the table more than once."""
    column = found.mapping.column("id")
    if column is None or not raw.count:
        return Identity()
    repeated = _repeated(raw.column(column))
    if not len(repeated):
        return Identity()
    return _sort_out(_fingerprints(raw, found, column, repeated))


def _repeated(ids: pa.ChunkedArray) -> pa.Array:
    """Ids that stand there more than once; empty and damaged ones say nothing."""
    counts = pc.value_counts(ids)
    values = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    texts = [text for text in values.to_pylist() if text and text.strip() and not DAMAGED.fullmatch(text.strip())]
    return pa.array(texts, type=pa.string())


def _fingerprints(raw: RawTable, found: InferredSchema, column: str, repeated: pa.Array) -> pd.DataFrame:
    """Row, id, version, and hashes over all cells and over those that don't name a party."""
    named = {found.mapping.column(prop) for prop in found.schema.actor_columns}
    version = found.mapping.column(found.schema.version_column) if found.schema.version_column else None
    everything = [name for name in raw.columns if not _is_index(name)]
    others = [name for name in everything if name not in named and name != version]
    parts = []
    for batch in raw.batches():
        mask = pc.is_in(batch.cells.column(column), value_set=repeated)
        cells = batch.cells.filter(mask)
        if not cells.num_rows:
            continue
        rows = batch.rows[mask.to_numpy()]
        hashes = {name: _hashes(cells.column(name)) for name in everything}
        parts.append(
            pd.DataFrame(
                {
                    "row": rows,
                    "id": cells.column(column).to_pandas(),
                    "all": _hash(hashes, everything, len(rows)),
                    "other": _hash(hashes, others, len(rows)),
                    "version": pd.to_numeric(cells.column(version).to_pandas(), errors="coerce") if version else np.nan,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _is_index(name: str) -> bool:
    key = key_of(name)
    return key in _INDEX or key.startswith("column_")


def _hashes(column: pa.ChunkedArray) -> np.ndarray:
    """A hash of each cell, worked out once for each different one."""
    coded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    words = np.asarray(coded.dictionary.to_numpy(zero_copy_only=False), dtype=object)
    return np.asarray(pd.util.hash_array(words, categorize=False)[coded.indices.to_numpy()])


def _hash(hashes: dict[str, np.ndarray], names: list[str], count: int) -> np.ndarray:
    total = np.zeros(count, dtype=np.uint64)
    for place, name in enumerate(names):
        with np.errstate(over="ignore"):
            total = total * np.uint64(1_000_003) + hashes[name] + np.uint64(place)
    return total


def _sort_out(frame: pd.DataFrame) -> Identity:
    found = Identity()
    same = frame.duplicated(["id", "all"])
    found.reject.update(dict.fromkeys(frame.loc[same, "row"].tolist(), Reason.SAME_ROW))
    rows = frame[~same]
    rows = rows[rows.duplicated("id", keep=False)]
    if len(rows):
        _by_id(rows, found)
    return found


def _by_id(rows: pd.DataFrame, found: Identity) -> None:
    """Rows of each id: the latest revision counts, rows that differ in a party are one event, all else are several."""
    versions = rows.groupby("id", sort=False)["version"]
    all_numbered = versions.transform("count") == versions.transform("size")
    old = all_numbered & (rows["version"] != versions.transform("max"))
    found.reject.update(dict.fromkeys(rows.loc[old, "row"].tolist(), Reason.REVISION))
    rows = rows[~old]
    first = rows.groupby(["id", "other"], sort=False)["row"].transform("first")
    further = rows["row"] != first
    found.merged.update(zip(rows.loc[further, "row"].tolist(), first[further].tolist(), strict=True))
    found.repeated += int((~further).sum()) - rows["id"].nunique()
