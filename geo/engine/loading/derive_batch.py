"""Derives in bulk, from the entries and figures of many incidents, what ``geo.model.derive`` derives for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.engine.loading.grouped_arrays import Bools, Ints
from geo.model.cited_source import Source
from geo.model.record_base import Citation
from geo.model.vocabularies import NAMING, Stance, Verification

_NAMING = frozenset(map(str, NAMING))
_TELLING = (_NAMING | {str(Stance.PARTY)}) - {str(Stance.CLAIMED)}


def naming(claims: pd.DataFrame) -> Bools:
    """Entries that put an actor forward."""
    return np.asarray((claims["stance"].isin(_NAMING) & claims["actor"].notna()).to_numpy(dtype=np.bool_))


def taking_part(claims: pd.DataFrame) -> Bools:
    """Entries that name a party."""
    return np.asarray(((claims["stance"] == str(Stance.PARTY)) & claims["actor"].notna()).to_numpy(dtype=np.bool_))


def verifications(
    count: int, claims: pd.DataFrame, owner: Ints, cited: tuple[Ints, Ints]
) -> np.ndarray[Any, np.dtype[np.object_]]:
    """How far the sources carry each (see ``derive.verification``), by entries and their owners and by pairs of an
    owner and a number of an origin."""
    stance = claims["stance"].astype(object).to_numpy()
    claimed = stance == str(Stance.CLAIMED)
    names = pd.Index(pd.concat([claims["actor"], claims["by"]]).dropna().unique())
    actor, by = (names.get_indexer(claims[column]) for column in ("actor", "by"))
    width = len(names) + 1
    own = np.isin(owner * width + by, (owner * width + actor)[claimed & (actor >= 0)])
    told = _any(count, owner, np.isin(stance.astype(str), list(_TELLING)) & ~own)
    origins = np.bincount(pd.DataFrame(dict(zip("ab", cited, strict=True))).drop_duplicates()["a"], minlength=count)
    found = np.where(origins > 1, str(Verification.CORROBORATED), str(Verification.REPORTED)).astype(object)
    found[_any(count, owner, claimed) & ~told] = str(Verification.CLAIMED_ONLY)
    found[_any(count, owner, stance == str(Stance.DISPUTED))] = str(Verification.DISPUTED)
    return found


def _any(count: int, owner: Ints, which: Bools) -> Bools:
    found = np.zeros(count, dtype=np.bool_)
    found[owner[which]] = True
    return found


def origins_of(source: pd.Series[Any], paragraph: pd.Series[Any], sources: Mapping[str, Source]) -> Ints:
    """A number for the report that each citation rests on (see ``Source.origin``)."""
    pairs = pd.MultiIndex.from_arrays([source, paragraph])
    code, different = pd.factorize(pairs)
    names = [
        sources[name].origin(Citation(source=name, paragraph=None if pd.isna(place) else int(place)))
        for name, place in different
    ]
    return np.asarray(pd.factorize(np.array(names, dtype=object))[0][code], dtype=np.int64)


def figures(count: int, rows: pd.DataFrame, owner: Ints, what: str) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """People killed or wounded over all groups, at least and at most (see ``derive.killed``)."""
    stated = rows[f"{what}_min"].notna().to_numpy(dtype=np.bool_)
    low, high = rows[f"{what}_min"][stated].astype("int64"), rows[f"{what}_max"][stated].astype("Float64")
    frame = pd.DataFrame({"owner": owner[stated], "group": rows["group"][stated].to_numpy(), "low": low.to_numpy(),
                          "high": high.to_numpy(dtype=np.float64, na_value=np.inf)})  # fmt: skip
    groups = frame.groupby(["owner", "group"], sort=False).agg({"low": "min", "high": "max"})
    sums = groups.groupby(level="owner").sum().reindex(range(count))
    at_most = sums["high"].where(np.isfinite(sums["high"]))
    return sums["low"].astype("Int64"), at_most.astype("Int64")
