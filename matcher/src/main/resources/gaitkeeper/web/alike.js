/** Search by example: whom somebody resembles, and where those were seen last. */

import { ask } from './api.js';
import { dot, palette } from './skin.js';
import { ago, count, make, plain, score } from './words.js';
import { openWindow } from './window.js';

const MOST = 20;

/**
 * Shows a ranking of the gallery.
 *
 * @param {string} title @param {string} path of the question, below /api/v1
 * @param {{named?: string, needed?: number}} [answer] what was answered already: who, and the score that needed
 */
export async function openAlike(title, path, { named, needed } = {}) {
  const told = make('p', 'note', 'Searching…');
  const list = make('ol', 'list alike');
  told.setAttribute('role', 'status');
  const dialog = openWindow(title, 'choose', told, list);
  try {
    const { items, compared, model } = await ask(`${path}${path.includes('?') ? '&' : '?'}limit=${MOST}`);
    list.append(...items.map((one, i) => row(one, i + 1, one.identity === named, () => dialog.close())));
    told.textContent = summary(items, compared, model, needed);
  } catch (error) {
    told.textContent = `Cannot be searched for: ${error.message}.`;
  }
}

function summary(items, compared, model, needed) {
  if (items.length === 0) {
    return compared === 0 ? `Nothing is known of them by ${plain(model, 40)}, the model in use.` : 'Nobody else is in the gallery.';
  }
  const enough = needed === undefined ? '' : ` ${score(needed)} was needed to be named.`;
  return `The ${items.length === 1 ? 'only other' : `${count(items.length)} nearest`} in the gallery, higher scores are nearer.${enough}`
    + ' Being first does not mean being the same person.';
}

function row({ identity, label, score: value, seen }, place, isNamed, onPick) {
  const item = make('li');
  const who = make('a', 'who');
  who.href = `identities.html#${identity}`;
  who.append(make('bdi', '', plain(label)));
  who.addEventListener('click', onPick);
  if (isNamed) {
    who.append(make('span', 'badge', 'named so'));
  }
  item.append(make('span', 'note', String(place)), dot(palette.of(identity)), who, make('span', 'figures', score(value)),
    make('span', 'note where', seen ? `seen last by ${plain(seen.sensor)}, ${ago(seen.time)}` : 'not seen as far back as is remembered'));
  return item;
}
