/** What was refused, by reason. */

import { count, el, make, plain } from './words.js';

const MOST_REASONS = 24;

/** @param {Record<string, number>} rejected */
export function showRefused(rejected) {
  const rows = Object.entries(rejected).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).slice(0, MOST_REASONS);
  el('refused-count').textContent = count(rows.reduce((sum, [, n]) => sum + n, 0));
  el('refused').replaceChildren(...rows.map(([code, n]) => {
    const row = make('li');
    row.append(make('span', '', plain(code.toLowerCase().replaceAll('_', ' '))), make('b', '', count(n)));
    return row;
  }));
}
