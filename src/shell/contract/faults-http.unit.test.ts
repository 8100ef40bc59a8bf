// The faults of `http:`: each at its place, in words, with what mends it.
import { describe, expect, it } from 'vitest';
import { checkContract } from './load.js';

interface Case {
  readonly name: string;
  /** The keys of `http:`, one a line; the fault stands right behind the mark. */
  readonly http: string;
  readonly says: string;
  readonly remedy: string;
  readonly rule?: string;
}

const mark = '▸';
const url = 'url: https://erp.example.com';
const create = 'commands: { create-order: { path: /orders } }';

function contractText({ http, rule = '' }: Pick<Case, 'http' | 'rule'>): string {
  const block = http === '' ? '' : `    http:\n      ${http.split('\n').join('\n      ')}\n`;
  return [
    'weir: 1\nsystems:\n  shop: { role: storefront }\n  erp:\n    role: erp\n    connector: http\n',
    block,
    `handoffs:\n  standard: true\n${rule}`,
  ].join('');
}

/** One command with these keys. */
function command(keys: string): string {
  return `${url}\ncommands: { create-order: { ${keys} } }`;
}

const addresses: readonly Case[] = [
  {
    name: 'no rate at all',
    http: `${url}\nper_second: ▸0\n${create}`,
    says: '"per_second" does not fit',
    remedy: 'Write more than 0.',
  },
  { name: 'no address', http: `url: ▸erp\n${create}`, says: 'no address', remedy: 'https://' },
  { name: 'a file', http: `url: ▸file:///etc\n${create}`, says: 'not spoken', remedy: 'https' },
  {
    name: 'a password in it',
    http: `url: ▸https://me:secret@erp.example.com\n${create}`,
    says: 'name or password',
    remedy: 'Basic env:NAME',
  },
  {
    name: 'a query',
    http: `url: ▸https://erp.example.com/?a=1\n${create}`,
    says: 'more than a path',
    remedy: 'paths of the commands',
  },
  {
    name: 'clear text over the open net',
    http: `url: ▸http://erp.example.com\n${create}`,
    says: 'can be read on the way',
    remedy: 'https://',
  },
  {
    name: 'the port of another protocol',
    http: `url: ▸https://erp.example.com:22\n${create}`,
    says: 'Port 22',
    remedy: 'allow: ["erp.example.com"]',
  },
  ...[
    ...['127.1', '0x7f000001', '2130706433', '0177.0.0.1', '①②⑦.0.0.1', '[::1]', 'localhost'],
    ...['localhost.', '100.64.0.1', '[fc00::1]', '[64:ff9b::7f00:1]', '[::ffff:10.0.0.1]'],
  ].map((host) => ({
    name: `no place of the open net, written ${host}`,
    http: `url: ▸"https://${host}"\n${create}`,
    says: 'no public address',
    remedy: 'allow:',
  })),
  {
    name: 'the metadata of a cloud in another form',
    http: `url: ▸"https://[::ffff:169.254.169.254]"\n${create}`,
    says: 'never reached',
    remedy: 'by its host',
  },
  {
    name: 'the metadata of a cloud, though it is allowed',
    http: `url: ▸http://169.254.169.254\nallow: [ 169.254.169.254 ]\n${create}`,
    says: 'never reached',
    remedy: 'by its host',
  },
];

