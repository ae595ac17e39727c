"""Places and actors by how many incidents they have, and how many people were killed in these."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.admin1 import admin1_values
from geo.extent import Bounds
from geo.filter.apply import bases, select
from geo.filter.area import RadiusArea
from geo.filter.filter import ActorRole, Filter
from geo.filter.filter_table import STANCES, FilterTable, table_of
from geo.filter.within import kilometres
from geo.model.dataset import Dataset
from geo.vocabulary import Vocabulary

ADMIN1_SEPARATOR = "; "
_FAR_KM = 25.0
"""Points further than so from their middle are no one place."""
MOST_ROWS = 10_000
"""Rows that a ranking may have."""


class RankBy(Vocabulary):
    """What is ranked."""

    PLACE = "place", "Places", "Places as the sources name them, apart by governorate and country."
    PERPETRATOR = "perpetrator", "Perpetrators", "Actors that a source puts forward as the perpetrator."
    PARTY = "party", "Parties", "Actors that took part, with no source saying who acted on whom."
    TARGET = "target", "Targets", "Actors that were hit or aimed at."


class RankOrder(Vocabulary):
    """By what it is ranked; the most first."""

    INCIDENTS = "incidents", "Incidents", "The number of incidents."
    KILLED = "killed", "Killed", "The lowest number of killed, over the incidents that state one."


_ROLES = {
    RankBy.PERPETRATOR: ActorRole.PERPETRATOR,
    RankBy.PARTY: ActorRole.PARTY,
    RankBy.TARGET: ActorRole.TARGET,
}


@dataclass(frozen=True, slots=True)
class People:
    """The figures of several incidents added up: at least ``least``, at most ``most`` (None where one is open)."""

    least: int
    most: int | None

    def words(self) -> str:
        """``4``, ``31 or more``, ``2 to 5``; ``0 reported`` where there may have been any."""
        if self.most is None:
            return f"{self.least:,} or more" if self.least else "0 reported"
        return f"{self.least:,}" if self.least == self.most else f"{self.least:,} to {self.most:,}"


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A place or an actor."""

    name: str
    """The place as the sources name it, or the actor's id."""
    admin1: str | None
    """Of a place: its governorate as stated, else as its point tells (``geo.admin1``); several of an incident at several
    places."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2; both of a place."""
    incidents: int
    killed: People | None
    """Over the incidents that state a figure; None where none does."""
    without_figure: int
    """Incidents that state no number of killed."""
    at_point: int
    """Of a place: incidents that the map has at a point."""
    bounds: Bounds | None
    """Of a place: west, south, east, north of the points of its incidents, in degrees (EPSG:4326); None where none of
    them is a single point."""

    @property
    def area(self) -> RadiusArea | None:
        """The area that holds these points; None without any, or where they lie far apart."""
        if self.bounds is None:
            return None
        west, south, east, north = self.bounds
        center = ((west + east) / 2, (south + north) / 2)
        km = float(kilometres(np.array([[west, south], [east, north]]), center).max())
        return RadiusArea(center=center, km=max(1, math.ceil(km))) if km <= _FAR_KM else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first rows of a ranking, and what they leave out."""

    rows: tuple[RankedRow, ...]
    groups: int
    """Places or actors that there are, listed or not."""
    incidents: int
    """Incidents that pass the filter (``ranked_filter``)."""
    unnamed: int
    """Of these, how many name no place, or nobody in this role."""


def ranked_filter(filter: Filter, by: RankBy) -> Filter:
    """The filter under which a ranking counts: of actors all parts but the one by actor, so that each number is what is
    left once its actor is chosen."""
    if by is RankBy.PLACE:
        return filter
    return filter.model_copy(update={"actors": (), "stances": (), "actor_role": ActorRole.ANY})


def only_actor(filter: Filter, by: RankBy, actor: str) -> Filter:
    """The filter narrowed to one actor of a ranking: it leaves as many incidents as the ranking says."""
    changes = {"actors": (actor,), "actor_role": _ROLES[by]}
    return ranked_filter(filter, by).model_copy(update=changes)


def only_place(filter: Filter, row: RankedRow) -> Filter:
    """The filter narrowed to a place of a ranking: to the area around its points, or, where none are known or they lie
    far apart, to its name. It need not leave the same incidents: those without a point are not in the area, others may be,
    and others may mention the name."""
    area = row.area
    if area is not None:
        return filter.model_copy(update={"area": area})
    return Filter.model_validate({**dict(filter), "text": f"{filter.text} {row.name}"})


def ranking(dataset: Dataset, filter: Filter, by: RankBy, order: RankOrder, limit: int) -> Ranking:
    """The ranking of a dataset that is prepared for the filter (``geo.filter.apply.prepare``). Ties go by the other
    number, then in the order of the dataset."""
    shown = np.flatnonzero(select(dataset, ranked_filter(filter, by)).mask)
    if by is RankBy.PLACE:
        frame, unnamed = _by_place(dataset, shown)
    else:
        frame, unnamed = _by_actor(dataset, shown, by)
    return ranking_of(frame, order, limit, groups=len(frame), incidents=len(shown), unnamed=unnamed)


def ranking_of(
    frame: pd.DataFrame, order: RankOrder, limit: int, *, groups: int, incidents: int, unnamed: int
) -> Ranking:
    """A ranking from its rows in any order, with columns ``name``, ``admin1``, ``countries``, ``count``, ``least``, ``most``
    (sums over what is stated), ``open`` (figures without a highest number), ``unstated``, ``first`` (position of the
    first incident), ``at_point`` and ``west``, ``south``, ``east``, ``north`` (NaN where there is no point)."""
    known = frame["unstated"] < frame["count"]
    keys = {RankOrder.INCIDENTS: frame["count"], RankOrder.KILLED: frame["least"].where(known, -1)}
    other = next(key for key in RankOrder if key is not order)
    sorting = pd.DataFrame({"key": keys[order], "other": keys[other], "first": frame["first"]})
    ordered = frame.loc[sorting.sort_values(["key", "other", "first"], ascending=[False, False, True]).index[:limit]]
    rows = tuple(_row(row) for row in ordered.to_dict("records"))
    return Ranking(rows, groups, incidents, unnamed)


def _row(row: Mapping[Any, Any]) -> RankedRow:
    count, unstated = int(row["count"]), int(row["unstated"])
    most = None if row["open"] else int(row["most"])
    box = tuple(float(row[side]) for side in ("west", "south", "east", "north"))
    return RankedRow(
        name=str(row["name"]),
        admin1=row["admin1"] or None,
        countries=tuple(row["countries"]),
        incidents=count,
        killed=None if unstated == count else People(int(row["least"]), most),
        without_figure=unstated,
        at_point=int(row["at_point"]),
        bounds=None if np.isnan(box[0]) else (box[0], box[1], box[2], box[3]),
    )


def _figures(dataset: Dataset, shown: np.ndarray) -> pd.DataFrame:
    """What is added up of each incident that is shown."""
    low, high = (
        dataset.incidents[f"killed_{end}"].to_numpy("float64", na_value=np.nan)[shown] for end in ("min", "max")
    )
    stated = ~np.isnan(low)
    return pd.DataFrame({
        "count": 1, "least": np.nan_to_num(low).astype(np.int64), "most": np.nan_to_num(high).astype(np.int64),
        "open": (stated & np.isnan(high)).astype(np.int64), "unstated": (~stated).astype(np.int64), "first": shown,
    })  # fmt: skip


_NOWHERE = {"at_point": 0, **dict.fromkeys(("west", "south", "east", "north"), np.nan)}
_ADDED = {"count": "sum", "least": "sum", "most": "sum", "open": "sum", "unstated": "sum", "first": "min"}


def _by_place(dataset: Dataset, shown: np.ndarray) -> tuple[pd.DataFrame, int]:
    incidents = dataset.incidents[["place", "country", "geometry"]].iloc[shown]
    frame = _figures(dataset, shown)
    geometry = incidents.geometry.to_numpy()
    at = (shapely.get_type_id(geometry) == shapely.GeometryType.POINT) & ~shapely.is_empty(geometry)
    points = np.full((len(shown), 2), np.nan)
    # As exact as a database and the browser have them.
    points[at] = shapely.get_coordinates(geometry[at]).astype(np.float32)
    frame["name"] = incidents["place"].to_numpy(dtype=object)
    governorates = admin1_values(dataset, "")
    frame["admin1"] = [ADMIN1_SEPARATOR.join(governorates[at]) for at in shown.tolist()]
    frame["countries"] = [tuple(dict.fromkeys(codes)) for codes in incidents["country"]]
    for low, high, column in (("west", "east", 0), ("south", "north", 1)):
        frame[low] = frame[high] = points[:, column]
    frame["at_point"] = at.astype(np.int64)
    named = frame[frame["name"].notna()]
    boxes = {"at_point": "sum", "west": "min", "south": "min", "east": "max", "north": "max"}
    found = named.groupby(["name", "admin1", "countries"], sort=False, as_index=False).agg({**_ADDED, **boxes})
    return found, len(frame) - len(named)


def _by_actor(dataset: Dataset, shown: np.ndarray, by: RankBy) -> tuple[pd.DataFrame, int]:
    table = table_of(dataset)
    row, actor = _named(table, by)
    pairs = pd.DataFrame({"row": row, "actor": actor}).drop_duplicates()
    pairs = pairs[np.isin(pairs["row"], shown)]
    figures = _figures(dataset, shown).set_index(shown)
    frame = figures.loc[pairs["row"]].reset_index(drop=True).assign(actor=pairs["actor"].to_numpy())
    found = frame.groupby("actor", sort=False, as_index=False).agg(_ADDED)
    names = np.array(list(table.actors), dtype=object)
    return actor_frame(found, names[found["actor"]]), len(shown) - pairs["row"].nunique()


def actor_frame(found: pd.DataFrame, names: Any) -> pd.DataFrame:
    """The sums of actors with what only places have left empty."""
    return found.assign(name=names, admin1="", countries=[()] * len(found), **_NOWHERE)


def _named(table: FilterTable, by: RankBy) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of the position of an incident and the place of an actor that it names in a role."""
    if by is not RankBy.PERPETRATOR:
        codes = table.parties if by is RankBy.PARTY else table.targets
        return codes.row, codes.code
    entries = np.isin(table.claim_stance, [STANCES[word] for word in bases(Filter())]) & (table.claim_actor >= 0)
    return table.claim_row[entries], table.claim_actor[entries]
