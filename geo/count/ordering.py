"""Incidents in memory sorted by a column of the table, as a database sorts them (``geo.engine.row_pages``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from geo.model.dataset import Dataset
from geo.model.vocabularies import Verification

ORDERS = ("date", "title", "place", "whose", "verification", "killed", "wounded", "sources")
"""What rows can be sorted by."""
_CONFIDENCE = {str(word): place for place, word in enumerate(Verification)}

_READ: dict[str, tuple[str, ...]] = {
    "date": (), "title": ("title",), "place": ("place",), "whose": ("perpetrators", "parties"),
    "verification": ("verification",), "killed": ("killed_min",), "wounded": ("wounded_min",), "sources": ("sources",),
}  # fmt: skip
"""The columns that each is worked out from."""


def check_order(order: str) -> None:
    """Raises ValueError for what rows cannot be sorted by."""
    if order not in ORDERS:
        raise ValueError(f"rows can't be sorted by {order!r}; allowed are {', '.join(ORDERS)}")


def in_order(dataset: Dataset, ids: Iterable[str], by: str, descending: bool) -> tuple[str, ...]:
    """Ids sorted by one of ``ORDERS``; what is not stated comes last either way, ties in the order of time. Raises
    ValueError for another order."""
    check_order(by)
    wanted = dict.fromkeys((*_READ[by], "date_start", "date_end"))
    frame = dataset.incidents[list(wanted)].loc[list(ids)]
    table = pd.DataFrame({"key": _keys(dataset, frame, by), "start": frame["date_start"], "end": frame["date_end"]})
    ordered = table.sort_values(
        ["key", "start", "end"], ascending=[not descending, True, True], na_position="last", kind="stable"
    )
    return tuple(str(incident) for incident in ordered.index)


def _keys(dataset: Dataset, frame: pd.DataFrame, by: str) -> pd.Series:
    if by in ("title", "place"):
        return frame[by].str.casefold()
    if by == "whose":
        pairs = zip(frame["perpetrators"], frame["parties"], strict=True)
        names = [whose_name(dataset, perpetrators, parties) for perpetrators, parties in pairs]
        return pd.Series(names, index=frame.index).astype("str").str.casefold()
    if by == "verification":
        return frame["verification"].map(_CONFIDENCE)
    if by in ("killed", "wounded"):
        return frame[f"{by}_min"].astype("Float64")
    if by == "sources":
        return frame["sources"].map(len)
    return frame["date_start"]


def whose_name(dataset: Dataset, perpetrators: Sequence[str], parties: Sequence[str]) -> str | None:
    """By what name an incident is sorted: the first perpetrator's; without one the parties, told as such; None where
    neither is named."""
    if perpetrators:
        return dataset.actor_name(perpetrators[0])
    return f"Parties: {', '.join(map(dataset.actor_name, parties))}" if parties else None
