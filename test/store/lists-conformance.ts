// What every store promises of its lists and of a finding that a person marks, as tests for the suites
// of both. What is listed is made up.
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  Component,
  FindingState,
  HandoffState,
  HandoffWord,
  Outcomes,
} from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Arrival, Store } from '../../src/store/store.js';

const start = 1_772_582_400_000;

function at(hours: number): Instant {
  return (start + hours * 3_600_000) as Instant;
}

/** Of an order's statement: in which words it stands, and what was found. */
interface MadeUp {
  readonly name: string;
  readonly headline: string;
  readonly hours: number;
  readonly systems: readonly string[];
  readonly handoffs: readonly HandoffWord[];
  readonly fingerprints: readonly string[];
}

const madeUp: readonly MadeUp[] = [
  {
    name: 'zz-1',
    headline: 'placed',
    hours: 1,
    systems: ['shop'],
    handoffs: ['overdue', 'expected', 'overdue'],
    fingerprints: ['f-a', 'f-b'],
  },
  {
    name: 'zz-2',
    headline: 'shipped',
    hours: 2,
    systems: ['erp', 'shop'],
    handoffs: ['seen'],
    fingerprints: ['f-a'],
  },
  {
    name: 'zz-3',
    headline: 'placed',
    hours: 3,
    systems: [],
    handoffs: [],
    fingerprints: ['f-timeless'],
  },
];

function decide({ facts }: Component): Outcomes {
  const [fact] = facts;
  const one = JSON.parse(fact?.text ?? '{}') as MadeUp;
  const { name, headline, systems } = one;
  return {
    verdicts: facts.map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: [
      { type: 'order', key: name, headline, names: [name], state: JSON.stringify({ systems }) },
    ],
    handoffs: one.handoffs.map((state, index) => handoff(one, state, index)),
    findings: one.fingerprints.map((fingerprint) => finding(one, fingerprint)),
    retired: [],
    wake: null,
  };
}

function handoff({ name, hours }: MadeUp, state: HandoffWord, index: number): HandoffState {
  return {
    key: `${name}/${index}`,
    subject: name,
    rule: 'order-to-erp',
    to: 'listed',
    state,
    carriage: 'not-ours',
    errand: null,
    waitingFor: null,
    due: index === 0 ? at(hours) : null,
    notBefore: null,
    attempts: 0,
    command: null,
    detail: '{}',
  };
}

function finding({ name, hours, systems }: MadeUp, fingerprint: string): FindingState {
  const isTimeless = fingerprint === 'f-timeless';
  return {
    id: `${fingerprint}-${name}`,
    fingerprint,
    pattern: isTimeless ? 'identity-conflict' : 'lost-order',
    cause: 'missing',
    level: 'fault',
    subject: name,
    handoff: 'order-to-erp',
    state: isTimeless ? 'healed' : 'open',
    at: isTimeless ? null : at(hours),
    detail: JSON.stringify({ systems, ...(name === 'zz-2' ? { recurrences: 2 } : {}) }),
  };
}

async function arrivalOf(store: Store, one: MadeUp): Promise<Arrival> {
  const body = Buffer.from(JSON.stringify(one));
  const id = await store.ids(2);
  const receipt = {
    id,
    system: 'shop',
    source: 'api' as const,
    position: null,
    at: at(one.hours),
    headers: {},
    body,
    digest: 'd',
  };
  const filed = {
    id: id + 1,
    text: body.toString(),
    system: 'shop',
    kind: 'order.placed',
    at: at(one.hours),
    key: one.name,
    content: one.name,
    names: [one.name],
    global: false,
    container: false,
  };
  return { receipt, filed: [filed], quarantined: [] };
}

/** @param open a store, which other suites may have used under other names. */
export function listsConformance(open: () => Promise<Store>): void {
  describe('lists', () => {
    listed(open);
  });
}

