/** Wires the page of models: a card for each bundle, its calibration when opened. */

import { ask, keepAsking } from './api.js';
import { calibrationChart } from './calibration.js';
import { say } from './say.js';
import './shell.js';
import { count, el, make, plain } from './words.js';

const EVERY_MS = 10000;
const LONG = 2000;
let shown = '';

keepAsking(async () => {
  const { items } = await ask('models');
  const key = items.map(({ id, in_use: used }) => `${id} ${used}`).join();
  if (key !== shown) {
    shown = key;
    el('count').textContent = count(items.length);
    const order = [...items].sort((a, b) => Number(b.in_use) - Number(a.in_use) || a.id.localeCompare(b.id));
    el('models').replaceChildren(...order.map((model) => card(model)));
  }
}, EVERY_MS);

function card(model) {
  const item = make('li', `card ${model.in_use ? 'used' : ''}`);
  const head = make('h2', '', plain(model.id, 60));
  if (model.in_use) {
    head.append(' ', make('span', 'badge', 'in use'));
  }
  item.append(head, make('p', '', model.description), facts(model), results(model.results), details(model));
  return item;
}

function facts(model) {
  const rows = [
    ['System', model.system],
    ['Window', `${model.frames} frames, ${model.joints} joints`],
    ['Embedding', `${count(model.width)} numbers, ${model.metric}`],
    ['Sensors', (model.geometries ?? []).join(', ')],
    ['Training data', model.trained_on],
    ['Terms', model.terms],
    ['Made by', [model.commit && `commit ${model.commit}`, `seed ${model.seed}`].filter(Boolean).join(', ')],
  ];
  const list = make('dl', 'facts');
  rows.filter(([, text]) => text).forEach(([name, text]) => list.append(make('dt', 'note', name), make('dd', '', plain(text, LONG))));
  return list;
}

function results(values) {
  const rows = Object.entries(values).sort(([a], [b]) => a.localeCompare(b));
  const table = make('table');
  const body = make('tbody');
  rows.forEach(([name, value]) => {
    const row = make('tr');
    const head = make('th', '', plain(name.replaceAll('_', ' '), 80));
    head.scope = 'row';
    row.append(head, make('td', 'number', `${value.toFixed(1)} %`));
    body.append(row);
  });
  table.append(make('caption', 'note', rows.length ? 'Measured' : 'No results are noted'), body);
  return table;
}

/** The calibration is fetched when somebody wants to see it. */
function details({ id }) {
  const box = make('details');
  box.append(make('summary', '', 'Calibration: named rightly against misnamed'));
  box.addEventListener('toggle', async () => {
    if (!box.open || box.children.length > 1) {
      return;
    }
    try {
      const { calibration } = await ask(`models/${encodeURIComponent(id)}`);
      box.append(...calibrationChart(calibration));
    } catch (error) {
      say(`Not shown: ${error.message}.`);
    }
  });
  return box;
}
