/** Who is managed how: groups against their goals, the customers of each team, and what channels and customers who recommend us win. */

import { day, decimal, money, share } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { written } from './measures.js';
import { button, customer, is, leading } from './proof.js';
import { recovered } from './roots.js';

/** So many customers of a team are asked for. */
const OF_A_TEAM = 1000;

const none = ({ el, words }, key) => el('p', null, words(`analyst.${key}None`));

export function groups(context, answer) {
  const { el, words } = context;
  const { scorecard, movement } = answer;
  const { currency, groupPlan: plan, run } = scorecard;
  if (!plan)
    return none(context, 'groups');
  const name = row => words.named('group', row.name);
  const moved = movement?.groups;
  const moves = new Map(moved?.groups.map(move => [move.name, move]));
  const show = money(currency);
  const figure = (value, { plan: of }) => (of?.goal ? written(of.goal.figure, currency)[0](value) : '–');
  const status = row => (row.status ? words(`analyst.${row.status}`) : '');
  const low = moved?.lowValue;
  return el('div', null,
    moved?.movedMost && el('p', null, words('analyst.movedMost', { group: words.named('group', moved.movedMost) })),
    low && typeof low.raised === 'number' && el('p', null, words('analyst.lowMoved', low)),
    table(context, {
      caption: words('analyst.groupsOf', { run }), name: `groups ${run}`, rows: plan.groups,
      columns: [
        { title: words('analyst.group'), of: name },
        { title: words('analyst.lever'), of: row => row.plan?.lever && words(`analyst.lever.${row.plan.lever}`) },
        { title: words('analyst.owner'), of: row => row.plan?.owner },
        numeric('analyst.active', row => row.sums.active),
        numeric('analyst.value', row => row.sums.value, show),
        numeric('analyst.valueChange', row => moves.get(row.name)?.own ?? moves.get(row.name)?.value, money(currency, 'exceptZero')),
        numeric('analyst.groupBudget', row => row.plan?.budget, show),
        numeric('analyst.recoveryBudget', row => row.care?.recoveryBudget, show),
        numeric('agentCareBudget', row => row.care?.careBudget, show),
        numeric('analyst.rootInTime', row => row.care?.inTimeShare, share),
        { title: words('analyst.measure'), of: row => row.plan?.goal && words(`analyst.measure.${row.plan.goal.figure}`) },
        numeric('analyst.now', row => row.value, figure),
        numeric('analyst.goal', row => row.plan?.goal?.atLeast ?? row.plan?.goal?.atMost, figure),
        { title: words('analyst.verdict'), of: status, mark: row => (row.status === 'missed' ? 'missed' : '') },
        leading(context, answer, row => [is('planGroup', row.name)], row => ({ counted: row.sums.active }), name),
      ],
    }));
}

/** Teams by the value at risk that hangs on them; of one that is chosen the customers, with what is due. */
export function teams(context, answer) {
  const { api, el, fault, words } = context;
  const { currency, run } = answer.scorecard;
  const [place, one] = [el('div', null, el('p', null, words('loading'))), el('div', { 'aria-live': 'polite' })];
  const show = money(currency);
  const anew = context.latest();
  const choose = async team => {
    const signal = anew();
    try {
      // Of whom something is due first, however little is at risk with them.
      const [due, all] = await Promise.all([{ due: true }, {}].map(only =>
        api('recovery', { query: { run, team, top: OF_A_TEAM, ...only }, signal })));
      const first = new Set(due.accounts.map(row => row.customerId));
      one.replaceChildren(accountsOf(context, answer, team, [
        ...due.accounts, ...all.accounts.filter(row => !first.has(row.customerId))]));
    } catch (error) {
      if (!signal.aborted)
        one.replaceChildren(fault(error));
    }
  };
  const of = rows => table(context, {
    caption: words('analyst.teamsOf', { run }), name: `teams ${run}`, rows,
    columns: [
      { title: words('agentTeam'), of: row => row.team },
      numeric('analyst.customersCount', row => row.customers),
      numeric('analyst.value', row => row.value, show),
      numeric('analyst.valueAtRisk', row => row.valueAtRisk, show),
      numeric('analyst.recovery', row => row.inRecovery),
      numeric('analyst.groupBudget', row => row.careBudget, show),
      {
        title: words('analyst.whoTheyAre'), act: true, of: row => row.team,
        show: team => button(context, words('marketer.customers'), team, () => choose(team)),
      },
    ],
  });
  recovered(context, answer)
    .then(({ teams: rows }) => place.replaceChildren(rows ? of(rows) : none(context, 'teams')))
    .catch(error => place.replaceChildren(error.status === 404 ? none(context, 'teams') : fault(error)));
  return el('div', null, place, one);
}

function accountsOf(context, { open, scorecard: { currency, run } }, team, rows) {
  const { words } = context;
  const show = money(currency);
  const due = ({ what, about, on }) =>
    `${day(on)}: ${words(`analyst.due.${what}`)}${about ? ` (${words.named(what === 'later' ? 'offer' : 'recovery', about)})` : ''}`;
  return table(context, {
    caption: words('analyst.accountsOf', { team }), name: `${team} ${run}`, rows,
    columns: [
      customer(context, open),
      { title: words('marketer.segment'), of: row => (row.segment ? words.named('segment', row.segment) : '–') },
      numeric('analyst.value', row => row.value, show),
      numeric('analyst.valueAtRisk', row => row.valueAtRisk, show),
      { title: words('analyst.due'), of: row => row.due.map(due).join('; ') },
    ],
  });
}

/** What each channel wins and what that costs, and who comes by referral. */
export function acquired(context, answer) {
  const { el, words } = context;
  const { advocacy, channels, currency, run } = answer.scorecard;
  if (!channels && !advocacy)
    return none(context, 'acquired');
  const show = money(currency);
  return el('div', null, el('p', { class: 'quiet' }, words('analyst.acquiredLeads')),
    channels && table(context, {
      caption: words('analyst.channelsOf', { run }), name: `channels ${run}`, rows: channels,
      columns: [
        { title: words('agentChannel'), of: row => words.named('channel', row.channel) },
        numeric('analyst.customersCount', row => row.customers),
        numeric('analyst.active', row => row.active),
        numeric('marketer.cost', row => row.cost, show),
        numeric('analyst.lifetime', row => row.lifetime, show),
        numeric('analyst.netEach', row => row.netPerCustomer, show),
        numeric('analyst.payback', row => row.paybackMonths, decimal),
        numeric('analyst.quality', row => row.quality, share),
      ],
    }),
    advocacy && [
      el('p', null, words('analyst.referred', {
        each: show(advocacy.worth?.each), came: advocacy.came, advocates: advocacy.advocates, worth: show(advocacy.cameWorth),
      })),
      table(context, {
        caption: words('analyst.newcomers', { run }), name: `newcomers ${run}`, rows: advocacy.newcomers,
        columns: [
          { title: words('analyst.by'), of: row => words(`analyst.came.${row.by}`) },
          numeric('analyst.customersCount', row => row.customers),
          numeric('analyst.active', row => row.active),
          numeric('analyst.value', row => row.value, show),
          numeric('analyst.lifetime', row => row.lifetime, show),
          leading(context, answer, row => row.by === 'referral' && [{ field: 'advocacy.came', by: 'atLeast', value: 1 }],
            () => ({ counted: advocacy.advocates, because: 'brought' }), () => words('analyst.advocates')),
        ],
      }),
    ]);
}
