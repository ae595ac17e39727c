// Six incidents as columns, small enough to count by hand. Days are 0, 1, 2 …; the fifth is not known to the day.
import { Columns } from "../web/core/columns.js";

const hue = (light) => ({ light, dark: light });
const HEADER = {
  n: 6,
  title: "Six",
  dataset: "six",
  version: "1",
  span: { start: 0, end: 9 },
  dense: { start: 0, end: 9 },
  facets: [
    { id: "kind", label: "Kind", multi: false, options: [
      { value: "attack", label: "Attack", color: hue("#a00000") },
      { value: "raid", label: "Raid", color: hue("#0000a0") },
      { value: "background", label: "Background" },
    ] },
    { id: "weapon", label: "Weapon", multi: true, options: [{ value: "rocket", label: "Rocket" }, { value: "drone", label: "Drone" }] },
    { id: "verification", label: "Verification", multi: false, options: [{ value: "reported", label: "Reported" }, { value: "disputed", label: "Disputed" }] },
  ],
  actors: [{ id: "north", name: "North", native: null, aliases: [] }, { id: "south", name: "South", native: "الجنوب", aliases: ["Sud"] }],
  stances: [
    { value: "claimed", label: "Claimed", definition: "", basis: true },
    { value: "denied", label: "Denied", definition: "", basis: false },
  ],
  roles: ["any", "perpetrator", "party", "target"].map((value) => ({ value, label: value, definition: "" })),
  sizes: [{ label: "none", radius: 5 }],
  forms: [{ value: "reported", label: "Reported" }, { value: "disputed", label: "Disputed" }],
  backgroundKind: 2,
  rows: null,
  ids: ["a", "b", "c", "d", "e", "f"],
  runs: [],
  lines: [],
  arrays: { "marks.incident": { dtype: "u4", length: 5, offset: 0 } },
};
const ARRAYS = {
  start: Int32Array.of(3, 1, 1, 5, 4, 9),
  end: Int32Array.of(3, 1, 1, 5, 7, 9),
  placed: Uint8Array.of(1, 1, 0, 1, 1, 1),
  "facet.kind": Uint8Array.of(0, 0, 1, 1, 0, 2),
  "facet.weapon": Uint8Array.of(0, 1, 0, 1),
  "facet.weapon.offsets": Uint32Array.of(0, 2, 3, 3, 4, 4, 4),
  "facet.verification": Uint8Array.of(0, 1, 0, 0, 0, 0),
  "claims.offsets": Uint32Array.of(0, 1, 2, 2, 2, 2, 2),
  "claims.actor": Uint16Array.of(0, 0),
  "claims.stance": Uint8Array.of(0, 1),
  "parties.offsets": Uint32Array.of(0, 0, 0, 1, 1, 1, 1),
  "parties.actor": Uint16Array.of(1),
  "targets.offsets": Uint32Array.of(0, 0, 0, 0, 1, 1, 1),
  "targets.actor": Uint16Array.of(0),
  "killed.low": Int32Array.of(-1, 0, 3, 8, 25, 2),
  "killed.above": Uint32Array.of(0, 0, 0, 4, 0, 0),
  "wounded.low": Int32Array.of(-1, -1, -1, -1, 5, -1),
  "wounded.above": new Uint32Array(6),
  "marks.incident": Uint32Array.of(0, 1, 3, 4, 5),
  "marks.position": Float32Array.of(44, 33, 44, 33, 45, 34, 46, 35, 47, 36),
  "marks.radius": new Float32Array(5),
  "marks.size": new Uint8Array(5),
  "marks.form": Uint8Array.of(0, 1, 0, 0, 0),
};

/** A dataset of its own for every test. */
export const incidents = () => new Columns(structuredClone(HEADER), (name) => ARRAYS[name]);
export const header = () => structuredClone(HEADER);
