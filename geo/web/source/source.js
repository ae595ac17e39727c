// @ts-check
/**
 * Where incidents come from, as the parts of the page see it: one interface, with two implementations. `memory.js`
 * answers from columns that are all here; `database.js` asks the server's database, and answers from what has come.
 * No part of the page knows which one it has. What needs the server is asked when the hand rests; a number that is not
 * known now is null (or NaN where several numbers come together), and the store's `answers` changes once it is.
 *
 * An incident is called by its id. The map alone counts what it draws one by one: those numbers are `index`.
 *
 * @typedef {import('../core/store.js').Window} Span
 * @typedef {import('../core/store.js').Filter} Filter
 * @typedef {import('../core/store.js').State} State
 * @typedef {import('../core/store.js').Group} Group
 * @typedef {import('../core/columns.js').Columns} Columns
 * @typedef {import('../core/columns.js').Header} Header
 * @typedef {import('../core/columns.js').Hue} Hue
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {import('./order.js').Order} Order
 * @typedef {import('./requests.js').Trouble} Trouble
 * @typedef {import('./requests.js').Progress} Progress
 *
 * @typedef {{shown: number, total: number, notPlaced: number, context: number}} Count  context: of a kind that is no act; NaN: not known now
 *
 * @typedef {object} Row  what is said of one incident in a line or two
 * @property {string} id
 * @property {string} title
 * @property {string} when
 * @property {string} where
 * @property {string} headline  who is said to have done it
 * @property {string} [killed]  how many, in words; empty where no figure is stated, left out where it is not known here
 * @property {string} [wounded]  likewise
 * @property {boolean} placed  whether the map can show it
 * @property {string|null} form  of its symbol; null where it is not known
 * @property {Hue|undefined} hue  of what the map is coloured by
 *
 * @typedef {'placed'|'notPlaced'} Tab
 *
 * @typedef {object} IdList  incidents in an order
 * @property {number} length
 * @property {(position: number) => string|undefined} at  undefined where the server has not said it yet
 * @property {(id: string) => number} positionOf  -1: it is not among them; NaN: not known
 *
 * @typedef {object} Listing  what the list shows
 * @property {number} count  of all; NaN: not known now
 * @property {number} notPlaced  how many of them the map cannot show
 * @property {number} context  how many of them are of a kind that is no act; 0 of the list of a symbol
 * @property {boolean} isSplit  whether those that the map cannot show are a list of their own
 * @property {boolean} isSettled  false: only the numbers have followed, the lists come when the hand rests
 * @property {Order[]} orders  in which it can stand
 * @property {Record<Tab, IdList>} lists
 *
 * @typedef {object} Lists
 * @property {(group: Group|null, order: Order) => void} ask  for what the store says now; answered at once or
 *     later, unless something else is asked before
 * @property {(tab: Tab, first: number, last: number) => Promise<boolean>} need  have the rows of positions [first, last);
 *     resolves to whether any came
 * @property {() => void} cancel
 *
 * @typedef {{label: string, patch: Partial<State>, count: number}} WayBack  a change that would bring incidents back
 *
 * @typedef {object} Source
 * @property {Header} header  vocabulary and extent of the whole dataset
 * @property {Columns} columns  what the map draws from; its header is the same
 * @property {'incidents'|'cells'} drawnAs  how the map draws them
 *
 * @property {Progress|null} progress  of questions to the server that are open; null: complete
 * @property {Trouble|null} trouble  what went wrong
 * @property {(tell: () => void) => () => void} onProgress  hear of both
 * @property {() => void} retry  without waiting for the next try
 *
 * @property {() => Count} count  in the window
 * @property {() => Tally|null} tally  by day and colour: of this the histogram is made
 * @property {(axis: import('./ruler.js').Axis) => void} setAxis  what of the time axis is in view
 * @property {(background: boolean) => Span} bounds  all days that can be chosen
 *
 * @property {(facetId: string) => number[]|null} optionCounts  what each option would leave under all other filters
 * @property {(facetId: string) => number[]|null} frequencies  of each option in the whole dataset
 * @property {(actorId: string) => number|null} actorCount  what the actor alone would leave
 * @property {() => Record<string, number>|null} roleCounts  what each role of the chosen actors would leave
 * @property {() => Record<string, number>|null} stanceCounts  what each basis of attribution would leave
 * @property {(window: Span) => number|null} backgroundCount  how many background events there are in a window
 * @property {(filter: Filter) => Span} backgroundDays  the days of those that a filter lets through
 * @property {() => Promise<WayBack[]>} waysBack  where nothing matches: single changes, the most helpful first
 *
 * @property {(show: (listing: Listing) => void) => Lists} lists
 * @property {(id: string) => boolean} has  whether there may be such an incident
 * @property {(id: string) => Row|undefined} row  what has come of an incident
 * @property {(ids: string[]) => Promise<boolean>} need  fetch their rows; resolves to whether any came
 * @property {(id: string) => {shown: string[], hidden: number}} sameSite  others at its place: by id those that are
 *     shown, and how many more there are
 * @property {(id: string) => number} siteCount  how many others stand at its place; 0 where that takes too long to say
 *
 * @property {(index: number) => string} idOf
 * @property {(id: string) => number} indexOf  -1: the map does not draw it by itself
 * @property {(index: number) => Span} daysOf
 */
export {};
