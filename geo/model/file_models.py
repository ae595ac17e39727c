"""The three files of a dataset as models: what a schema for other tools is written from."""

from typing import Any, Literal

from geojson_pydantic.geometries import Geometry
from pydantic import BaseModel, ConfigDict, Field, create_model

from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.incident import Properties
from geo.model.record_base import Record, Span, Text, column

SCHEMA_VERSION = "1.0"
INCIDENTS, ACTORS, SOURCES = "incidents.geojson", "actors.json", "sources.json"


class Header(BaseModel):
    """The top-level members of ``incidents.geojson`` beside its features; others may stand there too."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    schema_version: Literal["1.0"] = column("Schema version", "Version of the contract that the file keeps.")
    id: Text = column("Id", "Stable id of the dataset, for links.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Text = column("Title", "Title of the dataset.")
    period: Span | None = column("Period", "The time covered; what lies outside is background.", default=None)


class Feature(Record):
    """One incident as a GeoJSON feature."""

    model_config = ConfigDict(extra="allow")

    type: Literal["Feature"]
    id: str = Field(description="The same as the property id.")
    geometry: Geometry | None
    properties: Properties


class IncidentsFile(Header):
    """``incidents.geojson``."""

    type: Literal["FeatureCollection"]
    features: tuple[Feature, ...]


def _list_file(name: str, key: str, model: type[Record]) -> type[BaseModel]:
    entries: Any = tuple.__class_getitem__((model, ...))
    fields: dict[str, Any] = {"schema_version": (Literal["1.0"], ...), key: (entries, ...)}
    return create_model(name, __base__=Record, **fields)


ActorsFile = _list_file("ActorsFile", "actors", Actor)
SourcesFile = _list_file("SourcesFile", "sources", Source)

FILES: dict[str, type[BaseModel]] = {INCIDENTS: IncidentsFile, ACTORS: ActorsFile, SOURCES: SourcesFile}


def json_schema() -> dict[str, Any]:
    """One JSON Schema (2020-12) a file, by the file's name."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {name: {"$schema": dialect} | model.model_json_schema() for name, model in FILES.items()}
