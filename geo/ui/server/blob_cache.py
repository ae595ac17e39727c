"""Computed answers for browsers, each at an address that ends in a hash of its content, so that it may be kept for ever."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class BlobCache:
    """Answers by name, the oldest given up when there are too many."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._items: OrderedDict[str, tuple[bytes | Callable[[], bytes], str]] = OrderedDict()
        self._lock = Lock()

    def put(self, content: bytes, media_type: str, owner: str = "") -> str:
        """Keep content and give its name (for ``blob_address``); ``owner`` (a session's secret) makes the name unguessable."""
        return self._keep(hashlib.sha256(owner.encode() + content), content, media_type)

    def put_lazy(self, make: Callable[[], bytes], key: str, media_type: str, owner: str) -> str:
        """The name of something that is made when somebody asks for it; ``key`` tells it from all else."""
        return self._keep(hashlib.sha256(f"{owner} {media_type} {key}".encode()), make, media_type)

    def _keep(self, digest: hashlib._Hash, content: bytes | Callable[[], bytes], media_type: str) -> str:
        name = digest.hexdigest()[:32]
        with self._lock:
            self._items[name] = (content, media_type)
            self._items.move_to_end(name)
            while len(self._items) > self._most:
                self._items.popitem(last=False)
        return name

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Content and media type of a name, or None where it is not, or no longer, kept."""
        with self._lock:
            kept = self._items.get(name)
        if kept is None:
            return None
        content, media_type = kept
        return (content if isinstance(content, bytes) else content()), media_type


BLOBS = BlobCache()
