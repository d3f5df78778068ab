/** The view of the floor: a map with everybody whose sensor's place is known, and below it the same as a table. */

/** @import {Floor} from './types.js' */

import { fit, penFor } from './draw.js';
import { Place } from './place.js';
import { Plan } from './plan.js';
import { MOST_STEPS } from './scene.js';
import { colourOf, dot, skin } from './skin.js';
import { called, make, plain } from './words.js';

const SHORT_NAME = 13;
const MOST_MISSING = 4;
/** A tag's place beside its dot, the first that is free: shares of its width and height, then pixels. */
const BESIDE = [[0, -0.5, 11, 0], [-1, -0.5, -11, 0], [-0.5, -1, 0, -11], [-0.5, 0, 0, 11]];
// The pen writes names alone on a canvas of no width.
const NAMES_ONLY = { width: 0 };

export class FloorView {
  root = make('article', 'panel floor');
  canvas = make('canvas');
  visible = true;
  #count = make('span', 'note');
  #title = make('h2', '', 'Floor');
  #missing = make('p', 'note');
  #table = make('tbody');
  #who = make('details');
  #g = this.canvas.getContext('2d', { alpha: false });
  #plan = new Plan(this.#g);
  #pen = penFor(this.#g, NAMES_ONLY);
  #scene;
  #onName;
  #places = new Map();
  #tags = new WeakMap();
  #drawn = [];
  #points = new Float32Array(MOST_STEPS * 3);
  #rows = new Map();
  #rowKey = '';

