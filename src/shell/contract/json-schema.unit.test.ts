import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { answersText, contractText } from '../../core/contract/draft.js';
import { standardIds } from '../../core/contract/standard.js';
import { answersJsonSchema, contractJsonSchema, keysAt } from './json-schema.js';
import { checkContract } from './load.js';

/** What a person may write of each section, in short. */
const written = `weir: 1
systems:
  shop:   { role: storefront, connector: shopify, zone: America/New_York }
  amazon: { role: marketplace }
  erp:    { role: erp }
  pay:    { role: payments }
  ipaas:  { role: middleware }
  acme:   { role: supplier }
identity:                                # which names of two systems mean the same
  - [ shop.order_name, erp.external, { trim: "#" } ]
handoffs: { standard: true, order-to-erp: { within: 30m } }     # or rules only
feeds:
  acme-metrics: { from: acme, every: 1h, fresh_within: 2h, consumers: { erp: { else: hold }, amazon: { else: last-good } } }
`;

/** Every key that a contract may have. */
const everyKey = `weir: 1
systems:
  shop: { role: storefront, owner: web@example.com }
  erp:
    role: erp
    zone: Europe/Berlin
    connector: http
    http:
      url: https://erp.example.com/api
      headers: { authorization: Bearer env:ERP_TOKEN, x-company: "7" }
      allow: [ erp.example.com ]
      commands:
        create-order:
          method: PUT
          path: /orders/{names.order}
          body: '{ "lines": order.placed.lines }'
          accepted: status = 409 or status < 300
          refused: body.error
          record: body.id
          key_header: X-Key
          idempotent: 72h
      lookups: { create-order: { path: "/orders?key={key}", present: "$count(body) > 0", record: "body[0].id" } }
      concurrency: 2
      per_second: 5
      timeout: 5s
  acme: { role: supplier }
handoffs:
  standard: true
  change-to-erp: off
  cancel-to-erp: false
  po-to-supplier:
    on: [ purchase.ordered ]
    from: erp
    where: { type: 850, test: false }
    requires: [ payable, { acknowledged: order-to-erp }, { fresh: f }, { metric: f.otd, at_least: 0.92 } ]
    to: [ acme ]
    do: send-850
    within: 24h
    margin: 30m
    approve_within: 1d
    close_grace: 3d
    ack: { by: event, kinds: [ document.acknowledged ] }
    confirm: { fields: [ lines ] }
    retry: { for: 4h }
    keep: latest
    compensates: order-to-erp
    owner: buying
    effective_from: 2026-03-01
    gate: { compared: 50, over: 24h }
    mode: observe
feeds:
  f:
    from: acme
    every: 1d
    grace: 1h
    fresh_within: 2d
    min_rows: 10
    max_drop: 0.3
    calendar: { workdays: [ mon, 2 ], holidays: [ 2026-12-25 ], zone: UTC }
    consumers: { shop: { else: default, value: 0 }, erp: { else: buffer, by: 5 } }
    owner: buying
owns: { order: shop, stock: erp }
routes: [ { channel: shop, fulfilled_by: merchant, type: standard, to: erp } ]
items: [ { system: shop, sku: A, canonical: A-1, kit_of: { B: 2 }, pack: 6 } ]
readers:
  log:
    system: erp
    format: csv
    match: [ order, date ]
    zone: UTC
    day_first: true
    emit: { kind: order.status, when: { type: [ a, b ] }, at: date, id: id, refs: { order: order }, status: s, data: { reason: "=x" }, group_by: order }
personal: [ loyalty_number ]
partners: { big-box: { system: erp, ids: [ "08BIGBOX", 5123 ], acknowledges: [ 850, 856 ], answers: 850 } }
calendar: { holidays: [ 2026-01-01 ] }
alerts: { team: { to: "mailto:a@example.com", patterns: [ lost-order ], structural_only: true } }
accept: [ { match: { pattern: sync-delay, ref: 17 }, reason: known, until: 2026-12-31 } ]
costs: { minutes: { default: 15 }, hourly: { amount: "45.00", currency: USD } }
jobs: { nightly: { from: erp, to: shop, schedule: daily, manual: true, owner: x } }
workarounds: { w: { handoff: order-to-erp, minutes_per_week: 90, since: "2025" } }
`;

const ajv = new Ajv({ strict: false, allErrors: true });
const isContract = ajv.compile(contractJsonSchema());
const isAnswers = ajv.compile(answersJsonSchema());

async function kindOf(text: string): Promise<string> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  return load.kind === 'faulty' ? JSON.stringify(load.faults) : load.kind;
}

describe('the schema for editors', () => {
  it.each([
    ['an example with each kind of section', written],
    ['a contract with every key', everyKey],
    ['what init writes of nothing', contractText({ systems: [], joins: [], feeds: [] }, 'x')],
  ])('accepts %s, as the check does', async (name, text) => {
    const value: unknown = parse(text);
    if (name !== 'what init writes of nothing') {
      expect(isContract(value), JSON.stringify(isContract.errors)).toBe(true);
      expect(await kindOf(text)).toBe('loaded');
    } else {
      expect(isContract(value)).toBe(false);
      expect(await kindOf(text)).not.toBe('loaded');
    }
  });

  it.each([
    ['a role misspelt', 'role: storefront', 'role: storefrnt'],
    ['a duration without a unit', 'within: 30m', 'within: 30'],
    ['an unknown key', 'fresh_within:', 'fresh_withn:'],
    ['an unknown fallback', 'else: hold', 'else: hodl'],
    ['another version', 'weir: 1', 'weir: 2'],
  ])('refuses %s, as the check does', async (_name, right, wrong) => {
    const text = written.replace(right, wrong);
    expect(text).not.toBe(written);
    expect(isContract(parse(text))).toBe(false);
    expect(await kindOf(text)).not.toBe('loaded');
  });

  it('accepts what init writes as answers', () => {
    expect(isAnswers(parse(answersText('x'))), JSON.stringify(isAnswers.errors)).toBe(true);
  });

  it('knows the keys of an object at a path', () => {
    const schema = contractJsonSchema();
    expect(keysAt(schema, ['systems', 'erp'])).toEqual([
      'role',
      'connector',
      'http',
      'files',
      'webhook',
      'zone',
      'owner',
    ]);
    expect(keysAt(schema, ['identity', 0, 2])).toEqual(['trim', 'prefix', 'suffix', 'right']);
    expect(keysAt(schema, ['handoffs', standardIds[0] ?? '', 'ack'])).toEqual(['by', 'kinds']);
    expect(keysAt(schema, ['nothing', 'here'])).toEqual([]);
  });
});
