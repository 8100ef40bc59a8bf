// The shape of weir.yaml and answers.yaml: which keys there are and of which type. What the values
// mean is checked by src/core/contract/compile.ts; from here also comes the schema for editors.
import { z } from 'zod';
import { operations, roles } from '../../core/contract/contract.js';
import { readerFormats } from '../../core/contract/readers.js';
import { stages } from '../../core/contract/surroundings.js';
import { patterns } from '../../core/detect/finding.js';
import { kinds } from '../../core/observation/kinds.js';
import { files } from './schema-files.js';
import { http } from './schema-http.js';
import { webhook } from './schema-webhook.js';
import { duration, named, number, oneOrMany, scalar, text, word } from './schema-terms.js';

const kind = word(kinds, 'A kind of observation.');
const trigger = word([...kinds, 'stock.changed'], 'What triggers the rule.');
const systemName = named('The name of a system declared under systems:.');
const systemOrRole = named('The name of a system, or a role, or channel.');
const owner = named('The team or address that owns it.').optional();
const zone = named('IANA time zone, such as America/New_York.').optional();

const system = z.strictObject({
  role: word(roles, 'What the system is to the company.'),
  connector: named('The connector that reads its files and words, such as shopify.').optional(),
  http: http.describe('How it is told things, with connector: http.').optional(),
  files: files.describe('Where its files are, with connector: files.').optional(),
  webhook: webhook.describe('How its webhooks are verified and read.').optional(),
  zone,
  owner,
});

const trims = {
  trim: named(
    'Text taken off the start of either name before comparing, where it is there.',
  ).optional(),
  prefix: named('The same as trim.').optional(),
  suffix: named('Text taken off the end of either name before comparing.').optional(),
};
const joinOptions = z.strictObject({
  ...trims,
  right: z
    .strictObject(trims)
    .describe('What is taken off the second name instead; the rest is then of the first alone.')
    .optional(),
});
const end = named('SYSTEM.NAMESPACE, such as shop.order_name.');
const join = z.union([z.tuple([end, end]), z.tuple([end, end, joinOptions])]);

const requirement = z.union([
  word(['payable', 'not_held', 'not_preorder'], 'A condition of the order.'),
  z.strictObject({ acknowledged: named('A rule that must be acknowledged before.') }),
  z.strictObject({ fresh: named('A feed that must be fresh.') }),
  z.strictObject({ metric: named('FEED.METRIC'), at_least: number.optional() }),
]);

const rule = z.strictObject({
  on: oneOrMany(trigger).optional(),
  from: oneOrMany(systemOrRole).optional(),
  where: z.record(text, scalar).describe('Fields that the trigger must have.').optional(),
  requires: oneOrMany(requirement).optional(),
  to: oneOrMany(systemOrRole).optional(),
  do: word(operations, 'What the destination must do.').optional(),
  within: duration.optional(),
  margin: duration.optional(),
  approve_within: duration.optional(),
  close_grace: duration.optional(),
  ack: z
    .strictObject({
      by: word(['event', 'response', 'readback'], 'What counts as acknowledgement.').optional(),
      kinds: oneOrMany(kind).optional(),
    })
    .optional(),
  confirm: z.strictObject({ fields: z.array(text) }).optional(),
  compare: z
    .strictObject({ ignore: oneOrMany(named('A field whose difference means nothing.')) })
    .optional(),
  retry: z.strictObject({ for: duration }).optional(),
  keep: word(['latest', 'all'], 'latest: a newer value replaces one not sent.').optional(),
  compensates: named('The rule that this one undoes.').optional(),
  owner,
  effective_from: named('Day or time before which triggers are not this rule’s.').optional(),
  gate: z.strictObject({ compared: z.number().int().positive(), over: duration }).optional(),
  mode: word(['observe', 'shadow', 'live'], 'The mode in which the rule starts.').optional(),
});

const handoffs = z
  .object({ standard: z.boolean().describe('Start from the standard rules.').optional() })
  .catchall(z.union([rule, z.literal(false), z.literal('off')]));

const calendar = z.strictObject({
  workdays: z.array(z.union([text, z.number()])).optional(),
  holidays: z.array(text).optional(),
  zone,
});

const consumer = z.strictObject({
  else: word(['block', 'hold', 'last-good', 'default', 'buffer'], 'What it does without.'),
  within: duration.optional(),
  value: scalar.optional(),
  by: scalar.optional(),
});

const feed = z.strictObject({
  from: systemName,
  every: duration,
  fresh_within: duration.optional(),
  grace: duration.optional(),
  min_rows: z.number().int().nonnegative().optional(),
  max_drop: number
    .describe('The share of rows that may be missing at once: 0.5 or "50%".')
    .optional(),
  calendar: calendar.optional(),
  consumers: z.record(text, consumer).optional(),
  owner,
});

