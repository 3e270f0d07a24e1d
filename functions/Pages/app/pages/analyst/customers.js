/** The customers behind a figure: a list by decile or segment, and each of them in numbers. */

import { day, decimal, money, share, whole } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { spoken } from '../marketer/conditions.js';
import { customer, is } from './proof.js';

/** So many are shown. */
const SHOWN = 100;

const EVERYBODY = { includeWithoutConsent: true, includeControl: true, includeRefused: true };

export function customers(context, answer) {
  const { api, el, fault, focusOn, me, words } = context;
  const { asked, scorecard } = answer;
  const target = el('select', { id: 'customers-target' });
  const decile = choices(context, 'customers-decile', scorecard.deciles.map(row => [row.name, row.name]));
  const segment = choices(context, 'customers-segment', scorecard.segments.map(row => [row.name, words.named('segment', row.name)]));
  const [place, one] = [el('div', { 'aria-live': 'polite' }), el('div')];
  /** Of the figure that led here, what no choice of the form says; and what it counts. */
  let further = [];
  let figure = {};
  const [anew, anewOne] = [context.latest(), context.latest()];
  const show = async event => {
    event?.preventDefault();
    if (event)
      [further, figure] = [[], {}];
    const signal = anew();
    anewOne();
    one.replaceChildren();
    place.replaceChildren(el('p', null, words('loading')));
    try {
      await targets;
      if (signal.aborted)
        return;
      const conditions = [decile.value && is('decile', decile.value), segment.value && is('segment', segment.value), ...further]
        .filter(Boolean);
      const all = conditions.map(({ field, by, value }) => ({ field, [by]: value }));
      const list = await api(`lists/${encodeURIComponent(target.value)}`, {
        query: {
          run: figure.run ?? asked.run, since: figure.run ? null : asked.since, format: 'json', summary: 'true', pageSize: SHOWN,
          ...EVERYBODY, where: all[0] && JSON.stringify({ all }),
        },
        signal,
      });
      place.replaceChildren(further[0] ? el('p', null, `${words('marketer.conditions')} ${spoken(context, { all })}`) : '',
        ...listed(context, scorecard, target.value, list, figure, answer.open),
        me.roles.includes('marketer') && !asked.run && !figure.run && !(asked.since && further.some(each => each.field === 'decileBefore')) ? selection(target.value, conditions) : '');
    } catch (error) {
      if (!signal.aborted)
        place.replaceChildren(fault(error.parameter === 'where' ? { detail: words('analyst.notTold') } : error));
    }
  };
  const targets = fill(context, target, asked.run ?? scorecard.run, answer.readable);
  answer.open = id => reveal(context, one, scorecard, id, anewOne());
  /** The same customers as conditions of marketers. */
  const selection = (ofTarget, conditions) => {
    const query = new URLSearchParams({ target: ofTarget, conditions: JSON.stringify(conditions) });
    return el('p', null, el('a', { class: 'button', href: `#/marketer?${query}` }, words('analyst.asSelection')));
  };
  answer.reveal = (conditions, counts = {}) => {
    [further, figure] = [[...conditions], counts];
    for (const [field, select] of Object.entries({ decile, segment })) {
      select.value = further.find(each => each.field === field)?.value ?? '';
      further = further.filter(each => each.field !== field || select.value === '');
    }
    // Of the list of who may leave only those are missing who have left.
    const wanted = figure.target ?? me.riskTarget;
    if ([...target.options].some(({ value }) => value === wanted))
      target.value = wanted;
    focusOn(document.getElementById('analyst-customers'));
    show();
  };
  return el('div', null, el('p', null, words('analyst.customersSay')),
    el('form', { class: 'row', onsubmit: show },
      ...[[target, 'analyst.list'], [decile, 'analyst.decile'], [segment, 'marketer.segment']].map(([select, key]) => context.field(select, words(key))),
      el('button', { class: 'main' }, words('marketer.customers'))), place, one);
}

const choices = ({ choice, words }, id, names) => choice({ id }, [['', words('analyst.all')], ...names]);

