"""Work that takes a while: the page says that it is being made and for how long, and it can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

import streamlit as st

from geo.export.order import Progress

_PATIENCE_S = 1.0
"""What is made within this needs no word."""
_STEP_S = 0.2
STOP = "work_stop"
Made = TypeVar("Made")


class StoppedError(Exception):
    """Nobody waits for the work any more."""


class _Work(Thread, Generic[Made]):
    """Makes one thing beside the page's run, so that the page can go on telling."""

    def __init__(self, make: Callable[[Progress], Made]) -> None:
        super().__init__(daemon=True)
        self._make = make
        self._left = Event()
        self._made: list[Made] = []
        self._trouble: BaseException | None = None
        self.share = 0.0

    def run(self) -> None:
        try:
            self._made.append(self._make(self._told))
        except BaseException as trouble:
            self._trouble = trouble

    def _told(self, share: float) -> None:
        if self._left.is_set():
            raise StoppedError
        self.share = share

    def leave(self) -> None:
        """The work ends at its next step."""
        self._left.set()

    def result(self) -> Made:
        """What was made; raises what went wrong."""
        if self._trouble is not None:
            raise self._trouble
        return self._made[0]


def made(words: str, make: Callable[[Progress], Made]) -> Made:
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
            with box.container(horizontal=True, vertical_alignment="center"):
                line = st.empty()
                st.button("Stop", key=STOP)
            while work.is_alive():
                _tell(line, words, work.share, time.monotonic() - began)
                work.join(_STEP_S)
            box.empty()
    finally:
        work.leave()
    return work.result()


def _tell(line: st.delta_generator.DeltaGenerator, words: str, share: float, seconds: float) -> None:
    """How far it is, where the work says it; else only for how long."""
    told = f"{words} …, {seconds:.0f} s"
    if share:
        line.progress(min(1.0, share), text=told)
    else:
        line.text(told)
