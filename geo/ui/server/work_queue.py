"""Heavy work of all people: only so much of it at once, and whoever waits is told their place.

The next one to go is of whom least is running, then of whom the last start is longest ago, then who came first: somebody
who asks for ten things does not hold up somebody who asks for one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition


@dataclass(eq=False)
class _Ticket:
    """One piece of work that waits or runs."""

    owner: str
    number: int
    runs: bool = False


@dataclass
class _Turns:
    """What decides who is next."""

    running: Counter[str] = field(default_factory=Counter)
    started: dict[str, int] = field(default_factory=dict)
    """At which start each owner's last one was."""
    starts: int = 0

    def take(self, waiting: list[_Ticket]) -> _Ticket:
        """The next one, out of those that wait; it counts as running."""
        chosen = min(waiting, key=lambda one: (self.running[one.owner], self.started.get(one.owner, -1), one.number))
        waiting.remove(chosen)
        self.running[chosen.owner] += 1
        self.started[chosen.owner] = self.starts
        self.starts += 1
        return chosen


class WorkQueue:
    """Lets as many pieces of work run as ``most`` says at that moment."""

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self._waiting: list[_Ticket] = []
        self._turns = _Turns()
        self._numbers = 0
        self._changed = Condition()

    @contextmanager
    def turn(self, owner: str, on_wait: Callable[[int], None], every_s: float = 0.2) -> Iterator[None]:
        """While a piece of work of an owner runs. Until then ``on_wait`` hears again and again how many come before it; it
        may raise to leave the queue."""
        with self._changed:
            ticket = _Ticket(owner, self._numbers)
            self._numbers += 1
            self._waiting.append(ticket)
            self._admit()
        try:
            while not self._runs(ticket, every_s):
                on_wait(self._before(ticket))
            yield
        finally:
            self._leave(ticket)

    def counts(self) -> tuple[int, int]:
        """How many run, and how many wait."""
        with self._changed:
            return sum(self._turns.running.values()), len(self._waiting)

    def _runs(self, ticket: _Ticket, patience_s: float) -> bool:
        """Whether it may run; looks for so long whether it may."""
        until = time.monotonic() + patience_s
        with self._changed:
            while not ticket.runs and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
                self._admit()
            return ticket.runs

    def _before(self, ticket: _Ticket) -> int:
        """How many pieces of work come before one, those that run included."""
        with self._changed:
            waiting = list(self._waiting)
            turns = _Turns(Counter(self._turns.running), dict(self._turns.started), self._turns.starts)
        place = sum(turns.running.values())
        while waiting and turns.take(waiting) is not ticket:
            place += 1
        return place

    def _admit(self) -> None:
        while self._waiting and sum(self._turns.running.values()) < self._most():
            self._turns.take(self._waiting).runs = True
            self._changed.notify_all()

    def _leave(self, ticket: _Ticket) -> None:
        with self._changed:
            if ticket.runs:
                self._turns.running[ticket.owner] -= 1
            else:
                self._waiting.remove(ticket)
            if not self._waiting:
                self._turns.started.clear()
            self._turns.running += Counter()  # those of whom nothing runs are forgotten
            self._admit()
