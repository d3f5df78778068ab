/** The windows that an answer was given on, played over and over. */

import { ask, ofStay } from './api.js';
import { Thumb } from './thumb.js';
import { make } from './words.js';

const COORDINATES = 75;
const MM = 1000;
const PAUSE_MS = 600;
const STILL = matchMedia('(prefers-reduced-motion: reduce)');

/** Shows how somebody moved before they were answered for, while `root` is in the page. */
export class Motion {
  root = make('figure', 'motion');
  #thumb = new Thumb('nothing kept of this stay');
  #shown = { track: { pose: new Float32Array(COORDINATES), alpha: 1 }, floor: -1 };
  #frames = [];
  #id;
  #colourOf;
  #caption = make('figcaption', 'note', 'The last windows that were compared');

  /** @param {{track: string, visit?: string, identity?: string}} stay */
  constructor(stay) {
    this.#id = stay.identity;
    this.root.append(this.#thumb.root, this.#caption);
    this.#load(stay);
  }

  /** Gives each part of the body a colour of its own. @param {(part: string) => string} colourOf */
  paint(colourOf) {
    this.#colourOf = colourOf;
    this.#caption.textContent = 'The last windows that were compared; the stronger a part’s colour, the more rests on it';
  }

  async #load(stay) {
    const { frames } = await ask(ofStay(stay, 'motion'));
    if (frames.length === 0) {
      return;
    }
    const start = Date.parse(frames[0].time);
    this.#frames = frames.map(({ time, joints_mm: joints }) => ({ at: Date.parse(time) - start, joints }));
    this.#shown.floor = Math.min(...frames.map(({ joints_mm: joints }) => lowest(joints))) / MM;
    const begun = performance.now();
    const tick = (now) => {
      if (this.root.isConnected) {
        this.#draw(STILL.matches ? 0 : now - begun);
        requestAnimationFrame(tick);
      }
    };
    requestAnimationFrame(tick);
  }

  #draw(elapsed) {
    const at = elapsed % (this.#frames.at(-1).at + PAUSE_MS);
    const frame = this.#frames.findLast((one) => one.at <= at) ?? this.#frames[0];
    frame.joints.forEach((mm, i) => { this.#shown.track.pose[i] = mm / MM; });
    this.#thumb.draw(this.#shown, this.#id, this.#colourOf);
  }
}

function lowest(joints) {
  let low = Infinity;
  for (let i = 1; i < joints.length; i += 3) {
    low = Math.min(low, joints[i]);
  }
  return low;
}
