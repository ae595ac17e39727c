"""A real browser on the real app. A page that asks any other host fails its test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.server_process import free_port
from tests.browser.driving import PATIENCE_MS, PLAIN, blank_page
from tests.conftest import JOURNEY, ROOT, lacking

ARGUMENTS = (
    "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --no-first-run --force-color-profile=srgb"
)
OPENED_S = 60
STORED = "cookies,file_systems,indexeddb,local_storage,websql,service_workers,cache_storage"
BASE = "--server.baseUrlPath"


@pytest.hookimpl(tryfirst=True)  # before marks are looked at
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser, a server and a machine with two cores: what fails is tried once more, what fails twice has failed."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))
            if item.path.name != JOURNEY:
                item.add_marker(pytest.mark.full)


def serve(
    script: Path, log: Path, *options: str, port: int = 0, environment: dict[str, str] | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """Start ``streamlit run`` on a script and wait until it answers; ``environment`` is added to the process's own."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1", *options]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, **(environment or {})})
    address = f"http://127.0.0.1:{port}"
    below = f"/{options[options.index(BASE) + 1]}" if BASE in options else ""
    for _ in range(OPENED_S * 5):
        try:
            with urllib.request.urlopen(f"{address}{below}/_stcore/health", timeout=1):
                return process, address
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"the app did not start: {log.read_text()}")


@contextmanager
def serving(script: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a script while it is served."""
    process, address = serve(script, tmp_path_factory.mktemp(script.stem) / "log.txt")
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running app."""
    with serving(ROOT / "app.py", tmp_path_factory) as address:
        yield address


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the stress page; for a file of tests, because it keeps what it makes up."""
    with serving(ROOT / "benchmarks" / "stress_app.py", tmp_path_factory) as address:
        yield address


def chromium() -> str:
    """Where the browser is."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        lacking("Chromium")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, drawing WebGL in software."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept_context(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A profile on the disk: scripts are fetched and compiled once in a run, not by every test."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=chromium(), args=ARGUMENTS.split(), **PLAIN
    )
    yield context
    context.close()


@pytest.fixture
def open_page(browser: Browser, kept_context: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open an address in a new window; afterwards no request may have left the machine and no script have failed.

    A test's first window has the scripts of earlier ones at hand, and nothing else of them; ``fresh`` is for what looks
    at the opening itself. Every further window is somebody else's.
    """
    contexts: list[BrowserContext] = []
    strangers, failures = [], []

    def open_(
        address: str,
        *,
        width: int = 1440,
        height: int = 900,
        theme: str = "light",
        fresh: bool = False,
        **options: object,
    ) -> Page:
        if fresh or options or contexts:
            page = blank_page(browser, viewport={"width": width, "height": height}, color_scheme=theme, **options)
        else:
            page = kept_context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme)
        contexts.append(page.context)
        page.on("request", lambda request: strangers.append(request.url) if _strange(request.url) else None)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        if context is kept_context:
            forget(context)
        else:
            context.close()
    assert strangers == [], "requests left the machine"
    assert failures == [], "scripts failed on the page"


def forget(context: BrowserContext) -> None:
    """Leave nothing of a test in the profile but the scripts."""
    blank, *used = context.pages
    for page in used:
        page.close()
    session = context.new_cdp_session(blank)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": STORED})
    session.detach()
    context.clear_cookies()
    context.clear_permissions()
    context.unroute_all()
    context.set_offline(False)


def _strange(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "http://localhost:", "ws://127.0.0.1:", "blob:", "data:"))
