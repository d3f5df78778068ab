/** Which parts of the body an answer rests on: a bar for each, and a colour for a picture of the body. */

import { ask, ofStay } from './api.js';
import { between } from './colour.js';
import { skin } from './skin.js';
import { count, make, plain, score } from './words.js';

const NAMES = {
  torso: 'Trunk and head', 'left-arm': 'Left arm', 'right-arm': 'Right arm', 'left-leg': 'Left leg', 'right-leg': 'Right leg',
};
/** Least strength that is drawn, so that a weak part can still be told from one that says nothing. */
const FAINT = 0.15;

export class Parts {
  root = make('section', 'parts');
  #told = make('p', 'note', 'Comparing again without each part…');
  #losses = new Map();
  #most = 0;

  /** @param {any} stay as /api/v1/sightings tells of it @param {(colourOf: (part: string) => string) => void} onColours */
  constructor(stay, onColours) {
    this.#told.setAttribute('role', 'status');
    this.root.append(make('h3', '', 'Which parts of the body agree'), this.#told);
    this.#load(stay).then((known) => known && onColours((part) => this.#colour(part)));
  }

  async #load(stay) {
    try {
      this.#show(await ask(ofStay(stay, 'parts')), stay);
      return true;
    } catch (error) {
      this.#told.textContent = `Cannot be told: ${error.message}.`;
      return false;
    }
  }

  #show({ label, compared, score: whole, parts }, { identity }) {
    parts.sort((a, b) => b.score_loss - a.score_loss).forEach(({ part, score_loss: loss }) => this.#losses.set(part, loss));
    this.#most = Math.max(...parts.map(({ score_loss: loss }) => Math.abs(loss)), 1e-6);
    const who = `${plain(label)}${identity ? '' : ', the nearest'}`;
    const [first] = parts;
    this.#told.className = '';
    this.#told.textContent = first.score_loss > 0
      ? `Rests most on the ${NAMES[first.part].toLowerCase()}: if that were anybody’s, the score for ${who} would fall by `
        + `${score(first.score_loss)} from the ${score(whole)} that ${windows(compared)} ${compared === 1 ? 'has' : 'have'}.`
      : `No part speaks for ${who} by itself.`;
    this.root.append(this.#table(parts), note(compared));
  }

  #table(parts) {
    const table = make('table');
    const head = make('tr');
    const low = Math.min(0, ...parts.map(({ score_loss: loss }) => loss));
    const range = Math.max(0, ...parts.map(({ score_loss: loss }) => loss)) - low || 1;
    head.append(column('Without'), column('', 'loss'), column('Score', 'number'), column('Lead', 'number'));
    table.append(make('caption', 'note', 'What the answer loses if a part were anybody’s'), head);
    parts.forEach(({ part, score_loss: loss, margin_loss: lead }) => {
      const row = make('tr');
      const bar = make('td', 'loss');
      const rail = make('div');
      const fill = make('i', loss < 0 ? 'against' : '');
      fill.style.left = `${(100 * (Math.min(0, loss) - low)) / range}%`;
      fill.style.width = `${(100 * Math.abs(loss)) / range}%`;
      fill.style.opacity = String(FAINT + (1 - FAINT) * this.#strength(part));
      bar.setAttribute('aria-hidden', 'true');
      rail.append(fill);
      bar.append(rail);
      row.append(rowHead(NAMES[part] ?? part), bar, make('td', 'number', fall(loss)), make('td', 'number', fall(lead)));
      table.append(row);
    });
    return table;
  }

  #strength(part) {
    return Math.abs(this.#losses.get(part) ?? 0) / this.#most;
  }

  /** Asked for at every picture, since the theme may change. */
  #colour(part) {
    const full = this.#losses.get(part) < 0 ? skin.signal : skin.accent;
    return between(skin.grid, full, FAINT + (1 - FAINT) * this.#strength(part));
  }
}

function column(text, className = '') {
  const head = make('th', className, text);
  head.scope = 'col';
  if (!text) {
    head.setAttribute('aria-hidden', 'true');
  }
  return head;
}

function rowHead(text) {
  const head = make('th', '', text);
  head.scope = 'row';
  return head;
}

/** A loss as a change of the figure. */
function fall(loss) {
  return loss === undefined ? '' : `${loss > 0 ? '−' : loss < 0 ? '+' : ''}${score(Math.abs(loss))}`;
}

function windows(compared) {
  return compared === 1 ? 'the last window' : `the last ${count(compared)} windows`;
}

function note(compared) {
  const details = make('details');
  details.append(make('summary', '', 'What the bars mean'), make('p', 'note',
    `Of this stay ${windows(compared)} ${compared === 1 ? 'was' : 'were'} compared again with one part of the body replaced by that of a few other people, in build and in movement.`
    + ' A long bar: the score falls far without this part, so it is like this person and unlike most others.'
    + ' A short one: the part is ordinary here, or its likeness does not count. A bar to the left, in orange: the score would rise,'
    + ' so the part speaks against the answer. Bars need not add up, because the parts are compared together.'));
  return details;
}
