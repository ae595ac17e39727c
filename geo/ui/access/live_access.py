"""The operator's file of who may use the server, as it is now: a change of it holds within a second.

A version that can't be followed changes nothing: the last good one holds, the log says so once, and the page About this
server shows the sentences. Whether people sign in at all is settled at the start.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from geo.errors import AtlasError
from geo.ui.access.access_file import ACCESS, Access, read_access

LOOK_EVERY_S = 1.0
LOG = logging.getLogger("atlas.access")

Stamp = tuple[int, int, int] | None


class LiveAccess:
    """What the file says. Safe to use from several threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` is a clock in seconds. Raises AtlasError where the file can't be followed at the start."""
        self._now, self._lock = now, Lock()
        named = os.environ.get(ACCESS, "").strip()
        self._path = Path(named) if named else None
        self._stamp = self._seen()
        self._found = read_access()
        self._looked = now()
        self.faults: tuple[str, ...] = ()
        """Why the file as it is now does not hold: a sentence each."""

    def get(self) -> Access | None:
        """What holds now; None where nobody need sign in."""
        if self._path is not None and self._now() - self._looked >= LOOK_EVERY_S:
            with self._lock:
                self._look()
        return self._found

    def _look(self) -> None:
        self._looked = self._now()
        stamp = self._seen()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._found = read_access()
        except AtlasError as error:
            self.faults = tuple(fault.sentence() for fault in error.faults)
            LOG.warning("Who may use the server stays as it was, until the file is right. %s", " ".join(self.faults))
        else:
            self.faults = ()
            LOG.info("Who may use the server was read again")

    def _seen(self) -> Stamp:
        """What tells the file from the one that was there before; None where there is none."""
        try:
            state = None if self._path is None else self._path.stat()
        except OSError:
            return None
        return None if state is None else (state.st_mtime_ns, state.st_size, state.st_ino)
