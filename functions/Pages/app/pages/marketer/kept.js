// Selections that are kept to be contacted: under which name, by whom, what they promised and what came of them.

import { decimalComma, ends, moment, money, share } from '../../figures.js';
import { download, numeric, table } from '../../table.js';
import { finding } from '../analyst/proof.js';
import { question } from '../operations/question.js';
import { spoken } from './conditions.js';

/**
 * A button that withdraws what is kept at a path, once it is sure, and then shows what is there.
 * @param list Where that stands in a table.
 */
export function withdraw(context, path, list, show) {
  const { announce, api, el, fault, focusOn, words } = context;
  const name = path.split('/')[1];
  return el('button', { type: 'button', class: 'quiet', onclick: async event => {
    const { parentElement } = event.currentTarget;
    if (!await question(context, {
      title: words('marketer.withdraw.title', { name }), text: words('marketer.withdraw.text'), act: words('marketer.withdraw'),
    }))
      return;
    try {
      await api(path, { method: 'DELETE' });
      await show();
      focusOn([...list.querySelectorAll('tbody th')].find(cell => cell.textContent === name) ?? list);
      announce(words('marketer.withdraw.done', { name }));
    } catch (error) {
      parentElement.append(fault(error));
    }
  } }, words('marketer.withdraw'), el('span', { class: 'unseen' }, ` ${name}`));
}

/** Where a name is written that something is kept under. */
export const nameInput = ({ el, mark }, id) => el('input', {
  id, required: true, maxlength: 64, pattern: '(?=.*[^.])[A-Za-z0-9_.\\-]+', autocomplete: 'off', oninput: event => mark(event.target),
});

/**
 * Says beside a name that something else has it; what else is wrong is shown as `otherwise` has it.
 * @param rows All that is kept.
 */
export function refuseName({ focusOn, mark, words }, input, error, rows, otherwise) {
  const kept = error.status === 409 && rows.map(row => row.kept).find(({ name }) => name === input.value);
  if (!kept && error.parameter !== 'name')
    return otherwise(error);
  mark(input, kept ? words(kept.withdrawn ? 'marketer.nameWithdrawn' : 'marketer.nameTaken', kept) : words('marketer.nameHint'));
  focusOn(input);
  return '';
}

/** A form that keeps the selection shown, and all that were kept. */
export class Kept {
  /**
   * @param asked Gives what is to be kept, without a name; null as long as it is not finished.
   * @param refuse Says what is wrong with it, and gives what is shown in place of what is kept.
   */
  constructor(context, asked, refuse) {
    Object.assign(this, { context, asked, refuse, anew: context.latest(), rows: [] });
    const { el, words } = context;
    this.name = nameInput(context, 'keep-name');
    this.said = el('div', { 'aria-live': 'polite' });
    this.list = el('div');
    this.form = el('form', { class: 'row', onsubmit: event => this.keep(event) },
      context.field(this.name, words('interface.name'), words('marketer.nameHint')),
      el('button', { class: 'main' }, words('marketer.keep')));
    this.element = el('section', { 'aria-label': words('marketer.kept') }, el('h2', null, words('marketer.kept')),
      el('p', null, words('marketer.keptSays')), this.form, this.said, this.list);
  }

  async keep(event) {
    event.preventDefault();
    const { announce, api, el, words } = this.context;
    const asked = this.asked();
    if (!asked) {
      this.said.replaceChildren();
      return;
    }
    try {
      const kept = await api('selections', { method: 'POST', body: { name: this.name.value, ...asked } });
      const sentence = words('marketer.isKept', { n: kept.customers, name: kept.name, control: kept.control });
      this.said.replaceChildren(el('p', { class: 'panel' }, sentence, ' ', this.files(kept.name)));
      this.name.value = '';
      announce(sentence);
      await this.show();
    } catch (error) {
      await this.show();
      this.said.replaceChildren(refuseName(this.context, this.name, error, this.rows, this.refuse));
    }
  }

  /** All that were kept, and what has come of each. */
  async show() {
    const { api, fault, words } = this.context;
    const signal = this.anew();
    try {
      const { selections } = await api('selections', { signal });
      this.rows = selections;
      this.list.replaceChildren(table(this.context, {
        caption: words('marketer.keptTable'), name: 'selections', rows: selections, empty: words('marketer.noneKept'), columns: this.columns(),
      }));
    } catch (error) {
      if (!signal.aborted)
        this.list.replaceChildren(error.status === 404 ? '' : fault(error));
    }
  }

