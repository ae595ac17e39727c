// @ts-check
/**
 * Requests to the server's database: which are open, what went wrong, and the next try. A newer request of a kind takes
 * the place of an older one; what is no longer wanted is cancelled, here and there.
 *
 * @typedef {{what: string, remedy: string, again: number|null}} Trouble  again: when (performance.now) it is tried anew
 * @typedef {{words: string, open: number, total: number, since: number}} Progress  how many of how many are open
 * @typedef {{name: string, kind: string, address: string, words: string, stop: AbortController, done: Promise<any>}} Request
 */

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
const UNREACHABLE = {
  what: "The atlas’s server does not answer.",
  remedy: "What you see is kept. It is asked again by itself; if you run it yourself, see whether it is still running.",
};

/** Tells one window from another, so that the server knows which request a newer one takes the place of. */
const clientId = Math.random().toString(36).slice(2, 12);

class Refused extends Error {
  /** @param {{what: string, remedy: string, passing: boolean}} problem */
  constructor(problem) {
    super(problem.what);
    this.problem = problem;
  }
}

export class Requests {
  /** @type {Trouble|null} */
  trouble = null;
  #pause = FIRST_PAUSE_MS;
  #total = 0;
  #since = 0;
  /** @type {(() => void)|null} */
  #wake = null;
  #id = 0;

  /** @param {string} base  address  @param {() => void} changed */
  constructor(base, changed) {
    this.base = base;
    this.changed = changed;
    /** @type {Map<string, Request>} */
    this.open = new Map();
  }

  /**
   * The answer to a request; the same request is sent once. Resolves to null where it was cancelled.
   * @param {string} kind  the newest of a kind is the one that counts
   * @param {string} address  below the base
   * @param {string} words  what is coming
   * @param {(answer: Response) => Promise<any>} read
   * @returns {Promise<any>}
   */
  ask(kind, address, words, read) {
    const known = this.open.get(kind);
    if (known?.address === address) return known.done;
    known?.stop.abort();
    if (!this.open.size) [this.#total, this.#since] = [0, performance.now()];
    this.#total += 1;
    const stop = new AbortController();
    const name = `${this.#id++}`;
    const done = this.#until(address, kind, stop.signal, read).finally(() => {
      if (this.open.get(kind)?.name === name) this.open.delete(kind);
      this.#calm();
      this.changed();
    });
    this.open.set(kind, { name, kind, address, words, stop, done });
    this.changed();
    return done;
  }

  /** Cancel what is no longer wanted. @param {(request: Request) => boolean} isWanted */
  keepOnly(isWanted) {
    for (const [kind, request] of [...this.open]) {
      if (isWanted(request)) continue;
      this.open.delete(kind);
      request.stop.abort();
    }
    this.#calm();
    this.changed();
  }

  /** What would have been tried again is no longer wanted: nothing is wrong any more. */
  #calm() {
    if (!this.open.size && this.trouble?.again) this.trouble = null;
  }

  /** @returns {Progress|null} */
  get progress() {
    const open = [...this.open.values()];
    if (!open.length) return null;
    const words = [...new Set(open.map((request) => request.words))].join(", ");
    return { words, open: open.length, total: this.#total, since: this.#since };
  }

  /** Do not wait for the next try. */
  retry() {
    this.#wake?.();
  }

  /** @param {string} address @param {string} kind @param {AbortSignal} signal @param {(answer: Response) => Promise<any>} read */
  async #until(address, kind, signal, read) {
    for (;;) {
      try {
        const answer = await this.#once(address, kind, signal, read);
        this.#pause = FIRST_PAUSE_MS;
        if (this.trouble) this.#say(null);
        return answer;
      } catch (reason) {
        if (signal.aborted) return null;
        const problem = reason instanceof Refused ? reason.problem : { ...UNREACHABLE, passing: true };
        if (!problem.passing) {
          this.#say({ ...problem, again: null });
          return null;
        }
        await this.#rest(problem, signal);
        if (signal.aborted) return null;
      }
    }
  }

  /** @param {string} address @param {string} kind @param {AbortSignal} signal @param {(answer: Response) => Promise<any>} read */
  async #once(address, kind, signal, read) {
    const answer = await fetch(`${this.base}/${address}`, { signal, headers: { "X-Atlas-Asker": clientId, "X-Atlas-Kind": kind } });
    if (answer.ok) return read(answer);
    const problem = await answer.json().catch(() => null);
    throw new Refused(problem ?? { ...UNREACHABLE, what: `The atlas’s server answers with an error (${answer.status}).`, passing: true });
  }

  /** All that failed wait for the same moment. @param {{what: string, remedy: string}} problem @param {AbortSignal} signal */
  #rest(problem, signal) {
    return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
      const until = this.trouble?.again && this.trouble.again > performance.now() ? this.trouble.again : performance.now() + this.#longer();
      const before = this.#wake;
      const timer = setTimeout(() => this.#wake?.(), until - performance.now());
      const wake = () => {
        clearTimeout(timer);
        if (this.#wake === wake) this.#wake = null;
        before?.();
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener("abort", () => resolve(), { once: true });
      this.#say({ ...problem, again: until });
    });
  }

  #longer() {
    const pause = this.#pause;
    this.#pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    return pause;
  }

  /** @param {Trouble|null} trouble */
  #say(trouble) {
    this.trouble = trouble;
    this.changed();
  }
}
