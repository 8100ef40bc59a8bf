// A status decides what a transaction is told as, in whichever spelling the search shows it.
import { describe, expect, it } from 'vitest';
import type { Reading } from '../connector.js';
import { observed, readTable, unreadable } from '../../../test/read-export.js';
import { transactionsCsv } from './exports-transactions.js';

const header = ['Internal ID', 'Document Number', 'Type', 'Status', 'Date Created', 'Created From'];

function read(type: string, status: string, from = 'Sales Order #SO1'): readonly Reading[] | null {
  const row = ['91', 'X-7', type, status, '3/5/2026 8:00 am', from];
  return readTable(transactionsCsv, [header, row]);
}

/** `order.acknowledged draft`: kind and, where it is stated, the record's state. */
function kindsOf(type: string, status: string, from?: string): string[] {
  return observed(read(type, status, from)).map(({ kind, data }) => {
    const state = data?.['state'];
    return typeof state === 'string' ? `${kind} ${state}` : kind;
  });
}

describe("a status of NetSuite's, however it is spelled", () => {
  it.each([
    ['SalesOrd', ['A', 'SalesOrd:A', 'Pending Approval'], ['order.acknowledged draft']],
    ['SalesOrd', ['B', 'SalesOrd:B'], ['order.acknowledged confirmed']],
    [
      'SalesOrd',
      ['C', 'SalesOrd:C', 'Sales Order : Cancelled'],
      ['order.acknowledged confirmed', 'order.cancelled'],
    ],
    ['SalesOrd', ['H', 'SalesOrd:H', 'Closed'], ['order.acknowledged confirmed', 'order.closed']],
  ])('says what became of an order: %s %j', (type, spellings, expected) => {
    for (const status of spellings)
      expect(kindsOf(type, status, ''), status).toEqual([...expected, 'order.status']);
  });

  it.each([
    ['ItemShip', ['A', 'ItemShip:A', 'ItemShip:B', 'Packed'], ['fulfilment.picked']],
    [
      'ItemShip',
      ['C', 'ItemShip:C', 'Item Fulfillment : Shipped', 'Item Fulfilment : Shipped'],
      ['shipment.shipped'],
    ],
    ['CustInvc', ['A', 'CustInvc:A', 'CustInvc:B'], ['books.revenue']],
    ['CustInvc', ['D', 'CustInvc:D', 'CustInvc:E', 'Invoice : Rejected'], []],
    ['CustInvc', ['V', 'CustInvc:V', 'Voided'], ['books.revenue', 'books.voided']],
    ['RtnAuth', ['A', 'RtnAuth:A'], ['return.requested']],
    ['RtnAuth', ['B', 'RtnAuth:B'], ['return.requested', 'return.approved']],
    ['RtnAuth', ['C', 'RtnAuth:C', 'Cancelled'], ['return.requested', 'return.declined']],
  ])('says what became of any other document: %s %j', (type, spellings, expected) => {
    for (const status of spellings) expect(kindsOf(type, status), status).toEqual(expected);
  });

  it('names the type where the search does not show it', () => {
    expect(kindsOf('', 'RtnAuth:C')).toEqual(['return.requested', 'return.declined']);
    expect(kindsOf('', 'ItemShip:C')).toEqual(['shipment.shipped']);
  });

  it('of a cash sale whose payment is not approved posts nothing and takes no money', () => {
    for (const status of ['A', 'CashSale:A', 'Unapproved Payment']) {
      expect(kindsOf('CashSale', status, ''), status).toEqual(['order.acknowledged']);
      expect(kindsOf('CashSale', status), status).toEqual([]);
    }
    const posted = ['payment.captured', 'books.revenue'];
    expect(kindsOf('CashSale', 'CashSale:C', '')).toEqual([
      'order.acknowledged confirmed',
      ...posted,
    ]);
  });

  it('is missing at a fulfilment, which then may be picked or gone', () => {
    expect(kindsOf('ItemShip', '')).toEqual([]);
    expect(unreadable(read('ItemShip', ''))).toEqual([
      '2: Status is empty or not in the search, so nobody can tell whether the goods are picked or gone: add Status to its results',
    ]);
  });

  it('in a word that nobody knows decides nothing', () => {
    expect(kindsOf('SalesOrd', 'Awaiting the moon', '')).toEqual([
      'order.acknowledged',
      'order.status',
    ]);
    expect(kindsOf('SalesOrd', 'ItemShip:C', '')).toEqual(['order.acknowledged', 'order.status']);
  });
});
