"""Counting: the summary line, the histogram, what options would leave, the dense span."""

from geo.count.histogram import Bin, Histogram, Unit, histogram, unit_for
from geo.count.option_counts import option_counts
from geo.count.summary import Summary, summary
from geo.count.time_span import core_span, dense_span, whole_span

__all__ = [
    "Bin",
    "Histogram",
    "Summary",
    "Unit",
    "core_span",
    "dense_span",
    "histogram",
    "option_counts",
    "summary",
    "unit_for",
    "whole_span",
]
