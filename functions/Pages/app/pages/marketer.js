// Whom to contact for a target: conditions, an exact count while they are written, whom each rule leaves out, the file.

/** How long nothing is written until the count is asked for, in milliseconds. */
const pause = 300;

const preview = 20;
const pageRows = 20_000;

const numbers = ['value', 'decile', 'propensity'];
const texts = ['segment', 'valueBand'];
const bands = ['high', 'medium', 'low', 'negative'];

export default {
  key: 'marketer',
  role: 'marketer',
  show(root, context) {
    const page = new MarketerPage(root, context);
    page.ask();
    return () => page.close();
  },
};

class MarketerPage {
  constructor(root, context) {
    Object.assign(this, context, { root, context, closing: new AbortController(), segments: [] });
    const { el, words, query, me } = this;
    const field = (id, control, hint) => el('div', { class: 'field' },
      el('label', { for: id }, words(`marketer.${id}`)), control, hint && el('span', { class: 'hint', id: `${id}-hint` }, words(hint)));
    const select = (id, options) => {
      const control = el('select', { id }, options.map(([value, text]) => el('option', { value }, text)));
      control.value = query.get(id) ?? options[0][0];
      return control;
    };
    this.target = select('target', me.targets.map(name => [name, name]));
    this.order = select('order', ['propensity', 'value'].map(name => [name, words(`marketer.order.${name}`)]));
    this.channel = select('channel', [['', words('marketer.anyChannel')], ...me.channels.map(name => [name, name])]);
    this.top = el('input', { id: 'top-rows', type: 'number', min: 1, inputmode: 'numeric', value: query.get('top') ?? '' });
    this.combine = select('combine', ['all', 'any'].map(name => [name, words(`marketer.${name}`)]));
    this.rows = el('ul', { class: 'conditions' });
    this.result = el('section', { 'aria-label': words('marketer.result') });
    this.also = ['includeControl', 'includeWithoutConsent', 'includeRefused'].map(name =>
      el('input', { type: 'checkbox', id: name, checked: query.get(name) === 'true' }));
    const form = el('form', { onsubmit: event => event.preventDefault(), oninput: () => this.changed(), onchange: () => this.changed() },
      el('div', { class: 'row' }, field('target', this.target), field('order', this.order), field('channel', this.channel),
        field('top-rows', this.top)),
      el('fieldset', null, el('legend', null, words('marketer.conditions')),
        field('combine', this.combine), this.rows,
        el('button', { type: 'button', onclick: () => this.addRow({}, true) }, words('marketer.add'))),
      el('details', null, el('summary', null, words('marketer.also')),
        this.also.map(box => el('p', null, el('label', null, box, words(`marketer.${box.id}`))))));
    root.append(el('h1', null, words('marketer.title')), form, this.result);
    for (const condition of JSON.parse(query.get('conditions') ?? '[]'))
      this.addRow(condition);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.closing.abort();
  }

  /** One comparison: `{ not, field, by, value }`. */
  addRow(condition, takeFocus = false) {
    const { el, words } = this;
    const row = el('li', { class: 'row' });
    const option = name => el('option', { value: name }, words(`marketer.${name}`));
    const not = el('select', { 'aria-label': words('marketer.whether') }, option('holds'), option('not'));
    const field = el('select', { 'aria-label': words('marketer.field') }, [...numbers, ...texts].map(name => option(name)));
    const by = el('select', { 'aria-label': words('marketer.comparison') });
    const place = el('span');
    row.read = () => ({ not: not.value === 'not', field: field.value, by: by.value, value: place.firstChild.value });
    const fit = value => {
      const isNumber = numbers.includes(field.value);
      by.replaceChildren(...(isNumber ? ['atLeast', 'atMost', 'is'] : ['is']).map(option));
      const control = isNumber
        ? el('input', { type: 'number', step: 'any', 'aria-label': words('marketer.number'), value: value ?? '' })
        : el('select', { 'aria-label': words('marketer.number') },
          (field.value === 'valueBand' ? bands : this.segments).map(name => el('option', { value: name },
            words.has(`band.${name}`) && field.value === 'valueBand' ? words(`band.${name}`) : name)));
      if (!isNumber && value)
        control.value = value;
      place.replaceChildren(control);
    };
    field.addEventListener('change', () => fit());
    field.value = condition.field ?? 'value';
    not.value = condition.not ? 'not' : 'holds';
    fit(condition.value);
    by.value = condition.by ?? by.options[0].value;
    row.fit = fit;
    row.append(not, field, by, place, el('button', { type: 'button', onclick: () => {
      const next = row.nextElementSibling?.querySelector('button') ?? this.rows.parentElement.querySelector(':scope > button');
      row.remove();
      this.focusOn(next);
      this.changed();
    } }, words('marketer.remove')));
    this.rows.append(row);
    if (takeFocus)
      this.focusOn(field);
  }

