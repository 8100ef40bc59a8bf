// What the API answers, as schemas: the OpenAPI document is made of them, and the suites hold every
// answer against them.
import { z } from 'zod';
import { operations } from '../../core/contract/contract.js';
import { findingStates } from '../../core/ledger/ledger.js';
import { limits } from '../../core/limits.js';

const time = z.string().describe('RFC 3339, UTC');
const timeOrNull = time.nullable();

export const listed = {
  limit: z.coerce.number().int().min(1).max(200).default(200).describe('rows of a page'),
  cursor: z.string().optional().describe('`next` of the page before, for the same filters'),
};

/** A filter by time: RFC 3339 with an offset. */
export const since = z.iso.datetime({ offset: true }).optional();

const next = z
  .string()
  .nullable()
  .describe('cursor of the next page; null: there is none, and only then has all been given');

export const handoffShape = z.looseObject({
  id: z
    .string()
    .describe(
      'permanent: (rule, destination, trigger); also its idempotency key. Percent-encoded in an address',
    ),
  rule: z.string(),
  to: z.string(),
  subject: z.string(),
  state: z.string().describe('the one word: waiting, expected, in-flight, acknowledged, …'),
  carriage: z.string(),
  due: timeOrNull,
  waiting_for: z.string().nullable(),
  attempts: z.int(),
  trigger: z.string().describe('the observation that triggered it, as system/id'),
  mode: z.enum(['observe', 'shadow', 'live']),
  evidence: z.string().describe('what the destination has shown of it: none, acknowledged, …'),
  effect: timeOrNull.describe('when the destination showed it'),
  compared: z
    .looseObject({ at: time })
    .nullable()
    .describe('the fields that were compared with what it shows, and which of them differ'),
  reason: z.string().nullable().describe('why it stands still'),
  undoes: z.string().nullable().describe('the handoff that it undoes'),
});

export const findingShape = z.looseObject({
  id: z.string(),
  fingerprint: z.string(),
  level: z.enum(['fault', 'info']),
  pattern: z.string(),
  cause: z.string(),
  subject: z.string(),
  handoff: z.string().nullable(),
  state: z.enum(findingStates),
  at: timeOrNull,
  systems: z.array(z.string()),
  evidence: z.array(z.string()).describe('observations, as system/id'),
  explanation: z.string(),
  remedy: z.string(),
  involve: z.string(),
  accepted: z
    .object({ reason: z.string(), until: timeOrNull })
    .nullable()
    .describe('the exception of the contract by which it is ignored'),
});

export const handoffsShape = z
  .object({ handoffs: z.array(handoffShape), next })
  .describe('A page of handoffs.');

export const findingsShape = z
  .object({ findings: z.array(findingShape), next })
  .describe('A page of findings.');

export const clustersShape = z
  .object({
    clusters: z.array(
      z.object({
        fingerprint: z.string(),
        pattern: z.string(),
        cause: z.string(),
        level: z.enum(['fault', 'info']),
        handoff: z.string().nullable(),
        count: z.int(),
        standing: z.int().describe('those that are open or seen'),
        worst_week: z.int(),
        days: z.int(),
        structural: z.boolean(),
        recurrences: z.int().describe('how often one came back after it was called resolved'),
        first_at: timeOrNull,
        last_at: timeOrNull,
      }),
    ),
    next,
  })
  .describe('A page of clusters: findings of one fingerprint.');

export const ordersShape = z
  .object({
    orders: z.array(
      z.object({
        key: z.string(),
        headline: z.string(),
        agreement: z.enum(['agreeing', 'disagreeing', 'in_flight', 'unknown']),
        systems: z.array(z.string()),
      }),
    ),
    next,
  })
  .describe('A page of orders.');

export const orderShape = z
  .looseObject({
    key: z.string(),
    refs: z.record(z.string(), z.array(z.string())),
    headline: z.string(),
    lines: z
      .array(z.unknown())
      .optional()
      .describe('as they were ordered; none: its placing was not seen. Of orders'),
    axes: z
      .record(z.string(), z.unknown())
      .describe('on each axis what the system says that spoke last'),
    views: z.record(z.string(), z.looseObject({ at: z.string() })),
    handoffs: z.array(handoffShape),
    findings: z.array(findingShape),
    timeline: z.array(
      z.looseObject({
        at: z.string(),
        system: z.string(),
        kind: z.string(),
        verdict: z.string().nullable().describe('null: it has arrived, and is not folded yet'),
        id: z.string().describe('its own, as its system gives it'),
        reason: z.string().nullish().describe('of the verdict'),
        receipt: z.string().describe('what it came with'),
        arrived_at: time,
      }),
    ),
    attempts: z
      .array(
        z.object({
          handoff: z.string(),
          errand: z.string().describe('send, or why it was looked up'),
          at: time,
          outcome: z.string().nullable().describe('null: it is under way'),
          answered_at: timeOrNull,
          retry_at: timeOrNull.describe('not again before, where the destination said so'),
          answer: z.string().describe('plain words, without secrets'),
          replayed: z
            .object({ by: z.string(), at: time, reason: z.string(), absent: z.boolean() })
            .nullable()
            .describe('a person had it tried anew after this'),
        }),
      )
      .describe('What Weir did about its handoffs, oldest first.'),
  })
  .describe('All that is known of it.');

export const candidatesShape = z
  .object({
    candidates: z.array(z.object({ type: z.string(), key: z.string(), headline: z.string() })),
  })
  .describe('Several bear the name: ask for namespace:value.');

export const mayQuery = z.strictObject({
  to: z.string().describe('the system that would be told'),
  do: z.enum(operations).describe('what it would be told to do'),
});

export const mayShape = z
  .object({ answer: z.enum(['yes', 'hold', 'no']), because: z.string() })
  .describe('What the rules of sequence say.');

export const receivedShape = z
  .object({
    accepted: z.int(),
    duplicate: z.int(),
    quarantined: z
      .array(z.object({ line: z.int(), kind: z.string(), reason: z.string() }))
      .describe(`lines set aside, the first ${limits.unreadableListed} of them`),
    unlisted: z.int().describe('lines set aside beyond those'),
    receipt: z.string(),
  })
  .describe('Durable; 422 where no line could be read, and its receipt is kept all the same.');

export const reasonBody = z.strictObject({
  reason: z.string().trim().min(1).max(2_000).describe('why, for whoever reads it later'),
});

export const countsShape = z
  .looseObject({ exact: z.boolean(), receipts: z.int(), observations: z.int(), inbox: z.int() })
  .describe(
    'How many rows of what there are. Where exact is false, so much is held that what is settled and usual ' +
      "is told by the database's statistics; what still stands is counted.",
  );
