import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, dayOf, floorTo, longSpan, nextUnit, parts, shortDate, unitName } from "../web/core/dates.js";

test("days are counted from 1970-01-01", () => {
  assert.equal(dayOf(1970, 0, 1), 0);
  assert.deepEqual(parts(dayOf(2020, 1, 29)), { year: 2020, month: 1, date: 29 });
});

test("weeks begin on Monday, also before 1970", () => {
  for (const [year, month, date] of [[2020, 0, 3], [1969, 11, 31]]) {
    const monday = floorTo(dayOf(year, month, date), "week");
    assert.equal(new Date(monday * 86_400_000).getUTCDay(), 1);
    assert.ok(dayOf(year, month, date) - monday < 7);
  }
});

test("units follow one another", () => {
  assert.equal(nextUnit(dayOf(2019, 11, 1), "month"), dayOf(2020, 0, 1));
  assert.equal(nextUnit(dayOf(2020, 0, 1), "year", -1), dayOf(2019, 0, 1));
});

test("a month later is the same date, or that month's last day", () => {
  assert.equal(addMonths(dayOf(2020, 0, 31), 1), dayOf(2020, 1, 29));
  assert.equal(addMonths(dayOf(2020, 2, 31), -1), dayOf(2020, 1, 29));
});

test("dates in words", () => {
  const day = dayOf(2019, 11, 27);
  assert.equal(shortDate(day), "27 Dec 2019");
  assert.equal(longSpan({ start: day, end: dayOf(2020, 0, 8) }), "27 December 2019 – 8 January 2020");
  assert.equal(longSpan({ start: day, end: day }), "27 December 2019");
  assert.equal(unitName(dayOf(2019, 11, 1), "month"), "December 2019");
});
