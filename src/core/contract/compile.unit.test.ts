import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { hour, minute } from '../observation/instant.js';
import { compileAnswers } from './answers.js';
import { compileContract } from './compile.js';
import type { Compilation } from './compile.js';
import type { Rule } from './contract.js';
import { pathText } from './fault.js';

const systems = {
  shop: { role: 'storefront' },
  amazon: { role: 'marketplace' },
  erp: { role: 'erp' },
  acme: { role: 'supplier' },
};

function compile(further: Record<string, unknown>): Compilation {
  return compileContract({ weir: 1, systems, ...further });
}

function rule(compilation: Compilation, id: string): Rule | undefined {
  return compilation.contract.rules.find((one) => one.id === id);
}

describe('handoffs', () => {
  it('are the standard ones where the contract has none', () => {
    const compilation = compile({});
    expect(compilation.faults).toEqual([]);
    expect(rule(compilation, 'order-to-erp')?.withinMillis).toBe(15 * minute);
    expect(compilation.contract.written).toBe(true);
  });

  it('keep every key of a standard rule that is not written', () => {
    const handoffs = { standard: true, 'order-to-erp': { within: '30m', owner: 'team' } };
    const compilation = compile({ handoffs });
    const standard = rule(compile({}), 'order-to-erp');
    expect(compilation.faults).toEqual([]);
    expect(rule(compilation, 'order-to-erp')).toEqual({
      ...standard,
      withinMillis: 30 * minute,
      owner: 'team',
    });
  });

  it('give a written deadline to settlements too', () => {
    const compilation = compile({
      handoffs: { standard: true, 'payment-to-erp': { within: '3h' } },
    });
    expect(rule(compilation, 'payment-to-erp')).toMatchObject({
      withinMillis: 3 * hour,
      settlementWithinMillis: null,
    });
  });

  it.each([false, 'off'])('lose a rule that is %j, and what others ask of it', (off) => {
    const compilation = compile({ handoffs: { standard: true, 'order-to-erp': off } });
    expect(compilation.faults).toEqual([]);
    expect(rule(compilation, 'order-to-erp')).toBeUndefined();
    expect(rule(compilation, 'shipment-to-erp')?.requires).toEqual([]);
    expect(rule(compilation, 'cancel-to-erp')?.compensates).toBeNull();
  });

  it('are only those written where standard is not true', () => {
    const mine = { on: 'order.placed', to: 'channel', do: 'write-reference' };
    const compilation = compile({ handoffs: { mine } });
    expect(compilation.faults).toEqual([]);
    expect(compilation.contract.rules).toHaveLength(1);
    expect(rule(compilation, 'mine')).toMatchObject({
      on: ['order.placed'],
      to: ['shop', 'amazon'],
      withinMillis: null,
      standard: false,
    });
  });

  it('read every key of a rule', () => {
    const mine = {
      on: ['purchase.ordered', 'stock.changed'],
      from: 'erp',
      where: { type: 850, test: false },
      requires: [
        'payable',
        'not_held',
        'not_preorder',
        { acknowledged: 'order-to-erp' },
        { fresh: 'metrics' },
        { metric: 'metrics.otd', at_least: 0.92 },
      ],
      to: ['acme'],
      do: 'send-850',
      within: '24h',
      margin: '10m',
      approve_within: '2d',
      close_grace: '3d',
      ack: { by: 'readback', kinds: ['document.acknowledged'] },
      confirm: { fields: ['lines'] },
      retry: { for: '2h' },
      keep: 'latest',
      compensates: 'order-to-erp',
      owner: 'team',
      effective_from: '2026-03-01',
      gate: { compared: 50, over: '24h' },
      mode: 'shadow',
    };
    const feeds = { metrics: { from: 'acme', every: '1h' } };
    const compilation = compile({ feeds, handoffs: { standard: true, mine } });
    expect(compilation.faults).toEqual([]);
    expect(rule(compilation, 'mine')).toEqual({
      id: 'mine',
      on: ['purchase.ordered', 'stock.changed'],
      from: ['erp'],
      where: { type: '850', test: 'false' },
      requires: [
        { kind: 'payable' },
        { kind: 'not-held' },
        { kind: 'not-preorder' },
        { kind: 'acknowledged', rule: 'order-to-erp' },
        { kind: 'fresh', feed: 'metrics' },
        { kind: 'metric', feed: 'metrics', metric: 'otd', atLeast: '0.92' },
      ],
      to: ['acme'],
      operation: 'send-850',
      withinMillis: 24 * hour,
      settlementWithinMillis: null,
      marginMillis: 10 * minute,
      approveWithinMillis: 48 * hour,
      closeGraceMillis: 72 * hour,
      acknowledgedBy: 'readback',
      acknowledgedByKinds: ['document.acknowledged'],
      confirmFields: ['lines'],
      compareIgnore: [],
      retryForMillis: 2 * hour,
      keepLatest: true,
      compensates: 'order-to-erp',
      owner: 'team',
      effectiveFrom: Date.UTC(2026, 2, 1),
      gate: { compared: 50, overMillis: 24 * hour },
      mode: 'shadow',
      standard: false,
    });
  });

  it('take stock from whoever owns it', () => {
    const compilation = compile({ owns: { stock: 'acme' } });
    expect(rule(compilation, 'stock-to-channels')?.from).toEqual(['acme']);
    const handoffs = { standard: true, 'stock-to-channels': { from: 'erp' } };
    const written = compile({ owns: { stock: 'acme' }, handoffs });
    expect(rule(written, 'stock-to-channels')?.from).toEqual(['erp']);
  });
});

