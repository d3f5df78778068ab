/** Wires the page of quality. */

import { ask, keepAsking } from './api.js';
import { showRefused } from './refused.js';
import './shell.js';
import { Streams } from './streams.js';
import { draw } from './svg.js';
import { tradeoffChart } from './tradeoff.js';
import { ago, count, el, make, plain, span } from './words.js';

const EVERY_MS = 2000;
const MOST_STREAMS = 60;
const WIDTH = 300;
const LEAST = 0.0005;
const TELLING = 0.5;
const KINDS = { known: 'known', stranger: 'stranger', undecided: 'undecided' };
const ENDINGS = { known: 'named', new: 'enrolled', stranger: 'stranger', undecided: 'undecided' };

function percent(share) {
  return `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
}

/** A share that may be anything is no figure to remember. */
function told({ low, middle, high }) {
  return high - low < TELLING ? percent(middle) : 'not known yet';
}

function visitsOf(n) {
  return `${count(n)} ${n === 1 ? 'visit' : 'visits'}`;
}

function range({ low, high }) {
  return `${percent(low)} to ${percent(high)}`;
}

function showFpir({ fpir, together, rule }) {
  el('fpir').textContent = told(fpir);
  el('interval').replaceChildren(...(fpir.searches > 0 ? [interval(fpir, rule.fpir)] : []));
  el('fpir-note').textContent = (fpir.searches > 0
    ? `95 % interval ${range(fpir)}; the budget is ${percent(rule.fpir)}. ${visitsOf(fpir.searches)} of known people ${fpir.searches === 1 ? 'was' : 'were'} compared`
      + ` with everybody else; ${count(fpir.taken)} would have been given a wrong name.`
    : `Needs visits of two known people; the budget is ${percent(rule.fpir)}.`)
    + (together.pairs > 0 ? ` Of ${count(together.pairs)} comparisons with people seen at the same time ${count(together.taken)} would have gone wrong.` : '');
}

function showNamed({ named, visits }) {
  const ended = Object.values(visits).reduce((all, n) => all + n, 0);
  el('named').textContent = told(named);
  el('named-note').textContent = ended > 0
    ? `95 % interval ${range(named)} of the visits that ended named or undecided. People who are recognised are at least as many:`
      + ' the undecided may never have been here before.'
    : 'No visit has ended yet.';
  el('visits').replaceChildren(...(ended > 0 ? shares(ENDINGS, visits) : []));
}

/** The curve says nothing before there are searches and visits. */
function showTradeoff({ tradeoff, fpir, visits, rule }) {
  const ended = (visits.named ?? 0) + (visits.undecided ?? 0);
  const some = fpir.searches > 0 && ended > 0;
  el('tradeoff').replaceChildren(...(some ? tradeoffChart(tradeoff, rule.fpir) : []));
  el('tradeoff-note').textContent = some
    ? `What other budgets would have brought: of ${visitsOf(fpir.searches)} of known people, compared with everybody else, and of`
      + ` ${visitsOf(ended)} that ended named or undecided. Intervals of 95 %; the budget nearest to yours is marked.`
    : 'Needs visits of two known people.';
}

function times({ low, middle, high }) {
  return high - low < 2 ? `${middle.toFixed(1)}×` : '–';
}

function showDrift({ drift, budget_share: share }) {
  el('drift').textContent = drift.high - drift.low < 2 ? times(drift) : 'not known yet';
  el('drift-note').textContent = drift.searches === 0 ? 'Needs visits of two known people.' : `As often as that, people come as near to somebody else as one in ten does by the calibration (${count(drift.near)} of`
    + ` ${count(drift.searches)}; interval ${drift.low.toFixed(1)} to ${drift.high.toFixed(1)}). `
    + (share < 1 ? `That is surely too often, so only ${percent(share)} of the error budget is spent.` : 'The full error budget is in force.');
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

/** A bar and its numbers. @param {Record<string, string>} kinds what each part counts, by its class */
function shares(kinds, counts) {
  const sum = Math.max(1, Object.values(kinds).reduce((all, kind) => all + (counts[kind] ?? 0), 0));
  const bar = make('div', 'shares');
  const list = make('dl', 'facts');
  for (const [look, kind] of Object.entries(kinds)) {
    const n = counts[kind] ?? 0;
    const part = make('i', look);
    part.style.flexGrow = String(n / sum);
    bar.append(part);
    list.append(make('dt', 'note', kind), make('dd', '', `${count(n)}, ${percent(n / sum)}`));
  }
  return [bar, list];
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

function showSensors(items, drifts) {
  const drift = new Map(drifts.map((one) => [one.id, one]));
  el('sensors').replaceChildren(...items.map(({ id, last, answers }) => {
    const row = make('tr');
    row.append(make('td', '', plain(id)), make('td', '', ago(last)), make('td', 'number', count(answers)),
      make('td', 'number', drift.has(id) ? times(drift.get(id)) : '–'));
    return row;
  }));
}

keepAsking(async () => {
  const [quality, rejected, sensors] = await Promise.all([ask('quality'), ask('rejected'), ask('sensors')]);
  el('since').textContent = `since this process started, ${span(quality.uptime_s)} ago`;
  showFpir(quality);
  showNamed(quality);
  showDrift(quality);
  showTradeoff(quality);
  el('answers').replaceChildren(...shares(KINDS, quality.answers));
  el('switches').textContent = `${quality.switched_per_hour.toFixed(1)} an hour`;
  showRule(quality);
  showRefused(Object.fromEntries(rejected.items.map(({ reason, count: n }) => [reason, n])));
  showSensors(sensors.items, quality.sensors);
}, EVERY_MS);
new Streams(MOST_STREAMS).start();
