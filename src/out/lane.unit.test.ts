// A lane keeps what it heard, whatever that is, and says so where it can't.
import { describe, expect, it } from 'vitest';
import type { Destination, Reply } from '../connectors/connector.js';
import type { HandoffState } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { Answer, Claim } from '../store/store.js';
import { Lane } from './lane.js';
import { eventually } from '../../test/eventually.js';

const now = 1_772_582_400_000 as Instant;

function claimOf(key: string): Claim {
  const handoff: HandoffState = {
    key,
    subject: 'order:1',
    rule: 'order-to-erp',
    to: 'erp',
    state: 'ready',
    carriage: 'ready',
    errand: 'send',
    waitingFor: null,
    due: null,
    notBefore: null,
    attempts: 1,
    command: '{"phone":"+1-555-0100"}',
    detail: '{}',
  };
  return { handoff, attempt: 1, number: 1, wording: null, earlier: [] };
}

interface World {
  readonly lane: Lane;
  readonly kept: Answer[];
  readonly claimed: () => number;
  isAway: boolean;
  at: Instant;
  sharers: number;
  /** Resolves when the database is done with an answer. */
  keeps: () => Promise<void>;
}

interface Terms {
  readonly perSecond: number;
  /** Claims that are there, one at a time. */
  readonly claims: number;
  readonly concurrency?: number;
  readonly sharers?: number;
}

function world(
  deliver: () => Promise<Reply>,
  { perSecond, claims, concurrency = 4, sharers = 1 }: Terms = { perSecond: 100, claims: 1 },
): World {
  const kept: Answer[] = [];
  let claimed = 0;
  const unable = async (): ReturnType<Destination['lookUp']> =>
    Promise.resolve({ found: 'unable' });
  const destination: Destination = {
    deliver,
    lookUp: unable,
    readBack: unable,
    idempotent: () => false,
    close: async () => Promise.resolve(),
  };
  const made: World = {
    kept,
    claimed: () => claimed,
    isAway: false,
    at: now,
    sharers,
    keeps: async () => Promise.resolve(),
    lane: new Lane({
      to: 'erp',
      store: {
        ids: async () => Promise.resolve(1),
        claim: async () => {
          claimed += 1;
          return Promise.resolve(claimed <= claims ? [claimOf('k')] : []);
        },
        answer: async (answers) => {
          const { isAway } = made;
          await made.keeps();
          if (isAway) throw new Error('the database is away');
          kept.push(...answers);
          return Promise.resolve();
        },
      },
      destination,
      limits: { concurrency, perSecond, failures: 5, closedMillis: 2_000 },
      sharers: () => made.sharers,
      now: () => made.at,
      acknowledgedBy: () => 'response',
      isTold: () => true,
      take: async () => Promise.resolve(),
      answered: () => undefined,
    }),
  };
  return made;
}

