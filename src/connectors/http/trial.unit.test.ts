// What one harmless question asks, and what its answer means.
import { describe, expect, it } from 'vitest';
import type { HttpLookUp } from '../../core/contract/contract.js';
import type { Fetched, HttpRequest } from './client.js';
import { httpTrial } from './trial.js';

const lookUp: HttpLookUp = {
  path: '/orders?ref={order.key}',
  ...{ shows: null, afterMillis: 1_000, present: null, record: null },
};

async function tried(
  fetched: Fetched,
  { lookUps = [lookUp], polls = ['/changes'] }: { lookUps?: HttpLookUp[]; polls?: string[] } = {},
) {
  const asked: HttpRequest[] = [];
  const trial = await httpTrial({
    declaration: {
      url: 'https://erp.example.com/api',
      lookUps: new Map(lookUps.map((one) => ['create-order', one])),
    },
    polls: polls.map((path) => ({ path })),
    headers: { authorization: 'Bearer t' },
    client: {
      fetch: async (request) => {
        asked.push(request);
        return Promise.resolve(fetched);
      },
      close: async () => Promise.resolve(),
    },
  });
  return { trial, asked };
}

const answered = (status: number): Fetched => ({ got: 'answer', status, headers: {} });

describe('one harmless question', () => {
  it('looks something made up up, else asks as a poll does, else is none', async () => {
    const { asked } = await tried(answered(200));
    expect(asked).toMatchObject([
      { method: 'GET', path: '/api/orders?ref=weir-connection-test', body: null },
    ]);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer t' });
    const polled = await tried(answered(200), { lookUps: [] });
    expect(polled.asked).toMatchObject([{ path: '/api/changes' }]);
    const none = await tried(answered(200), { lookUps: [], polls: [] });
    expect(none).toEqual({ trial: { asked: false }, asked: [] });
  });

  it.each([
    [200, true],
    [404, true],
    [400, true],
    [302, false],
    [401, false],
    [403, false],
    [407, false],
    [408, false],
    [429, false],
    [500, false],
  ])('answered with %i: taken %s', async (status, taken) => {
    const { trial } = await tried(answered(status));
    const answer = expect.stringContaining(`it answered ${status}`) as string;
    expect(trial).toEqual({ asked: true, taken, answer });
  });

  it('that nobody answers is told with its reason', async () => {
    const { trial } = await tried({ got: 'nothing', why: 'it refuses connections' });
    expect(trial).toEqual({ asked: true, taken: false, answer: 'it refuses connections' });
  });
});
