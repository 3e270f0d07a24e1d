/** The best use of a budget, by decile and lever. */

import { money, whole } from '../../figures.js';
import { matrix, table } from '../../table.js';
import { KeptPlans } from './plans.js';

const LEVERS = ['retention', 'efficiency', 'acquisition', 'penetration'];

export function plan(context, answer) {
  const { announce, api, el, fault, words } = context;
  const { asked, scorecard } = answer;
  const place = el('div', null, answer.plan && planOf(context, answer.plan, scorecard));
  const amount = el('input', {
    id: 'budget', type: 'number', min: '0', step: '1', required: true, inputmode: 'numeric', value: asked.budget ?? '',
    'aria-describedby': 'budget-hint',
  });
  const ask = async event => {
    event.preventDefault();
    try {
      const found = await api('scorecard', { query: { run: asked.run, since: asked.since, budget: amount.value } });
      asked.budget = amount.value;
      place.replaceChildren(planOf(context, found.plan, scorecard));
      announce(place.querySelector('p').textContent);
    } catch (error) {
      place.replaceChildren(fault(error));
    }
  };
  const kept = new KeptPlans(context, answer, () => asked.budget ?? amount.value);
  kept.show();
  return el('div', null,
    el('form', { class: 'row', onsubmit: ask },
      el('div', { class: 'field' }, el('label', { for: 'budget' }, words('analyst.budget', { currency: scorecard.currency })), amount,
        el('span', { id: 'budget-hint', class: 'hint' }, words('analyst.budgetHint'))),
      el('button', { class: 'main' }, words('analyst.planIt'))),
    place, kept.element, levers(context, scorecard));
}

function planOf(context, { budget, spend, net, price, bound, lines }, scorecard) {
  const { el, words } = context;
  const show = money(scorecard.currency);
  const says = words(price > 0 ? 'analyst.planSays' : 'analyst.planEnough', {
    budget: show(budget), spend: show(spend), net: show(net), bound: show(bound), price: money(scorecard.currency, 'auto', 2)(price),
  });
  return el('div', null, el('p', { class: 'panel' }, says),
    byLever(context, scorecard, lines, words('analyst.planTitle', { budget: show(budget) }), `plan ${budget} ${scorecard.run}`, 'spend'),
    el('details', null, el('summary', null, words('analyst.linesTitle')),
      linesOf(context, lines, scorecard, `plan lines ${budget} ${scorecard.run}`)));
}

/** What there is to gain in all, were everybody contacted whom it pays to. */
function levers(context, scorecard) {
  const { el, words } = context;
  return el('details', null, el('summary', null, words('analyst.levers')),
    linesOf(context, scorecard.levers, scorecard, `levers ${scorecard.run}`));
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

function linesOf(context, lines, { currency }, name) {
  const { words } = context;
  const show = money(currency);
  return table(context, {
    caption: words('analyst.linesTitle'), name, rows: lines,
    columns: [
      { title: words('analyst.decile'), of: line => words('analyst.decileOf', { n: line.decile }) },
      { title: words('analyst.lever'), of: line => words(`analyst.lever.${line.lever}`) },
      { title: words('analyst.customersCount'), of: line => line.customers, show: whole, number: true },
      { title: words('analyst.spend'), of: line => line.spend, show, number: true },
      { title: words('analyst.net'), of: line => line.net, show, number: true },
    ],
  });
}
