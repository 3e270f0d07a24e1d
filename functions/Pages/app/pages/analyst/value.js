/** Where the value is, by decile and segment and along the ranked customers, what serving them costs, and how it moved. */

import { barChart, lineChart } from '../../chart.js';
import { coarseShare, money, share, whole } from '../../figures.js';
import { matrix, numeric, table } from '../../table.js';
import { written } from './measures.js';
import { button, is, leading, named } from './proof.js';

/** The share of customers that the whale curve is opened at. */
const FIRST = 0.2;

export const deciles = (context, answer) => rows(context, answer, 'decile', answer.scorecard.deciles);

export const segments = (context, answer) => rows(context, answer, 'segment', answer.scorecard.segments);

function rows(context, answer, by, groups) {
  const { el, words } = context;
  const { scorecard, movement } = answer;
  const label = row => named(context, `${by}:${row.name}`);
  const moved = new Map((by === 'decile' ? movement?.deciles : movement?.segments)?.map(row => [row.name, row]));
  const show = money(scorecard.currency);
  const sum = (title, of, shown = whole) => numeric(`analyst.${title}`, of, shown);
  const sums = [
    sum('customersCount', row => row.sums.customers),
    sum('active', row => row.sums.active),
    sum('lapsed', row => row.sums.lapsed),
    sum('newCustomers', row => row.sums.new),
    sum('value', row => row.sums.value, show),
    sum('valueChange', row => moved.get(row.name)?.value, money(scorecard.currency, 'exceptZero')),
    sum('lifetime', row => row.sums.lifetime, show),
    sum('valueAtRisk', row => row.sums.valueAtRisk, show),
    sum('costToServe', row => row.sums.costToServe, show),
  ];
  const of = {
    caption: words(`analyst.${by}s`), name: `value by ${by} ${scorecard.run}`, rows: groups,
    columns: [{ title: words(`analyst.${by}`), of: label }, ...sums, leading(context, answer, row => `${by}:${row.name}`,
      row => ({ counted: row.sums.customers, left: row.sums.lapsed }))],
  };
  return el('div', null,
    barChart(context, {
      title: words(`analyst.valueBy.${by}`), bars: groups.map(row => ({ name: label(row), value: row.sums.value })), show, of,
    }),
    el('p', { class: 'quiet' }, words('analyst.partsLead')),
    el('details', null, el('summary', null, words(`analyst.measuresBy.${by}`)), measuresOf(context, scorecard, by, groups, label)));
}

function measuresOf(context, scorecard, by, groups, label) {
  const { words } = context;
  return table(context, {
    caption: words(`analyst.measuresBy.${by}`), name: `measures by ${by} ${scorecard.run}`, rows: groups,
    columns: [
      { title: words(`analyst.${by}`), of: label },
      ...scorecard.total.measures.map(({ name }) => ({
        title: words(`analyst.measure.${name}`), number: true,
        of: row => row.measures.find(measure => measure.name === name)?.value,
        show: value => written(name, scorecard.currency)[0](value),
      })),
    ],
  });
}

/** The share of the value that the best customers bring. */
export function whale(context, { scorecard }) {
  const { el, words } = context;
  const title = words('analyst.whaleTitle');
  const points = [{ customers: 0, value: 0 }, ...scorecard.whale];
  return el('div', null, el('p', { class: 'quiet' }, words('analyst.whaleLeads')), lineChart(context, {
    title, show: share, ends: [coarseShare(0), words('analyst.allCustomers')], level: [0, 1],
    start: Math.max(0, points.findIndex(point => point.customers >= FIRST)),
    points: points.map(point => (
      { x: point.customers, y: point.value, at: words('analyst.best', { share: share(point.customers) }) })),
    of: {
      caption: title, name: `whale curve ${scorecard.run}`, rows: scorecard.whale,
      columns: [
        numeric('analyst.bestShare', point => point.customers, share),
        numeric('analyst.valueShare', point => point.value, share),
      ],
    },
  }));
}

