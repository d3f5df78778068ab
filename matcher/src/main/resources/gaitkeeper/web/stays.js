/** Where one person was, latest first; what was learned from can be ticked and split off. */

import { say } from './say.js';
import { explain } from './why.js';
import { button } from './window.js';
import { clock, count, make, plain, span, stay } from './words.js';

const MOST = 80;

export class Stays {
  root = make('section', 'stays');
  #list = make('ul', 'list');
  #none = make('p', 'none', 'Nowhere, as far back as is remembered.');
  #splitter;
  #ticked = new Set();
  #onApart;

  /** @param {(visits: string[]) => Promise<boolean>} onSplit @param {(visit: string) => Promise<boolean>} onApart */
  constructor(onSplit, onApart) {
    this.#onApart = onApart;
    this.#splitter = button('', async () => {
      if (await onSplit([...this.#ticked])) {
        this.#ticked.clear();
        this.#count();
      }
    }, 'operator split');
    this.root.append(make('h3', '', 'Where they were'),
      make('p', 'note operator', 'Tick stays that show somebody else and split them off; the gallery learned from the stays marked so.'),
      this.#list, this.#none, this.#splitter);
    this.#count();
  }

  /** @param {any[]} sightings latest first @param {string[]} learned the gallery's stays */
  show(sightings, learned) {
    const rows = new Map(sightings.map((one) => [one.visit, one]));
    for (const visit of learned) {
      const { sensor, time } = stay(visit);
      rows.set(visit, { visit, sensor, from: new Date(time).toISOString(), ...rows.get(visit), learned: true });
    }
    [...this.#ticked].filter((visit) => !rows.get(visit)?.learned).forEach((visit) => this.#ticked.delete(visit));
    const all = [...rows.values()].sort((a, b) => b.from.localeCompare(a.from));
    this.#list.replaceChildren(...all.slice(0, MOST).map((one) => this.#row(one, learned.length > 1)));
    if (all.length > MOST) {
      this.#list.append(make('li', 'note', `and ${count(all.length - MOST)} earlier ones; the timeline has them`));
    }
    this.#count();
  }

  #row(one, divisible) {
    const row = make('li');
    const text = make('label');
    if (one.learned && divisible) {
      text.append(this.#tick(one.visit));
    }
    const lasted = one.to ? `, ${span((new Date(one.to) - new Date(one.from)) / 1000)}` : '';
    text.append(make('span', '', `${clock(one.from)}${lasted}`), make('b', '', plain(one.sensor)));
    if (one.learned) {
      text.append(make('span', 'badge', 'learned from'));
    }
    row.append(text);
    if (one.match) {
      row.append(button('Why?', () => explain(one).catch((error) => say(`${error.message}.`)), 'small'));
    }
    row.append(button('Not this person', () => this.#onApart(one.visit), 'operator small'));
    return row;
  }

  #tick(visit) {
    const box = make('input', 'operator');
    box.type = 'checkbox';
    box.checked = this.#ticked.has(visit);
    box.addEventListener('change', () => {
      if (box.checked) {
        this.#ticked.add(visit);
      } else {
        this.#ticked.delete(visit);
      }
      this.#count();
    });
    return box;
  }

  #count() {
    const n = this.#ticked.size;
    this.#splitter.hidden = n === 0;
    this.#splitter.textContent = `Split ${n === 1 ? 'this stay' : `these ${n} stays`} off as somebody else`;
  }
}
