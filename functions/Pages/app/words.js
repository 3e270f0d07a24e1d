// The language of the texts, and how it writes numbers and days. A page asks for a text by its key.
import en from './words.en.js';

const loaded = { en };

/** Languages by code, each in its own words. */
export const names = { en: 'English', de: 'Deutsch' };

let current = 'en';
let wanted = current;

export const code = () => current;

/** The reader's own way to write numbers and days, where it is one of the language. */
export const locale = () => navigator.languages.find(tag => tag.startsWith(current)) ?? current;

/** Takes the language chosen before, or else the browser's; English where there are no texts in it. */
export async function start() {
  const known = [remembered(), ...navigator.languages.map(tag => tag.split('-')[0])];
  await choose(known.find(tag => names[tag]) ?? 'en', false);
}

export async function choose(chosen, keep = true) {
  wanted = chosen;
  loaded[chosen] ??= keyed((await import(`./words.${chosen}.js`)).default);
  // Another may have been chosen while these were on their way.
  if (wanted !== chosen)
    return;
  current = chosen;
  if (keep)
    try { localStorage.setItem('language', chosen); } catch { /* A frame may not keep anything. */ }
}

/** Other languages come without keys, in the order of English. */
const keyed = texts => Object.fromEntries(Object.keys(en).map((key, place) => [key, texts[place]]));

function remembered() {
  try { return localStorage.getItem('language'); } catch { return null; }
}

/**
 * A text by its key, with `{name}` filled from `values`. Where the text has forms, such as `{ one: ..., other: ... }`, the number
 * `values.n` decides.
 */
export function words(key, values = {}) {
  let text = loaded[current][key] ?? key;
  if (typeof text === 'object')
    text = text[new Intl.PluralRules(current).select(values.n)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === 'number' ? words.number(values[name]) : values[name] ?? '');
}

/** Whether there is a text for the key. */
words.has = key => key in en;

let titles = {};

/** By kind and name: what the portfolio calls what people read of. */
export function takeTitles(given) {
  titles = given ?? {};
}

/**
 * What people read for a name of the portfolio, such as `words.named('offer', 'moreData')`: its title there, else a text of ours
 * (`kind.name`), else its words apart.
 */
words.named = (kind, name) => {
  const [first, rest] = String(name ?? '').split(/[:.](.*)/s);
  const title = titles[kind]?.[name] ?? (words.has(`${kind}.${name}`) && words(`${kind}.${name}`));
  if (title || !rest)
    return title || first.replace(/[-_]+/g, ' ')
      .replace(/(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[A-Z](?=[a-z])/g, start => ` ${start.toLowerCase()}`);
  return words.has(`${kind}.${first}.`) ? words(`${kind}.${first}.`, { name: words.named(first, rest) }) : words.named(kind, rest);
};

words.number = value => value == null ? '' : new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
