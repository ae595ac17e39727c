"""A page that is run again makes no chart and no picture again, whoever asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import altair as alt
import pytest

from geo.ui.actors import page as actors_page
from geo.ui.compare import charts, small_map
from geo.ui.present import preview
from geo.ui.trends import page as trends_page
from tests.test_pages import opened

MADE: dict[str, tuple[Any, str, dict[str, str], int]] = {
    "charts of Compare": (charts, "by_time", {"from": "2019-09-02", "known": "2020-07-01"}, 2),
    "maps of Compare": (small_map, "build_scene", {"from": "2019-09-02", "known": "2020-07-02"}, 2),
    "charts of Trends": (trends_page, "trend_panels", {"from": "2019-09-02", "known": "2020-07-03"}, 1),
    "picture of Present": (preview, "svg_text", {"from": "2019-09-02", "known": "2020-07-04"}, 1),
    "lines of Actors": (actors_page, "_row", {"from": "2019-12-30", "to": "2019-12-30", "known": "2020-07-05"}, 6),
}


@pytest.mark.parametrize("what", MADE)
def test_what_is_shown_again_is_not_made_again(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name, query, expected = MADE[what]
    builds: list[str] = []
    monkeypatch.setattr(module, name, counted(getattr(module, name), builds))
    page = what.rpartition(" ")[2].lower()
    test = opened(page, **query)
    assert not test.exception
    assert len(builds) == expected
    test.run()
    assert not opened(page, **query).exception
    assert len(builds) == expected, "neither for the same person nor for another"


def counted(make: Callable[..., Any], builds: list[str]) -> Callable[..., Any]:
    """The same, which notes each time that it is called."""

    def call(*given: Any, **named: Any) -> Any:
        builds.append("made")
        return make(*given, **named)

    return call


@pytest.mark.parametrize(("page", "count"), [("compare", 6), ("trends", 1)])
def test_charts_that_pages_send_are_valid(page: str, count: int) -> None:
    test = opened(page)
    specs = [json.loads(part.proto.spec) for part in test.get("vega_lite_chart")]
    assert len(specs) == count
    for spec in specs:
        alt.LayerChart.from_dict(spec, validate=True)
    rows = [len(dataset.data.data) for part in test.get("vega_lite_chart") for dataset in part.proto.datasets]
    assert len(rows) >= count
    assert min(rows) > 0
