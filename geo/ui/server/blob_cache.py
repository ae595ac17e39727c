"""Computed answers for browsers, each at an address that ends in a hash of its content, so that it may be kept for ever.

What is made from a person's upload has an owner: its name can't be guessed, and only their browser is given it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from geo.ui.server import owner_cookie


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One answer, made or to be made, and who may have it."""

    content: bytes | Callable[[], bytes]
    media_type: str
    private: bool
    """Whether it is somebody's own: it has an owner."""
    reader: str | None
    """The cookie's secret of the only browser that may have it; None where the owner keeps no cookies, or there is none."""


class BlobCache:
    """Answers by name, the oldest given up when there are too many."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._items: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._lock = Lock()

    def put(self, content: bytes, media_type: str, owner: str = "") -> str:
        """Keep content and give its name (for ``blob_address``); ``owner`` (a session's secret) makes the name unguessable,
        and keeps the answer for the browser of the session that runs."""
        return self._keep(hashlib.sha256(owner.encode() + content), content, media_type, owner)

    def put_lazy(self, make: Callable[[], bytes], key: str, media_type: str, owner: str) -> str:
        """The name of something that is made when somebody asks for it; ``key`` tells it from all else."""
        return self._keep(hashlib.sha256(f"{owner} {media_type} {key}".encode()), make, media_type, owner)

    def _keep(self, digest: hashlib._Hash, content: bytes | Callable[[], bytes], media_type: str, owner: str) -> str:
        name = digest.hexdigest()[:32]
        reader = owner_cookie.owner() if owner else None
        with self._lock:
            self._items[name] = KeptAnswer(content, media_type, bool(owner), reader)
            self._items.move_to_end(name)
            while len(self._items) > self._most:
                self._items.popitem(last=False)
        return name

    def kept(self, name: str) -> KeptAnswer | None:
        """What is kept under a name; None where it is not, or no longer."""
        with self._lock:
            return self._items.get(name)

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Content and media type of a name, or None where it is not, or no longer, kept."""
        found = self.kept(name)
        if found is None:
            return None
        return (found.content if isinstance(found.content, bytes) else found.content()), found.media_type

    def count(self) -> int:
        """How many answers are kept."""
        with self._lock:
            return len(self._items)


BLOBS = BlobCache()
