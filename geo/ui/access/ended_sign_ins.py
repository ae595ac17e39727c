"""Sign-ins that ended before their time: whoever signed out is nobody from then on, whatever cookie is still about.

Each is kept in this process, and where several share a folder (``ATLAS_ANSWERS``) as an empty file in it, so that all
know of it, also after a restart. Its name is a hash: who signed out can't be read from it.
"""

from __future__ import annotations

import hashlib
import logging
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

from geo.ui.access.people import Person

LOG = logging.getLogger("atlas.access")


class EndedSignIns:
    """Safe to use from several threads and processes."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` is made when somebody signs out; without one, only this process knows."""
        self.folder = folder
        self._lock = Lock()
        self._ended: dict[str, float] = {}

    def add(self, signed_in: Person, longest_s: float) -> None:
        """They signed out. What is older than a sign-in lasts (seconds) is forgotten."""
        now, name = time.time(), _name(signed_in)
        with self._lock:
            self._ended = {one: when for one, when in self._ended.items() if now - when <= longest_s} | {name: now}
        if self.folder is None:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / name).touch(mode=0o600)
        except OSError as error:
            LOG.warning("Only this process knows that somebody signed out: %s", error.strerror)
            return
        for path in self.folder.iterdir():
            with suppress(OSError):  # another process removes too
                if now - path.stat().st_mtime > longest_s:
                    path.unlink()

    def has(self, signed_in: Person) -> bool:
        """Whether this sign-in ended."""
        name = _name(signed_in)
        return name in self._ended or (self.folder is not None and (self.folder / name).exists())


def _name(signed_in: Person) -> str:
    return hashlib.sha256(f"{signed_in.key} {signed_in.since!r}".encode()).hexdigest()[:32]


ENDED = EndedSignIns()
"""Those of this server; ``geo.ui.datasets.served_app`` names the folder."""
