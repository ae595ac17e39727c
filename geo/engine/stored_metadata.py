"""The metadata of a stored dataset: all that a page needs before any query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.count.time_span import Spans
from geo.engine.storage_layout import VERSION, columns_digest
from geo.filter.facets import FACET_BY_ID, FacetEntry, Option
from geo.model.actor import Actor
from geo.model.admin1_names import Admin1Names, admin1_names_from
from geo.model.cited_source import Source
from geo.model.licence import Licence, licence_from
from geo.model.place_facets import PLACE_FACETS, ColourOrder
from geo.model.record_base import Span


@dataclass(frozen=True)
class StoredMetadata:
    """A stored dataset without its incidents."""

    id: str
    version: str
    title: str
    count: int
    """Incidents."""
    not_placed: int
    period: Span | None
    spans: Spans
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    facets: tuple[FacetEntry, ...]
    bounds: tuple[float, float, float, float] | None
    """West, south, east, north of all that is placed, in degrees (EPSG:4326; east may be beyond 180: see
    ``geo.extent``)."""
    licence: Licence
    documents: str
    """How documents are written: ``feature`` (the atlas's own form) or ``row`` (a working copy's)."""
    states: bool
    """Whether any incident was known differently on different days."""
    columns: tuple[str, ...]
    """Columns of the file's rows that were kept as facets (see ``Filter.columns``)."""
    admin1_names: Admin1Names
    """How the dataset calls governorates, so that a part of it is worded as the whole."""
    extra: dict[str, Any]
    """What else the file said of itself; kept, so that nothing is lost."""

    def facet(self, id: str) -> FacetEntry:
        """A facet by its id; raises KeyError."""
        return {facet.id: facet for facet in self.facets}[id]

    @property
    def colour_order(self) -> ColourOrder:
        """In which order countries and governorates take colours."""
        return {facet.id: facet.colour_order for facet in self.facets if facet.id in PLACE_FACETS}

    def actor_name(self, actor_id: str) -> str:
        """The name of an actor, or the id itself."""
        actor = self.actors.get(actor_id)
        return actor_id if actor is None else actor.name

    def to_json(self) -> str:
        """For the table of datasets."""
        return json.dumps(
            {
                "layout": VERSION, "columns_digest": columns_digest(), "id": self.id, "version": self.version, "title": self.title, "count": self.count,
                "not_placed": self.not_placed,
                "period": self.period and self.period.model_dump(mode="json"),
                "spans": {
                    name: [day.isoformat() for day in getattr(self.spans, name)] for name in Spans.__slots__
                },
                "actors": [actor.model_dump(mode="json") for actor in self.actors.values()],
                "sources": [source.model_dump(mode="json") for source in self.sources.values()],
                "facets": {
                    facet.id: [[o.value, o.label, o.definition] for o in facet.options] for facet in self.facets
                },
                "colour_order": self.colour_order,
                "bounds": self.bounds, "licence": self.licence.to_dict(), "documents": self.documents, "states": self.states,
                "columns": self.columns, "admin1_names": self.admin1_names.to_dict(),
                "extra": self.extra,
            },
            ensure_ascii=False,
        )  # fmt: skip


def stored_metadata_from(raw: str) -> StoredMetadata:
    """What was kept. Raises ValueError, KeyError or TypeError where it is damaged, or stored in another layout of tables
    (``layout_problem``)."""
    found = json.loads(raw)
    actors = [Actor.model_validate_json(json.dumps(entry)) for entry in found["actors"]]
    sources = [Source.model_validate_json(json.dumps(entry)) for entry in found["sources"]]
    return StoredMetadata(
        id=found["id"], version=found["version"], title=found["title"], count=found["count"],
        not_placed=found["not_placed"],
        period=None if found["period"] is None else Span.model_validate(found["period"], strict=False),
        spans=Spans(**{name: _days(pair) for name, pair in found["spans"].items()}),
        actors={actor.id: actor for actor in actors},
        sources={source.id: source for source in sources},
        facets=tuple(
            _facet(name, options, tuple(found["columns"]), found["colour_order"])
            for name, options in found["facets"].items()
            if name in FACET_BY_ID
        ),
        bounds=found["bounds"] and tuple(found["bounds"]), licence=licence_from(found["licence"]), documents=found["documents"],
        states=found["states"], columns=tuple(found["columns"]), extra=found["extra"],
        admin1_names=admin1_names_from(found["admin1_names"]),
    )  # fmt: skip


def _days(pair: list[str]) -> tuple[date, date]:
    first, last = map(date.fromisoformat, pair)
    return first, last


def _facet(id: str, options: list[list[str]], columns: tuple[str, ...], orders: dict[str, list[str]]) -> FacetEntry:
    facet = FACET_BY_ID[id]
    order = tuple(orders[id]) if id in PLACE_FACETS else ()
    return FacetEntry(id, facet.label_of(columns), facet.multi, tuple(Option(*option) for option in options), order)
