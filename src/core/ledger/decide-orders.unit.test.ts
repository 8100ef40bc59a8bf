// What a component of orders comes to where records turn out to be one, or what was sent is owed no
// longer.
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/given.js';
import { inferContract } from '../contract/infer.js';
import type { Contract } from '../contract/contract.js';
import { emptyTally } from '../detect/tally.js';
import { patternWords } from '../detect/words.js';
import type { Coverage, SystemCoverage } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import { isUnreadable, readObservation } from '../observation/read.js';
import { orderRun } from '../order/judge.js';
import { decide } from './decide.js';
import type { Command } from './command.js';
import type { Attempt, Component, HandoffState, Mode, Outcome, Outcomes } from './ledger.js';
import type { ModeChange } from './modes.js';
import { modeBook } from './modes.js';
import type { Deciding } from './deciding.js';
import { ItemNames } from './item-names.js';

const start = Date.parse('2026-03-04T10:00:00Z');
const minute = 60_000;
const contract: Contract = inferContract(['shop', 'amazon', 'erp', 'pay'], new Map()).contract;
const live = ['order-to-erp', 'cancel-to-erp', 'refund-to-erp'];

function at(minutes: number): Instant {
  return (start + minutes * minute) as Instant;
}

/** A statement, `minutes` after the start. */
function line(system: string, kind: string, minutes: number, rest: object): string {
  const time = new Date(at(minutes)).toISOString();
  return JSON.stringify({ id: `${system} ${kind} ${minutes}`, system, kind, at: time, ...rest });
}

function placed(system: string, order: string, minutes = 0): string {
  const data = { payable: 'captured', lines: [{ sku: 'A', qty: 1 }] };
  return line(system, 'order.placed', minutes, { refs: { order }, data });
}

function held(order: string, minutes: number, external?: string): string {
  const refs = { order, record: `SO-${order}`, ...(external === undefined ? {} : { external }) };
  return line('erp', 'order.acknowledged', minutes, { refs, data: { state: 'confirmed' } });
}

const read: Deciding['read'] = (text) => {
  const value = JSON.parse(text) as { readonly data?: object };
  const statement = readObservation(value, (content) => content);
  if (isUnreadable(statement)) throw new Error(statement.unreadable);
  return { statement, said: { ...value.data } };
};

/** The contract, with another time in which a cancellation is to be told. */
const patient: Contract = {
  ...contract,
  rules: contract.rules.map((rule) =>
    rule.id === 'cancel-to-erp' ? { ...rule, withinMillis: 180 * minute } : rule,
  ),
};

interface Further {
  /** The rules have been taken back since. */
  readonly returned?: boolean;
  readonly by?: Contract;
  /** Nobody hears the ERP: nothing of it was ever heard, or its poll fails just now. */
  readonly unheard?: 'for-good' | 'for-now';
}

/** Since ten minutes after the start nobody listens to the ERP. */
function deafen({ systems }: Coverage): void {
  const erp = systems.get('erp');
  if (erp === undefined) throw new Error('the ERP is not covered');
  const holes = [{ from: at(10), until: Infinity as Instant }];
  (systems as Map<string, SystemCoverage>).set('erp', { ...erp, holes });
}

function deciding({ returned = false, by = contract, unheard }: Further): Deciding {
  const whole = contextOf({ contract: by, without: unheard === 'for-good' ? ['erp'] : [] });
  const context = { ...whole, now: at(60) };
  if (unheard === 'for-now') deafen(context.coverage);
  const rest = { overlapMillis: 0, oldPath: null, by: 'contract', reason: '', forced: false };
  const change = (rule: string, sequence: number, mode: Mode, minutes: number): ModeChange => ({
    ...{ rule, sequence, mode, at: at(minutes), effectiveFrom: at(minutes), ...rest },
  });
  const changes = live.flatMap((rule) => [
    change(rule, 1, 'live', -60),
    // Before any of the orders by their clocks.
    ...(returned ? [change(rule, 2, 'observe', -30)] : []),
  ]);
  return {
    ...{ context, book: modeBook(changes), read, words: patternWords, isReadBack: () => true },
    orders: orderRun({ context, tally: emptyTally(), demand: null }),
    itemNames: new ItemNames(by.items),
  };
}

