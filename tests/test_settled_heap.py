"""Garbage collection on a server that runs for long: what stays is not walked each time, what goes is found."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from geo.ui.server.settled_heap import LONG_S, WHOLE_EVERY_S, SettledHeap


class Loop:
    """An object that only a collection can free."""

    def __init__(self) -> None:
        self.itself = self


class Clock:
    """A clock, and a processor that takes as long for a collection as it is told to."""

    def __init__(self) -> None:
        self.now = self.spent = self.each = 0.0

    def processor(self) -> float:
        self.spent += self.each
        return self.spent


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    heap = SettledHeap(lambda: clock.now, clock.processor)
    gc.unfreeze()
    gc.callbacks.append(heap)
    yield clock
    gc.callbacks.remove(heap)
    gc.unfreeze()


def test_what_a_long_collection_left_is_not_walked_again(clock: Clock) -> None:
    clock.each = LONG_S
    gc.collect()
    assert gc.get_freeze_count() > 10_000


def test_a_short_collection_changes_nothing(clock: Clock) -> None:
    clock.each = LONG_S / 2
    gc.collect()
    assert gc.get_freeze_count() == 0


def test_garbage_goes_with_the_next_collection_however_much_is_left_out(clock: Clock) -> None:
    clock.each = LONG_S
    gc.collect()
    gone = weakref.ref(Loop())
    gc.collect()
    assert gone() is None


def test_what_becomes_garbage_after_it_was_left_out_is_found_minutes_later(clock: Clock) -> None:
    person = Loop()
    gone = weakref.ref(person)
    clock.each = LONG_S
    gc.collect()
    del person
    gc.collect()
    assert gone() is not None
    clock.now += WHOLE_EVERY_S
    gc.collect()
    assert gone() is None