const source = z.union([
  scalar.describe('A column (JSON: a path), or =TEXT for a constant.'),
  z.strictObject({
    column: text,
    split: text.describe('A separator, or list for a cell such as ["a","b"].').optional(),
    after: text.describe('Take the word that follows this text.').optional(),
  }),
]);

const emission = z.strictObject({
  kind,
  system: systemName.optional(),
  when: z.record(text, oneOrMany(scalar)).optional(),
  at: oneOrMany(named('The column that says when it happened, or =extract.')),
  until: named('The column of the latest time at which it happened, or =extract.').optional(),
  id: text.optional(),
  refs: z.record(text, source).optional(),
  status: z
    .union([text, z.strictObject({ column: text, words: z.record(text, text).optional() })])
    .optional(),
  data: z.record(text, source).optional(),
  lines: z
    .strictObject({
      each: named('JSON: the path of the list of lines in a row.').optional(),
      line: source.optional(),
      sku: source.optional(),
      qty: source.optional(),
      price: source.optional(),
    })
    .optional(),
  group_by: text.optional(),
});

const reader = z.strictObject({
  system: systemName,
  format: word(readerFormats, 'The format of the file.'),
  match: z.array(text).min(1).describe('Columns that a file must have for this reader to take it.'),
  zone,
  day_first: z.boolean().optional(),
  decimal: word(['.', ','], 'The decimal mark.').optional(),
  rows: named('JSON and XML: the path of the list of rows.').optional(),
  emit: oneOrMany(emission),
});

const item = z.strictObject({
  system: systemName,
  sku: scalar,
  canonical: scalar,
  kit_of: z.record(text, number).optional(),
  pack: z.number().positive().optional(),
});

const accepted = z.strictObject({
  match: z.strictObject({
    pattern: word(patterns, 'A pattern id.').optional(),
    handoff: text.optional(),
    system: text.optional(),
    ref: scalar.optional(),
  }),
  reason: text,
  until: text.optional(),
});

/** weir.yaml. */
export const contractSchema = z
  .strictObject({
    weir: z.number().meta({ const: 1, description: 'The version of the contract.' }),
    systems: z.record(text, system),
    identity: z.array(join).optional(),
    handoffs: handoffs.optional(),
    feeds: z.record(text, feed).optional(),
    owns: z
      .partialRecord(z.string(), systemName)
      .meta({ propertyNames: { enum: [...stages] } })
      .optional(),
    routes: z
      .array(
        z.strictObject({
          channel: systemName.optional(),
          fulfilled_by: word(['merchant', 'channel', 'supplier'], 'Who fulfils.').optional(),
          type: text.optional(),
          to: oneOrMany(systemOrRole),
        }),
      )
      .optional(),
    items: z.union([named('A CSV file beside the contract.'), z.array(item)]).optional(),
    readers: z.record(text, reader).optional(),
    personal: oneOrMany(
      named('A field of observation lines that holds personal data, such as loyalty_number.'),
    ).optional(),
    partners: z
      .record(
        text,
        z.strictObject({
          system: systemName.optional(),
          ids: oneOrMany(scalar).optional(),
          acknowledges: oneOrMany(scalar).optional(),
          answers: oneOrMany(scalar).optional(),
        }),
      )
      .optional(),
    calendar: calendar.optional(),
    alerts: z
      .record(
        text,
        z.strictObject({
          to: text,
          patterns: oneOrMany(word(patterns, 'A pattern id.')).optional(),
          structural_only: z.boolean().optional(),
        }),
      )
      .optional(),
    accept: z.array(accepted).optional(),
    costs: z
      .strictObject({
        minutes: z.record(text, z.number().nonnegative()).optional(),
        hourly: z.strictObject({ amount: number, currency: text }).optional(),
      })
      .optional(),
    jobs: z
      .record(
        text,
        z.strictObject({
          from: systemName.optional(),
          to: systemName.optional(),
          schedule: text.optional(),
          manual: z.boolean().optional(),
          owner,
        }),
      )
      .optional(),
    workarounds: z
      .record(
        text,
        z.strictObject({
          handoff: text.optional(),
          minutes_per_week: z.number().nonnegative().optional(),
          since: text.optional(),
          owner,
        }),
      )
      .optional(),
  })
  .meta({ title: 'The contract of Weir (weir.yaml)' });

const stated = z.union([
  text,
  z.boolean(),
  z.strictObject({ answer: z.union([text, z.boolean()]), because: text.optional() }),
]);

/** answers.yaml. */
export const answersSchema = z
  .strictObject({
    questions: z.record(text, stated).optional(),
    indicators: z
      .strictObject({
        constant_lag: stated.optional(),
        downstream_errors: stated.optional(),
        metric_dispute: stated.optional(),
      })
      .optional(),
    tickets: z
      .array(
        z.strictObject({
          symptom: text,
          count: z.number().int().positive().optional(),
          from: text.optional(),
          until: text.optional(),
        }),
      )
      .optional(),
  })
  .meta({ title: 'What no file can tell (answers.yaml)' });
