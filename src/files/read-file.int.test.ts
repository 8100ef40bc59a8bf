// The readers over real files, which stand beside the project; skipped, and said so, without them.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../core/contract/compile.js';
import { readObservation } from '../core/observation/read.js';
import { readFile } from '../../test/read-file.js';

const fixtures = resolve(import.meta.dirname, '../../../shared/fixtures');
const present = existsSync(fixtures);
const name = present ? 'real files' : 'real files (skipped: ../shared/fixtures is not there)';

const { contract } = compileContract(
  parse(`
weir: 1
systems:
  shop: { role: storefront, connector: shopify }
  pay: { role: payments }
  log: { role: warehouse }
readers:
  stripe-old:
    system: pay
    format: csv
    zone: UTC
    match: [id, created, amount, amount_refunded, status, captured]
    emit:
      - kind: payment.captured
        when: { status: [Paid, Refunded], captured: true }
        at: created
        id: id
        refs: { payment: id, external: { column: description, after: "Entry ID:" } }
        data: { amount: amount, currency: currency, test: mode }
      - kind: refund.issued
        when: { amount_refunded: ">0" }
        at: created
        until: =extract
        id: id
        refs: { payment: id }
        data: { amount: amount_refunded, currency: currency }
  stripe-new:
    system: pay
    format: csv
    match: [id, Created date (UTC), Amount, PaymentIntent ID]
    emit:
      kind: payment.captured
      when: { id: "*" }
      at: Created date (UTC)
      id: id
      refs: { payment: id, intent: PaymentIntent ID }
      data: { amount: Amount }
  order-log:
    system: log
    format: csv
    match: ["ocel:eid", "ocel:activity", "ocel:timestamp"]
    emit:
      - kind: order.placed
        when: { "ocel:activity": place order }
        at: ocel:timestamp
        id: ocel:eid
        refs: { order: { column: "ocel:type:orders", split: list } }
        lines: { line: { column: "ocel:type:items", split: list } }
      - kind: order.accepted
        when: { "ocel:activity": confirm order }
        at: ocel:timestamp
        id: ocel:eid
        refs: { order: { column: "ocel:type:orders", split: list } }
      - kind: payment.captured
        when: { "ocel:activity": pay order }
        at: ocel:timestamp
        id: ocel:eid
        refs: { order: { column: "ocel:type:orders", split: list } }
        data: { amount: price }
      - kind: shipment.shipped
        when: { "ocel:activity": send package }
        at: ocel:timestamp
        id: ocel:eid
        refs: { shipment: { column: "ocel:type:packages", split: list } }
      - kind: shipment.delivered
        when: { "ocel:activity": package delivered }
        at: ocel:timestamp
        id: ocel:eid
        refs: { shipment: { column: "ocel:type:packages", split: list } }
`),
);

const expected = [
  {
    file: 'exports/shopify/orders-trimmed-columns.csv',
    reader: 'shopify.orders-csv',
    rows: 249,
    kinds: {
      'order.placed': 127,
      'payment.captured': 127,
      'order.status': 127,
      'refund.issued': 8,
    },
  },
  {
    file: 'exports/stripe/payments-default.csv',
    reader: 'stripe-old',
    rows: 5,
    kinds: { 'payment.captured': 5 },
  },
  {
    file: 'exports/stripe/payments-all-columns.csv',
    reader: 'stripe-old',
    rows: 5,
    kinds: { 'payment.captured': 5 },
  },
  {
    file: 'exports/stripe/unified-payments-chosen-columns.csv',
    reader: 'stripe-new',
    rows: 3,
    kinds: { 'payment.captured': 2 },
  },
  {
    file: 'datasets/ocel-order-management/ocel_order_simulated.part1.csv',
    reader: 'order-log',
    rows: 14_538,
    kinds: {
      'order.placed': 1_340,
      'order.accepted': 1_333,
      'payment.captured': 1_268,
      'shipment.shipped': 850,
      'shipment.delivered': 845,
    },
  },
];

describe.skipIf(!present)(name, () => {
  it.each(expected)(
    '$file gives exactly its observations',
    async ({ file, reader, rows, kinds }) => {
      const counts: Record<string, number> = {};
      const faults: unknown[] = [];
      for (const reading of await readFile(resolve(fixtures, file), { contract })) {
        if (reading.kind === 'file') expect(reading.reader).toBe(reader);
        else if (reading.kind === 'end')
          expect(reading).toEqual({ kind: 'end', rows, unreadable: 0 });
        else if (reading.kind === 'observation') {
          const read = readObservation(reading.observation, (content) => content);
          if ('unreadable' in read) faults.push(read);
          const { kind } = reading.observation;
          counts[kind] = (counts[kind] ?? 0) + 1;
        } else faults.push(reading);
      }
      expect(faults).toEqual([]);
      expect(counts).toEqual(kinds);
    },
  );
});
