// The readers of a made-up contract: what it declares must be read as what a connector knows is.
import { connectorConformance } from '../../../test/connector/conformance.js';
import { compileContract } from '../../core/contract/compile.js';
import { declaredReader } from './index.js';

const { contract, faults } = compileContract({
  weir: 1,
  systems: { shop: { role: 'erp', zone: 'UTC' } },
  readers: {
    'shop-orders': {
      system: 'shop',
      format: 'csv',
      decimal: ',',
      match: ['Order', 'Ordered at', 'Total'],
      emit: [
        {
          kind: 'order.placed',
          at: 'Ordered at',
          id: 'Order',
          refs: { order: 'Order', po: 'Your number' },
          lines: { sku: 'Item', qty: 'Pieces', price: 'Each' },
        },
        {
          kind: 'payment.captured',
          at: 'Paid at',
          id: 'Order',
          refs: { order: 'Order' },
          data: { amount: 'Total', currency: 'Currency' },
        },
        {
          kind: 'order.status',
          at: '=extract',
          refs: { order: 'Order' },
          status: { column: 'State', words: { sent: 'fulfilment:shipped' } },
        },
      ],
    },
    'shop-parcels': {
      system: 'shop',
      format: 'json',
      rows: 'parcels',
      match: ['parcel', 'left_at'],
      emit: {
        kind: 'shipment.shipped',
        at: 'left_at',
        id: 'parcel',
        refs: { order: 'order.number', shipment: 'parcel', tracking: 'label' },
      },
    },
  },
});
if (faults.length > 0) throw new Error(JSON.stringify(faults));

connectorConformance(
  { name: 'files', exports: contract.readers.map(declaredReader) },
  { payloads: { folder: new URL('./fixtures/', import.meta.url), contract } },
);
