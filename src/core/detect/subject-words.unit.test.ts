// What a person reads of the patterns of stock, feeds and documents: whole sentences, with values.
import { describe, expect, it } from 'vitest';
import { contextOf, instant, said, text } from '../../../test/stated.js';
import type { Decimal } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import type { Demand } from '../stock/demand.js';
import { judgeDocuments } from '../document/judge.js';
import { judgeFeeds } from '../feed/judge.js';
import { judgeStock } from '../stock/judge.js';
import type { Candidate, PatternId, PatternWords } from './finding.js';
import { words as inversion } from './inversion.js';
import { words as metricDispute } from './metric-dispute.js';
import { words as missingAcknowledgement } from './missing-acknowledgement.js';
import { words as missingFeed } from './missing-feed.js';
import { words as oversell } from './oversell.js';
import { words as phantomAvailability } from './phantom-availability.js';
import { words as staleDecision } from './stale-decision.js';
import { words as staleFeed } from './stale-feed.js';
import { words as syncFailure } from './sync-failure.js';
import { emptyTally } from './tally.js';
import { words as triggerGap } from './trigger-gap.js';

const refs = { sku: 'A-1' };
const level = (clock: string, available: number, seen?: string): Observation =>
  said(`erp stock.level ${clock}`, {
    refs,
    data: { available },
    ...(seen === undefined ? {} : { seen }),
  });
const shows = (clock: string, available: number): Observation =>
  said(`shop listing.availability ${clock}`, { refs, data: { available } });
const hop = (kind: string, clock: string): Observation =>
  said(`ipaas hop.${kind} ${clock}`, { refs, data: { to: 'shop', error: 'HTTP 429' } });

function took(clock: string, qty: number): Demand {
  const at = instant(clock);
  const order = { channel: 'shop', orderKey: 'O-9', citation: 'shop/O-9' };
  return { sku: 'A-1', qty: (qty * 10_000) as Decimal, at, until: at, seen: at, ...order };
}

function stock(
  given: readonly Observation[],
  demand: readonly Demand[] = [],
): readonly Candidate[] {
  return judgeStock(
    'A-1',
    [level('08:00', 5), shows('08:01', 5), ...given],
    demand,
    contextOf(),
    emptyTally(),
  );
}

const snapshot = (clock: string, asOf: string): Observation =>
  said(`acme feed.snapshot ${clock}`, {
    refs: { feed: 'metrics' },
    data: { as_of: text(asOf) },
    id: clock,
  });
const hourly = ['08', '09', '10', '11', '12'].map((clock) =>
  snapshot(`${clock}:05`, `${clock}:00`),
);
const figure = (system: string, value: string): Observation =>
  said(`${system} metric.shown 10:30`, {
    refs: { feed: 'metrics' },
    data: { supplier: 'acme', metric: 'otd', value },
  });

function feeds(given: readonly Observation[]): readonly Candidate[] {
  const context = contextOf({
    systems: ['acme', 'erp', 'vendor-portal', 'merchant-portal'],
    now: '1T23:00',
  });
  return judgeFeeds(given, context, emptyTally()).candidates;
}

const document = (kind: string, clock: string, name: string): Observation =>
  said(`acme-edi document.${kind} ${clock}`, {
    refs: { document: name, partner: 'acme', po: `PO-${name}` },
    data: { type: '850' },
  });

function documents(...more: readonly Observation[]): readonly Candidate[] {
  return judgeDocuments(
    [
      document('sent', '08:00', '1'),
      document('acknowledged', '08:10', '1'),
      document('sent', '09:00', '2'),
      ...more,
    ],
    contextOf({ systems: ['acme-edi', 'erp'] }),
    emptyTally(),
  );
}

