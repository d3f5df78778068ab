/** Strokes on a view's canvas: the floor, the bodies, their labels. */

import { skin } from './skin.js';

// K25: child and parent of each bone. Hands' tips and thumbs come last, so that small views can leave them out.
const BONES = [
  1, 0, 20, 1, 2, 20, 3, 2, 4, 20, 5, 4, 6, 5, 7, 6, 8, 20, 9, 8, 10, 9, 11, 10, 12, 0, 13, 12, 14, 13, 15, 14, 16, 0, 17,
  16, 18, 17, 19, 18, 21, 7, 22, 6, 23, 11, 24, 10,
];
const BONES_WITHOUT_FINGERS = BONES.slice(0, -8);
/** The parts of a body as the API names them, and the joints whose bones they have. */
const PARTS = {
  torso: [0, 1, 2, 3, 20],
  'left-arm': [4, 5, 6, 7, 21, 22],
  'right-arm': [8, 9, 10, 11, 23, 24],
  'left-leg': [12, 13, 14, 15],
  'right-leg': [16, 17, 18, 19],
};
const PART_BONES = Object.entries(PARTS).map(([part, joints]) => ({
  part,
  bones: BONES.filter((_, i) => joints.includes(BONES[i - (i % 2)])),
}));
const JOINTS_WITHOUT_FINGERS = 21;
const HEAD = 3;
const HEAD_M = 0.105;
const BONE_M = 0.03;
const FEET_M = 0.28;
const FLOOR_HALF_WIDTH_M = 4;
const FLOOR_LENGTH_M = 8;
const LABEL_PIXELS = 13;
/** Windows after which a body is known or a stranger, unless the server is set otherwise; they fill an open body's ring. */
const USUAL_WINDOWS = 24;
const CIRCLE = 2 * Math.PI;

// Beyond twice the CSS size nobody sees the difference, and strokes cost by the pixel.
const MOST_DENSITY = 2;

const p = new Float32Array(9);

/** Gives a canvas the pixels that a size in CSS pixels needs, if it has others; what is drawn counts in CSS pixels. */
export function fit(g, width, height) {
  const density = Math.min(MOST_DENSITY, devicePixelRatio || 1);
  const [w, h] = [Math.round(width * density), Math.round(height * density)];
  if (g.canvas.width !== w || g.canvas.height !== h) {
    g.canvas.width = w;
    g.canvas.height = h;
    g.setTransform(density, 0, 0, density, 0, 0);
  }
}

