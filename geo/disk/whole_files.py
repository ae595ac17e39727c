"""Files that stand under their name only when they are whole, whatever happens while they are written.

They are written into a folder beside their place, brought onto the disk and then renamed. What a killed process left
beside is removed by the next one that writes there.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.disk.disk_errors import writing
from geo.disk.held_folders import new_held_folder, remove_held_folder, sweep

_PREFIX = ".atlas-part-"


@contextmanager
def whole_files(*paths: Path) -> Iterator[tuple[Path, ...]]:
    """Paths to write to in place of ``paths``, which are in one folder. When all of them are written they take their
    places, one after the other in the given order; where something is raised none does, and nothing is left.

    Raises CannotWrite.
    """
    targets = [_target(path) for path in paths]
    with writing(targets[0]):
        folder = targets[0].parent
        for target in targets:
            _may_replace(target)
        sweep(folder, _PREFIX)
        work = new_held_folder(folder, _PREFIX)
        try:
            parts = tuple(work / target.name for target in targets)
            yield parts
            for part, target in zip(parts, targets, strict=True):
                _settle(part, target)
            for part, target in zip(parts, targets, strict=True):
                part.replace(target)
            _sync_folder(folder)
        finally:
            remove_held_folder(work)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """The same for one file."""
    with whole_files(path) as (part,):
        yield part


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises CannotWrite."""
    if path.exists() and not path.is_file() and not path.is_dir():  # such as /dev/stdout
        path.write_bytes(content)
        return
    with whole_file(path) as part:
        part.write_bytes(content)


def _target(path: Path) -> Path:
    """Where the file is to be: where its name leads, if that is a link."""
    return path.resolve() if path.is_symlink() else path


def _may_replace(target: Path) -> None:
    """Renaming would ask nobody. Raises OSError where the file that is there is no file, or write-protected."""
    if target.exists():
        os.close(os.open(target, os.O_WRONLY))


def _settle(part: Path, target: Path) -> None:
    """Bring a written file onto the disk, with the rights that its place had, else those that new files get."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle = os.open(part, os.O_RDWR)
    try:
        if sys.platform != "win32":
            os.fchmod(handle, mode)
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Bring the new names onto the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
