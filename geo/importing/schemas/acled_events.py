"""The sides of ACLED's events with their roles, decided when all rows of an event are together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.distinct_rows import Objects, different_rows, each_text
from geo.importing.mapped_cells import MappedCells, Mask
from geo.importing.parsed import ClaimSlot
from geo.importing.row_batches import Ints
from geo.importing.schemas.acled_actors import Side, groups_of, is_state, kind_of
from geo.importing.schemas.acled_roles import Direction, Role, direction_of, roles
from geo.importing.schemas.schema_base import ActorHints, constant
from geo.model.vocabularies import Stance

DIRECTIONS = tuple(Direction)
"""Directions by their number."""
_NUMBER = {direction: number for number, direction in enumerate(DIRECTIONS)}
_ROLE: dict[Role | None, int] = {None: 0, Role.ACTS: 1, Role.PARTY: 2, Role.TARGET: 3}
_ACTS, _PARTY, _TARGET = (_ROLE[role] for role in (Role.ACTS, Role.PARTY, Role.TARGET))
_STANCES = np.array([Stance.PARTY, Stance.REPORTED], dtype=object)


class NamesByRole(NamedTuple):
    """The names of an event by role, over all its rows."""

    acting: tuple[str, ...]
    parties: tuple[str, ...]
    hit: tuple[str, ...]
    state_acts: bool
    """Whether all who act (or, where nobody does, all parties) are forces of a state."""


@dataclass
class Events:
    """Both sides of each row: names, groups and roles, and who acts, takes part and is hit in the whole event."""

    names: tuple[pa.Array, pa.Array]
    groups: tuple[pa.Array, pa.Array]
    roles: tuple[Ints, Ints]
    """Numbers of ``_ROLE``."""
    direction: Ints
    """Places in ``DIRECTIONS``."""
    told: list[NamesByRole]
    event: Ints
    """Which of ``told`` each row's event is."""
    associates: list[tuple[int, pa.Array]]
    """The actors associated with each side, a list a column."""

    @property
    def state_acts(self) -> Mask:
        """Where a state's forces act."""
        return np.array([one.state_acts for one in self.told], dtype=np.bool_)[self.event]

    def claims(self) -> list[ClaimSlot]:
        """The entries of the ledger: who acts and who takes part, with the actors associated with these."""
        slots = [self._claim(side) for side in (0, 1)]
        notes = [each_text(self.names[side], partial(_beside, side + 1)) for side in (0, 1)]
        party = constant(Stance.PARTY, len(self.event))
        for side, names in self.associates:
            slots.append(_slot(_only(names, self.roles[side] != _TARGET), party, notes[side]))
        return slots

    def targets(self) -> list[pa.Array]:
        """Whom the events hit, with the actors associated with these."""
        found = [*enumerate(self.names), *self.associates]
        return [_only(names, self.roles[side] == _TARGET) for side, names in found]

    def _claim(self, side: int) -> ClaimSlot:
        acts = self.roles[side] == _ACTS
        words = [f"ACLED's actor {side + 1}. By its codebook, {direction.value}." for direction in DIRECTIONS]
        note = pa.array(words).take(pa.array(self.direction))
        return _slot(_only(self.names[side], acts | (self.roles[side] == _PARTY)), _STANCES[acts.astype(int)], note)


def _only(names: pa.Array, where: Mask) -> pa.Array:
    return pc.if_else(pa.array(where), names, "")


def events_of(cells: MappedCells, hints: ActorHints) -> Events:
    """The sides of a batch's rows; their kinds go to the hints."""
    names = (cells.known("actor1"), cells.known("actor2"))
    columns = [names[0], cells.text("inter1"), names[1], cells.text("inter2"), cells.text("interaction")]
    place, rows = different_rows(columns)
    pairs = [groups_of(*row) for row in rows]
    first, second = (pa.array([pair[side] for pair in pairs], pa.string()).take(pa.array(place)) for side in (0, 1))
    for name, group in zip(names, (first, second), strict=True):
        for row in different_rows([name, group])[1]:
            _hint(hints, *row)
    place, rows = different_rows([cells.text("event_type"), cells.text("sub_event_type")])
    direction = np.array([_NUMBER[direction_of(*row)] for row in rows], dtype=np.int64)[place]
    event, rows = different_rows([direction, names[0], first, names[1], second])
    alone = [_one_row(*row) for row in rows]
    numbers = [np.array([pair[side] for pair, _ in alone], dtype=np.int64)[event] for side in (0, 1)]
    found = Events(names, (first, second), (numbers[0], numbers[1]), direction, [one for _, one in alone], event,
                   _associates(cells))  # fmt: skip
    if cells.events is not None:
        _judge_together(found, cells.events)
    return found


