import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesAreHere, suiteOfFixtures } from '../../../test/fixtures-of-others.js';
import { observed } from '../../../test/read-export.js';
import type { ReadText } from '../../../test/read-interchanges.js';
import { readInterchanges } from '../../../test/read-interchanges.js';
import { exports } from './exports.js';

const folder = resolve(import.meta.dirname, '../../../../shared/fixtures');

function read(path: string): ReadText {
  return readInterchanges(exports, readFileSync(resolve(folder, path), 'utf8'));
}

/** Path, sets that are read, statements of them, faults as the code of their beginning. */
const files: readonly (readonly [path: string, sets: number, faults: readonly string[]])[] = [
  ['x12/810/edifabric-Invoice.x12', 1, []],
  ['x12/810/oopfactory-Example3_MultiInvoice.x12', 2, []],
  ['x12/810/oopfactory-Example4_Adobe.x12', 1, []],
  ['x12/810/oopfactory-Example5_Walmart.x12', 1, []],
  ['x12/846/oopfactory-Example1.x12', 1, []],
  ['x12/850/edifabric-PurchaseOrder.x12', 1, []],
  ['x12/850/edifabric-PurchaseOrderCSV.x12', 1, []],
  ['x12/850/edifabric-PurchaseOrderInvalid.x12', 0, ['SE (segment 16, line 16) counts 15']],
  ['x12/850/edifabric-PurchaseOrderMultiLine.x12', 0, ['SE (segment 18, line 18) counts 15']],
  ['x12/850/edifabric-PurchaseOrders.x12', 2, []],
  ['x12/850/node-x12-850.edi', 1, []],
  ['x12/850/node-x12-850_2.edi', 1, []],
  ['x12/850/oopfactory-Example1_PGWGlass.x12', 1, []],
  ['x12/850/oopfactory-Example2_Adobe_TLP.x12', 1, []],
  ['x12/850/oopfactory-Example4_Adobe_ShrinkWrapped.x12', 1, []],
  ['x12/850/vscode-850-loop.edi', 1, []],
  ['x12/850/vscode-850.x12', 1, []],
  ['x12/855/edifabric-PurchaseOrdersAcknowledgement.x12', 1, ['GE (segment 13, line 13) counts 2']],
  ['x12/855/node-x12-855.edi', 1, []],
  ['x12/855/oopfactory-Example1_Adobe.x12', 1, []],
  ['x12/855/stedi-855-inbound.edi', 1, []],
  ['x12/856/edifabric-ShipNotice.x12', 1, ['GE (segment 47, line 47) counts 2']],
  ['x12/856/node-x12-856.edi', 1, []],
  ['x12/856/oopfactory-Example1.x12', 1, []],
  ['x12/856/oopfactory-Example2.x12', 1, []],
  ['x12/856/oopfactory-Example4.x12', 1, []],
  ['x12/860/oopfactory-Example1.x12', 0, ['SE (segment 11, line 12) counts 10']],
  ['x12/997/edifabric-997.x12', 1, []],
  ['x12/997/staedi-simple997.edi', 1, []],
  ['x12/997/staedi-simple999.edi', 1, []],
  [
    'x12/malformed/edifabric-CorruptSt.x12',
    1,
    ['T (segment 3, line 3) stands in no set', 'GE (segment 33, line 33) counts 2'],
  ],
  [
    'x12/malformed/edifabric-DuplicateMessage.x12',
    1,
    ['ST (segment 18, line 18) repeats the control number'],
  ],
  [
    'x12/malformed/gozer-x12.wrong.GS.txt',
    0,
    [
      'XX (segment 2, line 2) stands in no set',
      'ST (segment 3, line 3) names "AAA"',
      'ST (segment 3, line 3) stands in no group',
      'SE (segment 5, line 5) counts 1',
      'ST (segment 6, line 6) names "BBB"',
      'ST (segment 6, line 6) stands in no group',
      'SE (segment 8, line 8) counts 1',
      'ST (segment 11, line 11) names "AAA"',
      'SE (segment 13, line 13) counts 1',
      'IEA (segment 15, line 15) counts 2',
    ],
  ],
  ['x12/other/edifabric-MixedTransactions.x12', 2, []],
  ['x12/other/edifabric-PriceCatalog.x12', 1, ['GE (segment 20, line 20) counts 2']],
  ['x12/other/edifabric-ReceivingAdvice.x12', 1, ['GE (segment 12, line 12) counts 2']],
  [
    'x12/other/edifabric-ShipBillNotice.x12',
    0,
    ['SE (segment 24, line 24) counts 21', 'GE (segment 25, line 25) counts 2'],
  ],
  ['x12/other/edifabric-WarehouseShippingAdvice.x12', 1, ['GE (segment 25, line 25) counts 2']],
  [
    'x12/other/oopfactory-Example3_HomeDepot-820.x12',
    1,
    ['GE (segment 27, line 27) has the control number "44"'],
  ],
  ['x12/other/oopfactory-FromCnSpec-824.x12', 1, []],
  [
    'x12/other/oopfactory-FromTyco-865.x12',
    1,
    ['IEA (segment 20, line 20) has the control number "00001660"'],
  ],
  [
    'x12/other/oopfactory-hdexchange-852.x12',
    1,
    ['IEA (segment 23, line 23) has the control number "000000002~"'],
  ],
  [
    'x12/other/oopfactory-simplot-940.x12',
    1,
    [
      'GE (segment 30, line 30) has the control number "940001777"',
      'IEA (segment 31, line 31) has the control number "940001777"',
    ],
  ],
  ['x12/ta1/oopfactory-TechnicalAcknowledgment_Sample1.x12', 2, []],
  ['edifact/contrl/edifabric-EDIFACT-CONTRL.edi', 2, []],
  ['edifact/desadv/edifabric-EANCOM-DespatchAdvice.edi', 1, ['UNZ (segment 42, line 42) counts 2']],
  ['edifact/desadv/php-edifact-D96ADESADV.edi', 1, []],
  ['edifact/invoic/edifabric-EANCOM-Invoice.edi', 1, ['UNZ (segment 55, line 55) counts 2']],
  ['edifact/invoic/edifabric-EDIFACT-Invoice.edi', 1, ['UNZ (segment 57, line 57) counts 2']],
  [
    'edifact/malformed/edifabric-EDIFACT-CorruptUnh.edi',
    1,
    ['NH (segment 2, line 2) stands in no set', 'UNZ (segment 78, line 78) counts 2'],
  ],
  [
    'edifact/malformed/edifabric-EDIFACT-DuplicateMessage.edi',
    1,
    ['UNH (segment 40, line 40) repeats the control number'],
  ],
  ['edifact/orders/edifabric-EDIFACT-PurchaseOrder.edi', 1, []],
  [
    'edifact/orders/edifabric-EDIFACT-PurchaseOrderMultiLine.edi',
    0,
    ['UNT (segment 73, line 73) counts 38'],
  ],
  ['edifact/orders/edifabric-EDIFACT-PurchaseOrders.edi', 2, []],
  ['edifact/orders/php-edifact-example_order_ok.edi', 1, []],
  ['edifact/orders/vscode-sample-orders-minified.edi', 1, []],
  ['edifact/orders/vscode-sample-orders.edi', 1, []],
  ['edifact/ordrsp/edifabric-EANCOM-PurchaseOrderResponse.edi', 1, []],
  ['edifact/other/edifabric-EANCOM-PriceCatalogue.edi', 1, []],
  ['edifact/other/edifabric-EDIFACT-MixedTransactions.edi', 2, []],
];

describe.skipIf(!fixturesAreHere)(suiteOfFixtures("interchanges of others' test suites"), () => {
  it.each(files)('%s: %i sets', (path, sets, faults) => {
    const found = read(path);
    expect(found.sets).toBe(sets);
    expect(found.faults.map((fault, index) => fault.slice(0, faults[index]?.length))).toEqual(
      faults,
    );
    // Of a pair of ids the direction is open, but a warehouse ships for the company.
    const documents = observed(found.readings).filter(
      ({ kind }) =>
        kind === (path.includes('WarehouseShipping') ? 'document.received' : 'document.sent'),
    );
    expect(documents).toHaveLength(sets);
    expect(found.readings.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
  });

  it('are all in the list', () => {
    expect(files.filter(([path]) => !existsSync(resolve(folder, path)))).toEqual([]);
  });
});
