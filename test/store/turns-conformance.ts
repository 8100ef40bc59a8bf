// What every store promises of turns among what is ready, and of statements past a component's limit.
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  Component,
  HandoffState,
  HandoffWord,
  Outcomes,
} from '../../src/core/ledger/ledger.js';
import { openWords } from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Filed, Receipt, Store } from '../../src/store/store.js';

const start = 1_772_582_400_000;

function at(seconds: number): Instant {
  return (start + seconds * 1_000) as Instant;
}

function applied({ facts, handoffs, findings }: Component): Outcomes {
  const texts = facts.map(({ text }) => text).sort();
  const verdicts = facts
    .filter(({ verdict }) => verdict === null)
    .map(({ id }) => ({ id, verdict: 'applied', reason: '' }) as const);
  const names = texts;
  const key = texts[0] ?? '';
  const subject = {
    type: 'order',
    key,
    headline: '',
    names,
    state: JSON.stringify(texts),
  } as const;
  return { verdicts, subjects: [subject], handoffs, findings, retired: [], wake: null };
}

/**
 * `turn-old-3` came about at second 3, `turn-new-3` at 103; `turn-window-3` is to be confirmed by 903, and
 * `turn-passed-3` was to be by 153.
 */
function ready(component: Component): Outcomes {
  const key = component.facts[0]?.text ?? '';
  const [, of = '', index = '0'] = key.split('-');
  const second = Number(index) + (of === 'new' ? 100 : of === 'window' ? 50 : 0);
  const by = of === 'window' ? 900 : of === 'passed' ? 150 : null;
  const confirmBy = by === null ? {} : { confirmBy: at(by + Number(index)) };
  const handoff: HandoffState = {
    ...{ key, subject: key, rule: 'turns', to: 'turns', state: 'ready', carriage: 'ready' },
    ...{ errand: 'send', waitingFor: null, due: null, notBefore: null, attempts: 0 },
    ...{ command: '{}', detail: JSON.stringify({ triggered: at(second), ...confirmBy }) },
  };
  return { ...applied(component), handoffs: [handoff] };
}

