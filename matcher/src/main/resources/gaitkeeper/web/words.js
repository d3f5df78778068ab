/** How things are said: names, figures, times. Every text that depends on data passes here. */

/** @import {Body} from './types.js' */

const MOST_LETTERS = 26;
// Controls and direction overrides could make a name look like something it is not, or spill over its neighbours.
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name fit for one line. */
export function plain(name, most = MOST_LETTERS) {
  const letters = [...name.replace(UNSAFE, ' ').trim()];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}

/** What to call a body or an answer. @param {Pick<Body, 'label'|'kind'>} of @param {number} [most] letters */
export function called({ label, kind }, most) {
  return plain(label || (kind === 'new' ? 'undecided' : kind), most);
}

export function seconds(ms) {
  return !(ms >= 0) ? '' : `${(ms / 1000).toFixed(1)} s`;
}

export function score(value) {
  // Cosines differ in the second decimal, likelihood ratios in the first.
  return Number.isFinite(value) ? value.toFixed(Math.abs(value) < 2 ? 2 : 1) : '';
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function count(value) {
  return value >= 0 ? whole.format(value) : '–';
}

/** Small ones with a decimal. */
export function rate(value) {
  return value > 0 && value < 10 ? value.toFixed(1) : whole.format(value);
}

/** Figures side by side, without those that are not there. */
export function figures(...texts) {
  return texts.filter(Boolean).join(' · ');
}

/** In as few digits as are worth reading. */
export function millis(value) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  return value < 10 ? `${value.toFixed(1)} ms` : value < 10000 ? `${whole.format(value)} ms` : seconds(value);
}

export function span(s) {
  const minutes = Math.floor(s / 60);
  const hours = Math.floor(minutes / 60);
  return s < 60 ? `${Math.floor(s)} s` : hours < 1 ? `${minutes} min` : hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** The page's element of that id. @returns {any} */
export function el(id) {
  return document.getElementById(id);
}

/** An element with text. Text only: names are hostile input, so nothing on this page parses markup. */
export function make(tag, className = '', text = '') {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

const shortTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const longTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const DAY_MS = 86400000;

/** A moment as RFC 3339 or milliseconds: the time alone within a day of now. */
export function clock(moment) {
  const at = new Date(moment);
  return (Math.abs(Date.now() - at) < DAY_MS ? shortTime : longTime).format(at);
}

/** How long ago, for people. */
export function ago(moment, now = Date.now()) {
  const s = Math.max(0, (now - new Date(moment)) / 1000);
  return s < 3 ? 'just now' : `${span(s)} ago`;
}

/** A stay written `sensor/session/track@nanoseconds`. */
export function stay(text) {
  const at = text.lastIndexOf('@');
  const [sensor, , track] = text.slice(0, at).split('/');
  return { sensor, track, time: Number(text.slice(at + 1).slice(0, -6)) };
}
