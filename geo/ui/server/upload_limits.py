"""What people may bring to the server, and how much heavy work it does: set by variables of the environment, all optional.

- ``ATLAS_UPLOAD_MIB``: a file that is uploaded; without it as Streamlit's ``server.maxUploadSize`` says (200).
- ``ATLAS_ARRIVING_MIB``: uploaded files of all people that are not imported yet, in memory (1,000); one session may fill half.
- ``ATLAS_PERSON_DATASETS``: datasets of one person (20).
- ``ATLAS_PERSON_MIB``: files, datasets and layers of one person (1,000).
- ``ATLAS_SERVER_MIB``: those of all people together (10,000).
- ``ATLAS_HEAVY_JOBS``: imports of large files, searches for duplicates, and films, at the same time (2); further ones wait.
- ``ATLAS_HEAVY_MIB``: memory of one such process (4,096).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from geo.errors import AtlasError, Fault
from geo.ui.server.setting_fault import setting_fault

UPLOAD, ARRIVING, PERSON_DATASETS, PERSON, SERVER, JOBS, MEMORY = (
    "ATLAS_UPLOAD_MIB", "ATLAS_ARRIVING_MIB", "ATLAS_PERSON_DATASETS", "ATLAS_PERSON_MIB", "ATLAS_SERVER_MIB", "ATLAS_HEAVY_JOBS", "ATLAS_HEAVY_MIB",
)  # fmt: skip
LIMITS = {ARRIVING: 1000, PERSON_DATASETS: 20, PERSON: 1000, SERVER: 10_000, JOBS: 2, MEMORY: 4096}
"""The defaults; that of a file stands in Streamlit's configuration."""
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """The limits, read and checked; sizes in MiB."""

    upload: int | None
    """A file; None where Streamlit's own setting holds."""
    arriving: int
    person_datasets: int
    person: int
    server: int
    jobs: int
    memory: int


def read_limits(environment: Mapping[str, str] | None = None) -> UploadLimits:
    """The limits of an environment, else of the process's own. Raises AtlasError with a sentence for each variable that
    is no number."""
    found = os.environ if environment is None else environment
    faults: list[Fault] = []
    numbers = {name: _number(found, name, faults) for name in (UPLOAD, *LIMITS)}
    if faults:
        raise AtlasError(faults)
    return UploadLimits(numbers[UPLOAD], *(numbers[name] or default for name, default in LIMITS.items()))


def _number(found: Mapping[str, str], name: str, faults: list[Fault]) -> int | None:
    text = found.get(name, "").strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) < 12 and 0 < int(text) <= _LARGEST:
        return int(text)
    faults.append(setting_fault(name, text, f"a whole number from 1 to {_LARGEST:,}"))
    return None
