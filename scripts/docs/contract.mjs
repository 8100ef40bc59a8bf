// docs/reference/contract.md: the keys of weir.yaml and answers.yaml, from the schema that checks them.

import { code, codes, page, table } from './markdown.mjs';

/** Longer lists of words are described, not repeated. */
const listedMax = 14;

function isMap(schema) {
  return typeof schema.additionalProperties === 'object';
}

/** What may stand at a place, in words. */
function standing(schema) {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(standing))].join(' or ');
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) {
    return schema.enum.length > listedMax ? 'a word of a list' : codes(schema.enum, ' ');
  }
  if (Array.isArray(schema.items)) return `[ ${schema.items.map(standing).join(', ')} ]`;
  if (schema.type === 'array') return `list of ${standing(schema.items ?? {})}`;
  if (schema.pattern !== undefined && schema.description?.startsWith('A duration')) return 'duration';
  if (schema.type === 'object' && isMap(schema) && schema.properties === undefined) {
    return `name: ${standing(schema.additionalProperties)}`;
  }
  if (schema.type === 'object') return 'keys';
  return plainType(schema.type);
}

function plainType(type) {
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'true or false';
    default:
      return type ?? 'anything';
  }
}

function descriptions(schema) {
  const own = schema.description === undefined ? [] : [schema.description];
  const inner = [...(schema.anyOf ?? []), ...(schema.items?.type ? [schema.items] : [])];
  return [...own, ...inner.flatMap(descriptions)];
}

function meaningOf(schema) {
  return [...new Set(descriptions(schema))].filter((text) => !text.startsWith('A duration')).join(' ');
}

/** Objects with keys of their own that stand directly at a place, through lists and choices. */
function objectsIn(schema) {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(objectsIn);
  if (schema.type === 'array') {
    const items = Array.isArray(schema.items) ? schema.items : [schema.items ?? {}];
    return items.flatMap(objectsIn).map(({ step, object }) => ({ step: `[]${step}`, object }));
  }
  if (schema.type !== 'object') return [];
  const named = isMap(schema)
    ? objectsIn(schema.additionalProperties).map(({ step, object }) => ({
        step: `.NAME${step}`,
        object,
      }))
    : [];
  return schema.properties === undefined ? named : [{ step: '', object: schema }, ...named];
}

function rowsUnder(path, schema) {
  return objectsIn(schema).flatMap(({ step, object }) =>
    Object.entries(object.properties).flatMap(([key, inner]) => {
      const place = `${path}${step}.${key}`;
      const required = object.required?.includes(key) ? 'yes' : '';
      return [[code(place), required, standing(inner), meaningOf(inner)], ...rowsUnder(place, inner)];
    }),
  );
}

const heads = ['key', 'required', 'what stands there', 'meaning'];

function keySection(schema, key) {
  const inner = schema.properties[key];
  const required = schema.required?.includes(key) ? 'yes' : '';
  const own = [code(key), required, standing(inner), meaningOf(inner)];
  return [`## ${key}`, table(heads, [own, ...rowsUnder(key, inner)])];
}

export function contractPage({ schema }) {
  const contract = schema.contractJsonSchema();
  const answers = schema.answersJsonSchema();
  return page(
    '# The contract, key by key',
    'The keys of `weir.yaml`. NAME is a name that you choose, `[]` each item of a list. A duration has ' +
      'its unit: `90s`, `15m`, `4h`, `2d`, `1h30m`. `weir contract schema` prints the JSON Schema for ' +
      'editors; `weir init` writes it beside the contract. How to write one: ' +
      '[the guide](../guides/contract.md).',
    Object.keys(contract.properties).flatMap((key) => keySection(contract, key)),
    '# The answers beside it',
    'The keys of `answers.yaml`: what no file can tell. Shown in the report as stated, apart from what ' +
      'is evidenced.',
    Object.keys(answers.properties).flatMap((key) => keySection(answers, key)),
  );
}
