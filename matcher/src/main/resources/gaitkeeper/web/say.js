/** Tells something in passing, to eyes and screen readers, perhaps with a way back. */

import { make } from './words.js';

const SHORT_MS = 5000;
const LONG_MS = 15000;

const place = make('div', 'say');
const text = make('span');
place.id = 'say';
place.setAttribute('role', 'status');
place.append(text);
document.body.append(place);
let timer = 0;

/** @param {string} what @param {{label: string, act: () => void}} [way] a button beside it */
export function say(what, way) {
  clearTimeout(timer);
  text.textContent = what;
  place.replaceChildren(text);
  if (way) {
    const button = make('button', '', way.label);
    button.type = 'button';
    button.addEventListener('click', () => {
      hush();
      way.act();
    });
    place.append(button);
  }
  timer = setTimeout(hush, way ? LONG_MS : SHORT_MS);
  // A modal dialog covers all that is not in it.
  (document.querySelector('dialog[open]:last-of-type') ?? document.body).append(place);
}

function hush() {
  place.replaceChildren(text);
  text.textContent = '';
}
