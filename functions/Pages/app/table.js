/** Tables: of figures, each to be exported; and with shading, for what flows from rows to columns. */

import { decimalComma, whole } from './figures.js';
import { words } from './words.js';

/** A column of numbers, by the key of its title. */
export const numeric = (key, of, show = whole) => ({ title: words(key), of, show, number: true });

/** So many columns stand upright on paper; more of them lie. */
const ON_PAPER = 8;

/**
 * A table with a caption, which scrolls by itself where the window is narrow, and a button that exports it.
 * @param columns Each { title, of: row => value, show: (value, row) => text or node, number, mark: row => class, act }; the first is
 *   the heading of its row, those that act are not exported.
 */
export function table(context, { caption, name, columns, rows, empty, kind = '' }) {
  const { el, words } = context;
  if (rows.length === 0)
    return el('p', { class: 'none' }, empty ?? words('chart.none'));
  const shown = (column, row) => (column.show ? column.show(column.of(row), row) : String(column.of(row) ?? '–'));
  const cell = (column, row, index) => el(
    index === 0 ? 'th' : 'td',
    {
      ...(index === 0 ? { scope: 'row' } : {}),
      class: [column.number ? 'number' : '', column.act ? 'act' : '', column.mark?.(row) ?? ''].filter(Boolean).join(' '),
    },
    shown(column, row));
  const element = el('table', { class: kind }, el('caption', {}, caption),
    el('thead', {}, el('tr', {}, ...columns.map(column =>
      el('th', { scope: 'col', class: column.act ? 'act' : column.number ? 'number' : '' }, column.title)))),
    el('tbody', {}, ...rows.map(row => el('tr', {}, ...columns.map((column, index) => cell(column, row, index))))));
  return el('div', { class: columns.length > ON_PAPER ? 'data wide' : 'data' }, scrolling(context, caption, element),
    exportButton(context, caption, name, columns.filter(column => !column.act), rows));
}

/** A frame that is reached from the keyboard where it hides a part of the table, and only there. */
function scrolling({ el }, caption, element) {
  const frame = el('div', { class: 'scroll' }, element);
  new ResizeObserver(() => {
    const hides = frame.scrollWidth > frame.clientWidth;
    for (const [name, value] of Object.entries({ tabindex: '0', role: 'group', 'aria-label': caption })) {
      if (hides)
        frame.setAttribute(name, value);
      else
        frame.removeAttribute(name);
    }
  }).observe(frame);
  return frame;
}

function exportButton({ el, words, announce }, caption, name, columns, rows) {
  return el('button', {
    type: 'button',
    class: 'quiet export',
    onclick: () => {
      // Spreadsheets want a byte order mark.
      download(`${name}.csv`, `\ufeff${csv(columns, rows)}`);
      announce(words('chart.exported', { file: `${name}.csv` }));
    },
  }, words('chart.export'), el('span', { class: 'unseen' }, ` ${caption}`));
}

/** The text of a file for spreadsheets: in the manner of the language, text that looks like a formula is none. */
export function csv(columns, rows) {
  const comma = decimalComma();
  const written = value => {
    if (value === null || value === undefined)
      return '';
    if (typeof value === 'number')
      return comma ? String(value).replace('.', ',') : String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(column => written(column.title))]
    .concat(rows.map(row => columns.map(column => written(column.of(row)))));
  return lines.map(line => line.join(comma ? ';' : ',')).join('\r\n');
}

/** Has the browser keep a text as a file. */
export function download(name, text, type = 'text/csv') {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * A table of what flows from rows to columns, the darker the more of its row goes there.
 * @param flows Each { from, to, ... }.
 * @param size What of a flow is counted.
 * @param label The name of a row or column, in words.
 * @param lead Given what a cell shows, its row and its column: the same as a way to its customers; without, it leads nowhere.
 */
export function matrix(context, { caption, name, corner, flows, from, to, size, show, label, lead = text => text }) {
  const found = new Map(flows.map(flow => [`${flow.from} ${flow.to}`, size(flow)]));
  const of = (row, column) => found.get(`${row} ${column}`) ?? 0;
  const columns = [
    { title: corner, of: row => label(row) },
    ...to.map(column => ({
      title: label(column),
      number: true,
      of: row => of(row, column),
      show: (value, row) => (value === 0 ? '' : lead(show(value), row, column)),
      mark: row => `shade${shade(of(row, column), to.reduce((sum, each) => sum + Math.abs(of(row, each)), 0))}`,
    })),
  ];
  return table(context, { caption, name, columns, rows: from, kind: 'matrix' });
}

const STEPS = [0, 0.02, 0.1, 0.3, 0.6];

function shade(size, all) {
  const part = all === 0 ? 0 : Math.abs(size) / all;
  return part === 0 ? 0 : STEPS.filter(step => part > step).length;
}
