"""What a person decided about a dataset, in a small file beside it: the mapping, what was joined, own boundaries."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geo.disk.whole_files import write_whole
from geo.importing.column_mapping import ColumnMapping


class OwnBoundaries(BaseModel):
    """A file of boundaries that maps by area count by, and which of its columns mean what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str = Field(pattern=r"^[a-z0-9]+\.[a-z]+$", description="Name of the kept file, in the dataset's folder.")
    shown: str = Field(description="How the person's file is called.")
    name_column: str
    population_column: str | None = None


class Decisions(BaseModel):
    """The mapping and the title that the person chose, the pairs that they joined, and those that they said are two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mapping: ColumnMapping | None = None
    title: str | None = Field(None, description="The title that the person gave the dataset.")
    joins: tuple[tuple[str, str], ...] = Field((), description="Pairs of incidents: the second went into the first.")
    apart: tuple[tuple[str, str], ...] = Field((), description="Pairs that were offered and are two incidents.")

    boundaries: OwnBoundaries | None = Field(None, description="What maps by area count by, if not governorates.")

    def join(self, first: str, second: str) -> Decisions:
        """With a pair joined."""
        return self.model_copy(update={"joins": (*self.joins, (first, second))})

    def undo(self, first: str, second: str) -> Decisions:
        """With a join undone."""
        return self.model_copy(update={"joins": tuple(pair for pair in self.joins if pair != (first, second))})

    def keep_apart(self, first: str, second: str) -> Decisions:
        """With a pair marked as two incidents."""
        return self.model_copy(update={"apart": (*self.apart, (first, second))})


def decisions_path(dataset: Path) -> Path:
    """The file beside a working copy."""
    return dataset.with_name(f"{dataset.name}.decisions.json")


def read_decisions(dataset: Path) -> Decisions:
    """What was decided; nothing where there is no file, or none that can be read."""
    try:
        return Decisions.model_validate_json(decisions_path(dataset).read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError):
        return Decisions()


def keep_decisions(dataset: Path, decisions: Decisions) -> None:
    """Keep what was decided; what was there before stays whole until the new file is. Raises CannotWrite."""
    write_whole(decisions_path(dataset), (decisions.model_dump_json(by_alias=True, indent=1) + "\n").encode())
