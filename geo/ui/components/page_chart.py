"""Charts of Altair as what a page sends to the browser: made once and kept, a run of the page only sends it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa

ChartSpec = dict[str, Any]
"""A chart in Vega-Lite with its rows as Arrow tables, for ``st.vega_lite_chart``. Read-only: it is shared."""


def chart_spec(chart: Any) -> ChartSpec:
    """A chart of Altair written down. Its frames go along as tables, each under a name that follows from its content, so
    that the same chart is the same bytes. ``chart`` itself then has names in place of its frames.

    To check it against the schema of Vega-Lite takes longer than to make it, and what it says depends on our code alone:
    tests check that.
    """
    tables: dict[str, pa.Table] = {}
    for part in _parts(chart):
        if isinstance(part.data, pd.DataFrame):
            table = pa.Table.from_pandas(part.data)
            name = _name(table)
            tables[name] = table
            part.data = alt.NamedData(name=name)
    written: ChartSpec = chart.to_dict(validate=False)
    for measure in ("continuousWidth", "continuousHeight"):  # Altair's own theme; the page gives a chart its width
        written["config"]["view"].pop(measure, None)
    return {**written, "datasets": tables}


def _parts(chart: Any) -> Iterator[Any]:
    """The chart and the layers that it is made of."""
    yield chart
    layers = getattr(chart, "layer", alt.Undefined)
    if isinstance(layers, list):
        for layer in layers:
            yield from _parts(layer)


def _name(table: pa.Table) -> str:
    digest = hashlib.sha256(repr(table.schema).encode())
    for batch in table.to_batches():
        digest.update(batch.serialize())
    return digest.hexdigest()[:32]
