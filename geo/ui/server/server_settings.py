"""What an operator sets for the server, by variables of the environment. All are optional.

- ``ATLAS_FRAME_ANCESTORS``: sites that may show the atlas in a frame, ``https://wiki.example.org``, several with spaces
  between them; ``none`` for nobody. Without it only pages of the atlas's own host may.
- ``ATLAS_LOG``: ``text`` or ``json``, one line for each request; ``off``, as without it, only what fails.
- ``ATLAS_ANSWERS``: a folder for computed answers that several processes share (``geo.ui.server.shared_answers``); it is made
  where it is missing. Without it each process keeps its own.
- ``ATLAS_METRICS``: ``on`` answers ``/atlas/metrics``; ``off`` is as without it.

Limits of uploads and of heavy work: ``geo.ui.server.upload_limits``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import AtlasError, Fault
from geo.ui.server.setting_fault import setting_fault
from geo.ui.server.upload_limits import UploadLimits, read_limits

FRAMES, LOG, METRICS = "ATLAS_FRAME_ANCESTORS", "ATLAS_LOG", "ATLAS_METRICS"
ANSWERS = "ATLAS_ANSWERS"
_SITE = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE)
_LOGS, _SWITCH = ("off", "text", "json"), ("off", "on")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the environment says, read and checked."""

    frame_ancestors: str = "'self'"
    """As Content-Security-Policy writes it."""
    log: str = "off"
    metrics: bool = False
    limits: UploadLimits = field(default_factory=lambda: read_limits({}))
    answers: Path | None = None
    """The folder of answers that processes share."""


def read_settings(environment: Mapping[str, str] | None = None) -> ServerSettings:
    """The settings of an environment, else of the process's own. Raises AtlasError with a sentence for each variable
    that can't be followed."""
    found = os.environ if environment is None else environment
    faults: list[Fault] = []
    frames = found.get(FRAMES, "").split()
    if any(not _SITE.fullmatch(site) for site in frames) and frames != ["none"]:
        allowed = (
            "addresses of sites without a path, such as https://wiki.example.org, with spaces between them; or none"
        )
        faults.append(setting_fault(FRAMES, found[FRAMES], allowed))
    log = _word(found, LOG, _LOGS, faults)
    metrics = _word(found, METRICS, _SWITCH, faults)
    answers = _folder(found, faults)
    limits = ServerSettings().limits
    try:
        limits = read_limits(found)
    except AtlasError as error:
        faults += error.faults
    if faults:
        raise AtlasError(faults)
    ancestors = "'none'" if frames == ["none"] else " ".join(["'self'", *frames])
    return ServerSettings(ancestors, log, metrics == "on", limits, answers)


def _word(found: Mapping[str, str], name: str, words: tuple[str, ...], faults: list[Fault]) -> str:
    word = found.get(name, "").strip().lower() or words[0]
    if word not in words:
        faults.append(setting_fault(name, found[name], ", ".join(words)))
    return word


def _folder(found: Mapping[str, str], faults: list[Fault]) -> Path | None:
    text = found.get(ANSWERS, "").strip()
    folder = Path(text) if text else None
    try:
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        folder = None
    if text and (folder is None or not os.access(folder, os.R_OK | os.W_OK | os.X_OK)):
        faults.append(setting_fault(ANSWERS, text, "a folder in which the server may write"))
    return folder
