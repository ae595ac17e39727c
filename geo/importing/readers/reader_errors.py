"""Turns every exception of a library that reads files into one refusal in words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from geo.disk.disk_errors import is_refused_writing
from geo.errors import AtlasError, UnreadableFile
from geo.importing.row_batches import Batch, Log, Sheet

_LOG = logging.getLogger(__name__)
_REMEDY = "Open it in the program that it comes from, save it again or as CSV, and open that."
T = TypeVar("T")


def with_reader_errors(sheets: Iterator[Sheet], file: str) -> Iterator[Sheet]:
    """The tables of a file; raises UnreadableFile instead of whatever a library raises."""
    while (sheet := _next(sheets, file, 0)) is not None:
        yield Sheet(sheet.name, sheet.columns, _rows(sheet.batches, sheet.log), sheet.log, sheet.epoch)


def _rows(batches: Callable[[], Iterator[Batch]], log: Log) -> Callable[[], Iterator[Batch]]:
    def read() -> Iterator[Batch]:
        found, row = iter(batches()), 0
        while (batch := _next(found, log.file, row)) is not None:
            row = int(batch.rows[-1]) if len(batch.rows) else row
            yield batch

    return read


def _next(found: Iterator[T], file: str, row: int) -> T | None:
    """What comes next, or None at the end."""
    try:
        return next(found, None)
    except AtlasError:
        raise
    except OSError as error:
        if is_refused_writing(error):
            raise  # of a temporary file: nothing is wrong with this one
        raise _refused(file, row, error) from None
    except MemoryError:
        raise UnreadableFile(file, "does not fit into the memory of this machine", "Split it.") from None
    except Exception as error:
        raise _refused(file, row, error) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _refused(file, row, error) from None


def _refused(file: str, row: int, error: BaseException) -> UnreadableFile:
    _LOG.warning("%s can't be read", file, exc_info=error)
    behind = f" behind row {row:,}" if row else ""
    if isinstance(error, UnicodeEncodeError):
        problem = f"holds half of a letter{behind}, which is no text ({error.object[error.start : error.end]!r})"
        return UnreadableFile(file, problem, "Correct it in the program that it comes from, and save it again.")
    said = " ".join(str(error).split())[:200]
    return UnreadableFile(file, f"can't be read{behind} ({said or type(error).__name__})", _REMEDY)
