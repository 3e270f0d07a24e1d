/** Nights: which run everybody reads, what is late or held, the steps of each, and publishing, putting back and making again. */

import { day, decimal, duration, moment, share, whole } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { question } from './question.js';

/** While a run is under way the nights are read again, after so many milliseconds. */
const AGAIN = 5000;

export function nights(context, left) {
  const { el, words } = context;
  const place = el('div', null, el('p', null, words('loading')));
  loadNights(context, place, left);
  return place;
}

async function loadNights(context, place, left) {
  const { announce, api, el, fault, words } = context;
  place.anew ??= context.latest();
  const signal = place.anew();
  clearTimeout(place.timer);
  try {
    const [answer, health] = await Promise.all([api('runs'), api('health').catch(error => ({ fault: error }))]);
    if (left.aborted || signal.aborted)
      return;
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const open = new Set([...place.querySelectorAll('details[open]')].map(details => details.dataset.key));
    place.replaceChildren(...drawn(context, answer, health, act(context, place, left)));
    place.querySelectorAll('details').forEach(details => { details.open = details.open || open.has(details.dataset.key); });
    if (focused)
      focusAgain(place, focused);
    const ended = answer.runs.find(run => place.followed?.includes(run.run) && !isUnderWay(run));
    if (ended)
      announce(words('operations.nightOf', { run: ended.run, state: words(`operations.state.${ended.state}`) }));
    const notYet = (place.followed ?? []).filter(id => answer.runs.every(run => run.run !== id));
    place.followed = notYet.concat(answer.runs.filter(isUnderWay).map(run => run.run));
    if (place.followed.length > 0)
      place.timer = setTimeout(() => left.aborted || loadNights(context, place, left), AGAIN);
  } catch (error) {
    if (signal.aborted)
      return;
    place.replaceChildren(
      fault(error),
      el('button', { type: 'button', onclick: () => loadNights(context, place, left) }, words('operations.refresh')));
  }
}

const focusAgain = (place, key) => place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();

const isUnderWay = run => ['open', 'scoring'].includes(run.state);

/** Asks, does it, and says what became of it. */
function act(context, place, left) {
  const { announce, api, el, fault, focusOn, words } = context;
  return async (run, key) => {
    const values = { run: run.run };
    if (!await question(context, {
      title: words(`operations.${key}.title`, values), text: words(`operations.${key}.text`, values), act: words(`operations.${key}`),
    })) {
      // The button may have been drawn anew while the question stood.
      if (document.activeElement === document.body)
        focusAgain(place, `${key} ${run.run}`);
      return;
    }
    try {
      const answer = await api(`runs/${run.run}/${key === 'retry' ? 'retry' : 'publish'}`, { method: 'POST' });
      const said = words(`operations.${key}.done`, { run: answer.run ?? answer.current });
      if (key === 'retry')
        place.followed = [answer.run];
      await loadNights(context, place, left);
      const heading = document.getElementById('operations-nights');
      place.prepend(el('p', { class: 'panel good' }, said));
      focusOn(heading);
      announce(said);
    } catch (error) {
      place.prepend(fault(error));
    }
  };
}

function drawn(context, { current, runs, receipts, late, acts = [] }, health, perform) {
  const { el, words } = context;
  const held = runs.filter(run => run.state === 'held');
  return [
    stateOfAll(context, current, runs, health),
    late.length > 0 && el('div', { class: 'warn' },
      el('h3', null, words('operations.late')),
      el('ul', null, late.map(source => el('li', null, words('operations.lateSource', {
        source: source.source, date: day(source.date), due: moment(source.due),
      }))))),
    held.map(run => heldNight(context, run, runs, perform)),
    nightsTable(context, runs, current),
    runs.map(run => night(context, run, { runs, receipts, current }, perform)),
    acts.length > 0 && el('details', { 'data-key': 'acts' }, el('summary', { 'data-key': 'summary acts' }, words('operations.otherActs')), deeds(context, acts)),
  ].flat().filter(Boolean);
}

function stateOfAll({ el, fault, words }, current, runs, health) {
  if (!current)
    return el('p', { class: 'warn' }, words('operations.noRun'));
  const hours = Math.round(health.ageHours ?? 0);
  if (health.fault)
    return fault(health.fault);
  return el('p', { class: health.stale ? 'warn' : 'panel' },
    words(health.stale ? 'operations.stale' : 'operations.fresh', { run: current, hours }),
    runs.some(isUnderWay) && ` ${words('operations.underWay')}`);
}

/** A run that waits for a person's word. */
function heldNight(context, run, runs, perform) {
  const { el, me, words } = context;
  const superseded = runs.find(later => later.date === run.date && later.state === 'published' && numberOf(later) > numberOf(run));
  return el('div', { class: 'warn held' },
    el('h3', null, words('operations.heldNight', { run: run.run })),
    doubts(context, run),
    superseded
      ? el('p', null, words('operations.superseded', { run: superseded.run }))
      : [
        el('p', null, words('operations.heldSays')),
        el('p', { class: 'row' },
          rowButton(context, run, 'publish', perform),
          me.roles.includes('analyst')
            && el('a', { class: 'button', href: `#/analyst?run=${run.run}` }, words('operations.lookAtIt')),
          isLatest(run, runs) && rowButton(context, run, 'retry', perform)),
      ]);
}

