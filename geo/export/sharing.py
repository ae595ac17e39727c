"""Whether a dataset's rows may leave: some licences let pictures and totals out, but no rows."""

from __future__ import annotations

from geo.model.dataset import Dataset

WITH_ROWS = frozenset({"html", "briefing"})
"""Formats of pictures that are made of the incidents themselves; a PDF only has them attached, and can go without."""


def refusal(dataset: Dataset) -> str | None:
    """Why the rows of a dataset stay here, in a sentence; None where they may leave."""
    licence = dataset.licence
    return None if licence.may_share_rows else f"{licence.remark} Citation: {licence.citation}."
