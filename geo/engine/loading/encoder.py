"""Encodes incidents as columns of the storage layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.admin1 import admin1_codes
from geo.count.ordering import whose_name
from geo.engine.loading.dictionaries import CombinationDictionary, WordDictionary, new_dictionaries
from geo.engine.loading.grouped_arrays import alike, distinct_pairs
from geo.engine.storage_layout import NEVER, NO_NUMBER
from geo.engine.tile_grid import finest_level, grid_of
from geo.engine.time_steps import month_of, week_of
from geo.filter.facets import FACETS
from geo.filter.figure_range import FIGURES
from geo.filter.within import drawn_shapes_of
from geo.model.dataset import Dataset
from geo.model.record_base import REPORT
from geo.search.search_index import TEXT_COLUMNS, source_words, text_words

Columns = dict[str, pa.Array]
_TEXTS = ("title", "place", "date_precision")


@dataclass
class Encoder:
    """Turns datasets into columns; what repeats is numbered across all of them."""

    dictionaries: dict[str, CombinationDictionary] = field(default_factory=new_dictionaries)
    vocabulary: WordDictionary = field(default_factory=WordDictionary)
    shapes: dict[bytes, int] = field(default_factory=dict)
    """Codes of the geometries that are more than a point, by their WKB."""

    def columns(self, dataset: Dataset) -> Columns:
        """The columns of the table of incidents, without ``key`` and ``row``; known from when it was told, for good."""
        incidents = dataset.incidents
        start, end = (_days(incidents[name]) for name in ("date_start", "date_end"))
        numbers: dict[str, np.ndarray] = {
            **day_columns(start, end),
            "known_from": _days(incidents["known_since"]),
            "known_to": np.full(len(incidents), NEVER, dtype=np.int32),
            **{
                f"f_{facet.id}": self.dictionaries[f"f_{facet.id}"].of_values(facet.values(dataset)) for facet in FACETS
            },
            **self._actors(dataset),
            "areas": self._areas(dataset),
            **self._places(dataset),
            **_figures(incidents),
            "sources": np.array([len(held) for held in incidents["sources"]], dtype=np.int32),
        }
        columns: Columns = {name: pa.array(values) for name, values in numbers.items() if name not in ("lon", "lat")}
        columns |= {name: pa.array(numbers[name], from_pandas=True) for name in ("lon", "lat")}
        columns |= {name: pa.array(incidents[name], pa.string(), from_pandas=True) for name in _TEXTS}
        columns["id"] = pa.array([str(incident) for incident in incidents.index], pa.string())
        pairs = zip(incidents["perpetrators"], incidents["parties"], strict=True)
        whose = [whose_name(dataset, perpetrators, parties) for perpetrators, parties in pairs]
        columns["whose"] = pa.array(whose, pa.string())
        return columns

    def postings(self, dataset: Dataset, cells: Iterable[str] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of words and the position of the incident that holds each. ``cells``: the cells of each incident's
        source row as one text; left out, they are the dataset's own."""
        words: list[int] = []
        lengths: list[int] = []
        of = self.vocabulary.of
        # Missing texts are empty ones here: neither has words.
        texts = [dataset.incidents[name].fillna("").to_numpy(dtype=object) for name in TEXT_COLUMNS]
        if cells is None:
            cells = dataset.source_rows.texts(dataset.incidents.index.tolist())
        for source, of_one in zip(cells, zip(*texts, strict=True), strict=True):
            words_of_one = {*text_words(of_one), *source_words(source)}
            held = {number for token in words_of_one for number in of(token)}
            words.extend(held)
            lengths.append(len(held))
        return np.array(words, dtype=np.int32), np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)

    def _actors(self, dataset: Dataset) -> dict[str, np.ndarray]:
        incidents, claims = dataset.incidents, dataset.claims
        owner = np.asarray(incidents.index.get_indexer(pd.Index(claims["incident"])), dtype=np.int64)
        actor, by = (claims[name].fillna("").to_numpy(dtype=object) for name in ("actor", "by"))
        stance = claims["stance"].to_numpy(dtype=object)
        targets = incidents["targets"].to_numpy(dtype=object)
        struck = np.repeat(np.arange(len(targets)), [len(held) for held in targets])
        whose = np.concatenate([owner, owner, struck])
        who = np.concatenate([actor, by, np.array([one for held in targets for one in held], dtype=object)])
        tied = ~np.isin(who.astype(str), ["", REPORT])
        return {
            "ledger": self._combined("ledger", len(incidents), owner, actor, stance),
            "tied": self._combined("tied", len(incidents), whose[tied], who[tied], None),
            "parties": self.dictionaries["parties"].of_values(tuple(row) for row in incidents["parties"]),
            "targets": self.dictionaries["targets"].of_values(tuple(row) for row in targets),
        }

    def _areas(self, dataset: Dataset) -> np.ndarray:
        """The codes of the first-level divisions that each incident is tied to, and how (see ``geo.admin1``)."""
        found = admin1_codes(dataset)
        own = [self.dictionaries["areas"].code(combination) for combination in found.combinations]
        return np.array(own, dtype=np.int32)[found.code]

    def _combined(
        self, column: str, count: int, owner: np.ndarray, value: np.ndarray, extra: np.ndarray | None
    ) -> np.ndarray:
        """The codes of what each incident has, each value once and in their order."""
        words, number = np.unique(value.astype(str), return_inverse=True)
        more, second = np.unique([""] if extra is None else extra.astype(str), return_inverse=True)
        rank = number.astype(np.int64) * len(more) + (0 if extra is None else second)
        code, runs = alike(*distinct_pairs(owner, rank), count)
        dictionary = self.dictionaries[column]
        pairs = [tuple((str(words[k // len(more)]), str(more[k % len(more)])) for k in run) for run in runs]
        return np.array([dictionary.code(pair) for pair in pairs], dtype=np.int32)[code]

    def _places(self, dataset: Dataset) -> dict[str, np.ndarray]:
        geometry = dataset.incidents.geometry.to_numpy()
        lon, lat, shape = self._positions(geometry)
        gx, gy = grid_of(lon, lat)
        radius = dataset.incidents["radius_km"].astype("float64").to_numpy(dtype=np.float64, na_value=np.nan)
        precision = dataset.incidents["location_precision"].astype(str).to_numpy(dtype=object)
        return {
            "lon": lon, "lat": lat, "gx": gx, "gy": gy, "shape": shape,
            "finest": finest_level(lat, radius, precision), "radius": np.nan_to_num(radius * 1000.0, nan=0.0),
        }  # fmt: skip

    def _positions(self, geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Longitude and latitude, as exact as the browser has them, and the code of what is more than a point."""
        position = np.full((len(geometry), 2), np.nan)
        shape = np.full(len(geometry), NO_NUMBER, dtype=np.int32)
        kinds = shapely.get_type_id(geometry)
        points = (kinds == shapely.GeometryType.POINT) & ~shapely.is_empty(geometry)
        position[points] = shapely.get_coordinates(geometry[points])
        for place in np.flatnonzero((kinds > shapely.GeometryType.POINT) & ~shapely.is_empty(geometry)):
            parts = drawn_shapes_of([geometry[place]])
            anchor = parts.points[0] if len(parts.points) else geometry[place].representative_point().coords[0][:2]
            position[place] = anchor
            shape[place] = self.shapes.setdefault(shapely.to_wkb(geometry[place]), len(self.shapes))
        exact = position.astype(np.float32).astype(np.float64)
        return exact[:, 0], exact[:, 1], shape


def day_columns(start: np.ndarray, end: np.ndarray) -> dict[str, np.ndarray]:
    """First and last days, with their weeks and months."""
    return {
        "start_day": start, "end_day": end, "start_week": week_of(start), "end_week": week_of(end),
        "start_month": month_of(start), "end_month": month_of(end),
    }  # fmt: skip


def _days(dates: pd.Series) -> np.ndarray:
    return np.asarray(dates.to_numpy().astype("datetime64[D]").astype(np.int32))


def _figures(incidents: pd.DataFrame) -> dict[str, np.ndarray]:
    """The least that is stated of each of ``FIGURES``, under its name, and the most: no number where that is open."""
    return {
        column: _numbers(incidents[f"{name}_{end}"])
        for name in FIGURES
        for column, end in ((name, "min"), (f"{name}_most", "max"))
    }


def _numbers(figures: pd.Series) -> np.ndarray:
    numbers = figures.astype("Int64").fillna(NO_NUMBER).to_numpy(dtype=np.int64)
    return np.asarray(numbers.clip(NO_NUMBER, 2**31 - 1).astype(np.int32))
