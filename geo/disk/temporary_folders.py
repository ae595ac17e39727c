"""Temporary folders of a process; those that a killed process left are removed when the next one is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.disk.disk_errors import cannot_write, temporary_base, temporary_refused, writing_temporary
from geo.disk.held_folders import new_held_folder, remove_held_folder, sweep

_PREFIX = "atlas-held-"
"""How all of them begin, whatever they are for."""


def new_temporary_folder(use: str) -> Path:
    """A new folder for this process, to be removed by ``remove_held_folder``; ``use`` is a word. Those of processes that
    are gone are removed. Raises CannotWrite."""
    what = f"temporary files ({use})"
    base = temporary_base(what)
    sweep_temporary_folders()
    try:
        return new_held_folder(base, f"{_PREFIX}{use}-")
    except OSError as error:
        raise temporary_refused(what, cannot_write(error, base / what).reason) from None


def sweep_temporary_folders() -> None:
    """Remove the folders of processes that are gone."""
    sweep(temporary_base("temporary files"), _PREFIX)


@contextmanager
def temporary_folder(use: str) -> Iterator[Path]:
    """A folder that is gone afterwards. Raises CannotWrite where there can be none."""
    folder = new_temporary_folder(use)
    try:
        yield folder
    finally:
        remove_held_folder(folder)


@contextmanager
def import_folder() -> Iterator[Path]:
    """A folder for the raw rows of files that are read. Raises CannotWrite where they find no room."""
    with temporary_folder("import") as folder, writing_temporary("temporary files (import)"):
        yield folder
