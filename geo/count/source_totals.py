"""Totals that sources state, beside what the dataset holds. A total is no incident."""

from dataclasses import dataclass

import pandas as pd
from babel import Locale

from geo.model.cited_source import Source, StatedTotal
from geo.model.dataset import Dataset
from geo.model.vocabularies import Kind, Weapon

COUNTED = ("attacks", "rockets")
"""Units that incidents can be set beside; others (deaths, percent …) have no incidents to fit."""
ROCKETS = {str(Weapon.ROCKET), str(Weapon.KATYUSHA_ROCKET)}
FIT_RULE = (
    "An incident fits a total of attacks when it is an attack, can have been within the dates, and is told "
    "of a place or country that the area names; for a total of rockets, when rockets were used too. Other "
    "units are not set beside incidents."
)
_NAME_LETTERS = 4
"""Shorter words of an area ("US", "of") are no names of places."""


@dataclass(frozen=True, slots=True)
class TotalComparison:
    """A stated total and the incidents of the dataset that fit it."""

    source: Source
    total: StatedTotal
    ids: tuple[str, ...] | None
    """Incidents that fit (``FIT_RULE``); ``None`` where incidents can't be set beside the unit."""


def stated_totals(dataset: Dataset) -> tuple[TotalComparison, ...]:
    """Every total that the sources of a dataset state, in their order, with what the dataset holds of it."""
    return tuple(
        TotalComparison(source, total, fitting(dataset, total))
        for source in dataset.sources.values()
        for total in source.stated_totals
    )


def fitting(dataset: Dataset, total: StatedTotal) -> tuple[str, ...] | None:
    """Ids of the incidents that fit a total, in the order of the dataset."""
    if total.unit not in COUNTED:
        return None
    incidents = dataset.incidents
    mask = incidents["kind"].astype(str) == str(Kind.ATTACK)
    if total.unit == "rockets":
        mask &= incidents["weapons"].map(lambda held: bool(ROCKETS & set(held))).astype("bool")
    if total.date_start:
        mask &= incidents["date_end"] >= pd.Timestamp(total.date_start)
    if total.date_end:
        mask &= incidents["date_start"] <= pd.Timestamp(total.date_end)
    if total.area:
        # Of no incidents pandas cannot tell what a test of them gives.
        mask &= _in_area(dataset, total.area).astype("bool")
    return tuple(str(incident) for incident in incidents.index[mask])


def _in_area(dataset: Dataset, area: str) -> pd.Series:
    """Incidents told of a place that the area names; where it names only countries, those in them."""
    names = Locale("en").territories
    words = {w.strip(".,;()") for w in area.split() if len(w) >= _NAME_LETTERS and w[0].isupper()}
    codes = {code for code, name in names.items() if len(code) == 2 and str(name) in words}
    places = words - {str(names[code]) for code in codes}
    incidents = dataset.incidents
    if places:
        told = incidents["place"].fillna("") + " " + incidents["admin1"].fillna("")
        return told.map(lambda text: any(word in text.replace(",", " ").split() for word in places))
    return incidents["country"].map(lambda held: bool(codes & set(held)) if codes else True)
