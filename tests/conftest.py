"""Shared pieces of the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lacking(what: str) -> None:
    """Skip for want of something that a user may lack; where all checks run, that is a failure."""
    if os.environ.get("ATLAS_NO_SKIPS"):
        pytest.fail(f"{what} is missing, and every check must run here")
    pytest.skip(f"{what} is missing")


BROWSER, JOURNEY = ROOT / "tests" / "browser", "test_journey.py"
"""The one file of the browser's tests that the README's line runs."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without everything in full, the browser's files need not be read only to leave out what they hold: that takes
    seconds on each core."""
    asked = any(Path(one.partition("::")[0]).resolve().is_relative_to(BROWSER) for one in config.args if one)
    if asked or not str(config.getoption("markexpr")).startswith("not full"):
        return None
    is_left_out = collection_path.parent == BROWSER and collection_path.name.startswith("test_")
    return True if is_left_out and collection_path.name != JOURNEY else None


MOST_RERUNS = 6
"""Tests that may need a second try where all checks run: more say that something is unsteady."""


def rerun(config: pytest.Config) -> list[str]:
    """The tests that were tried once more."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [] if reporter is None else sorted({report.nodeid for report in reporter.stats.get("rerun", [])})


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where all checks run, too many second tries are a failure."""
    if os.environ.get("ATLAS_NO_SKIPS") and len(rerun(session.config)) > MOST_RERUNS and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name them, because a second try hides what is unsteady."""
    again = rerun(config)
    if again:
        most = f"; {MOST_RERUNS} are the most where all checks run" if os.environ.get("ATLAS_NO_SKIPS") else ""
        terminalreporter.section(f"tried once more: {len(again)}{most}")
        for name in again:
            terminalreporter.line(name)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT
