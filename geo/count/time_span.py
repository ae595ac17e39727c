"""The time that a dataset covers, and the part of it that the slider opens on."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.model.coded import coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.vocabularies import Kind


@dataclass(frozen=True, slots=True)
class Spans:
    """First and last days, both counted."""

    core: tuple[date, date]
    """Of what isn't background."""
    whole: tuple[date, date]
    """Of all, background included."""
    dense: tuple[date, date]
    """Of what the slider opens on."""


def spans_of(dataset: Dataset) -> Spans:
    """All three spans of a dataset."""
    return Spans(core_span(dataset), whole_span(dataset), dense_span(dataset))


def dense_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day (both counted) on which the slider opens.

    The rule: from the first day of the earliest to the last day of the latest incident that isn't background. None is
    left out: whoever opens a file sees all of its incidents, however far apart they lie.
    """
    return core_span(dataset)


@kept_by_dataset
def core_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day on which any incident that isn't background can have been."""
    return _span(_core(dataset), dataset)


@kept_by_dataset
def whole_span(dataset: Dataset) -> tuple[date, date]:
    """First and last day on which any incident can have been, background included."""
    return _span(_days(dataset), dataset)


def _days(dataset: Dataset) -> pd.DataFrame:
    """The days of all incidents, without their other columns."""
    return pd.DataFrame({name: dataset.incidents[name].to_numpy() for name in ("date_start", "date_end")})


def _core(dataset: Dataset) -> pd.DataFrame:
    """The days of what isn't background; where all is background, of all."""
    days = _days(dataset)
    core = days[~coded_column(dataset.incidents, "kind").isin([str(Kind.BACKGROUND)])]
    return core if len(core) else days


def _span(incidents: pd.DataFrame, dataset: Dataset) -> tuple[date, date]:
    """Without incidents it is the dataset's period, else a single day."""
    if not len(incidents):
        period = dataset.period
        return (period.start, period.end) if period else (date(1970, 1, 1), date(1970, 1, 1))
    first = incidents["date_start"].to_numpy().astype("datetime64[D]").min().item()
    last = incidents["date_end"].to_numpy().astype("datetime64[D]").max().item()
    return first, last