def _hint(hints: ActorHints, name: str, group: str) -> None:
    if name:
        hints.note(name, *kind_of(group, name))


def _one_row(direction: int, name1: str, group1: str, name2: str, group2: str) -> tuple[tuple[int, int], NamesByRole]:
    """The roles of both sides of a row that is an event by itself, and the names by role."""
    sides = [
        Side(name, number, group) for number, (name, group) in ((1, (name1, group1)), (2, (name2, group2))) if name
    ]
    found = roles(DIRECTIONS[direction], sides)
    by_number = {side.number: _ROLE[role] for side, role in zip(sides, found, strict=True)}
    return (by_number.get(1, 0), by_number.get(2, 0)), _by_role(sides, found)


def _by_role(sides: Sequence[Side], found: tuple[Role, ...]) -> NamesByRole:
    pairs = list(zip(sides, found, strict=True))
    doing = [side for side, role in pairs if role is Role.ACTS] or [side for side, role in pairs if role is Role.PARTY]
    state = bool(doing) and all(is_state(side.group, side.name) for side in doing)
    acting, parties, hit = (
        tuple(side.name for side, one in pairs if one is role) for role in (Role.ACTS, Role.PARTY, Role.TARGET)
    )
    return NamesByRole(acting, parties, hit, state)


def _judge_together(found: Events, events: Ints) -> None:
    """Decide anew what several rows tell of: a side is one thing in an event, whatever each row says alone."""
    _, place, counts = np.unique(events, return_inverse=True, return_counts=True)
    several = np.flatnonzero(counts[place] > 1)
    several = several[np.argsort(place[several], kind="stable")]
    starts = np.flatnonzero(np.diff(place[several], prepend=-1))
    names, groups = (
        [column.take(pa.array(several)).to_pylist() for column in both] for both in (found.names, found.groups)
    )
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(several)], strict=True):
        sides: dict[str, Side] = {}
        for at in range(start, end):
            for side in (0, 1):
                if names[side][at]:
                    sides.setdefault(names[side][at], Side(names[side][at], side + 1, groups[side][at]))
        pairs = {(names[0][at], names[1][at]) for at in range(start, end)}
        decided = roles(DIRECTIONS[found.direction[several[start]]], list(sides.values()), ordered=len(pairs) == 1)
        by_name = {name: _ROLE[role] for name, role in zip(sides, decided, strict=True)}
        rows = several[start:end]
        for side in (0, 1):
            found.roles[side][rows] = [by_name.get(name, 0) for name in names[side][start:end]]
        found.event[rows] = len(found.told)
        found.told.append(_by_role(list(sides.values()), decided))


def _associates(cells: MappedCells) -> list[tuple[int, pa.Array]]:
    """The actors associated with each side, one list after another: as many columns as the longest cell has names."""
    found = []
    for side in (0, 1):
        coded = pc.dictionary_encode(cells.known(f"assoc{side + 1}"))
        lists = [_split(text) for text in coded.dictionary.to_pylist()]
        for place in range(max(map(len, lists), default=0)):
            words = pa.array([names[place] if place < len(names) else "" for names in lists], pa.string())
            found.append((side, words.take(coded.indices)))
    return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in text.split(";") if (part := " ".join(one.split()))))


def _beside(number: int, name: str) -> str:
    return f"Associated with {name}, ACLED's actor {number}." if name else f"Associated with ACLED's actor {number}."


def _slot(names: pa.Array, stance: Objects, note: pa.Array) -> ClaimSlot:
    return ClaimSlot(names, stance, np.zeros(len(names), dtype=np.bool_), note)
