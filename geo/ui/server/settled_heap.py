"""Keeps the garbage collection that Streamlit asks for after each run from walking all that lives as long as the server.

Streamlit collects garbage after every run of a page. Such a collection walks every object there is: tables, classes and
incidents, millions of them, of which none ever becomes garbage. What a collection has just left is therefore taken out
of those that follow (``gc.freeze``) as soon as one takes long; now and then one walks everything all the same, so that
what a person left behind is found too. See docs/decisions/0030.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

LONG_S = 0.015
"""Processor time of a collection after which what it left is taken out of the next ones."""
WHOLE_EVERY_S = 600.0
"""How long what became garbage after it was taken out can lie there."""
_OLDEST = 2
"""The generation that holds all that lives: only a collection of it leaves nothing but what is in use."""


class SettledHeap:
    """A callback of the garbage collector (``gc.callbacks``)."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, spent: Callable[[], float] = time.thread_time
    ) -> None:
        """``now`` is a clock, ``spent`` the processor time of the thread, both in seconds."""
        self._now, self._spent = now, spent
        self._began = 0.0
        self._whole_at = now()

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        """Told by the collector before (``start``) and after (``stop``) each collection."""
        if info["generation"] != _OLDEST:
            return
        if phase == "start":
            if self._now() - self._whole_at >= WHOLE_EVERY_S:
                self._whole_at = self._now()
                gc.unfreeze()
            self._began = self._spent()
        elif self._spent() - self._began >= LONG_S:
            gc.freeze()


def settle_heap() -> None:
    """Have this process do so from now on."""
    if not any(isinstance(known, SettledHeap) for known in gc.callbacks):
        gc.callbacks.append(SettledHeap())
