"""Encodes a dataset as binary columns for the browser: all that is drawn, filtered and counted.

``geo/layers/array_packing.py`` says how the bytes lie, ``geo/web/core/columns.js`` reads them. Of an incident
there are: first and last possible day (2 + 2 bytes), whether it is placed (1), its single-valued facets
(6), killed and wounded (1 or 2 each, and as much where figures are ranges), the lists of weapons, countries,
governorates, casualties, ledger entries, parties and targets (a length of 1 byte or none, and 1 or 2 bytes an item); of
a mark: its incident (4), longitude and latitude (8), radius (1), size and form (2). Made-up incidents
(``benchmarks/synthetic_columns.py``) take 38 bytes together.
Identifiers come on top, as text; a dataset may leave them out (``ids``: null) where an incident's
identifier is ``idPrefix`` and its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.count.area_ties import area_ties
from geo.count.time_span import core_span, dense_span
from geo.filter.array_runs import runs_of
from geo.filter.column_filters import offered_columns
from geo.filter.figure_range import FIGURES, figure_bounds
from geo.filter.filter import ActorRole
from geo.layers.area_shapes import areas_for_browser
from geo.layers.array_packing import Array, pack_arrays
from geo.layers.browser_facets import facet_columns
from geo.layers.marks import Marks, build_marks
from geo.model.actor import Actor
from geo.model.coded import Coded, coded_column
from geo.model.dataset import Dataset
from geo.model.vocabularies import ATTRIBUTIONS, CONTEXT_KINDS, Kind, Stance
from geo.search.aliases import all_names
from geo.style.symbol_styles import SIZE_CLASSES
from geo.style.symbols import CONTEXT_FORM, Form

EPOCH = np.datetime64("1970-01-01", "D")


def encode_columns(dataset: Dataset, *, rows_address: str | None = None, whole: Dataset | None = None) -> bytes:
    """All that the browser needs to draw, filter and count a dataset; the same bytes for the same data.

    ``rows_address`` is where the browser finds the words of the incidents (title, date, place), or None; ``whole``
    gives the time axis where the dataset is only what was known on a day, so that the axis stays.
    """
    incidents = dataset.incidents
    start, end = days(incidents["date_start"]), days(incidents["date_end"])
    marks, runs = in_runs(build_marks(incidents), start, end)
    facets, facet_arrays = facet_columns(dataset)
    ties = area_ties(dataset)
    arrays: dict[str, Array] = {
        "start": start,
        "end": end,
        "placed": _placed(len(incidents), marks),
        **mark_arrays(marks),
        **_claim_arrays(dataset),
        **_actor_arrays(dataset, "targets"),
        **_actor_arrays(dataset, "parties"),
        **_figure_arrays(dataset),
        **facet_arrays,
        "areas.code": ties.code.astype(np.uint16),
    }
    (first, last), core = dense_span(whole or dataset), core_span(whole or dataset)
    header = {
        **vocabulary(dataset.actors.values()),
        "n": len(incidents),
        "title": dataset.title,
        "dataset": dataset.id,
        "version": dataset.version,
        "ids": incidents.index.astype(str).tolist(),
        "span": _whole_span((whole or dataset).incidents),
        "dense": {"start": day_number(first), "end": day_number(last)},
        "core": {"start": day_number(core[0]), "end": day_number(core[1])},
        "facets": facets,
        "fileColumns": [[about.name, about.values, about.usable] for about in offered_columns(whole or dataset)],
        "rows": rows_address,
        "runs": runs,
        "lines": [{"incident": line.incident, "role": line.role, "path": line.path} for line in marks.lines],
        "areas": areas_for_browser(ties),
        "siteBadges": {str(mark): words for mark, words in marks.site_badges.items()} or None,
    }
    return pack_arrays(header, arrays)


def _whole_span(incidents: pd.DataFrame) -> dict[str, int]:
    if incidents.empty:
        return _NO_SPAN
    start, end = days(incidents["date_start"]), days(incidents["date_end"])
    return {"start": int(start.min()), "end": int(end.max())}


def vocabulary(actors: Iterable[Actor]) -> dict[str, Any]:
    """The part of the header that names what the columns only number: of the dataset its actors, the others of all."""
    return {
        "actors": [
            {"id": a.id, "name": a.name, "native": a.native_name, "aliases": list(all_names(a))} for a in actors
        ],
        "stances": [
            {"value": str(s), "label": s.label, "definition": s.definition, "basis": s in ATTRIBUTIONS} for s in Stance
        ],
        "roles": [{"value": str(role), "label": role.label, "definition": role.definition} for role in ActorRole],
        "sizes": [{"label": size.label, "radius": size.radius} for size in SIZE_CLASSES],
        "forms": [{"value": form.name.lower(), "label": form.label.split(":")[0]} for form in Form],
        "context": {
            "kinds": [str(kind) for kind in CONTEXT_KINDS],
            "forms": {act.name.lower(): form.name.lower() for act, form in CONTEXT_FORM.items()},
        },
        "backgroundKind": [str(kind) for kind in Kind].index(str(Kind.BACKGROUND)),
    }


_NO_SPAN = {"start": 0, "end": 0}


SPAN_CLASSES = (1, 31, 366)
"""Days that an incident can have been on: up to a day, a month, a year, and longer."""


def in_runs(marks: Marks, start: Array, end: Array) -> tuple[Marks, list[dict[str, int]]]:
    """Marks sorted by class of span (longest first: sure dates are painted on top), then by first day.

    The marks that can touch a window of dates are then one run of each class, found by binary search; one
    incident that spans a year does not pull a year of marks into every run. ``longest`` is the longest
    span of a run in days.
    """
    span = (end - start + 1)[marks.incident]
    span_class = np.searchsorted(np.array(SPAN_CLASSES), span, side="left")
    order = np.lexsort((marks.incident, start[marks.incident], -span_class))
    ordered = marks.take(order)
    runs = []
    for number in range(len(SPAN_CLASSES), -1, -1):
        members = np.flatnonzero(span_class[order] == number)
        if len(members):
            longest = int(span[order][members].max())
            runs.append({"from": int(members[0]), "to": int(members[-1]) + 1, "longest": longest})
    return ordered, runs


def days(dates: pd.Series) -> npt.NDArray[np.int32]:
    """Local calendar days as days since 1970-01-01."""
    numbers: npt.NDArray[np.int32] = (dates.to_numpy().astype("datetime64[D]") - EPOCH).astype(np.int32)
    return numbers


def day_number(day: date) -> int:
    """One local calendar day as days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def _placed(count: int, marks: Marks) -> Array:
    placed = np.zeros(count, dtype=np.uint8)
    placed[marks.incident] = 1
    placed[[line.incident for line in marks.lines]] = 1
    return placed


