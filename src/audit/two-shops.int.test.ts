// Two shops that both count from 1000, in one run: their orders meet those of the ERP and never each other.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportOf } from '../../test/audited.js';
import { compileContract } from '../core/contract/compile.js';
import type { Report } from '../core/detect/report.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const orders = 30;
const missing = 7;

/** The ERP calls an order US-1000 or EU-1000; one of the second shop's it never held. */
function company(): string {
  const lines: string[] = [];
  const say = (system: string, kind: string, minutes: number, more: object): void => {
    const at = new Date(Date.UTC(2026, 2, 2) + minutes * 60_000).toISOString();
    lines.push(JSON.stringify({ id: `${system}-${lines.length}`, system, kind, at, ...more }));
  };
  for (let index = 0; index < orders; index += 1) {
    for (const [shop, qty] of [
      ['us', 1],
      ['eu', 2],
    ] as const) {
      const data = { lines: [{ sku: 'A', qty, price: '10.00' }] };
      const name = `${1000 + index}`;
      say(shop, 'order.placed', index * 30, {
        refs: { order_name: name },
        data: { ...data, payable: 'captured' },
      });
      if (shop === 'eu' && index === missing) continue;
      say('erp', 'order.acknowledged', index * 30 + 4, {
        refs: { external: `${shop.toUpperCase()}-${name}` },
        data: { ...data, record: `SO-${shop}-${name}`, state: 'confirmed' },
      });
    }
  }
  return `${lines.join('\n')}\n`;
}

async function reportWith(identity: readonly unknown[]): Promise<Report> {
  const path = join(folder, 'lines.jsonl');
  writeFileSync(path, company());
  const { contract } = compileContract({
    weir: 1,
    systems: { us: { role: 'storefront' }, eu: { role: 'storefront' }, erp: { role: 'erp' } },
    handoffs: { standard: true },
    identity,
  });
  return reportOf([path], contract);
}

describe('two shops that count alike', () => {
  it('meet the ERP each by the text of its own join', async () => {
    const { counts, findings } = await reportWith([
      ['us.order_name', 'erp.external', { trim: 'US-' }],
      ['eu.order_name', 'erp.external', { trim: 'EU-' }],
    ]);
    expect(counts.orders).toBe(2 * orders);
    expect(findings.map(({ pattern, subject }) => [pattern, subject.key])).toEqual([
      ['lost-order', `eu.order_name=${1000 + missing}`],
    ]);
  });

  it('are never joined with each other because their numbers are alike', async () => {
    const { joins, findings } = await reportWith([]);
    expect(joins).toEqual([]);
    expect(findings).toEqual([]);
  });
});
