// Folds go on behind lanes that are ending: nothing more is claimed, for it could not be sent.
import { expect, it } from 'vitest';
import { OrderNames } from '../../core/identity/names.js';
import type { Instant } from '../../core/observation/instant.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import { checkContract } from '../contract/load.js';
import { openLanes } from './lanes.js';
import { digest } from './ledger.js';

const contractText = `weir: 1
systems:
  shop: { role: storefront }
  erp:
    role: erp
    connector: http
    http:
      url: http://127.0.0.1:9
      allow: 127.0.0.1
      commands: { create-order: { path: /orders } }
handoffs:
  standard: false
  order-to-erp: { on: order.placed, to: erp, do: create-order, mode: live }
`;

it('claims nothing once the lanes are to end', async () => {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(contractText));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  const { contract } = load;
  const memory = new MemoryStore();
  let claims = 0;
  const store = Object.assign(memory, {
    claim: async () => {
      claims += 1;
      return Promise.resolve([]);
    },
  });
  const lanes = openLanes({
    store,
    interpreting: { contract, names: new OrderNames([]), digest, ids: memory.ids },
    contract,
    environmentOf: () => ({}),
    now: () => 1_772_582_400_000 as Instant,
    kept: () => undefined,
    complain: () => undefined,
  });
  if ('failed' in lanes) throw new Error(lanes.failed);
  // It is known by then that nobody else delivers.
  await new Promise(setImmediate);
  expect(claims).toBe(1);
  const ended = lanes.end();
  lanes.pump();
  await ended;
  lanes.pump();
  await new Promise(setImmediate);
  expect(claims).toBe(1);
});
