// Whom to contact for a target: conditions, an exact count while they are written, whom each rule leaves out; kept under a name.

import { barChart } from '../chart.js';
import { coarseShare, money, share, whole } from '../figures.js';
import { numeric, table } from '../table.js';
import { Conditions, readConditions } from './marketer/conditions.js';
import { Kept } from './marketer/kept.js';

/** How long nothing is written until the count is asked for, in milliseconds. */
const pause = 300;

const preview = 20;

/** A condition of more characters is not taken, nor an address of so many in which some are written by three. */
const LONGEST = [4000, 7000];

/** The most that a list takes, by its order; of former customers fewer. */
const MOST_ROWS = { propensity: 1e9, value: 1e5, former: 1e4 };

/** In place of a target: former customers, who may be asked back. */
const winBack = 'winBack';

export const marketer = {
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
    Object.assign(this, context, {
      root, context, anew: context.latest(), conditions: new Conditions(context, () => this.changed()),
    });
    const { el, words, query, me } = this;
    const { rows, ...read } = readConditions(query.get('conditions') ?? '[]');
    let { isWhole } = read;
    const field = (id, control) => context.field(control, words(`marketer.${id}`));
    const select = (id, options) => {
      const control = context.choice({ id }, options);
      control.value = query.get(id) ?? options[0][0];
      if (control.selectedIndex < 0)
        [control.selectedIndex, isWhole] = [0, false];
      return control;
    };
    this.target = select('target', [...me.targets.map(name => [name, words.named('target', name)]), [winBack, words('marketer.winBack')]]);
    this.order = select('order', ['propensity', 'value'].map(name => [name, words(`marketer.order.${name}`)]));
    this.channel = select('channel', [['', words('marketer.anyChannel')], ...me.channels.map(name => [name, words.named('channel', name)])]);
    this.top = el('input', {
      id: 'top-rows', type: 'number', min: 1, inputmode: 'numeric', value: query.get('top') ?? '', 'data-holds': 'top',
    });
    this.combine = select('combine', ['all', 'any'].map(name => [name, words(`marketer.${name}`)]));
    this.result = el('section', { 'aria-label': words('marketer.result') });
    this.also = ['includeControl', 'includeWithoutConsent', 'includeRefused'].map(name =>
      el('input', { type: 'checkbox', id: name, checked: query.get(name) === 'true' }));
    // What former customers are not chosen by.
    this.chosen = el('fieldset', null, el('legend', null, words('marketer.conditions')),
      field('combine', this.combine), this.conditions.list, this.conditions.add);
    this.further = [field('order', this.order), this.chosen,
      el('details', null, el('summary', null, words('marketer.also')),
        this.also.map(box => el('p', null, el('label', null, box, words(`marketer.${box.id}`)))))];
    const form = el('form', { onsubmit: event => event.preventDefault(), oninput: () => this.changed(), onchange: () => this.changed() },
      el('div', { class: 'row' }, field('target', this.target), this.further[0], field('channel', this.channel), field('top-rows', this.top)),
      this.further.slice(1));
    this.kept = new Kept(context, () => this.keeping(), error => this.refuse(error));
    isWhole &&= !query.get('top') || this.top.value !== '';
    this.broken = el('p', { class: 'warn', role: 'alert', hidden: isWhole }, words('marketer.brokenLink'));
    root.append(el('h1', null, words('marketer.title')), this.broken, form, this.result, this.kept.element);
    Object.assign(this.conditions, { wanted: rows, lost: () => { this.broken.hidden = false; } });
  }

  close() {
    clearTimeout(this.timer);
    this.anew();
  }

  /** The selection as a list takes it. */
  selection() {
    const where = this.conditions.where(this.combine.value);
    return {
      order: this.order.value, channel: this.channel.value, top: this.top.value && String(Number(this.top.value)), where: where && JSON.stringify(where),
      ...Object.fromEntries(this.also.map(box => [box.id, box.checked ? 'true' : ''])),
    };
  }

  /** The same as it is kept; null, and the focus where something is to be written, as long as it is not finished. */
  keeping() {
    const unfinished = this.unfinished();
    if (unfinished) {
      this.wait();
      this.focusOn(unfinished);
      return null;
    }
    return {
      target: this.target.value, order: this.order.value, channel: this.channel.value || null,
      where: this.conditions.where(this.combine.value), top: this.top.value ? Number(this.top.value) : null,
    };
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  /** The first control that holds no answer yet, once all such are marked; null where there is none. */
  unfinished(isFormer = false) {
    this.top.max = MOST_ROWS[isFormer ? 'former' : this.order.value];
    this.conditions.finish(this.top);
    const json = isFormer ? '' : JSON.stringify(this.conditions.where(this.combine.value));
    const isLong = json.length > LONGEST[0] || encodeURIComponent(json).length > LONGEST[1];
    this.mark(this.chosen, isLong && this.words('marketer.tooLong'));
    return (!isFormer && this.conditions.unfinished()) || (isLong ? this.chosen : this.top.validity.valid ? null : this.top);
  }

  /** What is not taken is said beside where it was chosen, or else in place of what was asked for. */
  refuse(error) {
    const { words } = this;
    const [name] = error.parameter?.split(/[.[]/) ?? [];
    const control = { where: this.chosen, top: this.top, channel: this.channel, order: this.order, target: this.target }[name];
    if (!control)
      return this.fault(error);
    this.mark(control, words('marketer.refused'));
    return this.el('p', { class: 'warn', role: 'alert' }, words('marketer.unfinished'));
  }

  /** Says, in place of a result, that something is not finished. */
  wait() {
    const sentence = this.words('marketer.unfinished');
    this.anew();
    this.result.removeAttribute('aria-busy');
    this.result.replaceChildren(this.el('p', { class: 'warn' }, sentence));
    if (this.said !== sentence)
      this.announce(sentence);
    this.said = sentence;
  }

  /** What can be kept: not before the fields are known, without which no condition says anything. */
  offer(isFormer) {
    this.kept.form.hidden = isFormer || this.conditions.fields.length === 0 || this.also.some(box => box.checked);
  }

  /** Asks for count, exclusions and the first rows; an answer that comes too late is not shown. */
  async ask() {
    const signal = this.anew();
    [this.target, this.order, this.channel].forEach(control => this.mark(control));
    const selection = this.selection();
    const isFormer = this.target.value === winBack;
    this.remember(selection);
    this.further.forEach(part => { part.hidden = isFormer; });
    this.offer(isFormer);
    if (this.unfinished(isFormer)) {
      this.wait();
      return;
    }
    this.result.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.api(isFormer ? 'winback' : `lists/${encodeURIComponent(this.target.value)}`, {
        query: isFormer ? { channel: selection.channel, top: selection.top }
          : { ...selection, format: 'json', summary: 'true', pageSize: preview },
        signal,
      });
      if (isFormer)
        this.showFormer(answer);
      else if (this.conditions.learn(answer.fields)) {
        await this.ask();
        return;
      }
      else
        this.show(answer);
      this.offer(isFormer);
    } catch (error) {
      if (signal.aborted)
        return;
      this.result.replaceChildren(this.refuse(error));
    }
    this.result.removeAttribute('aria-busy');
  }

  /** The address names the selection, so that it can be kept and sent. */
  remember(selection) {
    const place = new URLSearchParams(Object.entries({ ...selection, where: '', target: this.target.value, combine: this.combine.value,
      conditions: JSON.stringify(this.conditions.values()) }).filter(([, value]) => value && value !== '[]'));
    history.replaceState(null, '', `#/marketer?${place}`);
  }

  show(answer) {
    const { el, words } = this;
    const { summary } = answer;
    const show = money(this.me.currency);
    const losing = summary.customers - summary.paying;
    this.lay(answer, summary, [
      el('p', null, words('marketer.sums', { value: show(summary.value), promised: show(summary.promised), expected: show(summary.expected) })),
      losing > 0 && el('p', { class: 'warn' }, words('marketer.losing', { n: losing })),
      el('p', null, this.promise(summary, show)),
    ], [this.distribution(summary), this.table(answer.rows)]);
  }

  /** Former customers by what asking them back is expected to bring. */
  showFormer(answer) {
    const { el, words } = this;
    const show = money(this.me.currency);
    this.lay(answer, answer, [el('p', null, words('marketer.formerSay', {
      ...answer, formerValue: show(answer.formerValue), expected: show(answer.expected) }))],
    this.table(answer.entries, [
      { title: words('marketer.left'), of: row => (row.leaving ? words.named('leaving', row.leaving) : '–') },
      { title: words('marketer.channel'), of: row => words.named('channel', row.channel) },
    ]));
  }

  /** Count, what it comes to, whom, and whom rules leave out. */
  lay({ run, notChosen }, { customers, leftOut }, says, whom) {
    const { el, words } = this;
    const sentence = words('marketer.count', { n: customers, run });
    this.result.replaceChildren(el('p', { class: 'count' }, sentence), ...says.filter(Boolean),
      el('div', { class: 'columns' }, el('div', null, whom), el('div', null, this.rules('marketer.leftOut', leftOut), this.rules('marketer.notChosen', notChosen ?? {}))));
    if (this.said !== sentence && this.said)
      this.announce(sentence);
    this.said = sentence;
  }

  /** How sure the money is, and how many it takes to see it. */
  promise({ atLeast, atMost, leftOut, needed }, show) {
    const { words } = this;
    const sure = atLeast == null
      ? words('marketer.unsure')
      : words('marketer.sure', { low: show(atLeast), high: show(atMost) });
    return needed == null ? sure : `${sure} ${words('marketer.needed', { n: needed, have: leftOut.control ?? 0 })}`;
  }

  /** How many there are by propensity, as bars and as numbers. */
  distribution({ propensities }) {
    const { words } = this;
    const title = words('marketer.distribution');
    const bars = propensities.slice(0, propensities.findLastIndex(count => count > 0) + 1)
      .map((value, bin) => ({ name: `${coarseShare(bin / 20)} - ${coarseShare((bin + 1) / 20)}`, value }));
    return barChart(this.context, {
      title, bars, show: whole,
      of: {
        caption: title, name: title, rows: bars,
        columns: [
          { title: words('marketer.propensity'), of: bar => bar.name },
          numeric('marketer.customers', bar => bar.value),
        ],
      },
    });
  }

  rules(title, counts) {
    const { words } = this;
    const rows = Object.entries(counts).sort((left, right) => right[1] - left[1]);
    return rows.length > 0 && table(this.context, {
      caption: words(title), name: title, rows,
      columns: [
        { title: words('marketer.rule'), of: ([rule]) => words.named('rule', rule) },
        numeric('marketer.customers', ([, count]) => count),
      ],
    });
  }

  /** @param further Columns of former customers. */
  table(rows, further) {
    const { words, me } = this;
    const column = (key, show) => numeric(`marketer.${key}`, row => row[key], show);
    const cash = money(me.currency, 'auto', 2);
    return rows.length > 0 && table(this.context, {
      caption: words('marketer.first'), name: `first of ${this.target.value}`, rows,
      columns: [
        { title: words('marketer.customer'), of: row => row.customerId },
        further ? column('chance', share) : column('propensity', share), column('expected', cash), column('value', cash),
        ...further ?? [column('decile', whole)],
        { title: words('marketer.segment'), of: row => words.named('value', row.segment) },
        { title: words('marketer.offers'), of: row => (row.offers ?? [row.offer]).map(offer => words.named('offer', offer)).join(', ') },
      ],
    });
  }
}
