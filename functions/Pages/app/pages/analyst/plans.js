/** Plans that are carried out: kept with what they promised, and what has come of it. */

import { decimal, money, whole } from '../../figures.js';
import { table } from '../../table.js';
import { withdraw } from '../marketer/kept.js';

export class KeptPlans {
  /** @param budget Gives the budget of the plan that is shown. */
  constructor(context, answer, budget) {
    Object.assign(this, { context, budget, until: answer.scorecard.run, currency: answer.scorecard.currency });
    const { el, words } = context;
    this.name = el('input', { id: 'plan-name', required: true, maxlength: 64, pattern: '[A-Za-z0-9_.\\-]+', autocomplete: 'off',
      'aria-describedby': 'plan-hint' });
    this.said = el('div', { 'aria-live': 'polite' });
    this.list = el('div');
    // Only the plan of the run that everybody reads can be carried out.
    this.form = answer.health && el('form', { class: 'row', onsubmit: event => this.keep(event) },
      el('div', { class: 'field' }, el('label', { for: 'plan-name' }, words('marketer.name')), this.name,
        el('span', { class: 'hint', id: 'plan-hint' }, words('marketer.nameHint'))),
      el('button', null, words('analyst.keepPlan')));
    this.element = el('div', null, this.form, this.said, this.list);
  }

  async keep(event) {
    event.preventDefault();
    const { announce, api, fault, words } = this.context;
    try {
      const kept = await api('plans', { method: 'POST', body: { name: this.name.value, budget: Number(this.budget()) } });
      this.said.replaceChildren(words('analyst.planKept', { name: kept.name }));
      announce(this.said.textContent);
      this.name.value = '';
      await this.show();
    } catch (error) {
      this.said.replaceChildren(fault(error));
    }
  }

  async show() {
    const { api, el, fault, words } = this.context;
    try {
      const { plans, worth } = await api('plans', { query: { until: this.until } });
      const levers = Object.entries(worth.levers).map(([lever, value]) => words('analyst.worthOf', {
        lever: words(`analyst.lever.${lever}`), value: decimal(value), low: decimal(worth.low[lever]), high: decimal(worth.high[lever]),
      }));
      this.list.replaceChildren(
        table(this.context, { caption: words('analyst.plansTitle'), name: `plans ${this.until}`, rows: plans,
          empty: words('analyst.noPlans'), columns: this.columns() }),
        el('p', null, levers.length ? words('analyst.promiseWorth', { levers: levers.join('; ') }) : words('analyst.worthUnknown')));
    } catch (error) {
      this.list.replaceChildren(fault(error));
    }
  }

  columns() {
    const { words } = this.context;
    const show = money(this.currency);
    const total = ({ lines }) => lines.find(line => line.group === 'total');
    const known = value => (value == null ? '–' : show(value));
    return [
      { title: words('marketer.name'), of: ({ kept }) => kept.name },
      { title: words('marketer.state'), of: ({ kept }) => words(kept.withdrawn ? 'marketer.withdrawn' : 'marketer.stands'),
        show: (text, { kept }) => (kept.withdrawn ? text : withdraw(this.context, `plans/${kept.name}`, () => this.show())) },
      { title: words('analyst.run'), of: ({ kept }) => kept.run },
      { title: words('analyst.budget', { currency: this.currency }), of: ({ kept }) => kept.plan.budget, show, number: true },
      { title: words('marketer.customers'), of: row => total(row)?.customers, show: value => (value == null ? '–' : whole(value)), number: true },
      { title: words('marketer.promised'), of: row => total(row)?.promised, show: known, number: true },
      { title: words('marketer.due'), of: row => total(row)?.due, show: known, number: true },
      { title: words('marketer.realised'), of: row => total(row)?.realised?.estimate, number: true,
        show: (value, row) => (value == null ? '–' : words('marketer.between', {
          estimate: show(value), low: show(total(row).realised.low), high: show(total(row).realised.high) })) },
      { title: words('analyst.ratio'), of: row => total(row)?.ratio, show: value => (value == null ? '–' : decimal(value)), number: true },
    ];
  }
}
