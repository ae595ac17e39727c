"""Answers of the engine that were given before. Their address names the dataset's version, so that they stay true; the
next person who opens the map gets them without asking the database."""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache

MOST_BYTES = 64_000_000

_kept: LRUCache[str, bytes] = LRUCache(MOST_BYTES, getsizeof=len)
_lock = Lock()


def kept(address: str) -> bytes | None:
    """What was answered at an address."""
    with _lock:
        found: bytes | None = _kept.get(address)
        return found


def keep(address: str, answer: bytes) -> None:
    """Keep an answer until there are too many; those asked for longest ago are given up first."""
    if len(answer) > MOST_BYTES // 8:
        return
    with _lock:
        _kept[address] = answer


def clear() -> None:
    """Give all up."""
    with _lock:
        _kept.clear()
