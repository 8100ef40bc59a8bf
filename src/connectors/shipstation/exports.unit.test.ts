import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import {
  faultsIn,
  observed,
  readDocument,
  readTable,
  unreadable,
} from '../../../test/read-export.js';
import { exportCsv } from './exports-csv.js';
import { ordersJson, shipmentsJson } from './exports-json.js';

const extract = '2026-03-10T00:00:00Z';
const common = { system: 'them', version: extract };

const header = [
  'Order - Number',
  'Date - Order Date',
  'Date - Shipped Date',
  'Ship To - Name',
  'Shipment - Carrier',
  'Shipment - Tracking Number',
  'Item - SKU',
  'Item - Qty',
  'Order - Status',
];
const shipments: Table = [
  header,
  ['1001', '03/04/2026', '03/05/2026', 'Ada Byron', 'UPS', '1Z1', 'A-1', '2', 'Shipped'],
  ['1002', '03/04/2026', '', 'Bo Diddley', '', '', 'A-1', '1', 'Awaiting Shipment'],
  ['1001', '03/04/2026', '03/06/2026', 'Ada Byron', 'UPS', '1Z2', 'B-2', '1', 'Shipped'],
];

describe("ShipStation's exports", () => {
  it('are the parcels of an order with what lies in each, and how the order stood', () => {
    const first = { ...common, refs: { order_name: '1001' } };
    expect(observed(readTable(exportCsv, shipments))).toEqual([
      {
        ...first,
        id: '1001/order.status',
        kind: 'order.status',
        at: extract,
        basis: 'extract',
        status: { native: 'Shipped' },
        data: {},
      },
      {
        ...common,
        id: '1001/shipment.shipped/1Z1',
        kind: 'shipment.shipped',
        at: '2026-03-05T00:00:00Z',
        at_until: '2026-03-05T23:59:59.999Z',
        basis: 'day',
        refs: { order_name: '1001', tracking: '1Z1' },
        data: { lines: [{ sku: 'A-1', qty: '2' }], carrier: 'UPS', tracking: '1Z1' },
      },
      {
        ...common,
        id: '1001/shipment.shipped/1Z2',
        kind: 'shipment.shipped',
        at: '2026-03-06T00:00:00Z',
        at_until: '2026-03-06T23:59:59.999Z',
        basis: 'day',
        refs: { order_name: '1001', tracking: '1Z2' },
        data: { lines: [{ sku: 'B-2', qty: '1' }], carrier: 'UPS', tracking: '1Z2' },
      },
      {
        ...common,
        id: '1002/order.status',
        kind: 'order.status',
        at: extract,
        basis: 'extract',
        refs: { order_name: '1002' },
        status: { native: 'Awaiting Shipment' },
        data: {},
      },
    ]);
  });

  it('take a label back that was voided', () => {
    const table: Table = [
      [...header, 'Date - Void Date'],
      [...(shipments[1] ?? []), '03/07/2026'],
    ];
    expect(observed(readTable(exportCsv, table)).at(-1)).toMatchObject({
      kind: 'shipment.cancelled',
      at: '2026-03-07T00:00:00Z',
      refs: { tracking: '1Z1' },
    });
  });

  it('refuse what they can not tell, and say nothing of the buyer', () => {
    const rows = [
      ['1', '', 'soon', '', 'UPS', '1Z', '', '', ''],
      ['2', '', '03/05/2026', '', 'UPS', '1Z', 'A', '1.5', ''],
    ];
    expect(unreadable(readTable(exportCsv, [header, ...rows]))).toEqual([
      '2: Date - Shipped Date is "soon", which is no time',
      '3: Item - Qty is "1.5", which is no whole number',
    ]);
    expect(JSON.stringify(observed(readTable(exportCsv, shipments)))).not.toMatch(/Ada|Bo /);
  });

  it('leave other tables alone', () => {
    expect(readTable(exportCsv, [['Order Number', 'Ship Date', 'Status']])).toBeNull();
  });
});

const order = {
  orderId: '900719925474099301',
  orderNumber: '1001',
  orderKey: 'abc',
  orderStatus: 'awaiting_shipment',
  createDate: '2026-03-04T02:15:30.0000000',
  modifyDate: '2026-03-04T03:00:00.0000000',
  orderTotal: '39.80',
  customerEmail: 'ada@example.com',
  items: [{ lineItemKey: '1', sku: 'A-1', quantity: '2' }],
};

