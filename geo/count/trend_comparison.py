"""What changed from one period to another, and the moving average of a trend. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.count.trend import Amount, Trend

LEAST_BASE = 10
"""The number from which a change is also told in percent."""
AVERAGED = 4
"""Periods that the moving average takes together: each one and those before it."""


@dataclass(frozen=True, slots=True)
class TrendChange:
    """What changed from one period to a later one."""

    values: tuple[str, ...]
    """The values of the facet; empty for all incidents."""
    label: str
    before: Amount
    after: Amount

    @property
    def low(self) -> int | None:
        """The smallest change that the numbers allow; None where they leave it open."""
        return None if self._unknown or self.before.unbounded else self.after.low - self.before.high

    @property
    def high(self) -> int | None:
        """The largest change that they allow; None where they leave it open."""
        return None if self._unknown or self.after.unbounded else self.after.high - self.before.low

    @property
    def _unknown(self) -> bool:
        return any(amount.unstated and amount.silent for amount in (self.before, self.after))

    def words(self) -> str:
        """``+3``, ``−2 to +4``, ``no change``, ``at least +3``, ``at most −1``; ``not known`` where nothing is."""
        if self.low is None:
            return "not known" if self.high is None else f"at most {signed(self.high)}"
        if self.high is None:
            return f"at least {signed(self.low)}"
        if self.low == self.high:
            return signed(self.low) if self.low else "no change"
        return f"{signed(self.low)} to {signed(self.high)}"

    @property
    def percent(self) -> int | None:
        """The change in percent; None where the number before is below ``LEAST_BASE`` or either is no exact number."""
        if not (self.before.exact and self.after.exact) or self.before.low < LEAST_BASE:
            return None
        return round(100 * (self.after.low - self.before.low) / self.before.low)

    @property
    def size(self) -> tuple[float, int]:
        """Its order among others: by the middle of what is possible, then by how far it may reach."""
        ends = [end for end in (self.low, self.high) if end is not None]
        if not ends:
            return -1.0, 0
        return abs(sum(ends) / len(ends)), max(map(abs, ends))


def signed(number: int) -> str:
    """A change with its sign: ``+3``, ``−1,200``, ``0``."""
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "0"


def total_change(trend: Trend) -> TrendChange:
    """The change of all incidents from the first to the second of two periods."""
    return TrendChange((), "All", trend.total[0], trend.total[1])


def trend_changes(trend: Trend) -> tuple[TrendChange, ...]:
    """The change of each part from the first to the second of two periods, the largest first."""
    found = (TrendChange(part.values, part.label, part.amounts[0], part.amounts[1]) for part in trend.parts)
    return tuple(sorted(found, key=lambda change: (-change.size[0], -change.size[1])))


def moving_average(amounts: Sequence[Amount], whole: Sequence[bool]) -> tuple[float | None, ...]:
    """For each period the mean of the lower numbers of it and of the three before; None where there are not so many, or
    one of them is no whole period or has incidents of which none states a figure."""
    found: list[float | None] = []
    for place in range(len(amounts)):
        first = place - AVERAGED + 1
        held = amounts[max(0, first) : place + 1]
        silent = any(amount.unstated and amount.silent for amount in held)
        full = first >= 0 and all(whole[first : place + 1]) and not silent
        found.append(sum(amount.low for amount in held) / AVERAGED if full else None)
    return tuple(found)
