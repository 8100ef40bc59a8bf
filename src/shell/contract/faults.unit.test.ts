// Every fault of a contract, by its text: where it is shown, what it says, how it is to be mended.
import { describe, expect, it } from 'vitest';
import { checkContract } from './load.js';

const head = `weir: 1
systems:
  shop: { role: storefront }
  amazon: { role: marketplace }
  erp: { role: erp }
  acme: { role: supplier }
`;

async function faultsOf(text: string): Promise<string[]> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'faulty') return [];
  return load.faults.map(
    ({ file, line, column, message, remedy }) => `${file}:${line}:${column} ${message} ${remedy}`,
  );
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly says: string;
  readonly remedy: string;
}

/** Stands in the text just before the place of the fault. */
const mark = '▸';

/** A whole file and its fault; where no mark stands in it, the fault is at its start. */
function alone(name: string, marked: string, words: [string, string]): Case {
  const at = Math.max(0, marked.indexOf(mark));
  const before = marked.slice(0, at).split('\n');
  const [says, remedy] = words;
  const column = (before.at(-1) ?? '').length + 1;
  return { name, text: marked.replace(mark, ''), line: before.length, column, says, remedy };
}

/** The same for what follows the head. */
function after(name: string, marked: string, words: [string, string]): Case {
  return alone(name, `${head}${marked}\n`, words);
}

const rule = (keys: string): string =>
  `handoffs:\n  mine: { on: order.placed, to: erp, do: create-order, ${keys} }`;
/** Live, and sayable to whom it goes. */
const told = (keys: string): string => `weir: 1
systems:
  erp:
    role: erp
    connector: http
    http: { url: https://erp.example.com, commands: { create-order: { path: /orders } } }
feeds: { f: { from: erp, every: 1h } }
handoffs:
  mine: { on: order.placed, to: erp, do: create-order, mode: live, ${keys} }`;
const feed = (keys: string): string => `feeds:\n  f: { from: acme, every: 1h, ${keys} }`;

const wholeFile: readonly Case[] = [
  alone('no version', 'systems: { erp: { role: erp } }', [
    'does not say its version',
    'Add weir: 1',
  ]),
  alone('another version', 'weir: ▸2\nsystems: { erp: { role: erp } }', [
    'version of the contract is unknown',
    'Write weir: 1',
  ]),
  alone('no systems', 'weir: 1', ['names no system', 'weir init']),
  alone('a list', '- 1', ['This is no contract', 'Start it with weir: 1']),
  alone('an empty file', '', ['The file is empty', 'weir init']),
  alone('only a comment', '# nothing\n', ['The file is empty', 'weir init']),
  alone('a role misspelt', 'weir: 1\nsystems:\n  erp: { role: ▸epr }', [
    '"epr" is no role',
    'Did you mean "erp"?',
  ]),
  alone('a role nobody knows', 'weir: 1\nsystems:\n  erp: { role: ▸zzzzzzzz }', [
    '"zzzzzzzz" is no role',
    'Write one of: storefront',
  ]),
  alone('no role', 'weir: 1\nsystems:\n  ▸netsuite: {}', [
    '"netsuite" has no role',
    'Add role: erp',
  ]),
  alone('no such zone', 'weir: 1\nsystems:\n  erp: { role: erp, zone: ▸Mars/One }', [
    '"Mars/One" is no time zone',
    'IANA',
  ]),
  alone('a system that is text', 'weir: 1\nsystems:\n  erp: ▸netsuite', [
    '"erp" must be a mapping (key: value), and is text',
    'Write a mapping',
  ]),
  alone('an unknown key of a system', 'weir: 1\nsystems:\n  erp: { role: erp, ▸owned: x }', [
    'There is no key "owned"',
    'Did you mean "owner"?',
  ]),
  alone('an unknown key at the top', 'weir: 1\nsystems: { erp: { role: erp } }\n▸handofs: {}', [
    'There is no key "handofs"',
    'Did you mean "handoffs"?',
  ]),
];

