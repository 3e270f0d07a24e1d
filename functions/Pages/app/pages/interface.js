// Every call of the interface, from the description that the app gives of itself.

import { table } from '../table.js';

export const description = {
  key: 'interface',
  show(root, context) {
    const { api, el, fault, words } = context;
    const leave = new AbortController();
    const place = el('div', null, words('loading'));
    root.append(
      el('h1', null, words('interface.title')), el('p', null, words('interface.says')),
      el('p', null, el('a', { href: new URL('api/openapi.json', document.baseURI).href }, words('interface.json'))), place);
    api('openapi.json', { signal: leave.signal }).then(
      description => place.replaceChildren(...callsByGroup(context, description)),
      error => error.name !== 'AbortError' && place.replaceChildren(fault(error)));
    return () => leave.abort();
  },
};

function callsByGroup(context, { components, paths, servers, tags }) {
  const { parts: sections, words } = context;
  const calls = Object.entries(paths).flatMap(([path, item]) => Object.entries(item).map(([method, call]) =>
    ({ ...call, line: `${method.toUpperCase()} ${servers[0].url}${path}` })));
  return sections(words('interface'), tags.map(({ name }) => {
    const key = `interface.group.${name.replaceAll(' ', '-')}`;
    return [key, words.has(key) ? words(key) : name,
      calls.filter(call => call.tags.includes(name)).map(call => callOf(context, call, components.schemas))];
  }));
}

/** One call: its line, and what it takes and gives. */
function callOf(context, call, schemas) {
  const { el, words } = context;
  const name = call.operationId;
  return later(context, { class: 'panel', id: name }, [el('code', null, call.line), ' ', call.summary], () => [
    el('p', { class: 'quiet' }, words(`interface.${Object.keys(call.security[0])[0]}`)),
    call.parameters?.length > 0 && parts(context, name, call.parameters.map(part => ({ ...part, note: words(`interface.${part.in}`) }))),
    call.requestBody && [el('h3', null, words('interface.body')), contents(context, call.requestBody.content, schemas, name)],
    el('h3', null, words('interface.answers')),
    Object.entries(call.responses).map(([status, answer]) => [
      el('p', null, el('strong', null, status), ' ', answer.description),
      contents(context, answer.content, schemas, `${name} ${status}`)]),
  ]);
}

/** Details that are made when they are looked at. */
function later({ el }, attributes, line, make) {
  const place = el('div');
  return el('details', {
    ...attributes,
    ontoggle: event => event.target.open && !place.firstChild && place.append(...[make()].flat(Infinity).filter(Boolean)),
  }, el('summary', null, line), place);
}

function parts(context, name, rows) {
  const { words } = context;
  return table(context, {
    caption: name, name, rows,
    columns: [
      { title: words('interface.name'), of: part => part.name },
      { title: words('interface.type'), of: part => [part.note, typeOf(part.schema)].filter(Boolean).join(', ') },
      { title: words('interface.what'), of: part => part.description ?? '' },
    ],
  });
}

/** What a body or an answer holds, by its content types. */
function contents(context, content, schemas, name) {
  const { el, words } = context;
  const line = key => [words(key), el('span', { class: 'unseen' }, ` ${name}`)];
  return Object.entries(content ?? {}).map(([type, { example, schema }]) => [
    el('p', { class: 'quiet' }, type),
    members(context, schema, schemas, name, line('interface.members')),
    example !== undefined && later(context, {}, line('interface.example'), () => el(
      'pre', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': name }, JSON.stringify(example, null, 2))),
  ]);
}

/** The members of what a schema describes, and within them those of its parts. */
function members(context, schema, schemas, name, line) {
  const found = shapeOf(schema, schemas);
  return found?.properties && later(context, {}, line, () => {
    const all = Object.entries(found.properties);
    return [
      parts(context, name, all.map(([key, part]) => ({
        name: key, schema: part, description: part.description ?? shapeOf(part, schemas).description,
        note: found.required?.includes(key) && context.words('interface.required'),
      }))),
      all.map(([key, part]) => members(context, part, schemas, `${name} ${key}`, `${name} ${key}`)),
    ];
  });
}

/** What a schema leads to: by its name, or as what a list or a map holds. */
function shapeOf(schema, schemas) {
  const whole = schema.$ref ? schemas[schema.$ref.split('/').pop()] : schema;
  const within = whole.items ?? whole.additionalProperties ?? whole.anyOf?.[0] ?? whole.oneOf?.find(part => part.$ref);
  return !whole.properties && within?.constructor === Object ? shapeOf(within, schemas) : whole;
}

const typeOf = schema => schema.enum?.join(' | ') ?? (schema.items ? `${typeOf(schema.items)} ...`
  : [schema.type ?? 'object', schema.format].flat().filter(name => name && name !== 'null').join(', '));
