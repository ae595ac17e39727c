// @ts-check
/**
 * Centres by name: the places of the incidents, and the towns of the basemap.
 * @import {Columns} from "../core/types.js"
 * @import {Point} from "../core/within.js"
 * @typedef {{label: string, folded: string, point: Point, rank: number}} Place
 */
import { fold } from "../core/fold.js";

const READ = 3000; // incidents up to which their places are offered
const MOST = 30; // places offered at once
const COORDINATES = /^(-?\d+(?:\.\d+)?)\s*°?\s*([ns])?\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*°?\s*([ew])?$/i;

/** @param {string} label @param {Point} point @param {number} rank @returns {Place} */
const entry = (label, point, rank) => ({ label, folded: fold(label), point, rank });

/** @param {Columns} columns @returns {Promise<Place[]>} */
async function ofIncidents(columns) {
  const { marks } = columns;
  if (columns.n > READ) return [];
  /** @type {Map<number, Point>} */
  const first = new Map();
  for (let m = marks.n - 1; m >= 0; m--) first.set(marks.incident[m], [marks.position[2 * m], marks.position[2 * m + 1]]);
  const rows = await columns.rows([...first.keys()]);
  const labels = new Map(rows.map((row) => [row.where, /** @type {Point} */ (first.get(row.index))]));
  return [...labels].filter(([label]) => label).map(([label, point]) => entry(label, point, -1));
}

/** @param {string} address @returns {Promise<Place[]>} */
async function ofBasemap(address) {
  const answer = await fetch(address);
  if (!answer.ok) return [];
  const country = new Intl.DisplayNames(["en"], { type: "region" });
  /** @type {{features: {properties: {name: string, iso?: string, rank: number}, geometry: {coordinates: Point}}[]}} */
  const { features } = await answer.json();
  return features.map(({ properties: { name, iso, rank }, geometry }) =>
    entry(iso ? `${name}, ${country.of(iso) ?? iso}` : name, geometry.coordinates, rank),
  );
}

/** @param {Columns} columns @param {string} basemap  address of the basemap's places @returns {Promise<Place[]>} */
export async function loadPlaces(columns, basemap) {
  const lists = await Promise.allSettled([ofIncidents(columns), ofBasemap(basemap)]);
  return lists.flatMap((list) => (list.status === "fulfilled" ? list.value : []));
}

/** Those that fit, the likeliest first. @param {Place[]} places @param {string} text */
export function fitting(places, text) {
  const wanted = fold(text);
  if (!wanted) return places.slice(0, MOST);
  const starts = (/** @type {Place} */ { folded }) => (folded.startsWith(wanted) ? 0 : 1);
  return places
    .filter(({ folded }) => folded.startsWith(wanted) || folded.includes(` ${wanted}`))
    .sort((a, b) => starts(a) - starts(b) || a.rank - b.rank)
    .slice(0, MOST);
}

/** The point that a person means: a place's name, or latitude and longitude. @param {Place[]} places @param {string} text
 * @returns {{label: string, point: Point}|null} */
export function centreOf(places, text) {
  const found = COORDINATES.exec(text.trim());
  if (found) {
    const latitude = Number(found[1]) * (found[2]?.toLowerCase() === "s" ? -1 : 1);
    const longitude = Number(found[3]) * (found[4]?.toLowerCase() === "w" ? -1 : 1);
    if (Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return null;
    return { label: text.trim(), point: [longitude, latitude] };
  }
  if (!text.trim()) return null;
  const exact = places.find(({ folded }) => folded === fold(text));
  const town = places.filter(({ folded, rank }) => rank >= 0 && folded.startsWith(`${fold(text)} `));
  return exact ?? town.sort((a, b) => a.rank - b.rank)[0] ?? fitting(places, text)[0] ?? null;
}
