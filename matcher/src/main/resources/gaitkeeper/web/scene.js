/**
 * The bodies in view, and where they are between two updates.
 *
 * Updates come 5 to 30 times a second, the screen is drawn up to 60 times. So the picture runs a little behind the stream and
 * blends the two samples around its moment; nothing is ever guessed ahead, a late update only makes a body wait.
 */

/** @import {BodiesEvent, Body} from './types.js' */

const COORDINATES = 75;
const SAMPLES = 4;
const TRAIL = 36;
/** Most places of a body's way, the present one included. */
export const MOST_STEPS = TRAIL + 1;
const TRAIL_STEP_MS = 90;
// A body without a new frame for so long has left, and fades.
const GONE_MS = 500;
const FADE_MS = 450;
// A silent sensor keeps its place for a while, so that a short break does not reshuffle the page.
const SENSOR_KEPT_MS = 60000;
// More would be no picture any more; it bounds memory whatever the ids are.
const MOST_SENSORS = 48;
const MOST_BODIES = 40;

/** One tracked body. Its arrays are made once and written over, so that steady motion makes no garbage. */
export class Track {
  /** Joints at the moment drawn, metres. */
  pose = new Float32Array(COORDINATES);
  /** Joints on the panel: x, y in pixels, depth in metres. Written by the camera. */
  screen = new Float32Array(COORDINATES);
  /** Where the body was: x, y, z in metres, a ring. */
  trail = new Float32Array(TRAIL * 3);
  trailHead = 0;
  trailLength = 0;
  alpha = 0;
  /** @type {Body} */ body;
  #ring = Array.from({ length: SAMPLES }, () => new Float32Array(COORDINATES));
  #times = new Float64Array(SAMPLES).fill(NaN);
  #head = 0;
  #trailAt = 0;
  #start = NaN;

  /** @param {Body} body @param {number} t milliseconds */
  add(body, t) {
    const same = this.body?.age === body.age;
    this.body = body;
    // A body is repeated for a while after its last frame; standing still then would look like a person who stopped.
    if (same) {
      return;
    }
    // The frame's own clock spaces samples better than the moment it was sent; only its start is learned from that.
    const start = t - body.age;
    this.#start = Math.abs(start - this.#start) < 500 ? this.#start + (start - this.#start) * 0.05 : start;
    this.#head = (this.#head + 1) % SAMPLES;
    this.#times[this.#head] = this.#start + body.age;
    const into = this.#ring[this.#head];
    for (let i = 0; i < COORDINATES; i++) {
      into[i] = body.j[i] / 1000;
    }
  }

  /** Time of the newest sample. */
  get latest() {
    return this.#times[this.#head];
  }

  /** Sets pose and alpha for a moment. */
  advance(t, dt) {
    let after = this.#head;
    let before = after;
    while (this.#times[before] > t && before !== (this.#head + 1) % SAMPLES) {
      after = before;
      before = (before + SAMPLES - 1) % SAMPLES;
    }
    const t0 = this.#times[before];
    const t1 = this.#times[after];
    const share = t1 > t0 ? Math.min(1, Math.max(0, (t - t0) / (t1 - t0))) : 1;
    const a = this.#ring[Number.isNaN(t0) ? after : before];
    const b = this.#ring[after];
    for (let i = 0; i < COORDINATES; i++) {
      this.pose[i] = a[i] + (b[i] - a[i]) * share;
    }
    const wanted = t - this.latest > GONE_MS ? 0 : 1;
    this.alpha += Math.sign(wanted - this.alpha) * Math.min(Math.abs(wanted - this.alpha), dt / FADE_MS);
    if (t - this.#trailAt >= TRAIL_STEP_MS) {
      this.#trailAt = t;
      this.#leaveTrace();
    }
  }

  /** Not decided yet. */
  get open() {
    return this.body.kind === 'undecided' || this.body.kind === 'new';
  }

