// A system whose clock is off, told by all that it shows being late by the same time.
import { describe, expect, it } from 'vitest';
import { minute } from '../observation/instant.js';
import { clockNotes } from './clock-offset.js';
import { countHandoff } from './count-handoff.js';
import { contextOf, said } from '../../../test/given.js';
import { emptyTally } from './tally.js';
import type { Tally } from './tally.js';

/** `rule→destination` -> minutes from each trigger to its effect. */
function tallyOf(shown: Readonly<Record<string, readonly number[]>>): Tally {
  const tally = emptyTally();
  const trigger = said('shop order.held 10:00');
  for (const [key, latencies] of Object.entries(shown)) {
    for (const latency of latencies) {
      const at = (trigger.at + latency * minute) as typeof trigger.at;
      const effect = { at, until: at };
      countHandoff(tally, { key, state: 'seen', trigger, effect, wanting: '', traffic: '' });
    }
  }
  return tally;
}

const forty = (first: number, step: number): readonly number[] =>
  Array.from({ length: 40 }, (_, index) => first + index * step);
const prompt = forty(0.2, 0.1);
const ahead = forty(120.2, 0.1);
const order = 'order-to-erp→erp';
const others = { 'shipment-to-storefront→shop': prompt, 'books-after-revenue→erp': prompt };
const { contract } = contextOf();
const shipment = 'shipment-to-erp→erp';

describe('a clock that may be off', () => {
  it('is remarked where all that a system shows is late by the same time', () => {
    const notes = clockNotes(
      tallyOf({ [order]: ahead, [shipment]: forty(125, 1), ...others }),
      contract,
    );
    expect(notes).toEqual([
      {
        kind: 'input',
        count: 80,
        text:
          'erp shows hardly anything that others state sooner than 2 hours after it, by any of 2 rules. Either each ' +
          'takes that long, or its clock or its zone is off: see to that before its delays are believed.',
      },
    ]);
  });

  it.each<[string, Readonly<Record<string, readonly number[]>>]>([
    ['one kind of fact alone is late', { [order]: ahead }],
    ['another kind is prompt', { [order]: ahead, [shipment]: prompt }],
    ['another kind is late by another time', { [order]: ahead, [shipment]: forty(200, 0.1) }],
    ['some is sooner, as by a batch', { [order]: forty(0.2, 3), [shipment]: forty(0.2, 3) }],
    ['it is late by this and by that', { [order]: forty(60, 3), [shipment]: forty(60, 3) }],
    ['it is late by less', { [order]: forty(20, 0.1), [shipment]: forty(20, 0.1) }],
    ['it is seldom seen', { [order]: ahead.slice(0, 9), [shipment]: ahead.slice(0, 9) }],
  ])('is not where %s', (_when, shown) => {
    expect(clockNotes(tallyOf(shown), contract)).toEqual([]);
  });
});
