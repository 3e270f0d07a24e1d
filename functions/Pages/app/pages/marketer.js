// Whom to contact for a target: conditions, an exact count while they are written, whom each rule leaves out; kept under a name.

import { Conditions } from './marketer/conditions.js';
import { Kept } from './marketer/kept.js';

/** How long nothing is written until the count is asked for, in milliseconds. */
const pause = 300;

const preview = 20;

export default {
  key: 'marketer',
  role: 'marketer',
  show(root, context) {
    const page = new MarketerPage(root, context);
    page.ask();
    page.kept.show();
    return () => page.close();
  },
};

class MarketerPage {
  constructor(root, context) {
    Object.assign(this, context, { root, context, conditions: new Conditions(context, () => this.changed()) });
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
    this.result = el('section', { 'aria-label': words('marketer.result') });
    this.also = ['includeControl', 'includeWithoutConsent', 'includeRefused'].map(name =>
      el('input', { type: 'checkbox', id: name, checked: query.get(name) === 'true' }));
    const form = el('form', { onsubmit: event => event.preventDefault(), oninput: () => this.changed(), onchange: () => this.changed() },
      el('div', { class: 'row' }, field('target', this.target), field('order', this.order), field('channel', this.channel),
        field('top-rows', this.top)),
      el('fieldset', null, el('legend', null, words('marketer.conditions')),
        field('combine', this.combine), this.conditions.list, this.conditions.add),
      el('details', null, el('summary', null, words('marketer.also')),
        this.also.map(box => el('p', null, el('label', null, box, words(`marketer.${box.id}`))))));
    this.kept = new Kept(context, () => this.keeping());
    root.append(el('h1', null, words('marketer.title')), form, this.result, this.kept.element);
    this.conditions.wanted = JSON.parse(query.get('conditions') ?? '[]');
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  /** The selection as a list takes it. */
  selection() {
    const where = this.conditions.where(this.combine.value);
    return {
      order: this.order.value, channel: this.channel.value, top: this.top.value, where: where && JSON.stringify(where),
      ...Object.fromEntries(this.also.map(box => [box.id, box.checked ? 'true' : ''])),
    };
  }

  /** The same as it is kept. */
  keeping() {
    return {
      target: this.target.value, order: this.order.value, channel: this.channel.value || null,
      where: this.conditions.where(this.combine.value), top: this.top.value ? Number(this.top.value) : null,
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
      if (this.conditions.learn(answer.fields)) {
        await this.ask();
        return;
      }
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
      conditions: JSON.stringify(this.conditions.values()) }).filter(([, value]) => value && value !== '[]'));
    history.replaceState(null, '', `#/marketer?${place}`);
  }

  show(answer, selection) {
    const { el, words } = this;
    const { summary } = answer;
    this.kept.form.hidden = this.also.some(box => box.checked);
    const count = Math.min(summary.customers, selection.top || Infinity);
    const sentence = words('marketer.count', { n: count, run: answer.run });
    this.result.replaceChildren(
      el('p', { class: 'count' }, sentence),
      el('p', null, words('marketer.sums', { value: words.number(summary.value, 0), expected: words.number(summary.expected, 0), n: summary.customers })),
      el('p', null, this.promise(summary)),
      el('div', { class: 'columns' },
        el('div', null, this.distribution(summary), this.table(answer.rows)),
        el('div', null,
          this.rules('marketer.leftOut', summary.leftOut), this.rules('marketer.notChosen', answer.notChosen ?? {}))));
    if (this.said !== sentence && this.said)
      this.announce(sentence);
    this.said = sentence;
  }

  /** How sure the money is, and how many it takes to see it. */
  promise({ atLeast, atMost, leftOut, needed }) {
    const { words } = this;
    const sure = atLeast == null
      ? words('marketer.unsure')
      : words('marketer.sure', { low: words.number(atLeast, 0), high: words.number(atMost, 0) });
    return needed == null ? sure : `${sure} ${words('marketer.needed', { n: needed, have: leftOut.control ?? 0 })}`;
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
