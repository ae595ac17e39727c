"""A process that imports files for a server, and looks for duplicates in what was imported: ``python -m geo.importing.import_worker``.

It is told what to do by lines of JSON on its standard input, and answers by lines of JSON: ``progress`` as often as there
is any, then ``done``, or what went wrong. Datasets are files; nothing else passes between the two. It ends when its input
does, so that it never outlives the server.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, astuple
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, TextIO

from geo.disk.disk_errors import CannotWrite, cannot_write
from geo.errors import AtlasError
from geo.importing.column_mapping import ColumnMapping
from geo.importing.corrections import corrected_files
from geo.importing.duplicates import duplicates_in_files
from geo.importing.input_file import InputFile
from geo.importing.kept_import import import_and_keep
from geo.importing.progress import Progress, ProgressCallback

_EVERY_S = 0.1
"""Progress is told no more often."""
_NICENESS = 10
"""The pages of the server go first."""


def main() -> None:
    """Do what is asked until the input ends."""
    gc.set_threshold(50_000, 20, 50)  # as on the command line
    answers = _own_output()
    _step_back()
    for asked in _requests():
        _answer(asked, answers)


def _own_output() -> TextIO:
    """The standard output for answers alone: what a library prints goes to the errors."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _step_back() -> None:
    """Leave the processor to the pages; where memory runs out, this process is to go and not the server."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        return  # not Linux, or not allowed here


def _requests() -> Iterator[dict[str, Any]]:
    """What is asked, line by line. The end of the input ends the process, whatever it is doing."""
    waiting: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            waiting.put(line)
        os._exit(0)

    Thread(target=listen, daemon=True).start()
    while True:
        yield json.loads(waiting.get())


def _answer(asked: dict[str, Any], answers: TextIO) -> None:
    told = [0.0]

    def tell(**words: object) -> None:
        answers.write(json.dumps(words) + "\n")
        answers.flush()

    def on_progress(progress: Progress) -> None:
        if time.monotonic() - told[0] > _EVERY_S:
            told[0] = time.monotonic()
            tell(progress=asdict(progress))

    files = [InputFile(Path(path), name) for path, name in asked["files"]]
    try:
        done = _done(asked, files, on_progress)
    except CannotWrite as error:
        tell(no_room=error.reason)
    except AtlasError as error:
        tell(faults=[asdict(fault) for fault in error.faults])
    except OSError as error:
        tell(no_room=cannot_write(error, files[0].path).reason)
    except MemoryError:
        tell(no_memory=True)
    except Exception:
        traceback.print_exc()
        tell(failed=True)
    else:
        tell(done=done)


def _done(asked: dict[str, Any], files: list[InputFile], on_progress: ProgressCallback) -> list[Any]:
    """What came of it: names of files, or pairs of incidents."""
    match asked["do"]:
        case "duplicates":
            joins = [tuple((first, second) for first, second in pairs) for pairs in asked["joins"]]
            copies = zip((file.path for file in files), joins, strict=True)
            return [astuple(pair) for pair in duplicates_in_files(list(copies))]
        case "corrected":
            return sorted(corrected_files(files[0]))
        case _:
            mapping = None if asked["mapping"] is None else ColumnMapping.model_validate_json(asked["mapping"])
            return sorted(import_and_keep(files, Path(asked["out"]), mapping, asked["title"], on_progress))


if __name__ == "__main__":
    main()
