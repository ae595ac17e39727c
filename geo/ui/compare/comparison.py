"""The two sides of a comparison: the filter of each, from the page's parameters, and its incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from geo.count import dense_span
from geo.count.ledger_matrix import ledger_matrix
from geo.dates import day_words
from geo.filter.filter import ActorRole, Filter
from geo.model.dataset import Dataset
from geo.model.vocabularies import ActorKind, Kind, LocationPrecision, PerpetratorKind
from geo.vocabulary import Vocabulary

Mode = Literal["periods", "actors"]
MODES: dict[Mode, str] = {"periods": "Two periods", "actors": "Two actors"}
TURN = date(2020, 1, 3)
"""Where the two periods part unless somebody says otherwise: the first day of the second."""
JOIN = ".."


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it is called, its value in the address, and its filter."""

    title: str
    value: str
    filter: Filter


def periods_of(dataset: Dataset, left: str, right: str) -> tuple[tuple[date, date], tuple[date, date]]:
    """The two periods that the parameters ask for; a part that can't be read is as by default."""
    first, last = dense_span(dataset)
    turn = TURN if first < TURN <= last else first + (last - first) / 2 + timedelta(days=1)
    before = (first, max(first, turn - timedelta(days=1)))
    return read_period(left) or before, read_period(right) or (min(turn, last), last)


def read_period(text: str) -> tuple[date, date] | None:
    """``2019-09-01..2020-01-02`` as two days; None for anything else."""
    try:
        start, end = (date.fromisoformat(part) for part in text.split(JOIN))
    except ValueError:
        return None
    return (start, end) if start <= end else None


def write_period(period: tuple[date, date]) -> str:
    """A period for the address."""
    return JOIN.join(day.isoformat() for day in period)


def actors_of(dataset: Dataset, left: str, right: str) -> tuple[str, str]:
    """The two actors that the parameters ask for; else the two armed groups that are named most."""
    lines = [line for line in ledger_matrix(dataset, dataset.records) if line.actor in dataset.actors]
    groups = [str(line.actor) for line in lines if dataset.actors[str(line.actor)].kind is ActorKind.ARMED_GROUP]
    usual = list(dict.fromkeys((*groups, *(str(line.actor) for line in lines))))[:2]
    first, second = usual if len(usual) == 2 else ((usual or [""]) * 2)
    return (left if left in dataset.actors else first), (right if right in dataset.actors else second)


def period_side(period: tuple[date, date], filter: Filter) -> Side:
    """A period as a side, under the shared filter."""
    title = day_words(period[0]) if period[0] == period[1] else f"{day_words(period[0])} – {day_words(period[1])}"
    dated = filter.model_copy(update={"start": period[0], "end": period[1]})
    return Side(title, write_period(period), dated)


def actor_side(dataset: Dataset, actor: str, filter: Filter) -> Side:
    """An actor as a side, in any role, under the shared filter."""
    named = filter.model_copy(update={"actors": (actor,), "actor_role": ActorRole.ANY, "stances": ()})
    return Side(dataset.actor_name(actor), actor, named)


def incidents_of(dataset: Dataset, ids: tuple[str, ...]) -> pd.DataFrame:
    """The incidents of a side, for charts: words instead of ids, ``end`` the day after the last."""
    frame = dataset.incidents[list(_CHARTED)].loc[list(ids)]
    precision = frame["location_precision"].map(lambda word: _label(LocationPrecision, word))
    place = frame["admin1"].fillna(frame["place"]) if len(frame) <= _PLACES else frame["admin1"]
    return pd.DataFrame(
        {
            "id": frame.index,
            "title": frame["title"],
            "kind": frame["kind"].map(lambda word: _label(Kind, word)),
            "whose": frame["perpetrator_kind"].map(lambda word: _label(PerpetratorKind, word)),
            "verification": frame["verification"].astype(str),
            "start": frame["date_start"],
            "end": frame["date_end"] + pd.Timedelta(days=1),
            "sure": frame["date_start"] == frame["date_end"],
            "place": place.where(place.notna(), "Not stated closer (" + precision.str.lower() + ")"),
        }
    )


_CHARTED = (
    "title", "kind", "perpetrator_kind", "verification", "date_start", "date_end", "place", "admin1", "location_precision",
)  # fmt: skip
_PLACES = 200
"""Up to so many incidents places are named, beyond only governorates."""


def _label(words: type[Vocabulary], value: Any) -> str:
    return next((word.label for word in words if word.value == value), str(value))
