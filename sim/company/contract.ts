// The company's weir.yaml.
import { HOUR } from './clock.js';
import { readerLines } from './exports/own-tables.js';
import { feedCount, feedPlan, type FeedPlan } from './feed-life.js';
import { ADVICE } from './stock-advice.js';
import { SYSTEMS } from './systems.js';
import type { World } from './world.js';

/** Products whose files are recognised, beside those whose words are. */
const EXPORTED: Readonly<Record<string, string>> = {
  ipaas: 'celigo',
  warehouse: 'shipstation',
  'acme-edi': 'x12',
  'globex-edi': 'x12',
  'hooli-edi': 'x12',
};

function systemLines(exports: boolean): string[] {
  return Object.entries(SYSTEMS).map(([name, { role, connector: known, zone }]) => {
    const connector = exports ? (EXPORTED[name] ?? known) : known;
    const spoken = connector === undefined ? '' : `, connector: ${connector}`;
    return `  ${name}: { role: ${role}${spoken}, zone: ${zone.name} }`;
  });
}

const IDENTITY = [
  'identity:',
  '  - [ shop.order_name, erp.external, { trim: "#" } ]',
  '  - [ erp.record, warehouse.external ]',
  '  - [ shop.payment, pay.payment ]',
];

/** What the products' own columns hold: NetSuite's External ID and PO/Check Number, ShipStation's order number. */
const EXPORTED_IDENTITY = [
  'identity:',
  '  - [ shop.order_name, erp.external, { trim: "#" } ]',
  '  - [ amazon.order, erp.po ]',
  '  - [ walmart.order, erp.po ]',
  '  - [ erp.record, warehouse.order_name ]',
  '  - [ shop.order_name, pay.order_name ]',
];

function identityLines(world: World, exports: boolean): string[] {
  if (exports) return EXPORTED_IDENTITY;
  return world.naming === 'declared' ? IDENTITY : [];
}

function feedLine({ name, from, every, freshWithin }: Omit<FeedPlan, 'supplier'>): string {
  const consumers = 'consumers: { erp: { else: hold }, merchant-portal: { else: last-good } }';
  return `  ${name}: { from: ${from}, every: ${every / HOUR}h, fresh_within: ${freshWithin / HOUR}h, ${consumers} }`;
}

/** The contract's text; without `identity:` where the joins are for the audit to find. */
export function contractText(world: World, exports: boolean): string {
  const metrics = Array.from({ length: feedCount(world) }, (_, index) => feedPlan(index));
  const feeds = [...metrics, ADVICE].map((feed) => feedLine(feed));
  const lines = [
    'weir: 1',
    'systems:',
    ...systemLines(exports),
    ...identityLines(world, exports),
    'handoffs: { standard: true }',
    'feeds:',
  ];
  const readers = exports ? readerLines() : [];
  return `${[...lines, ...feeds, ...readers].join('\n')}\n`;
}
