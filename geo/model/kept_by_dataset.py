"""Answers about a dataset, which never change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from cachetools import LRUCache, cached

from geo.model.dataset import Dataset

T = TypeVar("T")
P = ParamSpec("P")
_forgetting: list[Callable[[str], None]] = []
"""What lets go of a dataset, by its id."""


def kept_by_dataset(ask: Callable[[Dataset], T]) -> Callable[[Dataset], T]:
    """A question to a dataset whose answer is kept as long as the dataset lives, and must not lead back to it. Treat the
    answer as read-only."""
    kept: WeakKeyDictionary[Dataset, T] = WeakKeyDictionary()

    @wraps(ask)
    def answer(dataset: Dataset) -> T:
        try:
            return kept[dataset]
        except KeyError:
            found = kept[dataset] = ask(dataset)
            return found

    return answer


def last_kept(
    most: int, about: Callable[[Any], Dataset] = lambda dataset: dataset
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A question whose ``most`` last answers are kept, as by ``lru_cache``, until ``forget_dataset``: what is kept holds on
    to the dataset, and so to its file. ``about`` tells the dataset from the first argument. Treat answers as read-only.
    Safe to use from several threads."""

    def decorate(ask: Callable[P, T]) -> Callable[P, T]:
        kept: LRUCache[tuple[Any, ...], T] = LRUCache(most)
        lock = Lock()

        def forget(dataset_id: str) -> None:
            with lock:
                for key in [key for key in kept if about(key[0]).id == dataset_id]:
                    del kept[key]

        when_forgotten(forget)
        return cached(kept, lock=lock)(ask)

    return decorate


def when_forgotten(forget: Callable[[str], None]) -> None:
    """Have something told, by its id, of a dataset that is to leave memory."""
    _forgetting.append(forget)


def forget_dataset(dataset_id: str) -> None:
    """Let go of all that is kept about a dataset. Where somebody still has it open, it is only made again."""
    for forget in _forgetting:
        forget(dataset_id)
