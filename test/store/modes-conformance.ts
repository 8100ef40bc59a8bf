// What every store promises of modes and of replays, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  Component,
  Errand,
  HandoffState,
  Outcome,
  Outcomes,
} from '../../src/core/ledger/ledger.js';
import type { ModeChange } from '../../src/core/ledger/modes.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Claim, Store } from '../../src/store/store.js';

const start = 1_772_582_400_000;

function at(seconds: number): Instant {
  return (start + seconds * 1_000) as Instant;
}

function change(rule: string, sequence: number, given: Partial<ModeChange> = {}): ModeChange {
  return {
    rule,
    sequence,
    mode: 'shadow',
    at: at(sequence),
    effectiveFrom: at(sequence + 5),
    overlapMillis: 60_000,
    oldPath: 'nightly job',
    by: 'ann',
    reason: 'it is time',
    forced: true,
    ...given,
  };
}

/** Decides that one handoff of `rule` stands as its last attempt left it: only `retry` goes on. */
function standing(rule: string): (component: Component) => Outcomes {
  return (component) => {
    const last = component.attempts.at(-1);
    const isOpen = last?.outcome === null || last?.outcome === 'retry';
    const isStuck = last !== undefined && !isOpen && last.replayed === null;
    const handoff: HandoffState = {
      key: `${rule}/${component.id}`,
      subject: 'x',
      rule,
      to: rule,
      state: isStuck ? 'refused' : 'ready',
      carriage: isStuck ? 'refused' : 'ready',
      errand: isStuck ? null : 'settle',
      waitingFor: null,
      due: null,
      notBefore: null,
      attempts: component.attempts.length,
      command: '{}',
      detail: JSON.stringify({
        triggered: 0,
        tried: component.attempts.map(({ errand, replayed }) => [errand, replayed]),
      }),
    };
    const verdicts = component.facts.map(
      ({ id }) => ({ id, verdict: 'applied', reason: '' }) as const,
    );
    const { findings } = component;
    return { verdicts, subjects: [], handoffs: [handoff], findings, retired: [], wake: null };
  };
}

