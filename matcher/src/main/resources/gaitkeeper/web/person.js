/** One person of the gallery: where they were, what they are known by, and every way to correct it. */

import { openAlike } from './alike.js';
import { Refusal, ask, change } from './api.js';
import { choose } from './choose.js';
import { undo } from './history.js';
import { say } from './say.js';
import { Stays } from './stays.js';
import { Thumb } from './thumb.js';
import { button, confirmed, openWindow } from './window.js';
import { ago, clock, count, make, plain, stay } from './words.js';

const SIGHTINGS = 60;
const EXEMPLARS = 40;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

export class Person {
  id;
  /** When the window is gone. @type {Promise<void>} */ closed;
  #people;
  #onChanged;
  #detail;
  /** As the field was filled, so that what is typed is not overwritten. */ #name = '';
  #correcting = false;
  #thumb = new Thumb();
  #notice = make('div', 'notice');
  #seen = make('p', 'note');
  #form = make('form', 'naming operator');
  #input = make('input', 'name');
  #exemplars = make('details', 'exemplars');
  #columns = make('fieldset', 'columns');
  #stays = new Stays((visits) => this.#split(visits), (visit) => this.#tellApart(visit));
  #dialog;

  /** @param {string} id @param {Map<string, any>} people everybody, as the page knows them @param {() => void} onChanged */
  constructor(id, people, onChanged) {
    this.id = id;
    this.#people = people;
    this.#onChanged = onChanged;
    this.#notice.setAttribute('role', 'alert');
    this.#makeForm();
    const side = make('div', 'side');
    side.append(this.#thumb.root, this.#seen, this.#form, button('Who is alike?', () => this.#alike()), this.#actions());
    const main = make('div', 'main');
    main.append(this.#stays.root, this.#exemplars);
    this.#columns.append(side, main);
    // Nothing can be corrected that was not looked at.
    this.#columns.disabled = true;
    this.#dialog = openWindow('…', 'person-window', this.#notice, this.#columns);
    this.closed = new Promise((resolve) => this.#dialog.addEventListener('close', () => resolve(), { once: true }));
    this.#load();
  }

  close() {
    this.#dialog.close();
  }

  /** The gallery was asked again: somebody else may have corrected this person. */
  heard() {
    const now = this.#people.get(this.id);
    if (!this.#detail || this.#correcting) {
      return;
    }
    if (!now) {
      this.#load();
    } else if (now.version > this.#detail.version) {
      this.#tell('Somebody else corrected this person just now; this is how they are since. What you typed or ticked is kept.');
      this.#load();
    }
  }

  /** @param {Map<string, any>} seen whom sensors show */
  draw(seen) {
    this.#thumb.draw(seen.get(this.id), this.id);
  }

  async #load() {
    try {
      const [detail, sightings] = await Promise.all([ask(`identities/${this.id}`),
        ask(`sightings?identity=${this.id}&limit=${SIGHTINGS}`)]);
      this.#show(detail, sightings.items);
    } catch (error) {
      this.#gone(error);
    }
  }

  #show(detail, sightings) {
    const typed = this.#input.value !== this.#name;
    this.#detail = detail;
    this.#columns.disabled = false;
    this.#name = detail.name;
    this.#dialog.querySelector('h2').textContent = plain(detail.label);
    this.#seen.textContent = detail.seen ? `Seen last by ${plain(detail.seen.sensor)}, ${ago(detail.seen.time)}.`
      : 'Not seen as far back as is remembered.';
    if (!typed) {
      this.#input.value = detail.name;
    }
    this.#input.placeholder = `stranger ${detail.number}`;
    this.#stays.show(sightings, detail.stays);
    this.#showExemplars(detail.evidence);
  }

  #makeForm() {
    const save = make('button', '', 'Save name');
    this.#input.maxLength = 80;
    this.#input.dir = 'auto';
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.setAttribute('aria-label', 'Name');
    this.#form.append(this.#input, save);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = this.#input.value.trim();
      this.#correct('/name', { body: { name } }, name ? `Named ${plain(name)}.` : 'Made anonymous.');
    });
  }

  #actions() {
    const bar = make('div', 'actions operator');
    bar.append(button('Same person as…', () => this.#merge()), button('Erase…', () => this.#erase(), 'danger'));
    return bar;
  }

  #alike() {
    return openAlike(`Who is like ${plain(this.#detail.label)}?`, `identities/${this.id}/alike`);
  }

  #split(visits) {
    return this.#correct('/split', { body: { visits } },
      visits.length === 1 ? 'That stay is somebody else now.' : `These ${visits.length} stays are somebody else now.`);
  }

  #tellApart(visit) {
    return this.#correct('/not', { body: { visit } }, 'Noted: that was not this person.');
  }

  async #merge() {
    const { label } = this.#detail;
    const other = await choose(`${plain(label)} is the same person as…`,
      'Everything known of both goes under the one you choose. It can be taken back.', this.#people, this.id);
    if (other && await this.#correct('/merge', { body: { into: other.id } }, `Merged into ${plain(other.label)}.`, false)) {
      this.close();
      location.hash = other.id;
    }
  }

  async #erase() {
    const { label, exemplars, stays } = this.#detail;
    const goes = make('ul', 'goes');
    goes.append(make('li', '', `the identity and its name, “${plain(label)}”`),
      make('li', '', `${count(exemplars)} exemplars: all that they are recognised by`),
      make('li', '', `that ${count(stays.length)} ${stays.length === 1 ? 'stay was' : 'stays were'} theirs`),
      make('li', '', 'whoever was merged into them, and all corrections that concern them'));
    const yes = await confirmed(`Erase ${plain(label)}?`, 'Erase for ever', make('p', '', 'This goes, and cannot be brought back:'),
      goes, make('p', 'note', 'What stays until Kafka’s retention ends: the windows seen and the answers given at the time, which are'
        + ' shown without a name. Who comes again is a stranger.'));
    if (yes && await this.#correct('', { method: 'DELETE' }, `${plain(label)} is erased.`, false)) {
      this.close();
    }
  }

  #showExemplars(evidence) {
    const list = make('ul', 'list');
    const summary = make('summary', '', `${count(evidence.length)} exemplars`);
    const latest = [...evidence].sort((a, b) => b.time.localeCompare(a.time));
    latest.slice(0, EXEMPLARS).forEach((one) => list.append(this.#exemplar(one)));
    if (latest.length > EXEMPLARS) {
      list.append(make('li', 'note', `and ${count(latest.length - EXEMPLARS)} older ones`));
    }
    this.#exemplars.replaceChildren(summary, make('p', 'note', 'Windows of a second or so that they are recognised by.'), list);
  }

  #exemplar({ sequence, model, time, visit }) {
    const row = make('li');
    const sensor = visit ? stay(visit).sensor : sequence.split('/')[0];
    row.append(make('span', '', `${clock(time)}, ${plain(sensor)}`),
      button('Move to…', () => this.#move(sequence, model), 'operator small'),
      button('Remove', () => this.#correct('/exemplars/remove', { body: { sequence, model } }, 'Exemplar removed.'), 'operator small'));
    return row;
  }

  async #move(sequence, model) {
    const other = await choose('This exemplar shows…', 'Only this window moves, not the stay it is from.', this.#people, this.id);
    if (other) {
      await this.#correct('/exemplars/move', { body: { sequence, model, to: other.id } }, `Moved to ${plain(other.label)}.`);
    }
  }

  /** Corrects what was looked at, and nothing newer. @returns {Promise<boolean>} whether it was done */
  async #correct(what, options, told, stays = true) {
    this.#correcting = true;
    try {
      const { command } = await change(`identities/${this.id}${what}`, { ...options, version: this.#detail.version });
      this.#tell('');
      if (what === '/name') {
        this.#name = this.#input.value = options.body.name;
      }
      if (stays) {
        await this.#load();
      }
      this.#onChanged();
      // Who is erased cannot come back.
      say(told, options.method === 'DELETE' ? undefined : { label: 'Undo', act: () => this.#undo(command) });
      return true;
    } catch (error) {
      await this.#refused(error);
      return false;
    } finally {
      this.#correcting = false;
    }
  }

  /** One's own undoing is not somebody else's correction. */
  #undo(command) {
    const then = async () => {
      if (this.#dialog.open) {
        await this.#load();
      }
      this.#correcting = false;
      this.#onChanged();
    };
    return undo(command, then, () => {
      this.#correcting = true;
    });
  }

  async #refused(error) {
    if (error.status === 412) {
      await this.#load();
      this.#tell('Not done: somebody else corrected this person a moment before. This is how they are since; what you typed or'
        + ' ticked is kept. Look again, then repeat it.');
    } else if (error.status === 410 || error.status === 404) {
      this.#gone(error);
    } else {
      this.#tell(`Not done: ${error.message}.`);
    }
  }

  #gone(error) {
    if (!(error instanceof Refusal)) {
      this.#tell('The server does not answer; this may be old.');
      return;
    }
    const now = error.status === 410 ? error.message.match(UUID)?.[0] : undefined;
    this.#tell(now ? 'This person was merged into somebody else.' : 'This person is not known any more: erased, or enrolled by a correction that was taken back.');
    if (now) {
      const link = make('a', '', `Open ${plain(this.#people.get(now)?.label ?? 'who they are now')}`);
      link.href = `#${now}`;
      this.#notice.append(' ', link);
    }
    this.#dialog.classList.add('gone');
  }

  #tell(text) {
    if (this.#notice.textContent !== text) {
      this.#notice.textContent = text;
    }
  }
}
