// A warehouse's list of shipments: its reader by contract, and what one row of it states.
import { parse } from 'yaml';
import { compileContract } from '../src/core/contract/compile.js';

const { contract, faults } = compileContract(
  parse(`
weir: 1
systems: { wms: { role: warehouse, zone: UTC } }
readers:
  shipped:
    system: wms
    format: csv
    match: [Order, Shipped]
    emit:
      kind: shipment.shipped
      at: Shipped
      refs: { order: Order }
      data: { carrier: Carrier, amount: Cost }
`),
);
if (faults.length > 0) throw new Error(JSON.stringify(faults));

export const shipments = contract;

/** Of `A-1`, 2026-03-04 10:15:00, `Fünf`, 1.50. */
export const shipped = {
  system: 'wms',
  kind: 'shipment.shipped',
  at: '2026-03-04T10:15:00Z',
  refs: { order: 'A-1' },
  data: { carrier: 'Fünf', amount: '1.50' },
};
