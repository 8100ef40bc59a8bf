// From the command to path, headers and body; and from a foreign body to what expressions see.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpCommand, Operation } from '../../core/contract/contract.js';
import { templateOf } from '../../core/contract/path-template.js';
import type { Command } from '../../core/ledger/command.js';
import { expressionOf } from './expression.js';
import { plainBody } from './plain-body.js';
import { headerKey, headerValue, pathOf, wordingsOf } from './request.js';

function command(order: string): Command {
  return {
    operation: 'create-order',
    key: `order-to-erp/erp/shop/order=${order}`,
    to: 'erp',
    rule: 'order-to-erp',
    cause: { system: 'shop', id: 's-1', at: 0 },
    order: { key: order, placed: { lines: [{ sku: 'A', qty: 2 }] }, knownAs: {} },
    said: {},
    names: { order: [order], shipment: ['S-1', 'S-2'] },
  };
}

function path(template: string, order: string): string | null {
  const parts = templateOf(template);
  return 'message' in parts ? null : pathOf(parts, command(order));
}

describe('a wording', () => {
  const create: HttpCommand = {
    ...{ method: 'POST', path: '/orders', body: '{"n": names.order}', accepted: null },
    ...{ refused: null, record: null, keyHeader: 'Idempotency-Key', keysKeptMillis: 86_400_000 },
  };
  const declared = {
    url: 'https://erp.example.com/api',
    format: 'json' as const,
    headers: { 'X-Store': '3', authorization: 'Bearer env:ERP_TOKEN' },
    commands: new Map([['create-order' as const, create]]),
  };
  const first = wordingsOf(declared)['create-order'];

  it('is another where what is sent is another', () => {
    const commands = (changed: Partial<HttpCommand>): typeof declared.commands =>
      new Map([['create-order', { ...create, ...changed }]]);
    const others = [
      { ...declared, commands: commands({ body: '{"no": names.order}' }) },
      { ...declared, commands: commands({ path: '/v2/orders' }) },
      { ...declared, commands: commands({ method: 'PUT' }) },
      { ...declared, headers: { ...declared.headers, 'X-Store': '4' } },
    ].map((other) => wordingsOf(other)['create-order']);
    expect(new Set([first, ...others]).size).toBe(5);
  });

  it('stays where only the reading of answers, a secret or another command is another', () => {
    const commands = new Map<Operation, HttpCommand>([
      ['create-order', { ...create, record: 'body.id', keysKeptMillis: null }],
      ['cancel-order', { ...create, path: '/cancel' }],
    ]);
    const headers = { 'x-store': '3', 'x-key': 'env:OTHER' };
    expect(wordingsOf({ ...declared, commands, headers })['create-order']).toBe(first);
  });
});

describe('a path', () => {
  it('holds the fields of the command, encoded', () => {
    expect(path('/orders/{names.order}', 'a/b?c#d e%2f')).toBe('/orders/a%2Fb%3Fc%23d%20e%252f');
    expect(path('/o?key={key}&x=1', '7')).toBe('/o?key=order-to-erp%2Ferp%2Fshop%2Forder%3D7&x=1');
  });

  it('is none where a field is absent, empty, several or a step up', () => {
    expect(path('/orders/{said.nothing}', '1')).toBeNull();
    expect(path('/orders/{names.shipment}', '1')).toBeNull();
    expect(path('/orders/{order.placed}', '1')).toBeNull();
    for (const order of ['', '.', '..']) expect(path('/orders/{names.order}', order)).toBeNull();
    expect(path('/orders/{names.__proto__}', '1')).toBeNull();
    expect(path('/orders/{said.constructor}', '1')).toBeNull();
  });

  it('never leaves its place, whatever the order is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (order) => {
        const made = path('/api/orders/{names.order}/end', order);
        if (made === null) return;
        const { pathname, search, hash } = new URL(made, 'https://erp.example.com');
        expect(pathname).toMatch(/^\/api\/orders\/[^/]+\/end$/);
        expect(search + hash).toBe('');
      }),
    );
  });
});

describe('headers', () => {
  it('carry the key itself, or its digest where no header could', () => {
    expect(headerKey('order-to-erp/erp/shop/order=7')).toBe('order-to-erp/erp/shop/order=7');
    for (const key of ['ключ', 'a b', 'a\nb', 'x'.repeat(200), '\ud800']) {
      expect(headerKey(key)).toMatch(/^[\da-f]{64}$/);
    }
  });

  it('take secrets from the environment only', () => {
    const environment = { ERP_TOKEN: ' abc\n', EMPTY: '' };
    expect(headerValue('env:ERP_TOKEN', environment)).toEqual({ value: 'abc', secret: 'abc' });
    expect(headerValue('Bearer env:ERP_TOKEN', environment)).toEqual({
      value: 'Bearer abc',
      secret: 'abc',
    });
    expect(headerValue('env:EMPTY', environment)).toEqual({ missing: 'EMPTY' });
    expect(headerValue('env:OTHER', environment)).toEqual({ missing: 'OTHER' });
    expect(headerValue('text/plain', environment)).toEqual({
      value: 'text/plain',
      secret: null,
    });
  });
});

async function evaluated(text: string, over: unknown): Promise<unknown> {
  const expression = expressionOf(text);
  return 'failed' in expression ? expression : expression.evaluate(over);
}

describe('an expression', () => {
  it('gives plain JSON, the same each time', async () => {
    const body = '{ "ref": names.order[0], "lines": order.placed.lines.{ "item": sku, "n": qty } }';
    const expected = { value: { ref: '7', lines: { item: 'A', n: 2 } } };
    expect(await evaluated(body, command('7'))).toEqual(expected);
    expect(await evaluated('said.nothing', command('7'))).toEqual({ value: undefined });
    expect(await evaluated('$sum', {})).toMatchObject({ value: expect.anything() as unknown });
  });

  it.each([
    ['runs without end', '($f := function($n) { $f($n + 1) }; $f(1))'],
    ['calls itself too deep', '($f := function($n) { 1 + $f($n + 1) }; $f(1))'],
    ['makes too long a list', '[1..1000000]'],
    ['gives too much', '$pad("", 2000000, "x")'],
    ['is asked of the wrong thing', '$uppercase({})'],
    ['says itself that it fails', '$error("no")'],
  ])('fails, and no more, where it %s', async (_name, text) => {
    expect(await evaluated(text, {})).toHaveProperty('failed');
  });

  it('cannot be read where it is broken or deep without end', () => {
    for (const text of ['{', '('.repeat(9_000), 'x'.repeat(20_000), '$random()', '($e := $eval)']) {
      expect(expressionOf(text)).toHaveProperty('failed');
    }
  });
});

describe('a foreign body', () => {
  it('keeps the digits of long numbers, and is text where it is no JSON', () => {
    expect(
      plainBody(
        '{"id":576461413038785752,"n":1.5,"s":"9007199254740993 \\" 12345678901234567890"}',
      ),
    ).toEqual({
      id: '576461413038785752',
      n: 1.5,
      s: '9007199254740993 " 12345678901234567890',
    });
    expect(plainBody('<html>')).toBe('<html>');
    expect(plainBody('')).toBe('');
    expect(plainBody('['.repeat(100_000))).toBe('['.repeat(100_000));
    const deep = `${'['.repeat(65)}${']'.repeat(65)}`;
    expect(plainBody(deep)).toBe(deep);
  });

  it('is what JSON.parse gives, where no number is too long', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const parsed: unknown = JSON.parse(text);
        if (!/\d{16}/.test(text)) expect(plainBody(text)).toEqual(parsed);
      }),
    );
  });
});
