"""Processor time and memory of processes, beside a bare one: on a machine that others use too, the clock says little.

A ratio to ``python -c "import pandas, geopandas"``, measured in the same minutes, says what the atlas itself adds. Linux
and macOS: it asks the operating system for what a child used.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BARE = ("-c", "import pandas, geopandas")


class Used(NamedTuple):
    """What a process used."""

    seconds: float
    """Of the processor, in its own code and in the system's for it."""
    mebibytes: float
    """Of memory at its peak."""


def used_by(arguments: Sequence[str], tries: int = 1) -> Used:
    """What Python used with these arguments, the least of some tries. Raises CalledProcessError where it failed."""
    return min(_once(arguments) for _ in range(tries))


def _once(arguments: Sequence[str]) -> Used:
    command = [sys.executable, *arguments]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, found = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    peak = found.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Used(found.ru_utime + found.ru_stime, peak)


def line(name: str, used: Used, beside: Used) -> str:
    """A row of a table: name, seconds, how many times as many as beside it, memory."""
    return f"{name:44} {used.seconds:7.2f} s {used.seconds / beside.seconds:6.1f} × {used.mebibytes:7,.0f} MiB"