/** @param open the store, which other suites may use besides. */
export function turnsConformance(open: () => Promise<Store>): void {
  let store: Store;
  const fold = async (decide: (component: Component) => Outcomes): Promise<void> => {
    const turn = { now: at(0), rows: 1_000, decide, digest: (text: string) => text };
    let isMore = true;
    while (isMore) isMore = (await store.fold(turn)) !== null;
  };
  beforeAll(async () => {
    store = await open();
  });

  async function receive(text: string, ...names: readonly string[]): Promise<void> {
    const filed: Filed = {
      ...{ id: await store.ids(1), text, system: 'shop', kind: 'order.placed', at: at(0) },
      ...{ key: text, content: text, names, global: false, container: false },
    };
    const receipt: Receipt = {
      ...{ id: await store.ids(1), system: 'shop', source: 'api', position: null, at: at(0) },
      ...{ headers: {}, body: Buffer.from(text), digest: 'd' },
    };
    await store.receive([{ receipt, filed: [filed], quarantined: [] }]);
  }

  const named = (of: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `turn-${of}-${index}`);

  async function claimed(most: number, served: number, now = at(200)): Promise<readonly string[]> {
    const firstId = await store.ids(most);
    const request = { to: 'turns', now, most, firstId, served };
    const claims = await store.claim(request);
    return claims.map(({ handoff }) => handoff.key).sort();
  }

  describe('turns among what is ready', () => {
    it('go to confirmations, to the newest and to the oldest', async () => {
      // What other suites left there is not of these.
      await fold(applied);
      for (const name of [...named('old', 20), ...named('new', 20), ...named('window', 8)]) {
        await receive(name, name);
      }
      await fold(ready);
      expect(await claimed(10, 0)).toEqual([
        ...['turn-new-18', 'turn-new-19', 'turn-old-0', 'turn-old-1'],
        ...named('window', 6),
      ]);
      // One at a time, each class has its turn as well.
      const alone: string[] = [];
      for (let served = 10; served < 15; served += 1) alone.push(...(await claimed(1, served)));
      expect(alone).toEqual([
        ...['turn-window-6', 'turn-new-17', 'turn-window-7', 'turn-old-2', 'turn-new-16'],
      ]);
      expect(await claimed(100, 15)).toHaveLength(33);
    });

    it('go to windows that can still be met before those that have passed', async () => {
      await fold(applied);
      const open = ['turn-window-8', 'turn-window-9', 'turn-window-10'];
      const passed = named('passed', 6);
      for (const name of [...passed, ...open]) await receive(name, name);
      await fold(ready);
      const turns: string[] = [];
      for (const served of [0, 2, 4, 0, 2]) turns.push(...(await claimed(1, served)));
      expect(turns).toEqual([...open, ...passed.slice(0, 2)]);
      expect(await claimed(100, 5)).toEqual(passed.slice(2));
    });
  });

  describe('what is claimed', () => {
    it('reads as under way at once, whatever the last fold wrote', async () => {
      const subject = 'turn-shown-0';
      const shownIn = async (states: readonly HandoffWord[]): Promise<readonly string[]> =>
        (await store.handoffs({ after: null, most: 10, subject, states })).rows.map(
          ({ state, carriage, errand, attempts }) => `${state} ${carriage} ${errand} ${attempts}`,
        );
      await receive(subject, subject);
      await fold(ready);
      const { handoffs: before } = await store.counts();
      expect(await shownIn(['ready'])).toEqual(['ready ready send 0']);
      expect(await claimed(1, 0)).toEqual([subject]);
      expect(await shownIn(['ready', 'unknown'])).toEqual([]);
      for (const states of [openWords, ['in-flight'] as const]) {
        expect(await shownIn(states)).toEqual(['in-flight in-flight null 1']);
      }
      const { rows } = await store.handoffs({ after: null, most: 10, subject });
      const story = await store.story('order', subject);
      expect(rows).toMatchObject([{ state: 'in-flight', errand: null, attempts: 1 }]);
      expect(story?.handoffs).toEqual(rows);
      const { handoffs: after } = await store.counts();
      const more = (word: string): number => (after[word] ?? 0) - (before[word] ?? 0);
      expect([more('ready'), more('in-flight')]).toEqual([-1, 1]);
    });
  });

  describe('what is past a component’s limit', () => {
    it('is read by no later fold, and shown', async () => {
      await receive('l-1', 'l1');
      await receive('l-2', 'l1');
      await fold((component) => {
        const verdicts = component.facts.map(({ id, text }) =>
          text === 'l-2'
            ? ({ id, verdict: 'held', reason: 'too many', past: true } as const)
            : ({ id, verdict: 'applied', reason: '' } as const),
        );
        return { ...applied(component), verdicts };
      });
      await receive('l-3', 'l1');
      await fold(applied);
      const state = async (): Promise<string | undefined> =>
        (await store.named('l-1', 1))[0]?.state;
      expect(await state()).toBe('["l-1","l-3"]');
      // Neither where another component takes it in.
      await receive('l-4', 'l0', 'l1');
      await fold(applied);
      expect(await state()).toBe('["l-1","l-3","l-4"]');
      const story = await store.story('order', 'l-1');
      const held = story?.told.filter(({ verdict }) => verdict === 'held') ?? [];
      expect(held.map(({ text }) => text)).toEqual(['l-2']);
    });
  });

  describe('a destination that asked to be left alone', () => {
    it('is left alone with whatever else is ready, by whoever claims', async () => {
      await fold(applied);
      for (const name of ['turn-old-40', 'turn-old-41', 'turn-old-42']) await receive(name, name);
      await fold(ready);
      const firstId = await store.ids(1);
      const request = { to: 'turns', now: at(200), most: 1, firstId, served: 3 };
      const [claim] = await store.claim(request);
      expect(claim?.handoff.key).toBe('turn-old-40');
      const busy = { handoff: 'turn-old-40', outcome: 'retry', answer: 'answered 429' } as const;
      await store.answer([{ ...busy, attempt: firstId, at: at(201), retryAt: at(3_801) }]);
      expect(await claimed(1, 3, at(201))).toEqual([]);
      expect(await claimed(1, 3, at(3_800))).toEqual([]);
      // The clock was set back: it asks for an hour, and not for more.
      expect(await claimed(1, 3, at(150))).toEqual(['turn-old-41']);
      expect(await claimed(1, 3, at(3_801))).toEqual(['turn-old-42']);
    });
  });
}
