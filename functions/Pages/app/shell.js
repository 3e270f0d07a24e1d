// The frame around every page: who is there, the way between pages, calls, elements, focus.
import { readyForDesktop } from './desktop.js';
import * as language from './words.js';
import { agent } from './pages/agent.js';
import { marketer } from './pages/marketer.js';
import { analyst } from './pages/analyst.js';
import { operations } from './pages/operations.js';
import { description } from './pages/interface.js';

/**
 * Each is `{ key, role, show(root, context) }`, without a role for everybody; `show` may return what is to be done before another
 * page is shown, or the same again in another language (then it is called with true).
 */
const pages = [agent, marketer, analyst, operations, description];

/** A call that was not answered as asked: `status` 0 where nothing answered; `detail` says what to do. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `${status}`);
    Object.assign(this, { status, detail: this.message, title: problem.title, parameter: problem.parameter, values: problem.values });
    this.kind = /^urn:reapfunctions:(.*)/.exec(problem.type)?.[1];
  }
}

/**
 * Makes a call of the interface, by its path behind /api/: `api('runs')`, `api('lists/churn', { query: { top: 5 } })`.
 * @param options query (object; null and '' are left out, lists stand several times), method, body (sent as JSON), file (sent as it is),
 *   signal, keepalive, as: 'json' (default), 'text' or 'response' (the answer itself, with its headers)
 * @throws ApiError
 */
export async function api(path, options = {}) {
  const url = new URL(`api/${path.replace(/^\/?(api\/)?/, '')}`, document.baseURI);
  for (const [name, value] of Object.entries(options.query ?? {}))
    for (const each of [value].flat())
      if (each != null && each !== '')
        url.searchParams.append(name, each);
  const headers = { 'X-Reap-Page': '1' };
  const body = options.file ?? (options.body && JSON.stringify(options.body));
  if (options.body)
    headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(url, {
      method: options.method ?? 'GET', headers, signal: options.signal, keepalive: options.keepalive, body,
    });
  } catch (fault) {
    if (fault.name === 'AbortError')
      throw fault;
    throw new ApiError(0, { detail: words('noAnswer') });
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw new ApiError(response.status, problem ?? { detail: words('failed', { status: response.status }) });
  }
  if (options.as === 'response')
    return response;
  if (options.as === 'text')
    return response.text();
  return response.status === 204 ? null : response.json();
}

/**
 * An element. Attributes: `on...` functions listen, true and false set and leave out, `class`, `value`, `checked` and the others
 * by name. Children are nodes, texts, lists of both; null and false are left out.
 */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on'))
      element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked')
      element[name] = value;
    else if (value !== false && value != null)
      element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return element;
}

/** A choice among options, each [value, text]; the first is chosen. */
const choice = (attributes, options) =>
  el('select', attributes, options.map(([value, text]) => el('option', { value }, text)));

/** A control with its label and, where there is more to say, a hint that describes it. */
function field(control, label, hint) {
  const id = `${control.id}-hint`;
  if (hint)
    control.setAttribute('aria-describedby', id);
  return el('div', { class: 'field' }, el('label', { for: control.id }, label), control, hint && el('span', { class: 'hint', id }, hint));
}

/** So many controls have been marked; what is said beside each has an id of its own. */
let marked = 0;

/**
 * Marks a control as one that cannot be used as it stands, and says beside it what to do; without a sentence, as sound again. Of a
 * fieldset it stands within.
 */
function mark(control, sentence) {
  const beside = control.says ??= el('span', { id: `says-${marked++}`, class: 'unfinished' });
  const described = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && id !== beside.id);
  if (beside.textContent !== (sentence ?? ''))
    beside.textContent = sentence ?? '';
  if (!sentence)
    beside.remove();
  else if (!beside.isConnected)
    (control.matches('fieldset') ? control : control.parentElement).append(beside);
  const wanted = described.concat(sentence ? beside.id : []).join(' ');
  for (const [name, value] of Object.entries({ 'aria-describedby': wanted, 'aria-invalid': sentence && !control.matches('fieldset') ? 'true' : '' })) {
    if (value)
      control.setAttribute(name, value);
    else
      control.removeAttribute(name);
  }
}

/** Parts of a page, each [id, title, content], below a way to every one of them. */
function parts(label, each) {
  const made = each.map(([id, title, content]) => {
    const heading = el('h2', { id }, title);
    return [el('li', null, el('button', { type: 'button', onclick: () => focusOn(heading) }, title)),
      el('section', null, heading, content)];
  });
  return [el('nav', { 'aria-label': label, class: 'noprint' }, el('ul', { class: 'contents' }, made.map(([link]) => link))),
    ...made.map(([, section]) => section)];
}

/**
 * For what is asked anew by every choice: gives the signal of the next call, and ends the one before, whose answer is late. Whoever
 * was ended looks at `signal.aborted` and shows nothing.
 */
function latest() {
  let asking = null;
  return () => {
    asking?.abort();
    asking = new AbortController();
    return asking.signal;
  };
}

