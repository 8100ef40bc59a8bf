// One id with two contents, or of two orders: both are kept, the same one speaks whichever came first, and
// it is a finding.
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

async function toldTo(...bodies: readonly string[]) {
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
  const truth = new Truth({ store, contract, read, digest, rows: 100 });
  await allFolded(truth, now);
  return { store, received };
}

async function told(...bodies: readonly string[]) {
  const { store, received } = await toldTo(...bodies);
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

/** The same event of another order, or another kind of event. */
function of(order: string, kind = 'order.placed', at = '2026-03-04T10:00:00Z'): string {
  const line = JSON.parse(placed('10.00')) as object;
  return JSON.stringify({ ...line, kind, at, refs: { order } });
}

async function findingsAbout(...bodies: readonly string[]) {
  const { rows } = await (await toldTo(...bodies)).store.findings({ after: null, most: 10 });
  return rows
    .filter(({ pattern }) => pattern === 'identity-conflict')
    .map(({ subject, detail }) => {
      const { explanation, systems } = JSON.parse(detail) as Readonly<Record<string, unknown>>;
      return { subject, explanation: String(explanation), systems };
    })
    .sort((one, other) => (one.subject < other.subject ? -1 : 1));
}

describe('one id of two orders', () => {
  it('is a finding of both, which names both, whichever came first', async () => {
    const found = await findingsAbout(of('A-1'), of('B-2'));
    expect(found.map(({ subject }) => subject)).toEqual(['A-1', 'B-2']);
    for (const { explanation, systems } of found) {
      expect(explanation).toContain('shop states one kind of thing of several orders under one id');
      expect(explanation).toContain('"A-1, B-2"');
      expect(systems).toEqual(['shop']);
    }
    expect(await findingsAbout(of('B-2'), of('A-1'))).toEqual(found);
    expect(await findingsAbout(`${of('A-1')}\n${of('B-2')}`)).toEqual(found);
  });

  it('is taken for neither: both statements are held, and both orders are there', async () => {
    const { store } = await toldTo(of('A-1'), of('B-2'));
    for (const order of ['A-1', 'B-2']) {
      const told = (await store.story('order', order))?.told ?? [];
      const own = told.filter(({ text }) => text.includes(order));
      expect(own.map(({ verdict }) => verdict)).toEqual(['held']);
    }
  });

  it('is none where the kinds differ, or where the system states how things stand', async () => {
    expect(await findingsAbout(of('A-1'), of('B-2', 'refund.issued'))).toEqual([]);
    expect(await findingsAbout(of('A-1', 'order.status'), of('B-2', 'order.status'))).toEqual([]);
  });
});

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
