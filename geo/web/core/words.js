// @ts-check
/** Days and numbers in words. */

const DAY_MS = 86_400_000;
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const figures = new Intl.NumberFormat("en-GB");

/** @param {number} day days since 1970-01-01, a local calendar day */
export const dayWords = (day) => date.format(new Date(day * DAY_MS));

/** “3 January 2020”, “between 3 January 2020 and 5 January 2020”. @param {number} start @param {number} end  both counted */
export const daysWords = (start, end) => (start === end ? dayWords(start) : `between ${dayWords(start)} and ${dayWords(end)}`);

/** @param {number} number */
export const numberWords = (number) => figures.format(number);

/** How many of some incidents are context and no act: “4 of them context”; empty where none is, or all are. @param {number} count @param {number} context */
export const contextWords = (count, context) => (context > 0 && context < count ? `${numberWords(context)} of them context` : "");

/** Where all that a counted symbol stands for lies. */
const WITHIN = { place: "at or near one place", area: "somewhere in one area", hexagon: "in one hexagon", governorate: "in one governorate", density: "around this place" };

/** The same with the name of what has one, or how far around a place. @param {{within: keyof typeof WITHIN, name?: string, around?: string}} counted */
export const withinWords = ({ within, name, around }) => (name ? `in ${name}` : around ? `within ${around} of this place` : WITHIN[within]);
