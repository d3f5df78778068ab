/** Wires stream, views and lists together. */

/** @import {BodiesEvent, MatchEvent, StatsEvent} from './types.js' */

import { ask } from './api.js';
import { Feed } from './feed.js';
import { FloorView } from './floor.js';
import { Grid } from './grid.js';
import { Live } from './live.js';
import { People } from './people.js';
import { Pipeline } from './pipeline.js';
import { showRefused } from './refused.js';
import { say } from './say.js';
import { Scene } from './scene.js';
import './shell.js';
import { readSkin } from './skin.js';
import { Streams } from './streams.js';
import { explainTrack } from './why.js';
import { el, plain } from './words.js';

readSkin();
const scene = new Scene();
const people = new People((id, label) => feed.renew(id, label));
const feed = new Feed((id) => people.ask(id), why);
const pipeline = new Pipeline();
const floor = new FloorView(scene, pick);
const grid = new Grid(scene, floor, pick);
const live = new Live('/api/v1/live', { bodies, stats, match, link });

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
  showRefused(event.rejected);
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

function why(track) {
  explainTrack(track).catch((error) => say(`${error.message}.`));
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
  } else {
    ask('floor').then((told) => floor.show(told)).catch((error) => say(`${error.message}.`));
  }
}

function countdown() {
  const left = Math.max(0, Math.ceil((retryAt - performance.now()) / 1000));
  el('wait').textContent = left > 0 ? `Trying again in ${left} s.` : 'Trying now.';
}

function pick({ body }) {
  if (body.id) {
    people.ask(body.id);
  } else if (body.kind === 'new') {
    say('Just come into view: there is no answer yet.');
  } else {
    why(body.track);
  }
}

function applyTheme() {
  readSkin();
  feed.renew();
  people.show(Date.now() + serverAhead);
}

document.addEventListener('theme', applyTheme);
el('pause').addEventListener('click', () => {
  grid.paused = feed.paused = !grid.paused;
  el('pause').setAttribute('aria-pressed', String(grid.paused));
});
el('retry').addEventListener('click', () => live.retry());
setInterval(countdown, 500);
live.open();
new Streams().start();
