/** Where the value is: by decile and segment, along the ranked customers, and what serving them costs. */

import { barChart, lineChart } from '../../chart.js';
import { coarseShare, money, share, whole } from '../../figures.js';
import { table } from '../../table.js';
import { written } from './measures.js';

/** The share of customers that the whale curve is opened at. */
const FIRST = 0.2;

export const deciles = (context, answer) => rows(context, answer, 'decile', answer.scorecard.deciles);

export const segments = (context, answer) => rows(context, answer, 'segment', answer.scorecard.segments);

function rows(context, answer, by, groups) {
  const { el, words } = context;
  const { scorecard, movement } = answer;
  const label = row => words(`analyst.${by}Of`, { n: row.name, name: row.name });
  const moved = new Map((by === 'decile' ? movement?.deciles : movement?.segments)?.map(row => [row.name, row]));
  const show = money(scorecard.currency);
  const sum = (title, of, shown = whole) => ({ title: words(`analyst.${title}`), of, show: shown, number: true });
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
    columns: [{ title: words(`analyst.${by}`), of: label }, ...sums, customersOf(context, by, answer)],
  };
  return el('div', null,
    barChart(context, {
      title: words(`analyst.valueBy.${by}`), bars: groups.map(row => ({ name: label(row), value: row.sums.value })), show, of,
    }),
    el('details', null, el('summary', null, words(`analyst.measuresBy.${by}`)), measuresOf(context, scorecard, by, groups, label)));
}

/** Every figure leads to its customers. */
function customersOf({ el, words }, by, answer) {
  return {
    title: words('analyst.whoTheyAre'), act: true, of: row => row.name,
    show: name => el('button', {
      type: 'button', onclick: () => answer.reveal({ [by]: name }),
    }, words('analyst.showCustomers'), el('span', { class: 'unseen' }, ` ${words(`analyst.${by}Of`, { n: name, name })}`)),
  };
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
  const { words } = context;
  const title = words('analyst.whaleTitle');
  const points = [{ customers: 0, value: 0 }, ...scorecard.whale];
  return lineChart(context, {
    title, show: share, ends: [coarseShare(0), words('analyst.allCustomers')], level: [0, 1],
    start: Math.max(0, points.findIndex(point => point.customers >= FIRST)),
    points: points.map(point => (
      { x: point.customers, y: point.value, at: words('analyst.best', { share: share(point.customers) }) })),
    of: {
      caption: title, name: `whale curve ${scorecard.run}`, rows: scorecard.whale,
      columns: [
        { title: words('analyst.bestShare'), of: point => point.customers, show: share, number: true },
        { title: words('analyst.valueShare'), of: point => point.value, show: share, number: true },
      ],
    },
  });
}

export function costs(context, { scorecard }) {
  const { el, words } = context;
  const counted = (key, counts, show) => {
    const bars = Object.entries(counts).map(([name, value]) => ({ name, value })).sort((left, right) => right.value - left.value);
    const title = words(`analyst.${key}`);
    return barChart(context, {
      title, bars, show,
      of: {
        caption: title, name: `${key} ${scorecard.run}`, rows: bars,
        columns: [
          { title: words(`analyst.${key}.of`), of: bar => bar.name },
          { title: words('analyst.amount'), of: bar => bar.value, show, number: true },
        ],
      },
    });
  };
  return el('div', null,
    counted('costBy', scorecard.costBy, money(scorecard.currency)),
    counted('bestOffers', scorecard.bestOffers, whole),
    counted('removedBy', scorecard.removedBy, whole));
}
