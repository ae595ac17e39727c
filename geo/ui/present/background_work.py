"""Work that takes a while: the page says that it is being made and for how long, and it can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Generic, TypeVar

import streamlit as st

from geo.export.export_request import ProgressCallback
from geo.ui.datasets.heavy_work import QUEUE, waiting_words
from geo.ui.datasets.uploads import session_secret

_PATIENCE_S = 1.0
"""What is made within this needs no word."""
_STEP_S = 0.2
STOP, LEAVE = "work_stop", "work_leave"
Result = TypeVar("Result")


class StoppedError(Exception):
    """Nobody waits for the work any more."""


class _Work(Thread, Generic[Result]):
    """Makes one thing beside the page's run, so that the page can go on showing how far it is."""

    def __init__(self, make: Callable[[ProgressCallback], Result]) -> None:
        super().__init__(daemon=True)
        self._make = make
        self._cancelled = Event()
        self._result: list[Result] = []
        self._error: BaseException | None = None
        self.share = 0.0

    def run(self) -> None:
        try:
            self._result.append(self._make(self._on_progress))
        except BaseException as error:
            self._error = error

    def _on_progress(self, share: float) -> None:
        if self._cancelled.is_set():
            raise StoppedError
        self.share = share

    def cancel(self) -> None:
        """The work ends at its next step."""
        self._cancelled.set()

    def result(self) -> Result:
        """What was made; raises what went wrong."""
        if self._error is not None:
            raise self._error
        return self._result[0]


def run_in_background(words: str, make: Callable[[ProgressCallback], Result]) -> Result:
    """What ``make`` gives. After a second the page says so: ``Making the slide …, 3 s``.

    Whatever the person clicks meanwhile ends it: Streamlit leaves this run at its next word, and the work ends at its
    next step. Raises what ``make`` raises.
    """
    work, box = _Work(make), st.empty()
    began = time.monotonic()
    try:
        work.start()
        work.join(_PATIENCE_S)
        if work.is_alive():
            line = _line_with_stop(box, STOP)
            while work.is_alive():
                _show_progress(line, words, work.share, time.monotonic() - began)
                work.join(_STEP_S)
            box.empty()
    finally:
        work.cancel()
    return work.result()


@contextmanager
def in_turn() -> Iterator[None]:
    """While heavy work runs, when it is its turn among that of all people; until then the page says how many come before.
    Whatever the person clicks meanwhile leaves the queue."""
    box = st.empty()
    lines: list[st.delta_generator.DeltaGenerator] = []

    def on_wait(before: int) -> None:
        if not lines:
            lines.append(_line_with_stop(box, LEAVE))
        lines[0].text(waiting_words(before))

    with QUEUE.turn(session_secret(), on_wait):
        box.empty()
        yield


def _line_with_stop(box: st.delta_generator.DeltaGenerator, key: str) -> st.delta_generator.DeltaGenerator:
    """Draw an empty line with a way to stop beside it, and give the line."""
    with box.container(horizontal=True, vertical_alignment="center"):
        line = st.empty()
        st.button("Stop", key=key)
    return line


def _show_progress(line: st.delta_generator.DeltaGenerator, words: str, share: float, seconds: float) -> None:
    """How far it is, where the work says it; else only for how long."""
    text = f"{words} …, {seconds:.0f} s"
    if share:
        line.progress(min(1.0, share), text=text)
    else:
        line.text(text)
