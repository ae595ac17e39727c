"""Numbers of things in words."""

from __future__ import annotations


def quantity(count: int, noun: str) -> str:
    """``1 incident``, ``5,000 incidents``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
