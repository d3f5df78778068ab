/** One sensor's view: a canvas with the bodies, and below it the same people as buttons for keyboard and screen reader. */

import { Camera } from './camera.js';
import { fit, penFor } from './draw.js';
import { colourOf, dot, skin } from './skin.js';
import { called, figures, make, plain, score, seconds } from './words.js';

const TURN_STEP = 0.12;
const TURN_PER_PIXEL = 0.008;
// A pointer that moved less than this meant a click.
const CLICK_PIXELS = 5;
const MOST_CHIPS = 8;
const SHORT_NAME = 13;
const TURNS = {
  ArrowLeft: [TURN_STEP, 0], ArrowRight: [-TURN_STEP, 0], ArrowUp: [0, TURN_STEP], ArrowDown: [0, -TURN_STEP],
};

export class Panel {
  root = make('article', 'panel');
  canvas = make('canvas');
  visible = true;
  #count = make('span', 'note');
  #chips = make('ul', 'chips');
  #context = this.canvas.getContext('2d', { alpha: false });
  #camera = new Camera();
  #pen = penFor(this.#context, this.#camera);
  #tags = new WeakMap();
  #order = [];
  #chipKey = '';
  #onName;

  constructor(sensor, onName) {
    this.sensor = sensor;
    this.#onName = onName;
    const name = plain(sensor.id);
    const head = make('header');
    head.append(make('h2', '', name), this.#count);
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', `Live view of ${name}. Arrow keys turn it, Home resets it.`);
    this.#chips.setAttribute('aria-label', `People seen by ${name}`);
    this.root.append(head, this.canvas, this.#chips);
    this.#listen();
  }

  /** Takes up the size the layout gave. */
  resize(width, height) {
    this.#camera.width = Math.max(1, width);
    this.#camera.height = Math.max(1, height);
    fit(this.#context, width, height);
  }

  /** Draws the present moment. */
  draw() {
    const pen = this.#pen;
    const { floor } = this.sensor;
    this.#camera.frame(this.sensor);
    pen.floor(this.sensor);
    this.#sort();
    for (const track of this.#order) {
      pen.footprint(track, floor, colourOf(track.body), track.body.kind === 'stranger');
    }
    for (const track of this.#order) {
      pen.body(track, colourOf(track.body), track.open);
    }
    this.#label();
  }

  // Far bodies first. The array is kept, since sorting what is nearly sorted is nearly free.
  #sort() {
    this.#order.length = 0;
    for (const track of this.sensor.tracks.values()) {
      this.#camera.body(track);
      this.#order.push(track);
    }
    this.#order.sort((a, b) => b.screen[2] - a.screen[2]);
  }

  #label() {
    // The nearest person's label keeps its place above the head; those behind give way.
    for (let i = this.#order.length - 1; i >= 0; i--) {
      const track = this.#order[i];
      const tag = this.#tag(track);
      const y = this.#place(tag, track, i);
      // Eased, because who stands before whom changes at once while labels should not jump.
      tag.y = Number.isNaN(tag.y) ? y : tag.y + (y - tag.y) * 0.2;
      if (Number.isNaN(tag.y)) {
        continue;
      }
      if (track.open) {
        this.#pen.ring(tag, track.body.windows ?? 0, track.alpha);
      } else {
        this.#pen.tag(tag, colourOf(track.body), track.alpha, track.body.kind === 'stranger');
      }
    }
  }

  // Above the head, or above the labels there; NaN where no room is left, the buttons below still tell the name.
  #place(tag, { screen }, i) {
    const { width, focal } = this.#camera;
    tag.x = Math.max(2, Math.min(width - tag.w - 2, screen[9] - tag.w / 2));
    let y = Math.max(2, screen[10] - (0.17 * focal) / screen[11] - tag.h);
    for (let k = this.#order.length - 1; k > i; k--) {
      const other = this.#tags.get(this.#order[k]);
      if (tag.x < other.x + other.w && other.x < tag.x + tag.w && y < other.y + other.h && other.y < y + tag.h) {
        y = other.y - tag.h - 2;
      }
    }
    return y < 0 ? NaN : y;
  }

