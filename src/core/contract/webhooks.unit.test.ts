// `webhook:` of the contract: what it comes to, and what is wrong with it.
import { describe, expect, it } from 'vitest';
import { compileContract } from './compile.js';
import type { Contract } from './contract.js';

const reader = {
  system: 'erp',
  format: 'json',
  match: ['event'],
  emit: { kind: 'order.acknowledged', at: 'when', id: 'event' },
};

function compiled(
  webhook: unknown,
  system: object = {},
  readers: object = { events: reader },
): { readonly contract: Contract; readonly messages: readonly string[] } {
  const { contract, faults } = compileContract({
    weir: 1,
    systems: { erp: { role: 'erp', webhook, ...system }, shop: { role: 'storefront' } },
    readers,
  });
  return { contract, messages: faults.map(({ message }) => message) };
}

const signature = {
  scheme: 'hmac-sha256',
  header: 'X-Signature',
  prefix: 'sha256=',
  encoding: 'hex',
};

describe('webhook:', () => {
  it('names the variables of its secrets, its scheme and its reader', () => {
    const secret = ['env:ERP_NEW', 'env:ERP_OLD'];
    const { contract, messages } = compiled({ secret, signature, reader: 'events' });
    expect(messages).toEqual([]);
    expect(contract.webhooks.get('erp')).toEqual({
      secrets: ['ERP_NEW', 'ERP_OLD'],
      signature: {
        scheme: 'hmac-sha256',
        header: 'x-signature',
        prefix: 'sha256=',
        encoding: 'hex',
        key: 'text',
      },
      reader: 'events',
      subscriptions: null,
    });
  });

  it('asks for subscriptions where http: is, or elsewhere with credentials of that place', () => {
    const http = {
      url: 'https://erp.example/api/',
      headers: { authorization: 'Bearer env:TOKEN' },
    };
    const secret = 'env:ERP';
    const list = { path: '/webhooks', list: 'body.hooks' };
    const own = { url: 'https://hooks.example', topics: 'orders' };
    const at = (subscriptions: object) =>
      compiled(
        { secret, signature, subscriptions },
        { connector: 'http', http },
      ).contract.webhooks.get('erp')?.subscriptions;
    expect(at(list)).toMatchObject({
      url: 'https://erp.example/api',
      headers: { authorization: 'Bearer env:TOKEN' },
      listing: list,
      topics: [],
      everyMillis: 900_000,
    });
    expect(at({ ...list, ...own })).toMatchObject({
      url: 'https://hooks.example',
      headers: {},
      topics: ['orders'],
    });
  });

  it('says what a list of subscriptions lacks', () => {
    const at = (subscriptions: object) =>
      compiled({ secret: 'env:ERP', signature, subscriptions }, { connector: 'http' }).messages;
    expect(at({ list: 'body' })).toContain('Nothing says how the list of subscriptions is read.');
    expect(at({ path: 'webhooks', list: 'body' })).toContain('"webhooks" is no path.');
    expect(at({ path: '/webhooks', list: 'body', address: 'here' })).toContain(
      '"here" is no address.',
    );
  });

  it('leaves the scheme to a connector that has one', () => {
    const { contract, messages } = compiled({ secret: 'env:SHOP' }, { connector: 'shopify' });
    expect(messages).toEqual([]);
    expect(contract.webhooks.get('erp')).toMatchObject({ signature: null, reader: null });
  });

  it('needs no http: block for a system that is never told anything', () => {
    const { messages } = compiled(
      { secret: 'env:ERP', signature: { scheme: 'standard-webhooks' } },
      { connector: 'http' },
    );
    expect(messages).toEqual([]);
  });

  it.each([
    [
      'a secret in the file',
      { secret: 'hunter2', signature },
      'A secret may not stand in the contract.',
    ],
    ['no scheme', { secret: 'env:A' }, 'Nothing says how "erp" signs its webhooks.'],
    ['a scheme that is none', { secret: 'env:A', signature: { scheme: 'md5' } }, 'scheme'],
    [
      'a scheme without its header',
      { secret: 'env:A', signature: { scheme: 'secret-header' } },
      'Nothing says which header carries the secret-header.',
    ],
    [
      'a header that is none',
      { secret: 'env:A', signature: { ...signature, header: 'a b' } },
      '"a b" is no name of a header.',
    ],
    [
      'no such reader',
      { secret: 'env:A', signature, reader: 'nobody' },
      'There is no reader "nobody".',
    ],
  ])('says of %s what is wrong', (_what, webhook, message) => {
    const { messages } = compiled(webhook);
    expect(messages.join('\n')).toContain(message);
  });

  it('refuses a reader of another system, or of tables', () => {
    const webhook = { secret: 'env:A', signature, reader: 'events' };
    const of = (changed: object): string =>
      compiled(webhook, {}, { events: { ...reader, ...changed } }).messages.join('\n');
    expect(of({ system: 'shop' })).toContain('The reader "events" is of shop.');
    expect(of({ format: 'csv' })).toContain('The reader "events" reads csv.');
  });
});
