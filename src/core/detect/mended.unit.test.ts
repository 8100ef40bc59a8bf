import { expect, it } from 'vitest';
import { faultOf, onDay, sampleReport } from '../../../test/sample-run.js';
import type { Candidate } from './finding.js';

const told = (fault: Candidate): { explanation: string; remedy: string } => {
  const { findings } = sampleReport({ candidates: [fault] });
  const found = findings.find(({ subject }) => subject.key === fault.subject.key);
  return { explanation: found?.explanation ?? '', remedy: found?.remedy ?? '' };
};

it('tells of what a hand has put right as it was before, and asks for it no more', () => {
  const open = told(faultOf('A', { pattern: 'lost-order', at: onDay(0) }));
  expect(open.remedy).toMatch(/^Create the order/);
  const mended = told(
    faultOf('A', {
      ...{ pattern: 'lost-order', at: onDay(0), healedAt: onDay(1), healedByHand: true },
    }),
  );
  expect(mended.explanation).toMatch(/^Put right by hand at \d{4}-.+Z\. Before that: /);
  expect(mended.explanation).toContain(open.explanation);
  expect(mended.remedy).toMatch(/^Nothing is left to enter by hand\. At the source: /);
  expect(mended.remedy).not.toContain('Create the order');
});

it('leaves what is over by itself in the words of its pattern', () => {
  const over = told(faultOf('A', { at: onDay(0), healedAt: onDay(1) }));
  expect(over).toEqual(told(faultOf('A', { at: onDay(0) })));
});
