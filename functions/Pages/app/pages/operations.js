/** The page of operations: nights, receipts, models and erasure, each with what can be done about it. */

import { erasure } from './operations/erasure.js';
import { models } from './operations/models.js';
import { nights } from './operations/nights.js';
import { receipts } from './operations/receipts.js';

const PARTS = { nights, receipts, models, erasure };

export default {
  key: 'operations',
  role: 'operator',
  show(root, context) {
    const { el, focusOn, words } = context;
    const leave = new AbortController();
    const sections = Object.entries(PARTS).map(([key, part]) => {
      const heading = el('h2', { id: `operations-${key}` }, words(`operations.${key}`));
      return { heading, element: el('section', null, heading, part(context, leave.signal)) };
    });
    root.append(
      el('h1', null, words('operations.title')),
      el('nav', { 'aria-label': words('operations.contents'), class: 'noprint' },
        el('ul', { class: 'contents' }, sections.map(({ heading }) =>
          el('li', null, el('button', { type: 'button', onclick: () => focusOn(heading) }, heading.textContent))))),
      ...sections.map(section => section.element));
    return () => leave.abort();
  },
};