/** Draws on one canvas, as much detail as its size can show. */
export function penFor(g, camera) {
  /** 0 names only, 1 figures too, 2 joints too. */
  const detail = () => (camera.width < 270 ? 0 : camera.width < 430 ? 1 : 2);

  /** Squares of one metre, with their distance from the sensor. */
  function floor({ floor }) {
    const first = Math.max(1, Math.round(camera.depth) - 3);
    const last = first + FLOOR_LENGTH_M;
    g.globalAlpha = 1;
    g.fillStyle = skin.stage;
    g.fillRect(0, 0, camera.width, camera.height);
    g.lineCap = g.lineJoin = 'round';
    g.lineWidth = 1;
    g.strokeStyle = skin.grid;
    g.beginPath();
    for (let x = -FLOOR_HALF_WIDTH_M; x <= FLOOR_HALF_WIDTH_M; x++) {
      floorLine(floor, x, first, x, last);
    }
    for (let z = first; z <= last; z++) {
      floorLine(floor, -FLOOR_HALF_WIDTH_M, z, FLOOR_HALF_WIDTH_M, z);
    }
    g.stroke();
    g.fillStyle = skin.muted;
    g.font = skin.small;
    g.textAlign = 'left';
    let x = Infinity;
    let y = Infinity;
    for (let z = first; z <= last && detail() > 0; z += 2) {
      camera.point(-1, floor, z, p, 0);
      // Far lines lie close together, and labels must not.
      if (Math.abs(p[1] - y) >= LABEL_PIXELS || Math.abs(p[0] - x) >= 2 * LABEL_PIXELS) {
        [x, y] = p;
        g.fillText(`${z} m`, x + 4, y - 3);
      }
    }
  }

  function floorLine(floor, x0, z0, x1, z1) {
    camera.point(x0, floor, z0, p, 0);
    camera.point(x1, floor, z1, p, 3);
    g.moveTo(p[0], p[1]);
    g.lineTo(p[3], p[4]);
  }

  /** The path walked and the place stood on tie a body to the floor; without them depth is hard to judge. */
  function footprint(track, floor, colour, ring) {
    const { pose } = track;
    g.strokeStyle = g.fillStyle = colour;
    g.lineWidth = 1.5;
    g.globalAlpha = 0.35 * track.alpha;
    g.beginPath();
    // Small views do without the path: strokes are what twenty of them cost.
    if (detail() > 0) {
      track.eachStep((x, _, z) => {
        camera.point(x, floor, z, p, 0);
        g.lineTo(p[0], p[1]);
      });
    }
    g.stroke();
    camera.point(pose[0], floor, pose[2], p, 0);
    camera.point(pose[0], floor, pose[2] - FEET_M, p, 3);
    camera.point(pose[0], floor, pose[2] + FEET_M, p, 6);
    const rx = (FEET_M * camera.focal) / p[2];
    g.beginPath();
    g.ellipse(p[0], p[1], rx, Math.min(rx, Math.hypot(p[6] - p[3], p[7] - p[4]) / 2), 0, 0, CIRCLE);
    g.globalAlpha = 0.16 * track.alpha;
    g.fill();
    if (ring) {
      g.globalAlpha = track.alpha;
      g.stroke();
    }
  }

  /**
   * Bones behind the body's middle first and fainter, then those before it over a margin of the background's colour: all the
   * depth sorting one body needs.
   */
  function body(track, colour, dashed) {
    const { screen } = track;
    const middle = screen[2] + 0.03;
    const width = Math.max(1.3, Math.min(6, (BONE_M * camera.focal) / middle)) * (dashed ? 0.7 : 1);
    g.setLineDash(dashed ? [width * 1.5, width * 2.2] : []);
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.globalAlpha = 0.5 * track.alpha;
    bones(all(), screen, middle, false);
    g.stroke();
    g.globalAlpha = track.alpha;
    bones(all(), screen, middle, true);
    if (!dashed && detail() > 0) {
      margin(width + 3);
    }
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.stroke();
    head(screen);
    g.setLineDash([]);
    if (!dashed && detail() === 2) {
      joints(screen, width * 0.3);
    }
  }

  /** The same with a colour for each part. @param {(part: string) => string} colourOf */
  function parts(track, colourOf) {
    const { screen } = track;
    const middle = screen[2] + 0.03;
    g.lineWidth = Math.max(2, Math.min(8, (1.4 * BONE_M * camera.focal) / middle));
    for (const front of [false, true]) {
      g.globalAlpha = (front ? 1 : 0.5) * track.alpha;
      for (const { part, bones: pairs } of PART_BONES) {
        g.strokeStyle = colourOf(part);
        bones(pairs, screen, middle, front);
        g.stroke();
      }
    }
    g.strokeStyle = colourOf('torso');
    head(screen);
  }

  function margin(width) {
    g.strokeStyle = skin.stage;
    g.lineWidth = width;
    g.stroke();
  }

  const all = () => (detail() === 0 ? BONES_WITHOUT_FINGERS : BONES);

  function bones(pairs, screen, middle, front) {
    g.beginPath();
    for (let i = 0; i < pairs.length; i += 2) {
      const a = pairs[i] * 3;
      const b = pairs[i + 1] * 3;
      if ((screen[a + 2] + screen[b + 2]) / 2 <= middle === front) {
        g.moveTo(screen[a], screen[a + 1]);
        g.lineTo(screen[b], screen[b + 1]);
      }
    }
  }

  function head(screen) {
    const at = HEAD * 3;
    g.beginPath();
    g.arc(screen[at], screen[at + 1], Math.max(2.5, (HEAD_M * camera.focal) / screen[at + 2]), 0, CIRCLE);
    g.fillStyle = skin.stage;
    g.fill();
    g.stroke();
  }

  function joints(screen, radius) {
    g.beginPath();
    for (let i = 0; i < JOINTS_WITHOUT_FINGERS * 3; i += 3) {
      g.moveTo(screen[i], screen[i + 1]);
      g.arc(screen[i], screen[i + 1], radius, 0, CIRCLE);
    }
    g.fill();
  }

  /** Sets a tag's size for its texts. */
  function measure(tag) {
    g.font = detail() === 0 ? skin.nameSmall : skin.name;
    const name = g.measureText(tag.name).width;
    g.font = skin.small;
    tag.w = Math.max(name, detail() === 0 ? 0 : g.measureText(tag.more).width) + 13;
    tag.h = detail() === 0 ? 15 : 31;
  }

  /** A plate with name and figures; filled for strangers. */
  function tag(tag, colour, alpha, filled) {
    const small = detail() === 0;
    g.globalAlpha = alpha * 0.88;
    g.fillStyle = filled ? colour : skin.stage;
    g.fillRect(tag.x, tag.y, tag.w, tag.h);
    g.globalAlpha = alpha;
    g.fillStyle = colour;
    g.fillRect(tag.x, tag.y, 2.5, tag.h);
    g.textAlign = 'left';
    g.font = small ? skin.nameSmall : skin.name;
    g.fillStyle = filled ? skin.onSignal : colour;
    g.fillText(tag.name, tag.x + 7, tag.y + (small ? 11 : 14));
    if (!small) {
      g.font = skin.small;
      g.fillStyle = filled ? skin.onSignal : skin.muted;
      g.fillText(tag.more, tag.x + 7, tag.y + 26);
    }
  }

  /** How far an undecided body is; never quite full before there is an answer. */
  function ring({ x, y, w, h }, windows, alpha) {
    const share = Math.min(0.95, windows / USUAL_WINDOWS);
    g.globalAlpha = alpha;
    g.lineWidth = 2;
    g.fillStyle = skin.stage;
    g.strokeStyle = skin.grid;
    g.beginPath();
    g.arc(x + w / 2, y + h / 2, w / 2 - 1, 0, CIRCLE);
    g.fill();
    g.stroke();
    g.strokeStyle = skin.ink;
    g.beginPath();
    g.arc(x + w / 2, y + h / 2, w / 2 - 1, -CIRCLE / 4, (share - 0.25) * CIRCLE);
    g.stroke();
    if (detail() > 0) {
      g.fillStyle = skin.ink;
      g.font = skin.small;
      g.textAlign = 'center';
      g.fillText(windows, x + w / 2, y + h / 2 + 3.5);
    }
  }

  return { detail, floor, footprint, body, parts, measure, tag, ring };
}
