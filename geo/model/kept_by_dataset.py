"""Answers about a whole dataset, which never change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from geo.model.dataset import Dataset

T = TypeVar("T")


def kept_by_dataset(ask: Callable[[Dataset], T]) -> Callable[[Dataset], T]:
    """A question to a dataset whose answer is kept as long as the dataset lives. Treat the answer as read-only."""
    kept: WeakKeyDictionary[Dataset, T] = WeakKeyDictionary()

    @wraps(ask)
    def answer(dataset: Dataset) -> T:
        try:
            return kept[dataset]
        except KeyError:
            found = kept[dataset] = ask(dataset)
            return found

    return answer
