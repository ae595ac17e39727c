import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../web/core/dates.js";
import { onSteps, rulerFor } from "../web/source/ruler.js";

const span = { start: dayOf(1983, 0, 1), end: dayOf(2020, 6, 11) };
const axis = { unit: "week", from: dayOf(2019, 8, 1), to: dayOf(2020, 7, 1) };

/** The first days of the steps, as the server counts them. */
function edgesOf({ since, until, cuts, near }) {
  const monday = (day) => (day + 3) % 7 === 0;
  const days = [since, ...cuts, until + 1];
  for (let day = since; day <= until; day++) if (monday(day) || (near.length && day >= near[0] && day <= near[1] + 1)) days.push(day);
  return Int32Array.from([...new Set(days)].sort((a, b) => a - b));
}

for (const [name, window] of Object.entries({
  "within all there is": { start: dayOf(2019, 8, 3), end: dayOf(2020, 5, 17) },
  "to the end of a month, beyond all there is": { start: dayOf(2019, 8, 1), end: dayOf(2020, 6, 31) },
  "of a few days": { start: dayOf(2019, 11, 27), end: dayOf(2019, 11, 29) },
})) {
  test(`a window at rest is counted exactly: ${name}`, () => {
    assert.equal(onSteps(edgesOf(rulerFor(axis, window, span)), window), true);
  });
}
