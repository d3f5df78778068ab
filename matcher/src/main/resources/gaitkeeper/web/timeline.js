/** Wires the timeline: what is fetched, which time is shown. */

import { ask, askAll, keepAsking } from './api.js';
import { Lanes, lanesOf } from './lanes.js';
import { say } from './say.js';
import './shell.js';
import { palette, readSkin } from './skin.js';
import { explain } from './why.js';
import { clock, count, el, make, plain, span } from './words.js';

const EVERY_MS = 3000;
const FIRST_MS = 15 * 60000;
const LEAST_MS = 60000;
const SHORTEST_MS = 10000;
const LONGEST_MS = 30 * 86400000;
const MOST = 3000;
const STEP = 0.25;
const ZOOM = 1.6;

readSkin();
const lanes = new Lanes((stay) => explain(stay).catch((error) => say(`${error.message}.`)));
let to = Date.now();
let length = FIRST_MS;
let following = true;
let sized = false;
let stays = [];

const again = keepAsking(async () => {
  if (following) {
    to = Date.now();
  }
  const sensor = el('sensor').value;
  const time = (ms) => encodeURIComponent(new Date(ms).toISOString());
  if (!sized) {
    // A house that was just opened has little to show, and would show it in a corner.
    sized = true;
    palette.seat(await askAll('identities'));
    length = Math.min(FIRST_MS, Math.max(LEAST_MS, await sinceFirst()));
  }
  stays = await askAll(`sightings?from=${time(to - length)}&to=${time(to)}${sensor && `&sensor=${encodeURIComponent(sensor)}`}`, MOST);
  show();
}, EVERY_MS);

keepAsking(async () => {
  const { items } = await ask('sensors');
  const known = new Set([...el('sensor').options].map(({ value }) => value));
  items.filter(({ id }) => !known.has(id)).forEach(({ id }) => {
    const option = make('option', '', plain(id));
    option.value = id;
    el('sensor').append(option);
  });
}, 4 * EVERY_MS);

function show() {
  const rows = lanesOf(stays);
  lanes.show(rows, to - length, to);
  const known = rows.filter(({ id }) => id).length;
  el('nothing').hidden = stays.length > 0;
  el('shown').textContent = `${clock(to - length)} to ${following ? 'now' : clock(to)} (${span(length / 1000)}): ${count(stays.length)}`
    + `${stays.length >= MOST ? ' latest' : ''} ${stays.length === 1 ? 'stay' : 'stays'} of ${count(known)} known ${known === 1 ? 'person' : 'people'}`;
  el('now').setAttribute('aria-pressed', String(following));
}

/** Shows another time at once, with what is known of it, and asks for the rest. */
function look(newTo, newLength, follow = false) {
  length = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, newLength));
  to = Math.min(Date.now(), newTo);
  following = follow || to >= Date.now() - 1000 && newTo > Date.now();
  show();
  again();
}

/** @param {number} factor above 1 shows more time @param {number} [at] share of the width that stays where it is */
function zoom(factor, at = following ? 1 : 0.5) {
  const fixed = to - length * (1 - at);
  const wanted = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, length * factor));
  look(fixed + wanted * (1 - at), wanted, following && at === 1);
}

/** How long ago the first stay began that is remembered, with some room. */
async function sinceFirst() {
  const items = await askAll('sightings', MOST);
  const first = items.reduce((least, { from }) => Math.min(least, Date.parse(from)), Date.now());
  return (Date.now() - first) * 1.05;
}

async function all() {
  look(Date.now(), await sinceFirst(), true);
}

const move = (share) => look(to + share * length, length);
const KEYS = {
  ArrowLeft: () => move(-STEP), ArrowRight: () => move(STEP), '+': () => zoom(1 / ZOOM), '-': () => zoom(ZOOM), Home: all,
  End: () => look(Date.now(), length, true),
};

el('earlier').addEventListener('click', KEYS.ArrowLeft);
el('later').addEventListener('click', KEYS.ArrowRight);
el('in').addEventListener('click', KEYS['+']);
el('out').addEventListener('click', KEYS['-']);
el('all').addEventListener('click', all);
el('now').addEventListener('click', KEYS.End);
el('sensor').addEventListener('change', again);
el('chart').addEventListener('keydown', (event) => {
  if (event.target === el('chart') && event.key in KEYS) {
    KEYS[event.key]();
    event.preventDefault();
  }
});
el('chart').addEventListener('wheel', (event) => {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom(event.deltaY > 0 ? ZOOM : 1 / ZOOM, lanes.shareAt(event.clientX));
  }
}, { passive: false });
lanes.onDrag((share) => look(to - share * length, length));
document.addEventListener('theme', () => {
  readSkin();
  show();
});
