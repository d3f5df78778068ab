/** Wires the page of identities: cards, the person opened, the corrections made. */

import { askAll, keepAsking } from './api.js';
import { Cards } from './cards.js';
import { History } from './history.js';
import { Live } from './live.js';
import { Person } from './person.js';
import { Scene } from './scene.js';
import './shell.js';
import { palette, readSkin } from './skin.js';
import { el } from './words.js';

const EVERY_MS = 2000;
const FRAME_MS = 40;

readSkin();
const scene = new Scene();
const people = new Map();
const cards = new Cards(people, (id) => {
  location.hash = id;
});
const history = new History(people, () => refresh());
let open;
let drawn = 0;

const refresh = keepAsking(async () => {
  const all = await askAll('identities');
  palette.seat(all);
  people.clear();
  all.forEach((one) => people.set(one.id, one));
  cards.show();
  open?.heard();
  await history.show();
}, EVERY_MS);

function show() {
  const id = location.hash.slice(1);
  if (open?.id === id) {
    return;
  }
  open?.close();
  const opened = id ? new Person(id, people, refresh) : undefined;
  open = opened;
  opened?.closed.then(() => {
    // Another may be open already.
    open = open === opened ? undefined : open;
    if (location.hash.slice(1) === id) {
      // Without a new entry in the browser's history, and without a jump.
      window.history.replaceState(null, '', location.pathname);
    }
  });
}

/** Whom sensors show just now, by identity. */
function inView() {
  const seen = new Map();
  for (const sensor of scene.sensors.values()) {
    for (const track of sensor.tracks.values()) {
      if (track.body.kind === 'known') {
        seen.set(track.body.id, { track, floor: sensor.floor, sensor: sensor.id });
      }
    }
  }
  return seen;
}

function tick(now) {
  requestAnimationFrame(tick);
  if (now - drawn < FRAME_MS) {
    return;
  }
  drawn = now;
  scene.advance(now);
  const seen = inView();
  cards.draw(seen);
  open?.draw(seen);
}

const live = new Live('/api/v1/live', {
  bodies: (event) => scene.update(event, performance.now()),
  stats: () => {},
  match: () => {},
  link: (state) => {
    if (state === 'lost') {
      scene.clear();
    }
  },
});
document.addEventListener('theme', () => {
  readSkin();
  cards.show();
});
el('filter').addEventListener('input', () => cards.show());
el('order').addEventListener('change', () => cards.show());
addEventListener('hashchange', show);
live.open();
requestAnimationFrame(tick);
show();
