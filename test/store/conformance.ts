// What every store promises, as tests that a store's own suite runs over itself. The decisions that it
// is given here are made up: the suite knows nothing of orders.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import type {
  Component,
  HandoffState,
  Id,
  Outcome,
  Outcomes,
} from '../../src/core/ledger/ledger.js';
import type { Arrival, Claim, Filed, Store, Turn } from '../../src/store/store.js';

const start = 1_772_582_400_000;

function at(seconds: number): Instant {
  return (start + seconds * 1_000) as Instant;
}

interface Said {
  readonly about: readonly string[];
  readonly key: string;
  readonly content?: string;
  readonly container?: boolean;
}

/** A turn whose decision applies everything and shows each component's statements as its subject. */
function turn(given: Partial<Turn> = {}): Turn {
  return {
    now: at(0),
    rows: 1_000,
    digest: (text) => `${text.length}-${text.slice(0, 20)}`,
    decide: shown,
    ...given,
  };
}

function shown(component: Component): Outcomes {
  const texts = component.facts.map(({ text }) => text).sort();
  return {
    verdicts: component.facts
      .filter(({ verdict }) => verdict === null)
      .map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: [
      {
        type: 'order',
        key: texts[0] ?? '',
        headline: `${texts.length}`,
        names: texts,
        state: JSON.stringify(texts),
      },
    ],
    handoffs: component.handoffs,
    findings: component.findings,
    retired: [],
    wake: null,
  };
}

/** Decides that one handoff is ready towards `erp`, until an attempt at it was accepted. */
function oneHandoff(component: Component): Outcomes {
  const accepted = component.attempts.some(({ outcome }) => outcome === 'accepted');
  const open = component.attempts.some(({ outcome }) => outcome === null);
  const handoff: HandoffState = {
    key: `to-erp/${component.id}`,
    subject: 'order/x',
    rule: 'to-erp',
    to: 'erp',
    state: accepted ? 'acknowledged' : 'ready',
    carriage: accepted ? 'done' : open ? 'in-flight' : 'ready',
    errand: accepted || open ? null : 'send',
    waitingFor: null,
    due: null,
    notBefore: null,
    attempts: component.attempts.length,
    command: '{"operation":"create-order"}',
    detail: JSON.stringify({ triggered: at(0) }),
  };
  return { ...shown(component), handoffs: [handoff] };
}

async function arrival(store: Store, said: readonly Said[], position?: string): Promise<Arrival> {
  const receipt = await store.ids(1);
  const filed: Filed[] = [];
  for (const { about, key, content = '', container = false } of said) {
    const id = await store.ids(about.length);
    const names = [...about].sort();
    filed.push({
      id,
      text: `${key}${content}`,
      system: 'shop',
      kind: 'order.placed',
      at: at(0),
      key,
      content: content === '' ? key : content,
      names,
      global: false,
      container,
    });
  }
  return {
    receipt: {
      id: receipt,
      system: 'shop',
      source: 'api',
      position: position ?? null,
      at: at(0),
      headers: {},
      body: Buffer.from(JSON.stringify(said)),
      digest: 'd',
    },
    filed,
    quarantined: [],
  };
}

async function foldAll(store: Store, given: Partial<Turn> = {}): Promise<number> {
  let folds = 0;
  while ((await store.fold(turn(given))) !== null) folds += 1;
  return folds;
}

async function subjectOf(store: Store, text: string): Promise<string | undefined> {
  return (await store.named(text, 10))[0]?.state;
}

/** The store under trial; each test uses names of its own. */
class Trial {
  #store: Store | null = null;

