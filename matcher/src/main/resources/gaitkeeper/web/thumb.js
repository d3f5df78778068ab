/** A small moving picture of one person. */

import { Camera } from './camera.js';
import { fit, penFor } from './draw.js';
import { palette, skin } from './skin.js';
import { make } from './words.js';

const AWAY_M = 3.2;

/** Draws the body of a track in the middle, however it walks about. */
export class Thumb {
  root = make('div', 'thumb absent');
  #canvas = make('canvas');
  #context = this.#canvas.getContext('2d', { alpha: false });
  #camera = new Camera();
  #pen = penFor(this.#context, this.#camera);
  #shown = { pose: new Float32Array(75), screen: new Float32Array(75), alpha: 1 };
  #sensor = { floor: -1, tracks: new Map([['', this.#shown]]) };

  /** @param {string} nobody what it says while there is nobody to show */
  constructor(nobody = 'not in view now') {
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.root.append(this.#canvas, make('span', 'note', nobody));
  }

  /**
   * Shows a moment of a track; nobody if there is none.
   * @param {{track: any, floor: number} | undefined} seen
   * @param {string | undefined} id whose colour; that of nobody known without
   * @param {(part: string) => string} [colourOf] colours of the parts, instead
   */
  draw(seen, id, colourOf) {
    this.root.classList.toggle('absent', !seen);
    if (!seen || !this.#fits()) {
      return;
    }
    const { pose } = seen.track;
    const to = this.#shown.pose;
    for (let i = 0; i < to.length; i += 3) {
      to[i] = pose[i] - pose[0];
      to[i + 1] = pose[i + 1];
      to[i + 2] = pose[i + 2] - pose[2] + AWAY_M;
    }
    this.#shown.alpha = seen.track.alpha;
    this.#sensor.floor = seen.floor;
    this.#camera.frame(this.#sensor);
    this.#pen.floor(this.#sensor);
    this.#camera.body(this.#shown);
    if (colourOf) {
      this.#pen.parts(this.#shown, colourOf);
    } else {
      this.#pen.body(this.#shown, id ? palette.of(id) : skin.signal, false);
    }
  }

  /** Takes up the size the layout gave; false while there is none. */
  #fits() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    fit(this.#context, width, height);
    this.#camera.width = Math.max(1, width);
    this.#camera.height = Math.max(1, height);
    return width > 0;
  }
}
