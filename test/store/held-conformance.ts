// What every store promises of statements that a fault of ours holds, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Component, Outcomes } from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { endsProcess } from '../../src/store/outcomes-of.js';
import type { Store } from '../../src/store/store.js';

const start = 1_772_582_400_000;

function at(minutes: number): Instant {
  return (start + minutes * 60_000) as Instant;
}

/** Shows the texts of a component, and applies what was held. */
function shown({ facts, handoffs, findings }: Component): Outcomes {
  const names = facts.map(({ text }) => text).sort();
  const fresh = facts.filter(({ verdict }) => verdict === null || verdict === 'held');
  const [key = ''] = names;
  return {
    verdicts: fresh.map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: [{ type: 'order', key, headline: '', names, state: names.join() }],
    ...{ handoffs, findings, retired: [], wake: null },
  };
}

function failing(): Outcomes {
  throw new Error('poison');
}

/** @param open the store, which other suites may use besides. */
export function heldConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function receive(text: string): Promise<void> {
    const rest = { system: 'shop', kind: 'order.placed', at: at(0), names: ['held'] };
    const of = { id: await store.ids(1), text, key: text, content: text };
    const source = { system: 'shop', source: 'api', position: null, at: at(0) } as const;
    const said = { headers: {}, body: Buffer.from(text), digest: text };
    await store.receive([
      {
        receipt: { id: await store.ids(1), ...source, ...said },
        filed: [{ ...of, ...rest, global: false, container: false }],
        quarantined: [],
      },
    ]);
  }

  async function foldAll(
    minutes: number,
    decide: (component: Component) => Outcomes,
  ): Promise<void> {
    const turn = { now: at(minutes), rows: 100, decide, digest: (text: string) => text };
    while ((await store.fold(turn)) !== null);
  }

  const stands = async (): Promise<string | undefined> =>
    (await store.named('held-1', 1))[0]?.state;

  describe('what a fault of ours holds', () => {
    it('leaves what stood, and is decided again after an hour, or at a start', async () => {
      // What other suites left is not of these.
      await store.quarantine.foldHeld(false);
      await store.wake(at(120), 1_000);
      await receive('held-1');
      await foldAll(60, shown);
      await receive('held-2');
      await foldAll(120, failing);
      expect(await stands()).toBe('held-1');
      expect(await store.people.holding({ type: 'order', key: 'held-1' })).not.toBeNull();
      expect(await store.wake(at(179), 10)).toBe(0);
      expect(await store.wake(at(180), 10)).toBe(1);
      await foldAll(180, failing);
      const reason = 'it could not be judged: poison';
      expect((await store.vitals()).unfolded).toMatchObject({
        ...{ statements: 1, system: 'shop', reason, receipt: expect.any(Number) as unknown },
      });
      expect(await store.quarantine.foldHeld(false)).toBe(1);
      await foldAll(181, shown);
      expect(await stands()).toBe('held-1,held-2');
      expect((await store.vitals()).unfolded).toBeNull();
      expect(await store.quarantine.foldHeld(false)).toBe(0);
    });

    it('is decided again where a person asks, though it ended its process', async () => {
      await receive('held-5');
      await foldAll(190, (component) => {
        const { facts } = component;
        const verdicts = facts.map(
          ({ id }) => ({ id, verdict: 'held', reason: endsProcess }) as const,
        );
        return { ...shown(component), verdicts };
      });
      expect((await store.vitals()).unfolded).toMatchObject({ reason: endsProcess });
      expect(await store.quarantine.foldHeld(false)).toBe(0);
      expect(await store.quarantine.foldHeld(true)).toBe(1);
      await foldAll(191, shown);
      expect((await store.vitals()).unfolded).toBeNull();
    });

    it('is not decided again at a start where it is held for what it says', async () => {
      await receive('held-3');
      await foldAll(200, (component) => {
        const { facts } = component;
        const reason = 'its identity is in conflict';
        const verdicts = facts.map(({ id }) => ({ id, verdict: 'held', reason }) as const);
        return { ...shown(component), verdicts };
      });
      expect(await store.quarantine.foldHeld(false)).toBe(0);
      await receive('held-4');
      await foldAll(201, shown);
    });
  });
}
