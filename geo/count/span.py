"""The time that a dataset covers, and the part of it that the slider opens on."""

from datetime import date

import numpy as np

from geo.model.dataset import Dataset
from geo.model.vocabularies import Kind

_TAIL = 0.025
"""Share of the incidents that may lie before, and after, the dense span."""


def dense_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day (both counted) on which the slider opens.

    The rule: from the first day of the earliest to the last day of the latest incident that isn't background,
    after one in forty is left out at either end. So under forty incidents none is left out, and in a large
    dataset a few stray ones don't stretch the slider over decades. Without incidents it is the dataset's
    period, else one day.
    """
    incidents = dataset.incidents
    core = incidents[incidents["kind"].astype(str) != str(Kind.BACKGROUND)]
    held = core if len(core) else incidents
    if not len(held):
        return (
            (dataset.period.start, dataset.period.end)
            if dataset.period
            else (date(1970, 1, 1), date(1970, 1, 1))
        )
    starts = np.sort(held["date_start"].to_numpy().astype("datetime64[D]"))
    ends = np.sort(held["date_end"].to_numpy().astype("datetime64[D]"))
    left_out = int(len(held) * _TAIL)
    first, last = starts[left_out].item(), ends[len(ends) - 1 - left_out].item()
    return first, max(first, last)


def whole_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day on which any incident can have been, background included."""
    incidents = dataset.incidents
    if not len(incidents):
        return dense_span(dataset)
    return incidents["date_start"].min().date(), incidents["date_end"].max().date()
