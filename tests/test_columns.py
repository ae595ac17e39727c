"""The columns for the browser: short, sorted by time, and drawn from only where the window is."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.synthetic_columns import generated_columns
from geo.layers.array_packing import pack_arrays, shorten
from geo.layers.browser_columns import encode_columns, in_runs
from geo.layers.marks import Marks
from tests.filter_cases import shipped


def header_of(block: bytes) -> dict[str, Any]:
    """The header of packed columns."""
    length = int.from_bytes(block[:4], "little")
    found: dict[str, Any] = json.loads(block[4 : 4 + length])
    return found


@pytest.mark.parametrize(
    ("array", "told", "sent"),
    [
        (np.zeros(9, np.uint8), {"constant": 0}, 0),
        (np.arange(5000, dtype=np.uint32), {"range": True}, 0),
        (np.arange(5000, dtype=np.int32) % 300 + 18000, {"wire": "u2", "base": 18000}, 10_000),
        (np.arange(5000, dtype=np.int32) % 200 - 5000, {"wire": "u1", "base": -5000}, 5000),
        (np.tile(np.float32([0, 1000, 15000]), 2000), {"wire": "u1", "values": [0.0, 1000.0, 15000.0]}, 6000),
        (np.linspace(0, 1, 5000, dtype=np.float32), {}, 20_000),
        (np.array([3, 1, 2], np.int32), {}, 12),
    ],
)
def test_arrays_are_as_short_as_their_values_allow(array: Any, told: dict[str, Any], sent: int) -> None:
    spec, raw = shorten(array)
    assert spec == {"dtype": array.dtype.str[1:], "length": array.size, **told}
    assert raw.nbytes == sent


def test_of_lists_the_lengths_are_sent() -> None:
    offsets = np.concatenate([[0], np.cumsum(np.tile([1, 0, 2], 2000))]).astype(np.uint32)
    spec, raw = shorten(offsets, offsets=True)
    assert spec == {"dtype": "u4", "length": 6001, "wire": "u1", "base": 0, "cumulate": True}
    assert raw.tolist() == np.tile([1, 0, 2], 2000).tolist()


def test_every_array_begins_at_a_multiple_of_eight_bytes() -> None:
    block = pack_arrays({"title": "Ä"}, {"a": np.array([1, 2, 3], np.uint8), "b": np.array([1, 2], np.float32)})
    header = header_of(block)
    assert [spec["offset"] for spec in header["arrays"].values()] == [0, 8]
    assert len(block) % 8 == 0


def test_an_incident_takes_under_forty_bytes() -> None:
    block, _ = generated_columns(100_000, shipped())
    assert len(block) / 100_000 < 40


def test_the_same_data_give_the_same_bytes() -> None:
    assert encode_columns(shipped()) == encode_columns(shipped())


dates = st.lists(st.tuples(st.integers(0, 3000), st.sampled_from([0, 0, 3, 40, 500])), min_size=1, max_size=80)


@given(dates, st.integers(0, 3000), st.integers(0, 400))
def test_a_run_holds_all_that_can_touch_a_window(spans: list[tuple[int, int]], first: int, length: int) -> None:
    start = np.array([day for day, _ in spans])
    end = start + np.array([span for _, span in spans])
    plain = np.arange(len(start))
    nothing = np.zeros((len(start), 2))
    marks, runs = in_runs(Marks(plain, nothing, plain, plain, plain, plain, ()), start, end)
    last = first + length
    drawn: set[int] = set()
    for run in runs:
        members = marks.incident[run["from"] : run["to"]]
        starts = start[members]
        assert (np.diff(starts) >= 0).all()
        low = np.searchsorted(starts, first - run["longest"] + 1)
        drawn |= set(members[low : np.searchsorted(starts, last + 1)].tolist())
    assert set(np.flatnonzero((start <= last) & (end >= first)).tolist()) <= drawn
