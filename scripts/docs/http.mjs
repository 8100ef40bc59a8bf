// docs/reference/http.md: every route as the API's own description has it.

import { code, codes, page, table } from './markdown.mjs';

const jsonType = 'application/json';

/** `string`, `integer or null`, `list of string`. */
function typeOf(schema) {
  if (schema.enum !== undefined) return codes(schema.enum, ' ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return schema.type ?? 'anything';
}

function boundsOf({ minimum, maximum, default: standard }) {
  const bounds = [];
  if (minimum !== undefined && maximum !== undefined) bounds.push(`${minimum} to ${maximum}`);
  if (standard !== undefined) bounds.push(`${standard} if absent`);
  return bounds;
}

function parametersOf({ parameters }) {
  if (parameters.length === 0) return [];
  const rows = parameters.map(({ name, in: place, required, description = '', schema }) => [
    code(name),
    required ? `${place}, required` : place,
    typeOf(schema),
    [description, ...boundsOf(schema)].filter((text) => text !== '').join('; '),
  ]);
  return [table(['parameter', 'in', 'type', 'meaning'], rows)];
}

/** Rows of an object's fields, those of the objects in it below them. */
function fieldsOf(schema, prefix = '') {
  const inner = schema.type === 'array' ? (schema.items ?? {}) : schema;
  return Object.entries(inner.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const nested = field.type === 'array' ? `${path}[].` : `${path}.`;
    return [[code(path), typeOf(field), field.description ?? ''], ...fieldsOf(field, nested)];
  });
}

function bodyOf({ requestBody }) {
  if (requestBody === undefined) return [];
  const types = Object.keys(requestBody.content);
  const fields = fieldsOf(Object.values(requestBody.content)[0].schema);
  const said = `The body is ${codes(types, ' or ')}.`;
  return fields.length === 0 ? [said] : [said, table(['field', 'type', 'meaning'], fields)];
}

/** Statuses with the same answer are said once. */
function answersOf({ responses }) {
  const statuses = new Map();
  for (const [status, answer] of Object.entries(responses)) {
    const text = JSON.stringify(answer);
    if (status !== 'default') statuses.set(text, [...(statuses.get(text) ?? []), status]);
  }
  return [...statuses].flatMap(([text, of]) => {
    const { description, content } = JSON.parse(text);
    const [[type, { schema }]] = Object.entries(content);
    const said = `**${of.join(', ')}** ${description}${type === jsonType ? '' : ` ${code(type)}.`}`;
    const fields = fieldsOf(schema);
    return fields.length === 0 ? [said] : [said, table(['field', 'type', 'meaning'], fields)];
  });
}

function needed({ security, parameters }) {
  const scope = security[0]?.key[0];
  if (scope === undefined) return 'Needs no key.';
  const acts = parameters.some(({ name }) => name === 'Idempotency-Key');
  return `Scope ${code(scope)}.${acts ? ' It acts: it is done once under its key.' : ''}`;
}

function sectionOf(path, method, operation) {
  return [
    `## ${code(`${method.toUpperCase()} ${path}`)}`,
    `${operation.summary} ${needed(operation)}`,
    ...(operation.description === undefined ? [] : [operation.description]),
    ...parametersOf(operation),
    ...bodyOf(operation),
    ...answersOf(operation),
  ];
}

export function httpPage({ server: { describedApi } }) {
  const { paths } = describedApi('');
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => sectionOf(path, method, operation)),
  );
  return page(
    '# HTTP',
    'A running hub serves this as OpenAPI 3.1 at `/api/openapi.json`.',
    'Send `Authorization: Bearer KEY`; `weir keys create NAME` makes a key. A key has scopes: ' +
      '`observe` sends observations, `read` reads, `operate` acts, `admin` does all of it. While no ' +
      'key was ever made and the hub listens on loopback only, programs on the same machine need ' +
      'none, and pages of a browser are refused; on any other address the hub does not start ' +
      'without one.',
    'What went wrong is a problem document (RFC 9457): `status`, `title`, and in `detail` what to ' +
      'do. 400: the call, with the filter at fault; 401 and 403: the key; 404: nothing bears the ' +
      'name; 405: the method; 413, 415 and 422: the body; 429 and 503: come again, after the ' +
      'seconds in `Retry-After`. A request that acts needs an `Idempotency-Key`: missing it is 400, ' +
      'used for another payload 422, still under way 409; a repeat gets the first answer again, for ' +
      'a day.',
    'Lists are paged: `next` of one page is `cursor` of the next, with the same filters.',
    sections,
  );
}
