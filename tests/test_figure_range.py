"""How many killed or wounded a filter asks for: the table that holds Python and the browser, chips, counts and pages."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from geo.count import option_counts
from geo.count.ordering import in_order
from geo.filter.apply import select
from geo.filter.figure_range import FigureRange, figure_bounds
from geo.filter.filter import Filter
from geo.filter.filter_parts import restrictions
from geo.filter.view import View
from geo.filter.view_link import from_query, to_query
from geo.query import MemorySource, loosen
from geo.scene.picture_text import filter_words
from geo.ui.state.view_codec import view_from_browser, view_to_browser
from tests.conftest import ROOT
from tests.filter_cases import AIRPORT, KIRKUK, STRIKES, shipped

CASES = json.loads((ROOT / "tests" / "figure_range_cases.json").read_text(encoding="utf-8"))
VIEW = View(dataset="d", filter=Filter())


@pytest.mark.parametrize("case", CASES["ranges"], ids=lambda case: case["link"])
def test_the_table_of_cases(case: dict[str, Any]) -> None:
    asked = FigureRange.model_validate(case["asked"])
    frame = pd.DataFrame(CASES["figures"], columns=["killed_min", "killed_max"], dtype="Int64")
    mask = asked.passes(*figure_bounds(frame, "killed"))
    assert [place for place, passes in enumerate(mask.tolist()) if passes] == case["passing"]
    assert asked.words() == case["words"]
    view = VIEW.model_copy(update={"filter": Filter(killed=asked)})
    assert to_query(view, VIEW) == {"killed": [case["link"]]}
    assert from_query({"killed": case["link"]}, VIEW) == (view, [])


def test_what_asks_for_nothing_or_runs_backwards_is_refused() -> None:
    for fields, words in (
        ({}, "needs a bound"),
        ({"least": 5, "most": 1}, "ends at 1, before it starts at 5"),
        ({"least": -1}, "greater than or equal to 0"),
        ({"most": 10**10}, "less than or equal to"),
    ):
        with pytest.raises(ValidationError, match=words):
            FigureRange.model_validate(fields)


def test_a_range_can_be_taken_off_and_says_how_many_that_brings() -> None:
    asked = Filter(killed=FigureRange(least=30), kind=("strike",))
    assert [part.label for part in restrictions(asked)] == ["kind", "killed (30 or more)", "hidden background"]
    assert [(way.what, way.count) for way in loosen(MemorySource(shipped()), asked)] == [("killed (30 or more)", 3)]


def test_options_are_counted_under_the_range() -> None:
    asked = Filter(killed=FigureRange(least=1))
    assert option_counts(shipped(), asked, "kind")["strike"] == 2
    assert option_counts(shipped(), asked, "casualties") == {"killed": 3, "wounded": 1, "none_stated": 0}


def test_the_picture_says_the_range() -> None:
    view = VIEW.model_copy(update={"filter": Filter(killed=FigureRange(most=3, unstated=True))})
    assert filter_words(shipped(), view) == ["Killed: up to 3, or not stated"]


def test_the_browser_holds_it_and_gives_it_back() -> None:
    asked = Filter(killed=FigureRange(least=10), wounded=FigureRange(unstated=True))
    view = VIEW.model_copy(update={"filter": asked})
    days = shipped().incidents["date_start"].min().date(), shipped().incidents["date_end"].max().date()
    message = view_to_browser(view, VIEW, days)
    assert message["filter"]["figures"]["killed"] == {"least": 10, "most": None, "unstated": False}
    found = view_from_browser(message, VIEW)
    assert found is not None
    assert (found.filter.killed, found.filter.wounded) == (asked.killed, asked.wounded)
    for bad in ({"least": "ten"}, {"least": 5, "most": 1}, {"least": 1.5}, 7, {"rm": 1}):
        message["filter"]["figures"] = {"killed": bad}
        assert view_from_browser(message, VIEW) is None


def test_rows_by_killed_end_with_what_is_not_stated_either_way() -> None:
    every = select(shipped(), Filter()).ids
    up, down = (in_order(shipped(), every, "killed", descending) for descending in (False, True))
    assert up[:3] == (KIRKUK, AIRPORT, STRIKES)
    assert down[:3] == (STRIKES, AIRPORT, KIRKUK)
    in_time = [incident for incident in in_order(shipped(), every, "date", False) if incident not in up[:3]]
    assert list(up[3:]) == list(down[3:]) == in_time


def test_figures_that_no_source_had_told_are_not_stated() -> None:
    asked = Filter(killed=FigureRange(least=1), background=True)
    first = shipped().casualties["known_since"].min().date()
    assert {KIRKUK, STRIKES} <= set(select(shipped(), asked).ids)
    assert select(shipped().as_known_on(first - timedelta(days=1)), asked).ids == ()
