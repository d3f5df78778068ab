/** The chart of the timeline: a lane per person, a bar per stay. */

import { dot, palette, skin } from './skin.js';
import { called, clock, el, make, plain, span } from './words.js';

const NICE_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800];
const TICK_PIXELS = 90;
const LEAST_SHARE = 0.003;
const CLICK_PIXELS = 4;
const short = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/**
 * Stays as lanes: who was seen last comes first, those without a name at the end.
 *
 * @returns {{id: string, kind: string, label: string, stays: any[]}[]}
 */
export function lanesOf(stays) {
  const lanes = new Map();
  for (const stay of stays) {
    const kind = stay.identity ? 'known' : stay.kind === 'stranger' ? 'stranger' : 'undecided';
    const key = stay.identity ?? kind;
    if (!lanes.has(key)) {
      lanes.set(key, { id: stay.identity ?? '', kind, label: stay.label ?? kind, stays: [] });
    }
    lanes.get(key).stays.push(stay);
  }
  const rank = ({ id, kind }) => (id ? 0 : kind === 'stranger' ? 1 : 2);
  return [...lanes.values()].sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label, 'en', { numeric: true }));
}

export class Lanes {
  #rows = new Map();
  #bars = new Map();
  #onPick;

  /** @param {(stay: any) => void} onPick */
  constructor(onPick) {
    this.#onPick = onPick;
  }

  /** Shows lanes for the time between two moments, milliseconds. */
  show(lanes, from, to) {
    this.#ruler(from, to);
    const keep = new Set(lanes.map(({ id, kind }) => id || kind));
    this.#drop(this.#rows, keep);
    const bars = new Set(lanes.flatMap(({ stays }) => stays.map(({ id }) => id)));
    this.#drop(this.#bars, bars);
    lanes.forEach((lane, i) => {
      const row = this.#rows.get(lane.id || lane.kind) ?? this.#add(lane);
      row.name.textContent = plain(lane.label);
      row.mark.style.setProperty('--c', colourOf(lane));
      lane.stays.forEach((stay) => this.#bar(row.track, lane, stay, from, to));
      const list = el('lanes');
      if (list.children[i] !== row.root) {
        list.insertBefore(row.root, list.children[i] ?? null);
      }
    });
  }

  /** Where in the time shown a place on the screen lies, 0 to 1. */
  shareAt(x) {
    const { left, width } = el('ruler').getBoundingClientRect();
    return Math.max(0, Math.min(1, (x - left) / width));
  }

  /** Calls back with shares of the width, the right way positive. */
  onDrag(moved) {
    const chart = el('chart');
    let last = NaN;
    chart.addEventListener('pointerdown', (event) => {
      last = event.target.closest('button, a') || event.button !== 0 ? NaN : event.clientX;
    });
    chart.addEventListener('pointermove', (event) => {
      if (event.buttons === 1 && Math.abs(event.clientX - last) > CLICK_PIXELS) {
        moved((event.clientX - last) / el('ruler').clientWidth);
        last = event.clientX;
      }
    });
  }

  #drop(known, keep) {
    for (const [key, { root }] of known) {
      if (!keep.has(key)) {
        root.remove();
        known.delete(key);
      }
    }
  }

  #add({ id, kind }) {
    const root = make('li', 'lane');
    const name = make(id ? 'a' : 'span', 'name');
    const track = make('div', 'track');
    const head = make('div', 'who');
    const mark = dot('');
    if (id) {
      name.href = `identities.html#${id}`;
    }
    head.append(mark, name);
    root.append(head, track);
    const row = { root, name, track, mark };
    this.#rows.set(id || kind, row);
    return row;
  }

  // Buttons are kept, never rebuilt, so that one with the focus keeps it while time goes on.
  #bar(track, lane, stay, from, to) {
    let bar = this.#bars.get(stay.id);
    if (!bar) {
      bar = { root: make('button', 'stay'), stay };
      const { root } = bar;
      root.type = 'button';
      const made = bar;
      root.addEventListener('click', () => this.#onPick(made.stay));
      this.#bars.set(stay.id, bar);
    }
    bar.stay = stay;
    const { root } = bar;
    if (root.parentElement !== track) {
      track.append(root);
    }
    const start = Math.max(from, Date.parse(stay.from));
    const end = Math.min(to, Date.parse(stay.to));
    const left = (start - from) / (to - from);
    root.hidden = end < from || start > to;
    root.style.setProperty('--c', colourOf(lane));
    root.style.left = `${100 * left}%`;
    root.style.width = `${100 * Math.max(LEAST_SHARE, (end - start) / (to - from))}%`;
    const told = `${called(lane)}, ${plain(stay.sensor)}, ${clock(stay.from)} for ${span((Date.parse(stay.to) - Date.parse(stay.from)) / 1000)}`;
    if (root.title !== told) {
      root.title = told;
      root.setAttribute('aria-label', told);
      root.replaceChildren(make('span', '', plain(stay.sensor)));
    }
  }

  #ruler(from, to) {
    const width = Math.max(TICK_PIXELS, el('ruler').clientWidth);
    const step = 1000 * (NICE_S.find((s) => s * 1000 >= ((to - from) * TICK_PIXELS) / width) ?? NICE_S.at(-1));
    const format = step < 60000 ? exact : to - from > 86400000 ? day : short;
    const zone = new Date(from).getTimezoneOffset() * 60000;
    const ticks = [];
    for (let t = Math.ceil((from - zone) / step) * step + zone; t <= to; t += step) {
      const tick = make('span', '', format.format(t));
      tick.style.left = `${(100 * (t - from)) / (to - from)}%`;
      ticks.push(tick);
    }
    el('ruler').replaceChildren(...ticks);
  }
}

function colourOf({ id, kind }) {
  return id ? palette.of(id) : kind === 'stranger' ? skin.signal : skin.muted;
}
