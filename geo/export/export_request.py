"""What an export is made from: a view of a dataset, the picture's options, and for a film how it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from geo.export.redistribution import redistribution_refusal
from geo.filter.apply import select
from geo.filter.view import View
from geo.model.dataset import Dataset
from geo.scene.build_scene import build_scene
from geo.scene.picture_options import Picture
from geo.scene.scene_items import Scene
from geo.scene.visible_incidents import as_known
from geo.vocabulary import Vocabulary

ProgressCallback = Callable[[float], None]
"""Told how much is done, 0 to 1. What it raises stops the work."""


class FilmMode(Vocabulary):
    """How time runs in a film."""

    CUMULATIVE = "cumulative", "Cumulative", "Everything up to the day."
    WINDOW = "window", "Moving window", "What happened within the last days."


class Film(BaseModel):
    """How a film of the timeline runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: FilmMode = FilmMode.CUMULATIVE
    window_days: int = Field(default=14, ge=1, le=3660)
    seconds: float = Field(default=12.0, ge=1, le=180, allow_inf_nan=False)
    """How long the days take; the last picture then stands for two seconds."""
    fps: int = Field(default=10, ge=2, le=30)
    width: int = Field(default=1280, ge=320, le=1920)
    """Device pixels; the height follows from the picture's shape."""
    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"the film ends on {self.end}, before it starts on {self.start}")
        return self


def ignore_progress(_: float) -> None:
    """Progress that nobody follows."""


@dataclass(frozen=True, eq=False)
class ExportRequest:
    """One picture, slide or film to be made. ``dataset`` is the whole one."""

    dataset: Dataset
    view: View
    picture: Picture = field(default_factory=Picture)
    film: Film = field(default_factory=Film)
    progress: ProgressCallback = ignore_progress

    @property
    def scene(self) -> Scene:
        """The picture drawn; kept, so that several formats cost one drawing."""
        return build_scene(self.dataset, self.view, self.picture)

    @property
    def known(self) -> Dataset:
        """The dataset as known on the view's day."""
        return as_known(self.dataset, self.view)

    def table(self) -> bytes:
        """The selected incidents as CSV."""
        from geo.export.tables import Csv

        return Csv().write(self.known, select(self.known, self.view.filter), self.picture.accessed)

    def attachment(self) -> bytes | None:
        """The table that goes along with a picture; None where the rows may not leave."""
        return None if redistribution_refusal(self.dataset) else self.table()


def links_of(dataset: Dataset, incidents: Iterable[str]) -> dict[str, str]:
    """For each incident the address of the first of its sources that has one."""
    addresses = {source.id: source.address for source in dataset.sources.values() if source.address}
    if not addresses:
        return {}
    ids = list(incidents)
    cited = dataset.incidents["sources"].to_numpy()[dataset.incidents.index.get_indexer(ids)]
    first = {some: next((addresses[one] for one in some if one in addresses), None) for some in set(cited)}
    return {incident: address for incident, some in zip(ids, cited, strict=True) if (address := first[some])}