/** Says a sentence to who does not see the page; the same sentence again is said again. */
export function announce(text) {
  const said = document.getElementById('said');
  said.textContent = '';
  setTimeout(() => { said.textContent = text; }, 50);
}

/** Goes to a page: `go('agent/C00003093')`, `go('marketer', { target: 'churn' })`. */
export function go(path, query) {
  const search = new URLSearchParams(query).toString();
  const hash = `#/${path}${search ? `?${search}` : ''}`;
  if (hash === location.hash)
    show();
  else
    location.hash = hash;
}

/** The part of an address behind #, as a page and what it is asked to show. */
function place() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [key, ...rest] = path.split('/');
  return { key, path: rest.filter(part => part).map(decoded), query: new URLSearchParams(search) };
}

/** A part of an address; as it is written where a person wrote a % of their own. */
function decoded(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

const { words } = language;
let me = { known: false, roles: [], channels: [], visits: [], targets: [], finders: [] };
let leave = null;
let isFirst = true;

const mine = () => pages.filter(page => (page.role ? me.roles.includes(page.role) : me.roles.length > 0));

function showTop(current) {
  const top = document.getElementById('top');
  const links = mine().map(page => el('li', null, el('a', {
    href: `#/${page.key}`, 'aria-current': page === current ? 'page' : null,
  }, words(page.key))));
  const languages = el('select', { 'aria-label': words('language'), onchange: event => choose(event.target.value) },
    Object.entries(language.names).map(([code, name]) => el('option', { value: code, lang: code }, name)));
  languages.value = language.code();
  top.replaceChildren(
    el('a', { class: 'skip', href: '#main', onclick: event => { event.preventDefault(); focusOn(document.getElementById('main')); } },
      words('skip')),
    el('nav', { 'aria-label': words('pages') }, el('ul', null, links)),
    me.local && el('p', { class: 'local' }, words('localUser')) || '',
    languages);
}

async function choose(code) {
  await language.choose(code);
  show(true);
  document.querySelector('#top select').focus();
}

/** Moves the focus to what needs none by itself, such as a heading. */
export function focusOn(element) {
  if (!element)
    return;
  if (!element.matches('a[href],button,input,select,textarea,summary,[tabindex]'))
    element.setAttribute('tabindex', '-1');
  element.focus();
}

/** What only who writes calls can do something with. */
const ofCalls = /\b(GET|POST|PUT|DELETE) \/|=true|X-[A-Z]/;

/**
 * What a fault of a call says to people: what happened and what to do. A call that is not taken as it stands speaks of parameters
 * and members, which nobody typed; so do sentences of an answer that name other calls. What the app says in English is said in
 * words of the page where it has them, and in another language never as it stands.
 */
export function said({ status, detail, message, kind, values }) {
  const text = [`problem.${kind}`, `problem.${status}`].find(words.has);
  if (text && words(text))
    return words(text, values);
  if (status > 400 && status !== 415 && language.code() !== 'en')
    return words('failed', { status: `${status}` });
  const sentences = [400, 415].includes(status) ? [] : (detail ?? message).split(/(?<=[.:]) (?=[A-Z])/).filter(part => !ofCalls.test(part));
  return sentences.join(' ') || words('refused');
}

/** Shows a fault of a call. */
export function fault(error) {
  return el('p', { class: 'fault', role: 'alert' }, said(error));
}

/** @param stays Whether the same page is shown again, in other words. */
async function show(stays = false) {
  leave?.(stays);
  leave = null;
  const at = place();
  const page = mine().find(page => page.key === at.key) ?? mine()[0];
  document.documentElement.lang = language.code();
  showTop(page);
  const old = document.getElementById('main');
  const main = el('main', { id: 'main', class: page?.key });
  old.replaceWith(main);
  if (!page) {
    main.append(...stranger());
    document.title = words('title');
    return;
  }
  document.title = `${words(page.key)} - ${words('title')}`;
  const context = { api, choice, el, field, latest, words, go, announce, focusOn, fault, mark, said, parts, path: at.path, query: at.query, me };
  leave = page.show(main, context) ?? null;
  if (!isFirst && !main.contains(document.activeElement))
    focusOn(main.querySelector('h1'));
  isFirst = false;
}

/** For who is not known, or has no role. */
function stranger() {
  return [
    el('h1', null, words(me.known ? 'noRole' : 'signIn')),
    el('p', null, words(me.known ? 'askForRole' : me.signInAt ? 'signInHere' : 'noSignIn')),
    me.signInAt && el('p', null, el('a', { class: 'button', href: me.signInAt }, words('signIn'))),
  ].filter(Boolean);
}

async function start() {
  await language.start();
  try {
    const response = await fetch(new URL('me', document.baseURI));
    if (!response.ok)
      throw new Error();
    me = await response.json();
    language.takeTitles(me.titles);
  } catch {
    document.getElementById('main').append(el('h1', null, words('title')), fault({ detail: words('noAnswer') }));
    return;
  }
  addEventListener('hashchange', () => show());
  await show();
  if (me.roles.includes(agent.role))
    readyForDesktop(me.desktopOrigin, id => go(`agent/${encodeURIComponent(id)}`));
}

await start();
