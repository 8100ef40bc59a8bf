// Erasing over the API: by whom, what is shown of it, and that nothing of the person is ever shown.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, OpenDoors } from '../../../test/open-doors.js';
import { openDoors } from '../../../test/open-doors.js';

describe('POST /api/orders/:ref/erase', () => {
  let doors: OpenDoors;
  let admin = '';

  beforeAll(async () => {
    doors = await openDoors();
    await doors.tell([placing('E-1'), placing('E-2')]);
    admin = await doors.key(['admin']);
  });
  afterAll(async () => doors.close());

  function placing(order: string): object {
    return {
      ...{ id: order, system: 'shop', kind: 'order.placed', at: '2026-03-01T10:00:00Z' },
      refs: { order, customer: 'C-7' },
      data: { lines: [{ sku: 'A', qty: 1 }], customer: { name: 'Jane Doe' } },
    };
  }

  async function erase(ref: string, body: object, key = admin): Promise<Answer> {
    return doors.ask(`/api/orders/${ref}/erase`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': `${ref}-${JSON.stringify(body)}`,
      },
      body: JSON.stringify(body),
    });
  }

  async function values(): Promise<number> {
    const tokens = (await doors.store.story('order', 'E-1'))?.told.map(({ id }) => `${id}.0`);
    return (await doors.store.people.values(tokens ?? [])).size;
  }

  it('is for administrators', async () => {
    const key = await doors.key(['read', 'operate', 'observe']);
    expect((await erase('E-1', {}, key)).status).toBe(403);
    expect(await values()).toBe(1);
  });

  it('shows what it would delete, and then deletes it', async () => {
    const held = {
      statements: 1,
      receipts: 1,
      quarantined: 0,
      subjects: [{ type: 'order', key: 'E-1' }],
    };
    const preview = await erase('E-1', { preview: true });
    expect([preview.status, preview.body]).toEqual([200, { ...held, erased: false }]);
    expect(await values()).toBe(1);
    const done = await erase('E-1', {});
    expect([done.status, done.body]).toEqual([200, { ...held, erased: true }]);
    expect(await values()).toBe(0);
    const receipts = await doors.ask('/api/receipts', {
      headers: { authorization: `Bearer ${admin}` },
    });
    expect(receipts.body).toMatchObject({
      receipts: [{ size: 0, erased_at: '2026-03-04T00:00:00Z' }],
    });
  });

  it('knows no order of the name, or asks which', async () => {
    expect((await erase('nobody', {})).status).toBe(404);
    const several = await erase('C-7', {});
    expect([several.status, several.body]).toMatchObject([
      300,
      { candidates: [{ key: 'E-1' }, { key: 'E-2' }] },
    ]);
  });

  it('shows nobody in what is told of an order, nor in the log', async () => {
    const told = await doors.ask('/api/orders/E-2', {
      headers: { authorization: `Bearer ${admin}` },
    });
    expect(told.status).toBe(200);
    expect(told.text + doors.logged.join()).not.toContain('Jane');
  });
});
