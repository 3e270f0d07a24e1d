/** The measures against their goals, and each over all nights. */

import { lineChart } from '../../chart.js';
import { change, day, decimal, money, points, share } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { is, leading, named } from './proof.js';

const MONEY = ['newValue', 'takeUpValue', 'valuePerCustomer', 'lifetimePerCustomer', 'costToServePerCustomer'];
const PLAIN = ['newQuality', 'productsPerCustomer'];

/** Measures that are the better the lower they are. */
const LESS = ['valueAtRiskShare', 'costToServeShare', 'negativeShare', 'enquiriesWasted'];

/** How a measure is written, and how its change. */
export function written(name, currency) {
  if (MONEY.includes(name))
    return [money(currency), money(currency, 'exceptZero')];
  return PLAIN.includes(name) ? [decimal, change] : [share, points];
}

const missed = measure => typeof measure.gap === 'number' && (LESS.includes(measure.name) ? measure.gap > 0 : measure.gap < 0);

export function measures(context, answer) {
  const { el } = context;
  return el('div', null, el('p', { class: 'quiet' }, context.words('analyst.measuresLead')), against(context, answer), overTime(context, answer));
}

function against(context, answer) {
  const { scorecard, movement } = answer;
  const { words } = context;
  const moves = new Map(movement?.total.measures.map(move => [move.name, move]));
  const show = (value, row) => written(row.name, scorecard.currency)[0](value);
  const verdict = row => (typeof row.gap !== 'number' ? '' : words(missed(row) ? 'analyst.missed' : 'analyst.reached'));
  return table(context, {
    caption: words('analyst.measuresOf', { run: scorecard.run }),
    name: `measures ${scorecard.run}`,
    rows: scorecard.total.measures,
    columns: [
      { title: words('analyst.measure'), of: row => words(`analyst.measure.${row.name}`) },
      { title: words('analyst.lever'), of: row => words(`analyst.lever.${row.lever}`) },
      numeric('analyst.now', row => row.value, show),
      numeric('analyst.goal', row => row.goal, show),
      { title: words('analyst.verdict'), of: verdict, mark: row => (missed(row) ? 'missed' : '') },
      {
        title: words('analyst.change'), number: true, of: row => moves.get(row.name)?.change,
        show: (value, row) => written(row.name, scorecard.currency)[1](value),
      },
      leading(context, answer, row => row.name === 'negativeShare' && [is('valueBand', 'negative')],
        () => ({ counted: scorecard.total.sums.negative }), row => words(`analyst.measure.${row.name}`)),
    ],
  });
}

/** One measure over all published nights, of everybody, a decile or a segment. */
function overTime(context, { scorecard }) {
  const { api, el, fault, words } = context;
  const names = scorecard.total.measures;
  const measure = context.choice({ id: 'measure' }, names.map(each => [each.name, words(`analyst.measure.${each.name}`)]));
  const groups = ['decile', 'segment'].flatMap(by => scorecard[`${by}s`].map(row => `${by}:${row.name}`));
  const group = context.choice({ id: 'group' }, ['total', ...groups].map(value => [value, named(context, value)]));
  const place = el('div');
  const answers = new Map();
  const anew = context.latest();
  const draw = async () => {
    const signal = anew();
    const [by, name = 'total'] = group.value.split(/:(.*)/s);
    // By their names: that of enquiries is in no series unasked.
    if (!answers.has(by))
      answers.set(by, api('scorecard/series', { query: { by, measures: names.map(each => each.name).join() } }));
    try {
      const { points: nights } = await answers.get(by);
      if (signal.aborted)
        return;
      const chosen = names.find(each => each.name === measure.value);
      place.replaceChildren(line(context, scorecard, nights.filter(night => night.name === name), chosen));
    } catch (error) {
      answers.delete(by);
      if (!signal.aborted)
        place.replaceChildren(fault(error));
    }
  };
  measure.addEventListener('change', draw);
  group.addEventListener('change', draw);
  draw();
  return el('div', null,
    el('div', { class: 'row' },
      context.field(measure, words('analyst.measure')),
      context.field(group, words('analyst.of'))),
    place);
}

function line(context, { currency }, nights, { name, goal }) {
  const { words } = context;
  const [show] = written(name, currency);
  const title = words('analyst.overNights', { measure: words(`analyst.measure.${name}`) });
  const level = night => night.values[name];
  return lineChart(context, {
    title, goal, show,
    points: nights.map(night => ({ x: Date.parse(night.date), y: level(night), at: day(night.date) })),
    of: {
      caption: title, name: `${name} over nights`, rows: nights,
      columns: [
        { title: words('analyst.run'), of: night => night.run, mark: () => 'whole' },
        { title: words('analyst.date'), of: night => night.date, show: day },
        numeric(`analyst.measure.${name}`, level, show),
        ...(typeof goal === 'number' ? [numeric('analyst.goal', () => goal, show)] : []),
      ],
    },
  });
}
