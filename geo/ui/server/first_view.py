"""What a page is given that asks for nothing: the same for everybody, so its head can name it before the page has run.

Filled when somebody has opened such a page; see ``geo.ui.server.preload``.
"""

from __future__ import annotations

from typing import Any

_known: dict[str, Any] = {}


def remember_columns(address: str) -> None:
    """The columns that such a page draws lie at this address."""
    _known["columns"] = address


def remember_properties(properties: dict[str, Any]) -> None:
    """The map of such a page is given these properties."""
    _known["properties"] = properties


def forget() -> None:
    """It is no longer known: a database does not answer, or a file can't be read."""
    _known.clear()


def columns_address() -> str | None:
    """Where the columns are that such a page draws; None before it was opened."""
    return _known.get("columns")


def map_properties() -> dict[str, Any] | None:
    """What the map of such a page is given; None before it was opened."""
    return _known.get("properties")
