/** All views, the floor's before the sensors': their layout, and the loop that draws them. */

/** @import {FloorView} from './floor.js' */

import { Panel } from './panel.js';
import { el } from './words.js';

const LIST_EVERY_MS = 300;
const NARROWEST = 190;

export class Grid {
  paused = false;
  #panels = new Map();
  #byCanvas = new WeakMap();
  #root = el('grid');
  #listed = 0;
  #scene;
  #floor;
  #onName;
  #sizes = new ResizeObserver((entries) => entries.forEach(({ target, contentRect }) =>
    this.#byCanvas.get(target)?.resize(contentRect.width, contentRect.height)));
  // What is scrolled out of sight need not be drawn.
  #sight = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    const panel = this.#byCanvas.get(target);
    if (panel) {
      panel.visible = isIntersecting;
    }
  }));

  /** @param {FloorView} floor shown while the place of a sensor is known */
  constructor(scene, floor, onName) {
    this.#scene = scene;
    this.#floor = floor;
    this.#onName = onName;
    new ResizeObserver(() => this.#arrange()).observe(this.#root);
    const tick = (now) => {
      requestAnimationFrame(tick);
      this.#tick(now);
    };
    requestAnimationFrame(tick);
  }

  #tick(now) {
    if (this.paused) {
      return;
    }
    this.#scene.advance(now);
    if (now - this.#listed > LIST_EVERY_MS) {
      this.#listed = now;
      this.#match();
      this.#views().forEach((view) => view.list());
    }
    for (const view of this.#views()) {
      if (view.visible) {
        view.draw();
      }
    }
  }

  #views() {
    return this.#floor.root.isConnected ? [this.#floor, ...this.#panels.values()] : [...this.#panels.values()];
  }

  // Sensors come and go rarely; views are kept by id, so that one the viewer turned stays turned.
  #match() {
    const before = this.#panels.size;
    const { sensors } = this.#scene;
    for (const [id, panel] of this.#panels) {
      if (sensors.get(id) !== panel.sensor) {
        this.#panels.delete(id);
        this.#drop(panel);
      }
    }
    const missing = [...sensors.values()].filter(({ id }) => !this.#panels.has(id));
    missing.forEach((sensor) => this.#panels.set(sensor.id, this.#add(new Panel(sensor, this.#onName))));
    if (this.#matchFloor() || missing.length > 0 || this.#panels.size !== before) {
      el('no-frames').hidden = this.#panels.size > 0;
      // In order of their names, whatever order they arrived in.
      const inOrder = (a, b) => a.sensor.id.localeCompare(b.sensor.id, 'en', { numeric: true });
      this.#root.append(...[...this.#panels.values()].sort(inOrder).map(({ root }) => root));
      this.#arrange();
    }
  }

  /** Whether the floor came or went. */
  #matchFloor() {
    const shown = this.#floor.root.isConnected;
    const wanted = this.#floor.known && this.#panels.size > 0;
    if (wanted && !shown) {
      this.#root.prepend(this.#add(this.#floor).root);
    } else if (shown && !wanted) {
      this.#drop(this.#floor);
    }
    return shown !== wanted;
  }

  #add(view) {
    this.#byCanvas.set(view.canvas, view);
    this.#sizes.observe(view.canvas);
    this.#sight.observe(view.canvas);
    return view;
  }

  #drop(view) {
    this.#sizes.unobserve(view.canvas);
    this.#sight.unobserve(view.canvas);
    view.root.remove();
  }

  // As square a grid as fits, since every view deserves the same space; what is left over is the floor's.
  #arrange() {
    const n = this.#views().length;
    const width = this.#root.clientWidth;
    const wanted = n <= 1 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : n <= 16 ? 4 : 5;
    const columns = width < 460 ? 1 : Math.max(1, Math.min(wanted, Math.floor(width / NARROWEST)));
    this.#root.style.setProperty('--columns', String(columns));
    this.#root.style.setProperty('--most', `${width / columns}px`);
    const rows = Math.ceil(n / columns);
    this.#root.style.setProperty('--rows', String(rows));
    this.#floor.root.style.gridColumn = `span ${1 + rows * columns - n}`;
    this.#root.classList.toggle('dense', columns >= 4);
  }
}
