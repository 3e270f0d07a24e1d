/** The page of operations: nights, receipts, models and erasure, each with what can be done about it. */

import { erasure } from './operations/erasure.js';
import { models } from './operations/models.js';
import { nights } from './operations/nights.js';
import { receipts } from './operations/receipts.js';

const WORK = { nights, receipts, models, erasure };

export const operations = {
  key: 'operations',
  role: 'operator',
  show(root, context) {
    const { el, parts, words } = context;
    const leave = new AbortController();
    root.append(el('h1', null, words('operations.title')),
      ...parts(words('analyst.contents'), Object.entries(WORK).map(([key, part]) =>
        [`operations-${key}`, words(`operations.${key}`), part(context, leave.signal)])));
    return () => leave.abort();
  },
};