/** What doubts are of, where they are not of a source or decile. */
const OF = { propensities: 'target', calibration: 'target', champion: 'target', oneBand: 'band' };

/** What looks wrong in the language of the page, by its figures: the answer's own sentence is English. */
const doubts = ({ el, words }, run) => el('ul', null, run.doubts.map(({ kind, of, figure, limit }) => {
  const show = kind === 'propensities' ? decimal : share;
  return el('li', null, words(`operations.doubt.${kind}`,
    { of: words.named(OF[kind] ?? 'source', of), figure: show(figure), limit: show(limit) }));
}));

const numberOf = run => Number(run.run.split('.')[1]);
const isLatest = (run, runs) => runs.every(other => other.date !== run.date || numberOf(other) <= numberOf(run));

function rowButton({ el, words }, run, key, perform) {
  return el('button', { type: 'button', 'data-key': `${key} ${run.run}`, onclick: () => perform(run, key) },
    words(`operations.${key}`), el('span', { class: 'unseen' }, ` ${run.run}`));
}

function nightsTable(context, runs, current) {
  const { el, words } = context;
  return table(context, {
    caption: words('operations.nightsTitle'), name: 'nights', rows: runs, empty: words('operations.noRun'),
    columns: [
      { title: words('analyst.run'), of: run => run.run, mark: () => 'whole' },
      {
        title: words('operations.stateOf'), of: run => words(`operations.state.${run.state}`),
        show: (text, run) => (run.run === current ? el('strong', null, `${text}, ${words('analyst.current')}`) : text),
        mark: run => (['held', 'failed'].includes(run.state) ? 'missed' : ''),
      },
      numeric('marketer.customers', run => run.customers),
      { title: words('operations.started'), of: run => run.startedAt, show: moment },
      { title: words('operations.step.published'), of: run => run.publishedAt, show: moment },
      numeric('operations.took', run => run.publishedAt, (at, run) => duration(run.startedAt, at)),
      numeric('operations.doubts', run => run.doubts.length),
    ],
  });
}

/** A night on demand: its steps, doubts, models and rows, and what can be done with it. */
function night(context, run, { runs, receipts, current }, perform) {
  const { el, words } = context;
  const acts = [
    run.state === 'published' && run.run !== current && rowButton(context, run, 'rollBack', perform),
    run.state === 'held' && rowButton(context, run, 'publish', perform),
    isLatest(run, runs) && rowButton(context, run, 'retry', perform),
  ].filter(Boolean);
  return el('details', { 'data-key': `night ${run.run}`, open: isUnderWay(run) || run.state === 'failed' },
    el('summary', { 'data-key': `summary ${run.run}` },
      words('operations.nightOf', { run: run.run, state: words(`operations.state.${run.state}`) })),
    el('ol', { class: 'steps' }, steps(context, run, receipts)),
    run.failure && el('p', { class: 'fault' }, run.failure),
    run.doubts.length > 0 && [
      el('h3', null, words('operations.doubts')), doubts(context, run)],
    run.acts.length > 0 && [
      el('h3', null, words('operations.acts')),
      deeds(context, run.acts)],
    el('h3', null, words('operations.scoredBy')),
    el('ul', null, Object.entries(run.models).map(([target, version]) => el('li', null, `${target}: ${version}`)),
      Object.entries(run.withoutChampion).map(([target, reason]) => el('li', null, `${target}: ${reason}`))),
    run.details.length > 0 && details(context, run),
    acts.length > 0 && el('p', { class: 'row' }, acts));
}

/** What was done by hand, when and by whom. */
const deeds = ({ el, words }, acts) => el('ul', null, acts.map(({ at, by, deed }) =>
  el('li', null, words(`operations.deed.${deed}`, { at: moment(at), by: by ?? words('marketer.nobody') }))));

/** Uploads, opened, scored and written, published: each with its time, or due. */
function steps({ el, words }, run, receipts) {
  const uploads = receipts.filter(receipt => receipt.date === run.date).map(receipt => receipt.uploadedAt).sort();
  const ended = ['published', 'held', 'failed'].includes(run.state);
  const isWritten = run.customers !== null;
  const step = (key, at, says, due = false) => el('li', { class: due ? 'due' : '' },
    el('strong', null, words(`operations.step.${key}`)), el('br'), says || (at ? moment(at) : words('operations.due')));
  return [
    uploads.length > 0 && step('uploads', uploads[0], words('operations.step.files', {
      n: uploads.length, from: moment(uploads[0]), to: moment(uploads[uploads.length - 1]),
    })),
    step('opened', run.startedAt),
    step('written', null, isWritten && words('operations.step.customers', { n: run.customers, buckets: run.buckets }), !isWritten),
    step(ended ? run.state : 'published', run.publishedAt,
      run.publishedAt ? `${moment(run.publishedAt)} (${duration(run.startedAt, run.publishedAt)})`
        : ended && words(`operations.step.${run.state === 'held' ? 'byHand' : 'never'}`), !ended),
  ];
}

function details(context, run) {
  const { words } = context;
  const count = key => numeric(`operations.${key}`, detail => detail[key]);
  return table(context, {
    caption: words('operations.detailRows', { run: run.run }), name: `rows ${run.run}`, rows: run.details,
    columns: [
      { title: words('operations.source'), of: detail => detail.source },
      ...['rows', 'withoutCustomer', 'after', 'earlierRows', 'earlierWithoutCustomer'].map(count),
    ],
  });
}