const yamlFaults: readonly Case[] = [
  alone('a key twice', `${head}owns: {}\n▸owns: {}`, [
    'Map keys must be unique',
    'Keep one of the two',
  ]),
  alone('a system twice', 'weir: 1\nsystems:\n  erp: { role: erp }\n  ▸erp: { role: erp }', [
    'Map keys must be unique',
    'Keep one of the two',
  ]),
  alone('a bracket that stays open', 'weir: 1\nsystems: { erp: { role: erp }\n▸', [
    'This is no YAML',
    'close every bracket',
  ]),
  alone('an indent by tab', 'weir: 1\nsystems:\n▸\terp: { role: erp }', [
    'This is no YAML',
    'Indent with spaces',
  ]),
  alone('an alias without its anchor', 'weir: 1\nsystems: ▸*none', [
    'Nothing above is anchored as "none"',
    'Write &none',
  ]),
  alone('two documents', 'weir: 1\n▸---\nweir: 1', ['This is no YAML', 'Keep one document']),
  alone('a tag of a language', 'weir: ▸!!js/function 1', ['This is no YAML', 'Take the tag']),
  alone('nesting without end', '['.repeat(100_000), ['nested too deeply', 'at most 32 levels']),
  alone('nesting a little too deep', `a: ${'['.repeat(40)}${']'.repeat(40)}`, [
    'nested too deeply',
    'at most 32 levels',
  ]),
];

const joins: readonly Case[] = [
  after('an unknown system', 'identity:\n  - [ shop.order_name, ▸epr.external ]', [
    'No system is called "epr"',
    'Did you mean "erp"?',
  ]),
  after('no namespace', 'identity:\n  - [ ▸shop, erp.external ]', [
    '"shop" names no namespace',
    'SYSTEM.NAMESPACE',
  ]),
  after('two names of one system', 'identity:\n  - ▸[ erp.external, erp.po ]', [
    'Both names are of "erp"',
    'two systems',
  ]),
  after('a join twice', 'identity:\n  - [ shop.a, erp.b ]\n  - ▸[ erp.b, shop.a ]', [
    'joined twice',
    'Take one',
  ]),
  after(
    'joins that contradict',
    'identity:\n  - [ shop.a, erp.b ]\n  - ▸[ shop.a, erp.b, { trim: "#" } ]',
    ['joined before with another trim', 'Keep the one'],
  ),
  after('trim and prefix', 'identity:\n  - [ shop.a, erp.b, { trim: "#", prefix: ▸"#" } ]', [
    'say the same thing',
    'Keep one',
  ]),
  after('an unknown option', 'identity:\n  - [ shop.a, erp.b, { ▸trimm: "#" } ]', [
    'no key "trimm"',
    'Did you mean "trim"?',
  ]),
  after('one name only', 'identity:\n  - ▸[ shop.a ]', ['does not fit', '2']),
];

