/** Dissatisfaction and its roots: what each cause comes to, what spreads, the churn that followed, who is put right, who leaves and why. */

import { barChart } from '../../chart.js';
import { day, decimal, money, points, share, whole } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { button, customer, is, leading } from './proof.js';

/** So many of who is put right are asked for. */
const MOST = 1000;

/** By cut: the field of a list that tells it. Products, regions and channels are those of a case, which no list tells. */
const FIELDS = { band: 'valueBand', segment: 'segment', decile: 'decile' };

/** What customers of a row satisfy: something of their own, and the cut; nothing where no list tells the cut. */
const within = (row, own) => (row.by === 'total' ? [own] : FIELDS[row.by] && [own, is(FIELDS[row.by], row.name)]);

/** Whom a row is of. */
const ofWhom = ({ words }) => ({ title: words('analyst.of'),
  of: row => (row.by === 'total' ? words('analyst.everybody') : row.by === 'decile' ? row.name : words.named(row.by, row.name)) });

/** Rows by a cut that is chosen. */
function byCut(context, id, rows, draw) {
  const { el, words } = context;
  const place = el('div');
  const by = context.choice({ id }, CUTS.filter(cut => rows.some(row => row.by === cut)).map(cut => [cut, words(`analyst.by.${cut}`)]));
  const show = () => place.replaceChildren(draw(rows.filter(row => row.by === by.value)));
  by.addEventListener('change', show);
  show();
  return [el('div', { class: 'row' }, context.field(by, words('analyst.by'))), place];
}

const CUTS = ['total', 'band', 'segment', 'decile', 'product', 'region', 'channel'];

export function roots(context, answer) {
  const { el, words } = context;
  const { scorecard, movement, causeChurn } = answer;
  const rows = scorecard.rootCauses ?? [];
  if (rows.length === 0)
    return el('p', null, words('analyst.rootsNone'));
  const moves = new Map(movement?.rootCauses?.map(move => [`${move.cause} ${move.by} ${move.name}`, move]));
  return el('div', null,
    (scorecard.outbreaks ?? []).map(each => el('p', { class: 'warn' }, words('analyst.spreads', {
      cause: titleOf(rows, each.cause), place: [each.product, each.region, each.channel].filter(Boolean).map(name => words.named('channel', name)).join(', '),
      day: day(each.since), n: each.cases, usual: decimal(each.perDay),
    }))),
    byCut(context, 'roots-by', rows, shown => causesBy(context, answer, shown, moves)),
    el('p', { class: 'quiet' }, words('analyst.rootsLead')),
    causeChurn?.length > 0 && churn(context, rows, causeChurn, movement));
}

const titleOf = (rows, cause) => rows.find(row => row.cause === cause)?.title ?? cause;

function causesBy(context, answer, rows, moves) {
  const { words } = context;
  const { currency, run } = answer.scorecard;
  const count = (title, of, show = whole) => ({ title: words(title), of, show, number: true });
  return table(context, {
    caption: words('analyst.rootsOf', { run }), name: `roots ${run}`,
    rows: [...rows].sort((left, right) => right.valueAtRisk - left.valueAtRisk),
    columns: [
      { title: words('analyst.root'), of: row => row.title },
      ofWhom(context),
      count('marketer.customers', row => row.customers),
      count('analyst.change', row => moves.get(`${row.cause} ${row.by} ${row.name}`)?.customers),
      count('analyst.valueAtRisk', row => row.valueAtRisk, money(currency)),
      count('analyst.rootDays', row => row.meanDays, decimal),
      count('analyst.rootPromised', row => row.promisedDays),
      count('analyst.rootInTime', row => row.inTimeShare, share),
      count('analyst.rootCameBack', row => row.cameBackShare, share),
      leading(context, answer, row => within(row, is(`cause.${row.cause}`, true)), row => ({ counted: row.customers }), row => row.title),
      {
        title: words('analyst.recovery'), act: true, of: row => row.cause,
        show: (cause, { title }) => (context.me.titles.cause[cause]
          ? button(context, words('analyst.recovery'), title, () => answer.recovered(cause)) : ''),
      },
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
      numeric('marketer.customers', row => row.customers),
      numeric('analyst.lapsed', row => row.rate, share),
      numeric('analyst.rootLike', row => row.likeRate, share),
      { title: words('analyst.rootBeyond'), of: row => limits(row.difference), number: true },
    ],
  });
}

