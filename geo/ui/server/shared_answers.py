"""Answers that all processes of one server share: a folder on disk, for what is anybody's.

``ATLAS_ANSWERS`` names the folder. What one process computed is found there by the others, under a hash of all that it
was made from: the atlas's own code, the dataset with its version, the question. And what a page names stays there when
the process that drew it has ended. What was made of a person's upload never goes there.

A file holds the media type in its first line, then the content. It stands under its name only when it is whole. Two
processes that are asked the same at the same moment both compute it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock

from geo.disk.whole_files import write_whole
from geo.errors import UnreadableFile

MOST_BYTES = 1_000_000_000
"""Of all answers in the folder."""
_UNUSED_S = 24 * 3600.0
"""How long an answer stays that no process asks for."""
_LOOK_EVERY_S = 600.0
"""How often a process looks whether there are too many."""
_NAME = re.compile(r"[0-9a-f]{32}")
_COMPUTED = "computed-"
"""How the names of computed answers begin: no address leads to them."""
_PACKAGE = Path(__file__).parents[2]
LOG = logging.getLogger("atlas.answers")


class SharedAnswers:
    """The folder, or none: then each process keeps to itself. Safe to use from several threads and processes."""

    def __init__(
        self, folder: Path | None = None, most_bytes: int = MOST_BYTES, now: Callable[[], float] = time.time
    ) -> None:
        """``now`` is the clock of the files' times, in seconds since 1970."""
        self.folder, self._most_bytes, self._now = folder, most_bytes, now
        self._looked = float("-inf")
        self._lock = Lock()
        self.outcomes: Counter[tuple[str, str]] = Counter()
        """How often a computed answer of a kind was ``found``, or was ``made`` here."""

    def computed(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """A computed answer: from the folder, else made now and kept there. ``key`` tells what it is made from; the
        atlas's code is added here. What ``make`` raises is raised, and nothing is kept."""
        if self.folder is None:
            return make()
        name = _name_of(kind, key)
        found = self._read(name)
        content = make() if found is None else found[0]
        with self._lock:
            self.outcomes[kind, "made" if found is None else "found"] += 1
        if found is None:
            self._write(name, content, "application/octet-stream")
        return content

    def still_used(self, kind: str, key: str) -> None:
        """Say that a computed answer is in use, which this process has kept for itself."""
        if self.folder is not None:
            self.in_use(_name_of(kind, key))

    def kept(self, name: str) -> tuple[bytes, str] | None:
        """Content and media type of what a page of any process names; None where it is not there."""
        return self._read(name) if _NAME.fullmatch(name) else None

    def keep(self, name: str, content: bytes, media_type: str) -> None:
        """Keep what a page names, under the hash of its content."""
        if self.folder is not None and not self.in_use(name):
            self._write(name, content, media_type)

    def in_use(self, name: str) -> bool:
        """Whether something is there under a name; it is in use just now, though nobody reads it from here."""
        path = self._path(name)
        try:
            if path is not None:
                os.utime(path)
        except OSError:
            return False
        return path is not None

    def _read(self, name: str) -> tuple[bytes, str] | None:
        path = self._path(name)
        if path is None:
            return None
        try:
            head, line, content = path.read_bytes().partition(b"\n")
            os.utime(path)  # it is in use
        except OSError:
            return None
        return (content, head.decode("ascii", "replace")) if line else None

    def _write(self, name: str, content: bytes, media_type: str) -> None:
        """Where the disk refuses, nothing is kept, and a line of the log says so: it can be made again."""
        path = self._path(name)
        if path is None:
            return
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(path, media_type.encode() + b"\n" + content)
            self._make_room()
        except (OSError, UnreadableFile) as error:
            LOG.warning("An answer could not be kept in the shared folder: %s", error)

    def _path(self, name: str) -> Path | None:
        """In one of 256 folders, so that none holds too many."""
        return None if self.folder is None else self.folder / name[-2:] / name

    def _make_room(self) -> None:
        """Now and then, remove what was used longest ago."""
        with self._lock:
            if self.folder is None or self._now() - self._looked < _LOOK_EVERY_S:
                return
            self._looked = self._now()
        found = []
        for path in self.folder.glob("??/*"):
            with suppress(OSError):  # another process removes too
                if _NAME.fullmatch(path.name.removeprefix(_COMPUTED)):
                    state = path.stat()
                    found.append((state.st_mtime, state.st_size, path))
        total = sum(size for _, size, _ in found)
        for used, size, path in sorted(found):
            if total <= self._most_bytes and self._now() - used <= _UNUSED_S:
                return
            total -= size
            path.unlink(missing_ok=True)


def _name_of(kind: str, key: str) -> str:
    """The name of a computed answer."""
    return f"{_COMPUTED}{hashlib.sha256(f'{code_version()} {kind} {key}'.encode()).hexdigest()[:32]}"


@cache
def code_version() -> str:
    """Changes with the atlas's code, its tables and its packages: what another version made is never found."""
    digest = hashlib.sha256()
    root = _PACKAGE.parent
    for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.json"), *(root / "data").glob("*_aliases.json"), root / "requirements.txt"]):  # fmt: skip
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


SHARED = SharedAnswers()
"""Those of this server; ``geo.ui.datasets.served_app`` names the folder."""
