"""Downloads of what is filtered: CSV, GeoJSON and GeoParquet, each with sources, notice and the dataset's
version."""

import csv
import io
import json
from datetime import date
from itertools import compress
from typing import Any, Protocol

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.admin1 import derived_of
from geo.export.formula_escaping import escape_formula
from geo.filter.apply import Selection
from geo.model.cited_source import Source
from geo.model.dataset import Dataset
from geo.model.file_models import SCHEMA_VERSION
from geo.model.incident import Incident
from geo.model.notice import notice_words
from geo.model.schema_columns import INCIDENT_COLUMNS
from geo.model.source_rows import SourceRow

SEPARATOR = "; "
"""Between several values in one cell of a CSV."""
DERIVED = "admin1_derived"
"""Column of the governorates that follow from the place; ``admin1`` beside it stays what the sources state."""
ACTOR_FIELDS = {"id", "name", "native_name", "kind", "state"}


class TableFormat(Protocol):
    """A file format for incidents."""

    name: str
    """Short word, for code and links."""
    title: str
    """For the button."""
    suffix: str
    """With the dot."""
    mime: str

    def write(self, dataset: Dataset, selection: Selection, accessed: date | None = None) -> bytes:
        """The selected incidents in the order of the dataset; the same bytes for the same arguments."""
        ...


