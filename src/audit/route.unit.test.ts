import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Join } from '../core/contract/contract.js';
import { kinds } from '../core/observation/kinds.js';
import { LineTable } from './line-table.js';
import { hashName } from './name-hash.js';
import { route } from './route.js';

const systems = ['erp', 'pay', 'shop'];
const namespaces = ['external', 'order', 'order_name', 'payment', 'record', 'sku'];

interface Statement {
  readonly system: string;
  readonly kind: (typeof kinds)[number];
  readonly names: readonly (readonly [string, string])[];
}

/** The bucket of each statement. */
function bucketsOf(statements: readonly Statement[], joins: readonly Join[] = []): number[] {
  const table = new LineTable();
  for (const [index, { system, kind, names }] of statements.entries()) {
    for (const [namespace, name] of names) {
      const { first, second } = hashName(name);
      table.addKey(namespaces.indexOf(namespace), first, second, name.startsWith('#'));
    }
    const line = { offset: index, length: 1, at: 0, kind: kinds.indexOf(kind) };
    table.addLine({ ...line, system: systems.indexOf(system) });
  }
  const range = {
    columns: table.columns(),
    systems: Uint16Array.from(systems.keys()),
    namespaces: Uint16Array.from(namespaces.keys()),
    buckets: new Int32Array(statements.length),
  };
  route({ ranges: [range], systems, namespaces, joins, skus: [], items: [] });
  return [...range.buckets];
}

const join: Join = {
  left: { system: 'shop', namespace: 'order_name' },
  right: { system: 'erp', namespace: 'external' },
  prefix: '#',
  suffix: '',
};

const say = (
  system: string,
  kind: Statement['kind'],
  names: Readonly<Record<string, string>>,
): Statement => ({ system, kind, names: Object.entries(names) });

describe('the route', () => {
  it('brings statements of one global name together, and of others not', () => {
    const [one, other, third] = bucketsOf([
      say('shop', 'order.placed', { order: 'A' }),
      say('erp', 'order.acknowledged', { order: 'A' }),
      say('erp', 'order.acknowledged', { order: 'B' }),
    ]);
    expect(one).toBe(other);
    expect(third).not.toBe(one);
  });

  it('brings names of two systems together by a join alone', () => {
    const statements = [
      say('shop', 'order.placed', { order: '53', order_name: '#1001' }),
      say('erp', 'order.acknowledged', { external: '1001' }),
    ];
    const [one, other] = bucketsOf(statements);
    expect(one).not.toBe(other);
    const [joined, also] = bucketsOf(statements, [join]);
    expect(joined).toBe(also);
  });

  it('brings a statement without a name of an order to the order that states its payment', () => {
    const [order, payment, stranger] = bucketsOf([
      say('shop', 'order.placed', { order: 'A', payment: 'pi_1' }),
      say('pay', 'payment.captured', { payment: 'pi_1' }),
      say('pay', 'payment.captured', { payment: 'pi_2' }),
    ]);
    expect(payment).toBe(order);
    expect(stranger).not.toBe(order);
  });

  it('does not chain orders by a record that two systems number alike', () => {
    const [one, other] = bucketsOf([
      say('shop', 'order.placed', { order: 'A', record: '7' }),
      say('erp', 'order.acknowledged', { order: 'B', record: '7' }),
    ]);
    expect(one).not.toBe(other);
  });

  it('does not chain a whole file by a name that stands in thousands of lines', () => {
    const statements = Array.from({ length: 6_000 }, (_, index) =>
      say('erp', 'order.acknowledged', { order: `A${index}`, external: 'none' }),
    );
    expect(new Set(bucketsOf(statements)).size).toBe(6_000);
  });

  it('never parts two statements that share a name that joins', () => {
    const name = fc.constantFrom('1', '2', '3', '4', '5', '6', '#1', '#2');
    const statement = fc.record({
      system: fc.constantFrom(...systems),
      kind: fc.constantFrom(
        'order.placed' as const,
        'payment.captured' as const,
        'hop.failed' as const,
      ),
      names: fc.uniqueArray(fc.tuple(fc.constantFrom('order', 'order_name', 'external'), name), {
        minLength: 1,
        maxLength: 3,
        selector: ([namespace]) => namespace,
      }),
    });
    const keyOf = (system: string, [namespace, value]: readonly [string, string]): string => {
      if (namespace === 'order') return `order ${value}`;
      const joined =
        (system === 'shop' && namespace === 'order_name') ||
        (system === 'erp' && namespace === 'external');
      return joined ? `joined ${value.replace(/^#/, '')}` : `${system} ${namespace} ${value}`;
    };
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 12 }), (statements) => {
        const buckets = bucketsOf(statements, [join]);
        const byKey = new Map<string, number>();
        for (const [index, { system, names }] of statements.entries()) {
          for (const one of names) {
            const key = keyOf(system, one);
            const known = byKey.get(key);
            if (known !== undefined) expect(buckets[index]).toBe(known);
            byKey.set(key, buckets[index] ?? -1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