  conditions() {
    return [...this.rows.children].map(row => row.read()).filter(condition => condition.value !== '');
  }

  /** The selection as the interface takes it. */
  selection() {
    const parts = this.conditions().map(({ not, field, by, value }) => {
      const leaf = { field, [by]: numbers.includes(field) ? Number(value) : value };
      return not ? { not: leaf } : leaf;
    });
    return {
      order: this.order.value, channel: this.channel.value, top: this.top.value,
      where: parts.length ? JSON.stringify({ [this.combine.value]: parts }) : '',
      ...Object.fromEntries(this.also.map(box => [box.id, box.checked ? 'true' : ''])),
    };
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  /** Asks for count, exclusions and the first rows; an answer that comes too late is not shown. */
  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const selection = this.selection();
    this.remember(selection);
    this.result.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.api(`lists/${encodeURIComponent(this.target.value)}`, {
        query: { ...selection, format: 'json', summary: 'true', pageSize: preview, top: Math.min(selection.top || Infinity, preview) },
        signal: this.asking.signal,
      });
      this.learn(answer.segments ?? []);
      this.show(answer, selection);
    } catch (error) {
      if (error.name === 'AbortError')
        return;
      this.result.replaceChildren(this.fault(error));
    }
    this.result.removeAttribute('aria-busy');
  }

  /** The address names the selection, so that it can be kept and sent. */
  remember(selection) {
    const place = new URLSearchParams(Object.entries({ ...selection, where: '', target: this.target.value, combine: this.combine.value,
      conditions: JSON.stringify(this.conditions()) }).filter(([, value]) => value && value !== '[]'));
    history.replaceState(null, '', `#/marketer?${place}`);
  }

  learn(segments) {
    if (segments.join() === this.segments.join())
      return;
    this.segments = segments;
    const wanted = new Map(JSON.parse(this.query.get('conditions') ?? '[]').map((condition, index) => [index, condition.value]));
    [...this.rows.children].forEach((row, index) => {
      if (row.read().field === 'segment')
        row.fit(row.read().value || wanted.get(index));
    });
  }

  show(answer, selection) {
    const { el, words } = this;
    const { summary } = answer;
    const count = Math.min(summary.customers, selection.top || Infinity);
    const sentence = words('marketer.count', { n: count, run: answer.run });
    this.result.replaceChildren(
      el('p', { class: 'count' }, sentence),
      el('p', null, words('marketer.sums', { value: words.number(summary.value, 0), expected: words.number(summary.expected, 0), n: summary.customers })),
      count > 0 && this.files(selection, count) || '',
      el('div', { class: 'columns' },
        el('div', null, this.distribution(summary), this.table(answer.rows)),
        el('div', null,
          this.rules('marketer.leftOut', summary.leftOut), this.rules('marketer.notChosen', answer.notChosen ?? {}))));
    if (this.said !== sentence && this.said)
      this.announce(sentence);
    this.said = sentence;
  }

  files(selection, count) {
    const { el, words } = this;
    const url = new URL(`api/lists/${encodeURIComponent(this.target.value)}`, document.baseURI);
    for (const [name, value] of Object.entries({ ...selection, format: 'csv', pageSize: 100_000 }))
      if (value !== '')
        url.searchParams.set(name, value);
    const whole = count <= 100_000 || selection.order === 'value';
    return el('p', { class: 'row' },
      whole && el('a', { class: 'button', href: url, download: '' }, words('marketer.csv')),
      el('button', { type: 'button', class: 'main', onclick: event => this.download(event.target, selection) }, words('marketer.spreadsheet')));
  }

  /** All pages as one file for spreadsheets, with the decimal mark and delimiter of the language. */
  async download(button, selection) {
    button.disabled = true;
    try {
      const target = this.target.value;
      const rows = [];
      let run = '';
      for (let after = ''; after !== null;) {
        const answer = await this.api(`lists/${encodeURIComponent(target)}`, {
          query: { ...selection, format: 'json', pageSize: pageRows, after }, signal: this.closing.signal,
        });
        rows.push(...answer.rows);
        run = answer.run;
        after = answer.next ?? null;
      }
      const file = new Blob([this.spreadsheet(rows)], { type: 'text/csv' });
      const link = this.el('a', { href: URL.createObjectURL(file), download: `${target}-${run}.csv` });
      link.click();
      URL.revokeObjectURL(link.href);
      this.announce(this.words('marketer.downloaded', { n: rows.length }));
    } catch (error) {
      if (error.name !== 'AbortError')
        button.parentElement.append(this.fault(error));
    } finally {
      button.disabled = false;
    }
  }

  spreadsheet(rows) {
    const comma = this.words.number(0.5, 1).includes(',');
    const delimiter = comma ? ';' : ',';
    const cell = value => {
      if (typeof value === 'number')
        return comma ? `${value}`.replace('.', ',') : `${value}`;
      const text = Array.isArray(value) ? value.join(' ') : `${value ?? ''}`;
      // What a spreadsheet would take for a formula is a text.
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /["\n\r;,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const columns = ['customerId', 'propensity', 'value', 'valueBand', 'decile', 'segment', 'consents', 'control', 'offers', 'expected'];
    return `\uFEFF${[columns, ...rows.map(row => columns.map(name => row[name]))].map(row => row.map(cell).join(delimiter)).join('\r\n')}\r\n`;
  }

  /** How many there are by propensity, as bars and as numbers. */
  distribution({ propensities }) {
    const { el, words } = this;
    const most = Math.max(1, ...propensities);
    const last = propensities.findLastIndex(count => count > 0);
    return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words('marketer.distribution') }, el('table', { class: 'bars' },
      el('caption', null, words('marketer.distribution')),
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, words('marketer.propensity')),
        el('th', { scope: 'col', class: 'number' }, words('marketer.customers')), el('td'))),
      el('tbody', null, propensities.slice(0, last + 1).map((count, bin) => el('tr', null,
        el('th', { scope: 'row' }, `${words.percent(bin / 20, 0)} - ${words.percent((bin + 1) / 20, 0)}`),
        el('td', { class: 'number' }, words.number(count)),
        el('td', { class: 'bar' }, el('meter', { 'aria-hidden': 'true', min: 0, max: most, value: count })))))));
  }

  rules(title, counts) {
    const { el, words } = this;
    const entries = Object.entries(counts).sort((left, right) => right[1] - left[1]);
    return entries.length > 0 && el('table', null,
      el('caption', null, words(title)),
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, words('marketer.rule')),
        el('th', { scope: 'col', class: 'number' }, words('marketer.customers')))),
      el('tbody', null, entries.map(([rule, count]) => el('tr', null,
        el('th', { scope: 'row' }, words.has(`rule.${rule}`) ? words(`rule.${rule}`) : rule),
        el('td', { class: 'number' }, words.number(count))))));
  }

  table(rows) {
    const { el, words } = this;
    return rows.length > 0 && el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words('marketer.first') }, el('table', null,
      el('caption', null, words('marketer.first')),
      el('thead', null, el('tr', null, ['customer', 'propensity', 'expected', 'value', 'decile', 'segment', 'offers'].map(name =>
        el('th', { scope: 'col', class: ['customer', 'segment', 'offers'].includes(name) ? null : 'number' }, words(`marketer.${name}`))))),
      el('tbody', null, rows.map(row => el('tr', null,
        el('th', { scope: 'row' }, row.customerId),
        el('td', { class: 'number' }, words.percent(row.propensity)),
        [row.expected, row.value, row.decile].map(value => el('td', { class: 'number' }, words.number(value, Number.isInteger(value) ? 0 : 2))),
        el('td', null, row.segment ?? ''), el('td', null, row.offers.join(', ')))))));
  }
}
