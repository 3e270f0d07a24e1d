// Every call of the interface, from the description that the app gives of itself.

import { table } from '../table.js';

export default {
  key: 'interface',
  show(root, context) {
    const { api, el, fault, words } = context;
    const leave = new AbortController();
    const place = el('div', null, el('p', null, words('loading')));
    root.append(
      el('h1', null, words('interface.title')), el('p', null, words('interface.says')),
      el('p', null, el('a', { href: new URL('api/openapi.json', document.baseURI).href }, words('interface.json'))), place);
    api('openapi.json', { signal: leave.signal }).then(
      description => place.replaceChildren(...groups(context, description)),
      error => error.name !== 'AbortError' && place.replaceChildren(fault(error)));
    return () => leave.abort();
  },
};

function groups(context, { components, paths, servers, tags }) {
  const { el, focusOn, words } = context;
  const calls = Object.entries(paths).flatMap(([path, item]) => Object.entries(item).map(([method, call]) =>
    ({ ...call, method: method.toUpperCase(), path: `${servers[0].url}${path}` })));
  const key = tag => tag.replaceAll(' ', '-');
  const name = tag => (words.has(`interface.group.${key(tag)}`) ? words(`interface.group.${key(tag)}`) : tag);
  const sections = tags.map(tag => {
    const heading = el('h2', { id: `interface-${key(tag.name)}` }, name(tag.name));
    const shown = calls.filter(call => call.tags.includes(tag.name));
    return { heading, element: el('section', null, heading, shown.map(call => callOf(context, call, components.schemas))) };
  });
  return [
    el('nav', { 'aria-label': words('interface.groups') }, el('ul', { class: 'contents' }, sections.map(({ heading }) =>
      el('li', null, el('button', { type: 'button', onclick: () => focusOn(heading) }, heading.textContent))))),
    ...sections.map(section => section.element),
  ];
}

/** One call: its line, and what it takes and gives when that is looked at. */
function callOf(context, call, schemas) {
  const { el, words } = context;
  const place = el('div');
  const details = el('details', { class: 'panel call', id: call.operationId }, el('summary', null,
    el('code', null, `${call.method} ${call.path}`), ' ', call.summary), place);
  details.addEventListener('toggle', () => {
    if (details.open && !place.firstChild)
      place.append(...[
        el('p', { class: 'quiet' }, words(`interface.key.${Object.keys(call.security[0])[0]}`)),
        call.parameters?.length > 0 && parameters(context, call),
        call.requestBody && [el('h3', null, words('interface.body')),
          contents(context, call.requestBody.content, schemas, `${call.operationId} ${words('interface.body')}`)],
        el('h3', null, words('interface.answers')),
        Object.entries(call.responses).map(([status, answer]) => [
          el('p', null, el('strong', null, status), ' ', answer.description),
          contents(context, answer.content, schemas, `${call.operationId} ${status}`)]),
      ].flat(Infinity).filter(Boolean));
  });
  return details;
}

function parameters(context, call) {
  const { words } = context;
  return table(context, {
    caption: words('interface.parameters'), name: call.operationId, rows: call.parameters,
    columns: [
      { title: words('interface.name'), of: parameter => parameter.name },
      { title: words('interface.where'), of: parameter => words(`interface.${parameter.in}`) },
      { title: words('interface.type'), of: parameter => typeOf(context, parameter.schema) },
      { title: words('interface.what'), of: parameter => parameter.description },
    ],
  });
}

/** What a body or an answer holds, by its content types. */
function contents(context, content, schemas, name) {
  const { el, words } = context;
  return Object.entries(content ?? {}).map(([type, { example, schema }]) => [
    el('p', { class: 'quiet' }, type),
    members(context, schema, schemas, name),
    example !== undefined && el('details', null, el('summary', null, words('interface.example'), el('span', { class: 'unseen' }, ` ${name}`)),
      el('pre', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': `${words('interface.example')} ${name}` },
        JSON.stringify(example, null, 2))),
  ]);
}

/** The members of what a schema describes; those of its parts when they are looked at. */
function members(context, schema, schemas, name) {
  const { el, words } = context;
  const found = shapeOf(schema, schemas);
  if (!found?.properties)
    return null;
  const parts = Object.entries(found.properties).filter(([, part]) => shapeOf(part, schemas)?.properties);
  const place = el('div');
  const details = el('details', null, el('summary', null, words('interface.fields'), el('span', { class: 'unseen' }, ` ${name}`)), place);
  details.addEventListener('toggle', () => {
    if (!details.open || place.firstChild)
      return;
    place.append(table(context, {
      caption: words('interface.fields'), name, rows: Object.entries(found.properties),
      columns: [
        { title: words('interface.name'), of: ([key]) => key },
        { title: words('interface.type'), of: ([, part]) => typeOf(context, part) },
        { title: words('interface.required'), of: ([key]) => words(found.required?.includes(key) ? 'analyst.yes' : 'analyst.no') },
        { title: words('interface.what'), of: ([, part]) => part.description ?? shapeOf(part, schemas)?.description ?? '' },
      ],
    }), ...parts.map(([key, part]) => members(context, part, schemas, `${name} ${key}`)).map((node, index) =>
      el('div', { class: 'part' }, el('code', null, parts[index][0]), node)));
  });
  return details;
}

/** The object that a schema leads to: by its name, or as what a list or a map holds. */
function shapeOf(schema, schemas) {
  if (!schema)
    return null;
  const whole = schema.$ref ? schemas[schema.$ref.split('/').pop()] : schema;
  if (whole.properties)
    return whole;
  const within = whole.items ?? (typeof whole.additionalProperties === 'object' ? whole.additionalProperties : null)
    ?? [whole.anyOf, whole.oneOf, whole.allOf].flat().find(part => part?.$ref || part?.properties);
  return within ? shapeOf(within, schemas) : whole;
}

function typeOf({ words }, schema) {
  const type = [schema.type].flat().filter(name => name && name !== 'null').join(', ') || (schema.$ref ? 'object' : '');
  if (schema.enum)
    return words('interface.oneOf', { values: schema.enum.join(', ') });
  return schema.items ? `${words('interface.several')} ${typeOf({ words }, schema.items)}` : schema.format ? `${type} (${schema.format})` : type;
}