function tried(handoff: string, outcome: Outcome | null, id = 1): Attempt {
  return {
    ...{ id, handoff, worker: 'w', errand: 'send', at: at(id), outcome },
    ...{ answeredAt: outcome === null ? null : at(id), retryAt: null, answer: '', replayed: null },
  };
}

const none: Component = { id: 1, facts: [], handoffs: [], findings: [], attempts: [] };

/** What one more fold makes of what stood there, with these statements and attempts besides. */
function folded(
  { facts, handoffs, findings, attempts }: Component,
  more: Further & {
    readonly lines?: readonly string[];
    readonly attempts?: readonly Attempt[];
  },
): { readonly component: Component; readonly outcomes: Outcomes } {
  const fresh = (more.lines ?? []).map((text, index) => ({
    ...{ id: facts.length + index + 1, text, verdict: null },
  }));
  const before = {
    ...{ id: 1, findings, facts: [...facts, ...fresh] },
    attempts: [...attempts, ...(more.attempts ?? [])],
    // As the last fold left them: a claim does not touch them.
    handoffs,
  };
  const outcomes = decide(before, deciding(more));
  const judged = before.facts.map((fact) => ({ ...fact, verdict: fact.verdict ?? 'applied' }));
  const { handoffs: kept, findings: found } = outcomes;
  return {
    component: { ...before, facts: judged, handoffs: kept, findings: found },
    outcomes,
  };
}

function handoff({ handoffs }: Outcomes | Component, key: string): HandoffState | undefined {
  return handoffs.find((one) => one.key === key);
}

const shop = 'order-to-erp/erp/shop/order=1';
const amazon = 'order-to-erp/erp/amazon/order=2';

describe('two orders that the ERP shows to be one', () => {
  const twins = folded(none, { lines: [placed('shop', '1'), placed('amazon', '2', 1)] }).component;
  /** The ERP calls both by one number of its own. */
  const joining = [held('1', 5, 'X-1'), held('2', 6, 'X-1')];

  it('are two handoffs as long as nothing joins them', () => {
    expect([handoff(twins, shop), handoff(twins, amazon)]).toMatchObject([
      { carriage: 'ready', errand: 'send' },
      { carriage: 'ready', errand: 'send' },
    ]);
  });

  it('leave one handoff: the twin that was not sent is superseded', () => {
    const { outcomes } = folded(twins, { lines: joining });
    expect(handoff(outcomes, amazon)).toMatchObject({ carriage: 'done', state: 'acknowledged' });
    expect(handoff(outcomes, shop)).toMatchObject({ carriage: 'superseded', errand: null });
  });

  it('were sent twice where both were: one is superseded, and it is a finding', () => {
    const sent = [tried(shop, 'accepted', 1), tried(amazon, 'accepted', 2)];
    const apart = folded(twins, { attempts: sent });
    expect(handoff(apart.outcomes, amazon)).toMatchObject({ carriage: 'in-flight' });
    const { outcomes, component } = folded(apart.component, { lines: joining });
    expect(handoff(outcomes, shop)).toMatchObject({ carriage: 'done', state: 'acknowledged' });
    expect(handoff(outcomes, amazon)).toMatchObject({
      carriage: 'superseded',
      state: 'superseded',
    });
    const finding = { pattern: 'identity-conflict', cause: 'duplicate', state: 'open' };
    expect(outcomes.findings).toContainEqual(expect.objectContaining(finding));
    expect(folded(component, {}).outcomes.handoffs).toEqual(outcomes.handoffs);
  });

  it('leave what was sent first, whatever ids the processes that sent them counted in', () => {
    const first = { ...tried(shop, 'accepted', 1), id: 100_001 };
    const apart = folded(twins, { attempts: [first, tried(amazon, 'accepted', 2)] });
    const { outcomes } = folded(apart.component, { lines: joining });
    expect(handoff(outcomes, shop)).toMatchObject({ carriage: 'done' });
    expect(handoff(outcomes, amazon)).toMatchObject({ carriage: 'superseded' });
  });

  it('wait for the answer where the twin is under way, and know then', () => {
    const apart = folded(twins, { attempts: [tried(shop, 'accepted', 1), tried(amazon, null, 2)] });
    const joined = folded(apart.component, { lines: joining });
    expect(handoff(joined.outcomes, amazon)).toMatchObject({ carriage: 'in-flight' });
    expect(joined.outcomes.findings).not.toContainEqual(
      expect.objectContaining({ pattern: 'identity-conflict' }),
    );
    const answered = {
      ...joined.component,
      attempts: [tried(shop, 'accepted', 1), tried(amazon, 'refused', 2)],
    };
    const { outcomes } = folded(answered, {});
    expect(handoff(outcomes, amazon)).toMatchObject({ carriage: 'superseded' });
  });
});