const rules: readonly Case[] = [
  after(
    'an unknown destination',
    'handoffs:\n  mine: { on: order.placed, to: ▸epr, do: create-order }',
    ['No system is called "epr"', 'Did you mean "erp"?'],
  ),
  after(
    'one of several destinations unknown',
    'handoffs:\n  mine: { on: order.placed, to: [ erp, ▸zzzz ], do: create-order }',
    ['No system is called "zzzz"', 'name one of: shop, amazon, erp, acme'],
  ),
  after(
    'a destination twice',
    'handoffs:\n  mine: { on: order.placed, to: [ erp, ▸erp ], do: create-order }',
    ['"erp" is named twice', 'once'],
  ),
  after(
    'a role that nobody has',
    'handoffs:\n  mine: { on: order.placed, to: ▸warehouse, do: create-order }',
    ['No system has the role warehouse', 'Give a system'],
  ),
  after('an unknown source', rule('from: ▸shp'), [
    'No system is called "shp"',
    'Did you mean "shop"?',
  ]),
  after(
    'an unknown operation',
    'handoffs:\n  mine: { on: order.placed, to: erp, do: ▸crate-order }',
    ['"crate-order" is no operation', 'Did you mean "create-order"?'],
  ),
  after('an unknown kind', 'handoffs:\n  mine: { on: ▸order.plcaed, to: erp, do: create-order }', [
    '"order.plcaed" is no kind',
    'Did you mean "order.placed"?',
  ]),
  after(
    'a kind nothing is near to',
    'handoffs:\n  mine: { on: [ ▸order.qqqqqqqqqqqqq ], to: erp, do: create-order }',
    ['is no kind', 'Write one of: order.placed'],
  ),
  after('no on, to, do', 'handoffs:\n  ▸mine: { within: 5m }', [
    'does not say on:, to:, do:',
    'Add what triggers it',
  ]),
  after(
    'a standard rule misspelt',
    'handoffs:\n  standard: true\n  ▸order-to-rep: { within: 5m }',
    ['does not say', 'the standard rule "order-to-erp"'],
  ),
  after('a standard rule changed without standard', 'handoffs:\n  ▸order-to-erp: { within: 5m }', [
    'does not say',
    'standard: true under handoffs:',
  ]),
  after(
    'an unknown key of a standard rule',
    'handoffs:\n  standard: true\n  order-to-erp: { ▸wthin: 5m }',
    ['no key "wthin"', 'Did you mean "within"?'],
  ),
  after('an unknown key of a rule', rule('▸colour: red'), [
    'no key "colour"',
    'Keys here: on, from',
  ]),
  after('a number without a unit', rule('within: ▸15'), [
    '"15" is no duration',
    '90s, 15m, 4h, 2d',
  ]),
  after('a duration in words', rule('within: ▸soon'), ['"soon" is no duration', '90s']),
  after('a requirement on an unknown rule', rule('requires: { acknowledged: ▸mnie }'), [
    'No rule is called "mnie"',
    'Did you mean "mine"?',
  ]),
  after('a requirement on an unknown feed', rule('requires: [ { fresh: ▸nothing } ]'), [
    'No feed is called "nothing"',
    'Declare it under feeds:',
  ]),
  alone(
    'a live rule that gives each order to two ERPs',
    `weir: 1
systems:
  us: &erp { role: erp, connector: http, http: { url: https://erp.example.com, commands: { create-order: { path: /orders } } } }
  eu: *erp
handoffs: { mine: { on: order.placed, to: [us, eu], do: create-order, mode: ▸live } }`,
    ['both "us" and "eu" would be given every order', 'routes:'],
  ),
  alone('a live rule that requires a feed', told('requires: [ payable, ▸{ fresh: f } ]'), [
    'age of the feed "f", which it requires, is not known there: it would wait for ever',
    'Take f out of requires:',
  ]),
  alone('a live rule that requires a figure', told('requires: ▸{ metric: f.otd, at_least: 1 }'), [
    'age of the feed "f"',
    'Take f out of requires:',
  ]),
  after('a metric without its feed', rule('requires: { metric: ▸otd, at_least: 1 }'), [
    'names no metric of a feed',
    'FEED.METRIC',
  ]),
  after('a metric of an unknown feed', rule('requires: { metric: ▸x.otd, at_least: 1 }'), [
    'No feed is called "x"',
    'Declare it',
  ]),
  after('a metric without its least', `${feed('')}\n${rule('▸requires: { metric: f.otd }')}`, [
    'no least value',
    'at_least:',
  ]),
  after('an unknown requirement', rule('requires: ▸payble'), [
    '"payble" is no prerequisite',
    'Did you mean "payable"?',
  ]),
  after(
    'a requirement on itself',
    rule('requires: { acknowledged: mine }').replace('mine', `${mark}mine`),
    ['wait for each other: mine → mine', 'out of the circle'],
  ),
  after('an unknown rule to undo', rule('compensates: ▸mnie'), [
    'No rule is called "mnie"',
    'Did you mean "mine"?',
  ]),
  after(
    'a circle',
    `${rule('requires: { acknowledged: yours }').replace('mine', `${mark}mine`)}\n  yours: { on: order.placed, to: acme, do: create-order, compensates: mine }`,
    ['mine → yours → mine', 'out of the circle'],
  ),
  after(
    'a circle through a standard rule',
    'handoffs:\n  standard: true\n  ▸order-to-erp: { requires: { acknowledged: shipment-to-erp } }',
    ['order-to-erp → shipment-to-erp → order-to-erp', 'circle'],
  ),
  after(
    'a destination that is the only source',
    rule('from: erp').replace('to: erp', `to: ${mark}erp`),
    ['both the only source and a destination', 'Name another'],
  ),
  after('a way to acknowledge', rule('ack: { by: ▸mail }'), [
    '"mail" is no way to acknowledge',
    'event, response, readback',
  ]),
  after('a kind of acknowledgement', rule('ack: { kinds: [ ▸order.acknowleged ] }'), [
    'is no kind',
    'order.acknowledged',
  ]),
  after('a mode', rule('mode: ▸on'), ['"on" is no mode', 'observe, shadow, live']),
  after('a day that does not exist', rule('effective_from: ▸2026-02-30'), [
    'is no time',
    '2026-03-04',
  ]),
  after('nothing behind a rule', 'handoffs:\n  standard: true\n  ▸order-to-erp:', [
    'nothing behind it',
    'Write off',
  ]),
  after('an unknown rule switched off', 'handoffs:\n  standard: true\n  ▸order-to-rep: off', [
    'no rule "order-to-rep" to switch off',
    'Did you mean "order-to-erp"?',
  ]),
  after(
    'a standard rule with nowhere to go',
    'handoffs:\n  standard: true\n  ▸hold-to-warehouse: { within: 1m }',
    ['nowhere to go', 'write to: here'],
  ),
  after('standard that is text', 'handoffs: { standard: ▸yes }', [
    '"standard" must be true or false, and is text',
    'Write true or false',
  ]),
  after('a list where there is a mapping', 'handoffs: ▸[]', [
    '"handoffs" must be a mapping',
    'Write a mapping',
  ]),
];

