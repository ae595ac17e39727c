"""Folders that are held by a process as long as it lives, and removed by the next one where it was killed.

A folder is held by a lock on itself (``flock``), which the system lets go when the process ends, however it ends. A number
of a process would say less: numbers are given again, and two containers that share a folder number their own. Where the
file system knows no such lock, nothing is ever removed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_held: dict[Path, int] = {}
"""The open folders of this process."""
_TRIES = 20


def new_held_folder(base: Path, prefix: str) -> Path:
    """A new folder in ``base``, held by this process. Raises OSError."""
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
        handle = _open(folder)
        if handle is None:
            continue  # somebody who removes what is left over came first
        if not _lock(handle) or _is_same(folder, handle):
            _held[folder] = handle
            return folder
        os.close(handle)
    raise FileNotFoundError(f"no folder in {base} stays")


def remove_held_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, and let go of it."""
    shutil.rmtree(folder, ignore_errors=True)
    handle = _held.pop(folder, None)
    if handle is not None:
        os.close(handle)


def sweep(base: Path, prefix: str) -> None:
    """Remove the folders of processes that are gone."""
    if sys.platform == "win32":
        return
    for folder in base.glob(f"{prefix}*"):
        handle = None if folder in _held else _open(folder)
        if handle is None:
            continue
        try:
            if _lock(handle):
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)


def _open(folder: Path) -> int | None:
    """The open folder; None where there is none that may be looked into."""
    try:
        return os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None


def _lock(handle: int) -> bool:
    """Whether the folder is now held; False where another holds it, or the file system knows no locks."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_same(folder: Path, handle: int) -> bool:
    """Whether the name still leads to the folder that is open."""
    try:
        return os.path.samestat(folder.stat(), os.fstat(handle))
    except OSError:
        return False
