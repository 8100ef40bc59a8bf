// Folds go on behind lanes that are ending: nothing more is claimed, for it could not be sent. Nor is what was
// judged by another contract.
import { expect, it } from 'vitest';
import type { Destination } from '../../connectors/connector.js';
import type { Contract } from '../../core/contract/contract.js';
import { OrderNames } from '../../core/identity/names.js';
import type { HandoffState } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import type { Store } from '../../store/store.js';
import { checkContract } from '../contract/load.js';
import { answerGroup, atOnce } from './answering.js';
import type { LanesGiven } from './lanes.js';
import { laneTo, openLanes } from './lanes.js';
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

const now = 1_772_582_400_000 as Instant;

async function contractOf(text: string): Promise<Contract> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  return load.contract;
}

function givenOf(store: Store, contract: Contract): LanesGiven {
  return {
    store,
    interpreting: { contract, names: new OrderNames([]), digest, ids: store.ids },
    contract,
    environmentOf: () => ({}),
    now: () => now,
    kept: () => undefined,
    complain: () => undefined,
  };
}

it('claims nothing once the lanes are to end', async () => {
  const contract = await contractOf(contractText);
  const memory = new MemoryStore();
  let claims = 0;
  const store = Object.assign(memory, {
    claim: async () => {
      claims += 1;
      return Promise.resolve([]);
    },
  });
  const lanes = openLanes(givenOf(store, contract));
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

it('sends nothing of a rule that tells another system than when its handoff was judged', async () => {
  const handoff: HandoffState = {
    ...{ key: 'k', subject: 'order:1', rule: 'order-to-erp', to: 'erp', state: 'ready' },
    ...{ carriage: 'ready', errand: 'send', waitingFor: null, due: null, notBefore: null },
    ...{ attempts: 0, command: '{}', detail: '{}' },
  };
  const sent = async (text: string): Promise<readonly string[]> => {
    const told: string[] = [];
    const contract = await contractOf(text);
    const claim = { attempt: 1, number: 1, handoff, wording: null, earlier: [] };
    const store = Object.assign(new MemoryStore(), { claim: async () => Promise.resolve([claim]) });
    const destination: Destination = {
      deliver: async ({ key }) => {
        told.push(key);
        return Promise.resolve({ outcome: 'refused', answer: '' });
      },
      lookUp: async () => Promise.resolve({ found: 'unable' }),
      readBack: async () => Promise.resolve({ found: 'unable' }),
      idempotent: () => false,
      close: async () => Promise.resolve(),
    };
    const group = answerGroup(store);
    const answers = { group, gathered: atOnce };
    const given = { ...givenOf(store, contract), sharers: () => 1 };
    const lane = laneTo('erp', destination, given, answers);
    await lane.pump();
    await lane.settled();
    return told;
  };
  expect(await sent(contractText)).toEqual(['k']);
  expect(
    await sent(contractText.replace('to: erp,', 'to: shop,').replace(', mode: live', '')),
  ).toEqual([]);
});
