"""Reads the options of ``render`` that name a person's own boundaries."""

from __future__ import annotations

from pathlib import Path

from geo.errors import UnreadableFile
from geo.filter.view import MapMode
from geo.model.own_areas import OwnAreas


def areas_asked_for(file: Path | None, name_column: str | None, population_column: str | None) -> OwnAreas | None:
    """The areas of a file; None where none is given. Raises AtlasError where an option lacks another, or the file is not
    as it must be."""
    if file is None:
        for option, given in (("--boundaries-name", name_column), ("--population", population_column)):
            if given is not None:
                raise UnreadableFile(option, "names a column of no file", "Give the file with --boundaries FILE.")
        return None
    from geo.importing.own_boundaries import boundary_columns, own_areas  # the whole import comes with it

    if name_column is None:
        listed = ", ".join(f"“{name}”" for name in boundary_columns(file)) or "none"
        problem = f"needs the column of the areas' names or codes; its columns are {listed}"
        raise UnreadableFile(file.name, problem, "Name it with --boundaries-name COLUMN.")
    return own_areas(file, name_column, population_column)


def mode_asked_for(mode: MapMode | None, areas: OwnAreas | None) -> MapMode | None:
    """How the map shows incidents: own areas are for a map by area. Raises AtlasError where another is asked for."""
    if areas is None or mode is MapMode.AREAS:
        return mode
    if mode is not None:
        problem = f"are for a map by area, not for one of {mode.value}"
        raise UnreadableFile("The areas of --boundaries", problem, "Leave --show out, or say --show areas.")
    return MapMode.AREAS
