/** What contacting brought against the control group, and how promises fared: replies, and predictions. */

import { intervalChart } from '../../chart.js';
import { decimal, money, points, share, whole } from '../../figures.js';
import { numeric, table } from '../../table.js';

/** The name of a group of customers, such as decile:3. */
export function named({ words }, group) {
  const [by, of] = group.split(/:(.*)/s);
  if (of === undefined)
    return words(by === 'control' ? 'marketer.control' : 'analyst.everybody');
  const name = words.named(by, of);
  return words.has(`analyst.${by}Of`) ? words(`analyst.${by}Of`, { n: of, name }) : name;
}

/** What customers of a figure satisfy, as the page of marketers has it. */
export const is = (field, value) => (value === '(none)' ? { field, by: 'missing', value: true }
  : { field, by: 'is', value: /^decile/.test(field) ? Number(value) : value });

/** The same of a group such as decile:3; those of a target are its list. Nothing where no list tells them. */
const wanted = group => {
  const [by, of] = group.split(/:(.*)/s);
  return { total: [], decile: [is(by, of)], segment: [is(by, of)], target: [], offer: [is('bestOffer', of)], band: [is('valueBand', of)] }[by];
};

/** A button that does something with what is named for who does not see where it stands. */
export const button = ({ el }, text, name, onclick) =>
  el('button', { type: 'button', onclick }, text, el('span', { class: 'unseen' }, ` ${name}`));

/**
 * A column that leads from the figures of a row to its customers, where a list tells them.
 * @param of Gives a group, such as decile:3, or conditions.
 * @param counts Gives what the figure counts, as `explained` has it, and the run where it is another than that of the page.
 * @param name What the customers are called.
 */
export const leading = (context, answer, of, counts, name = row => named(context, of(row))) => ({
  title: context.words('analyst.whoTheyAre'), act: true, of,
  show: (group, row) => {
    const conditions = group?.split ? wanted(group) : group;
    return conditions
      ? button(context, context.words('marketer.customers'), name(row), () => answer.reveal(conditions, { target: /^target:(.*)/.exec(group)?.[1], ...counts(row) })) : '';
  },
});

/** A column of customers, each of whom is opened. */
export const customer = ({ el, words }, open) => ({
  title: words('marketer.customer'), of: row => row.customerId,
  show: id => el('button', { type: 'button', onclick: () => open(id) }, id),
});

/** The finding of a comparison in words, by its figures: the answer's own sentence is English. */
export function finding({ words }, line) {
  const { anytime, stillNeeded, treated, control, sampleRatio, difference } = line;
  const said = (key, values) => words(`analyst.finding.${key}`, values);
  const brought = said((line.adjusted?.valuePerCustomer ?? line.valuePerCustomer)?.estimate > 0 ? 'more' : 'less');
  if (sampleRatio.mismatch)
    return said('mismatch');
  if (!anytime)
    return said('few', { treated, control });
  if (anytime.rateFound)
    return said(anytime.valueFound ? 'both' : 'rate', { often: said(difference.estimate > 0 ? 'oftener' : 'seldomer'), brought });
  if (anytime.valueFound)
    return said('value', { brought });
  if (anytime.difference.significant || anytime.valuePerCustomer?.significant)
    return said('perhaps');
  if (difference.significant || (line.adjusted?.valuePerCustomer ?? line.valuePerCustomer)?.significant)
    return said('look');
  if (stillNeeded > 0)
    return said('needed', { n: stillNeeded });
  return stillNeeded == null && difference.estimate !== 0 ? said('never', { treated }) : said('none');
}

const kindOf = line => (line.name.includes(':') ? line.name.split(':')[0] : 'total');
const order = ['total', 'offer', 'target', 'recovery', 'segment', 'decile'];
const decileOf = line => Number(line.name.split(':')[1]) || 0;

export function proof(context, answer) {
  const { proof: lines, movement } = answer;
  const { el, words } = context;
  if (!lines?.length)
    return el('p', null, words('analyst.nothingBefore'));
  const kinds = order.filter(kind => lines.some(line => kindOf(line) === kind) && kind !== 'total');
  const total = lines.find(line => line.name === 'total');
  const place = el('div');
  const by = context.choice({ id: 'proof-by' }, kinds.map(kind => [kind, words(`analyst.by.${kind}`)]));
  const draw = () => {
    const shown = lines.filter(line => kindOf(line) === by.value).sort((left, right) => decileOf(left) - decileOf(right));
    place.replaceChildren(...proofOf(context, (total ? [total] : []).concat(shown), answer));
  };
  by.addEventListener('change', draw);
  draw();
  return el('div', null,
    el('p', null, words('analyst.proofSays', { since: movement.from }), ' ', words('analyst.proofLeads', { since: movement.from })),
    total && el('p', { class: 'panel' }, el('strong', null, `${words('analyst.everybody')}: `), finding(context, total)),
    el('div', { class: 'row' }, context.field(by, words('analyst.by'))), place);
}

