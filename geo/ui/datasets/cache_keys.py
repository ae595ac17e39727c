"""How Streamlit's caches tell one dataset in memory, filter or view from another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from geo.filter.filter import Filter
from geo.filter.view import Camera, View
from geo.model.dataset import Dataset

_NUMBERS: WeakKeyDictionary[Dataset, int] = WeakKeyDictionary()
_next_number = count()


def _number(dataset: Dataset) -> int:
    """A number of its own for each dataset in memory. Its id and version would not do: parts of one dataset that were
    read from a database have the same."""
    known = _NUMBERS.get(dataset)
    return _NUMBERS.setdefault(dataset, next(_next_number)) if known is None else known


def _text(model: BaseModel) -> str:
    return model.model_dump_json()


HASH_FUNCS: dict[str | type[Any], Callable[[Any], Any]] = {Dataset: _number, Filter: _text, View: _text, Camera: _text}
"""The argument ``hash_funcs`` of a cached function that takes a dataset or what is asked of it."""
