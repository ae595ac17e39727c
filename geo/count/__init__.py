"""Counting: the summary line, the histogram, what options would leave, the dense span."""

from geo.count.histogram import Bin, Histogram, Unit, histogram, unit_for
from geo.count.options import option_counts
from geo.count.span import core_span, dense_span, whole_span
from geo.count.summary import Summary, summary

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