describe('the rest of the contract', () => {
  it('fills what a feed leaves out', () => {
    const feeds = { metrics: { from: 'acme', every: '1h', max_drop: '50%' } };
    expect(compile({ feeds }).contract.feeds.get('metrics')).toMatchObject({
      everyMillis: hour,
      freshWithinMillis: 2 * hour,
      graceMillis: 6 * minute,
      maxDrop: 0.5,
      minRows: null,
    });
  });

  it('reads each fallback', () => {
    const consumers = {
      shop: { else: 'last-good', within: '4h' },
      amazon: { else: 'default', value: 0 },
      erp: { else: 'buffer', by: 5 },
      acme: { else: 'block' },
    };
    const { contract, faults } = compile({
      feeds: { f: { from: 'acme', every: '1d', consumers } },
    });
    expect(faults).toEqual([]);
    expect([...(contract.feeds.get('f')?.consumers.values() ?? [])]).toEqual([
      { kind: 'last-good', withinMillis: 4 * hour },
      { kind: 'default', value: '0' },
      { kind: 'buffer', by: '5' },
      { kind: 'block' },
    ]);
  });

  it('reads joins, with what is taken off either end', () => {
    const identity = [
      ['shop.order_name', 'erp.external', { trim: '#' }],
      ['amazon.order', 'erp.po', { suffix: '-US' }],
      ['shop.external', 'erp.customer_order', { trim: '#', right: { trim: 'WEB', suffix: '/1' } }],
    ];
    expect(compile({ identity }).contract.joins).toEqual([
      {
        left: { system: 'shop', namespace: 'order_name' },
        right: { system: 'erp', namespace: 'external' },
        prefix: '#',
        suffix: '',
      },
      {
        left: { system: 'amazon', namespace: 'order' },
        right: { system: 'erp', namespace: 'po' },
        prefix: '',
        suffix: '-US',
      },
      {
        left: { system: 'shop', namespace: 'external' },
        right: { system: 'erp', namespace: 'customer_order' },
        prefix: '#',
        suffix: '',
        rightTrim: { prefix: 'WEB', suffix: '/1' },
      },
    ]);
  });

  it('reads a calendar by names of days or by their numbers', () => {
    const calendar = { workdays: ['sun', 'monday', 2, 2], holidays: ['2026-12-25'] };
    expect(compile({ calendar }).contract.calendar).toEqual({
      workdays: [1, 2, 7],
      holidays: ['2026-12-25'],
      zone: null,
    });
    expect(compile({ calendar: {} }).contract.calendar?.workdays).toEqual([1, 2, 3, 4, 5]);
  });

  it('is compiled without a fault where an owner is missing, for that is a gap of the map', () => {
    expect(compile({ handoffs: { standard: true } }).faults).toEqual([]);
  });
});

/** A contract-like value: real keys with anything behind them reaches further than pure noise. */
const keys = ['weir', 'systems', 'identity', 'handoffs', 'feeds', 'owns', 'routes', 'items'].concat(
  [
    'readers',
    'partners',
    'calendar',
    'alerts',
    'accept',
    'costs',
    'jobs',
    'workarounds',
    'personal',
  ],
  ['standard', 'order-to-erp', 'on', 'to', 'from', 'do', 'requires', 'within', 'consumers'],
  ['shop', 'erp', '__proto__', 'constructor', 'toString', 'role', 'every', 'else', 'emit', 'kind'],
  ['acknowledged', 'compensates', 'metric', 'match', 'minutes', 'hourly', 'kit_of', 'questions'],
);
const words = ['erp', 'shop', 'order.placed', '1h', 'off', 'order-to-erp', 'a.b', '', 'hold'];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(...words),
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  ),
}));

describe('whatever the value', () => {
  it('compiling a contract never throws, and every fault has a place and a remedy', () => {
    const noise = fc.dictionary(fc.constantFrom(...keys.slice(0, 16)), value, { maxKeys: 8 });
    const contractLike = noise.map((parts) => ({ ...parts, weir: 1, systems }));
    const property = fc.property(fc.oneof(value, noise, contractLike), (any) => {
      for (const fault of compileContract(any, { isZone: () => false }).faults) {
        expect(pathText(fault.path)).toBeTypeOf('string');
        expect(fault.message).not.toBe('');
        expect(fault.remedy).not.toBe('');
      }
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('compiling answers never throws', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(compileAnswers(any).answers.tickets).toBeInstanceOf(Array);
      }),
      { numRuns: 500 },
    );
  });
});
