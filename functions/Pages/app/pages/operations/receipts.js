/** Receipts: what became of every upload, its page, and its rejected rows to be corrected and sent back. */

import { day, moment } from '../../figures.js';
import { numeric, table } from '../../table.js';

const PAGE = 25;

export function receipts(context) {
  const { api, el, fault, field, mark, words } = context;
  const source = el('input', { id: 'receipt-source', autocomplete: 'off', oninput: () => mark(source) });
  const date = el('input', { id: 'receipt-date', type: 'date' });
  const [place, one] = [el('div', null, el('p', null, words('loading'))), el('div')];
  const [anew, anewOne] = [context.latest(), context.latest()];
  let rows = [];
  const load = async after => {
    const signal = anew();
    try {
      const page = await api('receipts', { query: { source: source.value.trim(), date: date.value, top: PAGE, after }, signal });
      const known = after ? rows.length : 0;
      rows = after ? rows.concat(page.receipts) : page.receipts;
      place.replaceChildren(list(context, rows, receipt => openReceipt(context, one, receipt, load, anewOne())),
        ...(page.next ? [el('button', { type: 'button', onclick: () => load(page.next) }, words('operations.more'))] : []));
      if (after && document.activeElement === document.body)
        context.focusOn(place.querySelectorAll('tbody th')[known]);
    } catch (error) {
      if (signal.aborted)
        return;
      if (error.parameter === 'source')
        mark(source, words('operations.noSource'));
      place.replaceChildren(error.parameter === 'source' ? '' : fault(error));
    }
  };
  load();
  return el('div', null,
    el('form', { class: 'row', onsubmit: event => { event.preventDefault(); anewOne(); one.replaceChildren(); load(); } },
      field(source, words('operations.source')),
      field(date, words('analyst.date')),
      el('button', null, words('operations.filter'))),
    place, one);
}

/** Where a file's receipt is, in the interface of pages. */
const pathOf = receipt => `receipts/${receipt.file.split('/').map(encodeURIComponent).join('/')}`;
const link = path => new URL(`api/${path}`, document.baseURI).href;

function list(context, rows, reveal) {
  const { el, words } = context;
  const count = key => numeric(`operations.${key}`, receipt => receipt[key]);
  return table(context, {
    caption: words('operations.receiptsTitle'), name: 'receipts', rows, empty: words('operations.noReceipt'),
    columns: [
      { title: words('operations.file'), of: receipt => receipt.file },
      {
        title: words('operations.status'), of: receipt => words(`operations.status.${receipt.status}`),
        mark: receipt => (receipt.status === 'refused' ? 'missed' : ''),
      },
      ...['read', 'accepted', 'repaired', 'rejected'].map(count),
      { title: words('operations.uploaded'), of: receipt => receipt.uploadedAt, show: moment },
      {
        title: words('operations.receipt'), act: true, of: receipt => receipt.file,
        show: (file, receipt) => el('button', { type: 'button', onclick: () => reveal(receipt) },
          words('operations.open'), el('span', { class: 'unseen' }, ` ${file}`)),
      },
    ],
  });
}

/** One receipt: its sentence, warnings, reasons with examples, and its files. */
async function openReceipt(context, place, summary, load, signal) {
  const { api, el, fault, focusOn, words } = context;
  try {
    const receipt = await api(pathOf(summary), { signal });
    const heading = el('h3', null, words('operations.receiptOf', { file: receipt.file, date: day(receipt.date) }));
    place.replaceChildren(el('div', { class: 'panel' }, heading,
      el('p', null, receipt.sentence),
      receipt.warnings?.filter(warning => !receipt.sentence.includes(warning)).map(warning => el('p', { class: 'warn' }, warning)),
      el('p', { class: 'row' },
        el('a', { class: 'button', href: link(`${pathOf(summary)}?format=html`), target: '_blank' }, words('operations.receiptPage')),
        receipt.rejected > 0 && el('a', { class: 'button', href: link(`${pathOf(summary)}/rejects`), download: true }, words('operations.rejects'))),
      receipt.rejected > 0 && correction(context, summary, load),
      receipt.rejects?.length > 0 && reasons(context, receipt),
      Object.keys(receipt.repairs ?? {}).length > 0 && repairs(context, receipt)));
    focusOn(heading);
  } catch (error) {
    if (!signal.aborted)
      place.replaceChildren(fault(error));
  }
}

/** Takes the corrected rows and sends them back. */
function correction(context, summary, load) {
  const { announce, api, el, fault, field, words } = context;
  const file = el('input', { id: 'corrected', type: 'file', accept: '.csv,.txt,text/csv', required: true });
  const said = el('div');
  const send = async event => {
    event.preventDefault();
    try {
      const sent = await api(`${pathOf(summary)}/corrections`, { method: 'POST', file: file.files[0] });
      said.replaceChildren(el('p', { class: 'good' }, words('operations.corrected', sent)));
      announce(said.textContent);
      file.value = '';
      await load();
    } catch (error) {
      // It is about the rows that were sent.
      said.replaceChildren(fault(error.status === 400 ? { detail: error.detail } : error));
    }
  };
  return el('form', { onsubmit: send },
    el('div', { class: 'row' },
      field(file, words('operations.correctedRows'), words('operations.rejectsSay')),
      el('button', null, words('operations.sendBack'))), said);
}

function reasons(context, receipt) {
  const { el, words } = context;
  const example = reject => words('operations.line', { line: String(reject.line), column: reject.column ?? '' });
  return table(context, {
    caption: words('operations.reasons'), name: `rejects ${receipt.source} ${receipt.date}`, rows: receipt.rejects,
    columns: [
      { title: words('operations.reason'), of: reject => words.named('reject', reject.reason) },
      numeric('operations.rows', reject => reject.count),
      {
        title: words('interface.example'), of: reject => reject.examples.map(example).join('; '), mark: () => 'sentence',
        show: (_, reject) => el('div', null, reject.examples.slice(0, 1).map(each => `${example(each)}: ${each.message}`)),
      },
    ],
  });
}

function repairs(context, receipt) {
  const { words } = context;
  return table(context, {
    caption: words('operations.repairs'), name: `repairs ${receipt.source} ${receipt.date}`, rows: Object.entries(receipt.repairs),
    columns: [
      { title: words('marketer.rule'), of: ([rule]) => words.named('repair', rule) },
      numeric('operations.cells', ([, count]) => count),
    ],
  });
}
