// What could not be read is read again once the contract or the readers know it, once and no more.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Contract } from '../../src/core/contract/contract.js';
import { compileContract } from '../../src/core/contract/compile.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Arrival } from '../../src/store/store.js';
import type { Interpreting } from '../../src/in/observations.js';
import { arrivalOf } from '../../src/in/observations.js';
import type { Reread } from '../../src/in/reread.js';
import { reread } from '../../src/in/reread.js';
import { sourceReadings } from '../../src/in/source-readings.js';
import { webhookArrival, webhooksOf } from '../../src/in/webhook.js';

const at = 1_772_582_400_000 as Instant;

interface Fields {
  readonly time: string;
  readonly match?: string;
  /** One more system. */
  readonly further?: string;
}

function contractWith(fields: Fields): Contract {
  const { contract, faults } = compileContract({
    weir: 1,
    systems: {
      erp: {
        role: 'erp',
        webhook: { secret: 'env:ERP', signature: { scheme: 'standard-webhooks' } },
      },
      ...(fields.further === undefined ? {} : { [fields.further]: { role: 'marketplace' } }),
    },
    readers: {
      'erp-events': {
        system: 'erp',
        format: 'json',
        match: [fields.match ?? 'event'],
        rows: 'events',
        emit: {
          kind: 'order.acknowledged',
          at: fields.time,
          id: 'event',
          refs: { order: 'order', record: 'record' },
          data: { record: 'record' },
        },
      },
    },
  });
  expect(faults).toEqual([]);
  return contract;
}

describe('reading again', () => {
  let store = new MemoryStore();
  beforeEach(() => {
    store = new MemoryStore();
  });

  function interpretingBy(contract: Contract): Interpreting {
    return { contract, names: new OrderNames(contract.joins), digest, ids: store.ids };
  }

  async function again(contract: Contract, system: string | null = null): Promise<Reread> {
    const interpreting = interpretingBy(contract);
    return reread(store, sourceReadings(interpreting), { interpreting, system });
  }

  async function webhook(contract: Contract, said: object): Promise<void> {
    const door = webhooksOf(contract, () => ({
      ERP: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    })).open.get('erp');
    if (door === undefined) throw new Error('the webhook is closed');
    const body = Buffer.from(JSON.stringify(said));
    const request = { method: 'POST', path: '/in/erp', headers: {}, body };
    const interpreting = interpretingBy(contract);
    const arrival = await webhookArrival(
      door,
      { request, event: 'm', at },
      { interpreting, reading: sourceReadings(interpreting).webhook },
    );
    await store.receive([arrival]);
  }

  const event = (id: string, order: string, rest: object = {}): object => ({
    event: id,
    order,
    record: `SO-${order}`,
    when: '2026-03-01T10:00:00Z',
    ...rest,
  });
  const wrong = contractWith({ time: 'happened' });
  const right = contractWith({ time: 'when' });

  it('files what the reader can read by now, and leaves nothing set aside', async () => {
    await webhook(wrong, { events: [event('e1', '1'), event('e2', '2')] });
    expect(await store.counts()).toMatchObject({ observations: 0 });
    expect((await store.counts()).quarantined).toBeGreaterThan(0);
    expect(await again(right)).toEqual({
      receipts: 1,
      accepted: 2,
      quarantined: 0,
      erased: 0,
      files: 0,
      same: 0,
    });
    expect(await store.counts()).toMatchObject({ observations: 2, quarantined: 0, receipts: 1 });
  });

  it('does nothing twice, and nothing where the mapping is the same', async () => {
    const none = { receipts: 0, accepted: 0, quarantined: 0, erased: 0, files: 0, same: 0 };
    await webhook(wrong, { events: [event('e1', '1')] });
    expect(await again(wrong)).toEqual({ ...none, same: 1 });
    await again(right);
    expect(await again(right)).toEqual(none);
  });

  it('keeps set aside, under the mapping of today, what still can not be read', async () => {
    await webhook(right, { events: [event('e1', '1'), event('e2', '2', { when: 'soon' })] });
    expect(await store.counts()).toMatchObject({ observations: 1, quarantined: 1 });
    const elsewhere = contractWith({ time: 'when', further: 'ebay' });
    expect(await again(elsewhere)).toEqual({
      receipts: 1,
      accepted: 0,
      quarantined: 1,
      erased: 0,
      files: 0,
      same: 0,
    });
    expect(await again(elsewhere)).toMatchObject({ receipts: 0 });
    expect(await store.counts()).toMatchObject({ observations: 1, quarantined: 1 });
  });

  it('says of files that they are taken anew, and reads nothing of them here', async () => {
    const body = Buffer.from('SKU,Avail\n');
    const made = { system: 'erp', position: 'p', at, headers: {}, body, digest: digest(body) };
    const receipt = { id: await store.ids(1), source: 'file' as const, ...made };
    const line = { id: await store.ids(1), line: 1, kind: 'unreadable', mapping: 'm' } as const;
    const aside = { ...line, text: '', names: [], reason: 'no reader knows this file' };
    await store.receive([{ receipt, filed: [], quarantined: [aside] }]);
    expect(await again(right)).toMatchObject({ receipts: 0, files: 1, same: 0 });
  });

  it('reads a page of a poll by its reader, at the time that it then was', async () => {
    const body = Buffer.from(JSON.stringify({ events: [event('e1', '1')] }));
    const source = 'poll' as const;
    const headers = { reader: 'erp-events', came: String(at - 5_000) };
    const receipt = {
      id: await store.ids(1),
      ...{ system: 'erp', source, position: 'p', at, headers, body, digest: digest(body) },
    };
    const page = async (contract: Contract): Promise<Arrival> => {
      const arrival = await sourceReadings(interpretingBy(contract)).poll?.read(receipt);
      if (arrival === undefined) throw new Error('pages are not read');
      return arrival;
    };
    await store.receive([await page(contractWith({ time: 'when', match: 'other' }))]);
    expect(await store.counts()).toMatchObject({ observations: 0, quarantined: 1 });
    const extract = contractWith({ time: '=extract' });
    expect(await again(extract)).toEqual({
      receipts: 1,
      accepted: 1,
      quarantined: 0,
      erased: 0,
      files: 0,
      same: 0,
    });
    const [filed] = (await page(extract)).filed;
    expect(filed?.at).toBe(at - 5_000);
  });

  it('reads the lines of a system that the contract had not, and only those that are asked for', async () => {
    const line = {
      id: 'b-1',
      system: 'ebay',
      kind: 'order.placed',
      at: '2026-03-01T10:00:00Z',
      refs: { order: '9' },
      data: { lines: [{ sku: 'A', qty: 1 }] },
    };
    const text = JSON.stringify(line);
    const body = Buffer.from(text);
    const source = 'api' as const;
    const receipt = {
      id: await store.ids(1),
      ...{ system: 'api', source, position: null, at, headers: {}, body, digest: digest(body) },
    };
    await store.receive([await arrivalOf(receipt, text, interpretingBy(right))]);
    expect((await store.quarantine.lines(receipt.id, 9))[0]?.kind).toBe('unknown-system');
    const knowing = contractWith({ time: 'when', further: 'ebay' });
    expect(await again(knowing, 'erp')).toMatchObject({ receipts: 0 });
    expect(await again(knowing)).toEqual({
      receipts: 1,
      accepted: 1,
      quarantined: 0,
      erased: 0,
      files: 0,
      same: 0,
    });
  });
});
