"""The look of charts: the type and colours of the page, whoever draws them."""

from __future__ import annotations

from typing import Any

import altair as alt

from geo.style.fonts import FAMILIES
from geo.style.tokens import Theme, tokens

CHART_FONT = ", ".join([*FAMILIES, "sans-serif"])


def styled(chart: Any, theme: Theme, *, legend: bool = False) -> Any:
    """Put a chart of Altair in the type and colours of the page, and give it back; with its own ``legend`` where none stands beside it."""
    look = tokens(theme)
    axis: dict[str, Any] = {
        "labelColor": look.ink, "titleColor": look.muted, "gridColor": look.rule, "domainColor": look.ink,
        "tickColor": look.rule, "labelFontSize": 12.5, "titleFontSize": 12.5, "titleFontWeight": "normal",
    }  # fmt: skip
    key: dict[str, Any] = {
        "labelColor": look.ink,
        "labelFontSize": 13,
        "title": None,
        "symbolType": "square",
        "symbolStrokeWidth": 0,
    }
    # Altair's own steps would copy the whole chart each time.
    chart.config = alt.Config(
        font=CHART_FONT,
        axis=alt.AxisConfig(**axis),
        view=alt.ViewConfig(stroke=None),
        legend=alt.LegendConfig(**(key if legend else {"disable": True})),
    )
    return chart
