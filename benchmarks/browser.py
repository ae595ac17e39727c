"""What the benchmarks share: a server, a browser that draws in software, and figures."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.server_process import ROOT as ROOT
from benchmarks.server_process import started_server

ARGUMENTS = (
    "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --no-first-run"
)


@contextmanager
def serving(script: Path) -> Iterator[str]:
    """The address of ``streamlit run`` on a script."""
    with started_server(script) as server:
        yield server.address


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; named by CHROMIUM or found on the path."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS.split())
        yield browser
        browser.close()


@contextmanager
def script(text: str) -> Iterator[Path]:
    """A script in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "app.py"
        path.write_text(text, encoding="utf-8")
        yield path


def median(values: list[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: list[float], share: float) -> float:
    """The value below which a share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
