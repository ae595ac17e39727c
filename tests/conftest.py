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


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT
