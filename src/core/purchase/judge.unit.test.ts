import { describe, expect, it } from 'vitest';
import { contextOf, said, shuffled } from '../../../test/stated.js';
import { emptyTally } from '../detect/tally.js';
import type { Observation } from '../observation/observation.js';
import { foldPurchases } from './fold.js';
import { judgePurchases } from './judge.js';

function purchase(
  headline: string,
  qty: number | null,
  refs: Readonly<Record<string, string>> = {},
): Observation {
  const [system, kind, clock] = headline.split(' ');
  return said(`${system} purchase.${kind} ${clock}`, {
    id: `${headline} ${qty ?? ''} ${Object.values(refs).join(' ')}`,
    refs: { purchase: 'P-1', ...refs },
    data: qty === null ? {} : { lines: [{ sku: 'A-1', qty }] },
  });
}

const ordered = purchase('erp ordered 08:00', 10, { order: 'O-1' });

interface Case {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly then: readonly string[];
}

const cases: readonly Case[] = [
  {
    it: 'finds more received than was ordered',
    given: [ordered, purchase('warehouse received 09:00', 12)],
    then: ['received 12 × A-1 of 10 at warehouse'],
  },
  {
    it: 'takes what is only a test for nothing',
    given: [
      purchase('erp ordered 08:00', 10),
      said('warehouse purchase.received 09:00', {
        refs: { purchase: 'P-1' },
        data: { lines: [{ sku: 'A-1', qty: 12 }], test: true },
      }),
    ],
    then: [],
  },
  {
    it: 'adds up receipts that have names of their own',
    given: [
      ordered,
      purchase('warehouse received 09:00', 6, { receipt: 'R-1' }),
      purchase('warehouse received 10:00', 6, { receipt: 'R-2' }),
    ],
    then: ['received 12 × A-1 of 10 at warehouse'],
  },
  {
    it: 'does not add up receipts that may each state all that came',
    given: [
      ordered,
      purchase('warehouse received 09:00', 6),
      purchase('warehouse received 10:00', 10),
    ],
    then: [],
  },
  {
    it: 'does not add up what two systems say of one receipt',
    given: [
      ordered,
      purchase('warehouse received 09:00', 10, { receipt: 'R-1' }),
      purchase('erp received 09:05', 10, { receipt: 'IR-77' }),
    ],
    then: [],
  },
  {
    it: 'allows what the supplier confirmed beyond the order',
    given: [
      ordered,
      purchase('acme confirmed 08:30', 12),
      purchase('warehouse received 09:00', 12),
    ],
    then: [],
  },
  {
    it: 'finds more invoiced than was ordered',
    given: [ordered, purchase('erp invoiced 12:00', 11, { invoice: 'I-1' })],
    then: ['invoiced 11 × A-1 of 10 at erp'],
  },
  {
    it: 'concludes nothing where no input shows the order',
    given: [purchase('warehouse received 09:00', 12)],
    then: [],
  },
  {
    it: 'concludes nothing from an order without lines',
    given: [purchase('erp ordered 08:00', null), purchase('warehouse received 09:00', 12)],
    then: [],
  },
];

function judge(statements: readonly Observation[]): string[] {
  const context = contextOf({ systems: ['erp', 'warehouse', 'acme'] });
  return judgePurchases(statements, context, emptyTally()).map(
    ({ details, systems }) =>
      `${details['field'] ?? ''} ${details['more'] ?? ''} of ${details['less'] ?? ''} at ${systems.join()}`,
  );
}

describe('impossible quantities of a purchase', () => {
  for (const one of cases) {
    it(one.it, () => {
      expect(judge(one.given)).toEqual(one.then);
      for (let seed = 1; seed <= 8; seed += 1) {
        expect(judge(shuffled([...one.given, ...one.given.slice(0, 1)], seed))).toEqual(one.then);
      }
    });
  }
});

describe('the record of a purchase', () => {
  it('names the orders that it is for, and counts as one', () => {
    const tally = emptyTally();
    const statements = [ordered, purchase('acme confirmed 08:30', 10), ordered];
    const found = judgePurchases(statements, contextOf(), tally);
    const [record] = foldPurchases(statements).purchases;
    expect(found).toEqual([]);
    expect(record).toMatchObject({ key: 'P-1', orders: ['O-1'] });
    expect(tally).toMatchObject({ purchases: 1, duplicates: 1 });
  });

  it('keeps the purchase orders of two partners under one number apart', () => {
    const bare = (system: string): Observation =>
      said(`${system} purchase.ordered 08:00`, {
        refs: { po: '77', partner: system },
        data: { lines: [{ sku: 'A-1', qty: 1 }] },
      });
    expect(foldPurchases([bare('acme'), bare('globex')]).purchases).toHaveLength(2);
  });
});
