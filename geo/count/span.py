"""The time that a dataset covers, and the part of it that the slider opens on."""

from datetime import date

import geopandas as gpd
import numpy as np

from geo.model.dataset import Dataset
from geo.model.vocabularies import Kind

_TAIL = 0.025
"""Share of the incidents that may lie before, and after, the dense span."""


def dense_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day (both counted) on which the slider opens.

    The rule: from the first day of the earliest to the last day of the latest incident that isn't background,
    after one in forty is left out at either end. So under forty incidents none is left out, and in a large
    dataset a few stray ones don't stretch the slider over decades.
    """
    return _span(_core(dataset), dataset, _TAIL)


def core_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day on which any incident that isn't background can have been."""
    return _span(_core(dataset), dataset, 0)


def whole_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day on which any incident can have been, background included."""
    return _span(dataset.incidents, dataset, 0)


def _core(dataset: Dataset) -> gpd.GeoDataFrame:
    """What isn't background; where all is background, all."""
    incidents = dataset.incidents
    core = incidents[incidents["kind"].astype(str) != str(Kind.BACKGROUND)]
    return core if len(core) else incidents


def _span(incidents: gpd.GeoDataFrame, dataset: Dataset, tail: float) -> tuple[date, date]:
    """Without incidents it is the dataset's period, else a single day."""
    if not len(incidents):
        period = dataset.period
        return (period.start, period.end) if period else (date(1970, 1, 1), date(1970, 1, 1))
    starts = np.sort(incidents["date_start"].to_numpy().astype("datetime64[D]"))
    ends = np.sort(incidents["date_end"].to_numpy().astype("datetime64[D]"))
    left_out = int(len(incidents) * tail)
    first, last = starts[left_out].item(), ends[len(ends) - 1 - left_out].item()
    return first, max(first, last)
