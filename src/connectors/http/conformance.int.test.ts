// The made-up system that the contract describes here says in each answer whether it took the command,
// as a system that answers 200 with an error inside must.
import { connectorConformance } from '../../../test/connector/conformance.js';
import { compileContract } from '../../core/contract/compile.js';
import type { Contract } from '../../core/contract/contract.js';
import type { Command } from '../../core/ledger/command.js';
import type { Delivery } from '../connector.js';
import { http } from './index.js';
import { httpPolled } from './poll.js';

function contract(url: string): Contract {
  const compiled = compileContract({
    weir: 1,
    systems: {
      shop: { role: 'storefront' },
      erp: {
        role: 'erp',
        connector: 'http',
        http: {
          url: `${url}/api`,
          allow: ['127.0.0.1'],
          timeout: '1s',
          headers: { authorization: 'Bearer env:ERP_TOKEN' },
          commands: {
            'create-order': { path: '/orders', refused: 'body.error', record: 'body.id' },
            'cancel-order': { path: '/orders/{order.key}/cancel', refused: 'body.error' },
          },
          lookups: {
            'create-order': {
              path: '/orders/{order.key}',
              present: 'body.found',
              record: 'body.id',
              shows: '{ "total": body.total }',
            },
          },
          poll: {
            path: '/orders',
            reader: 'erp-orders',
            since: 'updated_since',
            next: { param: 'page', value: 'body.next' },
          },
        },
      },
    },
    readers: {
      'erp-orders': {
        system: 'erp',
        format: 'json',
        rows: 'rows',
        match: ['id'],
        emit: { kind: 'order.acknowledged', at: 'at', refs: { order: 'id' } },
      },
    },
  });
  if (compiled.faults.length > 0) throw new Error(JSON.stringify(compiled.faults));
  return compiled.contract;
}

function delivery(operation: Command['operation'], key: string): Delivery {
  const command: Command = {
    operation,
    key,
    to: 'erp',
    rule: 'order-to-erp',
    cause: { system: 'shop', id: 's-1', at: 0 },
    order: {
      key: '9007199254740993',
      placed: { lines: [{ sku: 'A-1', qty: '2' }] },
      knownAs: {},
    },
    said: {},
    names: { order: ['9007199254740993'] },
  };
  return { key, command: JSON.stringify(command) };
}

const known = { system: 'erp', contract, environment: { ERP_TOKEN: 'a-token' } };

connectorConformance(http, {
  commands: {
    ...known,
    delivery: delivery('create-order', 'order-to-erp/erp/shop/order=1'),
    unaskable: delivery('cancel-order', 'cancel-to-erp/erp/shop/order=1'),
    taken: { status: 200, body: '{"id":9007199254740995}' },
    there: { status: 200, body: '{"found":true,"id":9007199254740995,"total":"39.00"}' },
    notThere: { status: 200, body: '{"found":false}' },
  },
  pages: {
    ...known,
    first: { status: 200, body: '{"rows":[{"id":1}],"next":2}' },
    last: { status: 200, body: '{"rows":[]}' },
    shown: (client, now) =>
      httpPolled({ declaration: { url: 'https://shown.example' }, headers: {}, client, now }),
  },
});
