// A command whose claim may be somebody else's by now is not sent.
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../core/contract/compile.js';
import type { Instant } from '../../core/observation/instant.js';
import type { HttpRequest } from './client.js';
import { HttpDestination } from './destination.js';

const start = 1_772_582_400_000;

const { contract } = compileContract({
  weir: 1,
  systems: {
    erp: {
      role: 'erp',
      connector: 'http',
      http: {
        url: 'https://erp.example.com/api',
        timeout: '10s',
        commands: { 'create-order': { path: '/orders' } },
      },
    },
  },
  handoffs: { standard: true },
});

async function delivered(afterMillis: number) {
  const declaration = contract.destinations.get('erp');
  if (declaration === undefined) throw new Error('the contract of the suite has no erp');
  const requests: HttpRequest[] = [];
  const destination = new HttpDestination({
    ...{ contract, declaration, headers: {}, now: () => (start + afterMillis) as Instant },
    client: {
      exchange: async (request) => {
        requests.push(request);
        return Promise.resolve({ got: 'answer', status: 200, retryAfter: null, text: '{}' });
      },
      close: async () => Promise.resolve(),
    },
  });
  const cause = { system: 'shop', id: 'o-1', at: start };
  const command = JSON.stringify({ operation: 'create-order', key: 'k', cause, names: {} });
  const delivery = { key: 'k', command, claimedAt: start as Instant };
  const { outcome } = await destination.deliver(delivery);
  return { outcome, requests: requests.length };
}

describe('a destination over HTTP', () => {
  it('sends what was claimed just now', async () => {
    expect(await delivered(10_000)).toEqual({ outcome: 'accepted', requests: 1 });
  });

  it('leaves what was claimed so long ago that its lost answer may be settled by another', async () => {
    expect(await delivered(10_001)).toEqual({ outcome: 'unsent', requests: 0 });
  });
});
