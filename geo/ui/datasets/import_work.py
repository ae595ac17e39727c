"""How files are imported: small ones at once, where the page runs; large ones in a process of their own, when it is their
turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from geo.importing import ColumnMapping, InputFile
from geo.importing.corrections import corrected_files
from geo.importing.duplicates import Joins, Pair, duplicates_in_files
from geo.importing.file_weight import weight
from geo.importing.kept_import import import_and_keep
from geo.importing.limits import MEBIBYTE
from geo.importing.progress import ProgressCallback
from geo.ui.datasets.heavy_work import QUEUE
from geo.ui.datasets.import_process import ImportProcess, import_process
from geo.ui.server.upload_limits import read_limits

SMALL_BYTES = 4 * MEBIBYTE
"""What is imported where the page runs (bytes, once unpacked). It takes less than a second there; a process of its own takes
about two to start."""

SMALL_INCIDENTS = 500
"""Among so many duplicates are looked for where the page runs. Where all are of one day and place each is compared with each."""


class ImportWork:
    """What one run of a page has imported. Its process, if it needs one, is started once and ends with the context.

    ``on_progress`` hears how far an import is, ``on_wait`` how much heavy work comes before it; both may raise to stop.
    """

    def __init__(
        self, on_progress: ProgressCallback = lambda _: None, on_wait: Callable[[int], None] = lambda _: None
    ) -> None:
        self._on_progress, self._on_wait = on_progress, on_wait
        self._open = ExitStack()
        self._process: ImportProcess | None = None

    def __enter__(self) -> ImportWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process = None
        self._open.close()

    def corrected_files(self, owner: str, file: InputFile) -> frozenset[str]:
        """As ``geo.importing.corrections.corrected_files``, for an owner of uploads."""
        if _is_small([file]):
            return corrected_files(file)
        return self._started(owner).corrected_files(file, self._on_progress)

    def import_and_keep(
        self, owner: str, files: Sequence[InputFile], out: Path, mapping: ColumnMapping | None, title: str | None
    ) -> frozenset[str]:
        """As ``geo.importing.kept_import.import_and_keep``, for an owner of uploads."""
        if _is_small(files):
            return import_and_keep(files, out, mapping, title, self._on_progress)
        return self._started(owner).import_and_keep(files, out, mapping, title, self._on_progress)

    def duplicates(self, owner: str, copies: Sequence[tuple[InputFile, Joins]], incidents: int) -> list[Pair]:
        """As ``geo.importing.duplicates.duplicates_in_files``, for an owner of uploads; so many incidents are in all."""
        if incidents <= SMALL_INCIDENTS:
            return duplicates_in_files([(file.path, joins) for file, joins in copies])
        return self._started(owner).duplicates(copies, self._on_progress)

    def _started(self, owner: str) -> ImportProcess:
        if self._process is None:
            self._open.enter_context(QUEUE.turn(owner, self._on_wait))
            self._process = self._open.enter_context(import_process(read_limits().memory))
        return self._process


def _is_small(files: Sequence[InputFile]) -> bool:
    return weight((file.path for file in files), SMALL_BYTES) <= SMALL_BYTES
