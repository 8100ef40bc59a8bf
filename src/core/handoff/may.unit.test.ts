// Given what systems said, may another be told? In given, when, then.
import { describe, expect, it } from 'vitest';
import { contextOf, lines, said } from '../../../test/given.js';
import type { GivenOptions } from '../../../test/given.js';
import { inferContract } from '../contract/infer.js';
import { emptyTally } from '../detect/tally.js';
import type { Operation } from '../contract/contract.js';
import type { Observation } from '../observation/observation.js';
import { judgedOrders, orderRun } from '../order/judge.js';
import type { May } from './may.js';
import { may } from './may.js';

function asked(
  given: readonly Observation[],
  [to, operation]: readonly [string, Operation],
  options: GivenOptions = {},
): May {
  const context = contextOf({ now: '4T00:00', ...options });
  const run = orderRun({ context, tally: emptyTally(), demand: null });
  const [judged] = judgedOrders(given, run);
  if (judged === undefined) throw new Error('nothing was judged');
  return may(judged.order, to, operation);
}

const one = lines('A×1');
const placed = said('amazon order.placed 10:00', { data: { ...one, payable: 'captured' } });
const pending = said('amazon order.placed 10:00', { data: { ...one, payable: 'pending' } });
const held = said('erp order.acknowledged 10:05', {
  data: { ...one, record: 'SO-1', state: 'confirmed' },
});
const draft = said('erp order.acknowledged 10:05', {
  data: { ...one, record: 'SO-1', state: 'draft' },
});
const shipped = said('amazon shipment.shipped 11:00', {
  refs: { order: 'O-1', shipment: 'S-1' },
  data: one,
});
const shownShipped = said('erp shipment.shipped 11:10', {
  refs: { order: 'O-1', shipment: 'S-1' },
  data: one,
});

interface Case {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly when: readonly [string, Operation];
  readonly then: RegExp;
  readonly options?: GivenOptions;
}

const creating: readonly Case[] = [
  {
    it: 'lets a placed and payable order be created',
    given: [placed],
    when: ['erp', 'create-order'],
    then: /^yes: It is placed and payable/,
  },
  {
    it: 'holds one that is not paid for',
    given: [pending],
    when: ['erp', 'create-order'],
    then: /^hold: It is not payable yet/,
  },
  {
    it: 'holds one that is on hold, until it is released',
    given: [placed, said('amazon order.held 10:02')],
    when: ['erp', 'create-order'],
    then: /^hold: It is on hold/,
  },
  {
    it: 'lets one that was released be created',
    given: [placed, said('amazon order.held 10:02'), said('amazon order.released 10:03')],
    when: ['erp', 'create-order'],
    then: /^yes/,
  },
  {
    it: 'holds a pre-order before its day',
    given: [
      said('amazon order.placed 10:00', {
        data: { ...one, payable: 'captured', available_from: '2026-04-30T00:00:00Z' },
      }),
    ],
    when: ['erp', 'create-order'],
    then: /^hold: It may be worked on from 2026-04-30/,
  },
  {
    it: 'holds one whose placing nobody has shown',
    given: [shipped],
    when: ['erp', 'create-order'],
    then: /^hold: No system was seen to place it/,
  },
  {
    it: 'refuses one that is there already',
    given: [placed, held],
    when: ['erp', 'create-order'],
    then: /^no: erp holds it since 2026-03-04T10:05/,
  },
  {
    it: 'refuses a second one beside a draft',
    given: [placed, draft],
    when: ['erp', 'create-order'],
    then: /^no: erp has a draft of it/,
  },
  {
    it: 'refuses one that was cancelled',
    given: [placed, said('amazon order.cancelled 10:04')],
    when: ['erp', 'create-order'],
    then: /^no: amazon cancelled it at 2026-03-04T10:04/,
  },
  {
    it: 'refuses a test order',
    given: [said('amazon order.placed 10:00', { data: { ...one, test: true } })],
    when: ['erp', 'create-order'],
    then: /^no: It is a test order/,
  },
  {
    it: 'refuses what the channel fulfils itself',
    given: [said('amazon order.placed 10:00', { data: { ...one, fulfilled_by: 'channel' } })],
    when: ['erp', 'create-order'],
    then: /^no: The contract owes erp no order of this class/,
  },
];

const telling: readonly Case[] = [
  {
    it: 'holds a shipment before its order',
    given: [placed, shipped],
    when: ['erp', 'record-fulfilment'],
    then: /^hold: (It waits for order-to-erp|erp does not hold the order yet)/,
  },
  {
    it: 'lets it through once the order is held',
    given: [placed, held, shipped],
    when: ['erp', 'record-fulfilment'],
    then: /^yes: amazon stated it at 2026-03-04T11:00.* erp lacks it/,
  },
  {
    it: 'refuses what the destination shows already',
    given: [placed, held, shipped, shownShipped],
    when: ['erp', 'record-fulfilment'],
    then: /^no: erp shows it since 2026-03-04T11:10/,
  },
  {
    it: 'holds where nobody can tell whether it has arrived',
    given: [placed, held, shipped],
    when: ['erp', 'record-fulfilment'],
    then: /^hold: What was heard of erp cannot tell/,
    options: {
      without: ['erp:shipment.shipped', 'erp:shipment.delivered', 'erp:shipment.in-transit'],
    },
  },
  {
    it: 'lets the asker know more than was seen, of an order that is there',
    given: [placed, held],
    when: ['erp', 'record-refund'],
    then: /^yes: erp holds the order since/,
  },
  {
    it: 'holds what is said of an order that is not there',
    given: [placed],
    when: ['erp', 'record-refund'],
    then: /^hold: erp does not hold the order yet/,
  },
];

describe('may', () => {
  it.each([...creating, ...telling])('$it', ({ given, when, then, options }) => {
    const { answer, because } = asked(given, when, options);
    expect(`${answer}: ${because}`).toMatch(then);
  });

  it('refuses what Weir carries itself', () => {
    const { contract } = inferContract(['amazon', 'erp'], new Map());
    const rules = contract.rules.map((rule) => ({ ...rule, mode: 'live' as const }));
    const options = { contract: { ...contract, rules } };
    expect(asked([placed], ['erp', 'create-order'], options)).toEqual({
      answer: 'no',
      because: 'Weir carries it itself: the rule order-to-erp is live.',
    });
  });

  it('says the same whatever came first', () => {
    const given = [placed, held, shipped, shownShipped];
    const when = ['erp', 'record-fulfilment'] as const;
    expect(asked([...given].reverse(), when)).toEqual(asked(given, when));
  });
});
