"""Files of boundaries that a person brought for a dataset: kept in their folder, as long as the dataset is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from geo.errors import AtlasError, UnreadableFile
from geo.importing.decisions import OwnBoundaries
from geo.importing.own_boundaries import own_areas
from geo.model.own_areas import BOUNDARY_SUFFIXES, OwnAreas

PARTS = (".shx", ".dbf", ".prj", ".cpg")
"""What lies beside a ``.shp``."""
_MOST_READ = 4


def write_boundaries(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, str]:
    """Write a file, or the parts of a Shapefile, under a name of our own; gives the one to be read, and its own name.

    Raises UnreadableFile where that is not one file of boundaries, OSError where there is no room; then none is there.
    """
    main = [name for name in files if Path(name).suffix.lower() in BOUNDARY_SUFFIXES]
    others = [name for name in files if name not in main and Path(name).suffix.lower() not in PARTS]
    if len(main) != 1 or others:
        named = ", ".join(f"“{Path(name).name}”" for name in files)
        remedy = "Choose one GeoJSON or GeoPackage, or a Shapefile with its .shx, .dbf and .prj."
        raise UnreadableFile(named, "is not one file of boundaries", remedy)
    stem = secrets.token_hex(8)
    written = {folder / f"{stem}{Path(name).suffix.lower()}": content for name, content in files.items()}
    try:
        for path, content in written.items():
            path.write_bytes(content)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return folder / f"{stem}{Path(main[0]).suffix.lower()}", Path(main[0]).name


def kept_areas(folder: Path, kept: OwnBoundaries | None) -> OwnAreas | None:
    """The areas that were kept for a dataset; None where there are none, or they can't be read any more."""
    if kept is None:
        return None
    try:
        path = folder / kept.file
        return _read(path, path.stat().st_mtime_ns, kept)
    except (AtlasError, OSError):
        return None


@lru_cache(maxsize=_MOST_READ)
def _read(path: Path, modified: int, kept: OwnBoundaries) -> OwnAreas:
    """Read only once: the page Data tells of them at each run."""
    return own_areas(path, kept.name_column, kept.population_column, kept.shown)


def remove_boundaries(folder: Path, kept: OwnBoundaries | None) -> None:
    """Remove a kept file with all that lies beside it."""
    if kept is not None:
        for suffix in (*BOUNDARY_SUFFIXES, *PARTS):
            (folder / kept.file).with_suffix(suffix).unlink(missing_ok=True)
