/** Signs in, and goes on to where one came from. */

import { el } from './words.js';

el('user').addEventListener('submit', (event) => send(event, { name: el('name').value, password: el('password').value }));
el('with-key').addEventListener('submit', (event) => send(event, { key: el('key').value.trim() }));
el('name').focus();

async function send(event, shown) {
  event.preventDefault();
  const button = event.target.querySelector('button');
  button.disabled = true;
  el('problem').textContent = '';
  try {
    const answer = await fetch('/api/v1/session',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(shown) });
    if (answer.ok) {
      location.replace(destination());
      return;
    }
    const { detail } = await answer.json().catch(() => ({}));
    el('problem').textContent = answer.status === 401 ? 'Nobody of that name and password, or no such key.' : detail ?? 'That did not work.';
  } catch {
    el('problem').textContent = 'The server does not answer.';
  }
  button.disabled = false;
}

/** Only a page of this site, whatever the address says. */
function destination() {
  const wanted = new URL(new URLSearchParams(location.search).get('to') ?? '/', location.href);
  return wanted.origin === location.origin ? wanted.href : '/';
}
