// Names that the ledger can't look up are told as such.
import { expect, it } from 'vitest';
import { nameFault } from './name-fault.js';

it.each([
  ['what a system would write', { order: '#1001 / Ünïted', shipment: ['S-1', 'S-2'] }, null],
  ['a name as long as may be', { order: 'x'.repeat(1_000) }, null],
  ['a longer one', { order: 'x'.repeat(1_001) }, /refs\.order is 1001 bytes long/],
  ['one as long of three bytes each', { order: '\u4e2d'.repeat(333) }, null],
  ['a longer one of these', { order: '\u4e2d'.repeat(334) }, /refs\.order is 1002 bytes long/],
  [
    'what parts one name from the next',
    { order: 'US\u001forder:V' },
    /refs\.order holds a control/,
  ],
  ['a line break among several', { shipment: ['S-1', 'S\n2'] }, /refs\.shipment holds a control/],
  [
    'ten thousand orders and one',
    { order: Array.from({ length: 10_000 }, (_, index) => `O-${index}`) },
    /names 10001 things/,
  ],
])('%s', (_, refs, expected) => {
  const fault = nameFault({ id: 'e-1', refs, data: {} });
  if (expected === null) expect(fault).toBeNull();
  else expect(fault).toMatch(expected);
});

it('speaks of the id as well', () => {
  expect(nameFault({ id: 'a\tb', refs: {}, data: {} })).toBe('id holds a control character');
});

it.each([
  ['s'.repeat(1_001), 'data.supplier is 1001 bytes long; a name has at most 1000'],
  ['a\u001fb', 'data.supplier holds a control character'],
  ['s'.repeat(1_000), null],
])('speaks of the supplier, under whom a feed is filed', (supplier, fault) => {
  expect(nameFault({ id: 'e-1', refs: {}, data: { supplier } })).toBe(fault);
});
