"""How many people killed or wounded a filter asks for, and which incidents that means."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, model_validator

from geo.model.file_columns import NOT_STATED

Ints = npt.NDArray[np.int64]

FIGURES = {"killed": "Killed", "wounded": "Wounded"}
"""What is counted, with its label: ids of fields of ``Filter``, parameters of addresses and columns of figures."""
MOST_PEOPLE = 1_000_000_000
"""The largest number that can be asked for."""
NO_FIGURE = -1
"""Stands for a figure that no source states."""
_LINK = re.compile(r"(\d{0,10})(-?)(\d{0,10})", re.ASCII)

Bound = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]


class FigureRange(BaseModel):
    """Numbers of people from ``least`` to ``most``, both counted, and whether incidents without a figure pass too.

    An incident passes where its stated figure may be one of these numbers: 8 to 12 passes "10 or more". A figure that is
    open upwards counts as the number that is stated ("3 or more" as 3, "0 reported" as 0), because no source says that
    there were more. No figure is not 0. ``geo/web/core/figure_range.js`` means the same in the browser.

    Raises pydantic's ValidationError, a ValueError, where it asks for nothing or runs backwards.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: Bound | None = None
    """``None`` asks for no stated figure: only for incidents without one."""
    most: Bound | None = None
    """``None`` for no bound."""
    unstated: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_nought(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("most") is not None and given.get("least") is None:
            return {**given, "least": 0}
        return given

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.least is None and not self.unstated:
            raise ValueError("a range of people needs a bound, or asks for what is not stated")
        if self.most is not None and self.least is not None and self.most < self.least:
            raise ValueError(f"the range ends at {self.most}, before it starts at {self.least}")
        return self

    def words(self) -> str:
        """``10 or more``, ``1 to 5``, ``up to 5``, ``none``, ``not stated``, ``10 or more, or not stated``."""
        parts = [] if self.least is None else [self._stated()]
        return ", or ".join([*parts, *(["not stated"] if self.unstated else [])])

    def _stated(self) -> str:
        if self.most is None:
            return f"{self.least:,} or more" if self.least else "any figure stated"
        if self.most == self.least:
            return f"{self.most:,}" if self.most else "none"
        return f"{self.least:,} to {self.most:,}" if self.least else f"up to {self.most:,}"

    def link_word(self) -> str:
        """As an address has it: ``10-``, ``1-5``, ``0``, ``not_stated``, ``10-,not_stated``."""
        most = "" if self.most is None else self.most
        bounds = f"{self.least}" if self.least == self.most else f"{self.least}-{most}"
        return ",".join([*([] if self.least is None else [bounds]), *([NOT_STATED] if self.unstated else [])])

    @classmethod
    def from_link(cls, word: str) -> Self:
        """The range that a word of an address asks for; raises ValueError."""
        first, *more = word.split(",")
        if first == NOT_STATED and not more:
            return cls(unstated=True)
        found = _LINK.fullmatch(first)
        if more not in ([], [NOT_STATED]) or not found or not (found[1] or found[3]) or (found[3] and not found[2]):
            raise ValueError(f"{word[:40]!r} is not a number of people")
        least = int(found[1] or 0)
        most = int(found[3]) if found[3] else None if found[2] else least
        return cls(least=least, most=most, unstated=bool(more))

    def passes(self, low: Ints, high: Ints) -> npt.NDArray[np.bool_]:
        """Which of some figures are asked for, given as ``figure_bounds`` has them."""
        stated = low != NO_FIGURE
        mask = np.zeros(len(low), dtype=np.bool_)
        if self.least is not None:
            mask = stated & (high >= self.least)
            if self.most is not None:
                mask &= low <= self.most
        return mask | ~stated if self.unstated else mask


def figure_bounds(incidents: pd.DataFrame, name: str) -> tuple[Ints, Ints]:
    """The lowest and the highest number that counts of each incident, by one of ``FIGURES``: ``NO_FIGURE`` in both where
    no source states one; the highest is the lowest where a figure is open upwards."""
    low, high = (
        incidents[f"{name}_{end}"].astype("Int64").to_numpy(np.float64, na_value=np.nan) for end in ("min", "max")
    )
    least = np.where(np.isnan(low), NO_FIGURE, low).astype(np.int64)
    return least, np.where(np.isnan(low) | np.isnan(high), least, np.maximum(low, high)).astype(np.int64)
