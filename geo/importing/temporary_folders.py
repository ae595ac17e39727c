"""Temporary folders of a process; those that a killed process left are removed when the next one is made."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = re.compile(r"(?P<use>atlas-[a-z]+)-(?P<process>\d+)-\w+")


def new_temporary_folder(use: str) -> Path:
    """A new folder for this process; ``use`` is ``atlas-`` and a word. Those of processes that are gone are removed."""
    base = Path(tempfile.gettempdir())
    for folder in base.glob(f"{use}-*"):
        found = _NAME.fullmatch(folder.name)
        if found and not _is_running(int(found["process"])):
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{use}-{os.getpid()}-", dir=base))


@contextmanager
def import_folder() -> Iterator[Path]:
    """A folder for the raw rows of one import."""
    folder = new_temporary_folder("atlas-import")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
