/** All views: their layout, and the loop that draws them. */

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

  constructor(scene, onName) {
    this.#scene = scene;
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
      this.#panels.forEach((panel) => panel.list());
    }
    for (const panel of this.#panels.values()) {
      if (panel.visible) {
        panel.draw();
      }
    }
  }

  // Sensors come and go rarely; views are kept by id, so that one the viewer turned stays turned.
  #match() {
    const before = this.#panels.size;
    const { sensors } = this.#scene;
    for (const [id, panel] of this.#panels) {
      if (sensors.get(id) !== panel.sensor) {
        this.#panels.delete(id);
        this.#sizes.unobserve(panel.canvas);
        this.#sight.unobserve(panel.canvas);
        panel.root.remove();
      }
    }
    const missing = [...sensors.values()].filter(({ id }) => !this.#panels.has(id));
    missing.forEach((sensor) => this.#add(sensor));
    if (missing.length > 0 || this.#panels.size !== before) {
      el('no-frames').hidden = this.#panels.size > 0;
      // In order of their names, whatever order they arrived in.
      const inOrder = (a, b) => a.sensor.id.localeCompare(b.sensor.id, 'en', { numeric: true });
      this.#root.append(...[...this.#panels.values()].sort(inOrder).map(({ root }) => root));
      this.#arrange();
    }
  }

  #add(sensor) {
    const panel = new Panel(sensor, this.#onName);
    this.#byCanvas.set(panel.canvas, panel);
    this.#panels.set(sensor.id, panel);
    this.#sizes.observe(panel.canvas);
    this.#sight.observe(panel.canvas);
  }

  // As square a grid as fits, since every view deserves the same space.
  #arrange() {
    const n = this.#panels.size;
    const width = this.#root.clientWidth;
    const wanted = n <= 1 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : n <= 16 ? 4 : 5;
    const columns = width < 460 ? 1 : Math.max(1, Math.min(wanted, Math.floor(width / NARROWEST)));
    this.#root.style.setProperty('--columns', String(columns));
    this.#root.style.setProperty('--most', `${width / columns}px`);
    this.#root.style.setProperty('--rows', String(Math.ceil(n / columns)));
    this.#root.classList.toggle('dense', columns >= 4);
  }
}