describe('a claim that no fold has seen', () => {
  it('makes the handoff ours, though the rule goes back before the next fold', () => {
    const owed = folded(none, { lines: [placed('shop', '1')] }).component;
    const { outcomes } = folded(owed, { attempts: [tried(shop, null)], returned: true });
    expect(handoff(outcomes, shop)).toMatchObject({ carriage: 'in-flight' });
    expect(JSON.parse(handoff(outcomes, shop)?.detail ?? '{}')).toMatchObject({ mode: 'live' });
    const unsent = folded(owed, { returned: true });
    expect(handoff(unsent.outcomes, shop)).toMatchObject({ carriage: 'not-ours' });
  });

  it('keeps its name where its order turns out to be one with another', () => {
    const twins = folded(none, { lines: [placed('shop', '1'), placed('amazon', '2', 1)] });
    const lines = [held('1', 5, 'X-1'), held('2', 6, 'X-1')];
    const { outcomes } = folded(twins.component, { lines, attempts: [tried(shop, 'unknown')] });
    expect(handoff(outcomes, shop)).toMatchObject({ carriage: 'done', state: 'acknowledged' });
    expect(handoff(outcomes, amazon)).toMatchObject({ carriage: 'superseded', errand: null });
  });
});

describe('a cancellation of what the ERP took and has not shown', () => {
  const cancelled = line('shop', 'order.cancelled', 5, { refs: { order: '1' } });
  const undoing = 'cancel-to-erp/erp/shop/order=1';
  const owed = folded(none, { lines: [placed('shop', '1')] }).component;
  const sent = folded(owed, { attempts: [tried(shop, 'accepted')] }).component;

  it('goes, whatever time its rule has been given since', () => {
    const first = folded(sent, { lines: [cancelled] });
    expect(handoff(first.outcomes, undoing)).toMatchObject({ errand: 'send' });
    const { outcomes } = folded(first.component, { by: patient });
    expect(handoff(outcomes, undoing)).toMatchObject({ errand: 'send' });
  });
});

describe('lines that are cancelled of what was sent after a look-up', () => {
  const ordered = line('shop', 'order.placed', 0, {
    refs: { order: '1' },
    data: { payable: 'captured', lines: [{ sku: 'A', qty: 5 }] },
  });
  const owed = folded(none, { lines: [ordered] }).component;
  const checked: Attempt = { ...tried(shop, 'accepted', 3), errand: 'check' };
  const sent = folded(owed, { attempts: [checked] }).component;
  const less = (minutes: number): HandoffState | undefined => {
    const cancelled = line('shop', 'order.cancelled', minutes, {
      refs: { order: '1' },
      data: { lines: [{ sku: 'A', qty: 2 }] },
    });
    const { outcomes } = folded(sent, { lines: [cancelled, held('1', 10)] });
    return outcomes.handoffs.find(({ rule }) => rule === 'cancel-to-erp');
  };

  it('are told where the ERP had taken it before: nobody can have told it of them by then', () => {
    expect(less(5)).toMatchObject({ errand: 'send' });
  });

  it('stay in doubt where they were cancelled before: another path may have created the rest', () => {
    expect(less(2)).toBeUndefined();
  });
});

