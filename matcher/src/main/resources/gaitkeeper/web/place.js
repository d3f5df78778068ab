/** From what a sensor sees to where it is on the floor. */

/** @import {Placement} from './types.js' */

/**
 * A sensor's place as a rigid motion: the floor's point of p is (x, height, z) + Ry(yaw) Rx(tilt) Rz(roll) p, where p is x to the
 * sensor's left, y up, z ahead of it, and the floor's x is to the right of the map, y up from the floor, z down the map.
 */
export class Place {
  #origin;
  #rows;

  /** @param {Placement} placement */
  constructor({ x, z, height, yaw, tilt, roll }) {
    const [sy, st, sr] = [yaw, tilt, roll].map((degrees) => Math.sin((degrees * Math.PI) / 180));
    const [cy, ct, cr] = [yaw, tilt, roll].map((degrees) => Math.cos((degrees * Math.PI) / 180));
    this.#origin = [x, height, z];
    this.#rows = [
      [cy * cr + sy * st * sr, -cy * sr + sy * st * cr, sy * ct],
      [ct * sr, ct * cr, -st],
      [-sy * cr + cy * st * sr, sy * sr + cy * st * cr, cy * ct],
    ];
  }

  /** Writes a point of the sensor, in metres, as the floor's x, height and z. */
  point(x, y, z, out, at = 0) {
    for (let i = 0; i < 3; i++) {
      const row = this.#rows[i];
      out[at + i] = this.#origin[i] + row[0] * x + row[1] * y + row[2] * z;
    }
    return out;
  }
}
