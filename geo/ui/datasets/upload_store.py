"""Where uploads are kept: each owner's in a folder of their own, for a stated time after the owner was last here.

Times are seconds of a clock that nobody sets (``time.monotonic``): when the day's clock is put forward nothing goes early.
"""

from __future__ import annotations

import secrets
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from geo.disk.held_folders import remove_held_folder
from geo.disk.temporary_folders import new_temporary_folder
from geo.filter.view import ShownLayer
from geo.importing import InputFile, Licence, Reconciliation
from geo.importing.decisions import Decisions, read_decisions
from geo.importing.kept_import import rejected_path, remove_copy, unplaced_path
from geo.model.kept_by_dataset import forget_dataset
from geo.model.own_layer import OwnLayer
from geo.query import MemorySource
from geo.ui.datasets.boundary_files import remove_boundaries
from geo.ui.server.blob_cache import BLOBS

KEPT_FOR = timedelta(hours=24)
"""How long uploads are kept after their owner last used the atlas."""
OPEN_FOR = timedelta(minutes=15)
"""How long a dataset stays in memory after a page last showed it; its working copy, from which it is opened again, lies on
disk."""
UNDO_WITHIN = timedelta(minutes=10)
"""How long a deletion can be taken back; then the files go."""


@dataclass(frozen=True)
class Upload:
    """One imported dataset: its files, its working copy and its account."""

    id: str
    title: str
    path: Path
    files: tuple[InputFile, ...]
    account: Reconciliation
    licence: Licence
    mapping: tuple[dict[str, object], ...]
    file_names: frozenset[str]
    """The names under which its rows are kept."""

    @property
    def rejected(self) -> Path | None:
        """The rejected rows as CSV; None where there are none."""
        return _if_there(rejected_path(self.path))

    @property
    def unplaced(self) -> Path | None:
        """The accepted rows without a place that could have one, as CSV; None where there are none."""
        return _if_there(unplaced_path(self.path))


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None


@dataclass(frozen=True)
class KeptLayer:
    """An own layer that a person brought: its name and colour, its features, and what was noticed when it was read."""

    shown: ShownLayer
    layer: OwnLayer
    notices: tuple[str, ...]
    size: int
    """Of its file, bytes."""

    @cached_property
    def packed(self) -> bytes:
        """As the browser's map draws it."""
        from geo.export.packed_layers import packed_layer  # the start does not wait for what draws

        return packed_layer(self.layer)

    @cached_property
    def kinds(self) -> list[str]:
        """What it draws: areas, lines, points."""
        from geo.export.packed_layers import kinds_of

        return kinds_of(self.layer)


@dataclass(eq=False)
class OpenUpload:
    """An upload in memory."""

    decisions: Decisions
    """What its person had decided when it was opened."""
    modified: int
    """When its file was written (nanoseconds since 1970); it is opened anew where that changes."""
    source: MemorySource
    used: float
    """When a page last showed it (seconds of the owner's clock)."""


