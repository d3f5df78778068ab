/** Everybody known, a card each, moving while a sensor shows them. */

/** @import {Identity} from './types.js' */

import { dot, palette } from './skin.js';
import { Thumb } from './thumb.js';
import { ago, count, el, make, plain } from './words.js';

const MOST = 300;
const ORDERS = {
  number: (a, b) => a.number - b.number,
  label: (a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }),
  seen: (a, b) => (b.seen?.time ?? '').localeCompare(a.seen?.time ?? ''),
};

export class Cards {
  #people;
  #onOpen;
  #cards = new Map();
  // What is scrolled out of sight need not be drawn.
  #sight = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    const card = this.#cards.get(target.dataset.id);
    if (card) {
      card.visible = isIntersecting;
    }
  }));

  /** @param {Map<string, Identity>} people @param {(id: string) => void} onOpen */
  constructor(people, onOpen) {
    this.#people = people;
    this.#onOpen = onOpen;
  }

  /** Brings the cards up to date. */
  show() {
    const wanted = el('filter').value.trim().toLowerCase();
    const found = [...this.#people.values()].filter(({ label }) => label.toLowerCase().includes(wanted))
      .sort(ORDERS[el('order').value]);
    const shown = found.slice(0, MOST);
    el('count').textContent = shown.length < found.length ? `${count(shown.length)} of ${count(found.length)}; search to find the others`
      : count(found.length);
    el('nobody').hidden = this.#people.size > 0;
    const keep = new Set(shown.map(({ id }) => id));
    for (const [id, card] of this.#cards) {
      if (!keep.has(id)) {
        this.#sight.unobserve(card.root);
        card.root.remove();
        this.#cards.delete(id);
      }
    }
    shown.forEach((one, i) => {
      const { root } = this.#fill(one);
      const list = el('cards');
      // Moved only where the order changed: a card under the focus keeps it.
      if (list.children[i] !== root) {
        list.insertBefore(root, list.children[i] ?? null);
      }
    });
  }

  /** Draws a moment. @param {Map<string, any>} seen whom sensors show */
  draw(seen) {
    for (const [id, card] of this.#cards) {
      const now = seen.get(id);
      if (card.visible) {
        card.thumb.draw(now, id);
      }
      const where = now ? `in view: ${plain(now.sensor)}` : card.last;
      if (card.where.textContent !== where) {
        card.where.textContent = where;
        card.root.classList.toggle('in-view', Boolean(now));
      }
    }
  }

  /** @param {Identity} one */
  #fill(one) {
    const card = this.#cards.get(one.id) ?? this.#add(one.id);
    card.name.textContent = plain(one.label);
    card.mark.style.setProperty('--c', palette.of(one.id));
    card.last = one.seen ? `${plain(one.seen.sensor)}, ${ago(one.seen.time)}` : 'not seen lately';
    card.kept.textContent = `${count(one.exemplars)} exemplars from ${count(one.visits)} ${one.visits === 1 ? 'stay' : 'stays'}`;
    card.root.classList.toggle('anonymous', !one.name);
    return card;
  }

  #add(id) {
    const root = make('li');
    const opener = make('button', 'person');
    const thumb = new Thumb();
    const mark = dot('');
    const name = make('bdi', 'name');
    const where = make('span', 'where note');
    const kept = make('span', 'note');
    const line = make('span', 'title');
    root.dataset.id = id;
    opener.type = 'button';
    line.append(mark, name);
    opener.append(thumb.root, line, where, kept);
    opener.addEventListener('click', () => this.#onOpen(id));
    root.append(opener);
    const card = { root, thumb, mark, name, where, kept, visible: true, last: '' };
    this.#cards.set(id, card);
    this.#sight.observe(root);
    return card;
  }
}
