"""Answers about a dataset, which never change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

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
        kept: OrderedDict[Hashable, tuple[Dataset, T]] = OrderedDict()
        lock = Lock()

        @wraps(ask)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            key = (args, tuple(sorted(kwargs.items())))
            with lock:
                known = kept.get(key)
                if known is not None:
                    kept.move_to_end(key)
                    return known[1]
            found = ask(*args, **kwargs)
            with lock:
                kept[key] = about(args[0]), found
                while len(kept) > most:
                    kept.popitem(last=False)
            return found

        def forget(dataset_id: str) -> None:
            with lock:
                for key in [key for key, (dataset, _) in kept.items() if dataset.id == dataset_id]:
                    del kept[key]

        when_forgotten(forget)
        return answer

    return decorate


def when_forgotten(forget: Callable[[str], None]) -> None:
    """Have something told, by its id, of a dataset that is to leave memory."""
    _forgetting.append(forget)


def forget_dataset(dataset_id: str) -> None:
    """Let go of all that is kept about a dataset. Where somebody still has it open, it is only made again."""
    for forget in _forgetting:
        forget(dataset_id)