function proofOf(context, lines, answer) {
  const { words } = context;
  const { movement, scorecard: { currency } } = answer;
  const of = tableOfProof(context, lines, movement, currency);
  const estimates = (pick, against) => lines.map(line => [line, pick(line)]).filter(([, interval]) => interval)
    .map(([line, { estimate, low, high }]) => ({ name: named(context, line.name), estimate, low, high, against }));
  return [
    intervalChart(context, {
      title: words('analyst.proofRates'), show: points, of, estimates: estimates(line => line.anytime?.difference),
    }),
    intervalChart(context, {
      title: words('analyst.proofMoney'), show: money(currency, 'exceptZero', 2), of,
      estimates: estimates(line => line.anytime?.valuePerCustomer),
    }),
    table(context, {
      caption: words('analyst.findings'), name: `findings ${movement.to}`, rows: lines,
      columns: [
        { title: words('marketer.customers'), of: line => named(context, line.name) },
        { title: words('analyst.finding'), of: line => finding(context, line), show: text => text, mark: () => 'sentence' },
        numeric('analyst.stillNeeded', line => line.stillNeeded),
        {
          title: words('analyst.incremental'), number: true,
          of: line => intervalText(line.adjusted?.incrementalValue ?? line.incrementalValue, money(currency)),
        },
        // Compared is whom the earlier run kept an offer for.
        leading(context, answer, line => line.name, line => ({ counted: line.treated + line.control, run: movement.from, because: 'kept' })),
      ],
    }),
  ];
}

const intervalText = (interval, show) =>
  (interval ? `${show(interval.estimate)} (${show(interval.low)} … ${show(interval.high)})` : '–');

/** The figures behind the charts of a comparison, each limit in a column of its own. */
function tableOfProof(context, lines, movement, currency) {
  const { words } = context;
  const cash = money(currency, 'exceptZero', 2);
  const column = (title, of, show) => numeric(`analyst.${title}`, of, show);
  const limits = (title, pick, show) => ['estimate', 'low', 'high'].map(end => ({
    title: `${words(`analyst.${title}`)}, ${words(`analyst.${end}`)}`, of: line => pick(line)?.[end], show, number: true,
  }));
  return {
    caption: words('analyst.proofFigures'), name: `proof ${movement.from} ${movement.to}`, rows: lines,
    columns: [
      { title: words('marketer.customers'), of: line => named(context, line.name) },
      column('treated', line => line.treated, whole),
      column('control', line => line.control, whole),
      column('treatedRate', line => line.treatedRate, share),
      column('controlRate', line => line.controlRate, share),
      ...limits('anytimeRate', line => line.anytime?.difference, points),
      ...limits('anytimeMoney', line => line.anytime?.valuePerCustomer, cash),
      ...limits('oneLookRate', line => line.difference, points),
      ...limits('oneLookMoney', line => line.adjusted?.valuePerCustomer ?? line.valuePerCustomer, cash),
      column('treatedReached', line => line.perProtocol?.contacted, whole),
      ...limits('perContacted', line => line.perProtocol?.perContacted, points),
    ],
  };
}

/** Whom to contact first, by offer. */
export function uplift(context, answer) {
  const { el, words } = context;
  const { uplift: rankings, movement } = answer;
  if (!rankings?.length)
    return el('p', null, words('analyst.nothingBefore'));
  const qini = of => ranking => intervalText(of(ranking), decimal);
  return table(context, {
    caption: words('analyst.upliftTitle'), name: `uplift ${movement.to}`, rows: rankings,
    columns: [
      { title: words('agentOffer'), of: row => words.named('offer', row.offer) },
      numeric('analyst.treated', row => row.treated),
      numeric('analyst.control', row => row.control),
      { title: words('analyst.suffices'), of: row => words(row.suffices ? 'analyst.yes' : 'analyst.no') },
      { title: words('analyst.rankBy'), of: row => words(`analyst.rankBy.${row.rankBy}`) },
      { title: words('analyst.qiniUplift'), of: qini(row => row.byUplift?.qiniScikitUplift) },
      { title: words('analyst.gain'), of: qini(row => row.gain) },
      {
        title: words('analyst.bestDeciles'),
        of: row => row.deciles.filter(cell => cell.difference?.estimate > 0).slice(0, 3).map(cell => cell.decile).join(', ') || '–',
      },
      leading(context, answer, row => `offer:${row.offer}`, row => ({ counted: row.treated + row.control, run: movement.from, because: 'kept' })),
    ],
  });
}

