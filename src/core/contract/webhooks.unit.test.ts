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
    });
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
