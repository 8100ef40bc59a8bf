// docs/reference/contract.md: the keys of weir.yaml and answers.yaml, from the schema that checks them.
// What the schema does not say of a key is said here; that no such key is gone is checked here too.

import { code, codes, page, table } from './markdown.mjs';

/** Longer lists of words are described, not repeated. */
const listedMax = 14;

/** Key -> its meaning, where the schema gives none. */
const meanings = {
  systems: 'Who takes part, and as what. NAME is the `system` of the observation lines.',
  identity: 'Pairs SYSTEM.NAMESPACE that mean the same: [identity](../concepts/identity.md).',
  handoffs: 'What must reach whom, and by when: [handoffs](../concepts/handoffs.md).',
  'handoffs.NAME':
    'A rule: one of your own, or what differs from the standard rule of that name; `false` or `off` takes it out.',
  'handoffs.NAME.requires': 'Conditions of the order, or of what went before.',
  'handoffs.NAME.requires.at_least': 'The least value that is good enough.',
  'handoffs.NAME.within':
    'The deadline, from the last prerequisite. Absent from a rule of your own: three times the median of at least 30 completed handoffs.',
  'handoffs.NAME.margin': 'Before `ship_by` at a marketplace; 30m where absent.',
  'handoffs.NAME.approve_within': 'How long a draft may stay one; one business day where absent.',
  'handoffs.NAME.close_grace': 'After the close of a period, for the books.',
  'handoffs.NAME.ack': 'By what the destination says that it holds the effect.',
  'handoffs.NAME.confirm.fields': 'What must stand there when it is read back.',
  'handoffs.NAME.retry.for': 'How long it is tried again when Weir carries it.',
  'handoffs.NAME.gate': 'What must hold before the rule may go live.',
  'handoffs.NAME.gate.compared': 'So many compared, none with an unexplained difference,',
  'handoffs.NAME.gate.over': 'over so long.',
  'handoffs.NAME.confirm': 'What reading back must show.',
  'handoffs.NAME.retry': 'When Weir carries it.',
  feeds: 'What comes again and again, and what each reader does without it.',
  'feeds.NAME.every': 'How often it should come.',
  'feeds.NAME.fresh_within': 'The age past which a figure is stale; twice `every` where absent.',
  'feeds.NAME.grace': 'How late it may come; a tenth of `every` where absent.',
  'feeds.NAME.min_rows': 'Fewer rows are a truncated file.',
  'feeds.NAME.consumers.NAME.within': 'With `last-good`: for how long.',
  'feeds.NAME.consumers.NAME.value': 'With `default`: the value.',
  'feeds.NAME.consumers.NAME.by': 'With `buffer`: how much less.',
  owns: 'Which system owns which stage.',
  routes: 'Which classes of orders go where. The first that fits decides; an absent key fits all.',
  'routes[].type': '`order` or `replacement`.',
  items: 'Which SKUs of two systems mean the same item.',
  'items[].kit_of': 'SKU: how many of it are in the kit.',
  'items[].pack': 'Units in one pack; 1 where absent.',
  readers: 'How a file of your own is read: [your own files](../guides/your-own-files.md).',
  partners: 'What EDI partners answer. NAME is the partner.',
  'calendar.workdays': '`mon` to `sun`, or 1 to 7; Monday to Friday where absent.',
  'calendar.holidays': 'Days: 2026-12-25.',
  'partners.NAME.ids': 'Ids by which it signs its interchanges, besides NAME.',
  'partners.NAME.acknowledges': 'Document types that it acknowledges with a 997.',
  'partners.NAME.answers': 'Document types that it answers as a business (855).',
  calendar: 'Which days are business days.',
  alerts: 'Whom to tell. Read and checked; nothing is sent yet.',
  'alerts.NAME.to': 'An address.',
  accept: 'Known exceptions: counted, listed as ignored, and left out of the verdict.',
  'accept[].match': 'At least one of the keys below; all that are given must fit.',
  'accept[].match.handoff': 'A rule.',
  'accept[].match.system': 'A system concerned.',
  'accept[].match.ref': 'Any name of the subject.',
  'accept[].until': 'A day. After it the finding counts again.',
  costs: 'What a finding costs.',
  'costs.minutes': 'Pattern, or `default`: minutes of work for each finding.',
  'costs.hourly': 'Money for an hour of it.',
  jobs: 'Schedules, exports, scripts and manual steps: drawn on the map.',
  workarounds: 'What people do by hand: shown in the report as stated.',
  'workarounds.NAME.handoff': 'The rule that it makes up for.',
  questions: 'The ten questions of the report, by number.',
  'questions.NAME.answer': '`yes`, `no` or `unknown`; yes is always the healthy answer.',
  indicators: 'Three signs that figures are a day old wherever they are used.',
  'indicators.constant_lag': 'The figure is always one business day behind its source.',
  'indicators.downstream_errors':
    'Each system downstream shows another error that nobody can trace.',
  'indicators.metric_dispute': 'Merchant and supplier always dispute the same metric.',
  tickets: 'Complaints that came more than once.',
};