describe("ShipStation's API", () => {
  it('shows what waits to be shipped, in the time of US Pacific', () => {
    const told = observed(readDocument(ordersJson, { orders: [order], total: '1' }, { zone: -8 }));
    const refs = { order_name: '1001', external: 'abc', record: '900719925474099301' };
    const version = '2026-03-04T11:00:00Z';
    const lines = [{ sku: 'A-1', line: '1', qty: '2' }];
    expect(told).toEqual([
      {
        id: '900719925474099301/fulfilment.requested',
        system: 'them',
        kind: 'fulfilment.requested',
        at: '2026-03-04T10:15:30Z',
        version,
        refs,
        data: { lines },
      },
      {
        id: '900719925474099301/order.status',
        system: 'them',
        kind: 'order.status',
        at: extract,
        basis: 'extract',
        version,
        refs,
        status: { native: 'awaiting_shipment' },
        data: { lines, total: { amount: '39.80' } },
      },
    ]);
    const recognition = ordersJson.recognise({ shape: 'document', document: order });
    expect(recognition?.zone).toBe('America/Los_Angeles');
  });

  it('shows labels, and those that were voided', () => {
    const shipment = {
      shipmentId: '5',
      orderId: '9',
      orderNumber: '1001',
      createDate: '2026-03-04T10:15:30',
      voidDate: '2026-03-04T11:00:00',
      carrierCode: 'ups',
      trackingNumber: '1Z1',
      shipTo: { name: 'Ada Byron' },
    };
    const told = observed(readDocument(shipmentsJson, { shipments: [shipment] }));
    expect(told.map(({ id, at, refs }) => [id, at, refs])).toEqual([
      [
        '5/shipment.shipped',
        '2026-03-04T10:15:30Z',
        { order_name: '1001', record: '9', shipment: '5', tracking: '1Z1' },
      ],
      [
        '5/shipment.cancelled',
        '2026-03-04T11:00:00Z',
        { order_name: '1001', record: '9', shipment: '5', tracking: '1Z1' },
      ],
    ]);
    expect(JSON.stringify(told)).not.toContain('Ada');
  });
});

describe('a label for the way back', () => {
  it('is no parcel to the buyer', () => {
    const label = {
      shipmentId: '6',
      orderId: '9',
      createDate: '2026-03-06T10:15:30',
      carrierCode: 'ups',
      isReturnLabel: true,
    };
    const shown = { shipments: [label, { ...label, shipmentId: '7', isReturnLabel: false }] };
    expect(observed(readDocument(shipmentsJson, shown)).map(({ id }) => id)).toEqual([
      '7/shipment.shipped',
    ]);
  });
});

describe('what ShipStation states otherwise than it should', () => {
  it('is refused, and never left out', () => {
    const table: Table = [
      [...header, 'Date - Void Date', 'Amount - Order Total'],
      [...(shipments[1] ?? []), 'soon', ''],
      [...(shipments[2] ?? []), '', 'much'],
    ];
    expect(unreadable(readTable(exportCsv, table))).toEqual([
      '2: Date - Void Date is "soon", which is no time',
      '3: Amount - Order Total is "much", which is no plain decimal',
    ]);
    const orders = [
      { ...order, createDate: 'soon' },
      { ...order, orderTotal: 'much' },
      { ...order, items: [{ sku: 'A-1', quantity: 'two' }] },
    ];
    expect(unreadable(readDocument(ordersJson, orders))).toEqual([
      '1: createDate is "soon", which is no time',
      '2: orderTotal is "much", which is no plain decimal',
      '3: quantity is "two", which is no plain decimal',
    ]);
    const shipment = { shipmentId: '5', orderId: '9', carrierCode: 'ups' };
    const label = { ...shipment, createDate: '2026-03-04T10:15:30', voidDate: 'soon' };
    expect(unreadable(readDocument(shipmentsJson, label))).toEqual([
      '1: voidDate is "soon", which is no time',
    ]);
  });

  it('gives no lines where one is of a part', () => {
    const items = [...order.items, { sku: 'B-2', quantity: '0.5' }];
    const [asked] = observed(readDocument(ordersJson, { ...order, items }));
    expect(asked?.data).toEqual({});
  });
});

describe('every reader of ShipStation', () => {
  it('accounts for every row whatever stands in it', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '1001', '03/05/2026', '1Z1', 'A-1', '1', 'Shipped'),
      fc.string(),
    );
    const row = fc.array(cell, { maxLength: header.length + 1 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 10 }), (rows) => {
        expect(faultsIn(readTable(exportCsv, [header, ...rows]))).toEqual([]);
      }),
    );
  });

  it.each([
    ['orders', ordersJson, order],
    [
      'shipments',
      shipmentsJson,
      { shipmentId: '1', orderId: '2', createDate: '3', carrierCode: '4' },
    ],
  ])('reads any JSON without an end: %s', (_name, reader, first) => {
    const broken = fc.dictionary(
      fc.constantFrom('items', 'shipmentItems', 'createDate', 'orderTotal'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            broken.map((one) => ({ ...first, ...one })),
            fc.jsonValue(),
          ),
        ),
        (list) => {
          expect(faultsIn(readDocument(reader, [first, ...list]))).toEqual([]);
        },
      ),
    );
  });
});
