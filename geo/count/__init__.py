"""Counting: the summary line, the histogram, what options and looser filters would leave, the dense span."""

from geo.count.histogram import Bin, Histogram, Unit, histogram, unit_for
from geo.count.options import Loosening, loosen, option_counts
from geo.count.span import core_span, dense_span, whole_span
from geo.count.summary import Summary, summary

__all__ = [
    "Bin",
    "Histogram",
    "Loosening",
    "Summary",
    "Unit",
    "core_span",
    "dense_span",
    "histogram",
    "loosen",
    "option_counts",
    "summary",
    "unit_for",
    "whole_span",
]