function isMap(schema) {
  return typeof schema.additionalProperties === 'object';
}

/** A column with what is cut out of it: said once, not at every place where one may stand. */
function isSource(schema) {
  return Object.keys(schema.properties ?? {}).join() === 'column,split,after';
}

/** Where a thing may stand alone or in a list, it is described as a thing. */
function single(schema) {
  const [one, list] = schema.anyOf ?? [];
  const same = list?.type === 'array' && JSON.stringify(list.items) === JSON.stringify(one);
  return same ? { schema: one, repeats: true } : { schema, repeats: false };
}

function standing(given) {
  const { schema, repeats } = single(given);
  return repeats ? `${standingOf(schema)}, or a list` : standingOf(schema);
}

/** What may stand at a place, in words. */
function standingOf(schema) {
  if (schema.anyOf !== undefined) {
    if (schema.anyOf.some(isSource)) return 'source';
    return [...new Set(schema.anyOf.map(standing))].join(' or ');
  }
  if (schema.const !== undefined) return code(JSON.stringify(schema.const).replaceAll('"', ''));
  if (schema.enum !== undefined) {
    return schema.enum.length > listedMax ? 'a known word' : codes(schema.enum, ' ');
  }
  if (Array.isArray(schema.items)) return `[ ${schema.items.map(standing).join(', ')} ]`;
  if (schema.type === 'array') return `list of ${standing(schema.items ?? {})}`;
  if (schema.description?.startsWith('A duration')) return 'duration';
  if (schema.type === 'object') return objectStanding(schema);
  return [schema.type].flat().map(plainType).join(' or ');
}

function objectStanding(schema) {
  if (!isMap(schema) || schema.properties !== undefined) return 'keys below';
  const names = schema.propertyNames?.enum;
  const name = names === undefined ? 'NAME' : codes(names, ' ');
  return `${name}: ${standing(schema.additionalProperties)}`;
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

function descriptions(given) {
  const { schema } = single(given);
  const own = schema.description === undefined ? [] : [schema.description];
  const inner = [...(schema.anyOf ?? []), ...(schema.items?.type ? [schema.items] : [])];
  return [...own, ...inner.flatMap(descriptions)];
}

/** Objects with keys of their own that stand at a place, through lists and choices. */
function objectsIn(given) {
  const { schema } = single(given);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(objectsIn);
  if (schema.type === 'array') {
    const items = Array.isArray(schema.items) ? schema.items : [schema.items ?? {}];
    return items.flatMap(objectsIn).map(({ step, object }) => ({ step: `[]${step}`, object }));
  }
  if (schema.type !== 'object' || isSource(schema)) return [];
  const named = isMap(schema)
    ? objectsIn(schema.additionalProperties).map(({ step, object }) => ({
        step: `.NAME${step}`,
        object,
      }))
    : [];
  return schema.properties === undefined ? named : [{ step: '', object: schema }, ...named];
}

class Rows {
  #used = new Set();

  #row(place, required, schema) {
    this.#used.add(place);
    const said = [...new Set(descriptions(schema))].filter(
      (text) => !text.startsWith('A duration'),
    );
    const meaning = meanings[place] ?? said.join(' ');
    return [code(place), required ? 'yes' : '', standing(schema), meaning];
  }

  under(place, schema, required) {
    const rows = [this.#row(place, required, schema)];
    for (const { step, object } of objectsIn(schema)) {
      for (const [key, inner] of Object.entries(object.properties)) {
        rows.push(...this.under(`${place}${step}.${key}`, inner, object.required?.includes(key)));
      }
      if (!isMap(object)) continue;
      rows.push(this.#row(`${place}${step}.NAME`, false, object.additionalProperties));
    }
    return rows;
  }

  sections(schema) {
    const heads = ['key', 'required', 'what stands there', 'meaning'];
    return Object.entries(schema.properties).flatMap(([key, inner]) => [
      `## ${key}`,
      table(heads, this.under(key, inner, schema.required?.includes(key))),
    ]);
  }

  refuseLeftovers() {
    const gone = Object.keys(meanings).filter((place) => !this.#used.has(place));
    if (gone.length > 0) throw new Error(`scripts/docs/contract.mjs: no such keys: ${gone.join()}`);
  }
}

export function contractPage({ schema }) {
  const rows = new Rows();
  const contract = rows.sections(schema.contractJsonSchema());
  const answers = rows.sections(schema.answersJsonSchema());
  rows.refuseLeftovers();
  return page(
    '# The contract, key by key',
    'The keys of `weir.yaml`. NAME is a name that you choose, `[]` each item of a list. A duration has ' +
      'its unit: `90s`, `15m`, `4h`, `2d`, `1h30m`. A source is a column (JSON: a path), a constant ' +
      '(`=confirmed`), or `{ column, split, after }`. `weir contract schema` prints the JSON Schema ' +
      'for editors; `weir init` writes it beside the contract. How to write one: ' +
      '[the guide](../guides/contract.md).',
    contract,
    '# The answers beside it',
    'The keys of `answers.yaml`: what no file can tell. The report shows them as stated, apart from what ' +
      'is evidenced.',
    answers,
  );
}
