"""The same queries over pandas and GeoPandas in memory, to compare the engine with."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.engine import Engine
from geo.engine.storage_layout import DEEPEST_LEVEL
from geo.engine.tile_grid import grid_of
from geo.filter.area import PolygonArea
from geo.filter.facets import FACETS
from geo.filter.filter import DateMatch, Filter
from geo.filter.filter_table import day_number
from geo.model.vocabularies import NAMING


class PlainFrames:
    """Frames as one would write them by hand: a row an incident, categories for words, lists exploded."""

    def __init__(self, engine: Engine) -> None:
        asked = engine._context
        rows = asked.run(asked.tables.incidents.order_by("key")).to_pandas()
        documents = asked.run(asked.tables.documents.order_by("row"))
        self.frame = rows[["id", "start_day", "end_day", "lon", "lat", "gx", "gy", "title", "place", "row"]].copy()
        texts = documents["document"].to_pandas().str.extract(r'"summary":"([^"]*)"')[0].to_numpy()
        self.frame["text"] = (rows["title"] + " " + texts[rows["row"].to_numpy()]).str.lower()
        for facet in FACETS:
            first = asked.sets[f"f_{facet.id}"].first
            self.frame[facet.id] = pd.Categorical(first[rows[f"f_{facet.id}"].to_numpy()])
        ledger = asked.sets["ledger"]
        entries = pd.DataFrame({"code": ledger.code, "actor": ledger.value, "stance": ledger.extra})
        self.claims = rows[["key", "ledger"]].merge(entries, left_on="ledger", right_on="code")[
            ["key", "actor", "stance"]
        ]
        targets = pd.DataFrame({"code": asked.sets["targets"].code, "actor": asked.sets["targets"].value})
        self.targets = rows[["key", "targets"]].merge(targets, left_on="targets", right_on="code")[["key", "actor"]]
        self.points = gpd.GeoSeries(gpd.points_from_xy(rows["lon"], rows["lat"]), crs="EPSG:4326")

    def mask(self, filter: Filter, *, dates: bool = True, leave: str = "") -> np.ndarray:
        """Which incidents pass."""
        frame = self.frame
        mask = (frame["kind"] != "background").to_numpy(copy=True)
        if dates and filter.start and filter.end:
            first, last = day_number(filter.start), day_number(filter.end)
            if filter.match is DateMatch.POSSIBLY:
                mask &= ((frame["end_day"] >= first) & (frame["start_day"] <= last)).to_numpy()
            else:
                mask &= ((frame["start_day"] >= first) & (frame["end_day"] <= last)).to_numpy()
        for facet in FACETS:
            if filter.chosen(facet.id) and facet.id != leave:
                mask &= frame[facet.id].isin(filter.chosen(facet.id)).to_numpy()
        if filter.actors:
            named = self.claims[
                self.claims["actor"].isin(filter.actors) & self.claims["stance"].isin([*map(str, NAMING)])
            ]
            hit = self.targets[self.targets["actor"].isin(filter.actors)]
            meant = np.zeros(len(frame), dtype=np.bool_)
            meant[named["key"].to_numpy()] = True
            meant[hit["key"].to_numpy()] = True
            mask &= meant
        for word in filter.text.split():
            mask &= frame["text"].str.contains(rf"\b{word}", regex=True).to_numpy()
        if isinstance(filter.area, PolygonArea):
            mask &= self.points.within(shapely.Polygon(filter.area.ring)).to_numpy()
        elif filter.area is not None:
            center = gpd.GeoSeries([shapely.Point(filter.area.center)], crs="EPSG:4326").to_crs("ESRI:54032")
            mask &= (self.points.to_crs("ESRI:54032").distance(center.iloc[0]) <= filter.area.km * 1000).to_numpy()
        return mask

    def rows(self, filter: Filter) -> pd.DataFrame:
        """The first page."""
        return self.frame[self.mask(filter)].sort_values(["start_day", "end_day"], kind="stable").head(50)

    def option_counts(self, filter: Filter) -> dict[str, pd.Series]:
        """Counts by option, each facet under all others."""
        return {f.id: self.frame[f.id][self.mask(filter, leave=f.id)].value_counts() for f in FACETS}

    def histogram(self, filter: Filter) -> pd.Series:
        """Incidents by month."""
        days = self.frame["start_day"][self.mask(filter)].to_numpy().astype("datetime64[D]").astype("datetime64[M]")
        return pd.Series(days).value_counts()

    def cells(self, filter: Filter, z: int, color_by: str) -> pd.Series:
        """Counts by cell, month and colour."""
        kept = self.frame[self.mask(filter, dates=False)]
        gx, gy = grid_of(kept["lon"].to_numpy(), kept["lat"].to_numpy())
        month = kept["start_day"].to_numpy().astype("datetime64[D]").astype("datetime64[M]")
        up = DEEPEST_LEVEL - z - 5
        return kept.groupby([gx >> up, gy >> up, month, kept[color_by]], observed=True).size()
