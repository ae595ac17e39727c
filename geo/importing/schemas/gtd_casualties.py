"""GTD's killed and wounded: its totals include perpetrators, who are counted apart as far as their number is known."""

from __future__ import annotations

import numpy as np

from geo.importing.coordinates import Floats
from geo.importing.mapped_cells import MappedCells, Mask, repeated, texts
from geo.importing.parsed import CasualtySlot
from geo.importing.schemas.schema_base import constant
from geo.model.vocabularies import CasualtyGroup


def casualties(cells: MappedCells) -> tuple[list[CasualtySlot], Mask]:
    """Others and perpetrators as groups of their own, and the rows whose figures contradict each other.

    An empty total is not known, whatever is known of a part of it: no perpetrators killed says nothing of the others,
    and some of them killed leaves the others open. Where more perpetrators are counted than people in all, the span is
    from the one to the other.
    """
    killed = _Figures(cells, "killed")
    wounded = _Figures(cells, "wounded")
    at_odds = killed.at_odds | wounded.at_odds
    notes = np.select(
        [at_odds, killed.left_open | wounded.left_open, killed.unsure | wounded.unsure],
        [
            "GTD counts more perpetrators than people in all; the span is from the one to the other.",
            "GTD states how many perpetrators, and not how many in all: at least these.",
            "May include perpetrators: how many of these is not known.",
        ],
        "Without perpetrators.",
    ).astype(object)
    group = constant(CasualtyGroup.NOT_STATED, cells.count)
    armed, own = constant(CasualtyGroup.ARMED_GROUPS, cells.count), repeated("Perpetrators.", cells.count)
    return [
        CasualtySlot(group, killed.least, killed.most, wounded.least, wounded.most, texts(notes)),
        CasualtySlot(armed, killed.own, killed.own, wounded.own, wounded.own, own),
    ], at_odds


class _Figures:
    """The killed, or the wounded: those who are no perpetrators from the least to the most, and the perpetrators."""

    def __init__(self, cells: MappedCells, prop: str) -> None:
        total, own = cells.counts(prop), cells.counts(f"{prop}_ter")
        known, known_own = ~np.isnan(total), ~np.isnan(own)
        self.at_odds: Mask = known & known_own & (own > total)
        self.unsure: Mask = known & ~known_own
        self.left_open: Mask = ~known & (np.nan_to_num(own) > 0)
        rest = np.where(known, total - np.nan_to_num(own), np.nan)
        self.least: Floats = np.where(self.at_odds, total, np.where(self.left_open, own, rest))
        self.most: Floats = np.where(self.at_odds, own, np.where(self.left_open, np.inf, rest))
        self.own: Floats = np.where(known, own, np.nan)
        self.own[self.at_odds] = np.nan
