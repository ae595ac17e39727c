"""Numbers of things in words."""

from __future__ import annotations

from collections.abc import Sequence


def quantity(count: int, noun: str) -> str:
    """``1 incident``, ``5,000 incidents``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listed(words: Sequence[str], most: int) -> str:
    """``a, b and 3 more``: no more than ``most`` of the words by themselves."""
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
