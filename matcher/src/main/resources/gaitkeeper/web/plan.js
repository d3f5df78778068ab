/** Draws the floor from above. What stands still is drawn once and kept as a picture. */

/** @import {Floor, Placement} from './types.js' */

import { fit } from './draw.js';
import { skin } from './skin.js';
import { make, plain } from './words.js';

const MARGIN = 26;
/** Metres between lines, the first of these that leaves room between them. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const LEAST_STEP_PIXELS = 16;
/** Radius of a person, metres, and in which pixels it is drawn at least and at most. */
const PERSON_M = 0.25;
const LEAST_DOT = 3.5;
const MOST_DOT = 6;
// A path fades in so many steps from where somebody is to where they came from.
const FADES = 4;
const CIRCLE = 2 * Math.PI;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** The walls and what the sensors see, as `[left, top, right, bottom]` in metres. @param {Floor} floor */
export function boundsOf({ walls, sensors }) {
  const spots = [...walls.flat(), ...sensors, ...sensors.flatMap(sight)];
  const xs = spots.map(({ x }) => x);
  const zs = spots.map(({ z }) => z);
  return [Math.min(...xs), Math.min(...zs), Math.max(...xs), Math.max(...zs)];
}

/** Points on the edge of what a sensor sees. @param {Placement} sensor */
function sight({ x, z, yaw, angle, reach }) {
  return [-0.5, -0.25, 0, 0.25, 0.5].map((share) => ({
    x: x + reach * Math.sin(radians(yaw + share * angle)),
    z: z + reach * Math.cos(radians(yaw + share * angle)),
  }));
}

/** One canvas' map. */
export class Plan {
  /** Size in CSS pixels. */
  width = 1;
  height = 1;
  #g;
  #still = make('canvas').getContext('2d');
  #drawnIn = null;
  /** @type {Floor} */ #floor = { name: '', walls: [], sensors: [] };
  #scale = 1;
  #left = 0;
  #top = 0;

  constructor(g) {
    this.#g = g;
  }

  /** Takes up a floor with at least one sensor. @param {Floor} floor */
  show(floor) {
    this.#floor = floor;
    this.resize(this.width, this.height);
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    fit(this.#still, width, height);
    this.#drawnIn = null;
    const [left, top, right, bottom] = boundsOf(this.#floor);
    this.#scale = Math.max(1e-3, Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top)));
    this.#left = width / 2 - ((left + right) / 2) * this.#scale;
    this.#top = height / 2 - ((top + bottom) / 2) * this.#scale;
  }

  /** Pixels from metres. */
  x(metres) {
    return this.#left + metres * this.#scale;
  }

  y(metres) {
    return this.#top + metres * this.#scale;
  }

  /** Everything but the people. */
  ground() {
    // A theme makes another skin.
    if (this.#drawnIn !== skin) {
      this.#drawnIn = skin;
      this.#drawStill(this.#still);
    }
    this.#g.globalAlpha = 1;
    this.#g.drawImage(this.#still.canvas, 0, 0, this.width, this.height);
  }

  #drawStill(g) {
    g.globalAlpha = 1;
    g.lineCap = g.lineJoin = 'round';
    g.fillStyle = skin.stage;
    g.fillRect(0, 0, this.width, this.height);
    const step = STEPS.find((metres) => metres * this.#scale >= LEAST_STEP_PIXELS) ?? STEPS.at(-1);
    this.#grid(g, step);
    this.#floor.sensors.forEach((sensor) => this.#sight(g, sensor));
    g.strokeStyle = skin.muted;
    g.lineWidth = 2;
    this.#floor.walls.forEach((line) => {
      g.beginPath();
      line.forEach(({ x, z }) => g.lineTo(this.x(x), this.y(z)));
      g.stroke();
    });
    this.#floor.sensors.forEach((sensor) => this.#sensor(g, sensor));
    this.#ruler(g, step);
  }

