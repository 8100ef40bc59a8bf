import { describe, expect, it } from 'vitest';
import { contractOf, faultOf, handoffTally, onDay } from '../../../test/sample-run.js';
import { noAnswers, questions } from '../contract/answers.js';
import type { Contract } from '../contract/contract.js';
import { checklistOf } from './checklist.js';
import type { ChecklistInput } from './checklist.js';
import type { Candidate } from './finding.js';
import { standing } from './standing.js';
import { emptyTally } from './tally.js';
import type { Tally } from './tally.js';

const contract = contractOf('shop', 'amazon', 'erp', 'ipaas');

function answersOf(
  tally: Tally,
  candidates: readonly Candidate[] = [],
  more: Partial<ChecklistInput> = {},
): string[] {
  const all = standing(candidates, [], onDay(60));
  return checklistOf({ tally, contract, standing: all, answers: noAnswers, ...more }).map(
    (row) => row.answer,
  );
}

const answer = (number: number, tally: Tally, candidates: readonly Candidate[] = []): unknown =>
  answersOf(tally, candidates)[number - 1];

function withHandoff(key: string, seen: number, overdue: number): Tally {
  const tally = emptyTally();
  tally.handoffs.set(key, handoffTally({ seen, overdue }));
  return tally;
}

it('gives the ten in order, all unknown where nothing was read or stated', () => {
  const rows = checklistOf({ tally: emptyTally(), contract, standing: [], answers: noAnswers });
  expect(rows.map((row) => row.question)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rows).toHaveLength(questions.length);
  expect(new Set(rows.map((row) => row.answer))).toEqual(new Set(['unknown']));
});

it('takes what is stated only where the evidence says nothing', () => {
  const stated = { answer: 'yes' as const, because: 'we tested it' };
  const rows = checklistOf({
    tally: withHandoff('order-to-erp→erp', 50, 50),
    contract,
    standing: [],
    answers: { ...noAnswers, questions: { 3: stated, 8: stated } },
  });
  expect(rows[2]).toMatchObject({ answer: 'no', basis: 'evidenced' });
  expect(rows[7]).toEqual({ question: 8, answer: 'yes', because: 'we tested it', basis: 'stated' });
});

describe('answered from the evidence', () => {
  it('1: owners, as a written contract names them', () => {
    const owned = (owns: Contract['owns'], written: boolean) =>
      answersOf(emptyTally(), [], { contract: { ...contract, owns, written } })[0];
    expect(owned({ order: 'erp', payment: 'pay', fulfilment: 'erp' }, true)).toBe('yes');
    expect(owned({ order: 'erp' }, true)).toBe('no');
    expect(owned({}, true)).toBe('unknown');
    expect(owned({ order: 'erp' }, false)).toBe('unknown');
  });

  it('2, 3 and 6: acknowledgements, by the share of handoffs that arrive', () => {
    const up = 'shipment-to-storefront→shop';
    expect(answer(2, withHandoff(up, 99, 1))).toBe('yes');
    expect(answer(2, withHandoff(up, 98, 2))).toBe('no');
    expect(answer(6, withHandoff(up, 98, 2))).toBe('no');
    expect(answer(3, withHandoff('order-to-erp→erp', 99, 1))).toBe('yes');
    expect(answer(3, withHandoff('books-after-revenue→erp', 0, 9))).toBe('unknown');
    expect(answer(6, withHandoff('stock-to-channels→shop', 0, 9))).toBe('unknown');
  });

  it('4: what vanished is no; failures that all arrived in the end are yes', () => {
    const tally = emptyTally();
    tally.events.set('ipaas', { events: 10, errors: 2 });
    expect(answer(4, tally)).toBe('yes');
    expect(answer(4, tally, [faultOf('A')])).toBe('no');
    expect(answer(4, tally, [faultOf('A', { healedAt: onDay(1) })])).toBe('yes');
    const mapped = { pattern: 'transform-mismatch', cause: 'mapping' } as const;
    const changed = faultOf('A', { ...mapped, details: { what: 'changed' } });
    const refused = faultOf('A', { ...mapped, details: { what: 'refused' } });
    expect(answer(4, tally, [changed])).toBe('yes');
    expect(answer(4, tally, [refused])).toBe('no');
  });

  it('5: duplicates, or none among twenty orders that the ERP holds', () => {
    expect(answer(5, emptyTally(), [faultOf('A', { pattern: 'duplicate-draft' })])).toBe('no');
    expect(answer(5, withHandoff('order-to-erp→erp', 20, 0))).toBe('yes');
    expect(answer(5, withHandoff('order-to-erp→erp', 19, 0))).toBe('unknown');
  });

  it('7, 8 and 9: rollbacks, mappings and where drift surfaces', () => {
    expect(answer(7, emptyTally(), [faultOf('A', { pattern: 'rollback-gap' })])).toBe('no');
    expect(answer(7, withHandoff('cancel-to-erp→erp', 5, 0))).toBe('yes');
    const refund = faultOf('A', { pattern: 'rollback-gap', details: { back: 'money' } });
    expect(answer(7, withHandoff('cancel-to-erp→erp', 5, 0), [refund])).toBe('yes');
    const mismatch = [faultOf('A', { pattern: 'transform-mismatch' })];
    expect(answer(8, emptyTally(), mismatch)).toBe('no');
    expect(answer(9, emptyTally(), mismatch)).toBe('no');
  });

  it('8 and 9 call a rejected document none of the orders', () => {
    const rejected = faultOf('D', {
      pattern: 'transform-mismatch',
      subject: { type: 'document', key: 'D', refs: {} },
    });
    const because = (number: number, ...faults: Candidate[]): string | undefined =>
      checklistOf({
        tally: emptyTally(),
        contract,
        standing: standing(faults, [], onDay(60)),
        answers: noAnswers,
      })[number - 1]?.because;
    const order = faultOf('A', { pattern: 'transform-mismatch' });
    expect(because(8, rejected)).toContain('1 document was changed or refused');
    expect(because(9, rejected)).toBe('It surfaced as 1 changed or refused document.');
    expect(because(9, rejected, order)).toBe('It surfaced as 2 changed or refused records.');
    expect(because(9, order)).toBe('It surfaced as 1 changed or refused order.');
  });

  it('10: three fifths of the faults with one thing in common is no', () => {
    const tally = { ...emptyTally(), orders: 100 };
    const spread = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      faultOf(name, { handoff: `rule-${name}`, systems: [name, 'erp'] }),
    );
    expect(answer(10, tally, spread)).toBe('yes');
    expect(
      answer(
        10,
        tally,
        ['1', '2', '3'].map((key) => faultOf(key)),
      ),
    ).toBe('no');
    expect(answer(10, tally)).toBe('yes');
    expect(answer(10, { ...emptyTally(), orders: 19 })).toBe('unknown');
  });
});
