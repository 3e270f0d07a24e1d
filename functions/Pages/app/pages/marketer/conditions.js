// Conditions over the fields of a list: a row for each comparison, by what the field holds, and groups of such rows.

import { share } from '../../figures.js';

/** Replies that a history may be asked for. */
const replies = ['any', 'accepted', 'declined', 'later', 'noAnswer'];

/** By what a field holds: the comparisons, in words of their own. */
const comparisons = {
  number: ['atLeast', 'atMost', 'is', 'missing'],
  text: ['is', 'missing'],
  flag: ['is'],
  date: ['withinDays', 'olderThanDays', 'missing'],
  history: replies,
};

/** Whether a field is a chance, which people write in percent. */
const isChance = name => /propensity$/i.test(name);

const inPercent = share => Number((100 * share).toPrecision(10));

/** What a value of a field is called. */
const valueOf = ({ words }, value, field) => words.named({ bestOffer: 'offer', planGroup: 'group', 'care.leaving': 'leaving' }[field]
  ?? (words.has(`band.${value}`) ? 'band' : 'value'), value);

/** By kind: as far as numbers are taken. */
const LIMITS = { number: [-1e12, 1e12], date: [1, 36500], history: [1, 1000] };

/** Conditions as an address has them; those that no page has written are left out. */
export function readConditions(text) {
  const isComparison = row => typeof row?.field === 'string' && typeof row.by === 'string';
  const isRow = row => isComparison(row) || (Array.isArray(row?.group) && row.group.every(isComparison));
  try {
    const rows = JSON.parse(text);
    return { rows: Array.isArray(rows) ? rows.filter(isRow) : [], isWhole: Array.isArray(rows) && rows.every(isRow) };
  } catch {
    return { rows: [], isWhole: false };
  }
}

/** Choices of values and their words; the first is chosen where `value` is none of them. */
function select({ choice, words }, key, options, value) {
  const control = choice({ 'aria-label': words(`marketer.${key}`) }, options);
  control.value = value ?? options[0]?.[0] ?? '';
  if (control.selectedIndex < 0)
    control.selectedIndex = 0;
  return control;
}

/** A condition of the interface as a sentence without its end. */
export function spoken(context, condition, within = false) {
  const { words } = context;
  const { all, any, not, field, history } = condition;
  const parts = all ?? any;
  if (parts) {
    const text = parts.map(part => spoken(context, part, parts.length > 1)).join(` ${words(all ? 'marketer.and' : 'marketer.or')} `);
    return within && parts.length > 1 ? `(${text})` : text;
  }
  if (not)
    return words('marketer.isNot', { text: spoken(context, not, true) });
  if (history)
    return `${words(`marketer.said.${history.replies?.[0] ?? 'any'}`)}: ${history.withinDays}`;
  const by = ['atLeast', 'atMost', 'is', 'withinDays', 'olderThanDays', 'missing'].find(key => condition[key] != null);
  const value = condition[by];
  // What is kept has true and numbers as texts.
  const text = by === 'missing' ? '' : /^(true|false)$/.test(value) ? words(`marketer.${value}`) : isNaN(value) ? valueOf(context, value, field)
    : isChance(field) ? share(value) : words.number(Number(value));
  return `${words.named('field', field)} ${words(`marketer.${by}`)} ${text}`.trim();
}

/** The rows, kept as `[{ not, field, by, value }]`; a group among them as `{ not, combine, group: [...] }`. */
export class Conditions {
  /**
   * @param changed Called when rows come, go or are written anew.
   * @param isGroup Whether it stands within another, and so has no groups of its own.
   */
  constructor(context, changed, isGroup = false) {
    Object.assign(this, { context, changed, fields: [] });
    const { el, words } = context;
    const add = (key, condition) =>
      el('button', { type: 'button', disabled: !isGroup, onclick: () => this.row(condition, true) }, words(`marketer.${key}`));
    this.list = el('ul', { class: 'conditions' });
    this.add = el('div', { class: 'row' }, add('add', {}), !isGroup && add('addGroup', { group: [{}] }));
  }

  /** Takes the fields of the list; true where they were others before: rows are then made anew. */
  learn(fields) {
    const known = [...fields, { name: 'history', kind: 'history' }];
    if (JSON.stringify(known) === JSON.stringify(this.fields))
      return false;
    const fits = row => (row.group ? row.group.every(fits)
      : comparisons[known.find(({ name }) => name === row.field)?.kind]?.includes(row.by));
    const before = this.wanted ?? this.values();
    const rows = before.filter(fits);
    if (rows.length < before.length)
      this.lost();
    this.take(known);
    rows.forEach(row => this.row(row));
    return before.length > 0;
  }

  take(fields) {
    this.fields = fields;
    this.add.childNodes.forEach(button => { button.disabled = false; });
    this.wanted = null;
    this.list.replaceChildren();
  }

  /** What the rows say; as long as no field is known, what the page was opened with. */
  values() {
    return this.wanted ?? [...this.list.children].map(row => row.read());
  }

