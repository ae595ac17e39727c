"""What is said where a file can't be written: a full disk, a folder that is read-only or missing."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import UnreadableFile

_FULL = "the disk is full", "Free some space there, or choose a folder on another disk."
_LOCKED = "nothing may be written there", "Allow it, or choose another folder."
_NO_FOLDER = "there is no such folder", "Make it, or choose another."
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("no more room is allotted to this user", "Free some space there, or choose another disk."),
    errno.EFBIG: ("the file would be larger than is allowed", "Raise the limit, or choose another disk."),
    errno.EROFS: _LOCKED,
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: ("there is a folder of that name", "Choose another name."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter one."),
}
_ONLY_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""What goes wrong only where something is written; all else may come of reading too."""


class CannotWrite(UnreadableFile):
    """A file that can't be written; nothing is left of it, and what was there before is whole."""

    def __init__(self, name: str, folder: Path, reason: str, remedy: str) -> None:
        self.reason = reason
        """Why, in a few words that name no folder."""
        super().__init__(name, f"can't be written to {folder}: {reason}", remedy)


def is_refused_writing(error: OSError) -> bool:
    """Whether this goes wrong only where something is written."""
    return error.errno in _ONLY_WRITING


def cannot_write(error: OSError, path: Path) -> CannotWrite:
    """What an error while ``path`` was written means to a person."""
    reason, remedy = _REASONS.get(error.errno or 0, ((error.strerror or str(error)).lower(), "Choose another folder."))
    if error.errno == errno.EACCES and path.is_file() and not os.access(path, os.W_OK):
        reason, remedy = "the file is write-protected", "Allow writing to it, or choose another name."
    return CannotWrite(path.name, path.absolute().parent, reason, remedy)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """While a file is written, or files in a folder: what the disk refuses becomes CannotWrite; what goes wrong with files
    that are read stays as it is."""
    try:
        yield
    except OSError as error:
        place = str(error.filename2 or error.filename or "")
        if is_refused_writing(error) or (place and Path(place).absolute().is_relative_to(path.absolute().parent)):
            raise cannot_write(error, path) from None
        raise


@contextmanager
def writing_temporary(what: str) -> Iterator[None]:
    """The same of temporary files; ``what`` names them: "temporary files of an import"."""
    try:
        yield
    except OSError as error:
        if is_refused_writing(error):
            raise temporary_refused(what, cannot_write(error, Path(what)).reason) from None
        raise


def temporary_base(what: str) -> Path:
    """Where temporary files lie. Raises CannotWrite where there is no such folder."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:
        raise temporary_refused(what, "nothing can be written there") from None


def temporary_refused(what: str, reason: str) -> CannotWrite:
    """Temporary files that can't be written."""
    folder = Path(tempfile.tempdir or os.environ.get("TMPDIR", "/tmp"))  # noqa: S108
    return CannotWrite(what, folder, reason, "Free some space there, or set TMPDIR to a folder that has room.")


def refusal_in(error: Exception) -> str | None:
    """Why the disk refused, where a library tells that only in the words of its error; None where it says another thing."""
    words = str(error).lower()
    if "failed to offload" in words:  # DuckDB, of what it moves out of memory
        return _FULL[0]
    told = (number for number in _REASONS if os.strerror(number).lower() in words)
    return next((_REASONS[number][0] for number in told), None)
