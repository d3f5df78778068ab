/** What all pages have in common: the way to the others, the theme, and who is signed in. */

import { ask } from './api.js';
import { draw } from './svg.js';
import { el, make, plain } from './words.js';

const PAGES = [
  ['index.html', 'Live'], ['identities.html', 'Identities'], ['timeline.html', 'Timeline'], ['quality.html', 'Quality'],
  ['system.html', 'System'], ['models.html', 'Models'],
];
const CORRECTING = ['operator', 'admin'];
const GATE = 'M4 29V15a12 12 0 0 1 24 0v14';
const WALKER = 'M16.6 14.4 15.4 20l-4.6 8M15.4 20l4.8 3.4 1.3 4.6M11.4 18.6l2-3.4 3.2-.8 1.9 3 2.9.9';

const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const theme = make('button');

function skip() {
  const link = make('a', 'skip', 'Skip to the content');
  link.href = '#main';
  return link;
}

function brand() {
  const link = make('a', 'brand');
  link.href = './';
  link.append(draw('svg', { viewBox: '0 0 32 32', width: 30, height: 30, 'aria-hidden': 'true' },
    draw('path', { class: 'gate', d: GATE }), draw('circle', { cx: 17, cy: 10, r: 1.5 }), draw('path', { d: WALKER })),
    make('span', '', 'Gaitkeeper'));
  return link;
}

function nav() {
  const list = make('ul');
  const here = location.pathname.replace(/^.*\//, '') || PAGES[0][0];
  for (const [address, name] of PAGES) {
    const item = make('li');
    const link = make('a', '', name);
    link.href = address;
    if (address === here) {
      link.setAttribute('aria-current', 'page');
    }
    item.append(link);
    list.append(item);
  }
  const all = make('nav', 'pages');
  all.setAttribute('aria-label', 'Pages');
  all.append(list);
  return all;
}

function isDark() {
  return (document.documentElement.dataset.theme ?? (darkSystem.matches ? 'dark' : 'light')) === 'dark';
}

function showTheme() {
  const other = isDark() ? 'Light' : 'Dark';
  theme.textContent = other;
  theme.setAttribute('aria-label', `${other} theme`);
  document.dispatchEvent(new Event('theme'));
}

function chooseTheme() {
  const chosen = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem('theme', chosen);
  } catch {
    // Storage refused: the choice holds until the page is left.
  }
  showTheme();
}

/** Whether the caller may correct identities; told once it is known. @type {Promise<boolean>} */
export const mayCorrect = ask('session').then(showCaller, () => false);

function showCaller({ name, role, means }) {
  const may = CORRECTING.includes(role);
  // What only operators may do is not shown to others; the server refuses it anyway.
  document.documentElement.toggleAttribute('data-may-correct', may);
  if (means !== 'loopback') {
    const who = make('span', 'note', `${plain(name)}, ${role}`);
    const out = make('button', '', 'Sign out');
    out.type = 'button';
    out.addEventListener('click', async () => {
      await fetch('/api/v1/session', { method: 'DELETE' });
      location.assign('signin.html');
    });
    el('tools').prepend(who, out);
  }
  return may;
}

theme.id = 'theme';
theme.type = 'button';
theme.addEventListener('click', chooseTheme);
darkSystem.addEventListener('change', showTheme);
const tools = make('div', 'tools');
tools.id = 'tools';
tools.append(...document.querySelectorAll('#top .tool'), theme);
el('top').prepend(brand(), nav());
el('top').append(tools);
document.body.prepend(skip());
showTheme();
