import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileContract } from '../core/contract/compile.js';
import { readFileAsLines } from './readers.js';
import { readObservation } from '../core/observation/read.js';

const yaml = readFileSync('/tmp/wr/weir.yaml', 'utf8');
it('runs', async () => {
  const { contract, faults } = compileContract(parse(yaml));
  process.stdout.write(JSON.stringify(faults) + '\n');
  const base = '/work/shared/fixtures/';
  for (const f of ['exports/shopify/orders-trimmed-columns.csv','exports/stripe/payments-default.csv','exports/stripe/payments-all-columns.csv','exports/stripe/unified-payments-chosen-columns.csv','datasets/ocel-order-management/ocel_order_simulated.part1.csv','exports/amazon/settlement-v2-sample.txt','exports/amazon/settlement-v2-fee-codes.json']) {
    const kinds = new Map<string, number>(); let shown = 0; let bad = 0;
    const a = performance.now();
    for await (const r of readFileAsLines(base + f, { contract, zone: null, extract: null })) {
      if (r.kind === 'observation') {
        kinds.set(r.observation.kind, (kinds.get(r.observation.kind) ?? 0) + 1);
        const o = readObservation(r.observation, (t) => String(t.length));
        if ('unreadable' in o) { bad++; if (bad < 5) process.stdout.write(o.unreadable + '\n'); }
        if (shown++ < 7) process.stdout.write(JSON.stringify(r) + '\n');
      } else if (r.kind !== 'unreadable' || shown++ < 20) process.stdout.write(JSON.stringify(r) + '\n');
    }
    process.stdout.write(f + JSON.stringify([...kinds]) + ' bad ' + bad + ' ' + (performance.now() - a).toFixed(0) + 'ms\n\n');
  }
});
