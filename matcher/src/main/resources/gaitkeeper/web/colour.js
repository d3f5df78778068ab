/**
 * A colour per identity: stable, well apart from the others, and readable on its background.
 *
 * Hues are stepped in OKLCH, where equal steps look equal; a second ring of another lightness doubles their number. The orange
 * of strangers is left out, so that nobody known can be taken for one.
 */

const HUES = [85, 119, 150, 190, 225, 258, 290, 322, 355];
/** How many people differ by colour; beyond it the label alone tells them apart. */
export const SLOTS = HUES.length * 2;
// WCAG's minimum for text, because names are written in these colours.
const CONTRAST = 4.5;
const REMEMBERED = 4096;

/** @typedef {number[]} Rgb red, green, blue, 0 to 255 */

// Ottosson's OKLab matrices, to linear sRGB.
function linear(l, c, h) {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

// With chroma lowered until a screen can show it.
function oklch(l, c, h) {
  let rgb = linear(l, c, h);
  while (c > 0 && rgb.some((v) => v < -0.0001 || v > 1.0001)) {
    c -= 0.005;
    rgb = linear(l, c, h);
  }
  const encode = (v) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
  return rgb.map((v) => Math.round(255 * encode(Math.min(1, Math.max(0, v)))));
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((v) => (v <= 10.3 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast, 1 to 21. @param {Rgb} one @param {Rgb} other */
export function contrast(one, other) {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The colour of a slot, its lightness moved until it reads well. @param {number} slot @param {Rgb} background */
export function slotColour(slot, background) {
  const dark = luminance(background) < 0.2;
  const ring = slot < HUES.length ? 0 : 1;
  // The second ring sits between the hues of the first, as well as at another lightness.
  const hue = HUES[slot % HUES.length] + ring * 16;
  let l = dark ? [0.8, 0.64][ring] : [0.55, 0.4][ring];
  const chroma = dark ? [0.14, 0.17][ring] : [0.15, 0.12][ring];
  let colour = oklch(l, chroma, hue);
  while (contrast(colour, background) < CONTRAST && l > 0.02 && l < 0.98) {
    l += dark ? 0.01 : -0.01;
    colour = oklch(l, chroma, hue);
  }
  return colour;
}

// FNV-1a.
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

/** Who has which slot. The hash decides; where two people would meet, the later one takes the next free slot. */
export class Palette {
  #slots = new Map();
  #uses = new Uint32Array(SLOTS);
  #colours = [];
  #seated = false;

  /** Recomputes for a theme. */
  setBackground(background) {
    this.#colours = Array.from({ length: SLOTS }, (_, slot) => css(slotColour(slot, background)));
  }

  /** Gives everybody known their slot, once and in the order of their numbers: so a person's colour is the same on every page. */
  seat(people) {
    if (!this.#seated && people.length > 0) {
      this.#seated = true;
      this.#slots.clear();
      this.#uses.fill(0);
      [...people].sort((a, b) => a.number - b.number).forEach(({ id }) => this.#assign(id));
    }
  }

  of(id) {
    return this.#colours[this.#slots.get(id) ?? this.#assign(id)];
  }

  #assign(id) {
    // Forgetting everything is rare and cheap, and keeps a page that runs for weeks from growing.
    if (this.#slots.size >= REMEMBERED) {
      this.#slots.clear();
      this.#uses.fill(0);
    }
    let slot = hash(id) % SLOTS;
    const fewest = Math.min(...this.#uses);
    // The stride shares no factor with the number of slots, so it visits all of them, far hues first.
    while (this.#uses[slot] > fewest) {
      slot = (slot + 7) % SLOTS;
    }
    this.#uses[slot]++;
    this.#slots.set(id, slot);
    return slot;
  }
}

export function css(rgb) {
  return `rgb(${rgb.join(' ')})`;
}

/** A colour between two others. @param {string} from @param {string} to @param {number} share of the second, 0 to 1 */
export function between(from, to, share) {
  const end = parseRgb(to);
  return css(parseRgb(from).map((v, i) => Math.round(v + (end[i] - v) * share)));
}

/** Reads what getComputedStyle answers for a colour. */
export function parseRgb(text) {
  return text.match(/[\d.]+/g).map(Number);
}
