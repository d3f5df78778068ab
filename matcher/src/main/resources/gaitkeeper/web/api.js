/** Questions to the server, and changes asked of it. Knows nothing of the page, but where one signs in. */

/** The server's reason for not doing something. */
export class Refusal extends Error {
  constructor(status, { code = '', detail } = {}) {
    super(detail ?? `the server answered ${status}`);
    this.status = status;
    this.code = code;
  }
}

/** Reads a path below /api/v1. */
export async function ask(path, options = {}) {
  const answer = await fetch(`/api/v1/${path}`, options);
  if (answer.status === 401) {
    location.assign(`signin.html?to=${encodeURIComponent(location.pathname + location.hash)}`);
    // Nothing further happens on this page.
    await new Promise(() => {});
  }
  const body = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refusal(answer.status, body);
  }
  return body;
}

/** Address of something about a stay. @param {{track: string, visit?: string}} stay the track's present or last one without `visit` */
export function ofStay({ track, visit }, what = '') {
  const path = `tracks/${track.split('/').map(encodeURIComponent).join('/')}${what && `/${what}`}`;
  return visit ? `${path}?visit=${encodeURIComponent(visit)}` : path;
}

/** All items of a list, page after page, but no more than `most`. */
export async function askAll(path, most = Infinity) {
  const all = [];
  const glue = path.includes('?') ? '&' : '?';
  for (let after = ''; after !== undefined && all.length < most;) {
    const { items, next } = await ask(`${path}${glue}limit=1000${after && `&after=${encodeURIComponent(after)}`}`);
    all.push(...items);
    after = next;
  }
  return all;
}

/**
 * Changes something, once: where the answer got lost, the same is asked again under the same key.
 *
 * @param {string} path @param {{method?: string, body?: object, version?: number}} what version: of the identity looked at;
 *   refused with 412 if somebody corrected it since
 */
export async function change(path, { method = 'POST', body, version } = {}) {
  const headers = {};
  // Only secure pages have it; without, a lost answer is told and not asked for again.
  const key = globalThis.crypto.randomUUID?.();
  if (key) {
    headers['idempotency-key'] = key;
  }
  if (body) {
    headers['content-type'] = 'application/json';
  }
  if (version !== undefined) {
    headers['if-match'] = `"${version}"`;
  }
  const options = { method, headers, body: body && JSON.stringify(body) };
  try {
    return await ask(path, options);
  } catch (error) {
    if (error instanceof Refusal || !key) {
      throw error;
    }
    return ask(path, options);
  }
}

/** Calls `look` now and then every so often while somebody looks at the page; one call at a time. */
export function keepAsking(look, everyMs) {
  let busy = false;
  const again = async () => {
    if (busy || document.hidden) {
      return;
    }
    busy = true;
    try {
      await look();
      document.body.classList.remove('stale');
    } catch {
      // What is shown may be old now; the next call may succeed.
      document.body.classList.add('stale');
    } finally {
      busy = false;
    }
  };
  again();
  setInterval(again, everyMs);
  document.addEventListener('visibilitychange', again);
  return again;
}
