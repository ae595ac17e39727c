"""The process that imports large files and looks for duplicates (``geo.importing.import_worker``), as the server sees it.

All that it writes lies in a folder that is gone when it ends, however it ends; what it made is taken out of there before.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from geo.disk.temporary_folders import temporary_folder
from geo.errors import AtlasError, Fault, UnreadableFile
from geo.importing import ColumnMapping, InputFile, Progress
from geo.importing.duplicates import Joins, Pair
from geo.importing.kept_import import rejected_path, unplaced_path
from geo.importing.limits import MEBIBYTE
from geo.importing.progress import ProgressCallback
from geo.ui.datasets.keeping import CannotKeep

_ROOT = Path(__file__).parents[3]
_WORKER = (sys.executable, "-m", "geo.importing.import_worker")
_SETTINGS = "ATLAS_"
"""How the names of the server's settings begin: among them a password, and an import needs none of them."""
_LOOK_S = 0.2
"""How often the person is heard, and the memory looked at."""
_ANONYMOUS = re.compile(r"^RssAnon:\s+(\d+) kB", re.MULTILINE)
_ELSEWHERE = "or import it on your own machine: python -m geo import FILE -o OUT.parquet"
"""What a person can always do; the result can be uploaded."""


class ImportProcess:
    """A process that runs, and a folder of its own."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, most_mib: int) -> None:
        self.process, self._folder, self._most_mib = process, folder, most_mib
        self._answers: SimpleQueue[str | None] = SimpleQueue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what it did not read any more
                if pipe is not None:
                    pipe.close()

    def corrected_files(self, file: InputFile, on_progress: ProgressCallback) -> frozenset[str]:
        """As ``geo.importing.corrections.corrected_files``."""
        return frozenset(self._ask({"do": "corrected", "files": _named([file])}, file.name, on_progress))

    def duplicates(self, copies: Sequence[tuple[InputFile, Joins]], on_progress: ProgressCallback) -> list[Pair]:
        """As ``geo.importing.duplicates.duplicates_in_files``."""
        files = [file for file, _ in copies]
        asked = {"do": "duplicates", "files": _named(files), "joins": [joins for _, joins in copies]}
        names = ", ".join(file.name for file in files)
        return [Pair(*pair) for pair in self._ask(asked, names, on_progress, "comparing")]

    def import_and_keep(
        self,
        files: Sequence[InputFile],
        out: Path,
        mapping: ColumnMapping | None,
        title: str | None,
        on_progress: ProgressCallback,
    ) -> frozenset[str]:
        """As ``geo.importing.kept_import.import_and_keep``; ``on_progress`` is also called while there is none, so that it
        can raise. Raises CannotKeep where the disk refuses."""
        made = self._folder / "made.parquet"
        asked = {
            "do": "import", "files": _named(files), "out": str(made), "title": title,
            "mapping": None if mapping is None else mapping.to_json(),
        }  # fmt: skip
        names = frozenset(self._ask(asked, ", ".join(file.name for file in files), on_progress))
        for path, place in ((rejected_path(made), rejected_path(out)), (unplaced_path(made), unplaced_path(out))):
            if path.exists():
                path.replace(place)
        made.replace(out)
        return names

    def _ask(self, asked: dict[str, Any], name: str, on_progress: ProgressCallback, step: str = "reading") -> list[Any]:
        last = Progress(step, name, 0, None)
        try:
            print(json.dumps(asked), file=self.process.stdin, flush=True)
        except OSError:
            raise _ended(name) from None
        while True:
            on_progress(last)
            self._check_memory(name)
            try:
                line = self._answers.get(timeout=_LOOK_S)
            except Empty:
                continue
            if line is None:
                raise _ended(name)
            answer = json.loads(line)
            if "progress" not in answer:
                return _result(answer, name, self._most_mib)
            last = Progress(**answer["progress"])

    def _check_memory(self, name: str) -> None:
        if _mebibytes(self.process.pid) > self._most_mib:
            raise _too_large(name, self._most_mib)

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._answers.put(line)
        self._answers.put(None)


@contextmanager
def import_process(most_mib: int) -> Iterator[ImportProcess]:
    """A process that ends with the context, with all that it did not finish. ``most_mib`` is the memory that it may use
    (Linux; elsewhere nobody looks). Raises CannotWrite where there is no room for its folder."""
    with temporary_folder("work") as folder:
        known = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
        process = subprocess.Popen(  # noqa: S603 - a module of our own
            _WORKER,
            cwd=_ROOT,
            env={**known, "TMPDIR": str(folder), "PYDANTIC_DISABLE_PLUGINS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # a Ctrl+C is for the server, with whom it ends
        )
        started = ImportProcess(process, folder, most_mib)
        try:
            yield started
        finally:
            started.end()


def _named(files: Sequence[InputFile]) -> list[tuple[str, str]]:
    return [(str(file.path.absolute()), file.name) for file in files]


def _mebibytes(process: int) -> int:
    """Memory of a process that is not a copy of a file; 0 where the system does not say."""
    try:
        found = _ANONYMOUS.search(Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) * 1024 // MEBIBYTE if found else 0


def _result(answer: dict[str, Any], name: str, most_mib: int) -> list[Any]:
    if "done" in answer:
        return list(answer["done"])
    if "faults" in answer:
        raise AtlasError(Fault(**fault) for fault in answer["faults"])
    if "no_room" in answer:
        raise CannotKeep(name, answer["no_room"])
    if "no_memory" in answer:
        raise _too_large(name, most_mib)
    problem = "can't be read: the import failed over it"
    raise UnreadableFile(name, problem, "Save the file as CSV with the program that made it, and try again.")


def _ended(name: str) -> UnreadableFile:
    problem = (
        "could not be finished: the process that read it was ended, most likely because the server ran out of memory"
    )
    return UnreadableFile(name, problem, f"Nothing of it was kept. Try again later, part the file, {_ELSEWHERE}.")


def _too_large(name: str, most_mib: int) -> UnreadableFile:
    problem = f"takes more than {most_mib:,} MiB of memory, the most for one piece of work on this server"
    return UnreadableFile(name, problem, f"Part the file, {_ELSEWHERE}.")
