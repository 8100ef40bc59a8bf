// Lanes paused and let go on over the API: by whoever may operate, once under a key, and seen in the health.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDoors } from '../../../test/open-doors.js';
import { openDoors, openedAt } from '../../../test/open-doors.js';

describe('destinations over the API', () => {
  let doors: OpenDoors;
  let operator: Record<string, string>;
  let reader: Record<string, string>;

  beforeAll(async () => {
    doors = await openDoors();
    operator = { authorization: `Bearer ${await doors.key(['operate'])}` };
    reader = { authorization: `Bearer ${await doors.key(['read'])}` };
  });

  afterAll(async () => doors.close());

  async function post(path: string, { as = operator, key = path, body = '' } = {}) {
    const headers = { ...as, 'idempotency-key': key, 'content-type': 'application/json' };
    return doors.ask(`/api/destinations/${path}`, { method: 'POST', headers, body });
  }

  const health = async () => (await doors.ask('/health/ready', { headers: reader })).body;
  const body = JSON.stringify({ reason: 'stocktaking' });

  it('are paused with a reason, which the health tells and which is no fault', async () => {
    expect((await post('erp/pause', { as: reader, body })).status).toBe(403);
    expect((await post('erp/pause')).status).toBe(400);
    expect((await post('nobody/pause', { key: 'n', body })).status).toBe(404);
    expect(await doors.store.pauses.all()).toEqual([]);
    const paused = await post('erp/pause', { key: 'one', body });
    expect(paused.body).toEqual({ destination: 'erp', paused: true, changed: true });
    expect((await post('erp/pause', { key: 'one', body })).body).toEqual(paused.body);
    expect((await post('erp/pause', { key: 'two', body })).body).toMatchObject({ changed: false });
    const [pause] = await doors.store.pauses.all();
    expect(pause).toMatchObject({ to: 'erp', at: openedAt, reason: 'stocktaking' });
    const { status, notes } = await health();
    expect([status, String(notes)]).toEqual(['ready', expect.stringMatching(/erp.*stocktaking/)]);
  });

  it('go on', async () => {
    expect((await post('erp/resume', { as: reader })).status).toBe(403);
    const resumed = await post('erp/resume', { key: 'three' });
    expect(resumed.body).toEqual({ destination: 'erp', paused: false, changed: true });
    expect((await post('erp/resume', { key: 'four' })).body).toMatchObject({ changed: false });
    expect(await health()).toEqual({ status: 'ready', reasons: [] });
  });
});
