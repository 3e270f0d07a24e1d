// Conditions over the fields of a list: a row for each comparison, by what the field holds.

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

const spoken = ({ words }, name) => {
  if (words.has(`field.${name}`))
    return words(`field.${name}`);
  const [prefix, rest] = name.includes('.') ? name.split(/\.(.*)/) : ['', name];
  return words.has(`field.${prefix}.`) ? words(`field.${prefix}.`, { name: rest })
    : name.replace(/^.*\./, '').replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
};

/** The rows, kept as `[{ not, field, by, value }]`. */
export class Conditions {
  /** @param changed Called when rows come, go or are written anew. */
  constructor(context, changed) {
    Object.assign(this, { context, changed, fields: [] });
    const { el, words } = context;
    this.list = el('ul', { class: 'conditions' });
    this.add = el('button', { type: 'button', disabled: true, onclick: () => this.row({}, true) }, words('marketer.add'));
  }

  /** Takes the fields of the list; true where they were others before: rows are then made anew. */
  learn(fields) {
    const known = [...fields, { name: 'history', kind: 'history' }];
    if (JSON.stringify(known) === JSON.stringify(this.fields))
      return false;
    const rows = this.wanted ?? this.values();
    this.fields = known;
    this.add.disabled = false;
    this.wanted = null;
    this.list.replaceChildren();
    rows.forEach(row => this.row(row));
    return rows.length > 0;
  }

  /** What the rows say; as long as no field is known, what the page was opened with. */
  values() {
    return this.wanted ?? [...this.list.children].map(row => row.read());
  }

  row(condition, takeFocus = false) {
    const { el, words, focusOn } = this.context;
    const select = (key, options, value) => {
      const control = el('select', { 'aria-label': words(`marketer.${key}`) }, options.map(([code, text]) => el('option', { value: code }, text)));
      control.value = value ?? options[0]?.[0] ?? '';
      if (control.selectedIndex < 0)
        control.selectedIndex = 0;
      return control;
    };
    const not = select('whether', ['holds', 'not'].map(name => [name, words(`marketer.${name}`)]), condition.not ? 'not' : 'holds');
    const field = select('field', this.fields.map(({ name }) => [name, spoken(this.context, name)]), condition.field ?? 'value');
    const [comparison, place] = [el('span'), el('span')];
    const row = el('li', { class: 'row' });
    const found = () => this.fields.find(({ name }) => name === field.value) ?? { kind: 'text' };
    const by = () => comparison.firstChild;
    const fill = value => place.replaceChildren(by().value === 'missing' ? '' : this.value(found(), value));
    const fit = ({ by: wanted, value } = {}) => {
      const { kind } = found();
      comparison.replaceChildren(select('comparison',
        comparisons[kind].map(name => [name, words(kind === 'history' ? `marketer.said.${name}` : `marketer.${name}`)]), wanted));
      by().addEventListener('change', () => fill(place.firstChild?.value));
      fill(value);
    };
    field.addEventListener('change', () => fit());
    fit(condition);
    row.read = () => ({ not: not.value === 'not', field: field.value, by: by().value, value: place.firstChild?.value ?? '' });
    const remove = el('button', { type: 'button', onclick: () => {
      const next = row.nextElementSibling?.querySelector('button') ?? this.add;
      row.remove();
      focusOn(next);
      this.changed();
    } }, words('marketer.remove'));
    row.append(not, field, comparison, place, remove);
    this.list.append(row);
    if (takeFocus)
      focusOn(field);
  }

  /** What a comparison is with: a number, a choice or a text. */
  value({ kind, values }, value) {
    const { el, words } = this.context;
    const label = words(kind === 'date' || kind === 'history' ? 'marketer.days' : 'marketer.number');
    const options = kind === 'flag' ? ['true', 'false'] : values;
    if (kind !== 'text' && kind !== 'flag')
      return el('input', { type: 'number', step: kind === 'number' ? 'any' : 1, min: kind === 'number' ? null : 1,
        'aria-label': label, value: value ?? '' });
    if (!options)
      return el('input', { type: 'text', 'aria-label': label, value: value ?? '' });
    const control = el('select', { 'aria-label': label }, options.map(code => el('option', { value: code },
      words.has(`band.${code}`) ? words(`band.${code}`) : words.has(`marketer.${code}`) && kind === 'flag' ? words(`marketer.${code}`) : code)));
    if (options.includes(value))
      control.value = value;
    return control;
  }

  /** The condition as the interface takes it; null for everybody, and as long as no field is known. */
  where(combine) {
    if (this.fields.length === 0)
      return null;
    const parts = this.values().filter(({ by, value }) => by === 'missing' || value !== '').map(({ not, field, by, value }) => {
      const leaf = this.leaf(field, by, value);
      return not ? { not: leaf } : leaf;
    });
    return parts.length ? { [combine]: parts } : null;
  }

  leaf(field, by, value) {
    const { kind } = this.fields.find(({ name }) => name === field) ?? { kind: 'text' };
    if (kind === 'history')
      return { history: { ...(by === 'any' ? {} : { replies: [by] }), withinDays: Number(value) }, atLeast: 1 };
    return { field, [by]: by === 'missing' ? true : kind === 'text' ? value : kind === 'flag' ? value === 'true' : Number(value) };
  }
}
