/** The stream of events. Knows nothing of the page. */

/** @import {BodiesEvent, MatchEvent, StatsEvent} from './types.js' */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15000;
// Stats come once a second, so this much silence means a half-open connection that no error event will ever report.
const SILENCE_MS = 6000;

/**
 * @typedef {object} Listener
 * @property {(event: BodiesEvent) => void} bodies
 * @property {(event: StatsEvent) => void} stats
 * @property {(event: MatchEvent) => void} match
 * @property {(state: 'live'|'lost', retryAt: number) => void} link retryAt in performance.now() time
 */

/** An event stream that comes back by itself, and says so while it is away. */
export class Live {
  #source = null;
  #timer = 0;
  #failures = 0;
  #heard = 0;
  #url;
  #listener;

  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    setInterval(() => this.#watch(), 1000);
    addEventListener('online', () => this.retry());
  }

  open() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#heard = performance.now();
    const source = new EventSource(this.#url);
    this.#source = source;
    source.onerror = () => this.#lost();
    this.#on(source, 'bodies', this.#listener.bodies);
    this.#on(source, 'stats', this.#listener.stats);
    this.#on(source, 'match', this.#listener.match);
  }

  /** Tries at once if the stream is away. */
  retry() {
    if (!this.#source) {
      this.open();
    }
  }

  #on(source, type, deliver) {
    source.addEventListener(type, (message) => {
      this.#heard = performance.now();
      // Only a real event counts as life: a proxy may accept the connection while the server is away.
      if (this.#failures >= 0) {
        this.#failures = -1;
        this.#listener.link('live', 0);
      }
      deliver(JSON.parse(message.data));
    });
  }

  #watch() {
    if (this.#source && performance.now() - this.#heard > SILENCE_MS) {
      this.#lost();
    }
  }

  // EventSource would reconnect by itself, but at a fixed pace and without a word; so it is closed and opened by hand.
  #lost() {
    this.#source?.close();
    this.#source = null;
    this.#failures = Math.max(0, this.#failures) + 1;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    // Spread, so that many pages do not return to a restarted server in the same instant.
    const spread = wait * (0.7 + 0.6 * Math.random());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), spread);
    this.#listener.link('lost', performance.now() + spread);
  }
}
