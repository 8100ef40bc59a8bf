import { expect, it } from 'vitest';
import { sampleTally } from '../../../test/sample-run.js';
import { emptyTally } from './tally.js';
import { unmappedFindings } from './unmapped.js';

it('makes one finding a value, at its first order, with the names of all', () => {
  expect(unmappedFindings(sampleTally())).toMatchObject([
    {
      pattern: 'unmapped-status',
      level: 'fault',
      cause: 'mapping',
      field: 'PendingAvailability',
      systems: ['amazon'],
      evidence: ['amazon/os-77'],
      subject: { type: 'order', key: 'O-77', refs: { order: ['O-77', 'O-78'] } },
      details: { count: '6', list: 'closed' },
    },
  ]);
});

it('is information where the list is open', () => {
  const tally = emptyTally();
  const [word] = sampleTally().unmapped.values();
  if (word === undefined) throw new Error('the sample has an unmapped word');
  tally.unmapped.set('a', { ...word, closed: false });
  expect(unmappedFindings(tally)).toMatchObject([{ level: 'info', subject: { type: 'order' } }]);
});
