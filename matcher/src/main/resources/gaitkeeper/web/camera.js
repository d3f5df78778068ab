/**
 * The sensor's own view in perspective, which the viewer may turn about the people.
 *
 * Like an architect's lens it looks level and shifts the picture instead of tilting, so upright people stay upright.
 */

const NEAR_M = 0.3;
const REST_PITCH = 0.12;
const MOST_YAW = 1.2;
const MOST_PITCH = 1.1;
// How much of the picture the people may fill, leaving room for labels above them.
const FILL = 0.66;

export class Camera {
  yaw = 0;
  pitch = REST_PITCH;
  /** Panel size in CSS pixels. */
  width = 1;
  height = 1;
  /** Pixels per unit of x/z. */
  focal = 1;
  #cosYaw = 1;
  #sinYaw = 0;
  #cosPitch = 1;
  #sinPitch = 0;
  #depth = 3;
  #back = 0;
  #middle = 0;
  #centre = 0;
  #spread = 0.35;
  #near = 3;

  turn(yaw, pitch) {
    this.yaw = Math.max(-MOST_YAW, Math.min(MOST_YAW, this.yaw + yaw));
    this.pitch = Math.max(0, Math.min(MOST_PITCH, this.pitch + pitch));
  }

  reset() {
    this.yaw = 0;
    this.pitch = REST_PITCH;
  }

  /** Follows the people slowly; to be called once before the points of a picture. */
  frame(sensor) {
    let depth = 0;
    let nearest = Infinity;
    let spread = 0.25;
    for (const { pose } of sensor.tracks.values()) {
      depth += pose[2];
      nearest = Math.min(nearest, pose[2]);
      spread = Math.max(spread, (Math.abs(pose[0]) + 0.35) / Math.max(1, pose[2] + this.#back));
    }
    const count = sensor.tracks.size;
    if (count > 0) {
      // Sources that centre on the body have everyone at depth 0: step back far enough to see them.
      this.#back += (Math.max(0, 1.6 - nearest) - this.#back) * 0.02;
      this.#depth += (depth / count - this.#depth) * 0.004;
      // Opens at once, closes over half a minute: a view that breathes with every step is hard to look at.
      this.#spread += (spread - this.#spread) * (spread > this.#spread ? 0.06 : 0.0008);
      this.#near += (nearest - this.#near) * (nearest < this.#near ? 0.06 : 0.0008);
    }
    const distance = Math.max(1.6, this.#near + (this.#depth - this.#near) / 4 + this.#back);
    this.#middle = sensor.floor + 1.0;
    this.#centre = this.height * 0.56;
    this.focal = Math.min((this.height * FILL * distance) / 1.8, (this.width * 0.5) / Math.max(0.3, this.#spread));
    this.#cosYaw = Math.cos(this.yaw);
    this.#sinYaw = Math.sin(this.yaw);
    this.#cosPitch = Math.cos(this.pitch);
    this.#sinPitch = Math.sin(this.pitch);
  }

  /** Writes a track's joints as pixels. */
  body(track) {
    const { pose, screen } = track;
    for (let i = 0; i < pose.length; i += 3) {
      this.point(pose[i], pose[i + 1], pose[i + 2], screen, i);
    }
  }

  /** Writes one point, in metres, as pixel x, pixel y and depth. What is behind the viewer comes out at the near plane. */
  point(x, y, z, out, at) {
    const dz = z - this.#depth;
    const dy = y - this.#middle;
    // The sensor's x grows to its left, the screen's to the right.
    const rx = -x * this.#cosYaw + dz * this.#sinYaw;
    const rz = x * this.#sinYaw + dz * this.#cosYaw;
    const ry = dy * this.#cosPitch + rz * this.#sinPitch;
    const depth = Math.max(NEAR_M, rz * this.#cosPitch - dy * this.#sinPitch + this.#depth + this.#back);
    out[at] = this.width / 2 + (rx * this.focal) / depth;
    out[at + 1] = this.#centre - (ry * this.focal) / depth;
    out[at + 2] = depth;
  }

  /** Where the people are, in metres from the sensor. */
  get depth() {
    return this.#depth;
  }
}