  /** @param {(track: object) => void} onName somebody was picked */
  constructor(scene, onName) {
    this.#scene = scene;
    this.#onName = onName;
    const head = make('header');
    head.append(this.#title, this.#count);
    this.canvas.setAttribute('role', 'img');
    const table = make('table');
    const columns = make('tr');
    columns.append(...['Who', 'Seen by', 'x, m', 'z, m'].map((name, i) => {
      const cell = make('th', i > 1 ? 'number' : '', name);
      cell.scope = 'col';
      return cell;
    }));
    const top = make('thead');
    top.append(columns);
    table.append(top, this.#table);
    const scroll = make('div', 'scroll');
    scroll.append(table);
    this.#who.append(make('summary', '', 'Who is where'), scroll);
    this.#who.addEventListener('toggle', () => this.list());
    const below = make('div', 'below');
    below.append(this.#who, this.#missing);
    this.root.append(head, this.canvas, below);
    this.canvas.addEventListener('click', ({ offsetX, offsetY }) => this.#pick(offsetX, offsetY));
  }

  /** Takes up where the sensors stand. @param {Floor} floor */
  show(floor) {
    this.#places = new Map(floor.sensors.map((placement) => [placement.sensor, new Place(placement)]));
    this.#title.textContent = plain(floor.name) || 'Floor';
    this.canvas.setAttribute('aria-label', `Floor map of ${plain(floor.name) || 'the place'}. The table below tells who is where.`);
    if (this.known) {
      this.#plan.show(floor);
    }
  }

  /** Whether the place of any sensor is known. */
  get known() {
    return this.#places.size > 0;
  }

  /** Takes up the size the layout gave. */
  resize(width, height) {
    fit(this.#g, width, height);
    this.#g.lineCap = this.#g.lineJoin = 'round';
    this.#plan.resize(Math.max(1, width), Math.max(1, height));
  }

  /** Draws the present moment. */
  draw() {
    this.#plan.ground();
    this.#drawn.length = 0;
    for (const [id, place] of this.#places) {
      for (const track of this.#scene.sensors.get(id)?.tracks.values() ?? []) {
        this.#path(track, place);
      }
    }
    for (const { track, x, y } of this.#drawn) {
      this.#plan.dot(x, y, track.body.kind, colourOf(track.body), track.alpha);
    }
    this.#drawn.forEach((one, i) => this.#label(one, i));
  }

  #path(track, place) {
    const points = this.#points;
    const length = track.eachStep((x, y, z, i) => place.point(x, y, z, points, i * 3));
    this.#plan.path(points, length, colourOf(track.body), track.alpha);
    const end = (length - 1) * 3;
    this.#drawn.push({ track, x: this.#plan.x(points[end]), y: this.#plan.y(points[end + 2]), tag: this.#tag(track) });
  }

  #tag(track) {
    const { body } = track;
    const name = track.open ? '' : called(body, SHORT_NAME);
    let tag = this.#tags.get(track);
    if (tag?.name !== name) {
      tag = { name, more: '', x: NaN, y: NaN, w: 0, h: 0, side: 0 };
      this.#tags.set(track, tag);
      if (name) {
        this.#pen.measure(tag);
      }
    }
    return tag;
  }

  // Where it was last time, if that is still free, so that names do not jump.
  #label({ track, x, y, tag }, i) {
    const sides = tag.name ? [tag.side, ...BESIDE.keys()] : [];
    tag.x = NaN;
    for (const side of sides) {
      const [shareX, shareY, dx, dy] = BESIDE[side];
      const left = x + shareX * tag.w + dx;
      const top = y + shareY * tag.h + dy;
      if (this.#free(left, top, tag, i)) {
        Object.assign(tag, { side, x: left, y: top });
        this.#pen.tag(tag, colourOf(track.body), track.alpha, track.body.kind === 'stranger');
        return;
      }
    }
  }

  #free(left, top, { w, h }, i) {
    const inside = left >= 0 && top >= 0 && left + w <= this.#plan.width && top + h <= this.#plan.height;
    return inside && this.#drawn.every(({ x, y, tag }, k) => {
      const overDot = k !== i && x > left - 6 && x < left + w + 6 && y > top - 6 && y < top + h + 6;
      const overTag = k < i && tag.x < left + w && left < tag.x + tag.w && tag.y < top + h && top < tag.y + tag.h;
      return !overDot && !overTag;
    });
  }

  #pick(x, y) {
    const onTag = ({ tag }) => x >= tag.x && x <= tag.x + tag.w && y >= tag.y && y <= tag.y + tag.h;
    const near = (one) => Math.hypot(one.x - x, one.y - y);
    const picked = this.#drawn.find(onTag) ?? this.#drawn.filter((one) => near(one) < 16).sort((a, b) => near(a) - near(b))[0];
    if (picked) {
      this.#onName(picked.track);
    }
  }

  /** Brings counts and table up to date; called a few times a second. */
  list() {
    const sensors = [...this.#scene.sensors.values()];
    const inOrder = (a, b) => a.id.localeCompare(b.id, 'en', { numeric: true });
    const people = sensors.filter(({ id }) => this.#places.has(id)).sort(inOrder)
      .flatMap(({ id, tracks }) => [...tracks.values()].map((track) => ({ id, track })));
    this.#count.textContent = people.length === 0 ? 'no one in view' : `${people.length} in view`;
    this.#tellMissing(sensors.map(({ id }) => id).filter((id) => !this.#places.has(id)));
    if (this.#who.open) {
      this.#fill(people);
    }
  }

  #tellMissing(ids) {
    const names = ids.slice(0, MOST_MISSING).map((id) => plain(id)).join(', ');
    const more = ids.length > MOST_MISSING ? ` and ${ids.length - MOST_MISSING} more` : '';
    const text = ids.length > 0 ? `Not on the map: ${names}${more}.` : '';
    if (this.#missing.textContent !== text) {
      this.#missing.textContent = text;
    }
  }

  // Rows are kept while the same people are there, so that neither focus nor a reader's place is lost.
  #fill(people) {
    const key = people.map(({ track: { body } }) => [body.track, body.kind, body.label, body.id]).join() + skin.stage;
    if (key !== this.#rowKey) {
      this.#rowKey = key;
      const focused = this.#table.querySelector(':focus')?.dataset.track;
      this.#rows = new Map(people.map(({ id, track }) => [track.body.track, this.#row(id, track)]));
      this.#table.replaceChildren(...this.#rows.values());
      if (focused) {
        (this.#rows.get(focused)?.querySelector('button') ?? this.#who.querySelector('summary')).focus();
      }
    }
    for (const { id, track } of people) {
      const at = this.#places.get(id).point(track.pose[0], track.pose[1], track.pose[2], []);
      const { cells } = this.#rows.get(track.body.track);
      cells[2].textContent = at[0].toFixed(1);
      cells[3].textContent = at[2].toFixed(1);
    }
  }

  #row(sensor, track) {
    const { body } = track;
    const row = make('tr', body.kind);
    const who = make('button', 'who');
    who.type = 'button';
    who.dataset.track = body.track;
    who.append(dot(colourOf(body)), make('bdi', '', called(body)));
    who.addEventListener('click', () => this.#onName(track));
    const name = make('td');
    name.append(who);
    row.append(name, make('td', '', plain(sensor)), make('td', 'number'), make('td', 'number'));
    return row;
  }
}