  row(condition, takeFocus = false) {
    const { context } = this;
    const { el, words, focusOn } = context;
    const not = select(context, 'whether', ['holds', 'not'].map(name => [name, words(`marketer.${name}`)]), condition.not ? 'not' : 'holds');
    const row = el('li', { class: 'row' });
    const remove = el('button', { type: 'button', onclick: () => {
      const next = row.nextElementSibling?.querySelector('button') ?? this.add.firstChild;
      row.remove();
      focusOn(next);
      this.changed();
    } }, words('marketer.remove'));
    row.append(not, ...(condition.group ? this.group(row, condition) : this.comparison(row, condition)), remove);
    const { read } = row;
    row.read = () => ({ not: not.value === 'not', ...read() });
    this.list.append(row);
    if (takeFocus)
      focusOn(row.querySelectorAll('select')[1]);
  }

  /** Rows of their own, of which all or any must hold. */
  group(row, { combine, group }) {
    const { context } = this;
    const { el, words } = context;
    const together = select(context, 'combine', ['any', 'all'].map(name => [name, words(`marketer.${name}`)]), combine);
    const within = new Conditions(context, this.changed, true);
    within.take(this.fields);
    group.forEach(each => within.row(each));
    row.read = () => ({ combine: together.value, group: within.values() });
    return [el('div', { class: 'group', role: 'group', 'aria-label': words('marketer.group') }, together, within.list, within.add)];
  }

  comparison(row, condition) {
    const { context } = this;
    const { el, words } = context;
    const field = select(context, 'field',
      this.fields.map(({ name }) => [name, words.named('field', name)]), condition.field ?? 'value');
    const [comparison, place] = [el('span'), el('span')];
    const found = () => this.fields.find(({ name }) => name === field.value) ?? { kind: 'text' };
    const by = () => comparison.firstChild;
    const fill = value => place.replaceChildren(...(by().value === 'missing' ? [] : this.value(found(), value)));
    const fit = ({ by: wanted, value } = {}) => {
      const { kind } = found();
      comparison.replaceChildren(select(context, 'comparison',
        comparisons[kind].map(name => [name, words(kind === 'history' ? `marketer.said.${name}` : `marketer.${name}`)]), wanted));
      by().addEventListener('change', () => fill(written()));
      fill(value);
    };
    const written = () => {
      const value = place.firstChild?.value ?? '';
      return value && isChance(field.value) ? String(Number((value / 100).toPrecision(12))) : value;
    };
    field.addEventListener('change', () => fit());
    fit(condition);
    row.read = () => ({ field: field.value, by: by().value, value: written() });
    return [field, comparison, place];
  }

  /** What a comparison is with: a number, a choice or a text. */
  value({ kind, name, values }, value) {
    const { context } = this;
    const { el, words } = context;
    const label = kind === 'date' || kind === 'history' ? 'days' : isChance(name) ? 'percent' : 'number';
    // What nobody has any more is still what was asked for.
    const known = values && value && !values.includes(`${value}`) ? [...values, `${value}`] : values;
    const options = kind === 'flag' ? ['true', 'false'] : known;
    if (kind === 'text' || kind === 'flag')
      return [options
        ? select(context, label, options.map(code =>
          [code, kind === 'flag' ? words(`marketer.${code}`) : valueOf(context, code, name)]), value)
        : el('input', {
          type: 'text', required: true, maxlength: 200, 'data-holds': 'text', 'aria-label': words(`marketer.${label}`), value: value ?? '',
        })];
    const isShare = label === 'percent';
    const [min, max] = isShare ? [0, 100] : LIMITS[kind];
    return [el('input', {
      type: 'number', required: true, step: kind === 'number' ? 'any' : 1, min, max, 'data-holds': label, 'aria-label': words(`marketer.${label}`),
      value: isShare && value ? inPercent(value) : value ?? '',
    }),
    isShare && ' %'].filter(Boolean);
  }

  /**
   * Marks what is begun and not finished: such a row says nothing yet, and nothing is counted without it.
   * @returns The first of the controls to be written in; null where all is finished.
   */
  unfinished() {
    const controls = [...this.list.querySelectorAll('input')];
    controls.forEach(control => this.finish(control));
    return controls.find(control => !control.validity.valid) ?? null;
  }

  /** Says beside a control what is to be written in it, as long as that does not stand there. */
  finish(control) {
    const { mark, words } = this.context;
    mark(control, control.validity.valid ? null : words(`marketer.write.${control.dataset.holds}`, { min: Number(control.min), max: Number(control.max) }));
  }

  /** The condition as the interface takes it; null for everybody, and as long as no field is known. */
  where(combine, rows = this.values()) {
    if (this.fields.length === 0)
      return null;
    const parts = rows.map(row => {
      const part = row.group ? this.where(row.combine, row.group)
        : row.by === 'missing' || row.value !== '' ? this.leaf(row.field, row.by, row.value) : null;
      return part && row.not ? { not: part } : part;
    }).filter(Boolean);
    return parts.length ? { [combine]: parts } : null;
  }

  leaf(field, by, value) {
    const { kind } = this.fields.find(({ name }) => name === field) ?? { kind: 'text' };
    if (kind === 'history')
      return { history: { ...(by === 'any' ? {} : { replies: [by] }), withinDays: Number(value) }, atLeast: 1 };
    return { field, [by]: by === 'missing' ? true : kind === 'text' ? value : kind === 'flag' ? value === 'true' : Number(value) };
  }
}
