/** How value moved between two runs: from decile to decile, and by its causes. */

import { barChart } from '../../chart.js';
import { money, whole } from '../../figures.js';
import { matrix } from '../../table.js';

const first = ({ el, words }) => el('p', null, words('analyst.nothingBefore'));

const number = text => (/^\d+$/.test(text) ? Number(text) : 100);

/** Deciles in their order, then the others. */
const sorted = names => [...new Set(names)].sort((left, right) => number(left) - number(right) || left.localeCompare(right));

export function migration(context, { migration: flows, movement, scorecard }) {
  const { el, words } = context;
  if (!flows)
    return first(context);
  const label = name =>
    (words.has(`analyst.flow.${name}`) ? words(`analyst.flow.${name}`) : words('analyst.decileOf', { n: name }));
  const shown = {
    from: sorted(flows.map(flow => flow.from)), to: sorted(flows.map(flow => flow.to)), flows, label,
    corner: words('analyst.fromTo', { since: movement.from, run: movement.to }),
  };
  const show = money(scorecard.currency, 'exceptZero');
  return el('div', null,
    el('p', null, words('analyst.migrationSays')),
    matrix(context, {
      ...shown, caption: words('analyst.migrationCustomers'), name: `migration customers ${movement.to}`,
      size: flow => flow.customers, show: whole,
    }),
    el('details', null, el('summary', null, words('analyst.migrationValue')),
      matrix(context, {
        ...shown, caption: words('analyst.migrationValue'), name: `migration value ${movement.to}`, size: flow => flow.change, show,
      })));
}

export function causes(context, { causes: found, movement, scorecard }) {
  const { el, words } = context;
  if (!found?.length)
    return first(context);
  const groups = [...new Set(found.map(cause => cause.group))];
  const label = group => {
    const [by, name] = group.split(/:(.*)/s);
    return name === undefined ? words('analyst.everybody') : words(`analyst.${by}Of`, { n: name, name });
  };
  const place = el('div');
  const select = el('select', { id: 'causes-of' }, groups.map(group => el('option', { value: group }, label(group))));
  const draw = () => {
    const chosen = found.filter(cause => cause.group === select.value);
    place.replaceChildren(...causesOf(context, chosen, movement, scorecard));
  };
  select.addEventListener('change', draw);
  draw();
  return el('div', null,
    el('div', { class: 'row' }, el('div', { class: 'field' }, el('label', { for: select.id }, words('analyst.of')), select)), place);
}

function causesOf(context, rows, movement, { currency }) {
  const { el, words } = context;
  const show = money(currency, 'exceptZero');
  const name = row => words(`analyst.cause.${row.cause}`);
  const all = rows.reduce((sum, row) => sum + row.value, 0);
  const title = words('analyst.causesTitle', { since: movement.from, run: movement.to });
  return [
    el('p', null, words('analyst.causesSay', { change: show(all), since: movement.from })),
    barChart(context, {
      title, show, bars: rows.map(row => ({ name: name(row), value: row.value })),
      of: {
        caption: title, name: `causes ${movement.from} ${movement.to}`, rows,
        columns: [
          { title: words('analyst.cause'), of: name },
          { title: words('analyst.customersCount'), of: row => row.customers, show: whole, number: true },
          { title: words('analyst.value'), of: row => row.value, show, number: true },
          { title: words('analyst.lifetime'), of: row => row.lifetime, show, number: true },
        ],
      },
    }),
  ];
}