/** What customers said yes to, and what the later drop shows of it. */
export function promised(context, { penetration, movement, scorecard }) {
  const { el, words } = context;
  if (!penetration)
    return el('p', null, words('analyst.nothingBefore'));
  const show = money(scorecard.currency);
  const count = (title, of) => numeric(`analyst.${title}`, of);
  return el('div', null,
    el('p', null, words('analyst.promisedSays', {
      accepted: penetration.accepted, worth: show(penetration.acceptedValue), confirmed: penetration.confirmed,
      takenUp: penetration.takenUp,
    }), ' ', words('analyst.promisedLeads')),
    table(context, {
      caption: words('analyst.promisedTitle'), name: `promised ${movement.to}`, rows: penetration.offers,
      empty: words('analyst.noReplies'),
      columns: [
        { title: words('agentOffer'), of: row => words.named('offer', row.offer) },
        count('contacts', row => row.contacts), count('accepted', row => row.accepted), count('declined', row => row.declined),
        count('later', row => row.later), count('confirmed', row => row.confirmed), count('missing', row => row.missing),
        numeric('analyst.worth', row => row.acceptedValue, show),
      ],
    }));
}

/** How the propensities of an earlier run fared in life. */
/** What contacts did to who leaves, by groups of customers. */
export function moved(context, { scorecard: { contactEffects: effects, run } }) {
  const { el, words } = context;
  if (!effects?.length)
    return el('p', null, words('analyst.movedNone'));
  return el('div', null, el('p', null, words('analyst.movedSays')), table(context, {
    caption: words('analyst.moved'), name: `moved ${run}`, rows: effects,
    columns: [
      { title: words('analyst.of'), of: effect => words.named('contactGroup', effect.group) },
      { title: words('analyst.about'), of: effect => words(effect.about === 'keeping' ? 'analyst.lever.retention' : 'contactGroup.others') },
      numeric('analyst.treatedReached', effect => effect.contacted),
      numeric('analyst.movedLeft', effect => effect.left),
      numeric('analyst.movedRatio', effect => effect.ratio, decimal),
      ...['low', 'high'].map(end => numeric(`analyst.${end}`, effect => effect[end], decimal)),
    ],
  }));
}

export function calibration(context, answer) {
  const { el, words } = context;
  const { calibration: targets } = answer;
  if (!targets?.length)
    return el('p', null, words('analyst.noCalibration'));
  return el('div', null, el('p', null, words('analyst.calibrationSays'), ' ', words('analyst.calibrationLeads')), targets.map(target => calibrationOf(context, target, answer)));
}

function calibrationOf(context, { target: code, since, customers, error, chanceLevel, drifted, groups }, answer) {
  const { el, words } = context;
  const target = words.named('target', code);
  const name = group => named(context, group.group);
  const title = words('analyst.calibrationTitle', { target, since });
  return el('div', null,
    el('p', { class: drifted ? 'warn' : '' }, words(drifted ? 'analyst.drifted' : 'analyst.holds', {
      target, customers, error: share(error), level: share(chanceLevel),
    })),
    intervalChart(context, {
      title, show: share, zero: false,
      estimates: groups.map(group => ({ ...group.observed, name: name(group), against: group.predicted })),
      of: {
        caption: title, name: `calibration ${target} ${since}`, rows: groups,
        columns: [
          { title: words('marketer.customers'), of: name },
          numeric('marketer.customers', group => group.customers),
          numeric('analyst.predicted', group => group.predicted, share),
          ...['estimate', 'low', 'high'].map(end => ({
            title: `${words('analyst.observed')}, ${words(`analyst.${end}`)}`, of: group => group.observed[end],
            show: share, number: true,
          })),
          // The page of operations shows the same without a list.
          // Deciles are those of the propensity, and no list tells them.
          ...(answer.asked ? [leading(context, answer, ({ group }) => (/^(total|band)/.test(group) ? group : null),
            group => ({ counted: group.customers, target: code, run: since, because: 'known' }), name)] : []),
        ],
      },
    }));
}
