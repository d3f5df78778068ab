/** The colours and fonts of the canvases, read from the style sheet so that a theme is written once. */

/** @import {Body} from './types.js' */

import { Palette, css, parseRgb } from './colour.js';
import { make } from './words.js';

/**
 * @typedef {object} Skin
 * @property {string} stage background of a view
 * @property {string} grid @property {string} ink @property {string} muted
 * @property {string} accent @property {string} signal strangers
 * @property {string} onSignal text on it
 * @property {string} name @property {string} nameSmall @property {string} small fonts
 */

/** Identity colours, shared by views and lists. */
export const palette = new Palette();

/** The present theme. @type {Skin} */
export let skin;

/** Reads the theme again, after it changed. */
export function readSkin() {
  const probe = make('i');
  document.body.append(probe);
  const read = (name) => {
    // Through a real property: a custom one would answer light-dark(...) as it is written.
    probe.style.color = `var(--${name})`;
    return parseRgb(getComputedStyle(probe).color);
  };
  palette.setBackground(read('stage'));
  const style = getComputedStyle(document.body);
  skin = {
    stage: css(read('stage')),
    grid: css(read('grid')),
    ink: css(read('ink')),
    muted: css(read('muted')),
    accent: css(read('accent')),
    signal: css(read('signal')),
    onSignal: css(read('on-signal')),
    name: `600 12.5px ${style.fontFamily}`,
    nameSmall: `600 10.5px ${style.fontFamily}`,
    small: `10px ${style.getPropertyValue('--mono')}`,
  };
  probe.remove();
}

/** The colour of a body or an answer. @param {Pick<Body, 'kind'|'id'>} of */
export function colourOf({ kind, id }) {
  return kind === 'known' ? palette.of(id) : kind === 'stranger' ? skin.signal : skin.muted;
}

/** A dot of an identity's colour. */
export function dot(colour) {
  const mark = make('i', 'dot');
  mark.style.setProperty('--c', colour);
  return mark;
}
