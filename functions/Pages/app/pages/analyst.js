/** The analyst's page: value and its levers, night by night, what moved them, what is proven, and what to do with a budget. */

import { day } from '../figures.js';
import { enquiries } from './analyst/enquiries.js';
import { acquired, groups, teams } from './analyst/groups.js';
import { measures } from './analyst/measures.js';
import { customers } from './analyst/customers.js';
import { plan } from './analyst/plan.js';
import { leavers, recovery, roots } from './analyst/roots.js';
import { button, calibration, moved, promised, proof, uplift } from './analyst/proof.js';
import { causes, costs, deciles, migration, segments, whale } from './analyst/value.js';

const PARTS = {
  measures, groups, deciles, segments, whale, causes, roots, recovery, teams, leavers, migration, acquired, enquiries, proof, uplift, moved, promised,
  calibration, plan, costs, customers,
};

export const analyst = {
  key: 'analyst',
  role: 'analyst',
  show(root, context) {
    const { el, words } = context;
    const page = el('div', null, el('p', { role: 'status' }, words('loading')));
    root.append(el('h1', null, words('analyst.title')), page);
    const opened = openForPrint(root);
    load(page, context);
    return () => opened.abort();
  },
};

async function load(page, context) {
  const { api, el, fault, mark, query, words } = context;
  const asked = { run: query.get('run'), since: query.get('since'), budget: query.get('budget') };
  try {
    const [runs, health] = await Promise.all([api('runs'), api('health').catch(() => null)]);
    const readable = runs.runs.filter(run => ['published', 'held'].includes(run.state));
    if (readable.length === 0) {
      page.replaceChildren(el('p', null, words('analyst.noRun')));
      return;
    }
    const form = chooser(context, readable, runs.current, asked);
    page.replaceChildren(form);
    const answer = await api('scorecard', { query: asked }).catch(error => {
      if (error.parameter !== 'budget')
        throw error;
      asked.budget = null;
      page.append(el('p', { class: 'warn', role: 'alert' }, words('marketer.brokenLink')));
      return api('scorecard', { query: asked });
    });
    draw(page, context, { ...answer, asked, readable, health: answer.scorecard.run === health?.run ? health : null });
  } catch (error) {
    page.querySelector('[role=status]')?.remove();
    const control = ['run', 'since'].includes(error.parameter) && page.querySelector(`#${error.parameter}`);
    if (control)
      mark(control, words(`analyst.refused.${error.parameter}`));
    else
      page.append(fault(error));
  }
}

/** Which run is shown, and since which it is compared. */
function chooser({ el, field, go, words }, runs, current, asked) {
  const pick = (id, label, chosen, none) => {
    const select = el('select', { id }, none && el('option', { value: '' }, none), runs.map(run =>
      el('option', { value: run.run }, run.run + (run.run === current ? ` (${words('analyst.current')})` : '')
        + (run.state === 'held' ? ` (${words('operations.state.held')})` : ''))));
    select.value = chosen ?? '';
    return [field(select, label), select];
  };
  const [run, runSelect] = pick('run', words('analyst.run'), asked.run ?? current);
  const [since, sinceSelect] = pick('since', words('analyst.since'), asked.since, words('analyst.nightBefore'));
  return el('form', {
    class: 'row',
    onsubmit: event => {
      event.preventDefault();
      const chosen = runSelect.value === current ? '' : runSelect.value;
      go('analyst', filled({ run: chosen, since: sinceSelect.value, budget: asked.budget }));
    },
  }, run, since, el('button', { class: 'main' }, words('analyst.compare')),
  el('button', { type: 'button', onclick: () => print() }, words('analyst.print')));
}

const filled = values => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

function draw(page, context, answer) {
  const { el, parts, words } = context;
  const { scorecard, movement, health } = answer;
  const says = words(movement ? 'analyst.says' : 'analyst.saysFirst', {
    run: scorecard.run, since: movement?.from, active: scorecard.total.sums.active, customers: scorecard.total.sums.customers,
  });
  const { customers: counted, lapsed } = scorecard.total.sums;
  const everybody = button(context, words('marketer.customers'), words('analyst.everybody'), () => answer.reveal([], { counted, left: lapsed }));
  page.append(el('p', null, says, ' ', everybody, scorecard.factsAsOf && ` ${words('analyst.factsAsOf', { day: day(scorecard.factsAsOf) })}`));
  if (health?.stale)
    page.append(el('p', { class: 'warn' }, words('analyst.stale', { hours: Math.round(health.ageHours) })));
  for (const [target, reason] of Object.entries(scorecard.withoutChampion ?? {}))
    page.append(el('p', { class: 'warn' }, words('analyst.withoutChampion', { target: words.named('target', target), reason })));
  page.append(...parts(words('analyst.contents'), Object.entries(PARTS).map(([key, part]) =>
    [`analyst-${key}`, words(`analyst.${key}`), part(context, answer)])));
}

/** On paper nobody can open anything: tables are shown while it is printed. */
function openForPrint(root) {
  const stop = new AbortController();
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...root.querySelectorAll('details:not([open])')];
    opened.forEach(details => { details.open = true; });
  }, { signal: stop.signal });
  addEventListener('afterprint', () => opened.forEach(details => { details.open = false; }), { signal: stop.signal });
  return stop;
}