class Csv:
    """A table for spreadsheets: UTF-8 with a byte order mark, every text quoted, dates ISO 8601.

    Several values of one cell are joined by "; ". ``geometry`` is WKT (WGS 84), ``longitude`` and
    ``latitude`` are filled only where the incident is one point. ``ledger`` and ``figures`` are JSON. Texts
    that a spreadsheet would run are marked (``geo.export.formula_escaping``).
    """

    name, title, suffix, mime = "csv", "CSV", ".csv", "text/csv"

    def write(self, dataset: Dataset, selection: Selection, accessed: date | None = None) -> bytes:
        """See ``TableFormat``."""
        frame = _frame(dataset, selection, accessed)
        points = frame.geometry.where(frame.geometry.geom_type == "Point")
        place = frame.columns.get_loc("geometry")
        frame.insert(place, "longitude", points.x)
        frame.insert(place + 1, "latitude", points.y)
        table = pd.DataFrame(frame)
        table["geometry"] = pd.Series(frame.geometry.to_wkt(rounding_precision=6), frame.index, dtype="str")
        for column in table.columns:
            if table[column].dtype in ("object", "str"):
                table[column] = table[column].map(_cell)
            elif pd.api.types.is_datetime64_any_dtype(table[column]):
                table[column] = table[column].dt.strftime("%Y-%m-%d")
        text = table.to_csv(index_label="id", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        return str(text).encode("utf-8-sig")


class GeoJson:
    """RFC 7946, in the very form of the dataset's own file: the atlas and its validator open it again.

    Beside the features stand the notice, the version, and the sources and actors that they name.
    """

    name, title, suffix, mime = "geojson", "GeoJSON", ".geojson", "application/geo+json"

    def write(self, dataset: Dataset, selection: Selection, accessed: date | None = None) -> bytes:
        """See ``TableFormat``."""
        records = _records(dataset, selection)
        actors = [actor for actor in dataset.actors.values() if actor.id in _actors_named(records)]
        head = {
            "type": "FeatureCollection",
            "schema_version": SCHEMA_VERSION,
            "id": dataset.id,
            "title": dataset.title,
            "period": dataset.period.model_dump(mode="json") if dataset.period else None,
            "description": notice_words(dataset, accessed),
            "dataset_version": dataset.version,
            **({"licence": dataset.licence.to_dict()} if dataset.licence.asks_citation else {}),
            "known_on": dataset.known_on.isoformat() if dataset.known_on else None,
            "sources": [source.model_dump(mode="json") for source in _sources_named(dataset, records)],
            "actors": [actor.model_dump(mode="json", include=ACTOR_FIELDS) for actor in actors],
        }
        rows = dataset.source_rows.all_of(selection.ids)
        derived = _derived(dataset, selection)
        features = ",\n".join(_json(_feature(*three)) for three in zip(records, rows, derived, strict=True))
        return f'{_json(head)[:-1]},"features":[\n{features}\n]}}\n'.encode()


class GeoParquet:
    """GeoParquet 1.0 (WGS 84) for GeoPandas, DuckDB and QGIS; lists as lists, ledger and figures as JSON.

    Notice, version and sources stand in the file's metadata, and the notice in a column too.
    """

    name, title, suffix, mime = "geoparquet", "GeoParquet", ".parquet", "application/vnd.apache.parquet"

    def write(self, dataset: Dataset, selection: Selection, accessed: date | None = None) -> bytes:
        """See ``TableFormat``."""
        frame = _frame(dataset, selection, accessed)
        many = [DERIVED, *(column.name for column in INCIDENT_COLUMNS if column.many)]
        plain = io.BytesIO()
        frame.assign(**{name: frame[name].map(list) for name in many}).to_parquet(plain)
        table = _lists_typed(pq.read_table(plain), many)
        sources = _sources_named(dataset, _records(dataset, selection))
        about = {
            "notice": notice_words(dataset, accessed),
            "dataset": dataset.id,
            "dataset_version": dataset.version,
            "sources": _json([source.model_dump(mode="json") for source in sources]),
        }
        marked = table.replace_schema_metadata({**(table.schema.metadata or {}), **about})
        out = io.BytesIO()
        pq.write_table(marked, out)
        return out.getvalue()


TABLE_FORMATS: tuple[TableFormat, ...] = (Csv(), GeoJson(), GeoParquet())
"""Every download, in the order of the buttons; a new one is one class and one entry here."""


def _lists_typed(table: pa.Table, names: list[str]) -> pa.Table:
    """The table with those columns as lists of text, also where they hold nothing."""
    for name in names:
        place = table.schema.get_field_index(name)
        texts = pa.list_(pa.string())
        table = table.set_column(place, pa.field(name, texts), table.column(place).cast(texts))
    return table


def _frame(dataset: Dataset, selection: Selection, accessed: date | None) -> gpd.GeoDataFrame:
    """The selected incidents with what makes them checkable: citations, ledger, figures, notice, version."""
    frame = dataset.incidents[selection.mask].copy()
    derived = pd.Series(_derived(dataset, selection), frame.index, dtype="object")
    frame.insert(frame.columns.get_loc("admin1") + 1, DERIVED, derived)
    records = _records(dataset, selection)
    frame["citations"] = pd.Series([_citations(dataset, record) for record in records], frame.index, dtype="str")
    for name, field in (("ledger", "claims"), ("figures", "casualties")):
        texts = [_json(record.model_dump(mode="json", include={field})[field]) for record in records]
        frame[name] = pd.Series(texts, frame.index, dtype="str")
    for name, cells in _source_cells(dataset, selection.ids).items():
        frame[name] = pd.Series(cells, frame.index, dtype="str")
    frame["notice"] = pd.Series(notice_words(dataset, accessed), frame.index, dtype="str")
    frame["dataset"] = pd.Series(dataset.id, frame.index, dtype="str")
    frame["dataset_version"] = pd.Series(dataset.version, frame.index, dtype="str")
    return frame


def _derived(dataset: Dataset, selection: Selection) -> list[tuple[str, ...]]:
    return list(compress(derived_of(dataset), selection.mask))


def _source_cells(dataset: Dataset, ids: tuple[str, ...]) -> dict[str, list[str]]:
    """The cells of the rows that the incidents were read from, a column each, under ``source: NAME``; what several rows
    of one incident say differently is joined by ``SEPARATOR``."""
    found: dict[str, list[str]] = {}
    for place, rows in enumerate(dataset.source_rows.all_of(ids)):
        told: dict[str, dict[str, None]] = {}
        for column, text in (cell for row in rows for cell in (*_place_in_file(row), *row.cells)):
            told.setdefault(f"source: {column}", {})[text] = None
        for column, texts in told.items():
            found.setdefault(column, [""] * len(ids))[place] = SEPARATOR.join(texts)
    return found


def _place_in_file(row: SourceRow) -> tuple[tuple[str, str], ...]:
    return (("file", row.file), ("row", str(row.row)))


def _records(dataset: Dataset, selection: Selection) -> list[Incident]:
    return list(dataset.several(selection.ids))


def _citations(dataset: Dataset, record: Incident) -> str:
    """Where the incident is told, in words: title, publisher, day of publication, paragraphs."""
    places: dict[str, list[str]] = {}
    for citation in record.sources:
        places.setdefault(citation.source, []).append(citation.where)
    return SEPARATOR.join(
        f"{_source_words(dataset.sources.get(source), source)}, {', '.join(where)}" for source, where in places.items()
    )


def _source_words(source: Source | None, source_id: str) -> str:
    if source is None:
        return source_id
    days = dict.fromkeys((source.date_start.isoformat(), source.date_end.isoformat()))
    return f"{source.title} (publisher: {source.publisher}, published {' to '.join(days)})"


def _sources_named(dataset: Dataset, records: list[Incident]) -> list[Source]:
    """The sources that the incidents lean on, in the order of the dataset."""
    named = {citation.source for record in records for citation in record.citations()}
    return [source for source in dataset.sources.values() if source.id in named]


def _actors_named(records: list[Incident]) -> set[str]:
    targets = {target for record in records for target in record.targets}
    said = {name for record in records for claim in record.claims for name in (claim.actor, claim.by) if name}
    return targets | said


def _feature(record: Incident, rows: tuple[SourceRow, ...], derived: tuple[str, ...]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, value in record.model_dump(mode="json").items():
        properties[name] = value
        if name == "admin1":
            properties[DERIVED] = list(derived)
    geometry = properties.pop("geometry")
    feature = {"type": "Feature", "id": record.id, "geometry": geometry, "properties": properties}
    return feature | ({"original": [row.to_dict() for row in rows]} if rows else {})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cell(value: Any) -> Any:
    """A cell as text without anything that a spreadsheet would run; what is missing stays empty."""
    if isinstance(value, tuple):
        value = SEPARATOR.join(map(str, value))
    return escape_formula(value) if isinstance(value, str) else value
