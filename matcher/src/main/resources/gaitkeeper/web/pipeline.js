/** The path of the data in figures: a tile per stage, and the totals. */

/** @import {Stage, StatsEvent} from './types.js' */

import { draw } from './svg.js';
import { count, el, make, millis, plain, rate, span } from './words.js';

const HISTORY = 120;
const HEIGHT = 22;
// The path is drawn before the first figures arrive, so that the page does not jump.
const USUAL = ['ingest', 'window', 'encode', 'match', 'end to end'];
const MOST_STAGES = 12;

/** The last two minutes of one figure; its array is written over, never grown. */
class Spark {
  svg;
  #line = draw('path', {});
  #values = new Float64Array(HISTORY);
  #size = 0;

  constructor(className) {
    const look = { class: `spark ${className}`, viewBox: `0 0 ${HISTORY - 1} ${HEIGHT}`, preserveAspectRatio: 'none' };
    this.svg = draw('svg', { ...look, 'aria-hidden': 'true' }, this.#line);
  }

  add(value) {
    const values = this.#values;
    values.copyWithin(0, 1);
    values[HISTORY - 1] = value > 0 ? value : 0;
    this.#size = Math.min(HISTORY, this.#size + 1);
    const first = HISTORY - this.#size;
    const top = Math.max(1e-9, ...values);
    let path = `M${first} ${HEIGHT}`;
    for (let i = first; i < HISTORY; i++) {
      path += `L${i} ${(HEIGHT - 1 - (values[i] / top) * (HEIGHT - 3)).toFixed(1)}`;
    }
    this.#line.setAttribute('d', `${path}V${HEIGHT}`);
  }
}

class Tile {
  root = make('li', 'stage');
  #rate = make('b', 'rate', '–');
  #unit = make('span', 'note');
  #p50 = make('b', '', '–');
  #p99 = make('b', '', '–');
  #rates = new Spark('of-rate');
  #latencies = new Spark('of-latency');

  constructor(name) {
    const throughput = make('p');
    const latency = make('p', 'latency');
    throughput.append(this.#rate, ' ', this.#unit);
    latency.append(make('span', 'note', 'p50 '), this.#p50, make('span', 'note', ' p99 '), this.#p99);
    this.root.append(make('h3', '', plain(name)), throughput, this.#rates.svg, latency, this.#latencies.svg);
    this.root.classList.toggle('whole', name === 'end to end');
  }

  /** @param {Stage} stage */
  show(stage) {
    this.#rate.textContent = rate(stage.rate);
    this.#unit.textContent = plain(stage.unit);
    this.#p50.textContent = millis(stage.p50);
    this.#p99.textContent = millis(stage.p99);
    this.root.title = `p95 ${millis(stage.p95)}. Lines: rate and p99 over two minutes`;
    this.#rates.add(stage.rate);
    this.#latencies.add(stage.p99);
  }
}

export class Pipeline {
  #tiles = new Map();
  #totals = new Map();

  constructor() {
    USUAL.forEach((name) => this.#tile(name));
    ['frames', 'answers', 'lag', 'up'].forEach((name) => this.#total(name, '–'));
  }

  /** @param {StatsEvent} stats */
  show(stats) {
    stats.stages.forEach((stage) => this.#tile(stage.name)?.show(stage));
    this.#total('frames', count(stats.frames));
    this.#total('answers', count(stats.matches));
    this.#total('lag', count(stats.lag));
    this.#total('up', span(stats.uptime_s));
    if (stats.strangers >= 0) {
      this.#total('strangers', count(stats.strangers));
    }
    if (stats.purity >= 0) {
      this.#total('known answers that are right', `${(100 * stats.purity).toFixed(1)} %`);
    }
  }

  #tile(name) {
    let tile = this.#tiles.get(name);
    if (!tile && this.#tiles.size < MOST_STAGES) {
      tile = new Tile(name);
      this.#tiles.set(name, tile);
      el('stages').append(tile.root);
    }
    return tile;
  }

  #total(name, text) {
    if (!this.#totals.has(name)) {
      const pair = make('div');
      pair.append(make('dt', 'note', name), make('dd'));
      el('totals').append(pair);
      this.#totals.set(name, pair.lastChild);
    }
    this.#totals.get(name).textContent = text;
  }
}