const others: readonly Case[] = [
  {
    name: 'a secret',
    http: `${url}\nheaders: { x-api-key: ▸abc }\n${create}`,
    says: 'A secret may not stand',
    remedy: 'env:NAME',
  },
  {
    name: 'a header of our own',
    http: `${url}\nheaders: { ▸host: erp }\n${create}`,
    says: 'set for each request',
    remedy: 'Take it out',
  },
  {
    name: 'no header',
    http: `${url}\nheaders: { ▸"a b": c }\n${create}`,
    says: 'no name of a header',
    remedy: 'without blanks',
  },
  {
    name: 'an operation misspelt',
    http: `${url}\ncommands: { ▸crate-order: { path: /orders } }`,
    says: 'no operation',
    remedy: 'Did you mean "create-order"?',
  },
  {
    name: 'a method',
    http: command('path: /orders, method: ▸GET'),
    says: 'no method',
    remedy: 'PUT',
  },
  {
    name: 'a path without its slash',
    http: command('path: ▸orders'),
    says: 'no path',
    remedy: 'one slash',
  },
  {
    name: 'a path that leads up',
    http: command('path: ▸/orders/../admin'),
    says: 'may not',
    remedy: 'dots between slashes',
  },
  {
    name: 'a field that no command has',
    http: command('path: "▸/orders/{oder.key}"').replace('"▸', '▸"'),
    says: 'no field "oder.key"',
    remedy: 'order',
  },
  {
    name: 'an expression that breaks off',
    http: command(`path: /orders, body: ▸'{ "a": '`),
    says: 'at character',
    remedy: 'JSONata',
  },
  {
    name: 'text run as code',
    http: command(`path: /orders, record: ▸'$eval(body.x)'`),
    says: '$eval may not be used',
    remedy: 'JSONata',
  },
  {
    name: 'a clock',
    http: command(`path: /orders, body: ▸'{ "at": $now() }'`),
    says: 'differs at each attempt',
    remedy: 'JSONata',
  },
  {
    name: 'a pattern',
    http: command(`path: /orders, accepted: ▸'$match(body, /(a+)+$/)'`),
    says: 'run without end',
    remedy: 'JSONata',
  },
  {
    name: 'a live rule that nobody can be told',
    http: `${url}\n${create}`,
    rule: '  shipment-to-erp: { mode: ▸live }\n',
    says: '"erp" has no record-fulfilment',
    remedy: 'Add record-fulfilment: under',
  },
  {
    name: 'a live rule of holds and releases to a system that can only be told to hold',
    http: `${url}\ncommands: { hold-order: { path: /holds } }`,
    rule: '  stops: { on: [order.held, order.released], to: erp, do: hold-order, within: 5m, mode: ▸live }\n',
    says: '"erp" has no release-order',
    remedy: 'Add release-order: under',
  },
  {
    name: 'a live rule that is read back and cannot be',
    http: `${url}\n${create}`,
    rule: '  order-to-erp: { mode: live, ack: { by: ▸readback } }\n',
    says: "can't be asked for create-order",
    remedy: 'lookups',
  },
];

async function faultsOf(text: string): Promise<readonly string[]> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'faulty') return [];
  return load.faults.map((one) => `${one.line}:${one.column} ${one.message} ${one.remedy}`);
}

describe('the faults of http:', () => {
  it.each([...addresses, ...others])('$name', async (given) => {
    const marked = contractText(given);
    const before = marked.slice(0, marked.indexOf(mark)).split('\n');
    const [found = '', ...more] = await faultsOf(marked.replace(mark, ''));
    expect(more).toEqual([]);
    expect(found).toContain(`${before.length}:${(before.at(-1) ?? '').length + 1} `);
    expect(found).toContain(given.says);
    expect(found).toContain(given.remedy);
    expect(found).not.toContain('abc');
  });

  it('asks for the block where the connector is named, and for the connector where it is not', async () => {
    expect(await faultsOf(contractText({ http: '' }))).toEqual([
      '4:3 "erp" does not say how it is reached. Add http: with url: and commands:, or take connector: http away.',
    ]);
    const other = contractText({ http: `${url}\n${create}` }).replace(': http\n', ': netsuite\n');
    expect((await faultsOf(other)).join()).toContain('Write connector: http beside it.');
  });

  it('has no fault with a machine of one’s own, where it is allowed', async () => {
    const http = `url: http://127.0.0.1:8080/api/\nallow: 127.0.0.1\n${create}`;
    const rule = '  order-to-erp: { mode: live }\n';
    expect(await faultsOf(contractText({ http, rule }))).toEqual([]);
  });

  it('refuses a live rule to a system that has no connector', async () => {
    const text = contractText({ http: `${url}\n${create}` }).replace(
      'standard: true\n',
      'standard: true\n  cancel-to-erp: { to: shop, mode: live }\n',
    );
    expect((await faultsOf(text)).join()).toContain('"shop" can\'t be told anything');
  });
});