def mark_arrays(marks: Marks) -> dict[str, Array]:
    """The columns of the marks."""
    return {
        "marks.incident": marks.incident.astype(np.uint32),
        "marks.position": marks.position.astype(np.float32),
        "marks.radius": marks.radius.astype(np.float32),
        "marks.size": marks.size.astype(np.uint8),
        "marks.form": marks.form.astype(np.uint8),
    }


def _claim_arrays(dataset: Dataset) -> dict[str, Array]:
    """The ledger by incident; the actor of an entry about the event itself is one past the last actor."""
    claims, count = dataset.claims, len(dataset.incidents)
    incident = dataset.claim_positions
    order = np.argsort(incident, kind="stable")
    actors = {actor: position for position, actor in enumerate(dataset.actors)}
    actor = _numbers(coded_column(claims, "actor"), actors, len(actors)).astype(np.uint16)
    stance = _numbers(coded_column(claims, "stance"), {str(word): at for at, word in enumerate(Stance)}, 0).astype(
        np.uint8
    )
    counts = np.bincount(incident, minlength=count) if count else np.zeros(0, dtype=np.int64)
    return {
        "claims.offsets": np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32),
        "claims.actor": actor[order],
        "claims.stance": stance[order],
    }


def _numbers(words: Coded, place: dict[str, int], nothing: int) -> npt.NDArray[np.int64]:
    """The number of each word; ``nothing`` for a missing or unknown one."""
    return np.array([place.get(word, nothing) for word in words.different], dtype=np.int64)[words.number]


def _figure_arrays(dataset: Dataset) -> dict[str, Array]:
    """Killed and wounded: the lowest number that counts, and by how much the highest is above it (mostly by nothing)."""
    arrays: dict[str, Array] = {}
    for name in FIGURES:
        low, high = figure_bounds(dataset.incidents, name)
        arrays |= {f"{name}.low": low.astype(np.int32), f"{name}.above": (high - low).astype(np.uint32)}
    return arrays


def _actor_arrays(dataset: Dataset, role: str) -> dict[str, Array]:
    actors = {actor: position for position, actor in enumerate(dataset.actors)}
    offsets, flat = runs_of(coded_column(dataset.incidents, role), actors)
    return {f"{role}.offsets": offsets.astype(np.uint32), f"{role}.actor": flat.astype(np.uint16)}
