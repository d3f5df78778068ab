/** Wires the page of quality. */

import { ask, keepAsking } from './api.js';
import { showRefused } from './refused.js';
import './shell.js';
import { Streams } from './streams.js';
import { draw } from './svg.js';
import { ago, count, el, make, plain, span } from './words.js';

const EVERY_MS = 2000;
const MOST_STREAMS = 60;
const WIDTH = 300;
const LEAST = 0.0005;
const TELLING = 0.5;
const KINDS = ['known', 'stranger', 'undecided'];

function percent(share) {
  return `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
}

function showFpir({ fpir, pairs, taken, rule }) {
  // A share that may be anything is no figure to remember.
  el('fpir').textContent = fpir.high < TELLING ? percent(fpir.middle) : 'not known yet';
  el('interval').replaceChildren(...(pairs > 0 ? [interval(fpir, rule.fpir)] : []));
  el('fpir-note').textContent = pairs > 0
    ? `95 % interval ${percent(fpir.low)} to ${percent(fpir.high)}; the budget is ${percent(rule.fpir)}. Estimated from`
      + ` ${count(pairs)} comparisons with people seen at the same time, who surely were somebody else; ${count(taken)} would have been taken.`
    : `Needs two people in one sensor's view at once; the budget is ${percent(rule.fpir)}.`;
}

/** The interval on a logarithmic scale, with the budget. */
function interval({ low, middle, high }, budget) {
  const at = (share) => ((Math.log10(Math.max(LEAST, share)) - Math.log10(LEAST)) / -Math.log10(LEAST)) * WIDTH;
  const within = high <= budget ? 'within' : low > budget ? 'beyond' : 'open';
  return draw('svg', { viewBox: `-10 0 ${WIDTH + 20} 44`, class: `interval ${within}`, 'aria-hidden': 'true' },
    draw('path', { class: 'axis', d: `M0 14H${WIDTH}` }),
    draw('path', { class: 'span', d: `M${at(low)} 14H${at(high)}` }),
    draw('circle', { cx: at(middle), cy: 14, r: 5 }),
    draw('path', { class: 'needed', d: `M${at(budget)} 4v20` }),
    draw('text', { x: at(budget), y: 38, 'text-anchor': 'middle' }, 'budget'),
    ...[0.001, 0.01, 0.1, 1].filter((share) => Math.abs(at(share) - at(budget)) > 36)
      .map((share) => draw('text', { x: at(share), y: 38, 'text-anchor': 'middle' }, `${100 * share} %`)));
}

function showAnswers(answers) {
  const sum = Math.max(1, KINDS.reduce((all, kind) => all + (answers[kind] ?? 0), 0));
  const bar = make('div', 'shares');
  const list = make('dl', 'facts');
  for (const kind of KINDS) {
    const n = answers[kind] ?? 0;
    const part = make('i', kind);
    part.style.flexGrow = String(n / sum);
    bar.append(part);
    list.append(make('dt', 'note', kind), make('dd', '', `${count(n)}, ${percent(n / sum)}`));
  }
  el('answers').replaceChildren(bar, list);
}

function showRule({ rule }) {
  const rows = [
    ['Error budget', `${percent(rule.fpir)} of strangers may be given a name`],
    ['Named from', `${rule.min_windows} windows`],
    ['Stranger from', `${rule.probation} windows that resemble nobody`],
    ['Strangers', rule.enrols_strangers ? 'become anonymous identities' : 'are not enrolled'],
  ];
  el('rule').replaceChildren(...rows.flatMap(([name, text]) => [make('dt', 'note', name), make('dd', '', text)]));
}

function showSensors(items) {
  el('sensors').replaceChildren(...items.map(({ id, last, answers }) => {
    const row = make('tr');
    row.append(make('td', '', plain(id)), make('td', '', ago(last)), make('td', 'number', count(answers)));
    return row;
  }));
}

keepAsking(async () => {
  const [quality, rejected, sensors] = await Promise.all([ask('quality'), ask('rejected'), ask('sensors')]);
  el('since').textContent = `since this process started, ${span(quality.uptime_s)} ago`;
  showFpir(quality);
  showAnswers(quality.answers);
  el('switches').textContent = `${quality.switched_per_hour.toFixed(1)} an hour`;
  showRule(quality);
  showRefused(Object.fromEntries(rejected.items.map(({ reason, count: n }) => [reason, n])));
  showSensors(sensors.items);
}, EVERY_MS);
new Streams(MOST_STREAMS).start();
