// A made-up month of a company with three structural faults, for the suites that conclude, print
// and draw. Everything is fixed: the same input every time.
import { noAnswers } from '../src/core/contract/answers.js';
import type { Contract } from '../src/core/contract/contract.js';
import { inferContract } from '../src/core/contract/infer.js';
import { conclude } from '../src/core/detect/conclude.js';
import type { ConcludeInput } from '../src/core/detect/conclude.js';
import { words as duplicateDraft } from '../src/core/detect/duplicate-draft.js';
import { candidate, patterns } from '../src/core/detect/finding.js';
import type { Candidate, PatternId, PatternWords } from '../src/core/detect/finding.js';
import { latencyBucket } from '../src/core/detect/latency.js';
import { words as lostOrder } from '../src/core/detect/lost-order.js';
import type { Report } from '../src/core/detect/report.js';
import { words as statusVoid } from '../src/core/detect/status-void.js';
import { emptyTally } from '../src/core/detect/tally.js';
import type { HandoffTally, Tally } from '../src/core/detect/tally.js';
import { words as unmappedStatus } from '../src/core/detect/unmapped-status.js';
import type { Coverage } from '../src/core/observation/coverage.js';
import { day, hour, instantOf, minute } from '../src/core/observation/instant.js';
import type { Instant } from '../src/core/observation/instant.js';
import type { Kind } from '../src/core/observation/kinds.js';

/** 2026-03-02 is a Monday; day 0 is that day. */
export function onDay(dayNumber: number, millis = 10 * hour): Instant {
  return ((instantOf('2026-03-02T00:00:00Z') ?? 0) + dayNumber * day + millis) as Instant;
}

export function contractOf(...systems: readonly string[]): Contract {
  return inferContract(systems, new Map()).contract;
}

export const sampleContract = contractOf('shop', 'amazon', 'erp', 'ipaas', 'pay', 'warehouse');

const plainWords: PatternWords = {
  explain: (found) => `${found.pattern} of ${found.subject.key}.`,
  remedy: () => 'Mend it.',
  involve: () => 'the team',
};

const realWords: Partial<Record<PatternId, PatternWords>> = {
  'lost-order': lostOrder,
  'status-void': statusVoid,
  'duplicate-draft': duplicateDraft,
  'unmapped-status': unmappedStatus,
};

const sampleWords = Object.fromEntries(
  patterns.map((pattern) => [pattern, realWords[pattern] ?? plainWords]),
) as Record<PatternId, PatternWords>;

/** A fault of order `key`; by default a shipment that the ERP was never told of. */
export function faultOf(key: string, fields: Partial<Candidate> = {}): Candidate {
  return candidate({
    pattern: 'status-void',
    cause: 'missing',
    subject: { type: 'order', key, refs: { order: [key] } },
    systems: ['amazon', 'erp'],
    handoff: 'shipment-to-erp',
    evidence: [`amazon/ship-${key}`],
    details: { fact: 'shipment.shipped' },
    ...fields,
  });
}

export function handoffTally(fields: Partial<HandoffTally> = {}): HandoffTally {
  return {
    seen: 0,
    seenLate: 0,
    overdue: 0,
    expected: 0,
    waiting: 0,
    notCovered: 0,
    latency: new Map(),
    ...fields,
  };
}

function covered(...kinds: readonly Kind[]) {
  return { kinds: new Set(kinds), from: onDay(0, 0), until: onDay(28), filter: null };
}

export const sampleCoverage: Coverage = {
  until: onDay(28),
  systems: new Map([
    ['shop', covered('order.placed', 'order.cancelled', 'shipment.shipped')],
    ['amazon', covered('order.placed', 'shipment.shipped')],
    ['erp', covered('order.acknowledged', 'shipment.shipped', 'stock.level', 'books.revenue')],
    ['ipaas', covered('hop.received', 'hop.forwarded')],
    ['pay', covered('payment.captured')],
  ]),
};

function fillHandoffs(tally: Tally): void {
  const minutes = (at: number, count: number): [number, number] => [
    latencyBucket(at * minute),
    count,
  ];
  const rows: [string, Partial<HandoffTally>][] = [
    [
      'order-to-erp→erp',
      { seen: 1_240, seenLate: 31, overdue: 9, latency: new Map([minutes(4, 1_271)]) },
    ],
    ['shipment-to-erp→erp', { seen: 986, overdue: 48, latency: new Map([minutes(22, 986)]) }],
    [
      'shipment-to-storefront→shop',
      { seen: 590, overdue: 3, latency: new Map([minutes(35, 590)]) },
    ],
    ['stock-to-channels→amazon', { overdue: 12 }],
    ['cancel-to-erp→erp', { seen: 61, notCovered: 14 }],
    ['refund-to-erp→erp', { notCovered: 214 }],
  ];
  for (const [key, counts] of rows) tally.handoffs.set(key, handoffTally(counts));
}

