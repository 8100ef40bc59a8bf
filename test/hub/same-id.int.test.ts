// One id with two contents, in two receipts: both are kept, the same one speaks whichever came first, and
// it is a finding (reference of reliability, section 3).
import { describe, expect, it } from 'vitest';
import { nativeReader } from '../../src/connectors/registry.js';
import { compileContract } from '../../src/core/contract/compile.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { arrivalOf } from '../../src/in/observations.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';

const now = Date.parse('2026-03-04T12:00:00Z') as Instant;

const { contract } = compileContract({
  weir: 1,
  systems: { shop: { role: 'storefront' }, erp: { role: 'erp' } },
  handoffs: { standard: true },
});

function placed(total: string): string {
  return JSON.stringify({
    id: 'evt-1',
    system: 'shop',
    kind: 'order.placed',
    at: '2026-03-04T10:00:00Z',
    refs: { order: 'A-1' },
    data: {
      lines: [{ line: '1', sku: 'X', qty: 1 }],
      total: { amount: total, currency: 'EUR' },
    },
  });
}

async function told(...bodies: readonly string[]) {
  const store = new MemoryStore();
  const interpreting = { contract, names: new OrderNames([]), digest, ids: store.ids };
  const received = [];
  for (const text of bodies) {
    const body = Buffer.from(text);
    const receipt = {
      id: await store.ids(1),
      system: 'shop',
      source: 'webhook' as const,
      position: `event:evt-1:${digest(body)}`,
      at: now,
      headers: {},
      body,
      digest: digest(body),
    };
    received.push(...(await store.receive([await arrivalOf(receipt, text, interpreting)])));
  }
  const read = nativeReader(contract);
  const truth = new Truth({ store, contract, read, digest, worker: 'w', rows: 100 });
  await allFolded(truth, now);
  const { rows: findings } = await store.findings({ after: null, most: 10 });
  const subjects = await store.named('A-1', 5);
  const story = await store.story('order', subjects[0]?.key ?? '');
  return {
    accepted: received.map(({ accepted }) => accepted),
    findings: findings.map(({ pattern, cause }) => `${pattern} ${cause}`),
    totals: story?.subject,
    statements: story?.told.length,
  };
}

describe('one id with two contents', () => {
  it('is kept twice and found, and the same content speaks in either order', async () => {
    const one = await told(placed('10.00'), placed('99.00'));
    expect(one.accepted).toEqual([1, 1]);
    expect(one.statements).toBe(2);
    expect(one.findings).toContain('identity-conflict conflict');
    const other = await told(placed('99.00'), placed('10.00'));
    expect(other.findings).toEqual(one.findings);
    expect(JSON.stringify(other.totals?.headline)).toBe(JSON.stringify(one.totals?.headline));
    expect(other.totals).toEqual(one.totals);
  });
});
