/** A bundle's calibration as a chart: how many enrolled people are named rightly at which share of strangers misnamed. */

import { draw } from './svg.js';
import { make, plain } from './words.js';

const WIDTH = 420;
const HEIGHT = 210;
const LEFT = 38;
const BOTTOM = 34;
const TOP = 8;
const RIGHT = 46;
const LONG = 2000;
const MOST_LINES = 5;

/** @param {{population: string, compares: string, galleries: any[]}} calibration */
export function calibrationChart({ population, galleries }) {
  const select = make('select');
  const label = make('label', 'note', 'People in the gallery ');
  const place = make('div');
  galleries.forEach(({ identities }, i) => {
    const option = make('option', '', String(identities));
    option.value = String(i);
    select.append(option);
  });
  select.value = String(galleries.length - 1);
  const show = () => place.replaceChildren(chart(galleries[Number(select.value)]));
  select.addEventListener('change', show);
  label.append(select);
  show();
  return [label, place, make('p', 'note', `Measured on: ${plain(population, LONG)}`)];
}

function chart({ rows }) {
  const points = rows.flatMap((row) => row.points);
  const least = Math.log10(Math.min(...points.map(({ fpir }) => fpir)));
  const most = Math.log10(Math.max(...points.map(({ fpir }) => fpir)));
  const x = (fpir) => LEFT + ((Math.log10(fpir) - least) / Math.max(1e-9, most - least)) * (WIDTH - LEFT - RIGHT);
  const y = (tpir) => TOP + (1 - tpir) * (HEIGHT - TOP - BOTTOM);
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'plot', role: 'img' });
  svg.setAttribute('aria-label', rows.map((row) => `after ${row.windows} windows: ${row.points.map(({ fpir, tpir }) =>
    `${(100 * tpir).toFixed(0)} % named rightly at ${100 * fpir} % misnamed`).join(', ')}`).join('; '));
  [0, 0.25, 0.5, 0.75, 1].forEach((share) => svg.append(
    draw('path', { class: 'grid', d: `M${LEFT} ${y(share)}H${WIDTH - RIGHT}` }),
    draw('text', { x: LEFT - 6, y: y(share) + 4, 'text-anchor': 'end' }, `${100 * share}`)));
  new Set(points.map(({ fpir }) => fpir)).forEach((fpir) => svg.append(
    draw('text', { x: x(fpir), y: HEIGHT - BOTTOM + 15, 'text-anchor': 'middle' }, `${Number((100 * fpir).toPrecision(3))}`)));
  svg.append(draw('text', { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 4, 'text-anchor': 'middle' },
    '% of strangers misnamed; up: % of known people named'));
  const wanted = rows.length <= MOST_LINES ? rows : rows.filter((_, i) => i % Math.ceil(rows.length / MOST_LINES) === 0 || i === rows.length - 1);
  wanted.forEach((row, i) => {
    const line = row.points.map(({ fpir, tpir }) => `${x(fpir)} ${y(tpir)}`).join('L');
    svg.append(draw('path', { class: 'line', d: `M${line}`, opacity: 0.35 + (0.65 * (i + 1)) / wanted.length }));
  });
  const last = wanted.map((row) => ({ windows: row.windows, at: y(row.points.at(-1).tpir) }));
  // Labels of lines that end close together are pushed apart.
  last.sort((a, b) => a.at - b.at).forEach((one, i) => {
    one.at = i > 0 ? Math.max(one.at, last[i - 1].at + 12) : one.at;
    svg.append(draw('text', { x: WIDTH - RIGHT + 6, y: one.at + 4 }, `${one.windows} win`));
  });
  return svg;
}
