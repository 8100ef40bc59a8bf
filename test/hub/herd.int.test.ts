// A backlog that is released at once: what comes now still goes out, what waited does too, and the
// destination is never told faster than it allows.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { Lane } from '../../src/out/lane.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Component, HandoffState, Outcomes } from '../../src/core/ledger/ledger.js';
import type { Arrival, Filed } from '../../src/store/store.js';

const start = 1_772_582_400_000;
const perSecond = 400;
const pumpMillis = 250;
const freshOfSecond = 150;

/** One handoff a statement, whose text is the second of its trigger and a number. */
function decide({ facts, attempts }: Component): Outcomes {
  const key = facts[0]?.text ?? '';
  const isDone = attempts.some(({ outcome }) => outcome === 'accepted');
  const isOpen = attempts.some(({ outcome }) => outcome === null);
  const handoff: HandoffState = {
    ...{ key, subject: key, rule: 'r', to: 'erp', waitingFor: null, due: null, notBefore: null },
    state: isDone ? 'acknowledged' : 'ready',
    carriage: isDone ? 'done' : isOpen ? 'in-flight' : 'ready',
    errand: isDone || isOpen ? null : 'send',
    attempts: attempts.length,
    command: '{}',
    detail: JSON.stringify({ triggered: start + Number(key.split('/')[0]) * 1_000 }),
  };
  const verdicts = facts.flatMap(({ id, verdict }) =>
    verdict === null ? [{ id, verdict: 'applied' as const, reason: '' }] : [],
  );
  return { verdicts, subjects: [], handoffs: [handoff], findings: [], retired: [], wake: null };
}

class Herd {
  now = start;
  readonly #store = new MemoryStore();
  /** Key and when it was told. */
  readonly told: { readonly key: string; readonly at: number }[] = [];
  readonly lane = new Lane({
    to: 'erp',
    store: this.#store,
    destination: {
      deliver: async ({ key }) => {
        this.told.push({ key, at: this.now });
        return Promise.resolve({ outcome: 'accepted', answer: '201', observations: [] });
      },
      lookUp: async () => Promise.resolve({ found: 'unable' }),
      readBack: async () => Promise.resolve({ found: 'unable' }),
      idempotent: () => false,
      close: async () => Promise.resolve(),
    },
    limits: { concurrency: 100_000, perSecond, failures: 5, closedMillis: 1_000 },
    sharers: () => 1,
    now: () => this.now as Instant,
    acknowledgedBy: () => 'response',
    isTold: () => true,
    take: async () => Promise.resolve(),
    answered: () => undefined,
  });

  async arrive(second: number, count: number): Promise<void> {
    const filed: Filed[] = [];
    for (let index = 0; index < count; index += 1) {
      const text = `${second}/${index}`;
      const id = await this.#store.ids(1);
      filed.push({
        ...{ id, text, system: 'shop', kind: 'order.placed', at: start as Instant, key: text },
        ...{ content: text, names: [text], global: false, container: false },
      });
    }
    const receipt: Arrival['receipt'] = {
      ...{ id: await this.#store.ids(1), system: 'shop', source: 'api', position: null },
      ...{ at: start as Instant, headers: {}, body: new Uint8Array(), digest: '' },
    };
    await this.#store.receive([{ receipt, filed, quarantined: [] }]);
    await this.fold();
  }

  async fold(): Promise<void> {
    const digest = (): string => '';
    const turn = { now: this.now as Instant, rows: 1, decide, digest };
    let isMore = true;
    while (isMore) isMore = (await this.#store.fold(turn)) !== null;
  }

  async pump(): Promise<void> {
    await this.lane.pump();
    await this.lane.settled();
    await this.fold();
  }
}

describe('a backlog that is released at once', () => {
  it('lets fresh orders and itself go out, within the rate, until all is done', async () => {
    const backlog = 10_000;
    const herd = new Herd();
    await herd.arrive(-3_600, backlog);
    let fresh = 0;
    let seconds = 0;
    for (; herd.told.length < backlog + fresh && seconds < 200; seconds += 1) {
      const before = herd.told.length;
      const isLoaded = seconds < 10;
      if (isLoaded) {
        await herd.arrive(seconds, freshOfSecond);
        fresh += freshOfSecond;
      }
      for (let passed = 0; passed < 1_000; passed += pumpMillis) {
        await herd.pump();
        herd.now += pumpMillis;
      }
      const sent = herd.told.slice(before);
      const old = sent.filter(({ key }) => key.startsWith('-')).length;
      if (isLoaded) expect(sent.length - old).toBeGreaterThanOrEqual(0.2 * sent.length);
      if (isLoaded) expect(old).toBeGreaterThanOrEqual(0.2 * sent.length);
    }
    expect(new Set(herd.told.map(({ key }) => key)).size).toBe(backlog + fresh);
    expect(herd.told).toHaveLength(backlog + fresh);
    for (const { at } of herd.told.filter((_, index) => index % 50 === 0)) {
      const within = herd.told.filter((one) => one.at >= at && one.at < at + 1_000);
      expect(within.length).toBeLessThanOrEqual(perSecond);
    }
  }, 300_000);

  it('is passed by what comes now even where it is hardly older', async () => {
    const herd = new Herd();
    await herd.arrive(0, 2_000);
    herd.now += 1_000;
    await herd.arrive(1, 10);
    await herd.pump();
    expect(herd.told.filter(({ key }) => key.startsWith('1/'))).toHaveLength(10);
    expect(herd.told).toHaveLength(perSecond);
  });
});
