"""Compiles an expression to the SQL of one engine."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.backends.sql.compilers as compilers
import ibis.expr.types as ir

# Fused, what several parts of a question share would stand in each of them, and engines would work it out each time.
ibis.options.sql.fuse_selects = False

_KEEPS_PARTS = ("duckdb", "postgres")
"""Dialects that can be told whether to work out a part of a question once where it is used several times."""


def sql_of(expression: ir.Table, dialect: str, *, materialize: bool = False) -> str:
    """The question as SQL. ``materialize``: what several parts of it share costs more to work out than to keep."""
    compiler: Any = _compiler(dialect)
    query = compiler.to_sqlglot(expression.unbind())
    if dialect in _KEEPS_PARTS:
        for part in query.ctes:
            part.set("materialized", materialize)
    return str(query.sql(dialect=compiler.dialect))


def _compiler(dialect: str) -> Any:
    if dialect == "pyspark":
        _ = ibis.pyspark  # registers options that its compiler reads
    return getattr(compilers, dialect).compiler
