/** Who was recognised lately, newest first. */

/** @import {MatchEvent} from './types.js' */

import { colourOf, dot } from './skin.js';
import { called, clock, el, figures, make, plain, score, seconds } from './words.js';

const ROWS = 40;
const SHOW_EVERY_MS = 250;

export class Feed {
  paused = false;
  /** @type {MatchEvent[]} */ #recent = [];
  #dirty = false;
  #onName;
  #onWhy;

  constructor(onName, onWhy) {
    this.#onName = onName;
    this.#onWhy = onWhy;
    // Many answers may come in one instant; the list is rebuilt at a pace a person can read.
    setInterval(() => this.#show(), SHOW_EVERY_MS);
  }

  /** @param {MatchEvent} match */
  add(match) {
    if (match.kind === 'known' || match.kind === 'stranger') {
      this.#recent.unshift(match);
      this.#recent.length = Math.min(ROWS, this.#recent.length);
      this.#dirty = true;
    }
  }

  /** Shows a new name, or a new theme, in the answers already listed. */
  renew(id, label) {
    this.#recent.filter((match) => match.id === id).forEach((match) => {
      match.label = label;
    });
    this.#dirty = true;
  }

  #show() {
    const list = el('feed');
    // A row under the pointer or the focus must not run away from it.
    if (this.#dirty && !this.paused && !list.matches(':hover, :focus-within')) {
      this.#dirty = false;
      list.replaceChildren(...this.#recent.map((match) => this.#row(match)));
    }
  }

  /** @param {MatchEvent} match */
  #row(match) {
    const row = make('li', match.kind);
    const who = make(match.id ? 'button' : 'span', 'who');
    who.append(make('bdi', '', called(match)));
    if (match.id) {
      who.type = 'button';
      who.title = 'Name this person';
      who.addEventListener('click', () => this.#onName(match.id));
    }
    const how = make('button', 'figures', figures(score(match.score), seconds(match.tti), `${match.windows} win`));
    how.type = 'button';
    how.title = 'Score, time to identify, windows compared: why?';
    how.addEventListener('click', () => this.#onWhy(match.track));
    const place = figures(plain(match.sensor), match.truth && `truth ${plain(match.truth)}`);
    row.append(dot(colourOf(match)), who,
      make('time', '', clock(match.t)), make('span', 'note', place), how);
    return row;
  }
}
