"""What is made once for everybody who asks for it, also where they ask at the same moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class KeptOnce(Generic[Made]):
    """What was made, by a key that tells it from all else; what was asked for longest ago is given up first. Safe to use
    from several threads: who asks while it is being made waits for it."""

    def __init__(self, most: int) -> None:
        """``most`` is how many are kept."""
        self._most = most
        self._entries: OrderedDict[Hashable, _Entry[Made]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made now where there is nothing yet. What ``make`` raises is raised, and nothing is
        kept."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        with entry.lock:
            if not entry.made:
                entry.made.append(make())
            return entry.made[0]

    def forget(self, is_meant: Callable[[Hashable], bool]) -> None:
        """Give up what is kept under the keys that are meant."""
        with self._lock:
            for key in [key for key in self._entries if is_meant(key)]:
                del self._entries[key]


class _Entry(Generic[Made]):
    def __init__(self) -> None:
        self.lock = Lock()
        self.made: list[Made] = []