@dataclass(eq=False)
class OwnUploads:
    """All that a person brought: datasets in a folder of its own, and layers."""

    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    """Makes the addresses of the person's data unguessable."""
    uploads: dict[str, Upload] = field(default_factory=dict)
    opened: dict[str, OpenUpload] = field(default_factory=dict)
    deleted: dict[str, tuple[Upload, float]] = field(default_factory=dict)
    """What can still be taken back, and when it was deleted (seconds of ``now``)."""
    layers: dict[str, KeptLayer] = field(default_factory=dict)
    """Own layers by their digest, whatever dataset is open."""
    now: Callable[[], float] = time.monotonic
    used: float = field(init=False)
    """When the owner was last here (seconds of ``now``)."""
    _made: Path | None = None

    def __post_init__(self) -> None:
        self.used = self.now()
        with _ALL_LOCK:
            _ALL.add(self)

    @property
    def held_bytes(self) -> int:
        """What its files take on the disk, and its layers, by the size of their files."""
        layers = sum(layer.size for layer in list(self.layers.values()))
        try:
            return layers + (0 if self._made is None else sum(path.stat().st_size for path in self._made.iterdir()))
        except OSError:  # somebody cleared it away, or a file went meanwhile
            return layers

    @property
    def folder(self) -> Path:
        """Where the files lie; made when there is one, and anew where somebody cleared it away. Raises CannotWrite."""
        if self._made is None or not self._made.is_dir():
            self._made = new_temporary_folder("uploads")
            weakref.finalize(self, remove_held_folder, self._made)
        return self._made

    def clear(self) -> None:
        """Remove all files."""
        if self._made is not None:
            remove_held_folder(self._made)

    @property
    def left_s(self) -> float:
        """Seconds until all of it goes unless its owner comes back."""
        return self.used + KEPT_FOR.total_seconds() - self.now()

    def undo_left_s(self, dataset_id: str) -> float:
        """Seconds until the files of a deleted dataset go."""
        return self.deleted[dataset_id][1] + UNDO_WITHIN.total_seconds() - self.now()

    def close(self, dataset_id: str) -> None:
        """Let go of a dataset that is in memory, with all that is kept about it; a page that shows it opens it again."""
        if self.opened.pop(dataset_id, None) is not None:
            forget_dataset(dataset_id)

    def sweep(self, now: float) -> None:
        """Remove the files of what was deleted some time ago, and let go of what has not been shown for some time."""
        for name, shown in list(self.opened.items()):
            if now - shown.used > OPEN_FOR.total_seconds():
                self.close(name)
        for name, (upload, when) in list(self.deleted.items()):
            if now - when > UNDO_WITHIN.total_seconds():
                del self.deleted[name]
                remove_files(upload)
                BLOBS.forget(self.secret)


_ALL: weakref.WeakSet[OwnUploads] = weakref.WeakSet()
"""What all people brought, whether or not their browsers keep cookies."""
_ALL_LOCK = threading.Lock()


def held_bytes_in_all() -> int:
    """What all people hold (``OwnUploads.held_bytes``)."""
    with _ALL_LOCK:
        everybody = list(_ALL)
    return sum(own.held_bytes for own in everybody)


class UploadStore:
    """The uploads of all browsers, by their owner's secret; in memory, so that a restart of the server ends them all."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._owners: dict[str, OwnUploads] = {}
        self._lock = threading.Lock()
        self._now = now
        self._timer_runs = False

    def of(self, owner: str) -> OwnUploads:
        """The uploads of an owner, used just now."""
        with self._lock:
            self._sweep()
            found = self._owners.setdefault(owner, OwnUploads(now=self._now))
            found.used = self._now()
            self._sweep_later()
        return found

    def find(self, owner: str) -> OwnUploads | None:
        """The uploads of an owner who has been asked for before; whoever only looks is not kept."""
        with self._lock:
            return self._owners.get(owner)

    def touch(self, owner: str) -> None:
        """The owner is here: what they brought, if anything, is kept for longer."""
        with self._lock:
            self._sweep()
            if owner in self._owners:
                self._owners[owner].used = self._now()

    def held(self) -> tuple[int, int, int]:
        """How many people's uploads are held, their datasets and their layers."""
        with self._lock:
            owners = [own for own in self._owners.values() if own.uploads or own.layers]
        return len(owners), sum(len(own.uploads) for own in owners), sum(len(own.layers) for own in owners)

    def sweep(self) -> None:
        """Remove what nobody came back for."""
        with self._lock:
            self._sweep()

    def _sweep(self) -> None:
        now = self._now()
        for owner, own in list(self._owners.items()):
            own.sweep(now)
            if own.left_s < 0:
                del self._owners[owner]
                BLOBS.forget(own.secret)
                own.clear()

    def _sweep_later(self) -> None:
        """Also where nobody asks any more."""
        if not self._timer_runs:
            self._timer_runs = True
            timer = threading.Timer(UNDO_WITHIN.total_seconds(), self._on_timer)
            timer.daemon = True
            timer.start()

    def _on_timer(self) -> None:
        with self._lock:
            self._timer_runs = False
            self._sweep()
            if self._owners:
                self._sweep_later()


def remove_files(upload: Upload) -> None:
    """Remove the files of an upload, and let go of what was read of them."""
    forget_dataset(upload.id)
    remove_boundaries(upload.path.parent, read_decisions(upload.path).boundaries)
    remove_copy(upload.path)
    for file in upload.files:
        file.path.unlink(missing_ok=True)
