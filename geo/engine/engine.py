"""One stored dataset and all that can be asked of it."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from geo.count.area_counts import AreaCounts
from geo.count.area_ties import AreaTies
from geo.count.histogram import Unit
from geo.count.ranking import RankBy, Ranking, RankOrder
from geo.count.summary import Summary
from geo.count.trend import Measure, TrendEntries
from geo.database_errors import TooMany
from geo.engine import cell_contents, counted_cells, counts, map_aggregates, row_pages
from geo.engine.actor_counts import ActorCounts, actor_counts
from geo.engine.cell_contents import CountedCell
from geo.engine.documents import dataset_from, with_stored_columns
from geo.engine.query_context import QueryContext
from geo.engine.ranked_groups import ranked_groups
from geo.engine.span_counts import bounds, spans
from geo.engine.storage_layout import MOST_HELD
from geo.engine.stored_metadata import StoredMetadata
from geo.engine.time_steps import day_of
from geo.engine.trend_groups import trend_groups
from geo.extent import Bounds
from geo.filter.facets import FACET_BY_ID
from geo.filter.filter import Filter
from geo.filter.view import MapMode
from geo.model.dataset import Dataset


class Engine:
    """A stored dataset in DuckDB, PostgreSQL or Spark. Safe to use from several threads.

    Every question takes the frozen filter, ``as_known_on`` included, and may raise EngineError: nobody answers, the
    database refuses, it takes too long, or the question was taken back.
    """

    def __init__(self, context: QueryContext) -> None:
        self._context = context

    @property
    def about(self) -> StoredMetadata:
        """What the dataset says of itself."""
        return self._context.about

    @property
    def where(self) -> str:
        """The address, without a password."""
        return self._context.store.address.shown

    def summary(self, filter: Filter) -> Summary:
        """How much is shown of how much (see ``geo.count.summary``)."""
        count, not_placed, context = counts.summary_numbers(self._context, filter)
        spans, total = self.about.spans, self.about.count
        first, last = spans.whole if filter.background else spans.core
        if filter.as_known_on is not None:
            total, known = counts.known_spans(self._context, filter, not filter.background)
            pair = ("first", "last") if filter.background else ("core_first", "core_last")
            days = [known[name][0].as_py() for name in pair]
            if None in days:
                days = [known[name][0].as_py() for name in ("first", "last")]
            if None not in days:
                first, last = day_of(days[0]), day_of(days[1])
            elif self.about.period is not None:
                first, last = self.about.period.start, self.about.period.end
            else:
                first, last = day_of(0), day_of(0)
        start, end = filter.start or first, filter.end or last
        low, high = min(start, filter.end or start), max(end, filter.start or end)
        return Summary(count, total, low, high, not_placed, context)

    def option_counts(self, filter: Filter) -> dict[str, dict[str, int]]:
        """For every facet what each option would leave under all other parts (see ``geo.count.option_counts``)."""
        return counts.option_counts(self._context, self.about, filter)

    def area_counts(self, filter: Filter) -> AreaCounts:
        """How many incidents pass in each governorate (see ``geo.count.area_counts``)."""
        return counts.area_counts(self._context, self.about, filter)

    def actor_counts(self, filter: Filter) -> ActorCounts:
        """How many incidents each actor alone would leave, in the filter's role and by its stances; and each stance."""
        return actor_counts(self._context, self.about, filter)

    def ranking(self, filter: Filter, by: RankBy, order: RankOrder, limit: int) -> Ranking:
        """The first places or actors by their incidents or by killed (see ``geo.count.ranking``)."""
        return ranked_groups(self._context, self.about, filter, by, order, limit)

    def suggestion(self, text: str, found: int) -> str | None:
        """A likely spelling that finds more than the text did, where a word of it is spelled so nowhere.

        See ``SearchIndex``.
        """
        better = self._context.words.likelier(text)
        if better is None:
            return None
        return better if self.summary(Filter(text=better, background=True)).count > found else None

    def histogram(self, filter: Filter, unit: Unit | str | None = None, color_by: str | None = None) -> pa.Table:
        """The incidents that pass by time; columns and gaps: see ``geo.engine.counts.histogram``."""
        return counts.histogram(self._context, filter, None if unit is None else Unit(unit), _facet(color_by))

    def spans(self, filter: Filter) -> pa.Table:
        """How many incidents there are of each first and last day (see ``geo.engine.span_counts``); dates are left aside."""
        return spans(self._context, filter)

    def trend_entries(self, filter: Filter, measure: Measure, split: str | None) -> TrendEntries:
        """What passes, or its killed or wounded, by days and the values of a facet (see ``geo.count.trend``)."""
        return trend_groups(self._context, self.about, filter, measure, _facet(split))

    def bounds(self, filter: Filter) -> Bounds | None:
        """West, south, east, north of what passes, in degrees (EPSG:4326); None where nothing is placed."""
        return bounds(self._context, filter)

    def rows(
        self,
        filter: Filter,
        *,
        order: str = "date",
        descending: bool = False,
        limit: int = 50,
        offset: int = 0,
        cell: CountedCell | None = None,
    ) -> pa.Table:
        """Some of the incidents that pass (and that a cell of the map counts), sorted; columns: see
        ``geo.engine.row_pages.row_page``."""
        return row_pages.row_page(self._context, filter, order, descending, limit, offset, cell)

    def position(self, filter: Filter, id: str, *, order: str = "date", descending: bool = False) -> int | None:
        """The place of an incident among the sorted rows, from 0; None where it does not pass."""
        return row_pages.row_position(self._context, filter, id, order, descending)

    def read(self, rows: Sequence[int]) -> Dataset:
        """A dataset of the incidents with these numbers (column ``row`` of ``rows``), all that is known of them."""
        documents = self._context.tables.documents
        wanted = documents.row.isin(list(rows)) if rows else ibis.literal(False)
        return dataset_from(self.about, self._context.run(documents.filter(wanted)))

    def tile(
        self,
        filter: Filter,
        z: int,
        x: int,
        y: int,
        *,
        color_by: str,
        unit: Unit | str,
        days: tuple[int, int] | None = None,
        cuts: tuple[int, ...] = (),
        near: tuple[int, int] | None = None,
    ) -> pa.Table:
        """Counts of a tile of the map by cell, steps and colour; columns: see ``geo.engine.map_aggregates.tile``.

        With them any window of whole steps is counted exactly: possibly within [a, b] is the sum where begin <= b and
        end >= a, certainly within where begin >= a and end <= b. A cell that is coarser than the tile's own (less is
        known) may come in several tiles, each with its own part of it.
        """
        return map_aggregates.tile(
            self._context, filter, (z, x, y), _facet(color_by) or "", Unit(unit), days, cuts, near
        )

    def counted_tile(
        self,
        filter: Filter,
        mode: MapMode,
        level: int,
        x: int,
        y: int,
        *,
        color_by: str,
        unit: Unit | str,
        days: tuple[int, int],
        cuts: tuple[int, ...] = (),
        near: tuple[int, int] | None = None,
    ) -> pa.Table:
        """Counts by hexagon, or by square of the density, and step of time; columns: see
        ``geo.engine.counted_cells.counted_tile``. Windows are summed as those of ``tile``."""
        return counted_cells.counted_tile(
            self._context, filter, mode, (level, x, y), _facet(color_by) or "", Unit(unit), days, cuts, near
        )

    def most_in_hexagon(self, filter: Filter, level: int) -> int:
        """The highest count of a hexagon of a zoom level on any date."""
        return counted_cells.most_in_hexagon(self._context, filter, level)

    def area_days(self, filter: Filter) -> tuple[AreaTies, pa.Table]:
        """How incidents are tied to governorates, and how many of each first and last day in each way: ``tie`` (its number),
        ``start`` and ``end`` (days since 1970-01-01), ``count``; the filter's dates are left aside."""
        return counted_cells.area_days(self._context, self.about, filter)

    def colors_in_cell(self, filter: Filter, cell: CountedCell, color_by: str) -> dict[str, int]:
        """How many incidents of a cell of the map pass, by the value that gives their colour."""
        return cell_contents.colors_in_cell(self._context, filter, cell, _facet(color_by) or "")

    def tile_count(self, filter: Filter, z: int, x: int, y: int) -> int:
        """How many placed incidents a tile holds, whenever they were."""
        return map_aggregates.tile_count(self._context, filter, (z, x, y))

    def incidents_in(
        self, filter: Filter, z: int, x: int, y: int, *, color_by: str | None = None, limit: int = 20_000
    ) -> pa.Table:
        """The single incidents of a tile; columns: see ``geo.engine.map_aggregates.incidents_in``."""
        return map_aggregates.incidents_in(self._context, filter, (z, x, y), _facet(color_by), limit)

    def shape(self, code: int) -> dict[str, object]:
        """A geometry that is more than a point, as GeoJSON; raises KeyError."""
        return self._context.shapes.geojson(code)

    def dataset(self, filter: Filter, limit: int = MOST_HELD) -> Dataset:
        """The incidents that pass as a dataset in memory, as known on the filter's day. Raises TooMany."""
        passing = self._context.incidents(filter)
        count = int(pc.sum(self._context.run(passing.aggregate(count=passing.count()))["count"]).as_py() or 0)
        if count > limit:
            raise TooMany(count, limit, self.where)
        documents = self._context.tables.documents
        found = self._context.run(documents.filter(documents.row.isin(passing.row)))
        dataset = with_stored_columns(self.about, dataset_from(self.about, found))
        return dataset if filter.as_known_on is None else dataset.as_known_on(filter.as_known_on)

    def incident(self, id: str) -> Dataset:
        """A dataset of one incident, all that is known of it; raises KeyError."""
        table, documents = self._context.tables.incidents, self._context.tables.documents
        row = self._context.run(table.filter(table.id == id).select("row").limit(1))
        if not row.num_rows:
            raise KeyError(id)
        return dataset_from(self.about, self._context.run(documents.filter(documents.row == row["row"][0].as_py())))

    def ids(self, filter: Filter, limit: int = MOST_HELD) -> tuple[str, ...]:
        """Ids of the incidents that pass, in the order of the dataset. Raises TooMany."""
        passing = self._context.incidents(filter)
        found = self._context.run(passing.order_by("row").select("id").limit(limit + 1))
        if found.num_rows > limit:
            raise TooMany(counts.summary_numbers(self._context, filter)[0], limit, self.where)
        return tuple(found["id"].to_pylist())

    def cancel(self, asker: str | None = None) -> int:
        """Take back the questions that somebody (``asked_by``), or anybody, is asking; gives how many."""
        return self._context.store.cancel(asker)

    def check(self) -> None:
        """Raises EngineError where it is known without a question that the database is gone, or another in its place."""
        self._context.store.check()

    def close(self) -> None:
        """Let go of the database."""
        self._context.store.close()


def _facet(color_by: str | None) -> str | None:
    if color_by is not None and color_by not in FACET_BY_ID:
        raise ValueError(f"there is no facet {color_by!r} to colour by")
    return color_by
