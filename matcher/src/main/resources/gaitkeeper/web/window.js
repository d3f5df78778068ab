/** Modal dialogs. The browser keeps focus and Escape; this makes the frame. */

import { make } from './words.js';

/** Opens a dialog with a heading; it goes when it is closed. @returns {HTMLDialogElement} */
export function openWindow(title, className, ...content) {
  const dialog = make('dialog', className);
  const head = make('header');
  const heading = make('h2', '', title);
  const close = make('button', 'close', '×');
  close.type = 'button';
  close.setAttribute('aria-label', 'Close');
  close.addEventListener('click', () => dialog.close());
  heading.id = `window-${document.querySelectorAll('dialog').length}`;
  dialog.setAttribute('aria-labelledby', heading.id);
  head.append(heading, close);
  dialog.append(head, ...content);
  // A click on the dialog itself is one beside its content.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something is done; the answer that does nothing has the focus. @returns {Promise<boolean>} */
export function confirmed(title, action, ...content) {
  return new Promise((resolve) => {
    const bar = make('div', 'bar');
    const yes = button(action, () => {
      resolve(true);
      dialog.close();
    }, 'danger');
    const no = button('Keep', () => dialog.close());
    bar.append(no, yes);
    const dialog = openWindow(title, 'confirm', ...content, bar);
    dialog.addEventListener('close', () => resolve(false));
    no.focus();
  });
}

/** A button that cannot be pressed again while what it does is under way. */
export function button(label, act, className = '') {
  const element = make('button', className, label);
  element.type = 'button';
  element.addEventListener('click', async () => {
    element.disabled = true;
    try {
      await act();
    } finally {
      element.disabled = false;
    }
  });
  return element;
}
