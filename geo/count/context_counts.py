"""Context (meetings, statements) told apart from acts where incidents are counted. The browser says it in the same
words (``contextWords`` in ``geo/web/core/words.js``); ``tests/context_words_cases.json`` holds both."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.model.coded import coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.vocabularies import CONTEXT_KINDS


@kept_by_dataset
def context_mask(dataset: Dataset) -> npt.NDArray[np.bool_]:
    """By position in the dataset whether an incident is of a kind that is no act (``CONTEXT_KINDS``)."""
    return coded_column(dataset.incidents, "kind").isin(map(str, CONTEXT_KINDS))


def context_words(count: int, context: int) -> str:
    """How many of some incidents are context: ``4 of them context``; empty where none is, or all are."""
    return f"{context:,} of them context" if 0 < context < count else ""
