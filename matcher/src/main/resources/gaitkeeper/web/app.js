/** Wires stream, views and lists together. */

/** @import {BodiesEvent, MatchEvent, StatsEvent} from './types.js' */

import { Feed } from './feed.js';
import { Grid } from './grid.js';
import { Live } from './live.js';
import { People, say } from './people.js';
import { Pipeline } from './pipeline.js';
import { Scene } from './scene.js';
import { readSkin } from './skin.js';
import { Streams } from './streams.js';
import { el, plain } from './words.js';

readSkin();
const scene = new Scene();
const people = new People((id, label) => feed.renew(id, label));
const feed = new Feed((id) => people.ask(id));
const pipeline = new Pipeline();
const grid = new Grid(scene, pick);
const live = new Live('/api/v1/live', { bodies, stats, match, link });
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

let gallery = '';
let retryAt = 0;
let serverAhead = 0;

/** @param {BodiesEvent} event */
function bodies(event) {
  serverAhead = event.t - Date.now();
  scene.update(event, performance.now());
  for (const sensor of event.sensors) {
    for (const body of sensor.bodies) {
      if (body.kind === 'known') {
        people.seen(body.id, event.t, sensor.id);
      }
    }
  }
}

/** @param {StatsEvent} event */
function stats(event) {
  pipeline.show(event);
  el('model').textContent = plain(event.model);
  el('synthetic').hidden = !event.synthetic;
  // The counts tell when the gallery changed, so it is asked for then and not by the clock.
  const now = `${event.model} ${event.identities} ${event.named}`;
  if (now !== gallery) {
    gallery = now;
    people.refresh();
  }
  people.show(Date.now() + serverAhead);
}

/** @param {MatchEvent} event */
function match(event) {
  feed.add(event);
  if (event.id && !people.knows(event.id)) {
    people.refresh();
  }
}

function link(state, at) {
  const lost = state === 'lost';
  retryAt = at;
  el('link').dataset.state = state;
  el('link').textContent = lost ? 'connection lost' : state;
  document.body.classList.toggle('stale', lost);
  el('lost').hidden = !lost;
  gallery = '';
  if (lost) {
    scene.clear();
    countdown();
  }
}

function countdown() {
  const left = Math.max(0, Math.ceil((retryAt - performance.now()) / 1000));
  el('wait').textContent = left > 0 ? `Trying again in ${left} s.` : 'Trying now.';
}

function pick({ body }) {
  if (body.id) {
    people.ask(body.id);
  } else {
    say(body.kind === 'stranger' ? 'Not enrolled yet: a stranger can be named after walking a little longer.'
      : 'Not decided yet.');
  }
}

function isDark() {
  return (document.documentElement.dataset.theme ?? (darkSystem.matches ? 'dark' : 'light')) === 'dark';
}

function applyTheme() {
  const other = isDark() ? 'Light' : 'Dark';
  readSkin();
  feed.renew();
  people.show(Date.now() + serverAhead);
  el('theme').textContent = other;
  el('theme').setAttribute('aria-label', `${other} theme`);
}

el('theme').addEventListener('click', () => {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Storage refused: the choice holds until the page is left.
  }
  applyTheme();
});
darkSystem.addEventListener('change', applyTheme);
el('pause').addEventListener('click', () => {
  grid.paused = feed.paused = !grid.paused;
  el('pause').setAttribute('aria-pressed', String(grid.paused));
});
el('retry').addEventListener('click', () => live.retry());
setInterval(countdown, 500);
applyTheme();
live.open();
new Streams().start();
