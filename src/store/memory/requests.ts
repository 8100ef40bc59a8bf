// Requests that act, in memory.
import type { Begun, KeptAnswer, KeyedRequest, Requests } from '../requests.js';
import { requestTimes } from '../requests.js';

interface Held {
  readonly request: KeyedRequest;
  readonly answer: KeptAnswer | null;
}

export function memoryRequests(): Requests {
  const held = new Map<string, Held>();
  const nameOf = ({ client, key }: Pick<KeyedRequest, 'client' | 'key'>): string =>
    JSON.stringify([client, key]);
  return {
    beginRequest: async (request) => {
      for (const [name, { request: old }] of held) {
        if (old.at <= request.at - requestTimes.keptMillis) held.delete(name);
      }
      const begun = begin(held.get(nameOf(request)), request);
      if (begun.kind === 'begun') held.set(nameOf(request), { request, answer: null });
      return Promise.resolve(begun);
    },
    endRequest: async (request, answer) => {
      const before = held.get(nameOf(request));
      if (answer === null) held.delete(nameOf(request));
      else if (before !== undefined) held.set(nameOf(request), { ...before, answer });
      return Promise.resolve();
    },
  };
}

function begin(before: Held | undefined, { digest, at }: KeyedRequest): Begun {
  if (before === undefined) return { kind: 'begun' };
  if (before.request.digest !== digest) return { kind: 'other-payload' };
  if (before.answer !== null) return { kind: 'answered', answer: before.answer };
  const isLapsed = before.request.at <= at - requestTimes.underWayMillis;
  return { kind: isLapsed ? 'begun' : 'in-flight' };
}
