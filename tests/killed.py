"""Processes of the atlas that are ended in the middle of what they do, and disks without room for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT

_PATIENCE_S = 60


def command(*arguments: str | Path) -> list[str]:
    """A call of the command line."""
    return [sys.executable, "-m", "geo", *map(str, arguments)]


def environment(temporary: Path, **more: str) -> dict[str, str]:
    """Where a process of the tests puts its temporary files."""
    temporary.mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(temporary), "COLUMNS": "200", **more}


@contextmanager
def started(call: list[str], temporary: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process that is killed in the end, if it lives."""
    with subprocess.Popen(
        call, cwd=ROOT, env=environment(temporary, **more), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def kill_when(call: list[str], temporary: Path, now: Callable[[], bool], after: float = 0.0, **more: str) -> int:
    """Kill a process (SIGKILL) once something is the case, and some seconds more have gone by; its exit status, which is
    not -9 where it ended before."""
    with started(call, temporary, **more) as process:
        end = time.monotonic() + _PATIENCE_S
        while not now() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait()


def run_limited(call: list[str], temporary: Path, most_bytes: int) -> subprocess.CompletedProcess[str]:
    """A process whose files may not grow beyond a size: what it meets is what a full disk is."""
    limit = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes},) * 2); "
    run = "sys.argv = ['geo', *sys.argv[1:]]; runpy.run_module('geo', run_name='__main__')"
    assert call[1:3] == ["-m", "geo"]
    return run_freely([call[0], "-c", limit + run, *call[3:]], temporary)


def run_freely(call: list[str], temporary: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A process to its end."""
    return subprocess.run(
        call, cwd=ROOT, env=environment(temporary, **more), text=True, capture_output=True, check=False
    )


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())