export function sampleTally(): Tally {
  const tally = emptyTally();
  Object.assign(tally, {
    orders: 1_280,
    stockItems: 240,
    agreeing: 1_190,
    disagreeing: 72,
    inFlight: 11,
  });
  Object.assign(tally, { agreementUnknown: 7, oldestDisagreement: onDay(0), duplicates: 35 });
  fillHandoffs(tally);
  tally.unknown.set('erp|refund.issued', 214).set('erp|order.cancelled', 14);
  tally.classes.set('shop|merchant|order', { orders: 700, shownBy: new Map([['erp', 690]]) });
  tally.unmapped.set('amazon|PendingAvailability', {
    system: 'amazon',
    native: 'PendingAvailability',
    kind: 'order.status',
    closed: true,
    count: 6,
    firstAt: onDay(9),
    first: 'amazon/os-77',
    subjectKey: 'O-77',
    orders: new Set(['O-77', 'O-78']),
  });
  tally.traffic.set('shop→erp|order.placed', 690).set('amazon→erp|order.placed', 581);
  tally.traffic.set('amazon→erp|shipment.shipped', 403).set('warehouse→erp|shipment.shipped', 583);
  tally.traffic.set('erp→shop|shipment.shipped', 590).set('shop→erp|order.cancelled', 61);
  const shown = (count: number) => ({ count, judged: 900, evidence: ['amazon/ship-A-0'] });
  tally.signals.set('notified-before-recorded', shown(48)).set('no-full-sequence', shown(0));
  tally.signals.set('each-right-alone', shown(57));
  for (const [system, events, errors] of [
    ['shop', 4_120, 0],
    ['amazon', 2_910, 0],
    ['erp', 3_870, 0],
    ['ipaas', 8_003, 17],
    ['pay', 1_280, 0],
  ] as const) {
    tally.events.set(system, { events, errors });
  }
  tally.hands.set('dana|posted the fulfilment', {
    count: 11,
    minutes: 132,
    days: new Set([20520]),
  });
  return tally;
}

/** 48 shipments over four weeks, 9 lost orders, one duplicate, three in one outage, one delay. */
export function sampleCandidates(): Candidate[] {
  const found: Candidate[] = [];
  for (let index = 0; index < 48; index += 1) {
    const healedByHand = index % 6 === 0;
    const healedAt = healedByHand ? onDay(Math.floor(index / 2) + 1) : null;
    const healing = { healedAt, healedByHand };
    found.push(
      faultOf(`A-${index}`, { at: onDay(Math.floor(index / 2)), ...healing, hop: 'amazon→ipaas' }),
    );
  }
  for (let index = 0; index < 9; index += 1) {
    found.push(
      faultOf(`L-${index}`, {
        pattern: 'lost-order',
        also: ['orphaned-payment'],
        systems: ['shop', 'erp'],
        handoff: 'order-to-erp',
        at: onDay(index * 2),
        details: { placed: '2026-03-04T10:15:00Z' },
      }),
    );
  }
  for (let index = 0; index < 3; index += 1) {
    found.push(
      faultOf(`V-${index}`, {
        systems: ['erp', 'shop'],
        handoff: 'shipment-to-storefront',
        at: onDay(12, 14 * hour + index * 10 * minute),
      }),
    );
  }
  found.push(
    faultOf('D-1', {
      pattern: 'duplicate-draft',
      cause: 'duplicate',
      systems: ['shop', 'erp'],
      handoff: 'order-to-erp',
      at: onDay(6),
      details: { records: 'SO-1 and SO-2' },
    }),
    faultOf('S-1', {
      pattern: 'sync-delay',
      level: 'info',
      cause: 'delay',
      at: onDay(5),
      healedAt: onDay(5),
    }),
  );
  return found;
}

export function sampleInput(fields: Partial<ConcludeInput> = {}): ConcludeInput {
  return {
    version: '0.1.0',
    generatedAt: onDay(29),
    window: { from: onDay(0), until: onDay(28) },
    inputs: [
      {
        path: 'exports/shop.jsonl',
        reader: 'observations',
        proven: true,
        observations: 20_183,
        unreadable: [{ line: 7, reason: 'at is no RFC 3339 time with an offset' }],
        unreadable_count: 1,
      },
    ],
    joins: [{ between: ['shop.order_name', 'erp.external'], matched: 690, of: 700, trim: '#' }],
    coverage: sampleCoverage,
    contract: sampleContract,
    candidates: sampleCandidates(),
    tally: sampleTally(),
    answers: noAnswers,
    baseline: null,
    staleness: [],
    words: sampleWords,
    ...fields,
  };
}

export function sampleReport(fields: Partial<ConcludeInput> = {}): Report {
  return conclude(sampleInput(fields));
}