  #grid(g, step) {
    const first = (offset) => ((offset % (step * this.#scale)) + step * this.#scale) % (step * this.#scale);
    g.strokeStyle = skin.grid;
    g.lineWidth = 1;
    g.globalAlpha = 0.6;
    g.beginPath();
    for (let x = first(this.#left); x < this.width; x += step * this.#scale) {
      g.moveTo(x, 0);
      g.lineTo(x, this.height);
    }
    for (let y = first(this.#top); y < this.height; y += step * this.#scale) {
      g.moveTo(0, y);
      g.lineTo(this.width, y);
    }
    g.stroke();
  }

  #sight(g, { x, z, yaw, angle, reach }) {
    // The canvas counts angles from right to down, a yaw from down to right.
    const ahead = radians(90 - yaw);
    const half = radians(angle / 2);
    g.fillStyle = g.strokeStyle = skin.accent;
    g.lineWidth = 1;
    g.beginPath();
    g.moveTo(this.x(x), this.y(z));
    g.arc(this.x(x), this.y(z), reach * this.#scale, ahead - half, ahead + half);
    g.closePath();
    g.globalAlpha = 0.07;
    g.fill();
    g.globalAlpha = 0.3;
    g.stroke();
  }

  #sensor(g, { sensor, x, z, yaw }) {
    const [right, down] = [Math.sin(radians(yaw)), Math.cos(radians(yaw))];
    const [px, py] = [this.x(x), this.y(z)];
    g.globalAlpha = 1;
    g.fillStyle = skin.accent;
    g.beginPath();
    g.moveTo(px + 7 * right, py + 7 * down);
    g.lineTo(px - 4 * right + 5 * down, py - 4 * down - 5 * right);
    g.lineTo(px - 4 * right - 5 * down, py - 4 * down + 5 * right);
    g.fill();
    g.fillStyle = skin.ink;
    g.font = skin.small;
    const name = plain(sensor);
    const width = g.measureText(name).width;
    // Behind it, where it sees nobody, and wholly on the map.
    const left = px - right * (width / 2 + 10) - width / 2;
    g.textAlign = 'left';
    g.fillText(name, Math.max(4, Math.min(this.width - width - 4, left)), py - down * 15 + 3.5);
  }

  #ruler(g, step) {
    const y = this.height - 8;
    g.globalAlpha = 1;
    g.strokeStyle = g.fillStyle = skin.muted;
    g.lineWidth = 1.5;
    g.beginPath();
    g.moveTo(8, y - 4);
    g.lineTo(8, y);
    g.lineTo(8 + step * this.#scale, y);
    g.lineTo(8 + step * this.#scale, y - 4);
    g.stroke();
    g.font = skin.small;
    g.textAlign = 'left';
    g.fillText(`${step} m`, 13 + step * this.#scale, y);
  }

  /** The way somebody came, ending where they are. @param {Float32Array} path x, height, z in metres, oldest first */
  path(path, length, colour, alpha) {
    const g = this.#g;
    g.strokeStyle = colour;
    g.lineWidth = 2;
    for (let part = 0; part < FADES; part++) {
      const from = Math.floor((part * (length - 1)) / FADES);
      const to = Math.floor(((part + 1) * (length - 1)) / FADES);
      g.globalAlpha = (0.6 * (part + 1) * alpha) / FADES;
      g.beginPath();
      for (let i = from; i <= to; i++) {
        g.lineTo(this.x(path[i * 3]), this.y(path[i * 3 + 2]));
      }
      g.stroke();
    }
  }

  /** Somebody: a disc, a diamond for a stranger, a ring while nobody can tell. @param {'known'|'stranger'|'undecided'|'new'} kind */
  dot(x, y, kind, colour, alpha) {
    const g = this.#g;
    const radius = Math.max(LEAST_DOT, Math.min(MOST_DOT, PERSON_M * this.#scale));
    g.globalAlpha = alpha;
    g.lineWidth = 2;
    g.beginPath();
    if (kind === 'stranger') {
      const size = radius * 1.5;
      g.moveTo(x, y - size);
      g.lineTo(x + size, y);
      g.lineTo(x, y + size);
      g.lineTo(x - size, y);
      g.closePath();
    } else {
      g.arc(x, y, radius, 0, CIRCLE);
    }
    const sure = kind === 'known' || kind === 'stranger';
    g.fillStyle = sure ? colour : skin.stage;
    g.strokeStyle = sure ? skin.stage : colour;
    g.fill();
    g.stroke();
  }
}
