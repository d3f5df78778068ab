/** Detection error tradeoff: strangers who are named against known people who are not, by error budget. */

import { draw } from './svg.js';
import { make } from './words.js';

const WIDTH = 420;
const HEIGHT = 250;
const LEFT = 42;
const BOTTOM = 38;
const TOP = 10;
const RIGHT = 26;
/** What lies below is drawn at the edge. */
const LEAST = 0.001;
const TICKS = [0.001, 0.01, 0.1, 1];

const percent = (share) => `${Number((100 * share).toPrecision(2))} %`;
const along = (share) => 1 - Math.log10(Math.max(LEAST, share)) / Math.log10(LEAST);
const x = (share) => LEFT + along(share) * (WIDTH - LEFT - RIGHT);
const y = (share) => HEIGHT - BOTTOM - along(share) * (HEIGHT - TOP - BOTTOM);

/**
 * @typedef {{low: number, middle: number, high: number}} Bounds
 * @param {{budget: number, fpir: Bounds, missed: Bounds}[]} points smallest budget first
 * @param {number} inForce the budget, of which the nearest point is marked
 */
export function tradeoffChart(points, inForce) {
  const far = ({ budget }) => Math.abs(Math.log(budget / inForce));
  const nearest = points.reduce((best, point) => (far(point) < far(best) ? point : best));
  return [chart(points, nearest), table(points, nearest)];
}

function chart(points, nearest) {
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'plot det', 'aria-hidden': 'true' });
  TICKS.forEach((share) => svg.append(
    draw('path', { class: 'grid', d: `M${LEFT} ${y(share)}H${WIDTH - RIGHT}M${x(share)} ${TOP}V${HEIGHT - BOTTOM}` }),
    draw('text', { x: LEFT - 6, y: y(share) + 4, 'text-anchor': 'end' }, percent(share)),
    draw('text', { x: x(share), y: HEIGHT - BOTTOM + 15, 'text-anchor': 'middle' }, percent(share))));
  svg.append(draw('text', { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 5, 'text-anchor': 'middle' },
    'strangers named; up: visits without a name'));
  points.forEach(({ fpir, missed }) => svg.append(draw('path', { class: 'span',
    d: `M${x(fpir.low)} ${y(missed.middle)}H${x(fpir.high)}M${x(fpir.middle)} ${y(missed.low)}V${y(missed.high)}` })));
  svg.append(draw('path', { class: 'line', d: `M${points.map(({ fpir, missed }) => `${x(fpir.middle)} ${y(missed.middle)}`).join('L')}` }));
  points.forEach((point) => svg.append(draw('circle', { class: point === nearest ? 'now' : '', cx: x(point.fpir.middle),
    cy: y(point.missed.middle), r: point === nearest ? 5 : 3 })));
  return svg;
}

function table(points, nearest) {
  const head = make('tr');
  ['Budget', 'Strangers named', 'Visits without a name'].forEach((name) => {
    const cell = make('th', 'number', name);
    cell.scope = 'col';
    head.append(cell);
  });
  const rows = points.map((point) => {
    const row = make('tr', point === nearest ? 'now' : '');
    row.append(make('td', 'number', percent(point.budget)), share(point.fpir), share(point.missed));
    return row;
  });
  const body = make('tbody');
  body.append(...rows);
  const top = make('thead');
  top.append(head);
  const all = make('table');
  all.append(top, body);
  return all;
}

function share({ low, middle, high }) {
  const cell = make('td', 'number', percent(middle));
  cell.append(make('small', 'note', ` ${percent(low)} – ${percent(high)}`));
  return cell;
}
