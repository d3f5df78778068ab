/** The gallery: everyone known, named in place. */

/** @import {Identity} from './types.js' */

import { askAll, change } from './api.js';
import { say } from './say.js';
import { mayCorrect } from './shell.js';
import { dot, palette } from './skin.js';
import { count, el, make, plain, span } from './words.js';

const MOST_ROWS = 100;
const FILTER_FROM = 8;
const FETCH_APART_MS = 2000;
const IN_VIEW_S = 3;

export class People {
  /** @type {Map<string, Identity>} */ #known = new Map();
  #rows = new Map();
  #fetched = -Infinity;
  #timer = 0;
  #onNamed;

  constructor(onNamed) {
    this.#onNamed = onNamed;
    el('people-filter').addEventListener('input', () => this.show());
  }

  /** Whether this page has heard of the identity. */
  knows(id) {
    return this.#known.has(id);
  }

  /** Asks for the gallery, at most every few seconds however often it is called. */
  refresh() {
    if (this.#timer === 0) {
      const wait = Math.max(0, this.#fetched + FETCH_APART_MS - performance.now());
      this.#timer = setTimeout(() => this.#fetch(), wait);
    }
  }

  async #fetch() {
    this.#fetched = performance.now();
    try {
      const before = this.#known;
      // What this page saw itself is kept: a server need not remember who was where.
      const all = await askAll('identities');
      palette.seat(all);
      this.#known = new Map(all.map((one) => {
        const { last_seen, last_sensor } = before.get(one.id) ?? {};
        return [one.id, { last_seen, last_sensor, ...one }];
      }));
      this.show();
    } catch {
      // The banner tells of a lost server already; the list stays as it was and is asked for again on reconnect.
    } finally {
      this.#timer = 0;
    }
  }

  /** Notes that somebody is seen just now. */
  seen(id, t, sensor) {
    const identity = this.#known.get(id);
    if (identity) {
      identity.last_seen = t;
      identity.last_sensor = sensor;
    }
  }

  /** Brings the list up to date; called on changes, and once a second for the times. */
  show(now = Date.now()) {
    const wanted = el('people-filter').value.trim().toLowerCase();
    const found = [...this.#known.values()].filter((one) => labelOf(one).toLowerCase().includes(wanted))
      .sort((a, b) => a.number - b.number);
    const more = found.length - MOST_ROWS;
    el('people-count').textContent = count(this.#known.size);
    el('people-filter').hidden = this.#known.size < FILTER_FROM;
    el('people-more').textContent = more > 0 ? `${count(more)} more; search to find them.`
      : wanted && found.length === 0 ? 'Nobody of that name.' : '';
    this.#reconcile(found.slice(0, MOST_ROWS), now);
  }

  // Rows are kept, never rebuilt: a name being typed must survive an update.
  /** @param {Identity[]} wanted @param {number} now */
  #reconcile(wanted, now) {
    const keep = new Set(wanted.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (!keep.has(id)) {
        row.remove();
        this.#rows.delete(id);
      }
    }
    const list = el('people');
    wanted.forEach((identity, i) => {
      const row = this.#rows.get(identity.id) ?? this.#add(identity);
      this.#fill(row, identity, now);
      if (list.children[i] !== row) {
        list.insertBefore(row, list.children[i] ?? null);
      }
    });
  }

  /** @param {Identity} identity */
  #add({ id, number }) {
    const row = make('li');
    const input = make('input', 'name');
    input.maxLength = 80;
    input.dir = 'auto';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.placeholder = `stranger ${number}`;
    input.setAttribute('aria-label', `Name of person ${number}`);
    mayCorrect.then((may) => {
      input.readOnly = !may;
    });
    input.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') {
        input.value = this.#known.get(id)?.name ?? '';
      }
      if (key === 'Escape' || key === 'Enter') {
        input.blur();
      }
    });
    input.addEventListener('blur', () => this.#save(id, input));
    row.append(dot(''), input, make('span', 'note'));
    this.#rows.set(id, row);
    return row;
  }

  /** @param {Identity} identity @param {number} now */
  #fill(row, identity, now) {
    const [mark, input, note] = row.children;
    const ago = Math.max(0, (now - identity.last_seen) / 1000);
    mark.style.setProperty('--c', palette.of(identity.id));
    if (document.activeElement !== input && !input.disabled) {
      input.value = identity.name;
    }
    row.classList.toggle('in-view', ago < IN_VIEW_S);
    note.textContent = ago < IN_VIEW_S ? plain(identity.last_sensor) : ago >= 0 ? `${span(ago)} ago` : '';
    note.title = `${identity.exemplars} exemplars`;
  }

  /** An empty name makes the person anonymous again. */
  async #save(id, input) {
    const identity = this.#known.get(id);
    const name = input.value.trim();
    if (!identity || name === identity.name) {
      return;
    }
    input.disabled = true;
    try {
      await change(`identities/${id}/name`, { body: { name } });
      // The gallery may have been fetched meanwhile, with the name of before.
      const named = this.#known.get(id) ?? identity;
      named.name = name;
      this.#onNamed(id, labelOf(named));
      this.refresh();
      say(name ? `Named ${plain(name)}.` : 'Made anonymous.');
    } catch (error) {
      say(`Not saved: ${error.message}.`);
    }
    input.disabled = false;
    this.show();
    // A name travels through the log before the gallery has it, so the answer of this moment could still be the old one.
    this.#fetched = performance.now();
    this.refresh();
  }

  /** Puts the cursor into the name of a person picked on a view or in the feed. */
  ask(id) {
    const identity = this.#known.get(id);
    if (!identity) {
      say('Not in the list yet, try again in a moment.');
      this.refresh();
      return;
    }
    if (!this.#rows.has(id)) {
      el('people-filter').value = labelOf(identity);
      this.show();
    }
    const input = this.#rows.get(id)?.children[1];
    input?.scrollIntoView({ block: 'nearest' });
    input?.select();
  }
}

/** @param {Identity} identity */
function labelOf({ name, number }) {
  return name || `stranger ${number}`;
}