/** @param open the store, which other suites may use besides. */
export function modesConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function file(name: string): Promise<void> {
    const [receipt, id] = [await store.ids(1), await store.ids(1)];
    const about = { system: 'shop', kind: 'order.placed', at: at(0), names: [name] };
    await store.receive([
      {
        receipt: {
          id: receipt,
          system: 'shop',
          source: 'api',
          position: null,
          at: at(0),
          headers: {},
          body: Buffer.from(name),
          digest: name,
        },
        filed: [
          { ...about, id, text: name, key: name, content: name, global: false, container: false },
        ],
        quarantined: [],
      },
    ]);
  }

  /** How often the component of this name was decided. */
  async function fold(name: string): Promise<number> {
    let decided = 0;
    const decide = (component: Component): Outcomes => {
      if (component.facts.some(({ text }) => text === name)) decided += 1;
      return standing(name)(component);
    };
    const turn = { now: at(0), rows: 100, decide, digest: (text: string) => text };
    while ((await store.fold(turn)) !== null);
    return decided;
  }

  async function attempted(rule: string, outcome: Outcome): Promise<void> {
    const firstId = await store.ids(10);
    const [claim] = await store.claim({
      to: rule,
      now: at(1),
      most: 10,
      firstId,
      served: 0,
    });
    expect(claim?.handoff.errand).toBe('settle');
    const answer = { handoff: '', at: at(2), retryAt: null, answer: 'no' };
    await store.answer([{ ...answer, attempt: claim?.attempt ?? 0, outcome }]);
    await fold(rule);
  }

  async function handoffOf(rule: string): Promise<HandoffState | undefined> {
    return (await store.handoffs({ after: null, most: 10, rule })).rows[0];
  }

  describe('modes', () => {
    it('follow each other, and of two at the same place the first is kept', async () => {
      const { modes } = store;
      expect(await modes.changeMode(change('m-b', 1))).toBe(true);
      expect(await modes.changeMode(change('m-a', 2))).toBe(false);
      const live = change('m-a', 1, { mode: 'live', oldPath: null, forced: false });
      expect(await modes.changeMode(live)).toBe(true);
      expect(await modes.changeMode(change('m-b', 1, { mode: 'live' }))).toBe(false);
      const both = ['x', 'y'].map(async (by) => modes.changeMode(change('m-b', 2, { by })));
      expect((await Promise.all(both)).sort()).toEqual([false, true]);
      const kept = (await modes.modeChanges()).filter(({ rule }) => rule.startsWith('m-'));
      const places = kept.map(({ rule, sequence }) => [rule, sequence]);
      expect(places).toEqual([
        ['m-a', 1],
        ['m-b', 1],
        ['m-b', 2],
      ]);
      expect(kept.slice(0, 2)).toEqual([live, change('m-b', 1)]);
    });

    it('have folded again what a change may move, and nothing else', async () => {
      // What other suites left there is not of these.
      await fold('m-none');
      await file('m-open');
      await fold('m-open');
      await store.modes.refold('m-other');
      expect(await fold('m-open')).toBe(0);
      await store.modes.refold('m-open');
      expect(await fold('m-open')).toBe(1);
      await attempted('m-open', 'refused');
      await store.modes.refold('m-open');
      expect(await fold('m-open')).toBe(0);
    });
  });

  describe('a replay', () => {
    const said = { by: 'ann', at: at(9), reason: 'the item is there now', absent: false };

    it('marks the last attempt once, and has it decided again', async () => {
      await file('r-1');
      await fold('r-1');
      const key = (await handoffOf('r-1'))?.key ?? '';
      expect(await store.replay({ keys: [key, 'no such'], ...said })).toEqual([]);
      await attempted('r-1', 'refused');
      expect((await handoffOf('r-1'))?.carriage).toBe('refused');
      expect(await store.replay({ keys: [key, 'no such'], ...said })).toEqual([key]);
      expect(await store.replay({ keys: [key], ...said, by: 'bob' })).toEqual([]);
      await fold('r-1');
      const again = await handoffOf('r-1');
      expect(again).toMatchObject({ key, carriage: 'ready', errand: 'settle', attempts: 1 });
      expect(JSON.parse(again?.detail ?? '')).toMatchObject({ tried: [['settle', said]] });
      await attempted('r-1', 'refused');
      expect(await store.replay({ keys: [key], ...said, absent: true })).toEqual([key]);
      await fold('r-1');
      expect((await handoffOf('r-1'))?.attempts).toBe(2);
    });

    it('marks what was sent, and not a claim after it that came to nothing', async () => {
      await file('r-2');
      await fold('r-2');
      await attempted('r-2', 'retry');
      await attempted('r-2', 'unsent');
      const key = (await handoffOf('r-2'))?.key ?? '';
      expect(await store.replay({ keys: [key], ...said })).toEqual([key]);
      await fold('r-2');
      const detail = JSON.parse((await handoffOf('r-2'))?.detail ?? '') as object;
      expect(detail).toMatchObject({
        tried: [
          ['settle', said],
          ['settle', null],
        ],
      });
    });
  });

  describe('what is ready of a rule that has gone back', () => {
    /** One handoff that is to be sent; as a book that knows of the change has it, looked up first. */
    const sending =
      (rule: string, errand: Errand, desired?: string) =>
      (component: Component): Outcomes => {
        const outcomes = standing(rule)(component);
        const register = desired === undefined ? {} : { register: { desired } };
        const detail = JSON.stringify({ triggered: 0, ...register });
        const [found] = outcomes.handoffs.map((one) => ({ ...one, errand, detail }));
        return { ...outcomes, handoffs: found === undefined ? [] : [found] };
      };
    const folded = async (decide: (component: Component) => Outcomes): Promise<number> => {
      const turn = { now: at(0), rows: 100, decide, digest: (text: string) => text };
      let components = 0;
      for (let one = await store.fold(turn); one !== null; one = await store.fold(turn)) {
        components += one.components;
      }
      return components;
    };
    const claimed = async (rule: string, seconds: number): Promise<readonly Claim[]> => {
      const firstId = await store.ids(10);
      return store.claim({ to: rule, now: at(seconds), most: 10, firstId, served: 0 });
    };
    const errands = async (rule: string, seconds: number): Promise<readonly unknown[]> =>
      (await claimed(rule, seconds)).map(({ handoff }) => handoff.errand);
    const goesLive = async (rule: string): Promise<void> => {
      await folded(standing('m-none'));
      await store.modes.changeMode(change(rule, 1, { mode: 'live' }));
      await file(rule);
    };
    const goesBack = async (rule: string): Promise<boolean> =>
      store.modes.changeMode(change(rule, 2, { mode: 'shadow' }));

    it('is not sent as it was, whoever folds it by an older book', async () => {
      await goesLive('back-1');
      await folded(sending('back-1', 'send'));
      expect(await goesBack('back-1')).toBe(true);
      expect(await errands('back-1', 1)).toEqual([]);
      // A fold that began before the change, and ends after it.
      expect(await folded(sending('back-1', 'send'))).toBe(1);
      expect(await errands('back-1', 60)).toEqual([]);
      expect(await folded(sending('back-1', 'check'))).toBe(1);
      expect(await errands('back-1', 60)).toEqual(['check']);
    });

    it('is sent where we have begun it', async () => {
      await goesLive('back-2');
      await folded(sending('back-2', 'send'));
      const [claim] = await claimed('back-2', 1);
      const answer = { handoff: '', at: at(2), retryAt: null, answer: 'busy' };
      const attempt = claim?.attempt ?? 0;
      await store.answer([{ ...answer, attempt, outcome: 'retry' }]);
      await folded(sending('back-2', 'send'));
      await goesBack('back-2');
      expect(await errands('back-2', 3)).toEqual(['send']);
    });

    it('is sent of a register where its value was begun, and not where it is a new one', async () => {
      await goesLive('back-3');
      await folded(sending('back-3', 'send', '1/5'));
      const [claim] = await claimed('back-3', 1);
      const answer = { handoff: '', at: at(2), retryAt: null, answer: 'busy' };
      await store.answer([{ ...answer, attempt: claim?.attempt ?? 0, outcome: 'retry' }]);
      await folded(sending('back-3', 'send', '2/4'));
      await goesBack('back-3');
      expect(await errands('back-3', 3)).toEqual([]);
      expect(await folded(sending('back-3', 'send', '1/5'))).toBe(1);
      expect(await errands('back-3', 60)).toEqual(['send']);
    });

    it('is sent where the rule is live again', async () => {
      await goesLive('back-4');
      await folded(sending('back-4', 'send'));
      await goesBack('back-4');
      await store.modes.changeMode(change('back-4', 3, { mode: 'live' }));
      expect(await errands('back-4', 1)).toEqual(['send']);
    });
  });
}
