"""A frame whose columns are read when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.model.coded import Coded

CRS = "EPSG:4326"


class LazyFrame:
    """Answers as the frame would that holds all columns, and keeps each column that was asked for.

    Asking for columns by name, for ``geometry``, the index or the number of rows reads nothing else; whatever else a
    frame can do reads them all. Treat it as read-only. Safe to use from several threads: at worst a column is read twice.
    """

    def __init__(
        self,
        names: Sequence[str],
        read: Callable[[str], Any],
        index: Callable[[], pd.Index],
        rows: int,
        read_codes: Callable[[str], Coded],
    ) -> None:
        """``read`` gives the values of a column; one that is called ``geometry`` holds shapes in degrees (EPSG:4326).
        ``read_codes`` gives a column of words or lists of words as numbers."""
        self._names, self._read, self._index, self._rows = tuple(names), read, index, rows
        self._read_codes = read_codes
        self._kept: dict[str, pd.Series[Any]] = {}
        self._codes: dict[str, Coded] = {}

    @cached_property
    def index(self) -> pd.Index:
        """What the rows are called."""
        return self._index()

    @property
    def columns(self) -> pd.Index:
        """The names of the columns."""
        return pd.Index(self._names)

    @property
    def empty(self) -> bool:
        """Whether there are no rows."""
        return not len(self)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self), len(self._names)

    @property
    def geometry(self) -> gpd.GeoSeries:
        """The shapes; raises AttributeError where there are none."""
        if "geometry" not in self._names:
            raise AttributeError("geometry")
        return self["geometry"]

    def coded(self, name: str) -> Coded:
        """A column of words or lists of words as numbers (see ``coded_column``), read without the column itself."""
        found = self._codes.get(name)
        if found is None:
            found = self._codes[name] = self._read_codes(name)
        return found

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return self._column(key)
        if isinstance(key, list) and all(isinstance(name, str) for name in key):
            return self._some(key)
        return self._whole[key]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what Python itself looks for, such as while copying
            raise AttributeError(name)
        return getattr(self._whole, name)

    def _column(self, name: str) -> pd.Series[Any]:
        found = self._kept.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            values = self._read(name)
            kind: Any = (lambda *a, **b: gpd.GeoSeries(*a, crs=CRS, **b)) if name == "geometry" else pd.Series
            found = self._kept[name] = kind(values, index=self.index, name=name)
        return found

    def _some(self, names: list[str]) -> pd.DataFrame:
        frame = pd.DataFrame({name: self._column(name) for name in names}, index=self.index)
        return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS) if "geometry" in names else frame

    @cached_property
    def _whole(self) -> pd.DataFrame:
        return self._some(list(self._names))
