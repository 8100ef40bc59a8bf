// What the API makes of a row of the ledger.
import { expect, it } from 'vitest';
import { orderAnswer } from './answers.js';

it('hears on each axis the system that spoke last, within a second too', () => {
  const views = {
    shop: { axes: { fulfilment: 'shipped', payment: 'captured' }, at: '2026-03-04T10:00:00.500Z' },
    erp: { axes: { fulfilment: 'open' }, at: '2026-03-04T10:00:00Z' },
  };
  const state = JSON.stringify({ views });
  const subject = { type: 'order', key: 'A-1', headline: 'shipped', names: [], state } as const;
  const { axes } = orderAnswer({ subject, told: [], handoffs: [], findings: [], attempts: [] });
  expect(axes).toEqual({ fulfilment: 'shipped', payment: 'captured' });
});
