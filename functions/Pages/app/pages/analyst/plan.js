/** The best use of a budget, by decile and lever; and plans that were kept. */

import { decimal, ends, money } from '../../figures.js';
import { matrix, numeric, table } from '../../table.js';
import { nameInput, refuseName, withdraw } from '../marketer/kept.js';
import { leading } from './proof.js';

const LEVERS = ['retention', 'efficiency', 'acquisition', 'penetration'];

export function plan(context, answer) {
  const { announce, api, el, fault, mark, words } = context;
  const { asked, scorecard } = answer;
  const place = el('div', null, answer.plan && planOf(context, answer.plan, answer));
  const anew = context.latest();
  const amount = el('input', {
    id: 'budget', type: 'number', min: '0', max: '1000000000000', step: '1', required: true, inputmode: 'numeric', value: asked.budget ?? '',
  });
  const ask = async event => {
    event.preventDefault();
    const signal = anew();
    const budget = String(Number(amount.value));
    mark(amount);
    try {
      const found = await api('scorecard', { query: { run: asked.run, since: asked.since, budget }, signal });
      place.replaceChildren(planOf(context, found.plan, answer));
      asked.budget = budget;
      kept.offer(budget);
      announce(place.querySelector('p').textContent);
    } catch (error) {
      if (signal.aborted)
        return;
      kept.offer(null);
      if (error.parameter === 'budget')
        mark(amount, words('analyst.noBudget'));
      place.replaceChildren(error.parameter === 'budget' ? '' : fault(error));
    }
  };
  const kept = new KeptPlans(context, answer);
  kept.offer(answer.plan && asked.budget);
  kept.show();
  return el('div', null,
    el('form', { class: 'row', onsubmit: ask },
      context.field(amount, words('analyst.budget', { currency: scorecard.currency }), words('analyst.budgetHint')),
      el('button', { class: 'main' }, words('analyst.planIt'))),
    place, kept.element, levers(context, answer));
}

function planOf(context, { budget, spend, net, price, bound, lines }, answer) {
  const { el, words } = context;
  const { scorecard } = answer;
  const show = money(scorecard.currency);
  const says = words(price > 0 ? 'analyst.planSays' : 'analyst.planEnough', {
    budget: show(budget), spend: show(spend), net: show(net), bound: show(bound), price: money(scorecard.currency, 'auto', 2)(price),
  });
  return el('div', null, el('p', { class: 'panel' }, says),
    byLever(context, scorecard, lines, words('analyst.planTitle', { budget: show(budget) }), `plan ${budget} ${scorecard.run}`, 'spend'),
    el('details', null, el('summary', null, words('analyst.linesTitle')),
      linesOf(context, lines, answer, `plan lines ${budget} ${scorecard.run}`)));
}

/** What there is to gain in all, were everybody contacted whom it pays to. */
function levers(context, answer) {
  const { el, words } = context;
  const { scorecard } = answer;
  return el('details', null, el('summary', null, words('analyst.levers')),
    linesOf(context, scorecard.levers, answer, `levers ${scorecard.run}`));
}

function byLever(context, { currency }, lines, caption, name, what) {
  const { words } = context;
  const flows = lines.map(line => ({ from: String(line.decile), to: line.lever, amount: line[what] }));
  return matrix(context, {
    caption, name, flows, size: flow => flow.amount, show: money(currency),
    corner: words('analyst.decile'),
    from: Array.from({ length: 10 }, (_, index) => String(index + 1)), to: LEVERS,
    label: label => (LEVERS.includes(label) ? words(`analyst.lever.${label}`) : words('analyst.decileOf', { n: label })),
  });
}

function linesOf(context, lines, answer, name) {
  const { words } = context;
  const show = money(answer.scorecard.currency);
  return table(context, {
    caption: words('analyst.linesTitle'), name, rows: lines,
    columns: [
      { title: words('analyst.decile'), of: line => words('analyst.decileOf', { n: line.decile }) },
      { title: words('analyst.lever'), of: line => words(`analyst.lever.${line.lever}`) },
      numeric('marketer.customers', line => line.customers),
      numeric('analyst.spend', line => line.spend, show),
      numeric('analyst.net', line => line.net, show),
      leading(context, answer, line => `decile:${line.decile}`, line => ({ counted: line.customers, because: 'planned' })),
    ],
  });
}

