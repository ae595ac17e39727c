"""Whether a dataset's rows may be redistributed: some licences allow pictures and totals, but no rows.

Whoever brought a file may always take its rows along again: they are theirs. What a licence restricts is handing them
to others, so links, players, slide notes and the names in drawings hold none.
"""

from __future__ import annotations

from datetime import date

from geo.dates import day_words
from geo.model.dataset import Dataset


def redistribution_refusal(dataset: Dataset) -> str | None:
    """Why the rows of a dataset stay here, in a sentence; None where they may leave."""
    licence = dataset.licence
    return None if licence.may_share_rows else f"{licence.remark} Citation: {licence.citation}."


def owner_words(dataset: Dataset, accessed: date) -> str:
    """What the owner of restricted rows is told where they take them along; empty where nothing is restricted."""
    licence = dataset.licence
    if licence.may_share_rows:
        return ""
    return (
        f"These are rows of the file that you brought, so you may download them. {licence.remark} "
        f"Cite: {licence.citation}, accessed {day_words(accessed)}, with the filters that you set."
    )
