/** The customers behind a figure: a list by decile or segment, and each of them in numbers. */

import { day, decimal, money, share, whole } from '../../figures.js';
import { table } from '../../table.js';

/** The list is asked for so many, to find those of one decile among them, and so many are shown. */
const ASKED = 10000;
const SHOWN = 100;

const EVERYBODY = { includeWithoutConsent: true, includeControl: true, includeRefused: true };

export function customers(context, answer) {
  const { api, el, fault, focusOn, words } = context;
  const { asked, scorecard } = answer;
  const target = el('select', { id: 'customers-target' });
  const decile = choices(context, 'customers-decile', scorecard.deciles.map(row => row.name));
  const segment = choices(context, 'customers-segment', scorecard.segments.map(row => row.name));
  const [place, one] = [el('div', { 'aria-live': 'polite' }), el('div')];
  const show = async event => {
    event?.preventDefault();
    one.replaceChildren();
    place.replaceChildren(el('p', null, words('loading')));
    try {
      await targets;
      const list = await api(`lists/${encodeURIComponent(target.value)}`, {
        query: { run: asked.run, segment: segment.value, top: ASKED, format: 'json', ...EVERYBODY,
          where: decile.value && JSON.stringify({ field: 'decile', is: Number(decile.value) }) },
      });
      place.replaceChildren(...listed(context, scorecard, target.value, list.rows, id => reveal(context, one, scorecard, id)));
    } catch (error) {
      place.replaceChildren(fault(error));
    }
  };
  const targets = fill(context, target, asked.run ?? scorecard.run, answer.readable);
  answer.reveal = ({ decile: ofDecile = '', segment: ofSegment = '' }) => {
    [decile.value, segment.value] = [ofDecile, ofSegment];
    focusOn(document.getElementById('analyst-customers'));
    show();
  };
  const field = (select, key) => el('div', { class: 'field' }, el('label', { for: select.id }, words(key)), select);
  return el('div', null, el('p', null, words('analyst.customersSay')),
    el('form', { class: 'row', onsubmit: show },
      field(target, 'analyst.list'), field(decile, 'analyst.decile'), field(segment, 'analyst.segment'),
      el('button', { class: 'main' }, words('analyst.showCustomers'))), place, one);
}

function choices({ el, words }, id, names) {
  return el('select', { id }, el('option', { value: '' }, words('analyst.all')), names.map(name => el('option', { value: name }, name)));
}

/** The targets that the run has a list of. */
async function fill({ api, el }, select, run, runs) {
  const known = Object.keys(runs.find(each => each.run === run)?.models ?? {});
  const targets = known.length > 0 ? known : (await api('models')).models.map(model => model.target);
  select.replaceChildren(...[...new Set(targets)].map(name => el('option', { value: name }, name)));
}

function listed(context, { currency, run }, target, rows, reveal) {
  const { el, words } = context;
  const shown = rows.slice(0, SHOWN);
  return [
    el('p', null, words('analyst.listed', { n: rows.length, shown: shown.length })),
    table(context, {
      caption: words('analyst.listTitle', { target, run }), name: `customers ${target} ${run}`, rows: shown,
      empty: words('analyst.nobody'),
      columns: [
        {
          title: words('analyst.customer'), of: row => row.customerId,
          show: id => el('button', { type: 'button', onclick: () => reveal(id) }, id),
        },
        { title: words('analyst.propensity'), of: row => row.propensity, show: share, number: true },
        { title: words('analyst.value'), of: row => row.value, show: money(currency), number: true },
        { title: words('analyst.decile'), of: row => row.decile, show: whole, number: true },
        { title: words('analyst.segment'), of: row => row.segment },
        { title: words('analyst.offers'), of: row => row.offers.join(', ') },
        { title: words('analyst.expected'), of: row => row.expected, show: money(currency), number: true },
      ],
    }),
  ];
}

/** A customer in numbers, of the published run. */
async function reveal({ api, el, fault, focusOn, words }, place, { currency }, id) {
  try {
    const { customerId, run, value, risk, outcomes } = await api(`customers/${encodeURIComponent(id)}`);
    const show = money(currency, 'auto', 2);
    const heading = el('h3', null, words('analyst.customerOf', { id: customerId, run }));
    const facts = {
      segment: value.segment, tenure: value.tenureMonths, holdings: value.holdings?.join(', '), revenue: show(value.revenue),
      value: show(value.current), lifetime: show(value.lifetime), decile: value.decile,
      propensity: risk && share(risk.propensity), valueAtRisk: risk && show(risk.valueAtRisk),
    };
    place.replaceChildren(el('div', { class: 'panel' }, heading,
      el('dl', null, Object.entries(facts).filter(([, fact]) => fact !== undefined && fact !== null)
        .map(([key, fact]) => [el('dt', null, words(`analyst.${key}`)), el('dd', null, String(fact))])),
      risk?.contributions?.length > 0 && [
        el('h4', null, words('analyst.contributions')),
        el('ul', null, risk.contributions.map(each => el('li', null, `${each.says ?? each.feature} (${decimal(each.logOdds)})`)))],
      outcomes?.length > 0 && [
        el('h4', null, words('analyst.replies')),
        el('ul', null, outcomes.map(each => el('li', null, `${day(each.at)}: ${each.offer}, ${each.reply}`)))]));
    focusOn(heading);
  } catch (error) {
    place.replaceChildren(fault(error));
  }
}