function listed(open: () => Promise<Store>): void {
  let store: Store;
  const first = { after: null, most: 10 };

  beforeAll(async () => {
    store = await open();
    const foldAll = async (): Promise<void> => {
      const digest = (text: string): string => text.slice(0, 20);
      const turn = { rows: 100, now: at(4), digest, decide };
      while ((await store.fold(turn)) !== null);
    };
    await foldAll();
    for (const one of madeUp) await store.receive([await arrivalOf(store, one)]);
    expect(await store.vitals()).toMatchObject({ inbox: 3, waitingSince: at(1) });
    await foldAll();
    expect(await store.vitals()).toMatchObject({ inbox: 0, waitingSince: null });
  });

  describe('orders', () => {
    async function keys(question: object): Promise<readonly string[]> {
      const { rows } = await store.orders({ ...first, ...question });
      return rows.map(({ subject }) => subject.key).filter((key) => key.startsWith('zz-'));
    }

    it('are listed by key with the words of their handoffs, each once', async () => {
      const { rows } = await store.orders({ after: 'zz-0', most: 2 });
      expect(rows.map(({ subject, handoffs }) => [subject.key, handoffs])).toEqual([
        ['zz-1', ['expected', 'overdue']],
        ['zz-2', ['seen']],
      ]);
      const { rows: rest, next } = await store.orders({ after: 'zz-2', most: 2 });
      expect([rest.map(({ subject }) => subject.key), next]).toEqual([['zz-3'], null]);
    });

    it('are filtered by headline, system and time', async () => {
      expect(await keys({ headline: 'placed' })).toEqual(['zz-1', 'zz-3']);
      expect(await keys({ system: 'erp' })).toEqual(['zz-2']);
      expect(await keys({ since: at(2) })).toEqual(['zz-2', 'zz-3']);
      expect(await keys({ headline: 'placed', since: at(2) })).toEqual(['zz-3']);
    });
  });

  describe('handoffs and findings', () => {
    it('are filtered by time, handoffs by their words, findings by a system too', async () => {
      const handoffs = await store.handoffs({ ...first, since: at(2) });
      expect(handoffs.rows.map(({ key }) => key)).toEqual(['zz-2/0']);
      const keysIn = async (...states: readonly HandoffWord[]): Promise<readonly string[]> =>
        (await store.handoffs({ ...first, to: 'listed', states })).rows.map(({ key }) => key);
      expect(await keysIn('overdue')).toEqual(['zz-1/0', 'zz-1/2']);
      expect(await keysIn('seen', 'expected')).toEqual(['zz-1/1', 'zz-2/0']);
      expect(await keysIn('dead')).toEqual([]);
      const late = await store.findings({ ...first, since: at(2) });
      expect(late.rows.map(({ id }) => id)).toEqual(['f-a-zz-2']);
      const ofErp = await store.findings({ ...first, system: 'erp' });
      expect(ofErp.rows.map(({ id }) => id)).toEqual(['f-a-zz-2']);
    });
  });

  describe('clusters', () => {
    it('take findings of one fingerprint together', async () => {
      const { rows } = await store.clusters({ ...first, pattern: 'lost-order' });
      const common = { pattern: 'lost-order', cause: 'missing', handoff: 'order-to-erp' };
      expect(rows).toEqual([
        {
          ...common,
          fingerprint: 'f-a',
          level: 'fault',
          count: 2,
          standing: 2,
          recurrences: 2,
          times: [at(1), at(2)],
        },
        {
          ...common,
          fingerprint: 'f-b',
          level: 'fault',
          count: 1,
          standing: 1,
          recurrences: 0,
          times: [at(1)],
        },
      ]);
      const timeless = await store.clusters({ ...first, pattern: 'identity-conflict' });
      expect(timeless.rows).toMatchObject([{ fingerprint: 'f-timeless', standing: 0, times: [] }]);
      const { rows: one, next } = await store.clusters({ after: null, most: 1 });
      expect([one[0]?.fingerprint, next]).toEqual(['f-a', 'f-a']);
    });
  });

  describe('a finding that a person marks', () => {
    it('stands as it was decided', async () => {
      const resolved = await store.mark('f-b-zz-1', (found) => ({ ...found, state: 'resolved' }));
      expect(resolved).toMatchObject({ id: 'f-b-zz-1', state: 'resolved' });
      const { rows } = await store.findings({ ...first, state: 'resolved' });
      expect(rows.map(({ id }) => id)).toEqual(['f-b-zz-1']);
      expect(await store.mark('none', (found) => found)).toBeNull();
    });

    it('is folded again where another contract may tell it otherwise', async () => {
      const foldedFor = async (accepting: boolean): Promise<readonly string[]> => {
        await store.foldFindings(accepting);
        const names: string[] = [];
        const noting = (component: Component): Outcomes => {
          const outcomes = decide(component);
          names.push(...outcomes.subjects.map(({ key }) => key));
          return outcomes;
        };
        const turn = { rows: 100, now: at(4), digest: String, decide: noting };
        while ((await store.fold(turn)) !== null);
        return names.sort();
      };
      expect(await foldedFor(false)).toEqual([]);
      const detail = JSON.stringify({ systems: [], accepted: { reason: 'known', until: null } });
      await store.mark('f-a-zz-2', (found) => ({ ...found, state: 'ignored', detail }));
      expect(await foldedFor(false)).toEqual(['zz-2']);
      expect(await foldedFor(true)).toEqual(['zz-1', 'zz-2']);
    });
  });
}