const feeds: readonly Case[] = [
  after('no every', 'feeds:\n  ▸f: { from: acme }', ['"f" does not say every:', 'Add every:']),
  after('no from', 'feeds:\n  ▸f: { every: 1h }', ['"f" does not say from:', 'Add from:']),
  after('an unknown source', 'feeds:\n  f: { from: ▸acm, every: 1h }', [
    'No system is called "acm"',
    'Did you mean "acme"?',
  ]),
  after('an unknown consumer', feed('consumers: { ▸epr: { else: hold } }'), [
    'No system is called "epr"',
    'Did you mean "erp"?',
  ]),
  after('an unknown fallback', feed('consumers: { erp: { else: ▸hodl } }'), [
    '"hodl" is no fallback',
    'Did you mean "hold"?',
  ]),
  after('no fallback', feed('consumers: { ▸erp: {} }'), ['no fallback', 'Add else:']),
  after('default without its value', feed('consumers: { ▸erp: { else: default } }'), [
    'does not say value:',
    'Add value:',
  ]),
  after('buffer without by', feed('consumers: { ▸erp: { else: buffer } }'), [
    'does not say by:',
    'Add by:',
  ]),
  after('within of another fallback', feed('consumers: { erp: { else: hold, within: ▸1h } }'), [
    'within: has no meaning',
    'else: last-good',
  ]),
  after('a share over one', feed('max_drop: ▸50'), ['"50" is no share', '"50%"']),
  after('half a row', feed('min_rows: ▸0.5'), ['"min_rows" must be a whole number', 'whole']),
  after('a weekday', feed('calendar: { workdays: [ ▸someday ] }'), [
    '"someday" is no day of the week',
    'mon, tue',
  ]),
  after('a holiday', feed('calendar: { holidays: [ ▸2026-13-01 ] }'), [
    'is no day of the calendar',
    '2026-12-25',
  ]),
];