  get store(): Store {
    if (this.#store === null) throw new Error('the store is not open yet');
    return this.#store;
  }

  set store(store: Store) {
    this.#store = store;
  }

  /** How many statements were accepted, and how many were there already. */
  async receive(...said: readonly Said[]): Promise<readonly [number, number]> {
    const [received] = await this.store.receive([await arrival(this.store, said)]);
    return [received?.accepted ?? -1, received?.duplicate ?? -1];
  }
}

function intake(trial: Trial): void {
  describe('intake', () => {
    it('takes a statement once, and one with another content beside it', async () => {
      expect(await trial.receive({ about: ['a1'], key: 'a-1' })).toEqual([1, 0]);
      expect(await trial.receive({ about: ['a1'], key: 'a-1' })).toEqual([0, 1]);
      expect(await trial.receive({ about: ['a1'], key: 'a-1', content: 'other' })).toEqual([1, 0]);
      await foldAll(trial.store);
      expect(await subjectOf(trial.store, 'a-1')).toBe('["a-1","a-1other"]');
    });

    it('takes a repeat within one batch once', async () => {
      const twice = { about: ['b1'], key: 'b-1' };
      expect(await trial.receive(twice, twice, { about: ['b1'], key: 'b-2' })).toEqual([2, 1]);
    });

    it('knows a receipt again by its position in its source', async () => {
      const first = await arrival(trial.store, [{ about: ['c1'], key: 'c-1' }], 'page-7');
      const again = await arrival(trial.store, [{ about: ['c1'], key: 'c-2' }], 'page-7');
      expect((await trial.store.receive([first]))[0]?.accepted).toBe(1);
      expect((await trial.store.receive([again]))[0]).toMatchObject({ accepted: 0, duplicate: 1 });
      // What was not kept was not seen.
      expect(await trial.receive({ about: ['c1'], key: 'c-2' })).toEqual([1, 0]);
    });

    it('keeps a body of several parts and of none', async () => {
      const large = await arrival(trial.store, []);
      const body = Buffer.alloc(700_001, 7);
      const none = await arrival(trial.store, []);
      await trial.store.receive([
        { ...large, receipt: { ...large.receipt, body } },
        { ...none, receipt: { ...none.receipt, body: new Uint8Array() } },
      ]);
      const { content } = trial.store.quarantine;
      expect(Buffer.from((await content(large.receipt.id))?.body ?? []).equals(body)).toBe(true);
      expect((await content(none.receipt.id))?.body).toHaveLength(0);
    });
  });
}

function batches(trial: Trial): void {
  it('folds a component once for all that one commit says of it', async () => {
    await foldAll(trial.store);
    await trial.receive(
      { about: ['once-1'], key: 'once-a' },
      { about: ['once-2'], key: 'once-b' },
      { about: ['once-1', 'once-3'], key: 'once-c' },
    );
    expect((await trial.store.counts()).inbox).toBe(2);
    await foldAll(trial.store);
    expect(await subjectOf(trial.store, 'once-a')).toBe('["once-a","once-c"]');
  });
}

function components(trial: Trial): void {
  describe('components', () => {
    it('holds together what names connect, in whatever batches it comes', async () => {
      await trial.receive({ about: ['d1'], key: 'd-1' }, { about: ['d2'], key: 'd-2' });
      await foldAll(trial.store);
      expect(await subjectOf(trial.store, 'd-1')).toBe('["d-1"]');
      await trial.receive({ about: ['d1', 'd2'], key: 'd-3' });
      await foldAll(trial.store);
      expect(await subjectOf(trial.store, 'd-1')).toBe('["d-1","d-2","d-3"]');
      expect(await trial.store.named('d-2', 10)).toHaveLength(1);
      await trial.receive({ about: ['d2'], key: 'd-4' });
      await foldAll(trial.store);
      expect(await subjectOf(trial.store, 'd-1')).toBe('["d-1","d-2","d-3","d-4"]');
    });

    it('connects names that only the same batch brings, and chains of joins', async () => {
      const names = ['e1', 'e2', 'e3', 'e4', 'e5'];
      for (const name of names) await trial.receive({ about: [name], key: `e-${name}` });
      await trial.receive(
        { about: ['e4', 'e5'], key: 'e-45' },
        { about: ['e1', 'e2'], key: 'e-12' },
        { about: ['e2', 'e4'], key: 'e-24' },
      );
      await trial.receive({ about: ['e3', 'e5'], key: 'e-35' });
      await foldAll(trial.store);
      const all = [...names.map((name) => `e-${name}`), 'e-45', 'e-12', 'e-24', 'e-35'].sort();
      expect(await subjectOf(trial.store, 'e-e3')).toBe(JSON.stringify(all));
    });

    it('files a container with each that it names, and joins none', async () => {
      await trial.receive({ about: ['f1'], key: 'f-1' }, { about: ['f2'], key: 'f-2' });
      await trial.receive({ about: ['f1', 'f2', 'f3'], key: 'f-sum', container: true });
      await foldAll(trial.store);
      expect(await subjectOf(trial.store, 'f-1')).toBe('["f-1","f-sum"]');
      expect(await subjectOf(trial.store, 'f-2')).toBe('["f-2","f-sum"]');
    });

    it('files a payout with each of the very many orders that it names', async () => {
      const about = Array.from({ length: 1_500 }, (_, index) => `P-${index}`);
      expect(await trial.receive({ about, key: 'payout', container: true })).toEqual([1, 0]);
    });

    it('holds only the component whose decision fails', async () => {
      await trial.receive({ about: ['g1'], key: 'g-1' }, { about: ['g2'], key: 'g-2' });
      const decide = (component: Component): Outcomes => {
        if (component.facts.some(({ text }) => text === 'g-1')) throw new Error('poison');
        return shown(component);
      };
      await foldAll(trial.store, { decide });
      expect(await subjectOf(trial.store, 'g-1')).toBeUndefined();
      expect(await subjectOf(trial.store, 'g-2')).toBe('["g-2"]');
      expect((await trial.store.counts()).verdicts.held).toBe(1);
    });
  });
}

async function ready(trial: Trial, name: string): Promise<void> {
  await trial.receive({ about: [name], key: name });
  await foldAll(trial.store, { decide: oneHandoff });
}

async function claimed({ store }: Trial, now: number): Promise<Id[]> {
  const firstId = await store.ids(10);
  const request = { to: 'erp', now: at(now), most: 10, firstId, served: 0 };
  return (await store.claim(request)).map(({ attempt }) => attempt);
}

function sending(trial: Trial): void {
  describe('what goes out', () => {
    it('is claimed once, and an answer has it decided again', async () => {
      await ready(trial, 'h1');
      const [attempt, ...others] = await claimed(trial, 1);
      expect(others).toEqual([]);
      expect(await claimed(trial, 2)).toEqual([]);
      const answer = { handoff: '', at: at(3), outcome: 'accepted', answer: '201' } as const;
      await trial.store.answer([{ ...answer, attempt: attempt ?? 0, retryAt: null }]);
      await foldAll(trial.store, { decide: oneHandoff });
      const { rows } = await trial.store.handoffs({ after: null, most: 10, to: 'erp' });
      expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([['acknowledged', 1]]);
      expect(await claimed(trial, 4)).toEqual([]);
    });

    it('is claimed with how its earlier attempts were worded', async () => {
      const claim = async (seconds: number, wording: string): Promise<Claim | undefined> => {
        const firstId = await trial.store.ids(10);
        const request = { to: 'erp', now: at(seconds), most: 10, firstId, served: 0 };
        const wordings = { 'create-order': wording, 'cancel-order': 'other' };
        return (await trial.store.claim({ ...request, wordings }))[0];
      };
      const answered = async (of: Claim | undefined, outcome: Outcome): Promise<void> => {
        const answer = { handoff: '', at: at(3), outcome, answer: '503', retryAt: null };
        await trial.store.answer([{ ...answer, attempt: of?.attempt ?? 0 }]);
        await foldAll(trial.store, { decide: oneHandoff });
      };
      await ready(trial, 'h4');
      const first = await claim(1, 'a');
      expect(first).toMatchObject({ number: 1, wording: 'a', earlier: [] });
      await answered(first, 'retry');
      const earlier = [{ errand: 'send', outcome: 'retry', wording: 'a' }];
      const second = await claim(4, 'b');
      expect(second).toMatchObject({ number: 2, wording: 'b', earlier });
      await answered(second, 'accepted');
    });

    it('is claimed by nobody while its destination is paused', async () => {
      const { pauses } = trial.store;
      await ready(trial, 'h0');
      await pauses.pause({ to: 'erp', at: at(0), by: 'ops', reason: '' });
      expect(await claimed(trial, 1)).toEqual([]);
      await pauses.resume('erp');
      expect(await claimed(trial, 1)).toHaveLength(1);
    });

    it('is not claimed again though a fold that began before the claim has it ready', async () => {
      await ready(trial, 'h3');
      expect(await claimed(trial, 5)).toHaveLength(1);
      await trial.receive({ about: ['h3'], key: 'h3-later' });
      await foldAll(trial.store, {
        decide: (component) => {
          const unknowing = oneHandoff({ ...component, attempts: [] });
          const handoffs = unknowing.handoffs.map((one) => ({ ...one, state: 'overdue' as const }));
          return { ...unknowing, handoffs };
        },
      });
      expect(await claimed(trial, 6)).toEqual([]);
    });

    it('stays with a worker that lives', async () => {
      await ready(trial, 'h2');
      expect(await claimed(trial, 5)).toHaveLength(1);
      expect(await trial.store.orphaned(at(6))).toBe(0);
      expect(await trial.store.delivering()).toBe(1);
    });
  });
}

function waking(trial: Trial): void {
  it('wakes a component when its time has come', async () => {
    await trial.receive({ about: ['k1'], key: 'k-1' });
    await foldAll(trial.store, {
      decide: (component) => ({ ...shown(component), wake: at(60) }),
    });
    expect(await trial.store.wake(at(59), 10)).toBe(0);
    expect(await trial.store.wake(at(60), 10)).toBe(1);
    expect(await foldAll(trial.store)).toBe(1);
  });
}

/** @param open a store with nothing in it, closed by the suite that calls. */
export function storeConformance(open: () => Promise<Store>): void {
  const trial = new Trial();
  beforeAll(async () => {
    trial.store = await open();
  });
  intake(trial);
  batches(trial);
  components(trial);
  sending(trial);
  waking(trial);
}
