"""The heavy work of all people: imports of large files, searches for duplicates, films. Only some of it runs at once."""

from __future__ import annotations

from geo.ui.server.upload_limits import read_limits
from geo.ui.server.work_queue import WorkQueue

QUEUE = WorkQueue(lambda: read_limits().jobs)


def waiting_words(before: int) -> str:
    """That something waits, and for how many."""
    others = "1 larger piece of work comes" if before == 1 else f"{before:,} larger pieces of work come"
    return f"Waiting: {others} first on this server. This one starts by itself."