const further: readonly Case[] = [
  after('an unknown stage', 'owns: { ▸ordr: shop }', [
    '"ordr" is no stage',
    'Did you mean "order"?',
  ]),
  after('an unknown owner', 'owns: { order: ▸sho }', [
    'No system is called "sho"',
    'Did you mean "shop"?',
  ]),
  after('an unknown channel of a route', 'routes: [ { channel: ▸amazn, to: erp } ]', [
    'No system is called "amazn"',
    'Did you mean "amazon"?',
  ]),
  after('a route to nobody', 'routes: [ ▸{ channel: amazon } ]', ['"to" is missing', 'Add to:']),
  after('a route that nobody fulfils', 'routes: [ { fulfilled_by: ▸nobody, to: erp } ]', [
    '"nobody" is no fulfiller',
    'merchant, channel, supplier',
  ]),
  after(
    'an item twice',
    'items:\n  - { system: erp, sku: A, canonical: A-1 }\n  - { system: erp, sku: ▸A, canonical: A-2 }',
    ['stands here twice, first as "A-1"', 'Keep one'],
  ),
  after('an item without its sku', 'items:\n  - ▸{ system: erp, canonical: A-1 }', [
    'has no sku',
    'system, sku and canonical',
  ]),
  after('an item of an unknown system', 'items:\n  - { system: ▸epr, sku: A, canonical: A }', [
    'No system is called "epr"',
    'erp',
  ]),
  after(
    'a reader of an unknown kind',
    'readers:\n  r: { system: erp, format: csv, match: [ a ], emit: { kind: ▸order.stats, at: a } }',
    ['is no kind', 'Did you mean "order.status"?'],
  ),
  after(
    'a reader of an unknown format',
    'readers:\n  r: { system: erp, format: ▸xls, match: [ a ], emit: { kind: order.status, at: a } }',
    ['"xls" is no format', 'csv'],
  ),
  after(
    'a reader that recognises nothing',
    'readers:\n  r: { system: erp, format: csv, match: ▸[], emit: { kind: order.status, at: a } }',
    ['"match" does not fit', 'at least 1'],
  ),
  after(
    'a reader that gives nothing',
    'readers:\n  r: { system: erp, format: csv, match: [ a ], emit: ▸[] }',
    ['gives no observation', 'kind'],
  ),
  after(
    'a placed order without lines',
    'readers:\n  r: { system: erp, format: csv, match: [ a ], ▸emit: { kind: order.placed, at: a } }',
    ['order.placed must have lines', 'sku: COLUMN'],
  ),
  after('a personal field that is read', 'personal: [ loyalty_number, ▸who ]', [
    'Weir reads who itself',
    'another name',
  ]),
  after('a partner of an unknown system', 'partners: { big: { system: ▸epr } }', [
    'No system is called "epr"',
    'erp',
  ]),
  after('a job to an unknown system', 'jobs: { nightly: { to: ▸epr } }', [
    'No system is called "epr"',
    'erp',
  ]),
  after('a workaround of an unknown rule', 'workarounds: { w: { handoff: ▸cancel-to-epr } }', [
    'No rule is called',
    'Did you mean "cancel-to-erp"?',
  ]),
  after('accepting everything', 'accept: [ { match: ▸{}, reason: x } ]', [
    'accept every finding',
    'pattern, handoff',
  ]),
  after(
    'accepting an unknown pattern',
    'accept: [ { match: { pattern: ▸losst-order }, reason: x } ]',
    ['is no pattern', 'Did you mean "lost-order"?'],
  ),
  after('accepting without a reason', 'accept: [ ▸{ match: { ref: "1" } } ]', [
    '"reason" is missing',
    'Add reason:',
  ]),
  after(
    'an alert on an unknown pattern',
    'alerts: { me: { to: "mailto:a@b", patterns: ▸stauts-void } }',
    ['is no pattern', 'status-void'],
  ),
  after('minutes of an unknown pattern', 'costs: { minutes: { ▸lost-oder: 5 } }', [
    'is no pattern',
    'lost-order',
  ]),
  after('an hour without its currency', 'costs: { hourly: { amount: 45, currency: ▸dollars } }', [
    'no currency',
    'USD',
  ]),
  after('an hour without its amount', 'costs: { hourly: { amount: ▸much, currency: USD } }', [
    'no amount of money',
    '45.00',
  ]),
];

const cases: readonly Case[] = [
  ...wholeFile,
  ...yamlFaults,
  ...joins,
  ...rules,
  ...feeds,
  ...further,
];

describe('a fault of the contract', () => {
  it.each(cases)('$name stands at $line:$column', async ({ text, line, column, says, remedy }) => {
    const found = await faultsOf(text);
    const at = found.filter((fault) => fault.startsWith(`weir.yaml:${line}:${column} `));
    expect(at.join('\n'), found.join('\n')).toContain(says);
    expect(at.join('\n')).toContain(remedy);
  });

  it.each(cases)('$name is one fault and has no echo', async ({ text, name }) => {
    const several = ['no version', 'a list', 'an indent by tab', 'a bracket that stays open'];
    const found = await faultsOf(text);
    if (!several.includes(name)) expect(found).toHaveLength(1);
  });
});
