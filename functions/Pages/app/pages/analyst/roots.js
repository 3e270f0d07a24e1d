/** Dissatisfaction and its roots: what each cause comes to, what spreads, and the churn that followed. */

import { decimal, money, points, share, whole } from '../../figures.js';
import { table } from '../../table.js';

const CUTS = ['total', 'band', 'segment', 'product', 'region', 'channel'];

export function roots(context, { scorecard, movement, causeChurn }) {
  const { el, words } = context;
  const rows = scorecard.rootCauses ?? [];
  if (rows.length === 0)
    return el('p', null, words('analyst.rootsNone'));
  const moves = new Map(movement?.rootCauses?.map(move => [`${move.cause} ${move.by} ${move.name}`, move]));
  const place = el('div');
  const by = el('select', { id: 'roots-by' }, CUTS.filter(cut => rows.some(row => row.by === cut))
    .map(cut => el('option', { value: cut }, words(`analyst.by.${cut}`))));
  const draw = () => place.replaceChildren(causesBy(context, scorecard, rows.filter(row => row.by === by.value), moves));
  by.addEventListener('change', draw);
  draw();
  return el('div', null,
    (scorecard.outbreaks ?? []).map(each => el('p', { class: 'warn' }, words('analyst.spreads', {
      cause: titleOf(rows, each.cause), place: [each.product, each.region, each.channel].filter(Boolean).join(', '),
      day: each.since, n: each.cases, usual: decimal(each.perDay),
    }))),
    el('div', { class: 'row' }, el('div', { class: 'field' }, el('label', { for: by.id }, words('analyst.by')), by)), place,
    causeChurn?.length > 0 && churn(context, rows, causeChurn, movement));
}

const titleOf = (rows, cause) => rows.find(row => row.cause === cause)?.title ?? cause;

function causesBy(context, { currency, run }, rows, moves) {
  const { words } = context;
  const count = (title, of, show = whole) => ({ title: words(title), of, show, number: true });
  return table(context, {
    caption: words('analyst.rootsOf', { run }), name: `roots ${run}`,
    rows: [...rows].sort((left, right) => right.valueAtRisk - left.valueAtRisk),
    columns: [
      { title: words('analyst.root'), of: row => row.title },
      { title: words('analyst.of'), of: row => (row.by === 'total' ? words('analyst.everybody') : row.name) },
      count('analyst.customersCount', row => row.customers),
      count('analyst.change', row => moves.get(`${row.cause} ${row.by} ${row.name}`)?.customers),
      count('analyst.valueAtRisk', row => row.valueAtRisk, money(currency)),
      count('analyst.rootDays', row => row.meanDays, decimal),
      count('analyst.rootPromised', row => row.promisedDays),
      count('analyst.rootInTime', row => row.inTimeShare, share),
      count('analyst.rootCameBack', row => row.cameBackShare, share),
    ],
  });
}

function churn(context, rows, lines, movement) {
  const { words } = context;
  const limits = interval => (interval ? `${points(interval.estimate)} (${points(interval.low)} … ${points(interval.high)})` : '–');
  return table(context, {
    caption: words('analyst.rootChurn', { since: movement.from }), name: `churn ${movement.from}`, rows: lines,
    columns: [
      { title: words('analyst.root'), of: row => titleOf(rows, row.cause) },
      { title: words('analyst.customersCount'), of: row => row.customers, show: whole, number: true },
      { title: words('analyst.lapsed'), of: row => row.rate, show: share, number: true },
      { title: words('analyst.rootLike'), of: row => row.likeRate, show: share, number: true },
      { title: words('analyst.rootBeyond'), of: row => limits(row.difference), number: true },
    ],
  });
}