  #tag(track) {
    const { body } = track;
    const detail = this.#pen.detail();
    const key = `${body.kind}|${body.label}|${body.score}|${body.tti}|${detail}`;
    let tag = this.#tags.get(track);
    if (!tag) {
      tag = { key: '', name: '', more: '', x: 0, y: NaN, w: 0, h: 0 };
      this.#tags.set(track, tag);
    }
    if (tag.key !== key) {
      tag.key = key;
      tag.w = tag.h = detail === 0 ? 14 : 20;
      if (!track.open) {
        tag.name = called(body, detail === 0 ? SHORT_NAME : undefined);
        tag.more = figures(score(body.score), seconds(body.tti));
        this.#pen.measure(tag);
      }
    }
    return tag;
  }

  /** Brings count and buttons up to date; called a few times a second. */
  list() {
    const tracks = [...this.sensor.tracks.values()];
    const key = tracks.map(({ body }) => [body.track, body.kind, body.label, body.id]).join() + skin.stage;
    if (key === this.#chipKey) {
      return;
    }
    this.#chipKey = key;
    this.#count.textContent = tracks.length === 0 ? 'no one in view' : `${tracks.length} in view`;
    const focused = this.#chips.querySelector(':focus')?.dataset.track;
    this.#chips.replaceChildren(...tracks.slice(0, MOST_CHIPS).map((track) => this.#chip(track)));
    if (focused) {
      const again = [...this.#chips.querySelectorAll('button')].find((button) => button.dataset.track === focused);
      (again ?? this.canvas).focus();
    }
  }

  #chip(track) {
    const { body } = track;
    const item = make('li');
    const button = make('button', `chip ${body.kind}`);
    const name = called(body);
    button.type = 'button';
    button.dataset.track = body.track;
    button.append(dot(colourOf(track.body)), make('bdi', '', track.open ? '…' : name));
    button.setAttribute('aria-label', body.id ? `${name}, name this person` : name);
    button.title = figures(name, body.truth && `truth ${plain(body.truth)}`);
    button.addEventListener('click', () => this.#onName(track));
    item.append(button);
    return item;
  }

  #listen() {
    const { canvas } = this;
    let moved = 0;
    canvas.addEventListener('pointerdown', (event) => {
      moved = 0;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) {
        canvas.classList.toggle('over', Boolean(this.#hit(event)));
        return;
      }
      moved += Math.abs(event.movementX) + Math.abs(event.movementY);
      if (moved > CLICK_PIXELS) {
        // A finger scrolls the page up and down, so by touch the view only turns sideways.
        const up = event.pointerType === 'touch' ? 0 : event.movementY;
        this.#camera.turn(event.movementX * TURN_PER_PIXEL, up * TURN_PER_PIXEL);
      }
    });
    canvas.addEventListener('click', (event) => {
      const track = moved > CLICK_PIXELS ? undefined : this.#hit(event);
      if (track) {
        this.#onName(track);
      }
    });
    canvas.addEventListener('dblclick', () => this.#camera.reset());
    canvas.addEventListener('keydown', (event) => {
      if (event.key in TURNS) {
        this.#camera.turn(...TURNS[event.key]);
        event.preventDefault();
      } else if (event.key === 'Home') {
        this.#camera.reset();
        event.preventDefault();
      }
    });
  }

  /** The front-most track whose label is under the pointer. */
  #hit({ offsetX, offsetY }) {
    return this.#order.findLast((track) => {
      const { x, y, w, h } = this.#tags.get(track) ?? {};
      return offsetX >= x && offsetX <= x + w && offsetY >= y && offsetY <= y + h;
    });
  }
}
