"""An import whose rejected rows lie in files beside the working copy, so that nobody has to hold them in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geo.disk.whole_files import write_whole
from geo.importing.column_mapping import ColumnMapping
from geo.importing.decisions import decisions_path
from geo.importing.import_files import import_files
from geo.importing.input_file import InputFile
from geo.importing.progress import ProgressCallback
from geo.importing.rejects import rejects_csv


def rejected_path(copy: Path) -> Path:
    """Where the rejected rows of a working copy lie (CSV); there is no file where none was rejected."""
    return copy.with_name(f"{copy.name}.rejected.csv")


def unplaced_path(copy: Path) -> Path:
    """Where the rows without a place lie that could have one (CSV); there is no file where there is none."""
    return copy.with_name(f"{copy.name}.unplaced.csv")


def import_and_keep(
    files: Sequence[InputFile],
    out: Path,
    mapping: ColumnMapping | None,
    title: str | None,
    on_progress: ProgressCallback,
) -> frozenset[str]:
    """Import files into a working copy (.parquet) with its rejected rows beside it; gives the names under which rows are
    kept, by which corrected rows find their file. Raises as ``import_files``; then nothing is left."""
    found = import_files(files, out, mapping=mapping, title=title, on_progress=on_progress)
    try:
        for rows, path in ((found.rejects, rejected_path(out)), (found.unplaced, unplaced_path(out))):
            if rows:
                write_whole(path, rejects_csv(rows))
    except BaseException:
        remove_copy(out)
        raise
    rows_of = (row.file for row in (*found.rejects, *found.unplaced))
    return frozenset([*(str(entry["file"]) for entry in found.about.mapping), *rows_of])


def remove_copy(copy: Path) -> None:
    """Remove a working copy with all that lies beside it, but for boundaries."""
    for path in (copy, rejected_path(copy), unplaced_path(copy), decisions_path(copy)):
        path.unlink(missing_ok=True)
