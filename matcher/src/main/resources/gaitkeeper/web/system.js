/** Wires the page of the system. */

import { ask, keepAsking } from './api.js';
import { Pipeline } from './pipeline.js';
import './shell.js';
import { count, el, make, plain, span } from './words.js';

const EVERY_MS = 1000;
const GROUPS_MS = 3000;

const pipeline = new Pipeline();

/** The figures of /api/v1/system as the live stream sends them. */
function stats({ stages, ...figures }, lag) {
  return {
    ...figures, lag, rejected: {},
    stages: stages.map(({ name, unit, per_second: rate, p50_ms: p50, p95_ms: p95, p99_ms: p99 }) => ({ name, unit, rate, p50, p95, p99 })),
  };
}

let framesBehind = -1;

keepAsking(async () => {
  const system = await ask('system');
  pipeline.show(stats(system, framesBehind));
  el('about').textContent = `${system.mode}, up ${span(system.uptime_s)}${system.synthetic ? ', synthetic people' : ''}`;
  const rows = [
    ['Model in use', system.model],
    ['Identities', count(system.identities)],
    ['Identity log', `${count(system.gallery_version)} entries`],
  ];
  el('process').replaceChildren(...rows.flatMap(([name, text]) => [make('dt', 'note', name), make('dd', '', plain(text, 60))]));
}, EVERY_MS);

keepAsking(async () => {
  const [{ items }, health] = await Promise.all([ask('groups'), fetch('/health/ready').then((answer) => answer.json())]);
  showGroups(items);
  el('checks').replaceChildren(...Object.entries(health.checks).map(([name, state]) => {
    const row = make('li', `stream ${state === 'up' ? 'good' : 'quarantined'}`);
    row.append(make('span', '', plain(name)), make('b', '', state));
    return row;
  }));
}, GROUPS_MS);

function showGroups(groups) {
  const lags = groups.map(({ lag }) => lag['gk.frames']).filter((n) => n >= 0);
  framesBehind = lags.length > 0 ? Math.max(...lags) : -1;
  el('groups').replaceChildren(...groups.map(({ roles, state, members, lag }) => {
    const row = make('tr', members > 0 ? '' : 'idle');
    const topics = Object.entries(lag).sort(([a], [b]) => a.localeCompare(b)).map(([topic, n]) => `${topic}: ${count(n)}`);
    row.append(make('td', '', roles.map((role) => plain(role)).join(', ')), make('td', '', members > 0 ? plain(state) : 'nobody'),
      make('td', 'number', count(members)), make('td', '', topics.join(', ')));
    return row;
  }));
}
