"""Counting: the summary line, the histogram, what options and looser filters would leave, the dense span."""
