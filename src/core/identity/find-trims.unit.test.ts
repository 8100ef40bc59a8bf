import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Join } from '../contract/contract.js';
import type { NameColumn, NamedSystem } from './find-joins.js';
import type { ProposedJoin } from './find-trims.js';
import { proposeTrims, trimsOf } from './find-trims.js';
import { NameTable } from './name-table.js';

const digests = new Map<string, number>();

/** A digest that no two names share; one leading `#` is left out, as the scan does. */
function digestOf(name: string): number {
  const bare = name.startsWith('#') ? name.slice(1) : name;
  const known = digests.get(bare) ?? digests.size;
  digests.set(bare, known);
  return known;
}

const texts = new Map<string, readonly string[]>();

/** A column whose names are stated one an hour. */
function column(system: string, namespace: string, names: readonly string[], from = 0): NameColumn {
  texts.set(`${system}.${namespace}`, names);
  const table = new NameTable();
  for (const [index, name] of names.entries()) {
    table.add(digestOf(name), from + index * 3_600, true);
  }
  return { system, namespace, names: table, marked: 0, plain: names.length };
}

function system(...columns: readonly NameColumn[]): NamedSystem {
  const name = columns[0]?.system ?? '';
  return { system: name, from: 0, until: 10 ** 9, columns, together: () => new Map() };
}

function proposed(systems: readonly NamedSystem[], joins: readonly Join[] = []): ProposedJoin[] {
  return proposeTrims({
    systems,
    unjoined: systems.flatMap((left, index) =>
      systems.slice(index + 1).map((right) => [left.system, right.system] as const),
    ),
    joins,
    sampleOf: (end) => (texts.get(`${end.system}.${end.namespace}`) ?? []).slice(0, 64),
    digestOf,
  });
}

const numbers = (count: number, from = 1_000): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

describe('the trim of a column', () => {
  it('is cut where a kind of text ends, never inside of a number', () => {
    expect(trimsOf(['WEB-1001', 'WEB-1002', 'WEB-1003'])).toEqual([
      { prefix: 'WEB', suffix: '' },
      { prefix: 'WEB-', suffix: '' },
    ]);
    expect(trimsOf(numbers(50))).toEqual([]);
  });

  it('is not `#` alone, which is left out of every name anyway', () => {
    expect(trimsOf(['#1001', '#1002'])).toEqual([]);
  });

  it('leaves something of every name', () => {
    expect(trimsOf(['WEB-1', 'WEB-2'])).toEqual([]);
  });
});

describe('joins by a trim', () => {
  it('are proposed where one side writes a constant text around the names of the other', () => {
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(40).map((name) => `WEB-${name}/US`),
      ),
    );
    const erp = system(column('erp', 'external', numbers(40)));
    expect(proposed([erp, shop]).map(({ join }) => join)).toEqual([
      {
        left: { system: 'erp', namespace: 'external' },
        right: { system: 'shop', namespace: 'order_name' },
        prefix: 'WEB-',
        suffix: '/US',
      },
    ]);
  });

  it('are proposed where either side writes a text of its own', () => {
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(40).map((name) => `#${name}-US`),
      ),
    );
    const erp = system(
      column(
        'erp',
        'external',
        numbers(40).map((name) => `WEB${name}`),
      ),
    );
    expect(proposed([shop, erp])).toMatchObject([
      {
        join: {
          left: { system: 'erp', namespace: 'external' },
          right: { system: 'shop', namespace: 'order_name' },
          prefix: 'WEB',
          suffix: '',
          rightTrim: { prefix: '#', suffix: '-US' },
        },
        carriers: [{ names: 40 }, { names: 40 }],
      },
    ]);
  });

  it('take the # off with the text, for exact names have it', () => {
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(40).map((name) => `#${name}-US`),
      ),
    );
    const erp = system(column('erp', 'external', numbers(40)));
    const [join] = proposed([erp, shop]).map((one) => one.join);
    expect(join).toMatchObject({ prefix: '#', suffix: '-US' });
  });

  it('are not proposed of two counters that differ by days', () => {
    const invoices = system(
      column(
        'erp',
        'external',
        numbers(40).map((name) => `INV${name}`),
        3 * 86_400,
      ),
    );
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(40).map((name) => `#${name}`),
      ),
    );
    expect(proposed([invoices, shop])).toEqual([]);
  });

  it('are never of two texts where one side names orders by `order`', () => {
    const shop = system(
      column(
        'shop',
        'order',
        numbers(40).map((name) => `S-${name}`),
      ),
    );
    const erp = system(
      column(
        'erp',
        'external',
        numbers(40).map((name) => `WEB${name}`),
      ),
    );
    expect(proposed([erp, shop])).toEqual([]);
  });

  it('are not proposed of names that are stated at quite other times', () => {
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(40).map((name) => `WEB-${name}`),
      ),
    );
    const erp = system(column('erp', 'external', numbers(40), 90 * 86_400));
    expect(proposed([erp, shop])).toEqual([]);
  });

  it('are not proposed of few names', () => {
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(19).map((name) => `WEB-${name}`),
      ),
    );
    const erp = system(column('erp', 'external', numbers(19)));
    expect(proposed([erp, shop])).toEqual([]);
  });

  it('take the text off every column that is joined to its bearer', () => {
    const web = numbers(40).map((name) => `WEB-${name}`);
    const shop = system(column('shop', 'order_name', web));
    const erp = system(column('erp', 'external', numbers(40)));
    const equal: Join = {
      left: { system: 'books', namespace: 'external' },
      right: { system: 'shop', namespace: 'order_name' },
      prefix: '',
      suffix: '',
    };
    const found = proposed([erp, shop], [equal]).map(({ join }) => join);
    expect(found).toContainEqual({ ...equal, prefix: 'WEB-' });
    expect(found).toHaveLength(2);
  });

  it('never touch a column that another join takes something off', () => {
    const shop = system(
      column(
        'shop',
        'order_name',
        numbers(40).map((name) => `WEB-${name}`),
      ),
    );
    const erp = system(column('erp', 'external', numbers(40)));
    const other: Join = {
      left: { system: 'pos', namespace: 'external' },
      right: { system: 'shop', namespace: 'order_name' },
      prefix: 'W',
      suffix: '',
    };
    expect(proposed([erp, shop], [other])).toEqual([]);
  });

  it('find whatever text stands around the names, and nothing where names differ', () => {
    const mark = fc.constantFrom('-', '/', '_', '.', ':');
    const word = fc.stringMatching(/^[A-Za-z]{1,6}$/);
    const trim = fc.tuple(word, mark);
    const ids = fc.uniqueArray(fc.integer({ min: 1_000, max: 9_999_999 }), {
      minLength: 30,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        trim,
        ids,
        fc.boolean(),
        fc.boolean(),
        ([letters, sign], found, isSuffix, isOther) => {
          const names = found.map(String);
          const text = isSuffix ? `${sign}${letters}` : `${letters}${sign}`;
          const written = names.map((name) => (isSuffix ? `${name}${text}` : `${text}${name}`));
          const shop = system(column('shop', 'order_name', written));
          const theirs = isOther ? names.map((name) => `9${name}0`) : names;
          const erp = system(column('erp', 'external', theirs));
          const joins = proposed([erp, shop]).map(({ join }) => [join.prefix, join.suffix]);
          const wanted = isSuffix ? ['', text] : [text, ''];
          expect(joins).toEqual(isOther ? [] : [wanted]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