  /**
   * Goes the way the body came, from the oldest place kept to the present one.
   *
   * @param {(x: number, y: number, z: number, i: number) => void} visit metres, and the place's number from 0
   * @returns {number} how many places there were
   */
  eachStep(visit) {
    const { trail, trailLength } = this;
    for (let i = 0; i < trailLength; i++) {
      const at = 3 * ((this.trailHead - trailLength + i + TRAIL) % TRAIL);
      visit(trail[at], trail[at + 1], trail[at + 2], i);
    }
    visit(this.pose[0], this.pose[1], this.pose[2], trailLength);
    return trailLength + 1;
  }

  #leaveTrace() {
    this.trail.set(this.pose.subarray(0, 3), this.trailHead * 3);
    this.trailHead = (this.trailHead + 1) % TRAIL;
    this.trailLength = Math.min(TRAIL, this.trailLength + 1);
  }
}

/** A sensor and the bodies it sees. */
export class Sensor {
  
  tracks = new Map();
  /** Height of the floor, metres; sensors do not tell it, so it is read off the lowest feet. */
  floor = -1;
  heard = 0;
  #floorKnown = false;

  constructor(id) {
    this.id = id;
  }

  /** @param {Body[]} bodies @param {number} t */
  update(bodies, t) {
    this.heard = t;
    for (const body of bodies) {
      if (body.j.length === COORDINATES && (this.tracks.has(body.track) || this.tracks.size < MOST_BODIES)) {
        let track = this.tracks.get(body.track);
        if (!track) {
          track = new Track();
          this.tracks.set(body.track, track);
        }
        track.add(body, t);
        this.#feelFloor(body.j);
      }
    }
  }

  advance(t, dt) {
    for (const [id, track] of this.tracks) {
      track.advance(t, dt);
      if (track.alpha <= 0 && t - track.latest > GONE_MS) {
        this.tracks.delete(id);
      }
    }
  }

  // Falls quickly to a lower foot and rises very slowly, because a lifted foot says nothing about the floor.
  #feelFloor(j) {
    const lowest = Math.min(j[14 * 3 + 1], j[15 * 3 + 1], j[18 * 3 + 1], j[19 * 3 + 1]) / 1000;
    const pull = this.#floorKnown ? (lowest < this.floor ? 0.15 : 0.002) : 1;
    this.floor += (lowest - this.floor) * pull;
    this.#floorKnown = true;
  }
}

/** All sensors, and the clock of the picture. */
export class Scene {
  
  sensors = new Map();
  #offset = NaN;
  #interval = 33;
  #last = NaN;
  #drawn = NaN;

  /** @param {BodiesEvent} event @param {number} now performance.now() */
  update(event, now) {
    this.#tune(event.t, now);
    for (const { id, bodies } of event.sensors) {
      let sensor = this.sensors.get(id);
      if (!sensor && this.sensors.size < MOST_SENSORS) {
        sensor = new Sensor(id);
        this.sensors.set(id, sensor);
      }
      sensor?.update(bodies, event.t);
    }
    for (const [id, sensor] of this.sensors) {
      if (event.t - sensor.heard > SENSOR_KEPT_MS) {
        this.sensors.delete(id);
      }
    }
  }

  /** Moves every body to the moment to be drawn. */
  advance(now) {
    const dt = Number.isNaN(this.#drawn) ? 16 : Math.min(100, now - this.#drawn);
    this.#drawn = now;
    const t = now + this.#offset - 1.7 * this.#interval;
    for (const sensor of this.sensors.values()) {
      sensor.advance(t, dt);
    }
  }

  /** Nothing more will come for now: what is shown is no longer true. */
  clear() {
    for (const sensor of this.sensors.values()) {
      sensor.tracks.clear();
    }
    this.#offset = NaN;
  }

  // The server's clock is taken from its fastest messages: delay only ever makes one look older than it is.
  #tune(t, now) {
    const offset = t - now;
    const jumped = !(Math.abs(offset - this.#offset) < 1000);
    this.#offset = jumped ? offset : Math.max(offset, this.#offset - 0.2);
    const interval = t - this.#last;
    if (interval > 5 && interval < 500) {
      this.#interval += (interval - this.#interval) * 0.05;
    }
    this.#last = t;
  }
}