  columns() {
    const { el, words } = this.context;
    const show = money(this.context.me.currency);
    const total = ({ lines }) => lines.find(line => line.group === 'total');
    return [
      { title: words('interface.name'), of: ({ kept }) => kept.name },
      { title: words('marketer.state'), of: ({ kept }) => words(kept.withdrawn ? 'marketer.withdrawn' : 'marketer.stands'),
        show: (text, { kept }) => (kept.withdrawn ? text
          : withdraw(this.context, `selections/${kept.name}`, this.list, () => this.show())) },
      { title: words('marketer.target'), of: ({ kept }) => words.named('target', kept.asked.target) },
      { title: words('marketer.whom'), of: ({ kept }) => this.whom(kept.asked), mark: () => 'sentence' },
      { title: words('marketer.keptAt'), of: ({ kept }) => kept.keptAt, show: moment },
      { title: words('marketer.by'), of: ({ kept }) => kept.by ?? words('marketer.nobody') },
      numeric('marketer.customers', ({ kept }) => kept.customers),
      numeric('marketer.control', ({ kept }) => kept.control),
      numeric('marketer.promised', ({ kept }) => kept.promised, show),
      numeric('marketer.cost', ({ kept }) => kept.cost, show),
      numeric('marketer.due', row => total(row)?.due, show),
      {
        title: words('marketer.realised'), of: row => total(row)?.realised?.estimate, number: true,
        show: (value, row) => (value == null ? '–' : words('marketer.between', ends(total(row).anytime, show))),
      },
      { title: words('marketer.found'), of: ({ proof }) => (proof ? finding(this.context, proof) : words('marketer.notYet')) },
      { title: words('marketer.pulls'), of: ({ kept }) => kept.pulls.map(pull => this.pull(pull)).join('; '), mark: () => 'sentence',
        show: (_, { kept }) => (kept.pulls.length ? el('ol', null, kept.pulls.map(pull => el('li', null, this.pull(pull)))) : '–') },
      { title: words('marketer.files'), of: ({ kept }) => kept.name, show: name => this.files(name), act: true },
    ];
  }

  /** Whom of a list, in words. */
  whom({ order, channel, top, segment, min, where }) {
    const { words } = this.context;
    return [
      where && spoken(this.context, where), segment && words.named('value', segment), min && `≥ ${share(min)}`,
      channel && words.named('channel', channel), order === 'value' && words('marketer.order.value'),
      top && `${words('marketer.top-rows')} ${words.number(top)}`,
    ].filter(Boolean).join('; ') || words('marketer.everybody');
  }

  /** Who fetched it, when and as what. */
  pull({ at, by, format }) {
    const { words } = this.context;
    return `${moment(at)}, ${by ?? words('marketer.nobody')}, ${words(`marketer.${format}`)}`;
  }

  /** Fetches a file and shows that it is noted; the focus stays at its link, which is drawn anew. */
  async fetch(path, query) {
    const { announce, api, fault, words } = this.context;
    try {
      const answer = await api(path, { query, as: 'response' });
      const [, file] = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition'));
      download(file, await answer.blob());
      announce(words('chart.exported', { file }));
    } catch (error) {
      // Of an answer that breaks off nothing else is said.
      this.said.replaceChildren(fault(error.detail ? error : { detail: words('noAnswer') }));
      return;
    }
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.key;
    await this.show();
    if (focused)
      this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  /** The customers as a file; that it is fetched is noted. */
  files(name) {
    const { el, words } = this.context;
    const path = `selections/${encodeURIComponent(name)}/customers`;
    const link = format => {
      const query = { format, decimal: format === 'spreadsheet' ? decimalComma() ? 'comma' : 'point' : null };
      const fetched = event => {
        event.preventDefault();
        this.fetch(path, query);
      };
      const href = new URL(`api/${path}?format=${format}`, document.baseURI);
      return el('a', { href, 'data-key': `${name} ${format}`, onclick: fetched }, words(`marketer.${format}`),
        el('span', { class: 'unseen' }, ` ${name}`));
    };
    return el('span', { class: 'files' }, link('spreadsheet'), ' ', link('csv'), ' ', link('parquet'));
  }
}
