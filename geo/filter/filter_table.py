"""A dataset as arrays for filtering: codes instead of words, made once a dataset."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.filter.array_runs import runs_of
from geo.filter.facets import FACETS, Facet
from geo.filter.figure_range import FIGURES, figure_bounds
from geo.filter.within import DrawnShapes, Mask, drawn_shapes
from geo.model.coded import Coded, coded_column
from geo.model.dataset import Dataset
from geo.model.kept_by_dataset import kept_by_dataset
from geo.model.vocabularies import Stance

if TYPE_CHECKING:  # a picture without a search should not wait for it
    from geo.search import SearchIndex

STANCES = {str(stance): place for place, stance in enumerate(Stance)}
"""Place of each stance in the vocabulary."""

Ints = npt.NDArray[np.int64]

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """A local calendar day as days since 1970-01-01."""
    return (day - _EPOCH).days


@dataclass(frozen=True, eq=False)
class Codes:
    """Codes of one property: ``code[k]`` belongs to the incident at position ``row[k]``."""

    place: dict[str, int]
    """Code of each word."""
    row: Ints
    code: Ints

    def rows_with(self, words: tuple[str, ...], count: int) -> Mask:
        """The incidents that have one of the words."""
        wanted = [self.place[word] for word in words if word in self.place]
        mask = np.zeros(count, dtype=np.bool_)
        mask[self.row[np.isin(self.code, wanted)]] = True
        return mask


@dataclass(frozen=True, eq=False)
class FilterTable:
    """What filtering needs of a dataset."""

    count: int
    start: Ints
    """First day that each can have been, in days since 1970-01-01."""
    end: Ints
    facets: dict[str, Codes]
    figures: dict[str, tuple[Ints, Ints]]
    """Of each of ``FIGURES`` the lowest and the highest number that counts (see ``figure_bounds``)."""
    actors: dict[str, int]
    """Place of each actor in the dataset."""
    targets: Codes
    parties: Codes
    claim_row: Ints
    """Position of the incident of each entry of the ledger."""
    claim_actor: Ints
    """Its actor's place in the dataset; -1 where the entry is about the event itself."""
    claim_stance: Ints
    """Its stance's place in the vocabulary."""
    placed: Mask
    shapes: DrawnShapes


@kept_by_dataset
def table_of(dataset: Dataset) -> FilterTable:
    """The table of a dataset, made at the first call and kept as long as the dataset lives."""
    return _build(dataset) if dataset.plain is None else _with_columns(dataset, dataset.plain)


def _with_columns(dataset: Dataset, plain: Dataset) -> FilterTable:
    """The table of the same incidents with the columns that were chosen; nothing else is laid out again."""
    columns = {facet.id: _facet_codes(facet, dataset) for facet in FACETS if facet.slot is not None}
    table = table_of(plain)
    return replace(table, facets=table.facets | columns)


def search_of(dataset: Dataset) -> "SearchIndex":
    """The words of a dataset, indexed at the first search: a picture without one should not wait for them."""
    return _index_of(dataset.plain or dataset)


@kept_by_dataset
def _index_of(plain: Dataset) -> "SearchIndex":
    from geo.search import SearchIndex

    return SearchIndex.build(plain)


def _build(dataset: Dataset) -> FilterTable:
    incidents, claims = dataset.incidents, dataset.claims
    shapes = drawn_shapes(dataset)
    placed = np.zeros(len(incidents), dtype=np.bool_)
    placed[shapes.point_of] = True
    placed[[incident for incident, _, _ in shapes.courses]] = True
    return FilterTable(
        count=len(incidents),
        start=_days(incidents["date_start"]),
        end=_days(incidents["date_end"]),
        facets={facet.id: _facet_codes(facet, dataset) for facet in FACETS},
        figures={name: figure_bounds(incidents, name) for name in FIGURES},
        actors={actor: place for place, actor in enumerate(dataset.actors)},
        targets=_codes(coded_column(incidents, "targets"), list(dataset.actors)),
        parties=_codes(coded_column(incidents, "parties"), list(dataset.actors)),
        claim_row=dataset.claim_positions,
        claim_actor=_places(coded_column(claims, "actor"), list(dataset.actors)),
        claim_stance=_places(coded_column(claims, "stance"), list(STANCES)),
        placed=placed,
        shapes=shapes,
    )


def _days(dates: "pd.Series[pd.Timestamp]") -> Ints:
    return np.asarray(dates.to_numpy().astype("datetime64[D]").astype(np.int64))


def _places(words: Coded, known: list[str]) -> Ints:
    """Place of each word in a list; -1 for a missing or unknown one."""
    place = {word: at for at, word in enumerate(known)}
    return np.array([place.get(word, -1) for word in words.different], dtype=np.int64)[words.number]


def _facet_codes(facet: Facet, dataset: Dataset) -> Codes:
    return _codes(facet.coded(dataset), [option.value for option in facet.options(dataset)])


def _codes(coded: Coded, words: list[str]) -> Codes:
    """Codes of words and of lists of words; words that aren't in ``words`` are left out."""
    place = {word: code for code, word in enumerate(words)}
    offsets, flat = runs_of(coded, place)
    return Codes(place, np.repeat(np.arange(len(offsets) - 1), np.diff(offsets)), flat)