/** Who is recovered and what hangs on each team, asked once for all parts of the page. */
export const recovered = ({ api }, answer) =>
  answer.recovering ??= api('recovery', { query: { run: answer.scorecard.run, top: MOST } });

/** Who is recovered: with what, at what cost and by when, those of most value at risk first. */
export function recovery(context, answer) {
  const { el, fault, focusOn, words } = context;
  const causes = Object.entries(context.me.titles.cause);
  const place = el('div', null, el('p', null, words('loading')));
  const cause = context.choice({ id: 'recovery-cause' }, [['', words('analyst.all')], ...causes]);
  let found;
  const draw = () => found && place.replaceChildren(
    el('p', null, words('analyst.recovered', { n: found.customers, budget: money(answer.scorecard.currency)(found.budget), withheld: found.withheld })),
    recoveredOf(context, answer, found.entries.filter(entry => !cause.value || entry.cause === cause.value)));
  cause.addEventListener('change', draw);
  answer.recovered = code => {
    cause.value = code;
    draw();
    focusOn(document.getElementById('analyst-recovery'));
  };
  recovered(context, answer).then(asked => {
    found = asked;
    draw();
  }).catch(error => place.replaceChildren(error.status === 404 ? el('p', null, words('analyst.rootsNone')) : fault(error)));
  return el('div', null,
    causes.length > 0 && context.field(cause, words('analyst.root')), place);
}

function recoveredOf(context, answer, rows) {
  const { words } = context;
  const { currency, run } = answer.scorecard;
  const today = new Date().toISOString().slice(0, 10);
  return table(context, {
    caption: words('analyst.recoveryOf', { name: run }), name: `recovery ${run}`, rows, empty: words('analyst.recoveredNone'),
    columns: [
      customer(context, answer.open),
      { title: words('agentBecause'), of: entry => words.named('recovery', entry.rule) },
      { title: words('analyst.root'), of: entry => (entry.cause ? words.named('cause', entry.cause) : '–') },
      { title: words('agentOffer'), of: entry => words.named('offer', entry.offer) },
      numeric('analyst.recoveryBudget', entry => entry.budget, money(currency, 'auto', 2)),
      {
        title: words('analyst.followUp'), of: entry => entry.followUpOn, mark: entry => (entry.followUpOn <= today ? 'missed' : ''),
        show: date => (date <= today ? words('analyst.followUpDue', { day: day(date) }) : day(date)),
      },
      numeric('analyst.valueAtRisk', entry => entry.valueAtRisk, money(currency)),
      { title: words('marketer.segment'), of: entry => (entry.segment ? words.named('segment', entry.segment) : '–') },
      { title: words('agentTeam'), of: entry => entry.team },
    ],
  });
}

/** Why customers left, or say that they will. */
export function leavers(context, answer) {
  const { el, words } = context;
  const { scorecard: { currency, leavers: rows, run }, movement } = answer;
  if (!rows?.length)
    return el('p', null, words('analyst.leaversNone'));
  const moves = new Map(movement?.leavers?.map(move => [`${move.reason} ${move.by} ${move.name}`, move.left]));
  const count = (key, name, show = whole) => numeric(`analyst.${key}`, row => row[name], show);
  const title = words('analyst.leaversOf', { run });
  const name = row => words.named('leaving', row.reason);
  const draw = shown => {
    const of = {
      caption: title, name: `leavers ${run}`, rows: shown,
      columns: [
        { title: words('marketer.left'), of: name }, ofWhom(context), count('lapsed', 'left'),
        numeric('analyst.change', row => moves.get(`${row.reason} ${row.by} ${row.name}`)),
        count('leftValue', 'leftValue', money(currency)), count('leaving', 'leaving'), count('leavingValue', 'leavingValue', money(currency)),
        count('gone', 'gone'),
        leading(context, answer, row => row.leaving > 0 && within(row, is('care.leaving', row.reason)), row => ({ counted: row.leaving }), name),
      ],
    };
    return shown[0].by === 'total'
      ? barChart(context, { title, show: whole, bars: shown.map(row => ({ name: name(row), value: row.left })), of }) : table(context, of);
  };
  return el('div', null, el('p', { class: 'quiet' }, words('analyst.leaversLead')), byCut(context, 'leavers-by', rows, draw), context.me.roles.includes('marketer')
    && el('p', null, el('a', { class: 'button', href: '#/marketer?target=winBack' }, words('marketer.winBack'))));
}
