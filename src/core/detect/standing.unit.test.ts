import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, onDay } from '../../../test/sample-run.js';
import { standing } from './standing.js';

describe('standing', () => {
  it('puts faults before information, then the most specific pattern, then the earliest', () => {
    const all = standing(
      [
        faultOf('late', { at: onDay(3) }),
        faultOf('unknown time'),
        faultOf('delay', { pattern: 'sync-delay', level: 'info', at: onDay(0) }),
        faultOf('early', { at: onDay(1) }),
        faultOf('lost', { pattern: 'lost-order', at: onDay(9) }),
      ],
      [],
      onDay(10),
    );
    expect(all.map((found) => found.subject.key)).toEqual([
      'lost',
      'early',
      'late',
      'unknown time',
      'delay',
    ]);
  });

  it('makes one finding of two candidates for one fault of one subject', () => {
    const [found, ...others] = standing(
      [
        faultOf('A', { at: onDay(2), also: ['books-gap'], healedAt: onDay(5), hop: 'a→b' }),
        faultOf('A', {
          at: onDay(1),
          also: ['impossible-quantity'],
          evidence: ['erp/1'],
        }),
      ],
      [],
      onDay(10),
    );
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      at: onDay(1),
      hop: 'a→b',
      healedAt: null,
      state: 'open',
      also: ['books-gap', 'impossible-quantity'],
      evidence: ['amazon/ship-A', 'erp/1'],
    });
  });

  it('is healed by a correction, and ignored where the contract accepts it', () => {
    const accept = [
      { pattern: null, handoff: null, system: null, ref: 'B', reason: 'known', until: null },
    ];
    const states = standing(
      [faultOf('A', { healedAt: onDay(2) }), faultOf('B', { healedAt: onDay(2) }), faultOf('C')],
      accept,
      onDay(10),
    ).map((found) => [found.subject.key, found.state]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        ['A', 'healed'],
        ['B', 'ignored'],
        ['C', 'open'],
      ]),
    );
  });

  it('gives the same list for every order of the candidates', () => {
    const candidates = [
      faultOf('A', { at: onDay(2) }),
      faultOf('A', { at: onDay(2), hop: 'x→y' }),
      faultOf('A', { at: onDay(1), evidence: ['erp/9'] }),
      faultOf('B', { at: onDay(1) }),
      faultOf('C', { pattern: 'lost-order' }),
    ];
    const expected = standing(candidates, [], onDay(10));
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: 5 }), (shuffled) => {
        expect(standing(shuffled, [], onDay(10))).toEqual(expected);
      }),
    );
  });
});
