"""Where uploads lie: each browser's own desk, kept for a stated time after its owner was last here."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from geo.importing import Account, Given, Licence
from geo.importing.decisions import Decisions, decisions_path
from geo.importing.records import Aside
from geo.importing.workplace import new_folder
from geo.model.dataset import Dataset
from geo.ui.server.owner_cookie import owner

KEY = "atlas_uploads"
KEPT = timedelta(hours=24)
"""How long uploads are kept after their owner last used the atlas."""
UNDO = timedelta(minutes=10)
"""How long a deletion can be taken back; then the files go."""


@dataclass(frozen=True)
class Upload:
    """One imported dataset: its files, its working copy and its account."""

    id: str
    title: str
    path: Path
    files: tuple[Given, ...]
    account: Account
    licence: Licence
    mapping: tuple[dict[str, object], ...]
    asides: tuple[Aside, ...]
    unplaced: tuple[Aside, ...]

    @property
    def file_names(self) -> frozenset[str]:
        """The names under which its rows are kept."""
        rows = (aside.file for aside in (*self.asides, *self.unplaced))
        return frozenset([*(str(entry["file"]) for entry in self.mapping), *rows])


@dataclass
class Desk:
    """All that a person uploaded, in a folder of its own."""

    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    """Makes the addresses of the person's data unguessable."""
    uploads: dict[str, Upload] = field(default_factory=dict)
    opened: dict[str, tuple[Decisions, Dataset]] = field(default_factory=dict)
    deleted: dict[str, tuple[Upload, float]] = field(default_factory=dict)
    """What can still be taken back, and when it was deleted (seconds since 1970)."""
    used: float = field(default_factory=time.time)
    """When the owner was last here (seconds since 1970)."""

    @cached_property
    def folder(self) -> Path:
        """Where the files lie; made when there is one, removed when the desk goes."""
        made = new_folder("atlas-uploads")
        self.clear = weakref.finalize(self, shutil.rmtree, made, True)
        return made

    @property
    def until(self) -> float:
        """When all of it goes unless its owner comes back (seconds since 1970)."""
        return self.used + KEPT.total_seconds()

    def sweep(self, now: float) -> None:
        """Remove the files of what was deleted some time ago."""
        for name, (upload, when) in list(self.deleted.items()):
            if now - when > UNDO.total_seconds():
                del self.deleted[name]
                remove(upload)


class Desks:
    """The desks of all browsers, by their secret; in memory, so that a restart of the server ends them all."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._desks: dict[str, Desk] = {}
        self._lock = threading.Lock()
        self._now = now
        self._waiting = False

    def of(self, who: str) -> Desk:
        """The desk of a browser, used just now."""
        with self._lock:
            self._sweep()
            found = self._desks.setdefault(who, Desk())
            found.used = self._now()
            self._later()
        return found

    def touch(self, who: str) -> None:
        """The owner is here: what they brought, if anything, is kept for longer."""
        with self._lock:
            self._sweep()
            if who in self._desks:
                self._desks[who].used = self._now()

    def sweep(self) -> None:
        """Remove what nobody came back for."""
        with self._lock:
            self._sweep()

    def _sweep(self) -> None:
        now = self._now()
        for who, held in list(self._desks.items()):
            held.sweep(now)
            if now > held.until:
                del self._desks[who]
                if "folder" in vars(held):
                    held.clear()

    def _later(self) -> None:
        """Also where nobody asks any more."""
        if not self._waiting:
            self._waiting = True
            timer = threading.Timer(UNDO.total_seconds(), self._again)
            timer.daemon = True
            timer.start()

    def _again(self) -> None:
        with self._lock:
            self._waiting = False
            self._sweep()
            if self._desks:
                self._later()


DESKS = Desks()


def hours(span: timedelta) -> str:
    """A span of whole hours in words."""
    return f"{span // timedelta(hours=1)} hours"


def minutes(span: timedelta) -> str:
    """A span of whole minutes in words."""
    return f"{span // timedelta(minutes=1)} minutes"


def desk() -> Desk:
    """What the person of this session brought: the browser's, or the session's own where the browser keeps no
    cookies."""
    if (who := owner()) is not None:
        return DESKS.of(who)
    found: Desk | None = st.session_state.get(KEY)
    if found is None:
        found = st.session_state[KEY] = Desk()
    return found


def touch() -> None:
    """The person is here."""
    if (who := owner()) is not None:
        DESKS.touch(who)


def kept_words() -> str:
    """How long what the person brought stays, in words and, where something is here, with the time."""
    if owner() is None:
        return "This browser keeps no cookies for the atlas, so your uploads are deleted when you reload or leave the page."
    until = f" (as of now, until {clock(desk().until)})" if desk().uploads else ""
    return (
        "Uploads are seen in this browser only, and are in no link. They stay, even after a reload, until you delete "
        f"them or have not used the atlas for {hours(KEPT)}{until}; a restart of the server deletes them sooner."
    )


def clock(moment: float) -> str:
    """A moment (seconds since 1970) in the person's own time zone: 30 November 2026, 19:05 UTC."""
    zone = st.context.timezone
    try:
        local = datetime.fromtimestamp(moment, ZoneInfo(zone) if isinstance(zone, str) else UTC)
    except (KeyError, ValueError, OSError):
        local = datetime.fromtimestamp(moment, UTC)
    return f"{local.day} {local:%B %Y, %H:%M} {local.tzname()}"


def remove(upload: Upload) -> None:
    """Remove the files of an upload."""
    for path in (upload.path, *(file.path for file in upload.files)):
        path.unlink(missing_ok=True)
        decisions_path(path).unlink(missing_ok=True)
