/** Models: champions and those brought beside them, with their cards, calibration and the latest challenge; and training. */

import { barChart, lineChart } from '../../chart.js';
import { coarseShare, day, decimal, share } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { calibration } from '../analyst/proof.js';
import { question } from './question.js';

const REASONS_SHOWN = 10;

export function models(context, left) {
  const { el, words } = context;
  const place = el('div', null, el('p', null, words('loading')));
  loadModels(context, place, left);
  return place;
}

async function loadModels(context, place, left) {
  const { api, el, fault, focusOn, words } = context;
  place.anew ??= context.latest();
  const signal = place.anew();
  const again = async () => {
    await loadModels(context, place, left);
    // What had the focus was drawn anew.
    if (document.activeElement === document.body)
      focusOn(document.getElementById('operations-models'));
  };
  try {
    const { models: all, training, basePeriod } = await api('models');
    if (left.aborted || signal.aborted)
      return;
    place.replaceChildren(
      el('p', null, stateOfTraining(context, training), ' ', basePeriod ? words('operations.basePeriodOf', { run: basePeriod }) : ''),
      el('p', { class: 'row' },
        ask(context, 'train', 'models/train', again), ask(context, 'basePeriod', 'base-period', again),
        el('button', { type: 'button', onclick: again }, words('operations.refresh'))),
      all.length > 0 ? figures(context, all) : el('p', null, words('operations.noModel')),
      el('div', { class: 'cards' }, all.map(model => card(context, model))), happened(context, left));
  } catch (error) {
    if (!signal.aborted)
      place.replaceChildren(fault(error));
  }
}

/** How the predictions of an earlier run fared since, asked for when it is looked at. */
function happened(context, left) {
  const { api, el, fault, words } = context;
  const place = el('div', null, words('loading'));
  const show = async () => {
    try {
      const answer = await api('scorecard', { signal: left });
      place.replaceChildren(calibration(context, answer));
    } catch (error) {
      if (error.name !== 'AbortError')
        place.replaceChildren(fault(error));
    }
  };
  return el('details', { class: 'panel', id: 'operations-happened', ontoggle: event => event.target.open && show() },
    el('summary', null, words('analyst.calibration')), place);
}

const stateOfTraining = ({ words }, training) => (training
  ? words(`operations.training.${training.phase}`, { date: day(training.date), target: training.target ?? '' })
  : words('operations.noTraining'));

function ask(context, key, path, then) {
  const { announce, api, el, fault, words } = context;
  const button = el('button', {
    type: 'button',
    onclick: async () => {
      if (!await question(context, {
        title: words(`operations.${key}.title`), text: words(`operations.${key}.text`), act: words(`operations.${key}`),
      }))
        return;
      try {
        await api(path, { method: 'POST' });
        announce(words(`operations.${key}.done`));
        await then();
      } catch (error) {
        button.after(fault(error));
      }
    },
  }, words(`operations.${key}`));
  return button;
}

function figures(context, all) {
  const { words } = context;
  const metric = (key, show = decimal) => ({
    title: words(`operations.${key}`), of: model => model.card?.holdOut[key], show, number: true,
  });
  return table(context, {
    caption: words('operations.modelsTitle'), name: 'models', rows: all,
    columns: [
      { title: words('marketer.target'), of: model => model.target },
      { title: words('operations.version'), of: model => model.version ?? '–' },
      {
        title: words('operations.role'),
        of: model => words(`operations.${model.champion ? 'champion' : model.version ? 'challenger' : 'none'}`),
      },
      { title: words('operations.trainedOn'), of: model => model.trainedOn, show: day },
      metric('auc'), metric('aucError'), metric('logLoss'), metric('calibrationError', share), metric('calibrationSlope'),
      numeric('operations.drifting', model => model.card?.drifting.length),
    ],
  });
}

