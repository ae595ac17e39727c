"""The version history of a working copy: how its incidents were known day by day, column by column.

The same as ``as_of.states_of`` gives for each record, worked out for many at once: what is shown of an incident only
ever grows, so a state begins on each day on which an entry, a figure or a source comes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from geo.engine.loading.derive_batch import figures, naming, origins_of, taking_part, verifications
from geo.engine.loading.grouped_arrays import (
    Bools,
    Ints,
    alike,
    day_numbers,
    distinct_in_order,
    distinct_pairs,
    entries_of,
    spread,
)
from geo.engine.storage_layout import NEVER
from geo.filter.filter_table import day_number
from geo.model.dataset import Dataset
from geo.model.derive import perpetrator_kind


@dataclass(frozen=True, eq=False)
class States:
    """States of incidents: whose, from which day, until which (not counted)."""

    owner: Ints
    known_from: Ints
    known_to: Ints
    filed: Bools
    """Whether it is how the incident stands in the file; else it is derived from what was told by then."""

    def __len__(self) -> int:
        return len(self.owner)

    def of(self, which: Any) -> States:
        """Some of them."""
        return States(self.owner[which], self.known_from[which], self.known_to[which], self.filed[which])

    def layers(self) -> Iterator[States]:
        """All first states, all second states, and so on; they are sorted by owner."""
        number = np.arange(len(self)) - np.searchsorted(self.owner, self.owner)
        for depth in range(int(number.max(initial=-1)) + 1):
            yield self.of(number == depth)


class VersionHistory:
    """Some rows of a working copy and what was told of them when."""

    def __init__(self, dataset: Dataset, table: pa.Table) -> None:
        """``dataset`` is that of the rows in ``table``."""
        self.dataset = dataset
        incidents, claims, rows = dataset.incidents, dataset.claims, dataset.casualties
        self.claim_owner, self.row_owner = (_owners(frame, incidents.index) for frame in (claims, rows))
        cited = _citations(table)
        self.cited, self.cited_owner = cited["source"], cited["owner"].to_numpy(dtype=np.int64)
        self.origin = origins_of(cited["source"], cited["paragraph"], dataset.sources)
        self.claim_day = day_numbers(claims["known_since"])
        published = {name: day_number(source.date_start) for name, source in dataset.sources.items()}
        self.published = self.cited.map(published).to_numpy(dtype=np.int64)
        self.first = self._first()
        self.row_day = np.maximum(day_numbers(rows["known_since"]), self.first[self.row_owner])
        self.cited_day = np.minimum(self.published, self._quoted())

    def _first(self) -> Ints:
        """The day on which each was first told (see ``geo.model.known_since``)."""
        first = np.full(len(self.dataset.incidents), NEVER, dtype=np.int64)
        np.minimum.at(first, self.claim_owner, self.claim_day)
        np.minimum.at(first, self.cited_owner, self.published)
        return np.where(first == NEVER, day_numbers(self.dataset.incidents["date_start"]), first)

    def _quoted(self) -> Ints:
        """The day on which an entry first rests on the source of each citation."""
        claims = pd.DataFrame({"owner": self.claim_owner, "source": self.dataset.claims["source"].to_numpy(dtype=object),
                               "day": self.claim_day})  # fmt: skip
        earliest = claims.groupby(["owner", "source"], sort=False)["day"].min()
        found = earliest.reindex(pd.MultiIndex.from_arrays([self.cited_owner, self.cited]))
        return np.asarray(found.fillna(NEVER), dtype=np.int64)

    def states(self) -> States:
        """All states, sorted; where a file says otherwise than its own ledger gives, it has the last one to itself."""
        count = len(self.first)
        owner = np.concatenate([np.arange(count), self.claim_owner, self.row_owner, self.cited_owner])
        owner, day = distinct_pairs(owner, np.r_[self.first, self.claim_day, self.row_day, self.cited_day])
        last = np.r_[owner[1:] != owner[:-1], np.full(min(count, 1), True)]
        until = np.where(last, NEVER, np.r_[day[1:], np.zeros(min(count, 1), dtype=np.int64)])
        states = States(owner, day, until, last)
        odd = np.flatnonzero(~self._agrees(states.of(last)))
        amended = last & np.isin(owner, odd)
        more = len(odd)
        joined = States(
            np.r_[owner, odd],
            np.r_[day, np.full(more, NEVER - 1)],
            np.r_[np.where(amended, NEVER - 1, until), np.full(more, NEVER)],
            np.r_[last & ~amended, np.full(more, True)],
        )
        return joined.of(np.lexsort((joined.known_from, joined.owner)))

    def _agrees(self, states: States) -> Bools:
        """Whether perpetrators, parties and verification follow from the ledger as it is now, for each incident."""
        derived, filed = self._derived(states), self.dataset.incidents
        names = ("verification", "perpetrators", "parties")
        alike = [derived[name] == filed[name].to_numpy(dtype=object) for name in names]
        return np.asarray(np.logical_and.reduce(alike))

    def dataset_of(self, states: States) -> Dataset:
        """A dataset of states, never two of one incident."""
        incidents = self.dataset.incidents.iloc[states.owner].copy()
        earlier = np.flatnonzero(~states.filed)
        if len(earlier):
            past = states.of(earlier)
            for name, values in (self._derived(past) | self._counted(past)).items():
                whole = incidents[name].to_numpy(dtype=object).copy()
                whole[earlier] = values
                incidents[name] = pd.Series(whole, index=incidents.index).astype(incidents[name].dtype)
        _, shown = _shown(states, self.claim_owner, self.claim_day)
        return replace(self.dataset, incidents=incidents, claims=self.dataset.claims.iloc[np.sort(shown)])

    def _derived(self, states: States) -> dict[str, Any]:
        """Perpetrators, parties, the hue and the verification of states."""
        state, shown = _shown(states, self.claim_owner, self.claim_day)
        claims = self.dataset.claims.iloc[shown]
        perpetrators = _actors(claims, naming(claims), state, len(states))
        parties = _actors(claims, taking_part(claims), state, len(states))
        kinds = np.empty(len(states), dtype=object)
        known: dict[Any, str] = {}
        for place, (acting, part) in enumerate(zip(perpetrators, parties, strict=True)):
            if part and acting:
                parties[place] = tuple(actor for actor in part if actor not in acting)
            pair = (acting, bool(part))
            if pair not in known:
                known[pair] = str(perpetrator_kind(acting, self.dataset.actors, part))
            kinds[place] = known[pair]
        citing, cited = _shown(states, self.cited_owner, self.cited_day)
        return {
            "perpetrators": perpetrators,
            "parties": parties,
            "perpetrator_kind": kinds,
            "verification": verifications(len(states), claims, state, (citing, self.origin[cited])),
        }

    def _counted(self, states: States) -> dict[str, Any]:
        """Figures and sources of states."""
        state, shown = _shown(states, self.row_owner, self.row_day)
        rows = self.dataset.casualties.iloc[shown]
        found: dict[str, Any] = {}
        for what in ("killed", "wounded"):
            low, high = figures(len(states), rows, state, what)
            found |= {f"{what}_min": low.to_numpy(dtype=object), f"{what}_max": high.to_numpy(dtype=object)}
        citing, cited = _shown(states, self.cited_owner, self.cited_day)
        ids, names = pd.factorize(self.cited.to_numpy(dtype=object)[cited])
        fresh = distinct_in_order(citing, ids)
        code, runs = alike(citing[fresh], ids[fresh], len(states))
        found["sources"] = spread([tuple(str(names[k]) for k in run) for run in runs], code)
        return found


def _actors(claims: pd.DataFrame, which: Bools, state: Ints, count: int) -> npt.NDArray[Any]:
    """The actors of some entries for each state, each once, in the order of the ledger."""
    ids, names = pd.factorize(claims["actor"].to_numpy(dtype=object)[which])
    fresh = distinct_in_order(state[which], ids)
    code, runs = alike(state[which][fresh], ids[fresh], count)
    return spread([tuple(str(names[k]) for k in run) for run in runs], code)


def _shown(states: States, owner: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Pairs of a state and the position of an entry that was told by then."""
    state, entry = entries_of(states.owner, owner)
    told = day[entry] <= states.known_from[state]
    return state[told], entry[told]


def _owners(frame: pd.DataFrame, index: pd.Index) -> Ints:
    return np.asarray(index.get_indexer(pd.Index(frame["incident"])), dtype=np.int64)


def _citations(table: pa.Table) -> pd.DataFrame:
    lists = table.column("citations").combine_chunks()
    entries = lists.flatten()
    return pd.DataFrame(
        {
            "owner": lists.value_parent_indices().to_numpy(zero_copy_only=False),
            "source": entries.field("source").cast(pa.string()).to_numpy(zero_copy_only=False).astype(object),
            "paragraph": entries.field("paragraph").to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get),
        }
    )