describe('two orders that share a name in doubt', () => {
  it('are each created, under a key of their own', () => {
    const named = (order: string, minutes: number): string =>
      line('shop', 'order.placed', minutes, {
        refs: { order, order_name: '#1001' },
        data: { payable: 'captured', lines: [{ sku: 'A', qty: 1 }] },
      });
    const first = folded(none, { lines: [named('1', 0)] }).component;
    const sent = folded(first, { attempts: [tried(shop, 'accepted')] }).component;
    const { outcomes } = folded(sent, { lines: [named('2', 3)] });
    expect(outcomes.handoffs.filter(({ rule }) => rule === 'order-to-erp')).toMatchObject([
      { key: shop, carriage: 'in-flight' },
      { key: 'order-to-erp/erp/shop/order=2', carriage: 'ready' },
    ]);
  });
});

describe('a refund that is no longer owed', () => {
  const refunded = 'refund-to-erp/erp/pay/order=1/refund=R-1';
  const refund = line('pay', 'refund.issued', 10, {
    refs: { order: '1', refund: 'R-1' },
    data: { amount: '3.00', currency: 'USD' },
  });
  const shown = line('erp', 'refund.issued', 12, {
    refs: { order: '1', refund: 'R-1' },
    data: { amount: '3.00', currency: 'USD' },
  });
  const undone = line('erp', 'order.cancelled', 14, { refs: { order: '1' } });
  const owed = folded(none, { lines: [placed('shop', '1'), held('1', 2), refund] }).component;
  const lost = folded(owed, { attempts: [tried(refunded, 'unknown', 11)] }).component;

  it('is done where the destination showed it, before it was undone or with it', () => {
    const before = folded(lost, { lines: [shown] }).component;
    expect(handoff(before, refunded)).toMatchObject({ carriage: 'done', state: 'acknowledged' });
    const later = folded(before, { lines: [undone] });
    expect(handoff(later.outcomes, refunded)).toMatchObject({ carriage: 'done' });
    const atOnce = folded(lost, { lines: [shown, undone] });
    expect(handoff(atOnce.outcomes, refunded)).toMatchObject({
      ...{ carriage: 'done', state: 'acknowledged', errand: null },
    });
  });

  it('stays unknown where nobody can be asked, and says why', () => {
    const left = handoff(folded(lost, { lines: [undone] }).outcomes, refunded);
    expect(left).toMatchObject({ carriage: 'unknown', errand: null });
    expect(JSON.parse(left?.detail ?? '{}')).toMatchObject({
      reason: expect.stringContaining('no longer owed') as unknown,
    });
  });
});

describe('two orders whose refunds bear one number', () => {
  const refundOf = (order: string, minutes: number): string =>
    line('pay', 'refund.issued', minutes, {
      refs: { order, refund: 'R-1' },
      data: { amount: '3.00', currency: 'USD' },
    });
  const first = folded(none, { lines: [placed('shop', '1'), held('1', 2), refundOf('1', 10)] });
  const second = [placed('shop', '2', 11), held('2', 12), refundOf('2', 13)];
  const ofFirst = 'refund-to-erp/erp/pay/order=1/refund=R-1';
  const ofSecond = 'refund-to-erp/erp/pay/order=2/refund=R-1';
  /** As a ledger has it that was written before the order was part of the name. */
  const former = 'refund-to-erp/erp/pay/refund=R-1';
  const old = {
    ...first.component,
    handoffs: first.component.handoffs.map((one) => ({
      ...one,
      ...(one.key === ofFirst ? { key: former, subject: 'neither' } : {}),
    })),
  };

  it('have a handoff each', () => {
    const { outcomes } = folded(first.component, { lines: second });
    expect(handoff(outcomes, ofFirst)).toMatchObject({ errand: 'send', subject: '1' });
    expect(handoff(outcomes, ofSecond)).toMatchObject({ errand: 'send', subject: '2' });
  });

  it('keep the name that was told of one of them, whichever came to be written there', () => {
    const sent = [tried(former, 'accepted', 11)];
    const { outcomes } = folded(old, { lines: second, attempts: sent });
    expect(handoff(outcomes, former)).toMatchObject({ carriage: 'in-flight', subject: '1' });
    expect(handoff(outcomes, ofFirst)).toBeUndefined();
    expect(handoff(outcomes, ofSecond)).toMatchObject({ errand: 'send', subject: '2' });
  });

  it('name their order as each system does, and of all refunds their own', () => {
    const command = JSON.parse(handoff(first.component, ofFirst)?.command ?? '{}') as Command;
    expect(command.names).toEqual({ order: ['1'], refund: ['R-1'] });
    expect(command.order?.knownAs).toEqual({
      shop: { order: ['1'] },
      erp: { order: ['1'], record: ['SO-1'] },
      pay: { order: ['1'] },
    });
  });

  it('leave a name that was never told', () => {
    const { outcomes } = folded(old, {});
    expect(handoff(outcomes, former)).toMatchObject({ carriage: 'superseded', errand: null });
    expect(handoff(outcomes, ofFirst)).toMatchObject({ errand: 'send' });
  });
});

