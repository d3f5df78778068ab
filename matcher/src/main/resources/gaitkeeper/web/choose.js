/** Asks for somebody of the gallery. */

import { dot, palette } from './skin.js';
import { openWindow } from './window.js';
import { ago, make, plain } from './words.js';

const MOST = 60;

/** @param {Map<string, any>} people @param {string} except the id of somebody left out @returns {Promise<any>} undefined if closed */
export function choose(title, note, people, except) {
  return new Promise((resolve) => {
    const search = make('input');
    const list = make('ul', 'list choices');
    search.type = 'search';
    search.placeholder = 'Find a person';
    search.setAttribute('aria-label', 'Find a person');
    const show = () => {
      const wanted = search.value.trim().toLowerCase();
      const found = [...people.values()].filter(({ id, label }) => id !== except && label.toLowerCase().includes(wanted));
      list.replaceChildren(...found.slice(0, MOST).map((one) => row(one)));
    };
    const row = (one) => {
      const item = make('li');
      const button = make('button');
      button.type = 'button';
      button.append(dot(palette.of(one.id)), make('bdi', '', plain(one.label)),
        make('span', 'note', one.seen ? `${plain(one.seen.sensor)}, ${ago(one.seen.time)}` : ''));
      button.addEventListener('click', () => {
        resolve(one);
        dialog.close();
      });
      item.append(button);
      return item;
    };
    search.addEventListener('input', show);
    show();
    const dialog = openWindow(title, 'choose', make('p', 'note', note), search, list);
    dialog.addEventListener('close', () => resolve(undefined));
    search.focus();
  });
}
