/** Erasure of a person, with its proof to keep; and taking it back for who is a customer again. */

import { moment } from '../../figures.js';
import { download, numeric, table } from '../../table.js';
import { question } from './question.js';

export function erasure(context) {
  const { announce, api, el, fault, focusOn, words } = context;
  const id = el('input', { id: 'erase-id', autocomplete: 'off', required: true });
  const place = el('div');
  const ask = async (key, path, then) => {
    const customer = id.value.trim();
    if (!customer)
      return id.reportValidity();
    if (!await question(context, {
      title: words(`operations.${key}.title`, { id: customer }), text: words(`operations.${key}.text`),
      act: words(`operations.${key}`), type: customer,
    }))
      return;
    // It takes a while: the last proof is gone, and nothing is asked twice.
    place.replaceChildren(el('p', { role: 'status' }, words('operations.erasing', { id: customer })));
    form.inert = true;
    try {
      place.replaceChildren(...then(await api(`${path}/${encodeURIComponent(customer)}`, {
        // An address writes a slash as %2F, too: this says which of them the id has.
        method: 'DELETE', query: { exact: /%2f/i.test(customer) || (customer.includes('/') ? 'false' : null) },
      }), customer));
      focusOn(place.querySelector('h3'));
      announce(place.querySelector('p').textContent);
    } catch (error) {
      place.replaceChildren(fault(error));
    } finally {
      form.inert = false;
    }
  };
  const form = el('form', { class: 'row', onsubmit: event => { event.preventDefault(); ask('erase', 'customers', answer => erasureProof(context, answer)); } },
      context.field(id, words('agentCustomer'), words('operations.eraseHint')),
      el('button', { class: 'main' }, words('operations.erase')),
      el('button', { type: 'button', onclick: () => ask('lift', 'erasures', (_, customer) => lifted(context, customer)) }, words('operations.lift')));
  return el('div', null, form, place);
}

function lifted({ el, words }, id) {
  return [el('h3', null, words('operations.lifted')), el('p', null, words('operations.lift.done', { id }))];
}

/** From where a person was erased; or that it waits for the run that is being written. */
function erasureProof(context, answer) {
  const { el, words } = context;
  if (answer.detail)
    return [el('h3', null, words('operations.waits', { id: answer.customerId })),
      el('p', { class: 'warn' }, words('operations.waits.text'))];
  const found = answer.tables.concat(answer.blobs);
  const count = found.reduce((sum, each) => sum + each.count, 0);
  return [
    el('h3', null, words('operations.proofOf', { id: answer.customerId })),
    el('p', { class: count > 0 ? 'panel' : 'warn' },
      words(count > 0 ? 'operations.erased' : 'operations.nothingErased', { n: count, at: moment(answer.at) })),
    el('p', { class: 'quiet' }, words('operations.askedBy', { at: moment(answer.askedAt), by: answer.askedBy ?? words('marketer.nobody') })),
    answer.notErased.length > 0 && el('div', { class: 'fault' }, el('p', null, words('operations.notErased')),
      el('ul', null, answer.notErased.map(each => el('li', null, `${each.name}: ${each.because}`)))),
    found.length > 0 && table(context, {
      caption: words('operations.erasedFrom'), name: 'erasure', rows: found,
      columns: [
        { title: words('operations.where'), of: each => each.name },
        numeric('operations.rows', each => each.count),
      ],
    }),
    el('button', {
      type: 'button', onclick: () => download('erasure.json', JSON.stringify(answer, null, 2), 'application/json'),
    }, words('operations.keepProof')),
  ].filter(Boolean);
}
