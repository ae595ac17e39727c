"""What the first person to open a page would wait for is prepared while the server has nothing to do: the code of the
pages, the dataset, the fonts of pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from threading import Thread

from geo.errors import AtlasError
from geo.filter.view import View
from geo.load import configured_dataset
from geo.ui.datasets import catalog
from geo.ui.state.navigation import PAGE_NAMES

_FIRST_S = 3.0
"""How long a server that has just started is left alone."""
_LOOK_S = 0.5
_BUSY = 0.1
"""Share of its time that an idle server uses of the processor at most."""


def warm_up_when_idle() -> None:
    """Prepare pages one by one, each once the process has had nothing to do for a moment; a busy server does without."""
    Thread(target=_run, args=(_steps(),), name="warm-up", daemon=True).start()


def _run(steps: Iterator[Callable[[], object]]) -> None:
    time.sleep(_FIRST_S)
    for step in steps:
        while _share() > _BUSY:
            pass
        step()


def _share() -> float:
    """The share of the processor that the process used just now."""
    before = time.process_time()
    time.sleep(_LOOK_S)
    return (time.process_time() - before) / _LOOK_S


def _steps() -> Iterator[Callable[[], object]]:
    for name in PAGE_NAMES:
        yield partial(import_module, f"geo.ui.{name}.page")
    if not configured_dataset.is_database_configured():
        yield _draw_picture


def _draw_picture() -> None:
    """The picture of the view that the atlas opens with. What is wrong with the dataset is said to whoever opens it."""
    from geo.scene.picture_options import Picture
    from geo.ui.present.preview import drawn_picture

    try:
        source = catalog.default_source()
        view = View(dataset=source.facts.id, filter=source.opening)
        drawn_picture(source.load(view.filter).whole, view, Picture())
    except AtlasError:
        return
