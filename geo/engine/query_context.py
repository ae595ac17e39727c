"""The context of a query: the tables of a stored dataset, its filter expressions, its small tables in memory, and the
engine that runs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import ibis.expr.types as ir
import pyarrow as pa

from geo.engine.area_expressions import StoredShapes
from geo.engine.combination_codes import CombinationCodes, combination_codes_from
from geo.engine.filter_expression import FilterExpressions
from geo.engine.near_places import NearPlaces
from geo.engine.sql_compiler import sql_of
from geo.engine.storage_layout import NO_NUMBER, Tables
from geo.engine.store import Store
from geo.engine.stored_metadata import StoredMetadata
from geo.engine.text_search import TextSearch
from geo.filter.filter import Filter


@dataclass(eq=False)
class QueryContext:
    """One stored dataset in one engine."""

    store: Store
    tables: Tables
    about: StoredMetadata
    sets: dict[str, CombinationCodes] = field(init=False)
    filters: FilterExpressions = field(init=False)

    def __post_init__(self) -> None:
        self.sets = combination_codes_from(self.run(self.tables.sets))
        self.filters = FilterExpressions(
            tables=self.tables,
            sets=self.sets,
            actors=frozenset(self.about.actors),
            states=self.about.states,
            find=lambda text: self.words.find(text),
            touched=lambda area: self.shapes.touched(area),
            near=lambda rows, near: self.near_places.near(rows, near),
        )

    @cached_property
    def words(self) -> TextSearch:
        """The different words of all texts; read when somebody first searches."""
        return TextSearch(self.run(self.tables.words), self.sets, self.about.actors)

    @cached_property
    def shapes(self) -> StoredShapes:
        """Geometries that are more than a point; read when an area is first drawn."""
        return StoredShapes(self.run(self.tables.shapes))

    @cached_property
    def near_places(self) -> NearPlaces:
        """The different places of all incidents; read when somebody first asks what lies near an own layer."""
        rows = self.tables.incidents
        points = rows.filter((rows["shape"] == NO_NUMBER) & (rows.gx != NO_NUMBER))
        drawn = rows.filter(rows["shape"] != NO_NUMBER)
        return NearPlaces(
            self.run(points.select("lon", "lat", "radius").distinct()),
            self.run(drawn.select("shape", "radius").distinct()),
            self.run(self.tables.shapes),
        )

    def incidents(self, filter: Filter, *, dates: bool = True) -> ir.Table:
        """The incidents that pass a filter."""
        return self.filters.incidents(filter, dates=dates)

    def run(self, expression: ir.Table, *, materialize: bool = False) -> pa.Table:
        """The answer to an expression (``materialize``: see ``sql_of``). Raises EngineError."""
        answer = self.store.run(sql_of(expression, self.store.dialect, materialize=materialize))
        # Engines differ in how wide a sum is; from here on they don't.
        fields = [field.with_nullable(True) for field in expression.schema().to_pyarrow()]
        return answer.cast(pa.schema(fields)).combine_chunks()
