// A subscription that is gone or switched off is told of by its topic, and no longer once it is back.
import { describe, expect, it } from 'vitest';
import type { Subscription } from '../connectors/connector.js';
import type { Instant } from '../core/observation/instant.js';
import type { Look, SubscriptionWatch } from './subscriptions.js';
import { looked, lostReasons, watchOf } from './subscriptions.js';

function at(topic: string, given: Partial<Subscription> = {}): Subscription {
  return { topic, address: 'https://weir.example/in/shop', active: true, ...given };
}

function look(
  listed: readonly Subscription[],
  given: Partial<Look['declaration']> & { before?: SubscriptionWatch; now?: number } = {},
): SubscriptionWatch {
  const { before = watchOf(null), now = 1, topics = [], address = null } = given;
  const declaration = { topics, address };
  return looked(before, { system: 'shop', declaration, listed, now: now as Instant });
}

const lost = ({ lost }: SubscriptionWatch): readonly string[] =>
  lost.map(({ topic, why }) => `${topic} ${why}`);

describe('looked', () => {
  it('misses what was there and is no longer, from the first look that shows it', () => {
    const first = look([at('orders/create'), at('refunds/create')]);
    expect(first.lost).toEqual([]);
    const second = look([at('orders/create')], { before: first, now: 2 });
    const third = look([at('orders/create')], { before: second, now: 3 });
    expect(third.lost).toEqual([{ topic: 'refunds/create', why: 'gone', since: 2 }]);
    const back = look([at('orders/create'), at('refunds/create')], { before: third, now: 4 });
    expect(back.lost).toEqual([]);
    expect([first, second, third, back].map(({ wholeAt }) => wholeAt)).toEqual([1, 1, 1, 4]);
    expect(watchOf('{"known":["orders/create"],"lost":[]}')).toMatchObject({ wholeAt: null });
  });

  it('tells one that is switched off from one that is gone', () => {
    const before = look([at('order.created')]);
    expect(lost(look([at('order.created', { active: false })], { before }))).toEqual([
      'order.created off',
    ]);
    const twice = [at('order.created', { active: false }), at('order.created')];
    expect(look(twice, { before }).lost).toEqual([]);
  });

  it('wants the topics of the contract, however the system writes them', () => {
    const topics = ['orders/create', 'orders/partially_fulfilled', 'store/order/created'];
    const listed = [
      at('ORDERS_CREATE'),
      at('ORDERS_PARTIALLY_FULFILLED'),
      at('store/order/*'),
      at('app/uninstalled'),
    ];
    expect(look(listed, { topics }).lost).toEqual([]);
    expect(lost(look(listed.slice(1), { topics }))).toEqual(['orders/create gone']);
    expect(look([at('*')], { topics }).lost).toEqual([]);
  });

  it('forgets what the contract does not name', () => {
    const before = look([at('orders/create'), at('refunds/create')]);
    expect(look([at('orders/create')], { before, topics: ['orders/create'] })).toEqual({
      known: [],
      lost: [],
      wholeAt: 1,
    });
  });

  it('counts only what leads to its door', () => {
    const elsewhere = at('orders/create', { address: 'https://weir.example/in/shop2' });
    expect(lost(look([elsewhere]))).toEqual(['* gone']);
    const under = at('orders/create', { address: 'https://proxy.example/weir/in/shop/orders' });
    expect(look([under]).lost).toEqual([]);
    const address = 'https://proxy.example/hooks/7/';
    const rewritten = at('orders/create', { address: 'https://proxy.example/hooks/7' });
    expect(look([rewritten], { address }).lost).toEqual([]);
    expect(lost(look([under], { address }))).toEqual(['* gone']);
    expect(lost(look([at('orders/create', { address: 'pubsub://project:topic' })]))).toEqual([
      '* gone',
    ]);
  });
});

describe('lostReasons', () => {
  it('names the topic and what to do', () => {
    const reasons = lostReasons('shop', 'with the API', [
      { topic: 'orders/create', why: 'gone' },
      { topic: 'orders/paid', why: 'off' },
      { topic: '*', why: 'gone' },
    ]);
    expect(reasons).toEqual([
      'shop has no webhook subscription orders/create that leads to /in/shop any more: make it again with the API.',
      'shop has switched its webhook subscription orders/paid off: switch it on, or make it again with the API.',
      'shop has no webhook subscription that leads to /in/shop: make it with the API.',
    ]);
  });
});
