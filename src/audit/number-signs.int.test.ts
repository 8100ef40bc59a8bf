// One `#` before a number, which some systems write always, some never and some now and then.
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

type Written = (number: string, index: number) => string;
const plain: Written = (number) => number;
const signed: Written = (number) => `#${number}`;
const onceSigned: Written = (number, index) => (index === 3 ? `#${number}` : number);

/** The shop, its ERP and its processor name an order by its number; the ERP never held one of them. */
function company(shop: Written, erp: Written, pay: Written): string {
  const lines: string[] = [];
  const say = (system: string, kind: string, minutes: number, more: object): void => {
    const at = new Date(Date.UTC(2026, 2, 2) + minutes * 60_000).toISOString();
    lines.push(JSON.stringify({ id: `${system}-${lines.length}`, system, kind, at, ...more }));
  };
  for (let index = 0; index < orders; index += 1) {
    const number = `${1000 + index}`;
    const goods = { lines: [{ sku: 'A', qty: 1, price: '10.00' }] };
    say('shop', 'order.placed', index * 30, {
      refs: { order_name: shop(number, index) },
      data: { ...goods, payable: 'captured' },
    });
    say('pay', 'payment.captured', index * 30 + 1, {
      refs: { order_name: pay(number, index), payment: `pi_${number}` },
      data: { amount: '10.00', currency: 'USD' },
    });
    if (index === missing) continue;
    say('erp', 'order.acknowledged', index * 30 + 4, {
      refs: { external: erp(number, index) },
      data: { ...goods, record: `SO-${number}`, state: 'confirmed' },
    });
  }
  return `${lines.join('\n')}\n`;
}

async function audited(text: string, identity: readonly unknown[]): Promise<Report> {
  const path = join(folder, 'lines.jsonl');
  writeFileSync(path, text);
  const { contract } = compileContract({
    weir: 1,
    systems: { shop: { role: 'storefront' }, erp: { role: 'erp' }, pay: { role: 'payments' } },
    handoffs: { standard: true },
    identity,
  });
  return reportOf([path], contract);
}

const written = [['shop.order_name', 'erp.external', { trim: '#' }]];

describe('a # before the number of an order', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['at the shop alone', company(signed, plain, plain), []],
    ['everywhere', company(signed, signed, signed), []],
    ['at the shop and the processor', company(signed, plain, signed), []],
    ['at both, and once at the ERP', company(signed, onceSigned, signed), []],
    ['at both, and once at the ERP, as is written', company(signed, onceSigned, signed), written],
    ['once at the shop and always at the processor', company(onceSigned, plain, signed), written],
  ])('keeps no names apart: %s', async (_where, text, identity) => {
    const { counts, findings } = await audited(text, identity);
    expect(counts.orders).toBe(orders);
    expect(findings.map(({ pattern, also }) => [pattern, ...also])).toEqual([
      ['lost-order', 'orphaned-payment'],
    ]);
  });
});
