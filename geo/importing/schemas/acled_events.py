"""The sides of ACLED's events with their roles, decided when all rows of an event are together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from geo.importing.mapped_cells import MappedCells, Mask, Objects, each, each_of, parts_of, texts
from geo.importing.parsed import ClaimSlot
from geo.importing.schemas.acled_actors import Side, groups_of, is_state, kind_of
from geo.importing.schemas.acled_roles import Direction, Role, direction_of, roles
from geo.importing.schemas.schema_base import ActorHints, constant
from geo.model.vocabularies import Stance


@dataclass
class Events:
    """Both sides of each row: names, groups and roles, and who acts, takes part and is hit in the whole event."""

    names: tuple[pa.Array, pa.Array]
    groups: tuple[pa.Array, pa.Array]
    roles: list[Objects]
    direction: Objects
    acting: Objects
    parties: Objects
    hit: Objects
    """Tuples of names by role, over all rows of the event."""
    state_acts: Mask
    """Where all who act (or, where nobody does, all parties) are forces of a state."""

    def claims(self, cells: MappedCells) -> list[ClaimSlot]:
        """The entries of the ledger: who acts and who takes part, with the actors associated with these."""
        slots = [self._claim(side) for side in (0, 1)]
        for side, names in _associates(cells):
            beside = self._only(names, self.roles[side] != Role.TARGET)
            note = texts(each(self.names[side], partial(_beside, side + 1)))
            slots.append(_slot(beside, constant(Stance.PARTY, cells.count), note))
        return slots

    def targets(self, cells: MappedCells) -> list[pa.Array]:
        """Whom the events hit, with the actors associated with these."""
        found = [self._only(self.names[side], self.roles[side] == Role.TARGET) for side in (0, 1)]
        return found + [self._only(names, self.roles[side] == Role.TARGET) for side, names in _associates(cells)]

    def _claim(self, side: int) -> ClaimSlot:
        role = self.roles[side]
        acts = role == Role.ACTS
        stance = np.array([Stance.REPORTED if one else Stance.PARTY for one in acts], dtype=object)
        words = {direction: f"ACLED's actor {side + 1}. By its codebook, {direction.value}." for direction in Direction}
        note = texts(np.array([words[direction] for direction in self.direction], dtype=object))
        return _slot(self._only(self.names[side], acts | (role == Role.PARTY)), stance, note)

    @staticmethod
    def _only(names: pa.Array, where: Objects) -> pa.Array:
        found = np.asarray(names.to_numpy(zero_copy_only=False), dtype=object)
        return texts(np.where(where.astype(np.bool_), found, ""))


def events_of(cells: MappedCells, hints: ActorHints) -> Events:
    """The sides of a batch's rows; their kinds go to the hints."""
    names = (cells.known("actor1"), cells.known("actor2"))
    columns = [names[0], cells.text("inter1"), names[1], cells.text("inter2"), cells.text("interaction")]
    first, second = parts_of(columns, groups_of, 2)
    groups = (texts(first), texts(second))
    for name, group in zip(names, groups, strict=True):
        each_of([name, group], partial(_hint, hints))
    direction = each_of([cells.text("event_type"), cells.text("sub_event_type")], direction_of)
    told = parts_of([texts(_name(direction)), names[0], groups[0], names[1], groups[1]], _one_row, 6)
    found = Events(names, groups, list(told[:2]), direction, told[2], told[3], told[4], told[5].astype(np.bool_))
    if cells.events is not None:
        _judge_together(found, cells.events)
    return found


def _hint(hints: ActorHints, name: str, group: str) -> None:
    if name:
        hints.note(name, *kind_of(group, name))


def _name(direction: Objects) -> Objects:
    return np.array([one.name for one in direction], dtype=object)


def _one_row(direction: str, name1: str, group1: str, name2: str, group2: str) -> tuple[object, ...]:
    """The roles of both sides of a row that is an event by itself, the names by role, and whether a state acts."""
    sides = [
        Side(name, number, group) for number, (name, group) in ((1, (name1, group1)), (2, (name2, group2))) if name
    ]
    found = roles(Direction[direction], sides)
    by_number = {side.number: role for side, role in zip(sides, found, strict=True)}
    return by_number.get(1), by_number.get(2), *_by_role(sides, found)


def _by_role(
    sides: list[Side], found: tuple[Role, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    by = {role: [side for side, one in zip(sides, found, strict=True) if one is role] for role in Role}
    doing = by[Role.ACTS] or by[Role.PARTY]
    state = bool(doing) and all(is_state(side.group, side.name) for side in doing)
    acting, parties, hit = (tuple(side.name for side in by[role]) for role in (Role.ACTS, Role.PARTY, Role.TARGET))
    return acting, parties, hit, state


def _judge_together(found: Events, events: np.ndarray) -> None:
    """Decide anew what several rows tell of: a side is one thing in an event, whatever each row says alone."""
    order = np.argsort(events, kind="stable")
    _, starts, counts = np.unique(events[order], return_index=True, return_counts=True)
    names = [column.to_pylist() for column in found.names]
    groups = [column.to_pylist() for column in found.groups]
    for start, count in zip(starts[counts > 1], counts[counts > 1], strict=True):
        rows = order[start : start + count].tolist()
        sides: dict[str, Side] = {}
        for row in rows:
            for side in (0, 1):
                if names[side][row]:
                    sides.setdefault(names[side][row], Side(names[side][row], side + 1, groups[side][row]))
        pairs = {(names[0][row], names[1][row]) for row in rows}
        decided = roles(found.direction[rows[0]], list(sides.values()), ordered=len(pairs) == 1)
        by_name = dict(zip(sides, decided, strict=True))
        acting, parties, hit, state = _by_role(list(sides.values()), decided)
        for row in rows:
            for side in (0, 1):
                found.roles[side][row] = by_name.get(names[side][row])
            found.acting[row], found.parties[row], found.hit[row], found.state_acts[row] = acting, parties, hit, state


def _associates(cells: MappedCells) -> list[tuple[int, pa.Array]]:
    """The actors associated with each side, one list after another: as many columns as the longest cell has names."""
    found = []
    for side in (0, 1):
        lists = each(cells.known(f"assoc{side + 1}"), _split)
        for place in range(max(map(len, lists), default=0)):
            found.append(
                (side, texts(np.array([names[place] if place < len(names) else "" for names in lists], dtype=object)))
            )
    return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in text.split(";") if (part := " ".join(one.split()))))


def _beside(number: int, name: str) -> str:
    return f"Associated with {name}, ACLED's actor {number}." if name else f"Associated with ACLED's actor {number}."


def _slot(names: pa.Array, stance: Objects, note: pa.Array) -> ClaimSlot:
    return ClaimSlot(names, stance, np.zeros(len(names), dtype=np.bool_), note)
