"""UCDP GED's deaths: by side where the bounds leave no room, else from the lower to the upper bound."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.importing.countries import country_code
from geo.importing.distinct_rows import Objects, each
from geo.importing.mapped_cells import MappedCells, Mask, repeated, texts
from geo.importing.parsed import CasualtySlot
from geo.importing.schemas.schema_base import constant
from geo.importing.schemas.ucdp_sides import STATE
from geo.model.vocabularies import CasualtyGroup


def deaths(cells: MappedCells) -> tuple[list[CasualtySlot], Mask]:
    """By group where the bounds leave no room; else one figure from the lower to the upper bound.

    A 0 for one side says that none is known of it, so no figure is taken from it. Bounds that contradict each other or
    the best estimate span from the least to the greatest of the three, and the note keeps each as it was given; the
    second value marks these rows.
    """
    best, low, high = (cells.counts(prop) for prop in ("best", "low", "high"))
    given = np.stack([best, low, high])
    at_odds = (low > high) | (best < low) | (best > high)
    low, high = np.where(np.isnan(low), best, low), np.where(np.isnan(high), best, high)
    low = np.where(at_odds, np.fmin.reduce(given), low)
    high = np.where(at_odds, np.fmax.reduce(given), high)
    sides = {prop: cells.counts(prop) for prop in ("deaths_a", "deaths_b", "civilians", "unknown")}
    total = np.sum([np.nan_to_num(values) for values in sides.values()], axis=0)
    exact = (low == high) & (low == total) & (total > 0)
    whole = ~exact & (high > 0)
    note = cells.together(("low", "best", "high"), _bounds)
    odd = cells.together(("low", "best", "high"), _odd_bounds)
    slots = [
        _slot(
            constant(CasualtyGroup.NOT_STATED, cells.count),
            np.where(whole, low, np.nan),
            np.where(whole, high, np.nan),
            texts(np.where(at_odds, odd, note)),
        )
    ]
    groups: dict[str, Objects] = {
        "deaths_a": each(cells.text("side_a"), _group), "deaths_b": each(cells.text("side_b"), _group),
        "civilians": constant(CasualtyGroup.CIVILIANS, cells.count),
        "unknown": constant(CasualtyGroup.NOT_STATED, cells.count),
    }  # fmt: skip
    one_group = np.asarray(
        [ga == gb for ga, gb in zip(groups["deaths_a"], groups["deaths_b"], strict=True)], dtype=np.bool_
    )
    sides["deaths_a"] = np.where(
        one_group, np.nan_to_num(sides["deaths_a"]) + np.nan_to_num(sides["deaths_b"]), sides["deaths_a"]
    )
    sides["deaths_b"] = np.where(one_group, np.nan, sides["deaths_b"])
    blank = repeated("", cells.count)
    for prop, values in sides.items():
        figure = np.where(exact & (values > 0), values, np.nan)
        slots.append(_slot(groups[prop], figure, figure, blank))
    return slots, np.asarray(at_odds, dtype=np.bool_)


def _bounds(low: str, best: str, high: str) -> str:
    return f"UCDP's lower and upper bound; best estimate {best or 'not given'}."


def _odd_bounds(low: str, best: str, high: str) -> str:
    low, best, high = (text or "none" for text in (low, best, high))
    return (
        f"UCDP's own figures contradict each other: low {low}, best {best}, high {high}. "
        "The span is from the least to the greatest of them."
    )


def _slot(group: Objects, low: np.ndarray, high: np.ndarray, note: pa.Array) -> CasualtySlot:
    none = np.full(len(low), np.nan)
    return CasualtySlot(group, low, high, none, none, note)


def _group(side: str) -> CasualtyGroup:
    """Whom the deaths of a side count."""
    found = STATE.match(side)
    if not found:
        return CasualtyGroup.ARMED_GROUPS
    forces = {"IQ": CasualtyGroup.IRAQI_FORCES, "US": CasualtyGroup.US_FORCES, "IR": CasualtyGroup.IRANIAN_FORCES}
    return forces.get(country_code(found[1]) or "", CasualtyGroup.OTHER_FORCES)
