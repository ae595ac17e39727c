"""Where symbols stand: the table of cases that the browser is held to as well, and what always holds."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from geo.layers.placement import Placeable, Placement, place, site_ranks
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests" / "placement_cases.json").read_text(encoding="utf-8"))
BOX = (0.0, 0.0, 1280.0, 720.0)


def placeable(marks: Sequence[dict[str, Any]]) -> Placeable:
    def column(name: str, kind: type) -> Any:
        return np.array([mark[name] for mark in marks], dtype=kind)

    return Placeable(
        column("x", float), column("y", float), column("r", float), column("incident", int),
        column("colour", int), column("area", bool), column("rank", int),
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_table_of_cases(case: dict[str, Any]) -> None:
    found = place(placeable(case["marks"]), tuple(case["box"]), case["enlarged"])
    expect = case["expect"]
    assert [(one.mark, one.leader, one.count, list(one.members)) for one in found.singles] == [
        (one["mark"], one["leader"], one["count"], one["members"]) for one in expect["singles"]
    ]
    assert [(one.mark, one.leader, one.count, one.area) for one in found.counted] == [
        (one["mark"], one["leader"], one["count"], one["area"]) for one in expect["counted"]
    ]
    places = [(one.x, one.y) for one in found.singles] + [(one.x, one.y) for one in found.counted]
    for at, wanted in zip(places, (*expect["singles"], *expect["counted"]), strict=True):
        assert at == pytest.approx((wanted["x"], wanted["y"]), abs=0.01)
    for counted, wanted in zip(found.counted, expect["counted"], strict=True):
        assert counted.r == pytest.approx(wanted["r"], abs=0.01)
        assert list(counted.members) == wanted["members"]
        assert [list(share) for share in counted.shares] == wanted["shares"]


def many(count: int, sites: int, seed: int = 1) -> Placeable:
    """Marks as real exports have them: very many at few sites, some signs of areas, some incidents at two sites."""
    random = np.random.default_rng(seed)
    x, y = random.uniform(-40, 1320, sites), random.uniform(-40, 760, sites)
    weight = 1 / np.arange(1, sites + 1) ** 0.9
    site = random.choice(sites, count, p=weight / weight.sum())
    return Placeable(
        x[site], y[site], random.choice([7.0, 10.0, 14.0], count, p=[0.7, 0.2, 0.1]),
        np.minimum(np.arange(count), random.integers(0, 20 * count, count)), random.integers(0, 5, count),
        site % 50 == 7, site_ranks(site),
    )  # fmt: skip


def problems(marks: Placeable, found: Placement, box: tuple[float, float, float, float]) -> list[str]:
    """What is wrong with a placement, in words."""
    wrong = []
    left, top, right, bottom = box
    inside = {
        int(at)
        for at in np.flatnonzero((marks.x >= left) & (marks.x <= right) & (marks.y >= top) & (marks.y <= bottom))
    }
    groups = [one.members for one in found.singles] + [one.members for one in found.counted]
    told = sorted(member for members in groups for member in members)
    if told != sorted(inside):
        wrong.append("marks are missing or told twice")
    if found.count != len({int(marks.incident[at]) for at in inside}):
        wrong.append("the numbers do not add up")
    for single in found.singles:
        away = math.hypot(single.x - marks.x[single.mark], single.y - marks.y[single.mark])
        if away > (3 if single.leader else 1) * (2 * marks.r[single.mark] - 1) + 1e-6:
            wrong.append(f"{single} is {away:.1f} px away")
        if not (left <= single.x <= right and top <= single.y <= bottom):
            wrong.append(f"{single} is outside")
    for one in found.counted:
        if sum(number for _, number in one.shares) != one.count:
            wrong.append(f"the shares of {one.mark} do not add up")
        for member in one.members:
            away = math.hypot(one.x - marks.x[member], one.y - marks.y[member])
            if away > (3 if one.leader else 1) * (2 * one.r - 1) + 1e-6:
                wrong.append(f"{member} is {away:.1f} px away from its counted symbol")
    return wrong


@pytest.mark.parametrize(("count", "sites"), [(20, 12), (300, 60), (2000, 400), (9000, 755), (3000, 3000)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_mark_is_told_once_near_its_place(count: int, sites: int, seed: int) -> None:
    marks = many(count, sites, seed)
    assert problems(marks, place(marks, BOX), BOX) == []


def test_the_anchor_does_not_depend_on_what_is_shown() -> None:
    marks = many(2000, 40)
    half = Placeable(*(getattr(marks, name)[::2] for name in Placeable.__slots__))
    anchors = {marks.rank[one.mark] for one in place(marks, BOX).counted}
    again = {half.rank[one.mark] for one in place(half, BOX).counted}
    assert len(again & anchors) > 0.8 * len(again)


@pytest.mark.parametrize(("count", "sites", "most"), [(9_000, 755, 0.45), (100_000, 5_000, 2.0)])
def test_it_is_quick(count: int, sites: int, most: float) -> None:
    """Time of the processor, three times what it takes here: a busy machine must not fail it."""
    marks = many(count, sites)
    best = min(_seconds(marks) for _ in range(3))
    assert best < most


def _seconds(marks: Placeable) -> float:
    before = time.process_time()
    place(marks, BOX)
    return time.process_time() - before
