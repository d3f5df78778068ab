/** Why a stay was answered as it was: the evidence on a scale, what the decision lacks, and the windows it was made from. */

import { openAlike } from './alike.js';
import { ask, ofStay } from './api.js';
import { Motion } from './motion.js';
import { Parts } from './parts.js';
import { draw } from './svg.js';
import { called, clock, count, make, millis, plain, score, seconds } from './words.js';
import { button, openWindow } from './window.js';

const WIDTH = 520;
const HEIGHT = 66;
const EDGE = 24;
const AXIS = 38;

/** Explains the present or last stay of a track, `sensor/session/track`. */
export async function explainTrack(track) {
  return explain(await ask(ofStay({ track })));
}

/** Explains a stay as /api/v1/sightings tells of it. */
export async function explain(sighting) {
  const { rule } = await ask('quality');
  const { match } = sighting;
  const who = called({ label: sighting.label ?? '', kind: sighting.kind });
  const verdict = make('p', 'verdict', sentence(sighting, who));
  const lacks = make('ul', 'lacks');
  missing(sighting, rule).forEach((text) => lacks.append(make('li', '', text)));
  const motion = new Motion(sighting);
  const parts = new Parts(sighting, (colourOf) => motion.paint(colourOf));
  const alike = button('Who else is alike?', () => openAlike('Whom this stay resembles', ofStay(sighting, 'alike'),
    { named: sighting.identity, needed: match.threshold }));
  return openWindow(`Why ${who}?`, 'why', verdict, lacks, scale(match), motion.root, parts.root, facts(sighting, rule), alike);
}

function sentence({ kind, enrolled, match, identity }, who) {
  if (enrolled && identity) {
    return `The gallery holds this stay as ${who}: it was learned from, or an operator said so. No score decides it.`;
  }
  if (kind === 'known') {
    return identity
      ? `Named ${who}: the score ${score(match.score)} reaches the ${score(match.threshold)} needed.`
      : `Named once, but nobody known any more: told apart, or erased.`;
  }
  return kind === 'stranger'
    ? `Resembles nobody in the gallery after ${count(match.windows)} windows.`
    : 'Not decided: the evidence does not suffice for anybody, nor against everybody.';
}

function missing({ kind, enrolled, match }, rule) {
  if (kind !== 'undecided' || enrolled) {
    return [];
  }
  const windows = rule.min_windows - match.windows;
  const short = match.threshold - match.score;
  return [
    windows > 0 && `${windows} more ${windows === 1 ? 'window' : 'windows'} before anybody may be named`,
    short > 0 && `${score(short)} more score for its nearest`,
    match.score === undefined && 'somebody in the gallery to compare with',
    match.windows < rule.probation
      && `${rule.probation - match.windows} more windows before it may count as a stranger`,
  ].filter(Boolean);
}

/** Score, runner-up and threshold on one line. */
function scale({ score: best, runner_up: second, threshold }) {
  const marks = [['runner-up', second, 'second'], ['needed', threshold, 'needed'], ['score', best, 'best']]
    .filter(([, value]) => value !== undefined);
  if (best === undefined) {
    return make('p', 'note', 'The gallery was empty, so there was nothing to compare with.');
  }
  const values = marks.map(([, value]) => value);
  const low = Math.min(...values);
  const room = Math.max(Math.max(...values) - low, 1e-6);
  const at = (value) => EDGE * 2 + ((value - low) / room) * (WIDTH - EDGE * 4);
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'scale', role: 'img' },
    draw('path', { class: 'axis', d: `M${EDGE} ${AXIS}H${WIDTH - EDGE}` }));
  svg.setAttribute('aria-label', marks.map(([name, value]) => `${name} ${score(value)}`).join(', '));
  if (threshold !== undefined) {
    svg.append(draw('path', { class: 'enough', d: `M${at(threshold)} ${AXIS}H${WIDTH - EDGE}` }));
  }
  marks.forEach(([name, value, look]) => {
    const x = at(value);
    const top = look === 'best';
    svg.append(look === 'needed'
      ? draw('path', { class: look, d: `M${x} ${AXIS - 12}v24` })
      : draw('circle', { class: look, cx: x, cy: AXIS, r: top ? 7 : 5 }));
    svg.append(draw('text', { class: look, x, y: top ? AXIS - 15 : AXIS + 25, 'text-anchor': 'middle' },
      `${name} ${score(value)}`));
  });
  return svg;
}

function facts({ track, from, to, match }, rule) {
  const margin = match.runner_up === undefined ? 'nobody else to compare with' : score(match.score - match.runner_up);
  const rows = [
    ['Lead over the runner-up', margin],
    ['Windows compared', `${count(match.windows)}, at least ${rule.min_windows} needed`],
    ['Seen for', seconds(new Date(to) - new Date(match.since))],
    ['Named after', match.time_to_identify_ms >= 0 ? seconds(match.time_to_identify_ms) : ''],
    ['Error budget', `${(100 * rule.fpir).toFixed(1)} % of strangers may be misnamed`],
    ['Answered within', millis(match.latency_ms)],
    ['Model', plain(match.model, 60)],
    ['Where and when', `${plain(track, 80)}, ${clock(from)} to ${clock(to)}`],
  ];
  const list = make('dl', 'facts');
  rows.filter(([, text]) => text).forEach(([name, text]) => list.append(make('dt', 'note', name), make('dd', '', text)));
  return list;
}
