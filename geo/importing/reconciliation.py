"""The reconciliation of an import: every row read is accepted or rejected, every accepted row has a place on the map
or not, and the sums must match."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reconciliation:
    """Counts of rows. ``accepted`` counts rows; several rows of one event are one of ``incidents``."""

    read: int = 0
    accepted: int = 0
    placed: int = 0
    not_placed: int = 0
    set_aside: int = 0
    incidents: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """Rows set aside by reason."""
    not_placed_reasons: Counter[str] = field(default_factory=Counter)
    """Accepted rows without a place by reason."""
    reported: Counter[str] = field(default_factory=Counter)
    """What else was noticed, by its word."""
    details: dict[str, str] = field(default_factory=dict)
    cells: list[dict[str, Any]] = field(default_factory=list)
    """Cells that notices are about (notice, file, row, column, value), the first ones of each."""

    def check(self) -> None:
        """Raises ArithmeticError where the account does not balance: a fault of the import, never of the file."""
        balances = (
            self.read == self.accepted + self.set_aside
            and self.accepted == self.placed + self.not_placed
            and self.set_aside == sum(self.reasons.values())
            and self.not_placed == sum(self.not_placed_reasons.values())
        )
        if not balances:
            raise ArithmeticError(f"the account does not balance: {self.to_dict()}")

    def add(self, other: Reconciliation) -> None:
        """Take in the account of another table."""
        for name in ("read", "accepted", "placed", "not_placed", "set_aside", "incidents"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("reasons", "not_placed_reasons", "reported"):
            getattr(self, name).update(getattr(other, name))
        self.details.update(other.details)
        self.cells += other.cells

    def to_dict(self) -> dict[str, Any]:
        """The account for machines, in the order in which it is read."""
        return {
            "read": self.read,
            "accepted": self.accepted,
            "placed": self.placed,
            "not_placed": self.not_placed,
            "set_aside": self.set_aside,
            "reasons": dict(self.reasons.most_common()),
            "not_placed_reasons": dict(self.not_placed_reasons.most_common()),
            "incidents": self.incidents,
            "reported": dict(self.reported.most_common()),
            "details": dict(self.details),
            "cells": list(self.cells),
        }


def reconciliation_from(found: dict[str, Any]) -> Reconciliation:
    """The account as it was kept."""
    counts: dict[str, Any] = {
        name: int(found.get(name, 0)) for name in ("read", "accepted", "placed", "not_placed", "set_aside", "incidents")
    }
    words: dict[str, Any] = {
        name: Counter(found.get(name, {})) for name in ("reasons", "not_placed_reasons", "reported")
    }
    return Reconciliation(**counts, **words, details=dict(found.get("details", {})), cells=list(found.get("cells", [])))