function card(context, model) {
  const { el, words } = context;
  const { card: about, lastChallenge, target, version } = model;
  const key = words('operations.cardOf', { target, version: version ?? '–' });
  const list = (title, names) => names.length > 0 && [el('dt', null, words(`operations.${title}`)), el('dd', null, names.join(', '))];
  return el('details', { class: 'panel' }, el('summary', null, key),
    el('p', null, model.reason),
    lastChallenge && el('p', { class: 'quiet' },
      words('operations.lastChallenge', { date: day(lastChallenge.trainedOn), reason: lastChallenge.reason })),
    about && [
      el('p', null, words('operations.cardSays', {
        algorithm: about.algorithm, rows: about.rows, positives: about.positives, judged: about.holdOut.rows,
      })),
      about.outOfTime && el('p', null, words('operations.outOfTime', {
        date: day(about.outOfTime.learnedUntil), auc: decimal(about.outOfTime.metrics.auc),
        error: share(about.outOfTime.metrics.calibrationError),
      })),
      modelCalibration(context, key, about.holdOut.deciles),
      importance(context, key, about.importance),
      candidates(context, key, about),
      el('dl', null,
        list('drifting', about.drifting), list('unused', about.unused), list('absent', about.absent),
        list('leaks', about.leaks.map(leak => `${leak.feature}: ${leak.reason}`))),
      el('p', null, el('a', {
        class: 'button', download: true,
        href: new URL(`api/models/${encodeURIComponent(target)}${model.champion ? '' : '?challenger=true'}`, document.baseURI).href,
      }, words('operations.modelFile'), el('span', { class: 'unseen' }, ` ${key}`))),
    ]);
}

/** What was predicted of each decile against what happened, on rows held out. */
function modelCalibration(context, key, deciles) {
  const { words } = context;
  const title = words('operations.calibration', { model: key });
  const observed = decile => decile.positives / decile.rows;
  return lineChart(context, {
    title, show: share, level: [0],
    points: [...deciles].reverse().map(decile => ({
      x: decile.meanProbability, y: observed(decile), at: words('operations.predictedOf', { share: share(decile.meanProbability) }),
    })),
    ends: [
      coarseShare(deciles[deciles.length - 1]?.meanProbability),
      words('operations.predictedEnd', { share: coarseShare(deciles[0]?.meanProbability) }),
    ],
    diagonal: true,
    of: {
      caption: title, name: `calibration ${key}`, rows: deciles,
      columns: [
        { title: words('analyst.decile'), of: decile => decile.number },
        numeric('operations.rows', decile => decile.rows),
        numeric('analyst.predicted', decile => decile.meanProbability, share),
        numeric('analyst.observed', observed, share),
        numeric('operations.modelLift', decile => decile.lift, decimal),
      ],
    },
  });
}

function importance(context, key, all) {
  const { words } = context;
  const title = words('operations.importance', { model: key });
  const rows = all.map(({ key: name, value }) => ({ name, value }));
  return barChart(context, {
    title, show: decimal, bars: rows.slice(0, REASONS_SHOWN),
    of: {
      caption: title, name: `importance ${key}`, rows,
      columns: [
        { title: words('operations.feature'), of: row => row.name },
        numeric('operations.logOdds', row => row.value, decimal),
      ],
    },
  });
}

function candidates(context, key, { candidates: losses, candidateAucs, stopped }) {
  const { words } = context;
  const rows = Object.entries(losses).sort(([, left], [, right]) => left - right);
  if (rows.length === 0)
    return null;
  return table(context, {
    caption: words('operations.candidates', { model: key }), name: `candidates ${key}`, rows,
    columns: [
      { title: words('operations.candidate'), of: ([name]) => name },
      numeric('operations.logLoss', ([, loss]) => loss, decimal),
      numeric('operations.auc', ([name]) => candidateAucs[name], decimal),
      numeric('operations.stopped', ([name]) => stopped[name]),
    ],
  });
}
