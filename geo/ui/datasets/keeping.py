"""What a person is told where the server can't keep what they bring: nothing of the server's folders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.disk.disk_errors import CannotWrite, cannot_write
from geo.errors import UnreadableFile

_REMEDY = (
    "What you brought before is still here. Try again later; if it stays so, tell whoever looks after this server."
)


class CannotKeep(UnreadableFile):
    """A file for which the server has no room; nothing of it was kept."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, f"could not be kept on the server: {reason}", _REMEDY)


@contextmanager
def keeping(name: str) -> Iterator[None]:
    """While something of a person's is written, by ``name``. Raises CannotKeep where the disk refuses."""
    try:
        yield
    except CannotWrite as error:
        raise CannotKeep(name, error.reason) from None
    except OSError as error:
        raise CannotKeep(name, cannot_write(error, Path(name)).reason) from None