export function costs(context, answer) {
  const { el, words } = context;
  const { scorecard } = answer;
  const counted = (key, kind, counts, show, ...further) => {
    const bars = Object.entries(counts).map(([code, value]) => ({ code, name: words.named(kind, code), value })).sort((left, right) => right.value - left.value);
    const title = words(`analyst.${key}`);
    return barChart(context, {
      title, bars, show,
      of: {
        caption: title, name: `${key} ${scorecard.run}`, rows: bars,
        columns: [
          { title: words(`analyst.${key}.of`), of: bar => bar.name },
          numeric('analyst.amount', bar => bar.value, show), ...further,
        ],
      },
    });
  };
  return el('div', null, el('p', { class: 'quiet' }, words('analyst.costsLead')),
    counted('costBy', 'driver', scorecard.costBy, money(scorecard.currency)),
    counted('bestOffers', 'offer', scorecard.bestOffers, whole,
      leading(context, answer, bar => [is('bestOffer', bar.code)], bar => ({ counted: bar.value }), bar => bar.name)),
    counted('removedBy', 'rule', scorecard.removedBy, whole));
}

const first = ({ el, words }) => el('p', null, words('analyst.nothingBefore'));

const inOrder = text => (/^\d+$/.test(text) ? Number(text) : 100);

/** Deciles in their order, then the others. */
const sorted = names => [...new Set(names)].sort((left, right) => inOrder(left) - inOrder(right) || left.localeCompare(right));

export function migration(context, answer) {
  const { el, words } = context;
  const { migration: flows, movement, scorecard } = answer;
  if (!flows)
    return first(context);
  const label = name =>
    (words.has(`analyst.flow.${name}`) ? words(`analyst.flow.${name}`) : words('analyst.decileOf', { n: name }));
  const shown = {
    from: sorted(flows.map(flow => flow.from)), to: sorted(flows.map(flow => flow.to)), flows, label,
    corner: words('analyst.fromTo', { since: movement.from, run: movement.to }),
    // Who is lost is on no list any more; who is new is, beside those of whom a row was rejected before.
    lead: (text, from, to) => (to > 0 && !['erased', 'rejected'].includes(from) ? button(context, text, `${label(from)}, ${label(to)}`, () => {
      const otherwise = from > 0 ? 0 : sizeOf('rejected', to);
      answer.reveal([is('decileBefore', from > 0 ? from : '(none)'), is('decile', to)], {
        counted: sizeOf(from, to), otherwise, because: otherwise > 0 ? 'rejected' : null });
    }) : text),
  };
  const sizeOf = (from, to) => flows.find(flow => flow.from === from && flow.to === to)?.customers ?? 0;
  const show = money(scorecard.currency, 'exceptZero');
  return el('div', null,
    el('p', null, words('analyst.migrationSays'), ' ', words('analyst.migrationLeads')),
    matrix(context, {
      ...shown, caption: words('analyst.migrationCustomers'), name: `migration customers ${movement.to}`,
      size: flow => flow.customers, show: whole,
    }),
    el('details', null, el('summary', null, words('analyst.migrationValue')),
      matrix(context, {
        ...shown, caption: words('analyst.migrationValue'), name: `migration value ${movement.to}`, size: flow => flow.change, show,
      })));
}

export function causes(context, { causes: found, movement, scorecard }) {
  const { el, words } = context;
  if (!found?.length)
    return first(context);
  const groups = [...new Set(found.map(cause => cause.group))];
  const place = el('div');
  const select = context.choice({ id: 'causes-of' }, groups.map(group => [group, named(context, group)]));
  const draw = () => {
    const chosen = found.filter(cause => cause.group === select.value);
    place.replaceChildren(...causesOf(context, chosen, movement, scorecard));
  };
  select.addEventListener('change', draw);
  draw();
  return el('div', null,
    el('div', { class: 'row' }, context.field(select, words('analyst.of'))), place);
}

function causesOf(context, rows, movement, { currency }) {
  const { el, words } = context;
  const show = money(currency, 'exceptZero');
  const name = row => words(`analyst.cause.${row.cause}`);
  const all = rows.reduce((sum, row) => sum + row.value, 0);
  const title = words('analyst.causesTitle', { since: movement.from, run: movement.to });
  return [
    el('p', null, words('analyst.causesSay', { change: show(all), since: movement.from }), ' ', words('analyst.causesLead')),
    barChart(context, {
      title, show, bars: rows.map(row => ({ name: name(row), value: row.value })),
      of: {
        caption: title, name: `causes ${movement.from} ${movement.to}`, rows,
        columns: [
          { title: words('analyst.cause'), of: name },
          numeric('marketer.customers', row => row.customers),
          numeric('analyst.value', row => row.value, show),
          numeric('analyst.lifetime', row => row.lifetime, show),
        ],
      },
    }),
  ];
}
