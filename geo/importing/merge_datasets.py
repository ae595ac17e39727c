"""Merges datasets in the atlas's own format: different things under one id get new ids, the same thing keeps its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeVar

import pyarrow as pa

from geo.importing.native_format import NativeTable
from geo.model.actor import Actor
from geo.model.cited_source import Source
from geo.model.record_base import Record

_WHO = ("actor", "by", "to")
Changes = dict[str, str]
"""New ids by old ones; what stays is not in it."""
R = TypeVar("R", bound=Record)


@dataclass
class _Held:
    """What the datasets before hold."""

    incidents: set[str] = field(default_factory=set)
    actors: dict[str, Actor] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    def take(self, entry: NativeTable) -> NativeTable:
        """The dataset with ids that no other one before has for something else."""
        names = entry.incidents.column("id").to_pylist()
        incidents = _free([name for name in names if name in self.incidents], self.incidents | set(names), "-")
        others = [name for name, source in entry.sources.items() if self.sources.get(name, source) != source]
        sources = _free(others, self.sources.keys() | entry.sources.keys(), "-")
        actors = self._actors(entry)
        known = [_renamed(actor, actors, sources) for actor in entry.actors.values()]
        told = [_renamed(source, actors, sources) for source in entry.sources.values()]
        entry = replace(
            entry,
            incidents=_with_new_ids(entry.incidents, incidents, actors, sources),
            actors={actor.id: self.actors.get(actor.id, actor) for actor in known},
            sources={source.id: source for source in told},
        )
        self.incidents.update(entry.incidents.column("id").to_pylist())
        self.actors |= entry.actors
        self.sources |= entry.sources
        return entry

    def _actors(self, entry: NativeTable) -> Changes:
        """The same name with the same kind is the same actor; another one under its id gets an id of its own."""
        by_name = {_marks(actor): name for name, actor in self.actors.items()}
        same = {name: by_name[_marks(actor)] for name, actor in entry.actors.items() if _marks(actor) in by_name}
        others = [name for name in entry.actors if name in self.actors and name not in same]
        return same | _free(others, self.actors.keys() | entry.actors.keys(), "_")


def merge_datasets(native: Iterable[NativeTable]) -> list[NativeTable]:
    """Datasets whose ids mean one thing each. The first keeps all of its own."""
    held = _Held()
    return [held.take(entry) for entry in native]


def _marks(actor: Actor) -> tuple[str, str, str | None]:
    return actor.name, actor.kind, actor.state


def _free(names: Iterable[str], taken: AbstractSet[str], joint: str) -> Changes:
    """A new id for each of some: the old one with the first free number behind it."""
    found: Changes = {}
    given = set(taken)
    for name in names:
        new = next(one for number in count(2) if (one := f"{name}{joint}{number}") not in given)
        found[name] = new
        given.add(new)
    return found


def _renamed(record: R, actors: Changes, sources: Changes) -> R:
    """A record with the ids in it changed."""

    def walk(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: walk(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [walk(part, name) for part in value]
        if isinstance(value, str) and name in (*_WHO, "part_of"):
            return actors.get(value, value)
        return sources.get(value, value) if name == "source" else value

    if not actors and not sources:
        return record
    plain = walk(record.model_dump(mode="json"))
    plain["id"] = (actors if isinstance(record, Actor) else sources).get(plain["id"], plain["id"])
    return type(record).model_validate(plain, strict=False)


def _with_new_ids(table: pa.Table, incidents: Changes, actors: Changes, sources: Changes) -> pa.Table:
    """The rows with their ids changed wherever they stand."""
    if incidents:
        table = _set(table, "id", _mapped(table.column("id").combine_chunks(), incidents))
    for name in ("targets", "perpetrators", "parties"):
        table = _set(table, name, _list(table, name, lambda values: _mapped(values, actors)))
    for name in ("claims", "casualties", "citations"):
        table = _set(table, name, _list(table, name, lambda values: _entries(values, actors, sources)))
    return table


def _list(table: pa.Table, name: str, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    lists = table.column(name).combine_chunks()
    return pa.ListArray.from_arrays(lists.offsets, change(lists.values))


def _entries(entries: pa.StructArray, actors: Changes, sources: Changes) -> pa.StructArray:
    changes = dict.fromkeys(_WHO, actors) | {"source": sources}
    names = [entries.type.field(place).name for place in range(entries.type.num_fields)]
    parts = [_mapped(entries.field(name), changes[name]) if name in changes else entries.field(name) for name in names]
    return pa.StructArray.from_arrays(parts, names)


def _mapped(values: pa.Array, changes: Changes) -> pa.Array:
    coded = values.cast(pa.string()).dictionary_encode()
    words = pa.array([changes.get(word, word) for word in coded.dictionary.to_pylist()], type=pa.string())
    return pa.DictionaryArray.from_arrays(coded.indices, words).cast(pa.string())


def _set(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)
