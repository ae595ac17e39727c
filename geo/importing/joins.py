"""Joining incidents that a person says are the same, and undoing it: the rows themselves are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.model import dataset_frames, derive
from geo.model.dataset import Dataset, several_of
from geo.model.incident import Incident
from geo.model.source_rows import JoinedSourceRows


def with_joins(dataset: Dataset, joins: tuple[tuple[str, str], ...]) -> Dataset:
    """The dataset with each second incident of ``joins`` taken into the first: ledger, figures and sources of both.

    Pairs of which one is not in the dataset (any more) are passed over.
    """
    groups = _groups(dataset, joins)
    if not groups:
        return dataset
    records = {first: _joined(dataset, first, others) for first, others in groups.items()}
    gone = {other for others in groups.values() for other in others}
    changed = gone | set(records)
    incidents = _replaced(dataset, records, gone)
    new = list(records.values())
    claims, casualties = dataset_frames.claims_frame(new), dataset_frames.casualties_frame(new, dataset.sources)
    return replace(
        dataset,
        version=f"{dataset.version}-{len(gone)}",
        incidents=incidents,
        claims=_appended(dataset.claims, claims, changed),
        casualties=_appended(dataset.casualties, casualties, changed),
        records=_Joined(dataset.records, records, gone),
        source_rows=JoinedSourceRows(dataset.source_rows, groups),
    )


def _groups(dataset: Dataset, joins: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """By incident that stays the incidents that go into it; chains of pairs end in the first of all."""
    into: dict[str, str] = {}
    for first, second in joins:
        while first in into:
            first = into[first]
        there = first in dataset.incidents.index and second in dataset.incidents.index
        if there and first != second and second not in into:
            into[second] = first
    found: dict[str, list[str]] = {}
    for second in into:
        first = second
        while first in into:
            first = into[first]
        found.setdefault(first, []).append(second)
    return found


def _joined(dataset: Dataset, first: str, others: list[str]) -> Incident:
    together = list(dataset.several([first, *others]))
    claims = tuple(dict.fromkeys(claim for each in together for claim in each.claims))
    sources = tuple(dict.fromkeys(citation for each in together for citation in each.sources))
    casualties = tuple(dict.fromkeys(row for each in together for row in each.casualties))
    targets = tuple(dict.fromkeys(target for each in together for target in each.targets))
    return together[0].model_copy(
        update={
            "claims": claims,
            "casualties": casualties,
            "sources": sources,
            "targets": targets,
            "perpetrators": derive.perpetrators(claims),
            "parties": derive.parties(claims),
            "verification": derive.verification(claims, sources, dataset.sources),
        }
    )


def _replaced(dataset: Dataset, records: dict[str, Incident], gone: set[str]) -> gpd.GeoDataFrame:
    """The frame of incidents with the joined ones at their old places."""
    left = dataset.incidents.drop(index=[*gone, *records])
    new = dataset_frames.incidents_frame(list(records.values()), dataset.actors, dataset.sources)
    order = [name for name in dataset.incidents.index if name not in gone]
    return gpd.GeoDataFrame(pd.concat([left, new]).loc[order], geometry="geometry", crs=dataset.incidents.crs)


def _appended(frame: pd.DataFrame, new: pd.DataFrame, changed: set[str]) -> pd.DataFrame:
    kept = frame[~frame["incident"].isin(changed)]
    return pd.concat([kept, new], ignore_index=True) if len(new) else kept.reset_index(drop=True)


class _Joined(Mapping[str, Incident]):
    """Records with some joined and some gone."""

    def __init__(self, base: Mapping[str, Incident], joined: dict[str, Incident], gone: set[str]) -> None:
        self._base, self._joined, self._gone = base, joined, gone

    def __getitem__(self, key: str) -> Incident:
        if key in self._gone:
            raise KeyError(key)
        return self._joined.get(key) or self._base[key]

    def several(self, keys: Iterable[str]) -> Iterator[Incident]:
        """See ``Dataset.several``."""
        wanted = list(keys)
        for key in wanted:
            if key in self._gone:
                raise KeyError(key)
        rest = iter(several_of(self._base, [key for key in wanted if key not in self._joined]))
        return (self._joined.get(key) or next(rest) for key in wanted)

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._base if key not in self._gone)

    def __len__(self) -> int:
        return len(self._base) - len(self._gone)

    def __contains__(self, key: Any) -> bool:
        return key not in self._gone and key in self._base
