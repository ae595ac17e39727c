"""Heavy work of many people: so much at once, everybody in turn, and each is told how many come before."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from geo.ui.datasets.heavy_work import waiting_words
from geo.ui.server.work_queue import WorkQueue

QUICK = 0.01


class Worker(threading.Thread):
    """Somebody's work: it runs until it is told to end."""

    def __init__(self, queue: WorkQueue, owner: str, ran: list[str]) -> None:
        super().__init__(daemon=True)
        self.queue, self.owner, self.ran = queue, owner, ran
        self.runs, self.may_end, self.gives_up = threading.Event(), threading.Event(), threading.Event()
        self.before: list[int] = []

    def run(self) -> None:
        try:
            with self.queue.turn(self.owner, self._wait, QUICK):
                self.ran.append(self.owner)
                self.runs.set()
                self.may_end.wait(10)
        except InterruptedError:
            return

    def _wait(self, before: int) -> None:
        self.before.append(before)
        if self.gives_up.is_set():
            raise InterruptedError

    def waits(self, before: int) -> bool:
        """Whether it soon hears that so many come before it."""
        return soon(lambda: bool(self.before) and self.before[-1] == before)

    def end(self) -> None:
        assert self.runs.wait(10)
        self.may_end.set()
        self.join(10)


def soon(holds: Callable[[], bool]) -> bool:
    for _ in range(500):
        if holds():
            return True
        threading.Event().wait(QUICK)
    return False


def started(queue: WorkQueue, owner: str, ran: list[str], before: int | None = None) -> Worker:
    worker = Worker(queue, owner, ran)
    worker.start()
    assert worker.runs.wait(10) if before is None else worker.waits(before)
    return worker


def test_so_much_runs_at_once_and_the_others_are_told_their_place() -> None:
    queue, ran = WorkQueue(lambda: 2), list[str]()
    first, second = started(queue, "ada", ran), started(queue, "bob", ran)
    third, fourth = started(queue, "cem", ran, before=2), started(queue, "dia", ran, before=3)
    assert queue.counts() == (2, 2)
    second.end()
    assert third.runs.wait(10)
    assert fourth.waits(2)
    first.end()
    third.end()
    fourth.end()
    assert ran == ["ada", "bob", "cem", "dia"]


def test_somebody_with_much_work_does_not_hold_up_somebody_with_little() -> None:
    queue, ran = WorkQueue(lambda: 1), list[str]()
    much = [started(queue, "ada", ran), started(queue, "ada", ran, before=1), started(queue, "ada", ran, before=2)]
    little = started(queue, "bob", ran, before=1)
    assert much[1].waits(2)
    assert much[2].waits(3)
    for one in (much[0], little, *much[1:]):
        one.end()
    assert ran == ["ada", "bob", "ada", "ada"]


def test_whoever_leaves_the_queue_holds_nobody_up() -> None:
    queue, ran = WorkQueue(lambda: 1), list[str]()
    first = started(queue, "ada", ran)
    second, third = started(queue, "bob", ran, before=1), started(queue, "cem", ran, before=2)
    second.gives_up.set()
    second.join(10)
    assert third.waits(1)
    first.end()
    third.end()
    assert ran == ["ada", "cem"]


def test_work_that_fails_makes_room() -> None:
    queue = WorkQueue(lambda: 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), queue.turn("ada", lambda _: None):
            raise ZeroDivisionError


def test_the_words() -> None:
    assert waiting_words(1) == (
        "Waiting: 1 larger piece of work comes first on this server. This one starts by itself."
    )
    assert waiting_words(3) == (
        "Waiting: 3 larger pieces of work come first on this server. This one starts by itself."
    )
