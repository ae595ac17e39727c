"""Opening a dataset: ``incidents.geojson`` with ``actors.json`` and ``sources.json`` beside it, or the working copy of
an import, which holds all of that."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geo.errors import Fault, UnreadableFile
from geo.load.actors_and_sources import check_lists, read_actors, read_sources
from geo.load.check_context import CheckContext
from geo.load.fault_messages import FaultReporter
from geo.load.features import Features, read_features
from geo.load.json_files import WORDS, expect_object, parse, read_bytes
from geo.model.dataset import Dataset, assemble
from geo.model.file_models import ACTORS, SCHEMA_VERSION, SOURCES, Header
from geo.model.licence import ATLAS, Licence, licence_from
from geo.model.record_base import Span
from geo.model.source_rows import MemorySourceRows

_COLLECTION = "a GeoJSON FeatureCollection"


@dataclass(frozen=True)
class Inspection:
    """All that was found in the three files, good and faulty."""

    file: str
    version: str
    header: Header | None
    """The top-level members, or ``None`` where one of them is faulty."""
    members: dict[str, Any]
    """The top-level members as they stand in the file, without the features."""
    context: CheckContext
    features: Features
    faults: tuple[Fault, ...]
    """Faults of the files as a whole, of actors and of sources."""

    def name(self, member: str) -> str:
        """A name of the dataset from a faulty header; the file's own name where there is none."""
        found = self.members.get(member)
        return found if isinstance(found, str) and found.strip() else self.file

    @property
    def licence(self) -> Licence:
        """The licence that stands in the file, as an import writes it; else the atlas's own."""
        kept = self.members.get("licence")
        return licence_from(kept) if isinstance(kept, dict) else ATLAS

    def all_faults(self) -> tuple[Fault, ...]:
        """Every fault, in the order of the files."""
        return self.faults + tuple(fault for aside in self.features.set_aside for fault in aside.faults)


def open_dataset(path: str | Path) -> Dataset:
    """The dataset of an incidents file: good incidents taken in, each faulty one in ``set_aside``. A working copy
    (``.parquet``) was checked when it was imported and opens as it is.

    Raises UnreadableFile (one sentence) where one of the three files, or the working copy, can't be read at all.
    """
    if is_working_copy(path):
        from geo.load.working_copy import open_working_copy

        return open_working_copy(Path(path))
    found = inspect(path)
    header = found.header
    return assemble(
        id=header.id if header else found.name("id"),
        version=found.version,
        title=header.title if header else found.name("title"),
        period=found.context.period,
        records=found.features.incidents.values(),
        actors=found.context.actors,
        sources=found.context.sources,
        set_aside=found.features.set_aside,
        faults=found.faults,
        licence=found.licence,
        source_rows=MemorySourceRows(found.features.source_rows),
    )


def is_working_copy(path: str | Path) -> bool:
    """Whether a file is to be opened as a working copy, by the end of its name."""
    return Path(path).suffix.lower() in (".parquet", ".geoparquet")


def inspect(path: str | Path) -> Inspection:
    """Reads the three files, or a working copy, and tells all faults; raises UnreadableFile where one can't be read
    at all."""
    path = Path(path)
    if is_working_copy(path):
        return _inspect_working_copy(path)
    raw = read_bytes(path)
    members = _collection(path.name, parse(path.name, raw))
    raw_actors, raw_sources = _beside(path, ACTORS), _beside(path, SOURCES)
    actors, actor_faults = read_actors(ACTORS, parse(ACTORS, raw_actors))
    sources, source_faults = read_sources(SOURCES, parse(SOURCES, raw_sources))
    header, faults = _header(path.name, members)
    period = header.period if header else _period(members)
    context = CheckContext(actors, sources, period)
    return Inspection(
        path.name,
        _version(raw, raw_actors, raw_sources),
        header,
        {key: value for key, value in members.items() if key != "features"},
        context,
        read_features(path.name, members["features"], context),
        (*faults, *actor_faults, *source_faults, *check_lists(context)),
    )


def _inspect_working_copy(path: Path) -> Inspection:
    """Every incident of a working copy held to the contract again, as if it stood in a file of the atlas."""
    from geo.load.working_copy import features_of, metadata_of_copy

    about = metadata_of_copy(path)
    period = None if about.period is None else {"start": about.period[0], "end": about.period[1]}
    members = {"schema_version": SCHEMA_VERSION, "id": about.id, "title": about.title, "period": period,
               "licence": about.licence}  # fmt: skip
    header, faults = _header(path.name, members)
    context = CheckContext(about.actors, about.sources, _period(members))
    found = read_features(path.name, features_of(path), context)
    return Inspection(path.name, about.version, header, members, context, found, tuple(faults))


def _beside(path: Path, name: str) -> bytes:
    companion = path.with_name(name)
    if not companion.exists():
        problem = f"is missing beside {path.name}, which can't be read without it"
        raise UnreadableFile(name, problem, "Put it into the same folder.")
    return read_bytes(companion)


def _version(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:12]


def _collection(name: str, found: Any) -> dict[str, Any]:
    members = expect_object(name, found, _COLLECTION)
    kind = members.get("type")
    if kind != "FeatureCollection":
        problem = (
            f"is a GeoJSON {kind}, not a FeatureCollection"
            if isinstance(kind, str)
            else "is no GeoJSON: it has no type"
        )
        raise UnreadableFile(name, problem, "Check that it is the right file.")
    features = members.get("features")
    if not isinstance(features, list):
        problem = f"holds {WORDS.get(type(features), 'nothing')} where the list 'features' is expected"
        raise UnreadableFile(name, problem, "Check that it is the right file.")
    return members


def _header(name: str, members: dict[str, Any]) -> tuple[Header | None, list[Fault]]:
    tell = FaultReporter(name)
    faults = list(_crs(members, tell))
    rest = {key: value for key, value in members.items() if key not in {"type", "features"}}
    try:
        return Header.model_validate_json(json.dumps(rest)), faults
    except ValidationError as error:
        return None, faults + list(tell.schema_faults(error.errors(include_url=False), list(Header.model_fields)))


def _crs(members: dict[str, Any], report: FaultReporter) -> Iterator[Fault]:
    if "crs" in members:
        remedy = "Remove it; GeoJSON is always WGS 84, so make sure that the coordinates are."
        yield report.fault("crs", members["crs"], "is no member of GeoJSON any more", "", remedy)


def _period(members: dict[str, Any]) -> Span | None:
    try:
        return Span.model_validate(members.get("period"), strict=False)
    except ValidationError:
        return None