describe('a lane', () => {
  it('keeps an answer that holds what the database takes in no text', async () => {
    const { lane, kept } = world(async () =>
      Promise.resolve({ outcome: 'refused', answer: 'answered 400: R\u0000X' }),
    );
    await lane.pump();
    await lane.settled();
    expect(kept).toMatchObject([{ outcome: 'refused', answer: 'answered 400: RX' }]);
  });

  it('keeps nothing of what stood in a command where the connector itself fails', async () => {
    const { lane, kept } = world(async () =>
      Promise.reject(new SyntaxError('unexpected /+1-555-0100/')),
    );
    await lane.pump();
    await lane.settled();
    expect(kept).toMatchObject([
      { outcome: 'unknown', answer: 'the connector failed: SyntaxError' },
    ]);
  });

  it('claims nothing while it can not write down what it heard, and says why', async () => {
    const made = world(async () =>
      Promise.resolve({ outcome: 'accepted', answer: 'answered 201', observations: [] }),
    );
    made.isAway = true;
    await made.lane.pump();
    await made.lane.settled().catch(() => undefined);
    expect(made.lane.closed(now)).toBe('what it answered could not be written down');
    await expect(made.lane.pump()).rejects.toThrow('the database is away');
    expect(made.claimed()).toBe(1);
    made.isAway = false;
    await made.lane.pump();
    expect(made.lane.closed(now)).toBeNull();
    expect(made.kept).toHaveLength(1);
    expect(made.claimed()).toBe(2);
  });

  it('claims once more for whoever asked while it was claiming', async () => {
    const made = world(async () => Promise.resolve({ outcome: 'refused', answer: 'no' }));
    const first = made.lane.pump();
    expect(await made.lane.pump()).toBe(0);
    expect(await made.lane.pump()).toBe(0);
    expect(await first).toBe(1);
    expect(made.claimed()).toBe(2);
  });

  it('writes an answer down once at a time, and claims meanwhile', async () => {
    const made = world(async () =>
      Promise.resolve({ outcome: 'accepted', answer: 'answered 201', observations: [] }),
    );
    const waiting: (() => void)[] = [];
    made.keeps = async () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      });
    await made.lane.pump();
    await eventually(() => {
      expect(waiting).toHaveLength(1);
    });
    await made.lane.pump();
    expect(made.claimed()).toBe(2);
    const settled = made.lane.settled();
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    await settled;
    expect(made.kept).toHaveLength(1);
  });

  it.each([
    [600_000, 'it asked to be left alone until 2026-03-04T00:10:00Z'],
    // Longer than anybody means it.
    [1e12, 'it asked to be left alone until 2026-03-05T00:00:00Z'],
  ])('leaves a destination alone for as long as it asks: %d ms', async (afterMillis, why) => {
    const made = world(async () =>
      Promise.resolve({ outcome: 'retry', answer: 'answered 429', afterMillis }),
    );
    await made.lane.pump();
    await made.lane.settled();
    expect(made.kept).toMatchObject([
      { outcome: 'retry', retryAt: now + Math.min(afterMillis, 86_400_000) },
    ]);
    made.at = (now + Math.min(afterMillis, 86_400_000) - 1) as Instant;
    expect(made.lane.closed(made.at)).toBe(why);
    await made.lane.pump();
    expect(made.claimed()).toBe(1);
    made.at = (made.at + 1) as Instant;
    expect(made.lane.closed(made.at)).toBeNull();
    await made.lane.pump();
    expect(made.claimed()).toBe(2);
  });

  it.each([
    ['its rate', 1, { outcome: 'accepted', answer: 'answered 200', observations: [] }],
    ['its breaker', 5, { outcome: 'retry', answer: 'answered 408', afterMillis: null }],
    ['a Retry-After', 1, { outcome: 'retry', answer: 'answered 429', afterMillis: 2_000 }],
  ] as const)(
    'is held by %s no longer because the clock was set back',
    async (_what, most, reply: Reply) => {
      const made = world(async () => Promise.resolve(reply), { perSecond: most, claims: most });
      for (let count = 0; count < most; count += 1) {
        await made.lane.pump();
        await made.lane.settled();
      }
      expect(made.claimed()).toBe(most);
      made.at = (now - 86_400_000) as Instant;
      await made.lane.pump();
      expect(made.claimed()).toBe(most);
      made.at = (made.at + 2_000) as Instant;
      expect(made.lane.closed(made.at)).toBeNull();
      await made.lane.pump();
      expect(made.claimed()).toBe(most + 1);
    },
  );

  it('goes on with others where one is to be tried again and the destination asked for nothing', async () => {
    const made = world(async () =>
      Promise.resolve({ outcome: 'retry', answer: 'answered 408', afterMillis: null }),
    );
    await made.lane.pump();
    await made.lane.settled();
    expect(made.lane.closed(now)).toBeNull();
    await made.lane.pump();
    expect(made.claimed()).toBe(2);
  });

  /** As many deliveries are under way at once as there are answers. */
  async function underWay(answers: readonly Reply[]): Promise<World> {
    const told: ((reply: Reply) => void)[] = [];
    const deliver = async (): Promise<Reply> => new Promise((resolve) => told.push(resolve));
    const count = answers.length;
    const made = world(deliver, { perSecond: 100, claims: count, concurrency: count });
    for (let begun = 0; begun < count; begun += 1) await made.lane.pump();
    expect(told).toHaveLength(count);
    for (const [place, reply] of answers.entries()) told[place]?.(reply);
    await made.lane.settled();
    return made;
  }

  const busy: Reply = { outcome: 'retry', answer: 'answered 429', afterMillis: null };
  const taken: Reply = { outcome: 'accepted', answer: 'answered 201', observations: [] };

  it('is closed once by one outage, however many were under way when it came', async () => {
    const { lane } = await underWay(Array.from({ length: 12 }, () => busy));
    expect(lane.closed((now + 1_999) as Instant)).not.toBeNull();
    expect(lane.closed((now + 2_000) as Instant)).toBeNull();
  });

  it('is open again as soon as one is taken', async () => {
    const { lane } = await underWay([...Array.from({ length: 6 }, () => busy), taken]);
    expect(lane.closed(now)).toBeNull();
  });
});

describe('a lane that several processes have', () => {
  /** How many it begins in each of some fifths of a second. */
  async function begunIn(made: World, fifths: number): Promise<readonly number[]> {
    const counts: number[] = [];
    for (let fifth = 0; fifth < fifths; fifth += 1) {
      const before = made.kept.length;
      for (let asked = 0; asked < 12; asked += 1) await made.lane.pump();
      await made.lane.settled();
      made.at = (made.at + 200) as Instant;
      counts.push(made.kept.length - before);
    }
    return counts;
  }

  const reply: Reply = { outcome: 'accepted', answer: 'answered 201', observations: [] };
  const taking = async (): Promise<Reply> => Promise.resolve(reply);

  it.each([
    [10, 1, [10, 0, 0, 0, 0, 10]],
    [10, 3, [3, 0, 0, 0, 0, 3]],
    [1, 2, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    [10, 0, [0, 0, 0, 0, 0, 0]],
  ])('begins its share of %d a second for %d', async (perSecond, sharers, begun) => {
    const made = world(taking, { perSecond, claims: 1_000, concurrency: 30, sharers });
    expect(await begunIn(made, begun.length)).toEqual(begun);
  });

  it('begins its share until what one began that is gone is a second ago', async () => {
    const made = world(taking, { perSecond: 10, claims: 1_000, concurrency: 30, sharers: 2 });
    expect(await begunIn(made, 5)).toEqual([5, 0, 0, 0, 0]);
    made.sharers = 1;
    expect(await begunIn(made, 5)).toEqual([5, 0, 0, 0, 5]);
    made.sharers = 5;
    expect(await begunIn(made, 5)).toEqual([0, 0, 0, 0, 2]);
  });

  it('has its share under way at once', async () => {
    const waiting = async (): Promise<Reply> => new Promise(() => undefined);
    const made = world(waiting, { perSecond: 100, claims: 100, concurrency: 6, sharers: 4 });
    for (let asked = 0; asked < 9; asked += 1) await made.lane.pump();
    expect(made.claimed()).toBe(1);
  });
});
