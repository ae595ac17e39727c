"""A ``streamlit run`` in a process of its own, and what it uses. Linux: it reads ``/proc``."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PATIENCE_S = 60


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    address: str
    process: int
    """Its number at the operating system."""

    def processor_seconds(self) -> float:
        """Of the processor, since it started: in its own code and in the system's for it."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Memory that it holds now."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6

    def threads(self) -> int:
        """Threads that run now."""
        return sum(1 for _ in Path(f"/proc/{self.process}/task").iterdir())

    def open_places(self) -> list[Path]:
        """The files, folders and sockets that are open now."""
        found = []
        for handle in Path(f"/proc/{self.process}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                found.append(handle.readlink())
        return found


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started_server(script: Path, base: str = "", **environment: str) -> Iterator[Server]:
    """``streamlit run`` on a script, ready to be asked; ends with the context. ``base`` is the path that it is served
    under, ``environment`` what it is told besides."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    command += ["--server.baseUrlPath", base] if base else []
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    try:
        wait_until_answered(f"{address}/_stcore/health")
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_answered(address: str) -> None:
    """Wait until somebody answers at an address, a minute at most."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