describe('an order that only a container speaks of here', () => {
  const payout = line('pay', 'payment.settled', 5, {
    refs: { order: ['1', '2'], payment: 'P' },
    data: { amount: '9.00', currency: 'USD' },
  });

  it('is no subject beside the order that the component is about', () => {
    const { outcomes } = folded(none, { lines: [placed('shop', '1'), payout] });
    expect(outcomes.subjects.map(({ key }) => key)).toEqual(['1']);
  });

  it('is shown where nothing else is known of any, and is owed nothing', () => {
    const { outcomes } = folded(none, { lines: [payout] });
    expect(outcomes.subjects.map(({ key }) => key)).toEqual(['1', '2']);
    expect(outcomes.handoffs).toEqual([]);
  });
});

describe('an order that the ERP took, and of which it says nothing by the deadline', () => {
  const after = (unheard?: Further['unheard']): HandoffState | undefined => {
    const further = unheard === undefined ? {} : { unheard };
    const { component } = folded(none, { ...further, lines: [placed('shop', '1')] });
    const taken = { ...further, attempts: [tried(shop, 'accepted')] };
    return handoff(folded(component, taken).outcomes, shop);
  };
  const reasonOf = (state: HandoffState | undefined): unknown =>
    state === undefined ? undefined : (JSON.parse(state.detail) as { reason?: unknown }).reason;

  it('is overdue where it is heard', () => {
    expect(after()).toMatchObject({ carriage: 'in-flight', state: 'overdue' });
  });

  it('is overdue where nothing of it was ever heard, and says so', () => {
    const unheard = after('for-good');
    expect(unheard).toMatchObject({ carriage: 'in-flight', state: 'overdue' });
    expect(reasonOf(unheard)).toBe(
      'erp took it, and nothing is heard from erp by which it would show that it holds it: ' +
        'have its webhooks, a poll or its files read',
    );
  });

  it('is in flight while nobody listens to it, and says so', () => {
    const deaf = after('for-now');
    expect(deaf).toMatchObject({ carriage: 'in-flight', state: 'in-flight' });
    expect(reasonOf(deaf)).toBe(
      'erp took it; whether it holds it shows once it can be heard again',
    );
  });
});

describe('a retry that was planned while the clock was a day ahead', () => {
  const day = 24 * 60;
  const ready = folded(none, { lines: [placed('shop', '1')] }).component;
  const failed = (minutes: number, rest: Partial<Attempt> = {}): Attempt => ({
    ...tried(shop, 'retry', 1),
    ...{ at: at(minutes), answeredAt: at(minutes + 1), ...rest },
  });
  const planned = (attempt: Attempt): number => {
    const next = handoff(folded(ready, { attempts: [attempt] }).outcomes, shop)?.notBefore;
    if (next == null) throw new Error('nothing is planned');
    return (next - at(60)) / minute;
  };

  it('goes as long after now as it would have gone after its answer', () => {
    expect(planned(failed(day))).toBeCloseTo(planned(failed(59)), 6);
  });

  it('rests as long as the destination asked for', () => {
    expect(planned(failed(day, { retryAt: at(day + 31) }))).toBe(30);
  });
});