/** The targets that the run has a list of. */
async function fill({ api, el, words }, select, run, runs) {
  const known = Object.keys(runs.find(each => each.run === run)?.models ?? {});
  const targets = known.length > 0 ? known : (await api('models')).models.map(model => model.target);
  select.replaceChildren(...[...new Set(targets)].map(name => el('option', { value: name }, words.named('target', name))));
}

/**
 * What a figure counts beside its list, and why these are not the same.
 * @param figure counted; left: how many of them have left; otherwise: how many more the list has, and because: why, or whom it lacks.
 */
function explained({ words }, { counted, left = 0, otherwise = 0, because }, customers) {
  const said = (key, n) => words(`analyst.counts.${key}`, { n });
  const rest = counted - left + otherwise - customers;
  return counted == null ? '' : [
    said('figure', counted), left > 0 && said('left', left), because && said(because, otherwise), !because && rest !== 0 && said('rest', Math.abs(rest)),
  ].filter(Boolean).join(' ');
}

function listed(context, { currency }, target, { run, rows, notChosen, summary: { customers } }, figure, reveal) {
  const { el, words } = context;
  const shown = rows.slice(0, SHOWN);
  return [
    el('p', null, words('analyst.listed', { n: customers, shown: shown.length }), ' ', explained(context, figure, customers)),
    // Figures count who is not on the list, too.
    Object.keys(notChosen ?? {}).length > 0 && el('p', { class: 'quiet' }, words('analyst.notListed', {
      rules: Object.entries(notChosen).map(([rule, count]) => `${words.named('rule', rule)} ${whole(count)}`).join(', ') })) || '',
    table(context, {
      caption: words('analyst.listTitle', { target: words.named('target', target), run }), name: `customers ${target} ${run}`, rows: shown,
      empty: words('analyst.nobody'),
      columns: [
        customer(context, reveal),
        numeric('marketer.propensity', row => row.propensity, share),
        numeric('analyst.value', row => row.value, money(currency)),
        numeric('analyst.decile', row => row.decile),
        { title: words('marketer.segment'), of: row => row.segment && words.named('segment', row.segment) },
        { title: words('marketer.offers'), of: row => row.offers.map(offer => words.named('offer', offer)).join(', ') },
        numeric('analyst.expected', row => row.expected, money(currency)),
      ],
    }),
  ];
}

/** A customer in numbers, of the published run. */
async function reveal({ api, el, fault, focusOn, words }, place, { currency }, id, signal) {
  try {
    const { customerId, run, value, risk, outcomes } = await api(`customers/${encodeURIComponent(id)}`, { signal });
    const show = money(currency, 'auto', 2);
    const heading = el('h3', null, words('analyst.customerOf', { id: customerId, run }));
    const facts = {
      segment: value.segment && words.named('segment', value.segment), tenure: value.tenureMonths,
      holdings: value.holdings?.map(product => words.named('product', product)).join(', '), revenue: show(value.revenue),
      value: show(value.current), lifetime: show(value.lifetime), decile: value.decile,
      churn: risk && share(risk.propensity), valueAtRisk: risk && show(risk.valueAtRisk),
    };
    place.replaceChildren(el('div', { class: 'panel' }, heading,
      el('dl', null, Object.entries(facts).filter(([, fact]) => fact !== undefined && fact !== null)
        .map(([key, fact]) => [el('dt', null, words(`analyst.${key}`)), el('dd', null, String(fact))])),
      risk?.contributions?.length > 0 && [
        el('h4', null, words('analyst.contributions')),
        el('ul', null, risk.contributions.map(each => el('li', null, `${each.says ?? words.named('field', each.feature)} (${decimal(each.logOdds)})`)))],
      outcomes?.length > 0 && [
        el('h4', null, words('analyst.replies')),
        el('ul', null, outcomes.map(each => el('li', null, `${day(each.at)}: ${words.named('offer', each.offer)}, ${words.named('reply', each.reply)}`)))]));
    focusOn(heading);
  } catch (error) {
    if (!signal.aborted)
      place.replaceChildren(fault(error));
  }
}
