// What every store promises of one id that is stated of several orders: they are folded together, so that
// whoever decides sees all of them.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Component, Outcomes } from '../../src/core/ledger/ledger.js';
import { limits } from '../../src/core/limits.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Filed, Receipt, Store } from '../../src/store/store.js';

const at = 1_772_582_400_000 as Instant;

interface Said {
  readonly about: readonly string[];
  readonly key: string;
  readonly content?: string;
  /** Its key is of this order alone. */
  readonly bound?: string;
}

/** Applies everything, and shows each component's statements as its subject. */
function shown({ facts, handoffs, findings }: Component): Outcomes {
  const texts = facts.map(({ text }) => text).sort();
  const verdicts = facts
    .filter(({ verdict }) => verdict === null)
    .map(({ id }) => ({ id, verdict: 'applied', reason: '' }) as const);
  const state = JSON.stringify(texts);
  const subject = {
    type: 'order',
    key: texts[0] ?? '',
    headline: '',
    names: texts,
    state,
  } as const;
  return { verdicts, subjects: [subject], handoffs, findings, retired: [], wake: null };
}

/** @param open the store, which other suites may use besides. */
export function sameIdConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function foldAll(): Promise<void> {
    const turn = {
      now: at,
      rows: 1_000,
      decide: shown,
      digest: (text: string) => text,
    };
    let isMore = true;
    while (isMore) isMore = (await store.fold(turn)) !== null;
  }

  async function receive(...said: readonly Said[]): Promise<readonly number[]> {
    const filed: Filed[] = [];
    for (const { about: names, key, content = '', bound } of said) {
      filed.push({
        ...{ id: await store.ids(1), text: `${key}${content}`, system: 'shop', at, key, names },
        ...{ kind: 'order.placed', content: content || key, global: false, container: false },
        ...(bound === undefined ? {} : { bound: `order.placed\u001f${bound}` }),
      });
    }
    const receipt: Receipt = {
      ...{ id: await store.ids(1), system: 'shop', source: 'api', position: null, at },
      ...{ headers: {}, body: Buffer.from('x'), digest: 'd' },
    };
    const received = await store.receive([{ receipt, filed, quarantined: [] }]);
    return received.flatMap(({ accepted, duplicate }) => [accepted, duplicate]);
  }

  const subjectOf = async (text: string): Promise<string | undefined> =>
    (await store.named(text, 10))[0]?.state;

  describe('one id', () => {
    it('folds two orders together that claim one id, in one batch or in two', async () => {
      await receive({ about: ['oi1'], key: 'oi-id', bound: 'oi1' });
      await receive({ about: ['oi2'], key: 'oi-2' });
      await foldAll();
      const other = { about: ['oi2'], key: 'oi-id', content: '*', bound: 'oi2' };
      expect(await receive(other)).toEqual([1, 0]);
      await foldAll();
      expect(await subjectOf('oi-id')).toBe('["oi-2","oi-id","oi-id*"]');
      await receive(
        { about: ['oi4', 'oi5'], key: 'oi-6', bound: 'oi4' },
        { about: ['oi6'], key: 'oi-6', content: '*', bound: 'oi6' },
      );
      await foldAll();
      expect(await subjectOf('oi-6')).toBe('["oi-6","oi-6*"]');
      await receive({ about: ['oi5'], key: 'oi-7' }, { about: ['oi6'], key: 'oi-8' });
      await foldAll();
      expect(await subjectOf('oi-8')).toBe('["oi-6","oi-6*","oi-7","oi-8"]');
    });

    it('folds no more orders together for one id than an order may have names of', async () => {
      const about = Array.from({ length: 30 }, (_, index) => `oj${index}`);
      for (const one of about.slice(0, 15)) {
        await receive({ about: [one], key: 'oj-id', content: `/${one}`, bound: one });
      }
      await receive(
        ...about
          .slice(15)
          .map((one) => ({ about: [one], key: 'oj-id', content: `/${one}`, bound: one })),
      );
      await foldAll();
      const together = JSON.parse((await subjectOf('oj-id/oj0')) ?? '[]') as string[];
      expect(together).toHaveLength(1 + limits.componentOrdersMax);
      expect(await subjectOf('oj-id/oj29')).toBe('["oj-id/oj29"]');
    });

    it('folds nothing together for one id of several, or of another kind of thing', async () => {
      await receive({ about: ['ol1'], key: 'ol-1' }, { about: ['ol2'], key: 'ol-2', bound: 'ol2' });
      await receive({ about: ['ol3'], key: 'ol-1', content: '*', bound: 'ol3' });
      await receive({ about: ['ol4'], key: 'ol-2', content: '*' });
      await foldAll();
      for (const alone of ['ol-1', 'ol-1*', 'ol-2', 'ol-2*']) {
        expect(await subjectOf(alone)).toBe(JSON.stringify([alone]));
      }
    });
  });
}