interface Case {
  readonly pattern: PatternId;
  readonly words: PatternWords;
  readonly found: readonly Candidate[];
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  {
    pattern: 'trigger-gap',
    words: triggerGap,
    found: stock([level('10:00', 0)], [took('11:00', 2)]),
    says: ['erp has had 0 of A-1', 'shop still shows 5', 'no attempt', 'order O-9 took 2'],
  },
  {
    pattern: 'sync-failure',
    words: syncFailure,
    found: stock([level('10:00', 0), hop('failed', '10:01')]),
    says: ['failed once and was given up ("HTTP 429"), at ipaas→shop', 'shop still shows 5'],
  },
  {
    pattern: 'phantom-availability',
    words: phantomAvailability,
    found: stock([level('10:00', 0), hop('forwarded', '10:01')]),
    says: ['shop offers 5 of A-1', 'erp has said 0 since 2026-03-02T10:00:00Z'],
  },
  {
    pattern: 'oversell',
    words: oversell,
    found: stock([], [took('11:00', 7)]),
    says: ['order O-9 took 7 of A-1, when 5 were left', 'erp had stated 5'],
  },
  {
    pattern: 'inversion',
    words: inversion,
    found: stock([level('10:00', 0, '16:00'), shows('16:01', 0)], [took('11:00', 1)]),
    says: ['A-1 fell to 0', 'erp stated it only 6 hours later', 'shop promised what was gone'],
  },
  {
    pattern: 'stale-feed',
    words: staleFeed,
    found: feeds([...hourly, snapshot('13:05', '08:00'), snapshot('14:05', '14:00')]),
    says: [
      'figures of 2026-03-02T08:00:00Z',
      '5 hours 5 minutes old; 2 hours is allowed by its own habit',
    ],
  },
  {
    pattern: 'missing-feed',
    words: missingFeed,
    found: feeds([...hourly, snapshot('20:05', '20:00')]),
    says: ['should come every 1 hour', 'nothing came until 2026-03-02T20:05:00Z'],
  },
  {
    pattern: 'metric-dispute',
    words: metricDispute,
    found: feeds([figure('vendor-portal', '0.96'), figure('merchant-portal', '0.91')]),
    says: ['otd of acme is 0.91 in merchant-portal and 0.96 in vendor-portal'],
  },
  {
    pattern: 'stale-decision',
    words: staleDecision,
    found: feeds([
      ...hourly,
      said('erp decision.made 12:30', {
        refs: { feed: 'metrics' },
        data: {
          decision: 'reorder',
          outcome: 'ordered',
          basis: { metric: 'otd', value: '0.9', as_of: text('08:00') },
        },
      }),
    ]),
    says: [
      'erp decided reorder (ordered)',
      'by otd 0.9',
      '4 hours 30 minutes old; 2 hours is allowed',
    ],
  },
  {
    pattern: 'missing-acknowledgement',
    words: missingAcknowledgement,
    found: documents(),
    says: ['850 2, sent 2026-03-02T09:00:00Z, got no 997 from acme by 2026-03-02T13:00:00Z'],
  },
];

describe('the words of a finding', () => {
  for (const { pattern, words, found, says } of cases) {
    it(`say what is wrong in a ${pattern}, with its values, and what to do`, () => {
      const one = found.find((candidate) => candidate.pattern === pattern);
      expect(one?.level).toBe('fault');
      if (one === undefined) return;
      const explanation = words.explain(one);
      for (const part of says) expect(explanation).toContain(part);
      for (const prose of [explanation, words.remedy(one), words.involve(one)]) {
        expect(prose).not.toMatch(/undefined|null|\?|NaN| {2}|\.\.|Infinity/);
        expect(prose.length).toBeGreaterThan(10);
      }
      expect(words.remedy(one)).toContain('At the source:');
    });
  }

  it('never ask to send again what the partner has answered without a 997', () => {
    const own = document('accepted', '14:00', '2');
    const byOrder = said('acme-edi document.received 14:00', {
      refs: { document: '9', partner: 'acme', po: 'PO-2' },
      data: { type: '855' },
    });
    for (const [answer, took] of [
      [own, 'accepted'],
      [byOrder, 'answered'],
    ] as const) {
      const one = documents(answer).find(({ subject }) => subject.key === '2');
      if (one === undefined) throw new Error('nothing found');
      expect(missingAcknowledgement.explain(one)).toContain(
        `It has arrived: acme ${took} it at 2026-03-02T14:00:00Z. Only the 997 is missing.`,
      );
      expect(missingAcknowledgement.remedy(one)).toContain('Do not send it again');
      expect(one.evidence).toContain(`acme-edi/${answer.id}`);
    }
    const [silent] = documents();
    if (silent === undefined) throw new Error('nothing found');
    expect(missingAcknowledgement.explain(silent)).toContain('Nobody knows whether it arrived.');
    expect(missingAcknowledgement.remedy(silent)).toContain('send the same data again');
  });
});
