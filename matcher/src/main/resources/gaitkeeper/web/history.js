/** What people corrected lately, each with the way back. */

import { ask, change } from './api.js';
import { say } from './say.js';
import { button } from './window.js';
import { clock, el, make, plain } from './words.js';

const ROWS = 30;

export class History {
  #people;
  #onUndone;
  #key = '';

  /** @param {Map<string, any>} people @param {() => void} onUndone */
  constructor(people, onUndone) {
    this.#people = people;
    this.#onUndone = onUndone;
  }

  async show() {
    const { items } = await ask(`corrections?people=true&limit=${ROWS}`);
    const key = items.map(({ command }) => command).join() + [...this.#people.values()].map(({ label }) => label).join();
    const list = el('history');
    if (key !== this.#key && !list.matches(':focus-within')) {
      this.#key = key;
      list.replaceChildren(...items.map((entry) => this.#row(entry)));
    }
  }

  #row(entry) {
    const row = make('li');
    row.append(make('span', '', this.#told(entry)), make('time', 'note', clock(entry.time)),
      make('span', 'note', `by ${plain(entry.by, 40)}`),
      button('Undo', () => undo(entry.command, this.#onUndone), 'operator'));
    return row;
  }

  #told({ change: what, identity, into, name, visits = [] }) {
    const who = this.#label(identity);
    switch (what) {
      case 'named': return name ? `Named “${plain(name)}”` : `${who} made anonymous`;
      case 'merged': return `Merged somebody into ${this.#label(into)}`;
      case 'split': return `${visits.length === 1 ? 'A stay' : `${visits.length} stays`} of ${who} made ${this.#label(into)}`;
      case 'told-apart': return `Said that a stay is not ${who}`;
      case 'exemplar-moved': return `Moved an exemplar to ${who}`;
      case 'exemplar-removed': return 'Removed an exemplar';
      case 'undone': return 'Took a correction back';
      default: return what;
    }
  }

  #label(id) {
    return plain(this.#people.get(id)?.label ?? 'somebody known no more');
  }
}

/** Takes a command back and says so, with the way forth again. @param {() => void} then done or not @param {() => void} [before] */
export async function undo(command, then, before = () => {}) {
  before();
  try {
    const { command: undoing } = await change(`corrections/${command}/undo`);
    say('Taken back.', { label: 'Do it again', act: () => undo(undoing, then, before) });
  } catch (error) {
    say(`Not taken back: ${error.message}.`);
  }
  document.activeElement?.blur();
  then();
}