/** Plans that are carried out: kept with what they promised, and what has come of it. */
class KeptPlans {
  constructor(context, answer) {
    Object.assign(this, { context, anew: context.latest(), until: answer.scorecard.run, rows: [], currency: answer.scorecard.currency });
    const { el, words } = context;
    this.name = nameInput(context, 'plan-name');
    this.said = el('div', { 'aria-live': 'polite' });
    this.list = el('div');
    // Only the plan of the run that everybody reads can be carried out.
    this.form = answer.health && el('form', { class: 'row', onsubmit: event => this.keep(event) },
      context.field(this.name, words('interface.name'), words('marketer.nameHint')),
      el('button', null, words('analyst.keepPlan')));
    this.element = el('div', null, this.form, this.said, this.list);
  }

  /** What can be kept: the plan on the screen, by its budget; null while there is none, and nothing of none. */
  offer(budget) {
    this.budget = budget;
    if (this.form)
      this.form.hidden = !(budget > 0);
  }

  async keep(event) {
    event.preventDefault();
    const { announce, api, fault, words } = this.context;
    try {
      const kept = await api('plans', { method: 'POST', body: { name: this.name.value, budget: Number(this.budget) } });
      this.said.replaceChildren(words('analyst.planKept', { name: kept.name }));
      announce(this.said.textContent);
      this.name.value = '';
      await this.show();
    } catch (error) {
      await this.show();
      this.said.replaceChildren(refuseName(this.context, this.name, error, this.rows, fault));
    }
  }

  async show() {
    const { api, el, fault, words } = this.context;
    const signal = this.anew();
    try {
      const { plans, worth } = await api('plans', { query: { until: this.until }, signal });
      this.rows = plans;
      const levers = Object.entries(worth.levers).map(([lever, value]) => words('analyst.worthOf', {
        lever: words(`analyst.lever.${lever}`), value: decimal(value), low: decimal(worth.low[lever]), high: decimal(worth.high[lever]),
      }));
      this.list.replaceChildren(
        table(this.context, { caption: words('analyst.plansTitle'), name: `plans ${this.until}`, rows: plans,
          empty: words('analyst.noPlans'), columns: this.columns() }),
        el('p', null, levers.length ? words('analyst.promiseWorth', { levers: levers.join('; ') }) : words('analyst.worthUnknown')));
    } catch (error) {
      if (!signal.aborted)
        this.list.replaceChildren(fault(error));
    }
  }

  columns() {
    const { words } = this.context;
    const show = money(this.currency);
    const total = ({ lines }) => lines.find(line => line.group === 'total');
    return [
      { title: words('interface.name'), of: ({ kept }) => kept.name },
      { title: words('marketer.state'), of: ({ kept }) => words(kept.withdrawn ? 'marketer.withdrawn' : 'marketer.stands'),
        show: (text, { kept }) => (kept.withdrawn ? text
          : withdraw(this.context, `plans/${kept.name}`, this.list, () => this.show())) },
      { title: words('analyst.run'), of: ({ kept }) => kept.run },
      { title: words('analyst.budget', { currency: this.currency }), of: ({ kept }) => kept.plan.budget, show, number: true },
      numeric('marketer.customers', row => total(row)?.customers),
      numeric('marketer.promised', row => total(row)?.promised, show),
      numeric('marketer.due', row => total(row)?.due, show),
      { title: words('marketer.realised'), of: row => total(row)?.realised?.estimate, number: true,
        show: (value, row) => (value == null ? '–' : words('marketer.between', ends(total(row).anytime, show))) },
      numeric('analyst.ratio', row => total(row)?.ratio, decimal),
    ];
  }
}
