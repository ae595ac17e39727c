"""The protocols of a database: a store runs SQL and gives Arrow, a writer takes in tables; queries can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

from geo.database_errors import Cancelled, EngineError, Trouble
from geo.engine.database_address import Address

ASKED_BY: ContextVar[str] = ContextVar("asked_by", default="")
"""Who asks, so that one person's newer question doesn't take back another's."""


class Store(Protocol):
    """One database. Safe to use from several threads."""

    dialect: str
    """Ibis's name for its SQL."""
    address: Address

    def run(self, sql: str) -> pa.Table:
        """The answer to a question. Raises EngineError."""
        ...

    def check(self) -> None:
        """Raises EngineError where it is known without a question that the database is gone, or another in its place."""
        ...

    def cancel(self, asker: str | None = None) -> int:
        """Take back what is being asked by somebody, or by everybody; gives how many questions that was."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Writer(Protocol):
    """Takes in the tables of a dataset. Nothing of it is seen before ``publish``."""

    def write(self, table: str, name: str, batches: Iterable[pa.RecordBatch]) -> None:
        """Make a table of the layout and fill it, in the given order."""
        ...

    def publish(self, row: pa.Table) -> None:
        """Make the dataset known: from here on it is there, whole."""
        ...

    def discard(self, names: Iterable[str]) -> None:
        """Drop tables."""
        ...

    def stored(self) -> pa.Table:
        """The table of datasets; empty where there is none yet."""
        ...


Opener = Callable[[Address], Store]
WriterOpener = Callable[[Address], AbstractContextManager[Writer]]


@dataclass(eq=False)
class _Question:
    """One that is being asked: by whom, what ends it, and whether it is over."""

    by: str
    stop: Callable[[], None]
    over: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(eq=False)
class RunningQueries:
    """The questions that are being asked, so that they can be taken back."""

    where: str
    seconds: float
    """After which a question is given up."""
    _open: dict[int, _Question] = field(default_factory=dict)
    _taken_back: dict[int, Trouble] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _next: int = 0

    @contextmanager
    def question(self, stop: Callable[[], None], meaning: Callable[[Exception], EngineError]) -> Iterator[None]:
        """While a question is asked: ``stop`` ends it; what then goes wrong is the taking back, not a fault.

        ``meaning`` tells what any other error of the driver means.
        """
        question = _Question(ASKED_BY.get(), stop)
        with self._lock:
            number = self._next = self._next + 1
            self._open[number] = question
        timer = threading.Timer(self.seconds, self._end, (number, Trouble.SLOW))
        timer.daemon = True
        timer.start()
        try:
            yield
        except EngineError:
            raise
        except Exception as error:
            raise self._reason(number) or meaning(error) from None
        else:
            reason = self._reason(number)
            if reason is not None:
                raise reason
        finally:
            timer.cancel()
            # A taking back that is under way ends first: it would meet the next question of the same connection.
            with question.lock:
                question.over = True
            with self._lock:
                self._open.pop(number, None)
                self._taken_back.pop(number, None)

    def cancel(self, asker: str | None) -> int:
        """Take back the questions of somebody, or all."""
        with self._lock:
            numbers = [number for number, one in self._open.items() if asker is None or one.by == asker]
        for number in numbers:
            self._end(number, Trouble.CANCELLED)
        return len(numbers)

    def _end(self, number: int, why: Trouble) -> None:
        with self._lock:
            question = self._open.get(number)
        if question is None:
            return
        with question.lock:
            if question.over:
                return
            self._taken_back[number] = why
            question.stop()

    def _reason(self, number: int) -> EngineError | None:
        why = self._taken_back.get(number)
        if why is None:
            return None
        if why is Trouble.CANCELLED:
            return Cancelled(self.where)
        return EngineError(
            why,
            f"the answer took longer than {self.seconds:g} seconds",
            self.where,
            "Ask for less: a shorter time or a smaller area; or wait until the database has less to do.",
        )


def timeout_of(address: Address) -> float:
    """After how many seconds a question is given up (option ``timeout``)."""
    try:
        return max(0.1, float(address.option("timeout", "60")))
    except ValueError:
        return 60.0


@contextmanager
def asked_by(asker: str) -> Iterator[None]:
    """While questions are asked on behalf of somebody; ``Engine.cancel(asker)`` takes back only those."""
    token = ASKED_BY.set(asker)
    try:
        yield
    finally:
        ASKED_BY.reset(token)
