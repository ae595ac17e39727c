"""A dataset in memory: three frames, the actors, the sources, and all that was set aside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.errors import Fault
from geo.model import dataset_frames, derive
from geo.model.actor import Actor
from geo.model.admin1_names import Admin1Names
from geo.model.cited_source import Source
from geo.model.file_columns import FileColumn
from geo.model.incident import Citation, Incident
from geo.model.incident_values import IncidentValues
from geo.model.known_since import casualty_known_since, known_since
from geo.model.licence import ATLAS, Licence
from geo.model.own_areas import OwnAreas
from geo.model.place_facets import ColourOrder
from geo.model.record_base import Span
from geo.model.source_rows import NO_SOURCE_ROWS, SourceRows


@dataclass(frozen=True, slots=True)
class SetAside:
    """A feature that could not be taken in: its place in the file (from 1), its id if it has one, and why."""

    row: int
    feature: str | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Incidents with their evidence. Treat the frames as read-only: they are shared."""

    id: str
    """Stable id of the dataset, for links."""
    version: str
    """First 12 hex digits of the SHA-256 over the three files."""
    title: str
    period: Span | None
    """The time that the dataset covers; what lies outside is background."""
    incidents: gpd.GeoDataFrame
    """One row an incident, index ``id``, EPSG:4326; columns in ``schema_columns.INCIDENT_COLUMNS``."""
    claims: pd.DataFrame
    """The assertion ledger; columns in ``schema_columns.CLAIM_COLUMNS``."""
    casualties: pd.DataFrame
    """Figures by group and source; columns in ``schema_columns.CASUALTY_COLUMNS``."""
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    set_aside: tuple[SetAside, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Faults of the files as a whole, of actors and of sources; those of incidents are in ``set_aside``."""
    known_on: date | None = None
    """The day as of which the dataset is shown; ``None`` for all that is known."""
    records: Mapping[str, Incident] = field(default_factory=dict, repr=False)
    """The incidents as models, in the order of the file."""
    licence: Licence = ATLAS
    """What may be done with the rows, and how they are cited."""
    source_rows: SourceRows = field(default=NO_SOURCE_ROWS, repr=False)
    """The rows of the file that the incidents were read from, as they stood there."""
    column_names: tuple[str, ...] = ()
    """The columns of these rows that a person has chosen as facets; empty for a place that is free."""
    file_columns: tuple[FileColumn | None, ...] = field(default=(), repr=False)
    """What the incidents have in them, in the same order; ``None`` where the rows have no such column."""
    admin1_names: Admin1Names | None = field(default=None, repr=False)
    """How the whole calls governorates, where this is a part of it; ``None`` where its own incidents tell."""
    colour_order: ColourOrder | None = field(default=None, repr=False)
    """In which order countries and governorates of the whole take colours, where this is a part of it; ``None`` where
    its own incidents tell."""
    plain: "Dataset | None" = field(default=None, repr=False)
    """The same incidents before columns were chosen; ``None`` where none are."""
    own_areas: OwnAreas | None = field(default=None, repr=False)
    """The areas that a map by area counts by; ``None`` for governorates."""

    @cached_property
    def ids(self) -> npt.NDArray[np.object_]:
        """The id of each incident as ``str``, in the order of the frame: quicker to take many from than its index."""
        return np.array([*self.incidents.index.tolist(), ""], dtype=object)[:-1]

    def position(self, incident_id: str) -> int | None:
        """The place of an incident in the order of the frame; None for an id that the dataset doesn't hold."""
        (place,) = self.incidents.index.get_indexer([incident_id])
        return int(place) if place >= 0 else None

    @cached_property
    def claim_positions(self) -> npt.NDArray[np.int64]:
        """For each entry of the ledger the place of its incident in the order of the frame."""
        return self._positions_of(self.claims)

    @cached_property
    def casualty_positions(self) -> npt.NDArray[np.int64]:
        """For each row of casualties the place of its incident in the order of the frame."""
        return self._positions_of(self.casualties)

    def _positions_of(self, entries: pd.DataFrame) -> npt.NDArray[np.int64]:
        known = getattr(entries, "positions_in", lambda _: None)(self.incidents)
        return np.asarray(self.incidents.index.get_indexer(entries["incident"]) if known is None else known)

    def incident(self, incident_id: str) -> Incident:
        """The incident of that id; raises KeyError for an id that the dataset doesn't hold."""
        return self.records[incident_id]

    def several(self, ids: Iterable[str]) -> Iterator[Incident]:
        """The incidents of these ids, in their order; raises KeyError for an id that the dataset doesn't hold. Quicker
        than one by one where they are read from a file."""
        return several_of(self.records, ids)

    def told(self, ids: Iterable[str]) -> Iterator[IncidentValues]:
        """The same as ``several`` for words about very many incidents: no model is made of those that are read from a
        file. Raises KeyError for an id that the dataset doesn't hold."""
        found = getattr(self.records, "told", None)
        return self.several(ids) if found is None else found(ids)

    def actor_name(self, actor_id: str) -> str:
        """The name of an actor, or the id itself where actors.json doesn't hold it."""
        actor = self.actors.get(actor_id)
        return actor_id if actor is None else actor.name

    def with_columns_of(self, other: "Dataset") -> "Dataset":
        """The dataset with the columns that were chosen of another, of which its incidents are a part."""
        return replace(self, file_columns=other.file_columns, column_names=other.column_names)

    def counted_by(self, areas: OwnAreas | None) -> "Dataset":
        """The dataset with a person's own areas for maps by area."""
        plain = self.plain and replace(self.plain, own_areas=areas)
        return replace(self, own_areas=areas, plain=plain)

    def as_known_on(self, day: date) -> "Dataset":
        """The dataset as it would have stood at the end of ``day``.

        Entries, figures and incidents that no source had told by then are hidden; perpetrators and
        verification are derived again from what is left. Titles and summaries stay as they are written today.
        """
        told = (as_known_on_day(record, day, self.sources) for record in self.several(self.ids.tolist()))
        return replace(self, known_on=day, plain=None, **_contents([r for r in told if r], self.actors, self.sources))


def several_of(records: Mapping[str, Incident], ids: Iterable[str]) -> Iterator[Incident]:
    """The records of these ids, many at once where they are read from a file; raises KeyError for one that is not there."""
    found = getattr(records, "several", None)
    return map(records.__getitem__, ids) if found is None else found(ids)


def assemble(
    *,
    id: str,
    version: str,
    title: str,
    period: Span | None,
    records: Iterable[Incident],
    actors: Mapping[str, Actor],
    sources: Mapping[str, Source],
    set_aside: Iterable[SetAside] = (),
    faults: Iterable[Fault] = (),
    licence: Licence = ATLAS,
    source_rows: SourceRows = NO_SOURCE_ROWS,
    admin1_names: Admin1Names | None = None,
    colour_order: ColourOrder | None = None,
) -> Dataset:
    """A dataset from its records; the frames are built here."""
    return Dataset(
        id=id,
        version=version,
        title=title,
        period=period,
        actors=actors,
        sources=sources,
        set_aside=tuple(set_aside),
        faults=tuple(faults),
        licence=licence,
        source_rows=source_rows,
        admin1_names=admin1_names,
        colour_order=colour_order,
        **_contents(list(records), actors, sources),
    )


def _contents(records: list[Incident], actors: Mapping[str, Actor], sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "records": {record.id: record for record in records},
        "incidents": dataset_frames.incidents_frame(records, actors, sources),
        "claims": dataset_frames.claims_frame(records),
        "casualties": dataset_frames.casualties_frame(records, sources),
    }


def as_known_on_day(record: Incident, day: date, sources: Mapping[str, Source]) -> Incident | None:
    """An incident as it was known at the end of a day, or None where no source had told of it yet."""
    if known_since(record, sources) > day:
        return None
    claims = tuple(claim for claim in record.claims if claim.known_since <= day)
    speaking = {claim.source for claim in claims}
    cited: tuple[Citation, ...] = tuple(
        citation
        for citation in record.sources
        if citation.source in speaking or sources[citation.source].date_start <= day
    )
    return record.model_copy(
        update={
            "claims": claims,
            "casualties": tuple(row for row in record.casualties if casualty_known_since(row, record, sources) <= day),
            "perpetrators": derive.perpetrators(claims),
            "parties": derive.parties(claims),
            "verification": derive.verification(claims, cited, sources),
            "sources": cited,
        }
    )
