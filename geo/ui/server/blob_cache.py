"""Computed answers for browsers, each at an address that ends in a hash of its content, so that it may be kept for ever.

They lie on disk, in a folder of this process; what is nobody's own lies in the folder that processes share as well, where
there is one (``geo.ui.server.shared_answers``). Where there are too many, whoever has the most gives up one of theirs: what
one person makes pushes out nothing of another's.

What is made from a person's upload has an owner: its name can't be guessed, and only their browser is given it.
"""

from __future__ import annotations

import hashlib
import time
import weakref
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from geo.disk.disk_errors import writing_temporary
from geo.disk.held_folders import remove_held_folder
from geo.disk.temporary_folders import new_temporary_folder
from geo.ui.server import owner_cookie
from geo.ui.server.shared_answers import SHARED, SharedAnswers

MOST_BYTES = 1_000_000_000
"""Of answers on disk, of all persons together."""
MOST_LAZY = 256
"""Answers that are made when somebody asks for them; such a one holds on to the dataset that it is made from."""
UNUSED_S = 24 * 3600.0
"""How long an answer stays that nobody asks for and no page names."""


@dataclass(slots=True)
class KeptAnswer:
    """One answer, made or to be made, and who may have it."""

    media_type: str
    owner: str
    size: int
    make: Callable[[], bytes] | None
    """None where the content lies on disk."""
    used: float
    reader: str | None
    """The cookie's secret of the only browser that may have it; None where the owner keeps no cookies, or there is none."""

    @property
    def private(self) -> bool:
        """Whether it is somebody's own: it has an owner."""
        return bool(self.owner)


class BlobCache:
    """Answers by name. Safe to use from several threads."""

    def __init__(
        self,
        most_bytes: int = MOST_BYTES,
        most_lazy: int = MOST_LAZY,
        now: Callable[[], float] = time.monotonic,
        shared: SharedAnswers | None = None,
    ) -> None:
        """``now`` is a clock in seconds that nobody sets: what is kept is not to go because the day's clock jumps.
        ``shared`` keeps what has no owner for other processes too."""
        self._shared = shared
        self._most_bytes, self._most_lazy, self._now = most_bytes, most_lazy, now
        self._items: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._sizes: Counter[str] = Counter()
        """Bytes on disk by owner."""
        self._lazy: Counter[str] = Counter()
        self._lock = Lock()
        self._made: Path | None = None

    def _folder(self) -> Path:
        """Where the content lies; made anew where somebody cleared it away."""
        if self._made is None or not self._made.is_dir():
            self._made = new_temporary_folder("kept")
            weakref.finalize(self, remove_held_folder, self._made)
        return self._made

    def put(self, content: bytes, media_type: str, owner: str = "") -> str:
        """Keep content and give its name (for ``blob_address``); ``owner`` (a session's secret) makes the name unguessable,
        and keeps the answer for the browser of the session that runs. Raises CannotWrite where the disk has no room."""
        name = hashlib.sha256(owner.encode() + content).hexdigest()[:32]
        reader = owner_cookie.owner() if owner else None
        with self._lock:
            if not self._use(name, reader):
                self._write(name, content)
                self._items[name] = KeptAnswer(media_type, owner, len(content), None, self._now(), reader)
                self._sizes[owner] += len(content)
                self._make_room()
        if not owner and self._shared is not None:
            self._shared.keep(name, content, media_type)
        return name

    def put_lazy(self, make: Callable[[], bytes], key: str, media_type: str, owner: str) -> str:
        """The name of something that is made when somebody asks for it; ``key`` tells it from all else."""
        name = hashlib.sha256(f"{owner} {media_type} {key}".encode()).hexdigest()[:32]
        reader = owner_cookie.owner() if owner else None
        with self._lock:
            if not self._use(name, reader):
                self._items[name] = KeptAnswer(media_type, owner, 0, make, self._now(), reader)
                self._lazy[owner] += 1
                self._make_room()
        return name

    def kept(self, name: str) -> KeptAnswer | None:
        """What is kept under a name; None where it is not, or no longer."""
        with self._lock:
            return self._items.get(name)

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Content and media type of a name, or None where it is not, or no longer, kept."""
        with self._lock:
            kept = self._items.get(name)
            if kept is None or not self._use(name, kept.reader):
                return None
            if kept.make is None:
                if not kept.private and self._shared is not None:
                    self._shared.in_use(name)
                return (self._folder() / name).read_bytes(), kept.media_type
        return kept.make(), kept.media_type

    def forget(self, owner: str) -> None:
        """Remove all answers of an owner."""
        with self._lock:
            for name in [name for name, kept in self._items.items() if kept.owner == owner]:
                self._drop(name)

    def count(self) -> int:
        """How many answers are kept."""
        with self._lock:
            return len(self._items)

    def size(self) -> int:
        """Bytes of kept answers on disk."""
        with self._lock:
            return self._sizes.total()

    def _use(self, name: str, reader: str | None) -> bool:
        """Whether it is kept; it is in use just now, by this browser. What somebody cleared away from the disk no longer is."""
        kept = self._items.get(name)
        if kept is None or (kept.make is None and not (self._folder() / name).is_file()):
            if kept is not None:
                self._drop(name)
            return False
        kept.used, kept.reader = self._now(), reader
        self._items.move_to_end(name)
        return True

    def _write(self, name: str, content: bytes) -> None:
        """Bring content onto the disk, whole or not at all."""
        path = self._folder() / name
        try:
            with writing_temporary("kept answers"):
                path.write_bytes(content)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        """Give up what is too much; what was put just now, the last, stays."""
        newest = next(reversed(self._items))
        while self._now() - self._items[oldest := next(iter(self._items))].used > UNUSED_S:
            self._drop(oldest)
        while self._sizes.total() > self._most_bytes and self._give_up(self._sizes, newest, lazy=False):
            pass
        while self._lazy.total() > self._most_lazy and self._give_up(self._lazy, newest, lazy=True):
            pass

    def _give_up(self, shares: Counter[str], newest: str, *, lazy: bool) -> bool:
        """Drop the answer that was used longest ago of whoever has the most; False where there is none to drop."""
        for owner, _ in shares.most_common():
            for name, kept in self._items.items():
                if kept.owner == owner and (kept.make is not None) == lazy and name != newest:
                    self._drop(name)
                    return True
        return False

    def _drop(self, name: str) -> None:
        kept = self._items.pop(name)
        if kept.make is None:
            self._sizes[kept.owner] -= kept.size
            (self._folder() / name).unlink(missing_ok=True)
        else:
            self._lazy[kept.owner] -= 1
        for shares in (self._sizes, self._lazy):
            if not shares[kept.owner]:
                del shares[kept.owner]


BLOBS = BlobCache(shared=SHARED)
