// A shop that is polled for a list of orders: its contract, and a reader of the list.
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';

/** @param poll what the contract says of the poll beside its path and its reader. */
export function orderList(url: string, poll: Readonly<Record<string, unknown>>): Contract {
  const { contract, faults } = compileContract({
    weir: 1,
    systems: {
      shop: {
        role: 'storefront',
        connector: 'http',
        http: {
          url,
          allow: '127.0.0.1',
          per_second: 100,
          poll: { path: '/orders', reader: 'orders', ...poll },
        },
      },
    },
    readers: {
      orders: {
        system: 'shop',
        format: 'json',
        match: ['id', 'at'],
        emit: { kind: 'order.accepted', at: 'at', id: 'id', refs: { order: 'id' } },
      },
    },
  });
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return contract;
}
