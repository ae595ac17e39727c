"""Symbols stand where the table of cases says, as in Python: the script runs as it is, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driving import blank_page
from tests.browser.test_filter_parity import HOST, answer
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests" / "placement_cases.json").read_text(encoding="utf-8"))
PLACE = """async ({ box, enlarged, marks }) => {
  const { Placer } = await import("/map/placement.js");
  const { unitsFrom } = await import("/map/units.js");
  const incidents = Math.max(-1, ...marks.map((mark) => mark.incident)) + 1;
  const incident = marks.map((mark) => mark.incident);
  const ranks = marks.map((mark) => mark.rank);
  const units = unitsFrom(marks.length, incident, ranks, (m) => marks[m].area, incidents);
  const place = (name) => Float64Array.from({ length: units.n }, (_, u) => marks[units.mark[u]][name]);
  const [x, y] = [place("x"), place("y")];
  const inside = (m) => m.x >= box[0] && m.x <= box[2] && m.y >= box[1] && m.y <= box[3];
  const shown = Uint32Array.from([...marks.keys()].filter((m) => inside(marks[m])));
  const colours = [];
  for (const { incident, colour } of marks) colours[incident] ??= colour;
  const placer = new Placer(units, incident, (m) => marks[m].r);
  const values = Math.max(-1, ...marks.map((mark) => mark.colour)) + 1;
  const given = { marks: shown, n: shown.length, x, y, valueOf: (i) => colours[i], values, box, enlarged };
  placer.place(given); // a second time, as what is kept from step to step must not matter
  const placed = placer.place(given);
  const { counted } = placed;
  const list = (n, make) => Array.from({ length: n }, (_, k) => make(k));
  return {
    singles: list(placed.n, (k) => ({
      mark: placed.mark[k], x: marks[placed.mark[k]].x + placed.dx[k], y: marks[placed.mark[k]].y + placed.dy[k],
      leader: placed.leader[k] === 1, count: placed.carries[k],
    })).sort((a, b) => a.mark - b.mark),
    counted: list(counted.n, (k) => ({
      mark: counted.mark[k], x: marks[counted.mark[k]].x + counted.dx[k], y: marks[counted.mark[k]].y + counted.dy[k],
      r: counted.r[k], leader: counted.leader[k] === 1, count: counted.count[k], area: counted.area[k] === 1,
      members: [...counted.members.subarray(counted.from[k], counted.from[k + 1])].sort((a, b) => a - b),
      shares: list(counted.share[k + 1] - counted.share[k], (j) => [
        counted.values[counted.share[k] + j], counted.numbers[counted.share[k] + j]]),
    })),
  };
}"""
LENGTHS = ("x", "y", "r")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = blank_page(browser)
    page.route("**/*", answer)
    page.goto(f"{HOST}/")
    yield page
    page.context.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_symbols_stand_where_the_table_says(page: Page, case: dict[str, Any]) -> None:
    found = page.evaluate(PLACE, {name: case[name] for name in ("box", "enlarged", "marks")})
    for kind in ("singles", "counted"):
        expected = case["expect"][kind]
        assert [one["mark"] for one in found[kind]] == [one["mark"] for one in expected]
        for one, other in zip(found[kind], expected, strict=True):
            for name, value in one.items():
                close = pytest.approx(value, abs=0.011) if name in LENGTHS else value
                assert other[name] == close, f"{name} of {kind}"
