/** What is thought of the streams that come in: who is quarantined, why, what to change, and what an operator overrode. */

import { Refusal, ask, change } from './api.js';
import { say } from './say.js';
import { button } from './window.js';
import { count, el, figures, make, plain } from './words.js';

const EVERY_MS = 2000;
const MOST_ROWS = 12;
const LONGEST = 160;
const SILENT_MS = 10000;
const ORDER = ['quarantined', 'checking', 'good'];

/** Asks the process that serves this page; where that one takes no frames, nothing is shown. */
export class Streams {
  #most;

  constructor(most = MOST_ROWS) {
    this.#most = most;
  }

  start() {
    this.#ask();
    setInterval(() => this.#ask(), EVERY_MS);
  }

  async #ask() {
    // A button under the focus must not be replaced.
    if (document.hidden || el('streams').matches(':focus-within')) {
      return;
    }
    try {
      this.#show(await ask('streams', { signal: AbortSignal.timeout(EVERY_MS) }));
      el('streams-card').hidden = false;
    } catch (error) {
      // What else fails is told by whoever shows the connection.
      el('streams-card').hidden = error instanceof Refusal;
    }
  }

  #show(all) {
    const rows = all.filter((one) => one.silent_ms < SILENT_MS)
      .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
    el('streams-count').textContent = count(rows.length);
    el('streams').replaceChildren(...rows.slice(0, this.#most).map((one) => this.#row(one)));
  }

  #row(one) {
    const row = make('li', `stream ${ORDER.includes(one.state) ? one.state : ''}`);
    row.append(make('span', '', plain(one.sensor)), make('b', '', plain(one.state)));
    const overridden = checks(one, 'overridden');
    const notes = [one.reason, one.hint, overridden.length ? `overridden: ${overridden.join(', ')}` : '',
      one.state === 'checking' ? figures(plain(one.format), `${count(one.frames)} frames looked at`) : ''];
    notes.filter(Boolean).forEach((note) => row.append(make('p', 'note', plain(note, LONGEST))));
    const failed = checks(one, 'failed');
    if (one.state === 'quarantined' && failed.length > 0) {
      row.append(button('Take it all the same', () => override(one, [...overridden, ...failed]), 'operator'));
    } else if (overridden.length > 0) {
      row.append(button('Check it again', () => override(one, []), 'operator'));
    }
    return row;
  }
}

function checks({ checks: all }, verdict) {
  return Object.entries(all).filter(([, check]) => check.verdict === verdict).map(([name]) => name);
}

async function override({ sensor, session }, names) {
  const stream = [sensor, session].map(encodeURIComponent).join('/');
  try {
    await change(`streams/${stream}/overrides?checks=${encodeURIComponent(names.join(','))}`, { method: 'PUT' });
    say(names.length ? `${plain(sensor)} is taken without: ${names.join(', ')}.` : `${plain(sensor)} is checked again.`);
    document.activeElement?.blur();
  } catch (error) {
    say(`Not done: ${error.message}.`);
  }
}
