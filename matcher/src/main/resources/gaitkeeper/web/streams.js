/** What is thought of the streams that come in: who is quarantined, why, what to change, and what an operator overrode. */

import { count, el, figures, make, plain } from './words.js';

const EVERY_MS = 2000;
const MOST_ROWS = 12;
const LONGEST = 160;
const SILENT_MS = 10000;
const ORDER = ['quarantined', 'checking', 'good'];

/** Asks the process that serves this page; where that one takes no frames, nothing is shown. */
export class Streams {
  start() {
    this.#ask();
    setInterval(() => this.#ask(), EVERY_MS);
  }

  async #ask() {
    try {
      const answer = await fetch('/api/v1/streams', { signal: AbortSignal.timeout(EVERY_MS) });
      el('streams-card').hidden = !answer.ok;
      if (answer.ok) {
        this.#show(await answer.json());
      }
    } catch {
      // The event stream tells when the server is away.
    }
  }

  #show(all) {
    const rows = all.filter((one) => one.silent_ms < SILENT_MS)
      .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
    el('streams-count').textContent = count(rows.length);
    el('streams').replaceChildren(...rows.slice(0, MOST_ROWS).map((one) => this.#row(one)));
  }

  #row(one) {
    const row = make('li', `stream ${ORDER.includes(one.state) ? one.state : ''}`);
    row.append(make('span', '', plain(one.sensor)), make('b', '', plain(one.state)));
    const overridden = Object.entries(one.checks).filter(([, check]) => check.verdict === 'overridden').map(([name]) => name);
    const notes = [one.reason, one.hint, overridden.length ? `overridden: ${overridden.join(', ')}` : '',
      one.state === 'checking' ? figures(plain(one.format), `${count(one.frames)} frames looked at`) : ''];
    notes.filter(Boolean).forEach((note) => row.append(make('p', 'note', plain(note, LONGEST))));
    return row;
  }
}
